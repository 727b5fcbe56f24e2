"""A document opened, whatever it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qpv_xlsx.domain.findings import Fact
from qpv_xlsx.domain.official.picture import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something to tell of a document. *code* keys its sentence, *facts* fill it."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document's tables. *title*: what it calls itself, empty where it does not."""

    pages: tuple[Page, ...]
    title: str = ""
    remarks: tuple[Remark, ...] = ()
