"""The command line: one file per command, thin."""

from qpv_xlsx.cli.root import main

__all__ = ["main"]
