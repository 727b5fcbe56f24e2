"""What the schemas say by hand, closed lists and defaults, agrees with the model; so do the words of both languages."""

import json
import typing
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from qpv_xlsx.campaigns.encoding import encoded, tag_of
from qpv_xlsx.campaigns.schema import schema
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Direction, Kind, Nature, Perimeter, Progress
from qpv_xlsx.domain.contract.questions import Field as AnswerField
from qpv_xlsx.domain.contract.questions import Situation
from qpv_xlsx.domain.contract.targets import Target
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.judging.assessment import Attainment, Reporting
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.messages.wordbook import LANGUAGES, labels

Property = tuple[str, Field[Any], Any, dict[str, Any]]
WORDS: dict[str, type[StrEnum]] = {
    "situations": Situation,
    "perimeters": Perimeter,
    "progress": Progress,
    "kinds": Kind,
    "directions": Direction,
    "natures": Nature,
    "severities": Severity,
    "outcomes": Outcome,
    "reporting": Reporting,
    "attainment": Attainment,
}
LISTED_ELSEWHERE = (
    ("report", "$defs/answer/properties/field", AnswerField),
    ("report", "$defs/finding/properties/severity", Severity),
    ("report", "$defs/file/properties/outcome", Outcome),
    ("data", "properties/rows/items/properties/field", AnswerField),
    ("data", "properties/rows/items/properties/situation", Situation),
    ("data", "properties/rows/items/properties/perimeter", Perimeter),
)


def members(hint: Any) -> tuple[Any, ...]:
    is_union = get_origin(hint) in {typing.Union, UnionType}
    return get_args(hint) if is_union else (hint,)


def inner(hint: Any) -> Any:
    """The class that a field holds, alone, in a tuple, or beside None."""
    (known,) = (
        {one for one in members(hint) if one is not NoneType}
        if not set(members(hint)) & set(get_args(Target))
        else {Target}
    )
    return get_args(known)[0] if get_origin(known) is tuple else known


def name_in_schema(kind: type) -> str:
    return tag_of(kind)


def classes(kind: type, seen: set[type] | None = None) -> Iterator[type]:
    """*kind* and all the dataclasses that it holds, targets left to their own test."""
    seen = set() if seen is None else seen
    if kind in seen:
        return
    seen.add(kind)
    yield kind
    for hint in get_type_hints(kind).values():
        held = inner(hint)
        if isinstance(held, type) and is_dataclass(held):
            yield from classes(held, seen)


def properties() -> Iterator[Property]:
    whole = schema("campaign")
    for kind in classes(Campaign):
        definition = whole if kind is Campaign else whole["$defs"][name_in_schema(kind)]
        hints = get_type_hints(kind)
        for field in fields(kind):
            yield f"{kind.__name__}.{field.name}", field, hints[field.name], definition["properties"][field.name]


EVERY = [*properties()]
ENUMS = [one for one in EVERY if isinstance(inner(one[2]), type) and issubclass(inner(one[2]), StrEnum)]


@pytest.mark.parametrize(("name", "field", "hint", "said"), ENUMS, ids=[one[0] for one in ENUMS])
def test_a_closed_list_of_the_schema_is_the_model_s(name: str, field: Field[Any], hint: Any, said: Any) -> None:
    del name, field
    expected = [member.value for member in inner(hint)]

    assert said["enum"] == ([*expected, None] if NoneType in members(hint) else expected)


@pytest.mark.parametrize(("name", "field", "hint", "said"), EVERY, ids=[one[0] for one in EVERY])
def test_a_default_of_the_schema_is_the_model_s(name: str, field: Field[Any], hint: Any, said: Any) -> None:
    del name, hint
    if field.default_factory is not MISSING:
        assert said.get("default", {}) == {}
    elif field.default is MISSING:
        assert "default" not in said
    elif is_dataclass(field.default):
        assert said.get("default", {}).items() <= encoded(field.default).items()  # type: ignore[union-attr]  # an object
    else:
        assert json.dumps(said["default"]) == json.dumps(encoded(field.default))


def test_every_target_has_its_definition_and_its_word() -> None:
    tags = [tag_of(member) for member in get_args(Target)]
    whole = schema("campaign")["$defs"]

    assert whole["target"]["properties"]["type"]["enum"] == tags
    assert {f"target_{tag}" for tag in tags} == {name for name in whole if name.startswith("target_")}
    for language in LANGUAGES:
        said = {word.removesuffix("_in_unit") for word in labels(language, "targets")}
        assert said - {"floor"} == set(tags)  # « floor » is the word for an « at_least » that is one


@pytest.mark.parametrize(("name", "path", "kind"), LISTED_ELSEWHERE, ids=[one[1] for one in LISTED_ELSEWHERE])
def test_what_other_programs_read_lists_the_same(name: str, path: str, kind: type[StrEnum]) -> None:
    found: Any = schema(name)
    for step in path.split("/"):
        found = found[step]

    assert [value for value in found["enum"] if value is not None] == [member.value for member in kind]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("section", "kind"), WORDS.items(), ids=WORDS)
def test_every_member_has_its_word(language: str, section: str, kind: type[StrEnum]) -> None:
    assert set(labels(language, section)) == {member.value for member in kind}
