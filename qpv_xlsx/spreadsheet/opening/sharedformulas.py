"""A formula shared by several cells, as each of them holds it: references move with the cell, unless « $ » holds them."""

import re

from qpv_xlsx.spreadsheet.book import column_letters

_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
_PIECES = re.compile(
    r"\"[^\"]*\"|'[^']*'|\[[^\[\]]*\]"  # words, names of sheets, columns of tables: left alone
    r"|(?<![\w.$])(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w.(])"
    r"|(?<![\w.$])(?P<rows>\$?\d{1,7}:\$?\d{1,7})(?![\w.(])"
    r"|(?<![\w.$])(?P<cell>\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6})(?![\w.(!])",
)
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)")
_COLUMN = re.compile(r"(\$?)([A-Za-z]{1,3})")
_ROW = re.compile(r"(\$?)(\d+)")


def moved(formula: str, rows: int, columns: int) -> str:
    """*formula* as it stands *rows* lower and *columns* further right; « #REF! » for what leaves the sheet."""

    def shifted(match: re.Match[str]) -> str:
        if match["cell"]:
            return _CELL.sub(lambda one: _column(one, columns) + _row(one[3], one[4], rows), match["cell"])
        if match["columns"]:
            return _COLUMN.sub(lambda one: _column(one, columns), match["columns"])
        if match["rows"]:
            return _ROW.sub(lambda one: _row(one[1], one[2], rows), match["rows"])
        return match.group()

    return _PIECES.sub(shifted, formula)


def column_number(letters: str) -> int:
    """1 for « A », 27 for « AA ». Raises ValueError for what is no column."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):  # noqa: PLR2004  (« XFD » is the last)
        raise ValueError(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _column(match: re.Match[str], by: int) -> str:
    held, letters = match[1], match[2]
    if held:
        return held + letters
    number = column_number(letters) + by
    return column_letters(number) if 1 <= number <= _MAX_COLUMN else "#REF!"


def _row(held: str, digits: str, by: int) -> str:
    if held:
        return held + digits
    number = int(digits) + by
    return str(number) if 1 <= number <= _MAX_ROW else "#REF!"
