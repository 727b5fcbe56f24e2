"""Beside this year's figure: where the measure stood before, by the target of then, and what the lead says of it."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.measures import Baseline, Kind, Measure, Perimeter
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.contract.revisions import Revision
from qpv_xlsx.domain.contract.targets import AtLeast, Done
from qpv_xlsx.domain.deciding.notes import NoteKind, note
from qpv_xlsx.domain.findings import Place
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Attainment
from qpv_xlsx.domain.judging.past_statuses import past_statuses
from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Received
from qpv_xlsx.domain.merging.merging import merge
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission
from qpv_xlsx.workbook.master import write_master
from tests.rules.samples import context, measure

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it drops sparklines and says so

NOW = datetime(2020, 1, 6, tzinfo=UTC)
AIMED = measure(baseline=Baseline(value=100, year=2014, perimeter=Perimeter.QPV), target=AtLeast(value=200, year=2020))


def past(year: int, value: float | None = None, **more: object) -> PastResult:
    return replace(
        PastResult(year=year, territory="paris", measure="EMP-01", value=value, geography="paris-2015"),
        **more,  # type: ignore[arg-type]  # its own fields
    )


def campaign(asked: Measure, *history: PastResult, revisions: tuple[Revision, ...] = ()) -> Campaign:
    return replace(context(asked).campaign, year=2019, history=history, revisions=revisions)


LATE, REACHED, NOT_YET, ON_TRACK, WATCH = (
    Attainment.LATE,
    Attainment.REACHED,
    Attainment.NOT_YET,
    Attainment.ON_TRACK,
    Attainment.WATCH,
)
CASES: dict[str, tuple[Measure, Sequence[PastResult], list[tuple[int, Attainment]]]] = {
    "each year by the target of then": (AIMED, (past(2018, 130), past(2016, 110)), [(2016, LATE), (2018, REACHED)]),
    "a year without a figure": (AIMED, (past(2016), past(2017, 148)), [(2017, ON_TRACK)]),
    "on another perimeter": (AIMED, (past(2016, 110, perimeter=Perimeter.ZUS),), []),
    "on another map, where the way cannot be measured": (AIMED, (past(2016, 110, geography="paris-2024"),), [(2016, NOT_YET)]),
    "a step that was done": (measure(kind=Kind.MILESTONE, target=Done(year=2020)), (past(2016, text="fait"),), [(2016, REACHED)]),
    "once the scheme had ended": (replace(AIMED, without_object_since=2017), (past(2016, 110), past(2017, 110)), [(2016, LATE)]),
    "what was said then stands, whatever the target is now": (AIMED, (past(2016, 110, stood="en_bonne_voie"), past(2018, 130)), [(2016, ON_TRACK), (2018, REACHED)]),
    "what could not be judged then is not judged now": (AIMED, (past(2016, 110, stood="non_evaluable"),), []),
    "no start to measure from": (replace(AIMED, baseline=Baseline()), (past(2016, 110),), [(2016, NOT_YET)]),
}  # fmt: skip
REVISED = (Revision(measure="EMP-01", since=2018, target=AtLeast(value=120, year=2020)),)


@pytest.mark.parametrize(("asked", "history", "expected"), CASES.values(), ids=list(CASES))
def test_where_the_measure_stood(
    asked: Measure, history: Sequence[PastResult], expected: list[tuple[int, Attainment]]
) -> None:
    assert list(past_statuses(campaign(asked, *history, revisions=REVISED), asked, history)) == expected


def column(whole: Campaign, header: str, *decisions: Decision) -> list[object]:
    """What « Indicateurs » has under *header*; empty where it has no such column."""
    ledger = Ledger(accounts={}, decisions=decisions)
    content = write_master(whole, ledger, assess(whole, ledger), created=NOW)
    head, *lines = openpyxl.load_workbook(io.BytesIO(content))["Indicateurs"].iter_rows(min_row=3, values_only=True)
    return [line[head.index(header)] for line in lines] if header in head else []


def test_the_master_shows_former_statuses_and_former_targets() -> None:
    whole = campaign(AIMED, past(2016, 110), past(2018, 130), revisions=REVISED)
    assert column(whole, "Avancement des années passées") == ["2016\u00a0: En retard ; 2018\u00a0: Atteint"]
    (former,) = column(whole, "Cibles d’avant révision")
    assert "2018" in str(former)
    assert column(campaign(AIMED), "Avancement des années passées") == []


def test_an_ended_scheme_keeps_its_history() -> None:
    ended = replace(AIMED, without_object_since=2018)
    whole = campaign(ended, past(2016, 110))
    assert column(whole, "Résultat 2016") == [110]
    assert column(whole, "Avancement des années passées") == ["2016\u00a0: En retard"]


def test_the_master_shows_what_the_lead_says_as_long_as_it_stands() -> None:
    said = note("EMP-01", NoteKind.APPRAISAL, "Appuis nécessaires", NOW)
    told = note("EMP-01", NoteKind.COMMENT, "Décision du 6 janvier.", NOW)
    assert column(campaign(AIMED), "Appréciation du pilote", said, told) == ["Appuis nécessaires"]
    assert column(campaign(AIMED), "Commentaire pour le comité", said, told) == ["Décision du 6 janvier."]
    assert column(campaign(AIMED), "Appréciation du pilote") == []
    emptied = note("EMP-01", NoteKind.APPRAISAL, "", NOW)
    assert column(campaign(AIMED), "Appréciation du pilote", said, emptied) == []


@pytest.mark.parametrize(("women", "part"), [(30, 0.25), (120, 1), (130, None), (None, None)])
def test_more_women_than_persons_are_no_part_of_them(women: int | None, part: float | None) -> None:
    """C03 asks for it to be corrected; until then « 108 % » of the persons are women was shown."""
    asked = replace(AIMED, asks_women=True, counts_persons=True)
    whole = campaign(asked)
    given = {Question(measure="EMP-01"): 120} | (
        {Question(measure="EMP-01", field=Field.WOMEN): women} if women else {}
    )
    origin = Origin(name="retour.xlsx", sha256="0" * 64, format="xlsx", respondent=whole.respondents[0].code)
    answers = {one: Answer(question=one, value=value, raw=str(value), place=Place()) for one, value in given.items()}
    submission = Submission(origin=origin, outcome=Outcome.ACCEPTED, answers=answers)
    ledger = merge(whole, [Received(sequence=1, submission=submission, received=NOW)])
    content = write_master(whole, ledger, assess(whole, ledger), created=NOW)
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    head, line = list(book["Indicateurs"].iter_rows(min_row=3, max_row=4, values_only=True))
    assert (line[head.index("Part des femmes")] or None) == part
