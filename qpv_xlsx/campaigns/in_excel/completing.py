"""What a row of campagne.xlsx leaves out and its other cells tell: codes from the measure's code, the only territory."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from qpv_xlsx.campaigns.encoding import Json
from qpv_xlsx.campaigns.geographies import is_official_code, quartier_id
from qpv_xlsx.campaigns.sheets.columns import CampaignSheet
from qpv_xlsx.campaigns.sheets.nesting import value_at
from qpv_xlsx.domain.official.coding import code_of
from qpv_xlsx.domain.spelling import folded

_MEASURE = re.compile(r"(?P<indicator>(?P<convention>[A-Za-z0-9._]+)-\d+)(?:-[a-z]{1,2})?")
Row = dict[str, Json]


def completed(sheet: CampaignSheet, row: Row, document: Mapping[str, Any], *, has_identifiers: bool = False) -> Row:
    """*row* with what nobody needs to type; what is typed stays.

    *has_identifiers*: some quartier has one, which says that the list is not a new one: none is then made up.
    """
    match sheet.key:
        case "indicators":
            return _with_codes(row, document)
        case "quartiers":
            placed = _with_home(_as_pasted(row), "quartier_territory", document)
            return placed if has_identifiers else _with_identifier(placed)
        case "respondents" if "respondent_code" in row and not _is_known(row["respondent_code"], document):
            return _with_home(row, "respondent_territory", document)
    return row


_INSEE = re.compile(r"\d[\dAB]\d{3}")


def _as_pasted(row: Row) -> Row:
    """A list pasted without headers begins with its codes: « QN01301I, Griffeuille, Arles », with the town's code or without."""
    first, second = (row.get(f"quartier_{name}") for name in ("name", "official_code"))
    if not _is_official(first) or _is_official(second):
        return row
    area, towns = row.get("quartier_area"), row.get("quartier_aliases")
    moved: Row = {**row, "quartier_official_code": first, "quartier_name": first if second is None else second}
    if isinstance(area, str) and _INSEE.fullmatch(area) and isinstance(towns, list) and len(towns) == 1:
        moved |= {"quartier_area": towns[0], "quartier_aliases": []}
    return moved


def _is_official(value: Json) -> bool:
    return isinstance(value, str) and is_official_code(value)


def _is_known(code: Json, document: Mapping[str, Any]) -> bool:
    """Whether the row is another contact of an administration that stands above."""
    return any(record.get("code") == code for record in document.get("respondents", ()))


def _with_home(row: Row, name: str, document: Mapping[str, Any]) -> Row:
    """The territory, where the campaign has only one."""
    territories = document.get("territories", ())
    if row.get(name) is not None or len(territories) != 1 or "code" not in territories[0]:
        return row
    return {**row, name: territories[0]["code"]}


def _with_identifier(row: Row) -> Row:
    if row.get("quartier_id") is not None or row.get("quartier_name") is None:
        return row
    return {**row, "quartier_id": quartier_id(str(row["quartier_name"]))}


def _with_codes(row: Row, document: Mapping[str, Any]) -> Row:
    """« EMP-05-a » tells the indicator EMP-05 and the convention EMP, unless the row goes on with those above it."""
    found = _MEASURE.fullmatch(str(row.get("measure_code") or ""))
    if found is None or _goes_on(row):
        return row
    convention = _convention_named(row, document) or found["convention"]
    return {"indicator_code": found["indicator"], "convention_code": convention, **row}


def _goes_on(row: Row) -> bool:
    """Whether nothing is said of the indicator nor of the convention: those of the row above hold."""
    return not any(name.startswith(("indicator_", "convention_")) for name in row)


def _convention_named(row: Row, document: Mapping[str, Any]) -> str | None:
    named = folded(str(row.get("convention_name") or ""))
    conventions = value_at(document, ("catalogue", "conventions")) or ()
    codes = (one.get("code") for one in conventions if named and folded(str(one.get("name", ""))) == named)
    return next((str(code) for code in codes if code), None)


def code_to_type(row: Row, document: Mapping[str, Any]) -> str:
    """A free code for a measure whose row has none, to show in the sentence that asks for it."""
    conventions = value_at(document, ("catalogue", "conventions")) or ()
    taken = [str(one.get("code", "")) for one in conventions]
    name = str(row.get("convention_name") or "")
    convention = _convention_named(row, document) or (code_of(name, taken) if name else taken[-1] if taken else "EMP")
    used = {
        str(indicator.get("code"))
        for one in conventions
        for indicator in one.get("indicators", ())
        if one.get("code") == convention
    }
    return next(code for rank in range(1, len(used) + 2) if (code := f"{convention}-{rank:02d}") not in used)


def lacks_identifier(sheet: CampaignSheet, row: Row) -> bool:
    """Whether a quartier that has a name has no identifier."""
    return sheet.key == "quartiers" and row.get("quartier_id") is None and row.get("quartier_name") is not None


def identifier_to_type(row: Row, document: Mapping[str, Any]) -> str:
    """A free identifier for a quartier whose row has none, to show in the sentence that asks for it."""
    made = quartier_id(str(_as_pasted(row)["quartier_name"]))
    quartiers = (one for territory in document.get("territories", ()) for one in territory.get("quartiers", ()))
    taken = {str(one.get("id", "")) for one in quartiers}
    others = (f"{made}-{rank}" for rank in range(2, len(taken) + 3))
    return next(code for code in (made, *others) if code not in taken)


def told_by(name: str) -> str:
    """The column whose cell tells *name* where its own is empty."""
    return _TOLD_BY.get(name, name)


_TOLD_BY = MappingProxyType(
    {"indicator_code": "measure_code", "convention_code": "measure_code", "quartier_id": "quartier_name"}
)


def lacks_code(sheet: CampaignSheet, row: Row) -> bool:
    """Whether a measure has no code, nor an indicator that tells it."""
    return sheet.key == "indicators" and row.get("measure_code") is None and bool(row)
