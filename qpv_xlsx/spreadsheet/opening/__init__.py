"""Bytes of any spreadsheet program become a Book. The only rooms that know openpyxl, odfdo and xlrd."""

from qpv_xlsx.spreadsheet.opening.door import open_book

__all__ = ["open_book"]
