"""Bytes of any spreadsheet program become a Book. The only rooms that know openpyxl, odfdo and xlrd."""
