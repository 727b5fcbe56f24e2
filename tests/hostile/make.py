"""A corpus of hostile and unhappy files, each with what reading must say of it.

``python tests/hostile/make.py FOLDER`` writes them all, to be tried on other programs (with care).
"""

import gzip
import io
import struct
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import xlwt

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = b"http://schemas.openxmlformats.org/package/2006/relationships"
ODF = b"urn:oasis:names:tc:opendocument:xmlns:"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SHEET = "xl/worksheets/sheet1.xml"
Parts = dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """*expected*: « F05.archive_part », code and case of each finding. *is_read*: whether a Book comes out."""

    make: Callable[[], bytes]
    expected: tuple[str, ...] = ()
    is_read: bool = False


def parts(rows: bytes = b'<row r="1"><c r="A1"><v>1</v></c></row>', after: bytes = b"") -> Parts:
    """The parts of a small sound .xlsx with these rows."""
    return {
        "[Content_Types].xml": DECLARATION
        + b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        + b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + b'<Default Extension="xml" ContentType="application/xml"/>'
        + b'<Override PartName="/xl/workbook.xml" ContentType='
        + b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": rels(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(b'<sheet name="Feuille" sheetId="1" r:id="rId1"/>'),
        "xl/_rels/workbook.xml.rels": rels(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"),
        ),
        SHEET: DECLARATION
        + b'<worksheet xmlns="%s"><sheetData>' % MAIN
        + rows
        + b"</sheetData>"
        + after
        + b"</worksheet>",
    }


def workbook(sheets: bytes, after: bytes = b"") -> bytes:
    """A workbook part."""
    return DECLARATION + b'<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets>%s</workbook>' % (
        MAIN,
        OFFICE,
        sheets,
        after,
    )


def rels(*relations: tuple[str, str, str]) -> bytes:
    """A relationships part: (id, kind, target)."""
    lines = b"".join(
        b'<Relationship Id="%s" Type="%s/%s" Target="%s"/>' % (name.encode(), OFFICE, kind.encode(), target.encode())
        for name, kind, target in relations
    )
    return DECLARATION + b'<Relationships xmlns="%s">%s</Relationships>' % (PACKAGE, lines)


