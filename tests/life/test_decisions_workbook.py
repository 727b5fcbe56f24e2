"""``decisions.xlsx``: what is to be decided, filled in by hand, read back by key, applied and written again."""

import email
import email.policy
import html
import io
import random
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.utils import column_index_from_string, get_column_letter

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.following.actions import State
from qpv_xlsx.messages.wordbook import error_sentence
from qpv_xlsx.register import open_register
from qpv_xlsx.spreadsheet.letter_widths import text_width
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.deciding.decisions_book import Applied, apply_decisions, write_open
from qpv_xlsx.tasks.deciding.ruling import Ruling, field_named
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.resolve import resolve, undo
from qpv_xlsx.tasks.return_ import return_for_correction
from qpv_xlsx.tasks.status import read_status
from qpv_xlsx.workbook.heights import room_of, text_height
from tests.libreoffice import Office
from tests.master.test_printed_size import printed_points

DAY = datetime(2016, 3, 1, 9, tzinfo=UTC)
LATER = DAY + timedelta(days=2)
HEADER = 4
Fill = Callable[..., bytes]
Yellow = Mapping[str, str | float]


@pytest.fixture(scope="session")
def disputed_once(prepared: Path, fill: Fill, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Culture sent two returns that disagree; justice one with a figure that cannot be."""
    folder = Path(shutil.copytree(prepared, tmp_path_factory.mktemp("disputed") / "paris-2015"))
    returns = {
        "a.xlsx": fill("CUL", {"CUL-01": 0.41, ("CUL-01", "Commentaire"): "premier"}),
        "b.xlsx": fill("CUL", {"CUL-01": 0.37, ("CUL-01", "Situation"): "Définitif"}),
        "j.xlsx": fill("JUS", {"JUS-04": "beaucoup"}),
    }
    for number, (name, content) in enumerate(returns.items()):
        path = folder.parent / name
        path.write_bytes(content)
        collect(folder, [path], author="", now=DAY + timedelta(hours=number))
    write_open(folder, language="fr", now=LATER)
    return folder


@pytest.fixture
def disputed(disputed_once: Path, tmp_path: Path) -> Path:
    """The same, of one's own."""
    return Path(shutil.copytree(disputed_once, tmp_path / "paris-2015"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_bubbles_are_read_whole_on_a_small_screen(disputed: Path, language: str) -> None:
    write_open(disputed, language=language, now=LATER)
    book = openpyxl.load_workbook(disputed / "decisions.xlsx")
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation if rule.prompt]
    assert rules
    for rule in rules:
        lines = str(rule.prompt).split("\n")
        assert rule.promptTitle is None
        assert len(lines) <= 2
        assert max(map(len, lines)) <= 60, rule.prompt


def sheet_of(path: Path, name: str = "À trancher") -> tuple[Any, Any, dict[str, int]]:
    workbook = openpyxl.load_workbook(path)
    sheet: Any = workbook[name]
    columns = {str(cell.value): cell.column for cell in sheet[HEADER] if cell.value}
    return workbook, sheet, columns


def rows_of(path: Path, name: str = "À trancher") -> dict[str, dict[str, str]]:
    _, sheet, columns = sheet_of(path, name)
    return {
        str(sheet.cell(row, 1).value): {head: str(sheet.cell(row, at).value or "") for head, at in columns.items()}
        for row in range(HEADER + 1, sheet.max_row + 1)
        if sheet.cell(row, 1).value
    }


def write_yellow(path: Path, by_key: Mapping[str, Yellow], name: str = "À trancher") -> None:
    workbook, sheet, columns = sheet_of(path, name)
    for row in range(HEADER + 1, sheet.max_row + 1):
        for head, words in by_key.get(str(sheet.cell(row, 1).value), {}).items():
            sheet.cell(row, columns[head]).value = words
    workbook.save(path)


def applied(folder: Path, *paths: Path, now: datetime = LATER) -> Applied:
    return apply_decisions(folder, paths or [folder / "decisions.xlsx"], language="fr", author="Mme A", now=now)


def value(folder: Path, measure: str, respondent: str, field: Field = Field.VALUE) -> Value | None:
    with open_register(folder) as register:
        ledger = ledger_of(read_status(folder, now=LATER).campaign, register, LATER)
    entry = ledger.accounts[respondent].entries.get(Question(measure=measure, field=field))
    return entry.answer.value if entry else None


def state(folder: Path, respondent: str) -> State:
    return next(one.state for one in read_status(folder, now=LATER).follow_ups if one.respondent == respondent)


def test_each_line_shows_its_rivals_side_by_side(disputed: Path) -> None:
    row = rows_of(disputed / "decisions.xlsx")["CUL/CUL-01"]
    assert row["Réponse A"].startswith("41\u00a0%")
    assert "premier" in row["Réponse A"]
    assert row["Réponse B"].startswith("37\u00a0%")
    assert "Définitif" in row["Réponse B"]
    assert row["Retour A"].startswith("a.xlsx\nIndicateurs!")
    assert row["Retenu pour l’instant"] == "37\u00a0%"
    assert state(disputed, "CUL") is State.TO_DECIDE


def test_what_is_to_be_decided_does_not_repeat_the_measure_beside_it(disputed_once: Path) -> None:
    row = rows_of(disputed_once / "decisions.xlsx")["CUL/CUL-01"]
    assert row["Mesure"].startswith("CUL-01 – ")
    assert row["Ce qui est à trancher"]
    assert "CUL-01" not in row["Ce qui est à trancher"]


@pytest.mark.parametrize("name", ["À trancher", "Questions du tableau"])
def test_title_and_help_end_before_the_frozen_edge(disputed_once: Path, name: str) -> None:
    """A text runs over the empty cells beside it, and no further than the columns that do not scroll."""
    _, sheet, _ = sheet_of(disputed_once / "decisions.xlsx", name)
    frozen = int(sheet.sheet_view.pane.xSplit)
    room = room_of(sum(sheet.column_dimensions[get_column_letter(at)].width for at in range(1, frozen + 1)))
    heads = [sheet.cell(row, 1) for row in range(1, 4) if sheet.cell(row, 1).value]
    wide = {cell.value: text_width(cell.value, cell.font.sz, bold=bool(cell.font.b)) for cell in heads}
    assert {text: points for text, points in wide.items() if points > room} == {}


def test_each_sheet_is_read_once_printed(disputed_once: Path) -> None:
    """Returns side by side made letters of four points."""
    book = openpyxl.load_workbook(disputed_once / "decisions.xlsx")
    found = {sheet.title: round(printed_points(sheet), 2) for sheet in book if sheet.sheet_state == "visible"}
    assert len(found) == 4
    assert min(found.values()) >= 6, found


def test_a_row_is_five_lines_and_a_longer_text_is_whole_in_its_note(disputed: Path) -> None:
    """Rows of 230 pixels left three decisions to a screen."""
    campaign, path = load_campaign(disputed), disputed / "campagne.xlsx"
    long_name = " ".join(
        ["Direction régionale et départementale de la jeunesse, des sports et de la cohésion sociale"] * 3
    )
    respondents = tuple(replace(one, name=long_name) for one in campaign.respondents)
    save_campaign(replace(campaign, respondents=respondents), path, created=LATER)
    (disputed / "decisions.xlsx").unlink()
    write_open(disputed, language="fr", now=LATER)
    _, sheet, columns = sheet_of(disputed / "decisions.xlsx")
    rows = [row for row in range(5, sheet.max_row + 1) if sheet.cell(row, 1).value]
    assert rows
    assert max(sheet.row_dimensions[row].height for row in rows) <= text_height(5, 9)
    for row in rows:
        cell = sheet.cell(row, columns["Administration"])
        assert cell.value.endswith(long_name)
        assert cell.comment.text == cell.value
        assert cell.alignment.vertical == "top"


SCREEN = 178  # widths, in characters, that 1 366 pixels show at 90 %


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        (
            "À trancher",
            ("Ce qui est à trancher", "Retenu pour l’instant", "Proposition", "Décision", "Valeur", "Motif"),
        ),
        ("Questions du tableau", ("Ce que le texte laisse ouvert", "Votre décision", "Périmètre du départ")),
        ("Comité", ("Mesure", "Appréciation du pilote", "Commentaire pour le comité")),
    ],
)
def test_what_is_asked_and_its_yellow_cells_are_on_one_screen(
    disputed_once: Path, name: str, seen: Sequence[str]
) -> None:
    _, sheet, columns = sheet_of(disputed_once / "decisions.xlsx", name)
    pane = sheet.sheet_view.pane
    frozen, first = int(pane.xSplit), column_index_from_string(pane.topLeftCell.rstrip("0123456789"))
    shown = [*range(1, frozen + 1), *range(first, len(columns) + 1)]
    widths = {at: sheet.column_dimensions[get_column_letter(at)].width for at in shown}
    ends = dict(zip(shown, accumulate(widths[at] for at in shown), strict=True))
    assert {head: ends.get(columns[head], SCREEN + 1) <= SCREEN for head in seen} == dict.fromkeys(seen, True)


