"""An OOXML package: which part is what, found through relationships as Excel does."""

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from qpv_xlsx.spreadsheet.opening.archives import Archive
from qpv_xlsx.spreadsheet.opening.xmlcheck import local, tree

CONTENT_TYPES = "[Content_Types].xml"


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
    root = tree(archive.read(rels), archive.limits)
    return tuple(_relation(node, folder) for node in root if local(node.tag) == "Relationship")


def _relation(node: Element, folder: str) -> Relation:
    is_outside = node.get("TargetMode") == "External"
    target = unquote(node.get("Target", "")).replace("\\", "/")
    return Relation(
        identifier=node.get("Id", ""),
        kind=node.get("Type", "").rpartition("/")[2],
        target="" if is_outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"),
    )


def target_of(found: tuple[Relation, ...], kind: str) -> str | None:
    """Target of the first relation of that kind, or None."""
    return next((relation.target for relation in found if relation.kind == kind), None)


def content_type(archive: Archive, part: str) -> str:
    """Content type of *part* as the package declares it; empty where it does not."""
    root = tree(archive.read(CONTENT_TYPES), archive.limits)
    wanted = "/" + part.casefold()
    suffix = part.rpartition(".")[2].casefold()
    default = ""
    for node in root:
        if node.get("PartName", "").casefold() == wanted:
            return node.get("ContentType", "")
        if node.get("Extension", "").casefold() == suffix:
            default = node.get("ContentType", "")
    return default