def zipped(content: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return held.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    """The small sound .xlsx with one part replaced or added."""
    return zipped({**parts(), name: part})


def with_rows(rows: bytes, after: bytes = b"") -> bytes:
    """The small .xlsx with these rows."""
    return zipped(parts(rows, after))


def with_members(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The small .xlsx with members appended, whatever their names."""
    held = io.BytesIO(zipped(parts()))
    with zipfile.ZipFile(held, "a", method) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            archive.fp.write(b"")  # type: ignore[union-attr]  # open
            archive.NameToInfo.pop(name, None)  # a second part of the same name is the case
            archive.writestr(info, content)
    return held.getvalue()


def ods(table: bytes, *, before: bytes = b"", manifest: bytes = b"<manifest/>") -> bytes:
    """A small .ods with this content in its only table."""
    spaces = b" ".join(
        b'xmlns:%s="%s%s:1.0"' % (name, ODF, name) for name in (b"office", b"table", b"text", b"style", b"number")
    )
    content = (
        DECLARATION
        + before
        + b'<office:document-content %s><office:body><office:spreadsheet><table:table table:name="Feuille">' % spaces
        + table
        + b"</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest})


def xls(write: Callable[[xlwt.Worksheet], object]) -> bytes:
    """An .xls with one sheet, written by *write*."""
    held = io.BytesIO()
    book = xlwt.Workbook()
    write(book.add_sheet("Feuille"))
    book.save(held)
    return held.getvalue()


def _lying_size() -> bytes:
    """The directory says 1 000 bytes, the part inflates to 60 MiB."""
    held = bytearray(with_part(SHEET, bytes(60 * 2**20)))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        found = held.find(signature)
        while found >= 0:
            (size,) = struct.unpack_from("<L", held, found + offset)
            if size == 60 * 2**20:
                struct.pack_into("<L", held, found + offset, 1000)
            found = held.find(signature, found + 4)
    return bytes(held)


def _many_entries(*, is_lying: bool) -> bytes:
    held = bytearray(zipped({**parts(), **{f"xl/media/{number}": b"" for number in range(10_000)}}))
    if is_lying:
        struct.pack_into("<HH", held, held.rfind(b"PK\x05\x06") + 8, 1, 1)
    return bytes(held)


def _overlapping() -> bytes:
    """Two entries of the directory quote one member."""
    held = bytearray(zipped({**parts(), "xl/media/a": bytes(1000), "xl/media/b": bytes(1000)}, zipfile.ZIP_STORED))
    directory = held.find(b"PK\x01\x02")
    first, second = held.find(b"xl/media/a", directory), held.find(b"xl/media/b", directory)
    held[second - 4 : second] = held[first - 4 : first]
    return bytes(held)


def _encrypted_member() -> bytes:
    held = bytearray(zipped(parts()))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        struct.pack_into("<H", held, held.find(signature) + offset, 1)
    return bytes(held)


def _encrypted_package() -> bytes:
    """An OLE container whose only stream is called EncryptedPackage, as Excel saves with a password."""
    held = xls(lambda sheet: sheet.write(0, 0, 1))
    name, encrypted = "Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
    place = held.find(name)
    entry = encrypted + bytes(64 - len(encrypted)) + struct.pack("<H", len(encrypted) + 2)
    return held[:place] + entry + held[place + len(entry) :]


def _xls_with_password() -> bytes:
    """A FILEPASS record in place of the one that follows the beginning."""
    held = bytearray(xls(lambda sheet: sheet.write(0, 0, 1)))
    beginning = held.find(b"\x09\x08\x10\x00")
    struct.pack_into("<H", held, beginning + 20, 0x2F)
    return bytes(held)


def _looped_xls() -> bytes:
    """The allocation table of the container points to itself."""
    held = bytearray(xls(lambda sheet: [sheet.write(row, 0, "x" * 200) for row in range(500)]))
    (sector,) = struct.unpack_from("<L", held, 76)
    table = 512 * (sector + 1)
    for number in range(100):
        struct.pack_into("<L", held, table + 4 * number, number)
    return bytes(held)


def _utf16() -> bytes:
    return zipped(
        {
            name: part.decode().replace("UTF-8", "UTF-16").encode("utf-16") if name == SHEET else part
            for name, part in parts().items()
        }
    )


def _strict() -> bytes:
    strict = {
        MAIN: b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        OFFICE: b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    changed = parts()
    for old, new in strict.items():
        changed = {name: part.replace(old, new) for name, part in changed.items()}
    return zipped(changed)


def _one_part_many_sheets() -> bytes:
    sheets = b"".join(b'<sheet name="F%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(1, 1000))
    filled = parts(b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * 500_000 + b"</t></is></c></row>")
    return zipped({**filled, "xl/workbook.xml": workbook(sheets)})


def _cells(count: int, cell: bytes = b"<v>1</v>") -> bytes:
    return b"".join(b'<row r="%d"><c r="A%d">%s</c></row>' % (row, row, cell) for row in range(1, count + 1))


def _wide_rows(count: int) -> bytes:
    """Rows of ten cells."""
    return b"".join(b'<row r="%d">%s</row>' % (row, b"<c><v>1</v></c>" * 10) for row in range(1, count + 1))


def _ghosts() -> bytes:
    return b"".join(b'<row r="%d" s="1" ht="15"><c r="A%d" s="1"/></row>' % (row, row) for row in range(1, 1_000_001))


def _laughs() -> bytes:
    lines = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<!DOCTYPE x [<!ENTITY l0 "lol">' + lines + b"]>"


def _with_doctype(doctype: bytes, part: str = SHEET) -> bytes:
    return with_part(part, parts()[part].replace(DECLARATION, DECLARATION + doctype))


def _value(value: bytes, kind: bytes = b"n") -> bytes:
    return with_rows(b'<row r="1"><c r="A1" t="%s"><v>%s</v></c></row>' % (kind, value))


def _styles(content: bytes) -> bytes:
    return with_part("xl/styles.xml", DECLARATION + b'<styleSheet xmlns="%s">%s</styleSheet>' % (MAIN, content))


XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
ODS_CELL = b'<table:table-cell office:value-type="string"%s><text:p>x</text:p></table:table-cell>'

CASES: Mapping[str, Case] = {
    # the file
    "empty": Case(make=bytes, expected=("F07.",)),
    "beyond-25-MiB": Case(make=lambda: b"PK\x03\x04" + bytes(25 * 2**20), expected=("F05.file_size",)),
    "pdf": Case(make=lambda: b"%PDF-1.7\n", expected=("F03.pdf",)),
    "image": Case(make=lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), expected=("F03.image",)),
    "html-saved-as-xls": Case(make=lambda: b"\r\n<html><table><tr><td>1</td></tr></table>", expected=("F03.html",)),
    "csv": Case(make=lambda: b"Code;R\xe9sultat\r\nEMP-01;17,3\r\n", expected=("F06.csv",)),
    "noise": Case(make=lambda: bytes(range(256)) * 40, expected=("F03.unknown",)),
    "lock-file": Case(make=lambda: b"\x06Claude" + bytes([32]) * 158, expected=("F03.lock",)),
    "mail": Case(make=lambda: b"Received: from x\r\nSubject: y\r\n", expected=("F03.mail",)),
    "xml-2003": Case(
        make=lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', expected=("F06.xml",)
    ),
    "gnumeric": Case(
        make=lambda: gzip.compress(b'<?xml version="1.0"?><gnm:Workbook xmlns:gnm="http://www.gnumeric.org/v10.dtd">'),
        expected=("F06.gnumeric",),
    ),
    "compressed-file": Case(make=lambda: gzip.compress(b"texte" * 100), expected=("F03.packed",)),
    "web-archive-saved-as-xls": Case(
        make=lambda: (
            b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"
            b'Content-Type: multipart/related; boundary="----=_NextPart"\r\n\r\n<html xmlns:x="urn:schemas-microsoft-com:office:excel">'
        ),
        expected=("F06.mhtml",),
    ),
    "page-saved-by-a-browser": Case(
        make=lambda: (
            b"From: <Saved by Blink>\r\nSnapshot-Content-Location: file:///C:/retour.xls\r\nSubject: retour\r\n"
            b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html"; boundary="x"\r\n\r\n--x\r\n'
        ),
        expected=("F06.mhtml",),
    ),
    "plain-zip": Case(make=lambda: zipped({"a.txt": b"a"}), expected=("F03.archive",)),
    "empty-zip": Case(make=lambda: zipped({}), expected=("F03.archive",)),
    "numbers": Case(make=lambda: zipped({"Index/Document.iwa": b"x"}), expected=("F06.numbers",)),
    "xlsb": Case(
        make=lambda: with_part(
            "[Content_Types].xml",
            parts()["[Content_Types].xml"].replace(
                b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"ms-excel.sheet.binary.macroEnabled.main",
            ),
        ),
        expected=("F06.xlsb",),
    ),
    "word": Case(
        make=lambda: with_part(
            "[Content_Types].xml", parts()["[Content_Types].xml"].replace(b"spreadsheetml.sheet", b"wordprocessingml.d")
        ),
        expected=("F03.document",),
    ),
    "password-xlsx": Case(make=_encrypted_package, expected=("F02.",)),
    "password-xls": Case(make=_xls_with_password, expected=("F02.",)),
    "password-ods": Case(make=lambda: ods(b"", manifest=b"<encryption-data/>"), expected=("F02.",)),
    # the archive
    "bomb-in-one-part": Case(make=lambda: with_part(SHEET, bytes(65 * 2**20)), expected=("F05.archive_part",)),
    "bomb-in-three-parts": Case(
        make=lambda: zipped({**parts(), **{f"xl/media/{n}": bytes(60 * 2**20) for n in range(3)}}),
        expected=("F05.archive_total",),
    ),
    "bomb-with-lying-sizes": Case(make=_lying_size, expected=("F01.altered",)),
    "ten-thousand-parts": Case(make=lambda: _many_entries(is_lying=False), expected=("F05.archive_entries",)),
    "ten-thousand-parts-lying": Case(make=lambda: _many_entries(is_lying=True), expected=("F05.archive_entries",)),
    "one-part-quoted-by-999-sheets": Case(make=_one_part_many_sheets, expected=("F05.archive_total",)),
    "overlapping-parts": Case(make=_overlapping, expected=("X04.overlap",)),
    "duplicate-part": Case(make=lambda: with_members((SHEET, b"<x/>")), expected=("F01.duplicate_part",)),
    "duplicate-part-in-capitals": Case(
        make=lambda: with_part(SHEET.upper(), b"<x/>"), expected=("F01.duplicate_part",)
    ),
    "encrypted-member": Case(make=_encrypted_member, expected=("F02.archive",)),
    "bzip2-member": Case(
        make=lambda: with_members(("xl/media/a", b"a" * 99), method=zipfile.ZIP_BZIP2), expected=("X04.method",)
    ),
    "path-traversal": Case(make=lambda: with_part("../../evil.xml", b"<x/>"), expected=("X04.path",)),
    "absolute-path": Case(make=lambda: with_part("C:/evil.xml", b"<x/>"), expected=("X04.path",)),
    "truncated": Case(make=lambda: zipped(parts())[:-100], expected=("F01.truncated",)),
    "one-byte-changed": Case(
        make=lambda: zipped(parts(), zipfile.ZIP_STORED).replace(b"<v>1</v>", b"<v>7</v>"),
        expected=("F01.altered",),
    ),
    "missing-sheet": Case(
        make=lambda: zipped({name: part for name, part in parts().items() if name != SHEET}),
        expected=("F01.missing_part",),
    ),
    "target-outside-the-file": Case(
        make=lambda: with_part("xl/_rels/workbook.xml.rels", rels(("rId1", "worksheet", "../../../../etc/passwd"))),
        expected=("F01.missing_part",),
    ),
    # the XML
    "external-entity": Case(make=lambda: _with_doctype(XXE), expected=("X04.doctype",)),
    "external-entity-in-workbook": Case(make=lambda: _with_doctype(XXE, "xl/workbook.xml"), expected=("X04.doctype",)),
    "external-entity-in-relations": Case(make=lambda: _with_doctype(XXE, "_rels/.rels"), expected=("X04.doctype",)),
    "external-entity-in-utf-16": Case(
        make=lambda: with_part(SHEET, (b"<?xml version='1.0'?>" + XXE + b"<x/>").decode().encode("utf-16")),
        expected=("X04.doctype",),
    ),
    "external-entity-in-ods": Case(make=lambda: ods(b"", before=XXE), expected=("X04.doctype",)),
    "billion-laughs": Case(make=lambda: _with_doctype(_laughs()), expected=("X04.doctype",)),
    "undeclared-prefix-in-ods": Case(make=lambda: ods(b"<evil:x/>"), is_read=True),
    "utf-7": Case(
        make=lambda: with_part(SHEET, parts()[SHEET].replace(b"UTF-8", b"UTF-7")), expected=("X04.encoding",)
    ),
    "deep": Case(make=lambda: with_rows(b"<a>" * 5000 + b"</a>" * 5000), expected=("F05.xml_depth",)),
    "deep-cells": Case(
        make=lambda: with_rows(b"<row><c>" + b"<v>" * 5000 + b"</v>" * 5000 + b"</c></row>"),
        expected=("F05.xml_depth",),
    ),
    "deep-strings": Case(
        make=lambda: with_part(
            "xl/sharedStrings.xml", b'<sst xmlns="%s">%s%s</sst>' % (MAIN, b"<si>" * 5000, b"</si>" * 5000)
        ),
        expected=("F05.xml_depth",),
    ),
    "deep-styles": Case(
        make=lambda: _styles(b"<fonts>" + b"<font>" * 5000 + b"</font>" * 5000 + b"</fonts>"),
        expected=("F05.xml_depth",),
    ),
    "deep-after-the-styles": Case(
        make=lambda: _styles(b"<cellStyles/>" + b"<a>" * 5000 + b"</a>" * 5000), expected=("F05.xml_depth",)
    ),
    "deep-after-the-rows": Case(
        make=lambda: with_rows(b"", b"<a>" * 5000 + b"</a>" * 5000), expected=("F05.xml_depth",)
    ),
    "deep-ods": Case(make=lambda: ods(b"<a>" * 5000 + b"</a>" * 5000), expected=("F05.xml_depth",)),
    "long-attribute": Case(
        make=lambda: with_rows(b'<row r="1" x="%s"><c r="A1"><v>1</v></c></row>' % (b"x" * 3 * 2**20)),
        expected=("F05.xml_token",),
    ),
    "long-text": Case(
        make=lambda: with_rows(b'<row r="1"><c r="A1" t="str"><v>%s</v></c></row>' % (b"x" * 3 * 2**20)),
        expected=("F05.xml_token",),
    ),
    "unclosed": Case(make=lambda: with_rows(b"<row><c>"), expected=("F01.not_xml",)),
    "comment-of-55-kB": Case(make=lambda: with_rows(_cells(1) + b"<!--" + b"x" * 55_000 + b"-->"), is_read=True),
    "cell-inside-cdata": Case(
        make=lambda: with_rows(b'<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[<c r="A1"/>]]></t></is></c></row>'),
        is_read=True,
    ),
    "comment-in-ods": Case(
        make=lambda: ods(b"<!-- x --><table:table-row>%s</table:table-row>" % (ODS_CELL % b"")), is_read=True
    ),
    "utf-16": Case(make=_utf16, is_read=True),
    "strict": Case(make=_strict, is_read=True),
    # the sheets
    "far-away-cells": Case(
        make=lambda: with_rows(
            b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        expected=("F05.far",),
        is_read=True,
    ),
    "far-away-cell-xls": Case(
        make=lambda: xls(lambda sheet: (sheet.write(0, 0, 1), sheet.write(65535, 255, 1))), is_read=True
    ),
    "huge-dimension": Case(
        make=lambda: with_part(
            SHEET,
            parts()[SHEET].replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'),
        ),
        is_read=True,
    ),
    "merge-over-the-whole-grid": Case(
        make=lambda: with_rows(_cells(1), b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), is_read=True
    ),
    "hundred-thousand-merges": Case(
        make=lambda: with_rows(_cells(1), b"<mergeCells>%s</mergeCells>" % (b'<mergeCell ref="A1:B1"/>' * 100_000)),
        expected=("F05.merges",),
    ),
    "thirty-thousand-names": Case(
        make=lambda: with_part(
            "xl/workbook.xml",
            workbook(
                b'<sheet name="Feuille" sheetId="1" r:id="rId1"/>',
                b"<definedNames>%s</definedNames>" % (b'<definedName name="n">1</definedName>' * 30_000),
            ),
        ),
        expected=("F05.names",),
    ),
    "a-million-names": Case(
        make=lambda: with_part(
            "xl/workbook.xml",
            workbook(
                b'<sheet name="Feuille" sheetId="1" r:id="rId1"/>',
                b"<definedNames>%s</definedNames>" % (b'<definedName name="n">Feuille!$A$1</definedName>' * 1_000_000),
            ),
        ),
        expected=("F05.names",),
    ),
    "a-million-names-in-ods": Case(
        make=lambda: ods(
            b"</table:table><x>%s</x><table:table>" % (b"<table:named-range table:name='n'/>" * 1_000_000)
        ),
        expected=("F05.names",),
    ),
    "a-million-elements-in-a-drawing": Case(
        make=lambda: zipped(
            {
                **parts(),
                "xl/worksheets/_rels/sheet1.xml.rels": rels(("rId1", "drawing", "../drawings/1.xml")),
                "xl/drawings/1.xml": b"<d>%s</d>" % (b"<a:t>x</a:t>" * 1_000_000),
            }
        ),
        expected=("F05.cells",),
    ),
    "million-styled-empty-rows": Case(make=lambda: with_rows(_ghosts()), is_read=True),
    "half-a-million-cells-and-more": Case(make=lambda: with_rows(_wide_rows(50_001)), expected=("F05.cells",)),
    "hundred-thousand-rows-and-more": Case(make=lambda: with_rows(_cells(100_001)), expected=("F05.rows",)),
    "four-million-strings": Case(
        make=lambda: with_part(
            "xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (MAIN, b"<si><t/></si>" * 4_000_000)
        ),
        expected=("F05.cells",),
    ),
    "two-cells-at-one-address": Case(
        make=lambda: with_rows(b'<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        expected=("F01.duplicate_cell",),
    ),
    "impossible-address": Case(
        make=lambda: with_rows(b'<row r="1"><c r="A0:B2"><v>1</v></c></row>'), expected=("F01.",)
    ),
    "row-of-ods-repeated-over-the-grid": Case(
        make=lambda: ods(
            b'<table:table-row table:number-rows-repeated="1048576">%s</table:table-row>'
            % (ODS_CELL % b' table:number-columns-repeated="16384"')
        ),
        expected=("F05.cells",),
    ),
    "empty-ods-of-the-usual-size": Case(
        make=lambda: ods(
            b"<table:table-row>%s</table:table-row>"
            % (ODS_CELL % b"")
            + b'<table:table-row table:number-rows-repeated="1048575">'
            b'<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        ),
        is_read=True,
    ),
    "billion-spaces-in-ods": Case(
        make=lambda: ods(
            b'<table:table-row><table:table-cell office:value-type="string"><text:p>x<text:s text:c="2000000000"/></text:p>'
            b"</table:table-cell></table:table-row>"
        ),
        is_read=True,
    ),
    "looped-xls": Case(make=_looped_xls, expected=("F01.",)),
    "truncated-xls": Case(make=lambda: xls(lambda sheet: sheet.write(0, 0, 1))[:2000], expected=("F01.",)),
    # the values
    "1e308": Case(make=lambda: _value(b"1e308"), is_read=True),
    "1e999": Case(make=lambda: _value(b"1e999"), is_read=True),
    "not-a-number": Case(make=lambda: _value(b"NaN"), is_read=True),
    "ten-thousand-digits": Case(make=lambda: _value(b"9" * 10_000), is_read=True),
    "four-hundred-digits": Case(make=lambda: _value(b"9" * 400), is_read=True),
    "unknown-type": Case(make=lambda: _value(b"1", b"zz"), is_read=True),
    "string-that-is-not-there": Case(make=lambda: _value(b"7", b"s"), is_read=True),
    "string-before-the-first": Case(make=lambda: _value(b"-1", b"s"), is_read=True),
    "lone-surrogate": Case(make=lambda: _value(b"a_xD800_b", b"str"), is_read=True),
    "carriage-return": Case(make=lambda: _value(b"a_x000D_b", b"str"), is_read=True),
    "forty-thousand-characters": Case(make=lambda: _value(b"x" * 40_000, b"str"), is_read=True),
    "hundred-thousand-shared-formulas": Case(
        make=lambda: with_rows(
            b'<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A99999">%s</f><v>1</v></c></row>'
            % (b"B1+" * 2000 + b"B1")
            + _cells(99_999, b'<f t="shared" si="0"/><v>1</v>').split(b"</row>", maxsplit=1)[1]
        ),
        is_read=True,
    ),
    # the styles
    "font-family-34": Case(
        make=lambda: _styles(
            b'<fonts><font><family val="34"/></font></fonts><cellXfs><xf numFmtId="10" fontId="0"/></cellXfs>'
        ),
        is_read=True,
    ),
    "broken-styles": Case(make=lambda: _styles(b'<cellXfs><xf numFmtId="x"/></cellXfs>'), is_read=True),
    "broken-properties": Case(
        make=lambda: zipped(
            {
                **parts(),
                "_rels/.rels": rels(
                    ("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "extended-properties", "docProps/app.xml")
                ),
                "docProps/app.xml": b"<Properties><Application>\x01",
            }
        ),
        is_read=True,
    ),
    # what is seen and left alone
    "macros": Case(make=lambda: with_part("xl/vbaProject.bin", b"x"), expected=("X01.",), is_read=True),
    "external-link": Case(
        make=lambda: with_part(
            "xl/_rels/workbook.xml.rels",
            rels(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId9", "externalLink", "externalLinks/1.xml")),
        ),
        expected=("X02.",),
        is_read=True,
    ),
}


def write_all(folder: Path) -> None:
    """Write every case into *folder*, named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, case in CASES.items():
        (folder / f"{name}.xlsx").write_bytes(case.make())


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
