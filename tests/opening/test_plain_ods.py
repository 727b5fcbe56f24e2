"""An .ods that is cut by patterns says what it says when it is walked through, and what is not plain is walked through."""

import io
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening import ods
from qpv_xlsx.spreadsheet.opening.archives import Archive, open_archive
from qpv_xlsx.spreadsheet.opening.odsdocument import OpenDocument
from qpv_xlsx.spreadsheet.opening.refusal import DAMAGE, Refused
from tests.gnumeric import PROGRAM, needs_gnumeric
from tests.libreoffice import Office
from tests.opening.test_plain_parts import SIGNS
from tests.reading.filled import content

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMES = f'xmlns:office="{OASIS}:office:1.0" xmlns:table="{OASIS}:table:1.0" xmlns:text="{OASIS}:text:1.0"'
NUMBERS = (
    '<number:number-style style:name="N0"><number:number number:min-integer-digits="1"/></number:number-style>'
    '<number:currency-style style:name="N1P0"><number:number number:decimal-places="2"/><number:text> k€</number:text>'
    '</number:currency-style><number:currency-style style:name="N1"><style:text-properties fo:color="#ff0000"/>'
    '<number:text>-</number:text><number:number number:decimal-places="2"/>'
    '<style:map style:condition="value()&gt;=0" style:apply-style-name="N1P0"/></number:currency-style>'
)
STYLES = (
    f"{XML}<office:document-styles {NAMES}><office:styles>{NUMBERS}"
    '<style:style style:name="Default" style:family="table-cell"/>'
    '<style:style style:name="qpv_20_k1" style:display-name="qpv k1" style:family="table-cell"/>'
    '</office:styles><office:automatic-styles><style:page-layout style:name="Mpm1"><style:footer-style><a b=""/></style:footer-style>'
    '</style:page-layout><style:style style:name="ce9" style:family="text"/></office:automatic-styles><office:master-styles>'
    "<style:master-page><style:footer><text:p>x</text:p>"
    "</style:footer></style:master-page><style:master-page/></office:master-styles>"
    "</office:document-styles>"
)
AUTOMATIC = (
    '<style:style style:name="co1" style:family="table-column"><style:table-column-properties style:column-width="1in"/></style:style>'
    '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>\n'
    '<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="qpv_20_k1" style:data-style-name="N1">'
    '<style:table-cell-properties fo:background-color="#ffffff"/><style:paragraph-properties/>'
    '<style:text-properties fo:color="#fffffe" fo:font-size="3pt" style:text-line-through-style="solid"/></style:style>'
    '<style:style style:family="table-cell" style:name="ce2"><style:table-cell-properties><style:background-image/>'
    '</style:table-cell-properties><style:text-properties fo:color="#161616" style:text-line-through-type="single"/></style:style>'
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:color="#161616"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties style:text-line-through-type="single"/></style:style>'
    '<style:style style:name="T3" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
)
VALIDATIONS = (
    '<table:content-validation table:name="val1" table:condition="of:cell-content-is-decimal-number()" '
    'table:base-cell-address="&apos;Mode d&apos;&apos;emploi&apos;.F6"><table:help-message table:display="true">'
    '<text:p>Un pourcentage.</text:p><text:p/></table:help-message><table:error-message table:title="Impossible"/>'
    '</table:content-validation><table:content-validation table:name="val2"/>'
)
STRING = 'office:value-type="string" calcext:value-type="string"'
ROWS = (
    f'<table:table-row table:style-name="ro1"><table:table-cell table:style-name="ce1" {STRING}><text:p>Paris &amp; l’Est</text:p>'
    '</table:table-cell><table:table-cell table:number-columns-repeated="3"/></table:table-row>'
    f'<table:table-header-rows><table:table-row table:visibility="collapse"><table:table-cell table:style-name="ce2" {STRING}>'
    '<text:p>un</text:p><text:p/><text:p>deux</text:p></table:table-cell><table:covered-table-cell table:style-name="ce1"/>'
    "</table:table-row></table:table-header-rows>"
    '<table:table-row table:number-rows-repeated="2"><table:table-cell table:style-name="ce1" table:content-validation-name="val1" '
    'office:value-type="float" office:value="12.5" calcext:value-type="float"><text:p>12,5</text:p></table:table-cell>'
    '<table:table-cell table:style-name="ce1"/></table:table-row>'
    '<table:table-row><table:table-cell table:style-name="ce1"/><table:table-cell table:style-name="ce2" '
    'table:formula="of:=IF([.A3]&gt;1;&quot;d’ici&quot;;&quot;&quot;)" office:value-type="string" office:string-value="d’&lt;ici"'
    ' calcext:value-type="string"><text:p>d’&lt;ici</text:p></table:table-cell>'
    '<table:table-cell table:style-name="ce2" table:formula="of:=[.A1]/0" office:value-type="string" calcext:value-type="error">'
    "<text:p>#DIV/0!</text:p></table:table-cell>"
    '<table:table-cell table:style-name="ce2" office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p>'
    "</table:table-cell>"
    '<table:table-cell office:value-type="date" office:date-value="2015-01-31"><text:p>31/01/2015</text:p></table:table-cell>'
    '<table:table-cell table:style-name="ce2" office:value-type="boolean" office:boolean-value="true"><text:p>VRAI</text:p>'
    "</table:table-cell></table:table-row>\n  "
    f'<table:table-row><table:table-cell table:style-name="ce2" {STRING}><text:p>a<text:s text:c="3"/>'
    '<text:span text:style-name="T1">b&#233;</text:span></text:p><text:p><text:a xlink:href="#A.A1">c</text:a></text:p>'
    f'</table:table-cell><table:table-cell table:style-name="ce2" {STRING}><text:p>12<text:span text:style-name="T2">3</text:span></text:p>'
    f'</table:table-cell><table:table-cell table:style-name="ce2" {STRING}><text:p>12'
    f'<text:span text:style-name="T3">1</text:span></text:p></table:table-cell><table:table-cell {STRING}>'
    "<office:annotation><dc:creator>x</dc:creator><text:p>une note</text:p></office:annotation><text:p>noté</text:p>"
    '</table:table-cell><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3"/></table:table-row>'
    '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
COLUMNS = '<table:table-column table:default-cell-style-name="ce1" table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
SHAPES = "<table:shapes><draw:frame><draw:text-box><text:p>dessus</text:p></draw:text-box></draw:frame></table:shapes>"
HEAD = (
    f"{XML}<office:document-content {NAMES}><office:automatic-styles>{AUTOMATIC}</office:automatic-styles><office:body>"
    f"<office:spreadsheet><table:content-validations>{VALIDATIONS}</table:content-validations>"
)
TABLES = (
    f'<table:table table:name="Un">{SHAPES}{COLUMNS}{ROWS}<table:named-expressions/></table:table>'
    f'<table:table table:name="Deux" table:style-name="ta1">{ROWS}</table:table>'
)
TAIL = (
    '<table:named-expressions><table:named-expression table:name="qpv" table:expression="of:=&quot;x&quot;"/>'
    "</table:named-expressions></office:spreadsheet></office:body></office:document-content>"
)
CONTENT = HEAD + TABLES + TAIL
PIECES = (
    *SIGNS,
    *("<!--", "-->", '" a="', "a<b"),
    *(
        "<text:p>",
        "</text:p>",
        "<text:p/>",
        "<text:p>1</text:p>",
        "<text:s/>",
        "<text:span>",
        "</text:span>",
        "<text:tab/>",
    ),
    *(
        '<text:span text:style-name="T2">',
        '<text:a x="1">',
        "</text:a>",
        "<text:line-break/>",
        "<text:note/>",
        "<draw:frame/>",
    ),
    *(
        "<table:table-cell>",
        "</table:table-cell>",
        "<table:table-cell/>",
        "<table:covered-table-cell/>",
        "<table:table-source/>",
    ),
    *("<table:table-row>", "</table:table-row>", "<table:table-row/>", "<table:table-rows>", "</table:table-rows>"),
    *(
        "<table:table>",
        "</table:table>",
        '<table:table table:name="T"><table:table-row/></table:table>',
        "<table:table-row-group>",
    ),
    *("<table:content-validations>", "</table:content-validations>", "<table:content-validation/>", "<office:styles>"),
    *(
        "</office:automatic-styles>",
        "<office:automatic-styles>",
        "<style:style>",
        "</style:style>",
        '<style:style style:name="ce1"/>',
    ),
    *(
        "<style:map/>",
        "<number:number-style>",
        "</number:number-style>",
        '<number:date-style style:name="N0"/>',
        "<a><b>",
        "</b></a>",
    ),
    *(
        ' table:style-name="ce1"',
        ' table:number-columns-repeated="4"',
        ' office:value=""',
        ' table:formula="of:=1"',
        ' a="1"',
    ),
    *(
        ' table:formula=""',
        ' office:string-value="x"',
        ' table:style-name=""',
        ' table:number-rows-repeated="9"',
        ' xmlns:t="x"',
    ),
    *(
        ' office:value-type="float"',
        ' office:value="7"',
        ' calcext:value-type="error"',
        f' xmlns:t="{OASIS}:table:1.0"',
    ),
)
Outcome = tuple[str, object]


def archive(parts: dict[str, bytes], limits: Limits = Limits()) -> Archive:  # noqa: B008  (frozen)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    opened = open_archive(stream.getvalue(), Limits())
    opened.limits = limits  # the directory would be refused by some
    return opened


def outcome(read: Callable[[Archive], OpenDocument], given: Archive) -> Outcome:
    """What came of it, findings to the letter and cells in their order."""
    try:
        found = read(given)
    except Refused as refusal:
        return "refused", refusal.finding
    except DAMAGE as trouble:
        return "damaged", repr(trouble)
    said = found.findings, found.names, found.has_links, found.is_spreadsheet, given.inflated
    return "read", (repr(found.grids), *said)


def both(content: bytes, styles: bytes = STYLES.encode(), limits: Limits = Limits()) -> tuple[Outcome, Outcome]:  # noqa: B008  (frozen)
    parts = {"styles.xml": styles, "content.xml": content}
    return (
        outcome(ods.read_document, archive(parts, limits)),
        outcome(lambda given: ods.walk_document(given, {}), archive(parts, limits)),
    )


@st.composite
def spoilt(draw: st.DrawFn, part: str, start: int = 0) -> bytes:
    """The part with up to three pieces put in, each over some signs of it; sometimes cut short or in another encoding."""
    for _ in range(draw(st.integers(1, 3))):
        at, over = draw(st.integers(start, len(part))), draw(st.sampled_from((0, 0, 0, 1, 2, 5, 9, 40)))
        part = part[:at] + draw(st.sampled_from(PIECES)) + part[at + over :]
    if draw(st.integers(0, 9)) == 0:
        part = part.replace("UTF-8", draw(st.sampled_from(("ISO-8859-1", "us-ascii", "UTF-16", "utf-8", "klingon"))))
    said = part.encode("utf-8", "surrogatepass")
    return said[: draw(st.integers(0, len(said)))] if draw(st.integers(0, 19)) == 0 else said


@st.composite
def turned(draw: st.DrawFn) -> bytes:
    """A document whose tags change places with others, most of them still well formed."""
    tags = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
    at = [draw(st.sampled_from([place for place in range(len(TABLES)) if TABLES[place] == "<"])) for _ in tags]
    tables = TABLES
    for place, tag in sorted(zip(at, tags, strict=True), reverse=True):
        tables = tables[:place] + tag + tables[place:]
    return (HEAD + tables + TAIL).encode("utf-8", "surrogatepass")


@settings(max_examples=600)
@given(spoilt(CONTENT))
def test_a_document_says_the_same_cut_and_walked_through(part: bytes) -> None:
    cut, walked = both(part)
    assert cut == walked


@settings(max_examples=400)
@given(turned())
def test_tags_in_other_places_say_the_same(part: bytes) -> None:
    cut, walked = both(part)
    assert cut == walked


@settings(max_examples=300)
@given(spoilt(STYLES))
def test_styles_say_the_same_cut_and_walked_through(part: bytes) -> None:
    cut, walked = both(CONTENT.encode(), part)
    assert cut == walked


FIRST_ROW = ROWS[: ROWS.index("</table:table-row>") + len("</table:table-row>")]
SMALL = (
    f"{XML}<office:document-content {NAMES}><office:body><office:spreadsheet>"
    f'<table:table table:name="Un">{FIRST_ROW}</table:table></office:spreadsheet></office:body></office:document-content>'
)


PAGE = "<style:master-page><text:p>x</text:p><style:footer/></style:master-page>"


def around(before: str, what: str, after: str) -> str:
    return (SMALL if what == FIRST_ROW else CONTENT).replace(what, before + what + after, 1)


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(around("<!-- ", FIRST_ROW, " -->"), id="a row in a comment"),
        pytest.param(around("<!-- <a>", FIRST_ROW, " -->"), id="a row in a comment after a tag"),
        pytest.param(around("<?x <a>", FIRST_ROW, "?>"), id="a row in an instruction"),
        pytest.param(around('<a b="', FIRST_ROW, '"/>'), id="a row in an attribute"),
        pytest.param(around('<a b="x>', FIRST_ROW, '"/>'), id="a row in an attribute that seems closed"),
        pytest.param(around("<![CDATA[", FIRST_ROW, "]]>"), id="a row in raw signs"),
        pytest.param(around("<text:p>", FIRST_ROW, "</text:p>"), id="a row in a paragraph"),
        pytest.param(around("<table:table-cell>", FIRST_ROW, "</table:table-cell>"), id="a row in a cell"),
        pytest.param(
            SMALL.replace(
                FIRST_ROW,
                "<table:table-cell><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table-cell>",
            ),
            id="a row in a cell that ends after it",
        ),
        pytest.param(SMALL.replace("</table:table-row>", ""), id="a row that does not end"),
        pytest.param(around("<draw:frame>", FIRST_ROW, "</draw:frame>"), id="a row in a shape"),
        pytest.param(around("<table:table-row>", FIRST_ROW, "</table:table-row>"), id="a row in a row"),
        pytest.param(around("<office:annotation>", FIRST_ROW, "</office:annotation>"), id="a row in a note"),
        pytest.param(around("&am", FIRST_ROW, "p;"), id="a row in a reference"),
        pytest.param(around("<a>" * 90, FIRST_ROW, "</a>" * 90), id="a row deep down"),
        pytest.param(around("<a>" * 97, AUTOMATIC[:80], ""), id="a style too deep down"),
        pytest.param(CONTENT.replace("<text:p>12,5", "<text:p>12]]>5"), id="an end of raw signs"),
        pytest.param(CONTENT.replace("<text:p>12,5", "<text:p>12<!-- , -->5"), id="a comment in a paragraph"),
        pytest.param(CONTENT.replace("<text:p>un<", "<text:p>un&#13;\r\n<"), id="ends of line"),
        pytest.param(
            CONTENT.replace('table:style-name="ce2"', 'table:style-name="ce2" table:style-name="ce1"'),
            id="an attribute twice",
        ),
        pytest.param(CONTENT.replace(' office:value="12.5"', ' office:value="12.5" a="&lt;"'), id="another attribute"),
        pytest.param(CONTENT.replace(' office:value="12.5"', ""), id="no value"),
        pytest.param(CONTENT.replace("xmlns:table=", f'xmlns:t="{OASIS}:table:1.0" xmlns:table='), id="two names"),
        pytest.param(
            CONTENT.replace("xmlns:table=", f'xmlns:t="{OASIS}:table:1.0" xmlns:table=').replace(
                " table:style-name", " t:style-name"
            ),
            id="two names, both used",
        ),
        pytest.param(CONTENT.replace("table:", "t:"), id="other names"),
        pytest.param(
            CONTENT.replace("table:", "t:").replace("xmlns:t=", 'xmlns:table="x" xmlns:t='),
            id="a name of something else",
        ),
        pytest.param(CONTENT + "<more/>", id="more after the end"),
        pytest.param(
            SMALL.replace(
                "<office:body>",
                f"<office:master-styles></office:master-styles ><a>{PAGE}</a><b/></office:master-styles><office:body>",
            ),
            id="pages that end twice",
        ),
        pytest.param(
            SMALL.replace(
                "<office:body>",
                f"<office:master-styles>{PAGE}<!-- </a> --><a>{PAGE}</a><!-- --></office:master-styles><office:body>",
            ),
            id="comments among pages",
        ),
        pytest.param(
            SMALL.replace(
                "<office:body>", f"<office:master-styles><a>{PAGE}/></a>{PAGE}</office:master-styles><office:body>"
            ),
            id="an end of a tag in words among pages",
        ),
        pytest.param(
            SMALL.replace(
                "<office:body>", f"<office:master-styles>{PAGE}<a b='1' b='2'/></office:master-styles><office:body>"
            ),
            id="an attribute twice among pages",
        ),
        pytest.param(
            SMALL.replace(
                "<office:body>", f"<office:master-styles>{'<a>' * 99}{'</a>' * 99}</office:master-styles><office:body>"
            ),
            id="pages too deep down",
        ),
        pytest.param(
            CONTENT.replace(
                "<office:automatic-styles>", "<office:automatic-styles><a><number:date-style/><style:style/></a>"
            ),
            id="styles in something else",
        ),
        pytest.param(
            CONTENT.replace("<office:automatic-styles>", f"<office:automatic-styles>{'<a>' * 97}{'</a>' * 97}"),
            id="something else among styles, deep down",
        ),
        pytest.param(
            CONTENT.replace('fo:color="#fffffe"', 'fo:color="#fff\x01ffe"'), id="a sign that is forbidden in a style"
        ),
        pytest.param(CONTENT.replace('fo:color="#fffffe"', 'fo:color="#fff<ffe"'), id="a sign of a tag in a style"),
        pytest.param(
            CONTENT.replace('fo:color="#fffffe"', 'fo:color="/>" fo:background="#fffffe"'),
            id="an end of a tag in a style",
        ),
        pytest.param(
            CONTENT.replace(
                '<table:table-cell table:number-columns-repeated="3"/></table:table-row>',
                '<table:table-cell table:number-columns-repeated="3" table:number-columns-repeated="4"/></table:table-row>',
            ),
            id="an empty rest said twice",
        ),
        pytest.param(
            CONTENT.replace(
                "</table:table-row>",
                '</table:table-row><table:table-cell table:number-columns-repeated="3"/></table:table-row>',
                1,
            ),
            id="an empty rest without a row",
        ),
        pytest.param(CONTENT.replace("</table:table>", "", 1), id="a table that does not end"),
        pytest.param(
            CONTENT.replace("<table:help-message ", "<table:help-message table:display='x' "), id="another quote"
        ),
        pytest.param(
            CONTENT.replace("<table:help-message ", '<table:help-message table:display="x" '), id="a message twice"
        ),
        pytest.param(CONTENT.replace("UTF-8", "us-ascii"), id="another encoding"),
        pytest.param("\ufeff" + CONTENT, id="a mark of order"),
        pytest.param(CONTENT.removeprefix(XML), id="no declaration"),
        pytest.param(CONTENT.replace("office:spreadsheet", "office:text"), id="another document"),
        pytest.param(CONTENT.replace("><", ">\n  <"), id="on lines of their own"),
    ],
)
def test_what_patterns_would_miss_is_walked_through(part: str) -> None:
    cut, walked = both(part.encode())
    assert cut == walked


