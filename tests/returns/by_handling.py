"""Files as they were renamed, cut, wrapped, or never were workbooks: name in the corpus → how, and bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.returns.by_surgery import packed
from tests.returns.started import filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """*made*: what was done. *content*: the bytes."""

    made: str
    content: Callable[[], bytes]


def _table() -> bytes:
    rows = "<tr><td>Code</td><td>Résultat 2015</td></tr><tr><td>EDU-01</td><td>53,11</td></tr>"
    return f"<html><head><meta charset='utf-8'></head><body><table>{rows}</table></body></html>".encode()


def _word() -> bytes:
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return packed(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            b'<Override PartName="/word/document.xml" ContentType="%s"/></Types>' % kind,
            "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId1" Target="word/document.xml" Type='
            b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
            "word/document.xml": b"<document/>",
        },
    )


HANDLED: Mapping[str, Handled] = {
    "collecte (2) FINAL v3 corrigé.XLSX": Handled(made="Renamed, the extension in capitals.", content=filled),
    "préfecture de police - EDU.xlsm": Handled(made="Renamed to another extension.", content=filled),
    "truncated.xlsx": Handled(made="Cut in transit.", content=lambda: filled()[:9000]),
    "cut-at-the-end.xlsx": Handled(made="The last hundred bytes lost.", content=lambda: filled()[:-100]),
    "empty.xlsx": Handled(made="0 bytes.", content=bytes),
    "zipped.zip": Handled(
        made="Put in an archive, in a folder.", content=lambda: packed({"retours/collecte EDU.xlsx": filled()})
    ),
    "~$collecte.xlsx": Handled(
        made="What Excel leaves beside an open file.",
        content=lambda: b"\x05Agent" + b" " * 49 + b"\x05\x00" + "Agent".encode("utf-16-le") + b" \x00" * 49,
    ),
    "web-page.xls": Handled(made="A web page that an application calls .xls.", content=_table),
    "document.docx": Handled(made="A Word document.", content=_word),
    "signature.png": Handled(made="The image of a signature.", content=lambda: b"\x89PNG\r\n\x1a\n" + bytes(200)),
    "numbers.numbers": Handled(made="Saved by Numbers.", content=lambda: packed({"Index/Document.iwa": b"x"})),
}
