"""What an administration declared secret is not published, whatever becomes of the row or the file that says it."""

import io
import json
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, respondent_of
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.following.history import results_of
from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Resolution
from qpv_xlsx.domain.publishing.diffusion import diffuse
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate_for_diffusion as publish
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.resolve import resolve
from qpv_xlsx.workbook.collection import write_collection
from tests.export.random_figures import AMONG, PERSONS, QUARTIERS, linked_campaign

NOW = datetime(2016, 4, 1, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
SITUATION = Question(measure=PERSONS, field=Field.SITUATION)
FIGURES: Mapping[Question, Value] = {
    **{Question(measure=code, quartier=each): number for code, number in ((PERSONS, 90), (AMONG, 40)) for each in QUARTIERS},
    Question(measure=PERSONS): 450,
    Question(measure=AMONG): 200,
}  # fmt: skip
SECRET = Situation.SECRET
WORDS = "Secret statistique (s)"
Edit = Callable[[Worksheet], None]


def workbook(told: Mapping[Question, Value], edit: Edit | None = None, *, called: str = "EMP") -> bytes:
    setting = linked_campaign()
    respondent = respondent_of(setting, "EMP")
    assert respondent is not None
    reference = Reference(campaign=setting.code, respondent=called, version=1)
    content = write_collection(setting, respondent, reference, answers=dict(told), created=NOW)
    if edit is None:
        return content
    with closing(openpyxl.load_workbook(io.BytesIO(content))) as book:
        edit(book["Indicateurs"])
        out = io.BytesIO()
        book.save(out)
    return out.getvalue()


def head(sheet: Worksheet) -> tuple[int, Mapping[object, int]]:
    """The row of the headers, and the column of each."""
    row = next(number for number in range(1, 12) if sheet.cell(number, 1).value == "Code")
    return row, {sheet.cell(row, column).value: column for column in range(1, sheet.max_column + 1)}


def row_of(sheet: Worksheet, code: str) -> int:
    return next(number for number in range(1, sheet.max_row + 1) if sheet.cell(number, 1).value == code)


def twice(sheet: Worksheet) -> None:
    """The row is there once more, with another figure and « s »."""
    _, columns = head(sheet)
    source, target = row_of(sheet, PERSONS), sheet.max_row + 1
    for column in range(1, sheet.max_column + 1):
        sheet.cell(target, column).value = sheet.cell(source, column).value
    sheet.cell(target, columns["Résultat 2015"]).value = 451
    sheet.cell(target, columns["Situation"]).value = WORDS


def swapped(sheet: Worksheet) -> None:
    """Somebody exchanged the answers of two rows, their hidden keys included; « s » stands in one of them."""
    row, columns = head(sheet)
    sheet.cell(row_of(sheet, AMONG), columns["Situation"]).value = WORDS
    entries = range(columns["Résultat 2015"] - 1, sheet.max_column + 1)
    for column in entries:
        one, other = sheet.cell(row_of(sheet, PERSONS), column), sheet.cell(row_of(sheet, AMONG), column)
        one.value, other.value = other.value, one.value
    assert row


def merged(sheet: Worksheet) -> None:
    """« s » in a cell that was merged over two rows."""
    _, columns = head(sheet)
    first, last = sorted((row_of(sheet, PERSONS), row_of(sheet, AMONG)))
    sheet.cell(first, columns["Situation"]).value = WORDS
    sheet.merge_cells(start_row=first, end_row=last, start_column=columns["Situation"], end_column=columns["Situation"])


def misspelt(sheet: Worksheet) -> None:
    """The row's code is nobody's any more."""
    _, columns = head(sheet)
    row = row_of(sheet, PERSONS)
    sheet.cell(row, columns["Situation"]).value = WORDS
    for column in range(1, sheet.max_column + 1):
        if sheet.cell(row, column).value in {PERSONS, "Code", "Mesure"}:
            sheet.cell(row, column).value = "EMP-99-z"
    sheet.cell(row, columns["Mesure"]).value = "?"


def contradicted(sheet: Worksheet) -> None:
    """« secret » in the figure's cell, « Définitif » beside it."""
    _, columns = head(sheet)
    sheet.cell(row_of(sheet, PERSONS), columns["Résultat 2015"]).value = "secret"
    sheet.cell(row_of(sheet, PERSONS), columns["Situation"]).value = "Définitif"


def outside_the_list(sheet: Worksheet) -> None:
    _, columns = head(sheet)
    sheet.cell(row_of(sheet, PERSONS), columns["Situation"]).value = "confidentiel, à confirmer par le ministère"


IN_A_ROW = {
    "the row stands twice": (twice, {PERSONS}),
    "two rows were exchanged": (swapped, {PERSONS, AMONG}),
    "a merge over two rows": (merged, {PERSONS, AMONG}),
    "a code that is nobody's": (misspelt, {PERSONS}),
    "another situation beside it": (contradicted, {PERSONS}),
    "words that are not in the list": (outside_the_list, {PERSONS}),
}


def campaign_folder(folder: Path, setting: Campaign) -> None:
    save_campaign(setting, folder / "campagne.xlsx", created=NOW)


def receive(folder: Path, name: str, content: bytes, now: datetime = NOW) -> None:
    (folder / name).write_bytes(content)
    collect(folder, [folder / name], author="essai", now=now)


def merged_now(folder: Path) -> tuple[Campaign, Ledger]:
    campaign = load_campaign(folder)
    with open_register(folder, author="essai") as register:
        return campaign, ledger_of(campaign, register, LATER)


def published(folder: Path) -> set[str]:
    """Measures of which a figure is published."""
    return {key.measure for key in diffuse(*merged_now(folder)).published}


@pytest.mark.parametrize(("edit", "secret"), IN_A_ROW.values(), ids=[*IN_A_ROW])
def test_s_in_a_row_that_is_not_taken(tmp_path: Path, edit: Edit, secret: set[str]) -> None:
    campaign_folder(tmp_path, linked_campaign())
    receive(tmp_path, "retour.xlsx", workbook(FIGURES))
    assert {PERSONS, AMONG} <= published(tmp_path)
    receive(tmp_path, "encore.xlsx", workbook(FIGURES, edit), LATER)
    assert not published(tmp_path) & secret


def test_s_in_a_return_that_came_too_late(tmp_path: Path) -> None:
    campaign_folder(tmp_path, replace(linked_campaign(), closing=date(2016, 4, 15)))
    receive(tmp_path, "retour.xlsx", workbook(FIGURES))
    receive(tmp_path, "tard.xlsx", workbook({**FIGURES, SITUATION: SECRET}), LATER)
    assert PERSONS not in published(tmp_path)


def test_the_audit_lists_what_is_kept_in_both_its_forms(tmp_path: Path) -> None:
    """The coordinator who opens the workbook sees what a program reads."""
    campaign_folder(tmp_path, replace(linked_campaign(), closing=date(2016, 4, 15)))
    receive(tmp_path, "retour.xlsx", workbook(FIGURES))
    publish(tmp_path, target=None, now=NOW)
    audit = tmp_path / "synthese" / "paris-2015_audit-secret.xlsx"
    with closing(openpyxl.load_workbook(audit)) as book:
        assert len(book.worksheets) == 1
    receive(tmp_path, "tard.xlsx", workbook({**FIGURES, SITUATION: SECRET}), LATER)
    publish(tmp_path, target=None, now=LATER)
    said = json.loads(audit.with_suffix(".json").read_text("utf-8"))["kept"]
    with closing(openpyxl.load_workbook(audit)) as book:
        _, _, heads, *rows = book.worksheets[1].iter_rows(values_only=True)
    shown = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [(row["Administration"], row["Mesure"], row["Quartier"], row["Fichier"]) for row in shown] == [
        (one["respondent"], one["measure"], one["quartier"], one["file"]) for one in said
    ]
    assert [(one["measure"], one["file"]) for one in said] == [(PERSONS, "tard.xlsx")]


def test_s_in_a_file_whose_respondent_cannot_be_told_until_it_is_set_aside(tmp_path: Path) -> None:
    campaign_folder(tmp_path, linked_campaign())
    receive(tmp_path, "retour.xlsx", workbook(FIGURES))
    receive(tmp_path, "inconnu.xlsx", workbook({**FIGURES, SITUATION: SECRET}, called="ZZZ"), LATER)
    assert PERSONS not in published(tmp_path)
    sha256 = next(one for one in merged_now(tmp_path)[1].orphans).submission.origin.sha256
    with open_register(tmp_path, author="essai") as register:
        register.decide(
            Decision(
                respondent="", question=Question(measure=""), verdict=Resolution.SEEN, reason="sans rapport", decided=LATER,
                sha256=sha256,
            )
        )  # fmt: skip
    assert PERSONS in published(tmp_path)


def test_a_figure_after_s_does_not_lift_it_and_another_situation_does(tmp_path: Path) -> None:
    campaign_folder(tmp_path, linked_campaign())
    receive(tmp_path, "retour.xlsx", workbook({**FIGURES, SITUATION: SECRET}))
    receive(tmp_path, "moitie.xlsx", workbook(FIGURES), LATER)
    assert PERSONS not in published(tmp_path)
    receive(tmp_path, "levee.xlsx", workbook({**FIGURES, SITUATION: Situation.FINAL}), LATER + timedelta(hours=1))
    assert PERSONS in published(tmp_path)


def test_a_decided_figure_does_not_lift_it_and_a_decided_situation_does(tmp_path: Path) -> None:
    campaign_folder(tmp_path, linked_campaign())
    receive(tmp_path, "retour.xlsx", workbook({**FIGURES, SITUATION: SECRET}))
    ruled = Ruling(measure=PERSONS, value="env. 450", reason="par téléphone")
    resolve(tmp_path, ruled, author="essai", now=LATER)
    assert PERSONS not in published(tmp_path)
    lifted = Ruling(measure=PERSONS, field=Field.SITUATION, value="Définitif", reason="levé par le service")
    resolve(tmp_path, lifted, author="essai", now=LATER + timedelta(hours=1))
    assert PERSONS in published(tmp_path)


def test_a_file_that_is_kept_instead_does_not_lift_it(tmp_path: Path) -> None:
    campaign_folder(tmp_path, linked_campaign())
    receive(tmp_path, "un.xlsx", workbook(FIGURES))
    receive(tmp_path, "deux.xlsx", workbook({**FIGURES, SITUATION: SECRET}), LATER)
    resolve(
        tmp_path,
        Ruling(measure=PERSONS, file="un.xlsx", reason="le bon"),
        author="essai",
        now=LATER + timedelta(hours=1),
    )
    assert PERSONS not in published(tmp_path)


def test_the_history_of_the_next_year_holds_it(tmp_path: Path) -> None:
    campaign_folder(tmp_path, linked_campaign())
    receive(tmp_path, "retour.xlsx", workbook(FIGURES))
    receive(tmp_path, "encore.xlsx", workbook(FIGURES, swapped), LATER)
    results = results_of(*merged_now(tmp_path))
    assert {one.situation for one in results if one.measure in {PERSONS, AMONG} and not one.quartier} == {SECRET}