@pytest.mark.parametrize("word", ["", "/>", ">", "</a><a>"])
@pytest.mark.parametrize("depth", [90, 97, 98, 99, 150])
def test_pages_are_nested_no_deeper_than_the_limit(depth: int, word: str) -> None:
    """Also where words seem to close what stays open from one page to the next."""
    pages = f"<office:master-styles>{f'<a>{word}' * depth}{PAGE}{'</a>' * depth}{PAGE}</office:master-styles>"
    styles = STYLES.replace("<office:master-styles>", f"{pages}<office:master-styles>")
    cut, walked = both(CONTENT.encode(), styles.encode())
    assert cut == walked


@pytest.mark.parametrize(
    "limit",
    [
        *({"xml_depth": depth} for depth in range(1, 14)),
        *({"cells": cells} for cells in (1, 5, 12, 13, 14, 25, 26, 27)),
        *({"xml_token": 8}, {"xml_token": 3000}, {"archive_part": 3000}, {"archive_total": len(CONTENT)}),
        *({"furthest_column": 2}, {"furthest_row": 3}, {"merges": 0}, {"names": 0}),
    ],
)
def test_limits_are_the_same(limit: dict[str, int]) -> None:
    cut, walked = both(CONTENT.encode(), limits=replace(Limits(), **limit))
    assert cut == walked


