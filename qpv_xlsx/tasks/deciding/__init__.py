"""Decisions: looked up, foreseen, written into ``decisions.xlsx``, read back and told."""
