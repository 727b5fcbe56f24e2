"""A CSV opened by a double-click: figures are figures, codes and texts stay texts."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from qpv_xlsx.export.comma import CsvForm, csv_head, delimited
from qpv_xlsx.export.kept_texts import kept

GUESSED = (
    "011", "0123", "1E5", "1e-3", "1/2", "12:30", "12 %", "5%", "1 234", "1\u202f234,5", "1.5", "1,5", "01-02", "2015-03-01",
    "3 mars", "3 mars 2015", "mars 2015", "MAI-01", "SEPT2", "1er mai 2015", "déc-15", "VRAI", "faux", "TRUE", "(12)", "12 €", "€ 12",
    "12345678901234567890", " 7 ", "10:15 am", "15/03/2016 10:00", "12-15", "3 mars 2016 10:00",
)  # fmt: skip
WORDS = (
    "", "EMP-01", "nd", "8 sur 15", "env. 340", "1re année", "mairie", "marsouin", "Provisoire", "2016-03-01T10:00:00Z", "QP075001",
    "12 élèves", "E", "J6", "décembre n’est pas fini", "« 12 »", "1 pour 3 500",
)  # fmt: skip


@pytest.mark.parametrize("text", GUESSED)
def test_what_a_spreadsheet_would_guess_is_marked(text: str) -> None:
    assert kept(text) == f"\t{text}"


@pytest.mark.parametrize("text", WORDS)
def test_words_stay_as_they_are(text: str) -> None:
    assert kept(text) == text


def _csv(cells: list[tuple[str | float, ...]]) -> bytes:
    form = CsvForm(decimal_comma=True, keeps_texts=True)
    return csv_head(form)[:3] + delimited([form.written(cell) for cell in line] for line in cells).encode()


@pytest.mark.libreoffice
@pytest.mark.parametrize("separators", ["59", "59/44/9"], ids=["semicolons", "the import window's own"])
@pytest.mark.parametrize("special", ["false", "true"], ids=["numbers only", "dates guessed too"])
def test_libreoffice_shows_what_was_meant(separators: str, special: str, tmp_path: Path) -> None:
    """French locale; formulas not evaluated, as in its import window."""
    if shutil.which("soffice") is None:
        pytest.skip("install LibreOffice (Debian: libreoffice-calc)")
    texts = [text for text in (*GUESSED, *WORDS) if text]
    (tmp_path / "table.csv").write_bytes(_csv([(text, 1234.5, 0.173) for text in texts]))
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
    ]
    asked = f"--infilter=CSV:{separators},34,76,1,,1036,false,{special},false,false,false,0,false"
    done = subprocess.run(
        [*command, asked, "--outdir", str(tmp_path), str(tmp_path / "table.csv")], check=True, timeout=120
    )
    assert done.returncode == 0
    [sheet] = openpyxl.load_workbook(tmp_path / "table.xlsx").worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert [(str(row[0]).strip(), *row[1:]) for row in rows] == [(text.strip(), 1234.5, 0.173) for text in texts]
    assert all(isinstance(row[0], str) for row in rows)


def test_a_program_reads_every_cell_whole() -> None:
    content = _csv([("a;b", 'un "mot"', "deux\nlignes"), ("1,5", 0.5, "\t")])
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert read == [["a;b", 'un "mot"', "deux\nlignes"], ["\t1,5", "0,5", "'\t"]]
