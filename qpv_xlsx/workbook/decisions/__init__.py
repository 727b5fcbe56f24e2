"""``decisions.xlsx``: what is to be decided, what was decided, and what the committee is told; written and read back."""
