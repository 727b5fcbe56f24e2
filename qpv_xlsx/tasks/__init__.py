"""What a script would call: one module per command; combines the adapters, returns a value."""
