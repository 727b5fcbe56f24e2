"""XlsxWriter's formats, each worked out once for all workbooks: it takes twenty times longer to make one than to copy it."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from xlsxwriter.format import Format

from qpv_xlsx.spreadsheet import dialect
from qpv_xlsx.spreadsheet.drawing import Style

_KEYS = ("font", "border", "fill")


class KnownFormat(Format):  # type: ignore[misc]  # XlsxWriter is untyped
    """A format like another one, in the workbook whose formats are counted in *numbers* and *differentials*."""

    def __init__(self, like: Mapping[str, Any], numbers: dict[str, int], differentials: dict[str, int]) -> None:
        self.__dict__.update(like)
        self.xf_format_indices, self.dxf_format_indices = numbers, differentials

    def _get_font_key(self) -> str:
        return str(self.known_keys["font"])

    def _get_border_key(self) -> str:
        return str(self.known_keys["border"])

    def _get_fill_key(self) -> str:
        return str(self.known_keys["fill"])


@lru_cache(maxsize=1024)  # some hundred styles, the same in all workbooks
def format_like(style: Style) -> Mapping[str, Any]:
    """What XlsxWriter keeps of the format of cells that look like *style*."""
    return _kept(dialect.format_options(style))


@lru_cache(maxsize=256)
def differential_like(style: Style) -> Mapping[str, Any]:
    """The same of what a conditional format changes."""
    return _kept(dialect.differential_options(style))


def _kept(options: Mapping[str, object]) -> Mapping[str, Any]:
    first = Format(dict(options))
    first._get_format_key()  # noqa: SLF001  (XlsxWriter offers no other way; kept by the format)
    keys = MappingProxyType({key: getattr(first, f"_get_{key}_key")() for key in _KEYS})
    return MappingProxyType({**vars(first), "known_keys": keys})
