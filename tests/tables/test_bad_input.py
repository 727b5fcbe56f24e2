"""What cannot be imported says why and what to do, in one sentence; nothing is written."""

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.contract.targets import AtLeast
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.messages.wordbook import error_sentence
from qpv_xlsx.tables import open_tables
from qpv_xlsx.tasks.import_ import Orders
from tests.contract.person import qpv
from tests.tables.opened import EXAMPLES, imported

HEADER = "Thème;Indicateur;Cible 2030"
MANY = "\n".join([HEADER, *(f"Emploi;Nombre d’actions {rank};{rank}" for rank in range(1, 501))])


def word(*tables: list[list[str]]) -> bytes:
    """A Word document with these tables."""
    document: Any = docx.Document()
    document.add_paragraph("Contrat de ville")
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
        document.add_paragraph("")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


WITH_TARGET = [["Indicateur", "Cible 2030"], ["Nombre de jeunes", "12"]]
WITH_RESULT = [["Indicateur", "Résultat 2023"], ["Nombre de jeunes", "10"]]
CASES: tuple[tuple[str, bytes, str], ...] = (
    ("nothing", b"  \n", "import_empty"),
    ("a PDF", b"%PDF-1.7 ...", "import_pdf"),
    ("a scan", b"\x89PNG\r\n\x1a\n....", "import_picture"),
    ("an old Word document", b"{\\rtf1 tableau}", "import_old_word"),
    ("a web page", b"<html><table></table></html>", "import_web_page"),
    ("a broken Word document", word(WITH_TARGET)[:2000], "import_damaged"),
    ("a document without a table", word(), "import_no_table"),
    ("a text of one column", b"Un texte\nsans tableau", "import_no_table"),
    ("a table without an indicator column", word([["Thème", "Cible 2030"], ["Emploi", "12"]]), "import_no_indicator"),
    ("a table without headers", b"1;2;3\n4;5;6", "import_no_header"),
    ("two tables of different shapes", word(WITH_TARGET, WITH_RESULT), "import_shapes"),
    ("a header alone", HEADER.encode(), "import_no_row"),
    ("500 rows", MANY.encode(), "import_many"),
    ("bytes that are nothing", bytes(range(256)), "import_unknown"),
)  # fmt: skip


@pytest.mark.parametrize(("content", "code"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_cannot_be_imported_says_why(content: bytes, code: str) -> None:
    with pytest.raises(CampaignError) as caught:
        imported(content, "annexe")

    assert caught.value.code == code
    for language in ("fr", "en"):
        assert error_sentence(language, code, caught.value.facts)


def test_a_document_beyond_the_limits_is_refused_before_it_is_read() -> None:
    with pytest.raises(CampaignError) as caught:
        open_tables((EXAMPLES / "paris-2015-2020.docx").read_bytes(), "annexe.docx", Limits(archive_part=10_000))
    assert caught.value.code == "import_beyond"

    with pytest.raises(CampaignError) as caught:
        open_tables(b"a;b\n" * 100, "annexe.csv", Limits(file_size=50))
    assert caught.value.code == "import_too_large"


def test_a_bomb_in_a_word_document_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * (80 * 2**20))

    with pytest.raises(CampaignError) as caught:
        imported(stream.getvalue(), "annexe.docx")
    assert caught.value.code == "import_beyond"


def test_tables_of_different_shapes_are_read_where_the_coordinator_says_which() -> None:
    content = word(WITH_TARGET, WITH_RESULT)

    assert len(tuple(imported(content, orders=Orders(ranks=(2,))).campaign.catalogue.indicators)) == 1
    assert len(tuple(imported(content, orders=Orders(ranks=(1, 2))).campaign.catalogue.indicators)) == 2


def test_500_rows_are_read_where_the_coordinator_says_so() -> None:
    found = imported(MANY.encode(), orders=Orders(accepts_many=True))

    assert len(tuple(found.campaign.catalogue.indicators)) == 500


def test_the_command_writes_nothing_and_leaves_with_two(tmp_path: Path) -> None:
    (tmp_path / "annexe.docx").write_bytes(word())

    done = qpv("import", "annexe.docx", "-o", "neuf", folder=tmp_path)

    assert done.status == 2
    assert "ne contient aucun tableau" in done.err
    assert not (tmp_path / "neuf").exists()


def test_a_wrong_correction_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"{HEADER}\nEmploi;Nombre de jeunes;12\n", "utf-8")

    done = qpv("import", "t.csv", "--columns", "chose=C", folder=tmp_path)

    assert done.status == 2
    assert "chose=C" in done.err


@pytest.mark.parametrize(
    ("columns", "code"),
    [("cible=Z", "import_no_such_column"), ("chose=C", "import_columns"), ("indicateur", "import_columns")],
)
def test_a_correction_of_columns_that_means_nothing_is_refused(columns: str, code: str) -> None:
    with pytest.raises(CampaignError) as caught:
        imported(HEADER.encode() + b"\nEmploi;Nombre de jeunes;12\n", "annexe.csv", Orders(columns=columns))

    assert caught.value.code == code
    sentence = error_sentence("fr", code, caught.value.facts)
    assert "objectif stratégique" in sentence or "la dernière est C" in sentence


def test_a_column_may_be_named_in_the_plural() -> None:
    found = imported(
        b"A;B;C\nEmploi;Nombre de jeunes;12\n", "annexe.csv", Orders(columns="thèmes=A, indicateurs=B, cibles 2030=C")
    )

    assert [measure.target for measure in found.campaign.catalogue.measures] == [AtLeast(value=12, year=2030)]
