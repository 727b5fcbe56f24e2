"""Days as people type them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from qpv_xlsx.domain.spelling import folded

_PATTERNS = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d")
_MONTHS: Mapping[str, int] = MappingProxyType(
    {
        name: number
        for number, name in enumerate(
            [
                "janvier",
                "fevrier",
                "mars",
                "avril",
                "mai",
                "juin",
                "juillet",
                "aout",
                "septembre",
                "octobre",
                "novembre",
                "decembre",
            ],
            1,
        )
    }
)
_IN_WORDS = re.compile(r"(\d{1,2})(?:er)? ([a-z]+) (\d{4})")


def day_in(text: str) -> date | None:
    """The day that *text* says and nothing else: « 31/12/2020 », « 2020-12-31 », « 31 décembre 2020 »; None: it is no day."""
    for pattern in _PATTERNS:
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007  (a day has no time zone)
        except ValueError:
            continue
    return _in_words(text)


def _in_words(text: str) -> date | None:
    match = _IN_WORDS.fullmatch(folded(text))
    if match is None or match[2] not in _MONTHS:
        return None
    try:
        return date(int(match[3]), _MONTHS[match[2]], int(match[1]))
    except ValueError:
        return None
