"""What binary figures leave over: two that people take for the same are never compared to the last bit."""

SLACK = 1e-9  # relative to the goal, or absolute under 1: 100 + 10 % is 110.00000000000001 in binary figures
