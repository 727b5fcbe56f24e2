"""What Excel writes before a conversation is nobody's word, in whatever language."""

import pytest

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.door import open_book
from qpv_xlsx.spreadsheet.opening.forewords import without_foreword
from tests.hostile.make import parts, rels, zipped

LINK = "https://go.microsoft.com/fwlink/?linkid=870924"
ENGLISH = (
    "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to it will"
    f" get removed if the file is opened in a newer version of Excel. Learn more: {LINK}\n\n"
)
FRENCH = (
    "[Commentaire à thread]\n\nVotre version d’Excel vous permet de lire ce commentaire à thread. Toutefois, les"
    " modifications qui y sont apportées seront supprimées si le fichier est ouvert dans une version plus récente d’Excel."
    f" En savoir plus : {LINK}\n\n"
)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        pytest.param(f"{ENGLISH}Comment:\n    chiffre provisoire", "chiffre provisoire", id="one comment"),
        pytest.param(
            f"{FRENCH}Commentaire :\n    combien ?\nRéponse :\n    17", "combien ?\n17", id="a question and its reply"
        ),
        pytest.param(
            f"{FRENCH}Commentaire :\n    deux lignes :\nla seconde", "deux lignes :\nla seconde", id="two lines"
        ),
        pytest.param(f"{ENGLISH}", "", id="nothing after it"),
        pytest.param("Source :\n    DARES", "Source :\n    DARES", id="a note of one's own"),
        pytest.param("", "", id="no note"),
    ],
)
def test_a_foreword_is_left_out(note: str, expected: str) -> None:
    assert without_foreword(note) == expected


def test_a_note_whose_conversation_was_lost_is_read_without_its_foreword() -> None:
    comments = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>tc={1}</author>'
        f'</authors><commentList><comment ref="A1" authorId="0"><text><t>{ENGLISH}Comment:\n    17</t></text></comment>'
        "</commentList></comments>"
    )
    package = {
        **parts(),
        "xl/worksheets/_rels/sheet1.xml.rels": rels(("rId1", "comments", "../comments1.xml")),
        "xl/comments1.xml": comments.encode(),
    }
    book, _ = open_book(zipped(package), Limits())
    assert book is not None
    assert book.grids[0].cells[1, 1].note == "17"
