"""``report.html``: the story of the master workbook on one self-contained page."""
