"""Values of the domain as plain JSON values and back.

Keys are field names, enums go by value, dates in ISO form; the members of a union say their class in « type ».
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from sys import intern
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from qpv_xlsx.domain.contract.targets import Target

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

T = TypeVar("T")
Reader = Callable[[Any], Any]

_PLAIN = frozenset({NoneType, bool, int, float, str})
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def encoded(value: object) -> Json:
    """*value* as JSON has it. Every field is written, defaults included."""
    kind = type(value)
    return value if kind in _PLAIN else _writer(kind)(value)  # type: ignore[return-value, arg-type]  # as JSON has them; a class is hashable


@cache
def _writer(kind: type) -> Callable[[Any], Json]:
    """What writes the values of one type. Raises TypeError for one that no campaign holds."""
    if issubclass(kind, Enum):
        return lambda value: str(value.value)
    if issubclass(kind, NoneType | bool | int | float | str):
        return lambda value: value
    if issubclass(kind, date):
        return lambda value: str(value.isoformat())
    if issubclass(kind, tuple):
        return lambda value: [encoded(item) for item in value]
    if is_dataclass(kind):
        names = tuple(field.name for field in fields(kind))
        # A member of a union says its class. Targets are the only union of the campaign.
        tag: dict[str, Json] = {"type": tag_of(kind)} if issubclass(kind, Target) else {}
        return lambda value: {name: encoded(getattr(value, name)) for name in names} | tag
    raise TypeError(kind)


def tag_of(member: type) -> str:
    """« at_least » for AtLeast."""
    return _CAPITAL.sub("_", member.__name__).lower()


def restored(kind: type[T], document: dict[str, Any]) -> T:
    """The dataclass *kind* from a *document* that its schema accepts. Keys left out take the field's default."""
    readers = _field_readers(kind)  # type: ignore[arg-type]  # a class is hashable
    return kind(**{name: read(document[name]) for name, read in readers if name in document})


@cache
def _field_readers(kind: type) -> tuple[tuple[str, Reader], ...]:
    """The fields of a dataclass, each with what makes its value out of the document's."""
    hints = get_type_hints(kind)
    return tuple((field.name, _reader(hints[field.name])) for field in fields(kind))


@cache
def _reader(hint: Any) -> Reader:  # noqa: ANN401  (a type's annotation decides)
    if get_origin(hint) in {Union, UnionType}:
        return _union_reader(tuple(member for member in get_args(hint) if member is not NoneType))
    if get_origin(hint) is tuple:
        read = _reader(get_args(hint)[0])
        return lambda document: tuple([read(item) for item in document])
    if is_dataclass(hint):
        return partial(restored, hint)  # type: ignore[arg-type]  # a class, as annotations hold
    return _READERS.get(hint, hint)


def _union_reader(members: tuple[Any, ...]) -> Reader:
    """For one type or None, or for several classes, whose « type » says which."""
    if len(members) == 1:
        read = _reader(members[0])
        return lambda document: None if document is None else read(document)
    by_tag = {tag_of(member): member for member in members}
    return lambda document: None if document is None else restored(by_tag[document["type"]], document)


def _own(text: str) -> str:
    """*text*, once for all that say the same, and not the document's own: one that is kept would keep what lies around it in memory."""
    try:
        return intern(text.encode().decode())
    except UnicodeEncodeError:
        return intern(text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass"))


def _with_plain_line_ends(text: str) -> str:
    return _own(text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)


_READERS: Mapping[type, Callable[[Any], object]] = MappingProxyType(
    {
        date: date.fromisoformat,
        str: _with_plain_line_ends,
        # What a spreadsheet's file holds, so that both forms give the same campaign.
        float: lambda figure: float(f"{figure:.16g}"),
    },
)
