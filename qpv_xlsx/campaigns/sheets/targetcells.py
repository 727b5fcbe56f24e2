"""A target in three cells: what is asked, the figure, the year; and back.

« Faire évoluer de » stands twice in the list, in per cent and in points or units: the figure then needs no second cell.
"""

from typing import Any

from qpv_xlsx.campaigns.encoding import Json

FIGURE_KEYS = ("value", "amount", "factor", "fraction", "rate")
"""The keys under which the various targets keep their figure."""

_FIGURE_KEY = {
    "at_least": "value",
    "above": "value",
    "at_most": "value",
    "below": "value",
    "per_year": "value",
    "change_by": "amount",
    "multiply_by": "factor",
    "reduce_gap_by": "fraction",
    "yearly_increase": "rate",
}
_FLAGS = {"change_by": "is_absolute", "yearly_increase": "in_points"}
_FLAGGED = "_in_unit"
_FLOOR = "floor"  # the word for an « at_least » that is one
_RELATIVE = frozenset({"change_by", "reduce_gap_by", "yearly_increase"})
_OF_THE_KIND = frozenset(
    {"at_least", "floor", "above", "at_most", "below", "per_year", "change_by_in_unit", "yearly_increase_in_unit"}
)
_SHARES = frozenset({"share", "gap"})


def to_cells(target: dict[str, Any]) -> dict[str, Json]:
    """« word », « figure » and « year » of a target's document."""
    name = target["type"]
    if target.get("is_floor"):
        return {"word": _FLOOR, "figure": target.get("value"), "year": target.get("year")}
    flag = _FLAGS.get(name)
    word = name + _FLAGGED if flag and target.get(flag) else name
    return {"word": word, "figure": target.get(_FIGURE_KEY.get(name, "")), "year": target.get("year")}


def from_cells(cells: dict[str, Json], *, is_former: bool = False) -> dict[str, Json]:
    """The target's document. A figure that its type does not take is kept, for the schema to refuse.

    *is_former*: the workbook is of a version that had no word for a floor.
    """
    word = str(cells.get("word") or "undefined")
    name = _type_of(word)
    target: dict[str, Json] = {"type": name}
    if name == "at_least" and not is_former:
        target["is_floor"] = word == _FLOOR
    if name in _FLAGS:
        target[_FLAGS[name]] = word.endswith(_FLAGGED)
    if cells.get("figure") is not None:
        target[_FIGURE_KEY.get(name, "value")] = cells["figure"]
    if cells.get("year") is not None:
        target["year"] = cells["year"]
    return target


def takes_figure(word: object) -> bool:
    """Whether that type of target has a figure."""
    return _type_of(str(word)) in _FIGURE_KEY


def _type_of(word: str) -> str:
    return "at_least" if word == _FLOOR else word.removesuffix(_FLAGGED)


def is_percent(word: object, kind: object) -> bool:
    """Whether the figure of such a target, for a measure of that kind, is shown in per cent."""
    return word in _RELATIVE or (word in _OF_THE_KIND and kind in _SHARES)


def is_share(kind: object) -> bool:
    """Whether values of that kind are shown in per cent."""
    return kind in _SHARES