def test_no_list_refuses_a_word_that_reading_knows(disputed: Path) -> None:
    """« c'est bien notre chiffre » with a straight apostrophe, « Retenir B »: a list that stops would not let them be typed."""
    book = openpyxl.load_workbook(disputed / "decisions.xlsx")
    rules = [one for sheet in book for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert rules
    assert {one.errorStyle for one in rules} == {"warning"}
    assert all(one.error for one in rules)


def test_its_list_offers_what_can_be_decided_there(disputed: Path) -> None:
    _, sheet, columns = sheet_of(disputed / "decisions.xlsx")
    letter = get_column_letter(columns["Décision"])
    lists = {
        str(sheet.cell(int(str(one.sqref)[len(letter) :]), 1).value): one.formula1
        for one in sheet.data_validations.dataValidation
        if str(one.sqref).startswith(letter) and str(one.sqref)[len(letter) :].isdigit()
    }
    assert "retenir A,retenir B" in lists["CUL/CUL-01"]
    assert "retenir A" not in lists["JUS/JUS-04"]


@pytest.mark.parametrize(
    ("key", "yellow", "expected"),
    [
        pytest.param("CUL/CUL-01", {"Décision": "retenir A", "Motif": "appel"}, 0.41, id="the older return"),
        pytest.param("CUL/CUL-01", {"Décision": "Retenir B"}, 0.37, id="what counts already, without a reason"),
        pytest.param("CUL/CUL-01", {"Décision": "autre valeur", "Valeur": "40 %", "Motif": "m"}, 0.4, id="a third"),
        pytest.param("CUL/CUL-01", {"Décision": "sans objet", "Motif": "m"}, None, id="without object"),
        pytest.param("JUS/JUS-04", {"Décision": "autre valeur", "Valeur": "12", "Motif": "m"}, 12, id="unread"),
        pytest.param(
            "JUS/JUS-04", {"Décision": "autre valeur", "Valeur": 12, "Motif": "m"}, 12, id="typed as a number"
        ),
    ],
)
def test_what_is_chosen_counts_and_the_line_is_over(
    disputed: Path, key: str, yellow: Yellow, expected: Value | None
) -> None:
    write_yellow(disputed / "decisions.xlsx", {key: yellow})
    done = applied(disputed)
    respondent, measure = key.split("/")
    assert done.remarks == ()
    assert value(disputed, measure, respondent) == (expected if expected is None else pytest.approx(expected))
    assert key not in rows_of(disputed / "decisions.xlsx")
    assert any(
        row["Mesure"].startswith(measure) for row in rows_of(disputed / "decisions.xlsx", "Décisions prises").values()
    )


def test_a_whole_line_is_decided_at_once(disputed: Path) -> None:
    write_yellow(disputed / "decisions.xlsx", {"CUL/CUL-01": {"Décision": "retenir A", "Motif": "appel"}})
    applied(disputed)
    assert value(disputed, "CUL-01", "CUL", Field.SITUATION) is None  # given by the other return only
    assert value(disputed, "CUL-01", "CUL", Field.COMMENT) == "premier"


@pytest.mark.parametrize(
    ("yellow", "said"),
    [
        pytest.param({"Décision": "retenir A"}, "motif", id="no reason where the figure changes"),
        pytest.param({"Décision": "autre valeur", "Motif": "m"}, "Valeur", id="no value"),
        pytest.param({"Motif": "m"}, "décision manque", id="a reason alone"),
        pytest.param({"Décision": "peut-être", "Motif": "m"}, "peut-être", id="no word of the list"),
        pytest.param({"Décision": "retenir A", "Valeur": "3", "Motif": "m"}, "autre valeur", id="a value for nothing"),
        pytest.param({"Décision": "autre valeur", "Valeur": "beaucoup", "Motif": "m"}, "beaucoup", id="no figure"),
        pytest.param({"Décision": "retenir C", "Motif": "m"}, "retenir C", id="a letter that is nobody's"),
    ],
)
def test_a_half_filled_line_is_told_and_keeps_its_words(disputed: Path, yellow: Yellow, said: str) -> None:
    write_yellow(disputed / "decisions.xlsx", {"CUL/CUL-01": yellow})
    done = applied(disputed)
    assert [said in one.words for one in done.remarks] == [True]
    row = rows_of(disputed / "decisions.xlsx")["CUL/CUL-01"]
    assert said in row["Remarque"]
    assert {head: row[head] for head in yellow} == dict(yellow)
    assert value(disputed, "CUL-01", "CUL") == pytest.approx(0.37)


def test_rows_sorted_columns_moved_and_sheet_renamed_change_nothing(disputed: Path) -> None:
    path = disputed / "decisions.xlsx"
    write_yellow(path, {"CUL/CUL-01": {"Décision": "retenir A", "Motif": "appel"}})
    workbook, sheet, _ = sheet_of(path)
    table = [[cell.value for cell in row] for row in sheet.iter_rows(HEADER, sheet.max_row)]
    order = list(range(len(table[0])))
    random.Random(7).shuffle(order)
    sheet.delete_rows(1, sheet.max_row)
    for at, row in enumerate([table[0], *reversed(table[1:])], start=3):
        for column, source in enumerate(order, start=1):
            sheet.cell(at, column).value = row[source]
    sheet.title = "Travail"
    workbook.save(path)
    assert applied(disputed).remarks == ()
    assert value(disputed, "CUL-01", "CUL") == pytest.approx(0.41)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", "perdu son repère"),
        ("CUL/CUL-77", "n’est celui d’aucune ligne"),
        ("XYZ/CUL-01", "n’est celui d’aucune ligne"),
        ("CUL/EMP-01", "n’est plus à trancher"),
    ],
)
def test_a_row_whose_key_was_spoilt_is_told_and_decides_nothing(disputed: Path, key: str, said: str) -> None:
    path = disputed / "decisions.xlsx"
    write_yellow(path, {"CUL/CUL-01": {"Décision": "retenir A", "Motif": "appel"}})
    workbook, sheet, _ = sheet_of(path)
    (row,) = (row for row in range(HEADER + 1, sheet.max_row + 1) if sheet.cell(row, 1).value == "CUL/CUL-01")
    sheet.cell(row, 1).value = key or None
    workbook.save(path)
    done = applied(disputed)
    assert done.decided == ()
    assert [said in one.words for one in done.remarks] == [True]


