"""The long table, and what of it may be published."""
