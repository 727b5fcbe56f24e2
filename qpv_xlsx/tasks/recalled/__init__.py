"""What the register knows, merged: where a campaign stands now, stood last time, or stood in a former year."""