def test_reading_the_same_copy_twice_decides_once(disputed: Path) -> None:
    path, copy = disputed / "decisions.xlsx", disputed.parent / "copie.xlsx"
    write_yellow(path, {"CUL/CUL-01": {"Décision": "retenir A", "Motif": "appel"}})
    shutil.copy(path, copy)
    applied(disputed)
    again = applied(disputed, copy)
    assert (again.decided, again.remarks) == ((), ())


def test_two_copies_that_agree_are_one_and_those_that_differ_are_told(disputed: Path) -> None:
    path, copy = disputed / "decisions.xlsx", disputed.parent / "copie.xlsx"
    shutil.copy(path, copy)
    write_yellow(path, {"CUL/CUL-01": {"Décision": "retenir A", "Motif": "appel"}})
    write_yellow(
        copy, {"CUL/CUL-01": {"Décision": "retenir B"}, "JUS/JUS-04": {"Décision": "sans objet", "Motif": "m"}}
    )
    done = applied(disputed, path, copy)
    assert [one.key for one in done.remarks] == ["CUL/CUL-01"]
    assert "retenir A" in done.remarks[0].words
    assert "retenir B" in done.remarks[0].words
    assert len(done.decided) == 1
    row = rows_of(path)["CUL/CUL-01"]
    assert (row["Décision"], row["Motif"]) == ("", "")  # read again as it is, it must not decide for one of them
    assert "retenir A (appel)" in row["Remarque"]


