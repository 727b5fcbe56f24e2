"""Addresses as files write them: « K7 », « A1:B2 », « A:A », « 3:3 »."""

import re
from collections.abc import Mapping

from qpv_xlsx.spreadsheet.book import Merge
from qpv_xlsx.spreadsheet.opening.sharedformulas import column_number

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_END = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,6})?")


def place_at(reference: str) -> tuple[int, int] | None:
    """Row and column of « K7 »; None for what is no address."""
    match = _CELL.fullmatch(reference)
    return (int(match[2]), column_number(match[1])) if match else None


def range_of(reference: str) -> Merge | None:
    """« A1:B2 », whole columns « A:A », whole rows « 3:3 »; None for what is no range."""
    first, _, last = reference.partition(":")
    one, other = _END.fullmatch(first), _END.fullmatch(last or first)
    if one is None or other is None or not first:
        return None
    rows = sorted((int(one[2] or 1), int(other[2] or LAST_ROW)))
    columns = sorted((column_number(one[1]) if one[1] else 1, column_number(other[1]) if other[1] else LAST_COLUMN))
    return Merge(top=rows[0], left=columns[0], bottom=rows[1], right=columns[1])


def is_set(attributes: Mapping[str, str], name: str) -> bool:
    """Whether a truth value of the file is true."""
    return attributes.get(name) in {"1", "true"}


def number_in(attributes: dict[str, str], name: str, default: int) -> int:
    """A whole number of the file, also where it is written « 2.0 »; *default* where it is none."""
    try:
        return int(float(attributes[name]))
    except (LookupError, ValueError, OverflowError):
        return default
