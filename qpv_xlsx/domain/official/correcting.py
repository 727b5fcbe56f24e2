"""What a coordinator says of columns, « indicateur=C, cible 2028=F », where the headers' words were not understood."""

import re
from collections.abc import Mapping

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.official.lexicon import Heading, named_role, role_names

_LETTERS = re.compile(r"[A-Za-z]{1,2}")


def corrections_of(text: str) -> Mapping[int, Heading]:
    """What columns hold, by rank from 0. Raises CampaignError for a part that says nothing known."""
    found: dict[int, Heading] = {}
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        found |= _correction(part)
    return found


def _correction(part: str) -> Mapping[int, Heading]:
    sides = [side.strip() for side in part.split("=")]
    if len(sides) == 2:  # noqa: PLR2004  (a name and a column)
        for name, column in (sides, sides[::-1]):
            rank, heading = _rank(column), named_role(name)
            if rank is not None and heading is not None:
                return {rank: heading}
    raise CampaignError("import_columns", read=part, choices=role_names())


def _rank(column: str) -> int | None:
    """« C » or « 3 »: the third column."""
    if column.isdigit() and int(column):
        return int(column) - 1
    if not _LETTERS.fullmatch(column):
        return None
    rank = 0
    for letter in column.upper():
        rank = rank * 26 + ord(letter) - ord("A") + 1
    return rank - 1
