"""The campaign's memory: returns, submissions, decisions, dispatches, in SQLite."""