def test_two_colleagues_who_decide_the_same_each_say_why(disputed: Path) -> None:
    path, copy = disputed / "decisions.xlsx", disputed.parent / "copie.xlsx"
    shutil.copy(path, copy)
    write_yellow(path, {"CUL/CUL-01": {"Décision": "retenir A", "Motif": "appel"}})
    write_yellow(copy, {"CUL/CUL-01": {"Décision": "Retenir A", "Motif": "courriel"}})
    (act,) = applied(disputed, path, copy).decided
    assert {one.reason for one in act} == {"appel ; courriel"}
    again = applied(disputed, copy)
    assert (again.decided, again.remarks) == ((), ())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({"Décision": "retenir A"}, {"Décision": "autre valeur", "Valeur": "39 %"}, id="another figure"),
        pytest.param({"Décision": "autre valeur", "Valeur": "39 %"}, {"Décision": "retenir B"}, id="a return"),
        pytest.param(
            {"Décision": "autre valeur", "Valeur": "39 %"}, {"Décision": "demander à l’administration"}, id="ask"
        ),
        pytest.param(
            {"Décision": "retenir B"}, {"Décision": "retenir B", "Situation": "Estimé"}, id="a situation more"
        ),
        pytest.param({"Décision": "retenir B"}, {"Décision": "retenir B", "Motif": "courriel"}, id="another reason"),
    ],
)
def test_a_colleague_who_decided_otherwise_afterwards_is_told(disputed: Path, first: Yellow, second: Yellow) -> None:
    path, copy = disputed / "decisions.xlsx", disputed.parent / "copie.xlsx"
    shutil.copy(path, copy)
    write_yellow(path, {"CUL/CUL-01": {"Motif": "appel", **first}})
    write_yellow(copy, {"CUL/CUL-01": {"Motif": "appel du chef", **second}})
    applied(disputed)
    before = value(disputed, "CUL-01", "CUL")
    done = applied(disputed, copy)
    assert done.decided == ()
    assert ["tranchée entre-temps" in one.words and str(second["Décision"]) in one.words for one in done.remarks] == [
        True
    ]
    assert value(disputed, "CUL-01", "CUL") == before


