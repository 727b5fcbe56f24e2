"""An OOXML package: which part is what, found through relationships as Excel does."""

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.archives import Archive
from qpv_xlsx.spreadsheet.opening.elements import SHORT, Element, elements, part_elements
from qpv_xlsx.spreadsheet.opening.refusal import unless_damaged

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
"""Where every program puts the workbook; relations alone say so for sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A link from one part to another. *kind*: last word of its type; *target*: a part, empty if outside the file."""

    identifier: str
    kind: str
    target: str


def relations(archive: Archive, part: str) -> tuple[Relation, ...]:
    """Relations of *part*; those of the package itself for an empty name."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if not archive.has(rels):
        return ()
    if archive.is_short(rels, SHORT):
        return _known(archive.read(rels), folder, archive.limits)
    return _relations(elements(archive.pieces(rels), archive.limits), folder)


@lru_cache(maxsize=128)
def _known(content: bytes, folder: str, limits: Limits) -> tuple[Relation, ...]:
    """Forms of a kind have the same ones, byte for byte."""
    return _relations(elements([content], limits), folder)


def _relations(found: Sequence[Element], folder: str) -> tuple[Relation, ...]:
    return tuple(_relation(one, folder) for one in found if one.name == "Relationship")


def _relation(found: Element, folder: str) -> Relation:
    is_outside = found.get("TargetMode") == "External"
    target = unquote(found.get("Target")).replace("\\", "/")
    return Relation(
        identifier=found.get("Id"),
        kind=found.get("Type").rpartition("/")[2],
        target="" if is_outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"),
    )


def target_of(found: tuple[Relation, ...], kind: str) -> str | None:
    """Target of the first relation of that kind, or None."""
    return next((relation.target for relation in found if relation.kind == kind), None)


def content_type(archive: Archive, part: str) -> str:
    """Content type of *part* as the package declares it; empty where it does not, or where its list is lost or damaged."""
    wanted = "/" + part.casefold()
    suffix = part.rpartition(".")[2].casefold()
    default = ""
    for found in unless_damaged(lambda: part_elements(archive, CONTENT_TYPES)) or ():
        if found.get("PartName").casefold() == wanted:
            return found.get("ContentType")
        if found.get("Extension").casefold() == suffix:
            default = found.get("ContentType")
    return default
