"""What the official text leaves open is answered in ``decisions.xlsx``, and written into the campaign."""

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Choice
from qpv_xlsx.domain.contract.measures import Perimeter
from qpv_xlsx.tasks.convert import convert
from qpv_xlsx.tasks.deciding.decisions_book import Applied, apply_decisions, write_open
from tests.life.test_decisions_workbook import rows_of, sheet_of, write_yellow

DAY = datetime(2016, 3, 3, 9, tzinfo=UTC)
SHEET = "Questions du tableau"
ASKED = "INT-03"
Yellow = Mapping[str, str | float]


@pytest.fixture
def asked(folder: Path) -> Path:
    """A campaign whose decisions.xlsx was written."""
    write_open(folder, language="fr", now=DAY)
    return folder


def key_of(folder: Path, measure: str) -> str:
    return next(key for key in rows_of(folder / "decisions.xlsx", SHEET) if key.startswith(f"{measure}#"))


def answered(folder: Path, yellow: Yellow, *, copy: Path | None = None) -> Applied:
    path = copy or folder / "decisions.xlsx"
    write_yellow(path, {key_of(folder, ASKED): yellow}, SHEET)
    return apply_decisions(folder, [path], language="fr", author="Mme A", now=DAY)


def choice(folder: Path) -> Choice:
    return next(one for one in load_campaign(folder).choices if one.measure == ASKED)


def test_every_open_question_has_its_row_with_the_official_words(asked: Path) -> None:
    rows = rows_of(asked / "decisions.xlsx", SHEET)
    assert len(rows) == len(load_campaign(asked).choices)
    row = rows[key_of(asked, ASKED)]
    assert "89" in row["Ce que le texte laisse ouvert"]
    assert row["Mesure"].startswith(ASKED)
    assert row["Objectif officiel"]


@pytest.mark.parametrize(
    ("yellow", "words", "perimeter"),
    [
        pytest.param({"Votre décision": "Tout Paris,\nvu avec la PP."}, "Tout Paris, vu avec la PP.", None, id="words"),
        pytest.param({"Périmètre du départ": "ZUS"}, "", Perimeter.ZUS, id="a perimeter alone"),
        pytest.param({"Votre décision": "oui", "Périmètre du départ": "zus"}, "oui", Perimeter.ZUS, id="both"),
    ],
)
def test_an_answer_is_the_campaigns(asked: Path, yellow: Yellow, words: str, perimeter: Perimeter | None) -> None:
    before = load_campaign(asked)
    done = answered(asked, yellow)
    assert done.remarks == ()
    assert [one.measure for one in done.answered.answered] == [ASKED]
    assert (choice(asked).decision, choice(asked).start_perimeter) == (words, perimeter)
    assert choice(asked).decided_on == DAY.date()
    assert done.answered.kept is not None
    assert done.answered.kept.is_file()
    others = [one for one in load_campaign(asked).choices if one.measure != ASKED]
    assert others == [one for one in before.choices if one.measure != ASKED]
    assert load_campaign(asked).catalogue == before.catalogue
    assert key_of(asked, ASKED) == list(rows_of(asked / "decisions.xlsx", SHEET))[-1]  # settled ones come last


def test_an_emptied_answer_opens_the_question_again(asked: Path) -> None:
    answered(asked, {"Votre décision": "Tout Paris."})
    assert not choice(asked).is_open
    done = answered(asked, {"Votre décision": ""})
    assert done.remarks == ()
    assert choice(asked).is_open
    assert choice(asked).decided_on is None


def test_reading_it_again_changes_nothing(asked: Path) -> None:
    answered(asked, {"Votre décision": "Tout Paris."})
    content = (asked / "campagne.xlsx").read_bytes()
    again = apply_decisions(asked, [asked / "decisions.xlsx"], language="fr", author="", now=DAY)
    assert again.answered.answered == ()
    assert (asked / "campagne.xlsx").read_bytes() == content


def test_what_was_answered_elsewhere_meanwhile_is_told(asked: Path) -> None:
    older = asked.parent / "ancienne.xlsx"
    shutil.copy(asked / "decisions.xlsx", older)
    answered(asked, {"Votre décision": "Tout Paris."})
    done = answered(asked, {"Votre décision": "Les seuls QPV."}, copy=older)
    assert ["Tout Paris." in one.words and "Les seuls QPV." in one.words for one in done.remarks] == [True]
    assert choice(asked).decision == "Tout Paris."


def test_a_perimeter_that_is_none_is_told(asked: Path) -> None:
    done = answered(asked, {"Périmètre du départ": "quelque part"})
    assert ["quelque part" in one.words for one in done.remarks] == [True]
    assert choice(asked).is_open


def test_a_campaign_in_json_is_answered_too(asked: Path) -> None:
    convert(asked, language="fr", now=DAY)
    (asked / "campagne.xlsx").unlink()
    answered(asked, {"Votre décision": "Tout Paris."})
    assert choice(asked).decision == "Tout Paris."
    assert not (asked / "campagne.xlsx").exists()


def test_rows_that_were_sorted_are_read_by_their_key(asked: Path) -> None:
    path = asked / "decisions.xlsx"
    key = key_of(asked, ASKED)
    workbook, sheet, columns = sheet_of(path, SHEET)
    table = [[cell.value for cell in row] for row in sheet.iter_rows(5, sheet.max_row)]
    for at, row in enumerate(reversed(table), start=5):
        for column, value in enumerate(row, start=1):
            sheet.cell(at, column).value = value
        if row[0] == key:
            sheet.cell(at, columns["Votre décision"]).value = "Tout Paris."
    workbook.save(path)
    assert apply_decisions(asked, [path], language="fr", author="", now=DAY).remarks == ()
    assert choice(asked).decision == "Tout Paris."
