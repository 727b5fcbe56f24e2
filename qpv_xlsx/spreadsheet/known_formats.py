"""XlsxWriter's formats, each worked out once for all workbooks: it takes many times longer to make one than to copy it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from xlsxwriter.format import Format

from qpv_xlsx.spreadsheet import dialect
from qpv_xlsx.spreadsheet.drawing import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLook:
    """*options*: in XlsxWriter's words. *kept*: what it makes of them. *font*, *border*: how it tells them from others."""

    options: Mapping[str, object]
    kept: Mapping[str, Any]
    font: str
    border: str


class KnownFormat(Format):  # type: ignore[misc]  # XlsxWriter is untyped
    """A format that looks like *look*, in the workbook whose formats are counted in *numbers* and *differentials*."""

    def __init__(self, look: KnownLook, numbers: dict[str, int], differentials: dict[str, int]) -> None:
        self.__dict__.update(look.kept)
        self.look = look
        self.xf_format_indices, self.dxf_format_indices = numbers, differentials

    def _get_font_key(self) -> str:
        return self.look.font

    def _get_border_key(self) -> str:
        return self.look.border


@lru_cache(maxsize=1024)  # some hundred styles, the same in all workbooks
def look_of(style: Style) -> KnownLook:
    """That of cells in *style*."""
    return _known(dialect.format_options(style))


@lru_cache(maxsize=256)
def differential_look_of(style: Style) -> KnownLook:
    """What of *style* a conditional format changes."""
    return _known(dialect.differential_options(style))


def _known(options: Mapping[str, object]) -> KnownLook:
    first = Format(dict(options))
    first._get_format_key()  # noqa: SLF001  (XlsxWriter offers no other way; the format keeps it)
    return KnownLook(
        options=options,
        kept=MappingProxyType(vars(first)),
        font=first._get_font_key(),  # noqa: SLF001  (XlsxWriter offers no other way)
        border=first._get_border_key(),  # noqa: SLF001  (XlsxWriter offers no other way)
    )