@pytest.mark.parametrize("first", ["retenir la proposition", "autre valeur"])
def test_a_proposal_taken_is_not_another_figure(disputed: Path, fill: Fill, first: str) -> None:
    (disputed.parent / "k.xlsx").write_bytes(fill("EMP", {"EMP-10-b": "une vingtaine"}))
    collect(disputed, [disputed.parent / "k.xlsx"], author="", now=LATER)
    write_open(disputed, language="fr", now=LATER)
    path, copy = disputed / "decisions.xlsx", disputed.parent / "copie.xlsx"
    shutil.copy(path, copy)
    figure = {"Valeur": "12"} if first == "autre valeur" else {}
    write_yellow(path, {"EMP/EMP-10-b": {"Décision": first, "Motif": "appel", **figure}})
    write_yellow(copy, {"EMP/EMP-10-b": {"Décision": "retenir la proposition", "Motif": "appel"}})
    applied(disputed)
    assert len(applied(disputed, copy).remarks) == (1 if first == "autre valeur" else 0)


def test_the_proposal_of_another_unit_can_be_taken(disputed: Path, fill: Fill) -> None:
    (disputed.parent / "u.xlsx").write_bytes(fill("EDU", {"EDU-05": 0.0066}))
    collect(disputed, [disputed.parent / "u.xlsx"], author="", now=LATER)
    write_open(disputed, language="fr", now=LATER)
    path = disputed / "decisions.xlsx"
    assert rows_of(path)["EDU/EDU-05"]["Proposition"] == "6,6\u00a0%"
    write_yellow(path, {"EDU/EDU-05": {"Décision": "retenir la proposition", "Motif": "unité"}})

    assert applied(disputed).remarks == ()
    assert value(disputed, "EDU-05", "EDU") == 0.066


