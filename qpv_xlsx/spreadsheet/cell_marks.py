"""What a cell carries with its format wherever it is sorted or cut to: the name of a cell style, which shows nothing.

Validations and conditional formats stay where they are; the format goes with the value, in Excel as in LibreOffice, and the
name of its style with it, through .xlsx, .ods and .xls. What is copied carries the mark of where it was copied from; what is
pasted from elsewhere carries none.
"""

_BEGINNING = "qpv "


def style_name(mark: str) -> str:
    """The name of the cell style that carries *mark*."""
    return _BEGINNING + mark


def mark_in(name: str) -> str:
    """The mark that a cell style carries by its name; empty for a style that is not ours."""
    return name.removeprefix(_BEGINNING) if name.startswith(_BEGINNING) else ""
