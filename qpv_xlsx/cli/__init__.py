"""The command line: one file per command, thin."""

from qpv_xlsx.cli.threshold import main

__all__ = ["main"]