def test_what_is_proposed_for_a_numerator_is_no_proposal_for_the_result(disputed: Path, fill: Fill) -> None:
    (disputed.parent / "n.xlsx").write_bytes(fill("EMP", {("EMP-01", "Numérateur"): "12 (dont 3 femmes)"}))
    collect(disputed, [disputed.parent / "n.xlsx"], author="", now=LATER)
    write_open(disputed, language="fr", now=LATER)

    row = rows_of(disputed / "decisions.xlsx")["EMP/EMP-01"]
    assert "contient plus qu’un nombre" in row["Ce qui est à trancher"]
    assert row["Proposition"] == ""


def test_a_copy_does_not_decide_over_a_line_that_stays_open(disputed: Path) -> None:
    path, copy, same = (disputed.parent / name for name in ("paris-2015/decisions.xlsx", "copie.xlsx", "la même.xlsx"))
    shutil.copy(path, copy)
    comment = {"Décision": "autre valeur", "Porte sur": "commentaire"}
    write_yellow(path, {"CUL/CUL-01": {**comment, "Valeur": "de Mme A", "Motif": "appel"}})
    write_yellow(copy, {"CUL/CUL-01": {**comment, "Valeur": "de M. B", "Motif": "courriel"}})
    shutil.copy(path, same)
    applied(disputed)
    assert "CUL/CUL-01" in rows_of(path)  # its figure is still disputed
    assert applied(disputed, same).remarks == ()
    assert ["a changé" in one.words for one in applied(disputed, copy).remarks] == [True]
    assert value(disputed, "CUL-01", "CUL", Field.COMMENT) == "de Mme A"


def test_an_older_copy_does_not_decide_what_has_changed_since(disputed: Path, fill: Fill) -> None:
    path = disputed / "decisions.xlsx"
    write_yellow(path, {"CUL/CUL-01": {"Décision": "retenir A", "Motif": "appel"}})
    newer = disputed.parent / "c.xlsx"
    newer.write_bytes(fill("CUL", {"CUL-01": 0.55}))
    collect(disputed, [newer], author="", now=LATER)
    done = applied(disputed)
    assert ["a changé" in one.words for one in done.remarks] == [True]
    row = rows_of(path)["CUL/CUL-01"]
    assert (row["Décision"], row["Réponse C"]) == ("retenir A", "55\u00a0%")
    assert applied(disputed).remarks == ()  # seen again, and confirmed


@pytest.mark.parametrize(
    ("reason", "asked"),
    [
        pytest.param("", "Le coordinateur vous demande de vérifier cette réponse.", id="without a reason"),
        pytest.param(
            "41 % ou 37 % : lequel ?",
            "Le coordinateur vous demande de vérifier cette réponse\u00a0: «\u00a041 % ou 37 % : lequel ?\u00a0».",
            id="with the coordinator's words",
        ),
    ],
)
def test_what_is_to_be_asked_of_the_administration_goes_back_to_it(
    disputed: Path, fill: Fill, reason: str, asked: str
) -> None:
    """A disagreement is the coordinator's to settle, unless they ask the administration: it was asked of nobody."""
    path = disputed / "decisions.xlsx"
    write_yellow(path, {"CUL/CUL-01": {"Décision": "demander à l’administration", "Motif": reason}})
    assert applied(disputed).remarks == ()
    assert "CUL/CUL-01" not in rows_of(path)
    (sent,) = [
        one for one in return_for_correction(disputed, only=(), author="", now=LATER) if "CUL" in one.workbook.name
    ]
    workbook = openpyxl.load_workbook(sent.workbook)
    told = [str(cell.value) for row in workbook["Corrections"].iter_rows() for cell in row]
    assert asked in told
    assert sent.posted.path is not None
    letter = email.message_from_bytes(sent.posted.path.read_bytes(), policy=email.policy.default)
    for form in ("plain", "html"):
        part = letter.get_body((form,))
        assert part is not None
        assert asked[1:].rstrip(".") in html.unescape(part.get_content())
    assert "CUL-01||M02" in told  # « Votre réponse » stands beside it
    (disputed.parent / "d.xlsx").write_bytes(fill("CUL", {"CUL-01": 0.43}, sent.workbook.read_bytes()))
    collect(disputed, [disputed.parent / "d.xlsx"], author="", now=LATER + timedelta(hours=2))
    assert value(disputed, "CUL-01", "CUL") == pytest.approx(0.43)
    again = return_for_correction(disputed, only=("CUL",), author="", now=LATER + timedelta(hours=3))
    assert [one.workbook.name for one in again] == []


