"""The version of the program, for every room of the house."""

__version__ = "1.0.0"
