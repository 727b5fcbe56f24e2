"""Whatever happened to a workbook, what the correction round asks ends the matter: one spoilt file of the corpus per finding."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.measures import Nature
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.findings import Code, Finding, Severity, finding
from qpv_xlsx.domain.following.asked_back import asked_back
from qpv_xlsx.domain.merging.ledger import Account, Means, Post, Received, Sending
from qpv_xlsx.domain.merging.merging import account_of
from qpv_xlsx.domain.returned.answers import Origin, Outcome, Submission
from qpv_xlsx.messages.wordbook import labels
from qpv_xlsx.tasks.return_ import points_of
from qpv_xlsx.workbook.collection import write_collection
from qpv_xlsx.workbook.collection.correction import write_correction
from qpv_xlsx.workbook.reading.returns import read_return
from tests.life.test_hints_followed import ROUND
from tests.paris import paris, with_measure
from tests.returns.corpus import expected, paths, read
from tests.returns.replies import REPLIES

Points = tuple[Finding, ...]
DAY = datetime(2016, 3, 1, 9, tzinfo=UTC)
SENT_BACK, AGAIN = DAY + timedelta(days=1), DAY + timedelta(days=8)
HEADERS = MappingProxyType(
    {
        "value": "Résultat 2015",
        "numerator": "Numérateur",
        "denominator": "Dénominateur",
        "women": "Dont femmes",
        "territory_value": "Territoire entier 2015",
        "situation": "Situation",
        "perimeter": "Périmètre",
        "comment": "Commentaire",
        "source": "Source",
    }
)
EXPLAINED = {"EDU-04-a comment": "le périmètre est celui des QPV", "EDU-04-b comment": "le périmètre est celui des QPV"}

NEVER: Mapping[Code, str] = MappingProxyType(
    {
        Code.C07: "two returns disagree: the coordinator decides; a cell emptied later is asked",
        Code.C08: "small counts: masked when published, the coordinator's affair",
        Code.I05: "an older version of the form is read all the same",
        Code.I06: "an unknown sender: the coordinator knows who it is",
        Code.I07: "the same file twice: nothing to do",
        Code.I08: "after the closing date: the coordinator admits it, or not",
        Code.S08: "rows or columns inserted: told, read all the same",
        Code.S11: "a sheet renamed: told, read all the same",
        Code.V13: "invisible characters removed: told",
        Code.X01: "macros are not run: told",
        Code.X02: "links are not followed: told",
        Code.X03: "text that looks like a formula is kept as text: told",
    }
)
"""Codes that are never asked of a respondent, and why."""


def told_at_most_once_more() -> Iterator[Path]:
    """One file for each finding that asks for something."""
    known: set[str] = set()
    for path in paths():
        asks = {one.split()[0] for one in expected(path).findings if one.split()[1] != "info"}
        if not asks <= known:
            known |= asks
            yield path


SPOILT = tuple(told_at_most_once_more())


def received(submission: Submission, sequence: int, day: datetime) -> Received:
    return Received(sequence=sequence, submission=submission, received=day)


def account(campaign: Campaign, code: str, *returns: Received) -> Account:
    who = next(one for one in campaign.respondents if one.code == code)
    corrected = Sending(
        respondent=code, post=Post.CORRECTION, means=Means.DRAFT, sent=SENT_BACK, message_id="<1>", recipients=()
    )
    return account_of(campaign, who, returns, [], [corrected] if len(returns) > 1 else [])


def filled_anew(content: bytes, reply: Mapping[str, Any]) -> bytes:
    """The workbook with the answers of *reply* in its cells and nothing else, as a careful person makes it."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    sheet: Any = workbook["Indicateurs"]
    columns = {
        str(cell.value).split("\n")[0]: cell.column for row in sheet.iter_rows(1, 8) for cell in row if cell.value
    }
    rows = {str(cell.value): cell.row for cell in sheet["A"] if str(cell.value).startswith(("EDU-", "DDF-"))}
    for code, row in rows.items():
        for field, header in HEADERS.items():
            if header in columns:
                sheet.cell(row, columns[header]).value = worded(field, reply.get(f"{code} {field}"))
    if "Par quartier" in workbook.sheetnames:
        fill_quartiers(workbook["Par quartier"], reply)
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def worded(field: str, value: Any) -> Any:
    listed = {"situation": "situations", "perimeter": "perimeters"}.get(field)
    return labels("fr", listed)[value] if listed and value else value


def fill_quartiers(sheet: Any, reply: Mapping[str, Any]) -> None:
    columns = {cell.value: cell.column for cell in sheet[4]}  # the hidden row of keys
    rows = {cell.value: cell.row for cell in sheet["A"] if cell.value}
    for words, value in reply.items():
        code, *rest = words.split()
        if rest[0].startswith("@"):
            sheet.cell(rows[code], columns[f"quartier:{rest[0][1:]}"]).value = value


def rounds(campaign: Campaign, code: str, first: Submission, reply: Mapping[str, Any]) -> tuple[Points, Points]:
    """What is asked after *first*, and what is left once its correction workbook came back with *reply*."""
    sent = account(campaign, code, received(first, 1, DAY))
    points = points_of(sent)
    workbook = write_correction(
        campaign,
        next(one for one in campaign.respondents if one.code == code),
        Reference(campaign=campaign.code, respondent=code, version=1),
        answers={question: entry.answer.value for question, entry in sent.entries.items()},
        findings=points,
        language="fr",
        created=SENT_BACK,
    )
    mended = read_return(filled_anew(workbook, reply), "corrections.xlsx", campaign)
    return points, points_of(account(campaign, code, received(first, 1, DAY), received(mended, 2, AGAIN)))