@pytest.mark.parametrize(
    "what",
    [
        f"<table:table>{FIRST_ROW}</table:table>",
        f"<office:automatic-styles>{AUTOMATIC[: AUTOMATIC.index('<style:style', 9)]}</office:automatic-styles>",
        f"<office:automatic-styles>{NUMBERS}</office:automatic-styles>",
        f"<table:content-validations>{VALIDATIONS}</table:content-validations>",
    ],
)
@pytest.mark.parametrize("depth", range(1, 12))
def test_nothing_is_nested_deeper_than_the_limit(what: str, depth: int) -> None:
    document = f"{XML}<office:document-content {NAMES}><office:body><office:spreadsheet>{what}</office:spreadsheet></office:body>"
    cut, walked = both(f"{document}</office:document-content>".encode(), b"<a/>", replace(Limits(), xml_depth=depth))
    assert cut == walked


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<text:p>un</text:p>", f"<text:p>{'a < b' * 40}"),
        ("<text:p>un</text:p>", "<text:p>" * 20_000),
        ("<text:p>un</text:p>", "<text:p>x</text:p>" * 20_000 + "<"),
        ("<text:p>un</text:p>", "<text:p>x<text:s/>" * 20_000),
        ("</table:table-row>", "</table:table-row>" + " " * 200_000),
        ("<style:paragraph-properties/>", "<style:paragraph-properties/>" * 20_000 + "<"),
        ("</style:style>", "</style:style>" + "\n" * 200_000),
        ("<text:p/></table:help", "<text:p/>" * 20_000 + "<</table:help"),
    ],
)
def test_a_pattern_takes_no_longer_for_a_part_that_breaks_off(old: str, new: str) -> None:
    """Each sign but one tried in every way of cutting it would never end."""
    cut, walked = both(CONTENT.replace(old, new, 1).encode())
    assert cut == walked