def test_emptying_the_row_of_a_decision_undoes_it(disputed: Path) -> None:
    path = disputed / "decisions.xlsx"
    write_yellow(path, {"CUL/CUL-01": {"Décision": "retenir A", "Motif": "appel"}})
    applied(disputed)
    workbook, sheet, _ = sheet_of(path, "Décisions prises")
    for cell in sheet[HEADER + 1]:
        cell.value = None
    workbook.save(path)
    done = applied(disputed, now=LATER + timedelta(hours=1))
    assert len(done.undone) == 1
    assert value(disputed, "CUL-01", "CUL") == pytest.approx(0.37)
    assert "CUL/CUL-01" in rows_of(path)
    assert rows_of(path, "Décisions prises") == {}


def test_what_nobody_has_read_is_not_written_over(disputed: Path) -> None:
    path = disputed / "decisions.xlsx"
    write_yellow(path, {"CUL/CUL-01": {"Décision": "retenir A", "Motif": "appel"}})
    before = path.read_bytes()
    assert write_open(disputed, language="fr", now=LATER).is_kept
    assert path.read_bytes() == before


def test_words_for_the_committee_are_kept(disputed: Path) -> None:
    path, older = disputed / "decisions.xlsx", disputed.parent / "ancienne.xlsx"
    shutil.copy(path, older)
    write_yellow(path, {"EMP-01": {"Commentaire pour le comité": "À revoir en mai."}}, "Comité")
    write_yellow(path, {"EMP-02": {"Commentaire pour le comité": "L’écart — à suivre"}}, "Comité")
    assert len(applied(disputed).noted) == 2
    assert rows_of(path, "Comité")["EMP-02"]["Commentaire pour le comité"] == "L’écart — à suivre"
    assert not write_open(disputed, language="fr", now=LATER).is_kept
    assert rows_of(path, "Comité")["EMP-01"]["Commentaire pour le comité"] == "À revoir en mai."
    assert applied(disputed, older).noted == ()  # an older copy takes nothing away
    write_yellow(older, {"EMP-01": {"Commentaire pour le comité": "Autre chose."}}, "Comité")
    told = applied(disputed, older)
    assert told.noted == ()
    assert ["À revoir en mai." in one.words for one in told.remarks] == [True]


def test_another_file_is_refused(disputed: Path, fill: Fill) -> None:
    other = disputed.parent / "autre.xlsx"
    other.write_bytes(fill("CUL", {}))
    with pytest.raises(CampaignError) as refused:
        applied(disputed, other)
    assert refused.value.code == "decisions_not_ours"
    other.write_bytes(io.BytesIO(b"rien").getvalue())
    with pytest.raises(CampaignError) as unreadable:
        applied(disputed, other)
    assert unreadable.value.code == "decisions_unreadable"
    locked = OOXMLFile(io.BytesIO((disputed / "decisions.xlsx").read_bytes()))
    with other.open("wb") as written:
        locked.encrypt("secret", written)
    with pytest.raises(CampaignError) as protected:
        applied(disputed, other)
    assert protected.value.code == "decisions_locked"
    for told in (unreadable.value, protected.value):
        words = error_sentence("fr", told.code, told.facts)
        assert "autre.xlsx" in words
        assert re.search(r"F0\d|\{", words) is None, words  # a code is no word


