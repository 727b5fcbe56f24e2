"""Values of the domain as plain JSON values and back.

Keys are field names, enums go by value, dates in ISO form; the members of a union say their class in « type ».
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from qpv_xlsx.domain.contract.targets import Target

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

T = TypeVar("T")

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def encoded(value: object) -> Json:
    """*value* as JSON has it. Every field is written, defaults included."""
    match value:
        case Enum():
            return str(value.value)
        case None | bool() | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case tuple():
            return [encoded(item) for item in value]
        case _ if is_dataclass(value):
            return {field.name: encoded(getattr(value, field.name)) for field in fields(value)} | _tag(value)
    raise TypeError(type(value))


def _tag(value: object) -> dict[str, Json]:
    """The class of a union's member; nothing for the others. Targets are the only union of the campaign."""
    return {"type": tag_of(type(value))} if isinstance(value, Target) else {}


def tag_of(member: type) -> str:
    """« at_least » for AtLeast."""
    return _CAPITAL.sub("_", member.__name__).lower()


def restored(kind: type[T], document: dict[str, Any]) -> T:
    """The dataclass *kind* from a *document* that its schema accepts. Keys left out take the field's default."""
    hints = _hints(kind)  # type: ignore[arg-type]  # a class is hashable
    known: tuple[Field[Any], ...] = fields(kind)  # type: ignore[arg-type]  # callers pass dataclasses
    return kind(
        **{field.name: _value(hints[field.name], document[field.name]) for field in known if field.name in document}
    )


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, document: Any) -> Any:  # noqa: ANN401  (a type's annotation decides)
    if get_origin(hint) in {Union, UnionType}:
        return _member(get_args(hint), document)
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], item) for item in document)
    if is_dataclass(hint):
        return restored(hint, document)  # type: ignore[arg-type]  # a class, as annotations hold
    return _READERS.get(hint, hint)(document)


_READERS: Mapping[type, Callable[[Any], object]] = MappingProxyType(
    {
        date: date.fromisoformat,
        str: lambda text: text.replace("\r\n", "\n").replace("\r", "\n"),
        # What a spreadsheet's file holds, so that both forms give the same campaign.
        float: lambda figure: float(f"{figure:.16g}"),
    },
)


def _member(members: tuple[Any, ...], document: Any) -> Any:  # noqa: ANN401  (as above)
    if document is None:
        return None
    candidates = [member for member in members if member is not NoneType]
    if len(candidates) == 1:
        return _value(candidates[0], document)
    chosen = next(member for member in candidates if tag_of(member) == document["type"])
    return restored(chosen, document)
