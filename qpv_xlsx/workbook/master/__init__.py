"""The master workbook: what the comité de pilotage looks at."""

from qpv_xlsx.workbook.master.writing import write_master

__all__ = ["write_master"]
