"""From a located cell to answers and findings: each cell is read as its measure asks, or refused with a reason."""

from qpv_xlsx.workbook.reading.interpreting.asked import Asked, usual_figures
from qpv_xlsx.workbook.reading.interpreting.cells import as_denied, gather, interpret

__all__ = ["Asked", "as_denied", "gather", "interpret", "usual_figures"]
