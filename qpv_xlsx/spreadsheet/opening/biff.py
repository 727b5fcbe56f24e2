"""The records of an .xls stream, walked without building anything: what xlrd does not tell.

Record numbers: [MS-XLS], 2.3.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qpv_xlsx.spreadsheet.opening.biffboxes import text_boxes
from qpv_xlsx.spreadsheet.opening.biffnames import constant_name

_BOUNDSHEET, _SUPBOOK, _NAME, _PASSWORD, _EOF = 0x0085, 0x01AE, 0x0018, 0x002F, 0x000A
_EXCEL_97 = 0x0600  # version in the first record
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_SHARED_FORMULA = 0x04BC  # what several cells compute; each of them says only where to find it
_SEE_SHARED = b"\x05\x00\x01"  # five bytes of tokens, the first of which sends to that place
_WORKSHEET, _MACRO_SHEET = 0, 1
_OWN_BOOK, _ADD_INS = b"\x01\x04", b"\x01\x3a"
_HEADER = 4
_SHARED_HEADER = 8  # its range, and how many cells share it
_BEGINNING = 0x09  # of a substream, low byte in every version


class Tokens(NamedTuple):
    """What a cell computes: the length of the tokens and themselves. *is_shared*: they count from the cell that holds them."""

    code: bytes
    is_shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """For each worksheet in order. *formulas*: the (row, column) of each formula cell, with its tokens.

    *text_boxes*: the words drawn over it. *names*: those that hold a constant; *name_count*: how many there are in all.
    """

    formulas: tuple[Mapping[tuple[int, int], Tokens], ...]
    text_boxes: tuple[tuple[str, ...], ...]
    has_external_links: bool
    has_macro_sheets: bool
    names: Mapping[str, str]
    name_count: int


def is_encrypted(stream: bytes) -> bool:
    """Whether the workbook's stream asks for a password before anything else."""
    return any(number == _PASSWORD for number, _ in _records(stream, 0))


def read_records(stream: bytes) -> Records:
    """What the workbook's stream says of formulas, links and macro sheets."""
    sheets: list[int] = []
    has_links = has_macro_sheets = False
    names: dict[str, str] = {}
    name_count = 0
    is_unicode = len(stream) > _HEADER + 2 and struct.unpack_from("<H", stream, _HEADER)[0] >= _EXCEL_97
    for number, body in _records(stream, 0):
        if number == _BOUNDSHEET and len(body) > _HEADER + 2:
            position, _, kind = struct.unpack_from("<IBB", body)
            has_macro_sheets |= kind == _MACRO_SHEET
            if kind == _WORKSHEET:
                sheets.append(position)
        elif number == _SUPBOOK and body[2:4] not in {_OWN_BOOK, _ADD_INS}:
            has_links = True
        elif number == _NAME:
            name_count += 1
            names.update(filter(None, [constant_name(body, is_unicode=is_unicode)]))
    return Records(
        formulas=tuple(dict(_formulas(stream, position)) for position in sheets),
        text_boxes=tuple(tuple(text_boxes(_records(stream, position))) for position in sheets),
        has_external_links=has_links,
        has_macro_sheets=has_macro_sheets,
        names=names,
        name_count=name_count,
    )


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Number and body of each record of one substream, embedded charts skipped over."""
    depth = 0
    while start + _HEADER <= len(stream):
        number, length = struct.unpack_from("<HH", stream, start)
        start += _HEADER
        if number & 0xFF == _BEGINNING:
            depth += 1
        elif number == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield number, stream[start : start + length]
        start += length


def _formulas(stream: bytes, position: int) -> Iterator[tuple[tuple[int, int], Tokens]]:
    """The cells that compute, with what they compute; a shared formula is given to each cell that sends to it."""
    found: dict[tuple[int, int], bytes] = {}
    shared: dict[bytes, bytes] = {}
    for number, body in _records(stream, position):
        if number in _FORMULAS and len(body) >= _HEADER:
            row, column = struct.unpack_from("<HH", body)
            found[row + 1, column + 1] = body[20:]
        elif number == _SHARED_FORMULA and len(body) > _SHARED_HEADER:
            first_row, first_column = struct.unpack_from("<H2xB", body)
            shared[struct.pack("<HH", first_row, first_column)] = body[_SHARED_HEADER:]
    for place, code in found.items():
        told = shared.get(code[3:7]) if code.startswith(_SEE_SHARED) else None
        yield place, Tokens(code) if told is None else Tokens(told, is_shared=True)
