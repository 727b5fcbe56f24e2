"""Files whose parts were changed by hand: what Excel, its add-ins and worse programs write, and no library will."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.returns.started import blank, filled

MAIN = "xl/worksheets/sheet2.xml"
CONTENT_TYPES, RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Parts = dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class BySurgery:
    """*made*: what was done. *cut*: on the parts of the package. *extension*: of the name."""

    made: str
    cut: Callable[[Parts], object]
    start: Callable[[], bytes] = filled
    extension: str = "xlsx"


def parts_of(content: bytes) -> Parts:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts, the same bytes each time."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2015, 9, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _replace(part: str, old: bytes, new: bytes) -> Callable[[Parts], None]:
    def cut(parts: Parts) -> None:
        assert old in parts[part], (part, old)
        parts[part] = parts[part].replace(old, new, 1)

    return cut


def cell_in(parts: Parts, place: str) -> bytes:
    """The element of a cell of « Indicateurs »."""
    sheet = parts[MAIN]
    start = sheet.index(b'<c r="%s"' % place.encode())
    end = sheet.index(b"<c r=", start + 1)
    return sheet[start:end]


def _content(place: str, content: bytes, kind: bytes = b"") -> Callable[[Parts], None]:
    """Another content for a cell, which keeps its style."""

    def cut(parts: Parts) -> None:
        old = cell_in(parts, place)
        style = old.split(b's="', 1)[1].split(b'"', 1)[0]
        new = b'<c r="%s" s="%s"%s>%s</c>' % (place.encode(), style, b' t="%s"' % kind if kind else b"", content)
        parts[MAIN] = parts[MAIN].replace(old, new)

    return cut


def _several(*cuts: Callable[[Parts], object]) -> Callable[[Parts], None]:
    def cut(parts: Parts) -> None:
        for one in cuts:
            one(parts)

    return cut


def _font_family(parts: Parts) -> None:
    styles = parts["xl/styles.xml"]
    assert b'<family val="2"/>' in styles
    parts["xl/styles.xml"] = styles.replace(b'<family val="2"/>', b'<family val="34"/>')


def _duplicate_cell(parts: Parts) -> None:
    cell = cell_in(parts, "I6")
    parts[MAIN] = parts[MAIN].replace(cell, cell + cell.replace(b"0.5311", b"0.75"))


def _related(kind: bytes, target: bytes) -> Callable[[Parts], None]:
    relation = b'<Relationship Id="rId99" Type="%s/%s" Target="%s"/></Relationships>' % (OFFICE, kind, target)
    return _replace(RELATIONS, b"</Relationships>", relation)


def _macros(parts: Parts) -> None:
    parts["xl/vbaProject.bin"] = bytes(512)
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    _related(b"vbaProject", b"vbaProject.bin")(parts)


def _external_link(parts: Parts) -> None:
    parts["xl/externalLinks/externalLink1.xml"] = (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    )
    _related(b"externalLink", b"externalLinks/externalLink1.xml")(parts)
    _content("I6", b"<f>[1]Suivi!$B$4</f><v>0.5311</v>")(parts)


def _sheet_relations(parts: Parts, relation: bytes) -> None:
    name = "xl/worksheets/_rels/sheet2.xml.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts[name] = parts.get(name, empty).replace(b"</Relationships>", relation + b"</Relationships>")


def _threaded_comment(parts: Parts) -> None:
    parts["xl/threadedComments/threadedComment1.xml"] = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<threadedComment ref="I6" id="{1}"><text>Le bon chiffre est 55 %</text></threadedComment>'
        b'<threadedComment ref="I6" id="{2}" parentId="{1}"><text>Je confirme</text></threadedComment>'
        b"</ThreadedComments>"
    )
    kind = b"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    target = b"../threadedComments/threadedComment1.xml"
    _sheet_relations(parts, b'<Relationship Id="rId98" Type="%s" Target="%s"/>' % (kind, target))


def _text_box(parts: Parts) -> None:
    parts["xl/drawings/drawing9.xml"] = (
        b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        b' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:sp><xdr:txBody>'
        + "<a:p><a:r><a:t>Réserve : chiffres </a:t></a:r><a:r><a:t>non validés</a:t></a:r></a:p>".encode()
        + b"</xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
    )
    relation = b'<Relationship Id="rId97" Type="%s/drawing" Target="../drawings/drawing9.xml"/>' % OFFICE
    _sheet_relations(parts, relation)


def _duplicate_part(parts: Parts) -> None:
    parts[MAIN.upper()] = parts[MAIN]


_RUN = b"<r>%s<t xml:space='preserve'>%s</t></r>"
_STRIKE = b"<rPr><strike/></rPr>"
BY_SURGERY: dict[str, BySurgery] = {
    "font-family-34": BySurgery(made="A font family that openpyxl refuses and Excel opens.", cut=_font_family),
    "cell-twice": BySurgery(made="Two cells at one address.", cut=_duplicate_cell),
    "part-twice": BySurgery(made="Two parts with the same name but for capitals.", cut=_duplicate_part),
    "macros": BySurgery(made="A macro project beside the sheets.", cut=_macros, extension="xlsm"),
    "external-link": BySurgery(made="An entry cell linked to another workbook.", cut=_external_link),
    "dates-from-1904": BySurgery(
        made="The calendar of old Macs, and a date in an entry cell.",
        cut=_several(
            _replace("xl/workbook.xml", b"<workbookPr ", b'<workbookPr date1904="1" '),
            _content("J6", b"<v>40880</v>"),
        ),
    ),
    "inline-strings": BySurgery(
        made="Texts inside the cells, as some programs write them.",
        cut=_several(
            _content("I6", b"<is><t>53,11 %</t></is>", b"inlineStr"),
            _content("P6", b"<is>" + _RUN % (b"", b"deux ") + _RUN % (b"", b"morceaux") + b"</is>", b"inlineStr"),
        ),
    ),
    "struck-through": BySurgery(
        made="12 struck through, then 15; a comment wholly struck.",
        cut=_several(
            _content("J6", b"<is>" + _RUN % (_STRIKE, b"188") + _RUN % (b"", b" 190") + b"</is>", b"inlineStr"),
            _content("Q6", b"<is>" + _RUN % (_STRIKE, b"ancienne source") + b"</is>", b"inlineStr"),
        ),
    ),
    "threaded-comment": BySurgery(made="A conversation on an answer.", cut=_threaded_comment),
    "text-box": BySurgery(made="A text box over the sheet.", cut=_text_box),
    "escaped-characters": BySurgery(
        made="Carriage returns and control characters as Excel escapes them.",
        cut=_content("P6", b"<is><t>premier_x000D_\nsecond_x0007_</t></is>", b"inlineStr"),
    ),
    "error-values": BySurgery(
        made="Errors without formula, as pasted values leave them.",
        cut=_several(_content("I6", b"<v>#REF!</v>", b"e"), _content("J7", b"<v>#N/A</v>", b"e")),
    ),
    "number-too-large": BySurgery(
        made="Figures that no statistic holds.",
        cut=_several(_content("J6", b"<v>1e308</v>"), _content("K6", b"<v>1e999</v>"), _content("I7", b"<v>NaN</v>")),
    ),
    "broken-styles": BySurgery(
        made="A stylesheet that nobody can read.",
        cut=lambda parts: parts.update({"xl/styles.xml": b"<styleSheet><cellXfs>"}),
    ),
    "percent-figure-in-percent-cell": BySurgery(
        made="17.3 in a percent cell, which shows 1730,0 %.",
        cut=_several(_content("I6", b"<v>17.3</v>"), _content("L9", b"<v>46.6</v>"), _content("I8", b"<v>15.2</v>")),
    ),
    "external-entity": BySurgery(
        made="A document type that asks for a local file.",
        cut=_replace(MAIN, b"<worksheet", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'),
        start=blank,
    ),
}


def make_by_surgery(name: str) -> bytes:
    """Take apart, cut, put together."""
    case = BY_SURGERY[name]
    parts = parts_of(case.start())
    case.cut(parts)
    return packed(parts)
