"""Days as people type them."""

from datetime import date, datetime

_PATTERNS = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d")


def day_in(text: str) -> date | None:
    """The day that *text* says and nothing else: « 31/12/2020 », « 2020-12-31 »; None: it is no day."""
    for pattern in _PATTERNS:
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007  (a day has no time zone)
        except ValueError:
            continue
    return None
