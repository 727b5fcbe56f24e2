"""What a number format says of a figure: its kind, the date it shows, the codes that files leave out."""

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType

from qpv_xlsx.spreadsheet.book import CellValue, FormatKind
from qpv_xlsx.spreadsheet.numbercodes import GENERAL

EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001  (a sheet has no time zone); as days after 1 March 1900 go
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001  (likewise)
_DAY = 86_400_000  # milliseconds
_LEAP_THAT_NEVER_WAS = 60  # 29 February 1900
_EASTERN_DATES = frozenset({*range(27, 37), *range(50, 59)})  # built-in, by language (ECMA-376, 18.8.30)
_BUILT_IN: Mapping[int, str] = MappingProxyType(
    {
        1: "0",
        2: "0.00",
        3: "#,##0",
        4: "#,##0.00",
        5: '"$"#,##0_);\\("$"#,##0\\)',
        6: '"$"#,##0_);[Red]\\("$"#,##0\\)',
        7: '"$"#,##0.00_);\\("$"#,##0.00\\)',
        8: '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)',
        9: "0%",
        10: "0.00%",
        11: "0.00E+00",
        12: "# ?/?",
        13: "# ??/??",
        14: "mm-dd-yy",
        15: "d-mmm-yy",
        16: "d-mmm",
        17: "mmm-yy",
        18: "h:mm AM/PM",
        19: "h:mm:ss AM/PM",
        20: "h:mm",
        21: "h:mm:ss",
        22: "m/d/yy h:mm",
        37: "#,##0_);(#,##0)",
        38: "#,##0_);[Red](#,##0)",
        39: "#,##0.00_);(#,##0.00)",
        40: "#,##0.00_);[Red](#,##0.00)",
        41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
        42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
        43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
        44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
        45: "mm:ss",
        46: "[h]:mm:ss",
        47: "mmss.0",
        48: "##0.0E+0",
        49: "@",
    },
)
# Words and brackets show nothing of a date, but « [h] », « [mm] », « [ss] » do.
_WORDS = re.compile(r'"[^"]*"|\\.|_.|\[(?!h+\]|m+\]|s+\])[^\[\]]*\]', re.IGNORECASE | re.DOTALL)
_MOMENT = re.compile(r"[dmhys]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


@lru_cache(maxsize=2048)
def format_kind(code: str) -> FormatKind:
    """Kind of a number format by its code (« 0.0% », « dd/mm/yyyy », « @ »)."""
    if code.strip().lower() in GENERAL:
        return FormatKind.GENERAL
    first = _WORDS.sub("", code).split(";", maxsplit=1)[0].strip()
    if first.lower() in GENERAL - {""}:
        return FormatKind.GENERAL
    if "%" in first:
        return FormatKind.PERCENT
    if first == "@":
        return FormatKind.TEXT
    return FormatKind.DATE if _MOMENT.search(first) else FormatKind.NUMBER


def builtin_code(identifier: int) -> str:
    """The code that an identifier stands for where the file tells none."""
    return "yyyy-mm-dd" if identifier in _EASTERN_DATES else _BUILT_IN.get(identifier, "General")


def moment(serial: float, code: str, epoch: datetime) -> CellValue:
    """The date, time or duration that *serial* shows as; the figure itself where no calendar reaches."""
    if serial < 0:
        return serial
    try:
        if _ELAPSED.search(_WORDS.sub("", code)):
            return _to_milliseconds(timedelta(days=serial))
        return _date_or_time(serial, epoch)
    except (OverflowError, ValueError):
        return serial


def _to_milliseconds(length: timedelta) -> timedelta:
    return timedelta(milliseconds=round(length / timedelta(milliseconds=1)))


def _date_or_time(serial: float, epoch: datetime) -> datetime | time:
    day, fraction = divmod(serial, 1)
    length = timedelta(milliseconds=round(fraction * _DAY))
    if day == 0 and length.days == 0:
        return (EPOCH_1900 + length).time()
    if serial < _LEAP_THAT_NEVER_WAS and epoch == EPOCH_1900:
        day += 1
    return epoch + timedelta(days=day) + length
