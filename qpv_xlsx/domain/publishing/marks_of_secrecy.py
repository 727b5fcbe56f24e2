"""How a figure that is not published is told from one that is, and by whom it was hidden."""

DECLARED, MASKED = "secret_declared", "secret_masked"
"""Stand for the file's name beside an « s »: an administration said it, or the tool for the sake of another. Keys of words."""

UNPRINTED = "…"
"""Stands for an answer in words, which is there and is not published: without it the line would be « À compléter »."""

WITHHELD = "withheld"
"""Case of a finding whose details are left out."""
