"""Collect, check and consolidate the indicators of the politique de la ville, with Excel workbooks."""

__version__ = "1.0.0"