def said(points: Points) -> list[object]:
    return [(one.code, one.case, one.measure, one.quartier, one.place, one.read) for one in points]


@pytest.mark.parametrize("path", SPOILT, ids=lambda path: path.name)
def test_a_spoilt_return_mended_in_its_correction_workbook_asks_nothing_more(path: Path) -> None:
    first = read(path, expected(path).latest_version)
    code = next((code for code in REPLIES if code == first.origin.respondent), "EDU")
    _, left = rounds(paris(), code, first, {**REPLIES[code], **EXPLAINED})
    assert said(left) == []


FULL = REPLIES["DDF"]
TWENTY = PastResult(year=2014, territory=paris().territories[0].code, measure="DDF-01", respondent="DDF", value=20)
ACROSS: Mapping[str, tuple[Campaign, Mapping[str, Any], str, Mapping[str, Any]]] = MappingProxyType(
    {
        "a quartier corrected": (paris(), {**FULL, "DDF-01 value": 10}, "C03", FULL),
        "double counting said": (
            paris(),
            {**FULL, "DDF-01 value": 10},
            "C03",
            {**FULL, "DDF-01 value": 10, "DDF-01 comment": "marches communes à deux quartiers"},
        ),
        "women corrected": (
            with_measure(paris(), "DDF-02", asks_women=True),
            {**FULL, "DDF-02 women": 80},
            "C03",
            {**FULL, "DDF-02 women": 70},
        ),
        "the territory corrected": (
            with_measure(paris(), "DDF-01", asks_territory=True),
            {**FULL, "DDF-01 territory_value": 12},
            "C03",
            {**FULL, "DDF-01 territory_value": 40},
        ),
        "a cumulated number corrected": (
            replace(with_measure(paris(), "DDF-01", nature=Nature.CUMULATED), history=(TWENTY,)),
            FULL,
            "C09",
            {**FULL, "DDF-01 value": 21},
        ),
        "a rectification explained": (
            replace(with_measure(paris(), "DDF-01", nature=Nature.CUMULATED), history=(TWENTY,)),
            FULL,
            "C09",
            {**FULL, "DDF-01 comment": "doublon retiré de 2014"},
        ),
    }
)


@pytest.mark.parametrize(("campaign", "sent", "code", "reply"), ACROSS.values(), ids=ACROSS)
def test_what_cells_say_together_is_ended_by_what_its_hint_says(
    campaign: Campaign, sent: Mapping[str, Any], code: str, reply: Mapping[str, Any]
) -> None:
    who = next(one for one in campaign.respondents if one.code == "DDF")
    reference = Reference(campaign=campaign.code, respondent="DDF", version=1)
    blank = write_collection(campaign, who, reference, created=DAY)
    points, left = rounds(campaign, "DDF", read_return(filled_anew(blank, sent), "retour.xlsx", campaign), reply)
    assert code in {one.code.value for one in points}
    assert said(left) == []


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "taken back"])
def test_a_cell_emptied_in_a_later_return_is_asked_and_ended_either_way(*, kept: bool) -> None:
    who = next(one for one in paris().respondents if one.code == "DDF")
    blank = write_collection(paris(), who, Reference(campaign=paris().code, respondent="DDF", version=1), created=DAY)
    without = {words: value for words, value in FULL.items() if words != "DDF-02 numerator"}
    first, again = (read_return(filled_anew(blank, reply), "retour.xlsx", paris()) for reply in (FULL, without))
    returns = [received(first, 1, DAY), received(again, 2, DAY + timedelta(hours=1))]
    sent = account(paris(), "DDF", *returns)
    assert [(one.code, one.case) for one in points_of(sent)] == [(Code.C07, "emptied")]
    answers = {question: entry.answer.value for question, entry in sent.entries.items()}
    reference = Reference(campaign=paris().code, respondent="DDF", version=1)
    workbook = write_correction(
        paris(), who, reference, answers=answers, findings=points_of(sent), language="fr", created=SENT_BACK
    )
    content = filled_anew(workbook, FULL if kept else without)
    mended = received(read_return(content, "corrections.xlsx", paris()), 3, AGAIN)
    after = account(paris(), "DDF", *returns, mended)
    assert said(points_of(after)) == []
    assert (Question(measure="DDF-02", field=Field.NUMERATOR) in after.entries) is kept


OF_A_FILE = tuple(code for code in Code if code.value[0] in "FIX" and finding(code).severity is Severity.ERROR)


@pytest.mark.parametrize("code", OF_A_FILE)
def test_what_is_wrong_with_a_file_is_over_once_it_is_sent_anew(code: Code) -> None:
    origin = Origin(name="retour.xlsx", sha256="0" * 64, format="xlsx", respondent="EDU")
    refused = Submission(
        origin=origin,
        outcome=Outcome.REJECTED,
        findings=(finding(code, detail="…", limit=1, allowed=1, found="2", expected="3"),),
    )
    points, left = rounds(paris(), "EDU", refused, {**REPLIES["EDU"], **EXPLAINED})
    assert [one.code for one in points] == [code]
    assert said(left) == []


def test_every_code_is_asked_and_ended_or_never_asked() -> None:
    followed = {point.code for points in ROUND.values() for point in points}
    asking = (one for path in SPOILT for one in expected(path).findings if one.split()[1] != "info")
    spoilt = {Code(one.split()[0].partition(".")[0]) for one in asking}
    across = {Code(code) for _, _, code, _ in ACROSS.values()}
    assert set(Code) == followed | spoilt | across | set(OF_A_FILE) | set(NEVER)
    assert [code for code in NEVER if asked_back([finding(code)])] == []