@pytest.fixture
def walking(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One word for each document that was walked through whole."""
    walked: list[str] = []
    former = ods.walk_document

    def listened(*given: object) -> OpenDocument:
        walked.append("whole")
        return former(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(ods, "walk_document", listened)
    return walked


def check_is_cut(workbook: bytes, walked: list[str]) -> None:
    cut = outcome(ods.read_document, open_archive(workbook, Limits()))
    assert walked == []
    assert cut == outcome(lambda given: ods.walk_document(given, {}), open_archive(workbook, Limits()))
    assert cut[0] == "read"


def test_the_sample_is_cut(walking: list[str]) -> None:
    found = ods.read_document(archive({"styles.xml": STYLES.encode(), "content.xml": CONTENT.encode()}))
    assert walking == []
    assert [len(grid.cells) for grid in found.grids] == [13, 13]


@pytest.mark.parametrize("name", ["typed", "notes-and-text-box", "merged", "rows-inserted", "sheet-copied-as-backup"])
def test_returns_of_libreoffice_are_cut(name: str, walking: list[str]) -> None:
    check_is_cut((Path(__file__).parents[1] / "returns" / "files" / f"{name}.ods").read_bytes(), walking)


def test_what_libreoffice_saved_is_cut(office: Office, tmp_path: Path, walking: list[str]) -> None:
    given = tmp_path / "retour.xlsx"
    given.write_bytes(content())
    office.open(given)
    check_is_cut(office.save(tmp_path / "sorti.ods").read_bytes(), walking)


@needs_gnumeric
def test_what_gnumeric_saved_is_cut(tmp_path: Path, walking: list[str]) -> None:
    given, saved = tmp_path / "retour.xlsx", tmp_path / "retour.ods"
    given.write_bytes(content())
    subprocess.run([str(PROGRAM), str(given), str(saved)], check=True, capture_output=True, timeout=300)
    check_is_cut(saved.read_bytes(), walking)
