"""What a script would call: one module per command, rooms for what commands share; combines the adapters, returns a value."""
