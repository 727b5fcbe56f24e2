"""Tables as they come, in Word, in a spreadsheet, as CSV or pasted: one neutral picture of each, for the domain to read."""

from qpv_xlsx.tables.document import Document, Remark
from qpv_xlsx.tables.opening_tables import open_tables

__all__ = ["Document", "Remark", "open_tables"]