def test_small_counts_are_one_line_and_nothing_to_decide(folder: Path) -> None:
    """Seventeen measures with small counts made seventeen rows, on which every choice left them masked."""
    source = folder / "a_envoyer" / "paris-2015_CAF.xlsx"
    workbook = openpyxl.load_workbook(source)
    sheet: Any = workbook["Par quartier"]
    codes = [sheet.cell(row, 1).value for row in range(6, sheet.max_row + 1)]
    for code in ("CAF-02", "CAF-06"):
        sheet.cell(6 + codes.index(code), 3).value = 3
    workbook["Indicateurs"].cell(6, 6).value = "beaucoup"
    workbook.save(folder.parent / "caf.xlsx")
    collect(folder, [folder.parent / "caf.xlsx"], author="", now=DAY)
    done = CliRunner().invoke(group, ["-C", str(folder), "resolve"])
    assert list(rows_of(folder / "decisions.xlsx")) == ["CAF/CAF-01-a"]
    told = [line for line in done.output.split("\n") if "C08" in line]
    assert told == [next(line for line in told if line.startswith("CAF\u00a0: 2 mesures ont de petits effectifs"))]


def test_one_decision_by_command_is_on_the_whole_line_and_can_be_undone(disputed: Path) -> None:
    ruling = Ruling(measure="cul-01", file="a.xlsx", reason="appel")
    fields = {one.question.field for one in resolve(disputed, ruling, author="x", now=LATER)}
    assert {Field.VALUE, Field.COMMENT, Field.SITUATION} <= fields
    assert value(disputed, "CUL-01", "CUL") == pytest.approx(0.41)
    undone = undo(disputed, Ruling(measure="CUL-01", reason="erreur"), author="x", now=LATER)
    assert {one.question.field for one in undone} == fields
    assert value(disputed, "CUL-01", "CUL") == pytest.approx(0.37)
    with pytest.raises(CampaignError) as nothing:
        undo(disputed, Ruling(measure="CUL-01", reason="erreur"), author="x", now=LATER)
    assert nothing.value.code == "resolve_nothing_to_undo"


def said_of(folder: Path, *words: str) -> str:
    done = CliRunner().invoke(group, ["-C", str(folder), *words], standalone_mode=False)
    assert done.exception is None, done.output
    return " ".join(done.output.split())  # whatever the width of the screen


def test_a_line_is_told_once_with_what_was_understood(disputed: Path) -> None:
    by_hand, understood = ["resolve", "--measure", "CUL-01"], "valeur : 40 %, numérateur : 8, dénominateur : 20"
    said = said_of(disputed, *by_hand, "--value", "8 sur 20", "--reason", "appel")
    assert said == f"Décision enregistrée : CUL, CUL-01 – {understood} (motif : appel)"
    said = said_of(disputed, *by_hand, "--undo", "--reason", "erreur")
    assert said == f"Décision annulée : CUL, CUL-01 – {understood} (motif : appel)"
    said = said_of(disputed, *by_hand, "--file", "a.xlsx", "--reason", "appel")
    kept = "retient le retour « a.xlsx », situation : aucune réponse"
    assert said == f"Décision enregistrée : CUL, CUL-01 – {kept} (motif : appel)"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("valeur", Field.VALUE),
        ("Numérateur", Field.NUMERATOR),
        ("numerator", Field.NUMERATOR),
        ("TERRITOIRE ENTIER", Field.TERRITORY_VALUE),
        ("toute la ligne", None),
        ("", None),
    ],
)
def test_fields_are_named_in_french(words: str, field: Field | None) -> None:
    assert field_named(words) is field


@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_filled_sorted_and_saved_by_libreoffice(disputed: Path, office: Office, ending: str) -> None:
    """One workbook settles every line in one command."""
    path = disputed / "decisions.xlsx"
    _, sheet, columns = sheet_of(path)
    choices: dict[str, Yellow] = {
        "CUL/CUL-01": {"Décision": "retenir A", "Motif": "appel du 3 mars"},
        "JUS/JUS-04": {"Décision": "autre valeur", "Valeur": "12", "Motif": "courriel"},
    }
    office.open(path)
    for row in range(HEADER + 1, sheet.max_row + 1):
        for head, words in choices.get(str(sheet.cell(row, 1).value), {}).items():
            office.type("À trancher", f"{get_column_letter(columns[head])}{row}", str(words))
    saved = office.save(disputed.parent / f"rempli.{ending}")
    done = applied(disputed, saved)
    assert done.remarks == ()
    assert {act[0].question.measure for act in done.decided} == {"CUL-01", "JUS-04"}
    assert value(disputed, "CUL-01", "CUL") == pytest.approx(0.41)
    assert value(disputed, "JUS-04", "JUS") == 12
