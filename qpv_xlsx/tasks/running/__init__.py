"""How long work is watched, spread over processes, and carried to them."""
