"""When the map changes, the series of an identical quartier goes on; every other one breaks, and is seen to."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.campaigns.documents import campaign_from_json, campaign_to_json
from qpv_xlsx.campaigns.in_excel.reading import read_campaign
from qpv_xlsx.campaigns.in_excel.writing import write_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.continuing import antecedent, on_present_map, unmapped
from qpv_xlsx.domain.contract.lacking import Lack, lacking
from qpv_xlsx.domain.contract.measures import Baseline, Kind, Measure, Nature, Perimeter
from qpv_xlsx.domain.contract.pasts import own_past
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.contract.successions import Continuity, Succession
from qpv_xlsx.domain.contract.targets import AtLeast, ChangeBy
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.following.history import next_campaign
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Assessment, Attainment, Reason
from qpv_xlsx.domain.judging.courses import course_in
from qpv_xlsx.domain.judging.rankings import most_improved
from qpv_xlsx.domain.judging.series import stretches
from qpv_xlsx.domain.judging.trajectories import trajectories
from qpv_xlsx.domain.merging.ledger import Account, Entry, Ledger, Received
from qpv_xlsx.domain.returned.answers import Origin, Outcome, Submission
from qpv_xlsx.domain.returned.rules.changes import cumulated_value_went_down, strong_change
from qpv_xlsx.domain.returned.rules.perimeters import perimeter_differs
from qpv_xlsx.messages.lacks import lacking_words
from qpv_xlsx.workbook.collection import write_collection
from qpv_xlsx.workbook.master import write_master
from qpv_xlsx.workbook.official import antecedent_words, past_by_quartier
from tests.rules.samples import answered, context, measure

FORMER = "paris-2015"
SAME, CHANGED, MERGED, LEFT, ENTERED = Continuity
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it drops sparklines and says so

MOMENT = datetime(2025, 1, 5, tzinfo=UTC)
COUNT = measure(by_quartier=True, kind=Kind.COUNT, nature=Nature.CUMULATED)


def told(continuity: Continuity, former: str | None, quartier: str | None, **more: Any) -> Succession:
    return Succession(
        territory="paris", geography=FORMER, continuity=continuity, former=former, quartier=quartier, **more
    )


def past(quartier: str | None, value: float | None = 100, **more: Any) -> PastResult:
    told: dict[str, Any] = {"geography": FORMER, **more}
    return PastResult(year=2023, territory="paris", measure="EMP-01", quartier=quartier, value=value, **told)


def campaign(*lines: Succession, history: tuple[PastResult, ...] = (), asked: Measure = COUNT) -> Campaign:
    """A year on the map of 2024, whose quartiers are q1, q2 and q3."""
    whole = context(asked).campaign
    territory = replace(whole.territories[0], geography="paris-2024")
    return replace(whole, code="paris-2024", year=2024, territories=(territory,), successions=lines, history=history)


LINES = (
    told(SAME, "ancien-1", "q1"),
    told(MERGED, "ancien-2", "q2"),
    told(MERGED, "ancien-3", "q2", note="Décret n° 2023-1314."),
    told(LEFT, "ancien-4", None, former_name="Cité basse"),
    told(ENTERED, None, "q3"),
)
HISTORY = tuple(past(f"ancien-{number}", 10 * number) for number in (1, 2, 3, 4))
CHANGED_MAP = campaign(*LINES, history=HISTORY)


def words(whole: Campaign, quartier: str) -> str | None:
    found = antecedent(whole, whole.territories[0], quartier, on_present_map(whole, whole.history))
    return antecedent_words(found, COUNT, "fr") if found else None


WORDS: dict[str, tuple[Campaign, str, str | None]] = {
    "identical: the figure, as that of the same series": (CHANGED_MAP, "q1", "10"),
    "merged: both figures, and the word": (CHANGED_MAP, "q2", "20 + 30 (fusionné)"),
    "new: the word alone": (CHANGED_MAP, "q3", "entré"),
    "changed: its figure, and the word": (campaign(told(CHANGED, "q1", "q1"), history=(past("q1"),)), "q1", "100 (modifié)"),
    "the same id on another map, of which nothing is said": (campaign(history=(past("q1"),)), "q1", "100 (autre carte)"),
    "the same id on the same map": (campaign(history=(past("q1", geography="paris-2024"),)), "q1", "100"),
    "a map that nobody wrote": (campaign(history=(past("q1", geography=""),)), "q1", "100"),
    "nothing": (campaign(history=(past("q2"),)), "q1", None),
}  # fmt: skip


@pytest.mark.parametrize(("whole", "quartier", "expected"), WORDS.values(), ids=list(WORDS))
def test_what_a_former_figure_says_of_a_quartier(whole: Campaign, quartier: str, expected: str | None) -> None:
    assert words(whole, quartier) == expected


def changes(asking: Campaign, /, **answers: Any) -> list[tuple[str, str | None]]:
    """Code and quartier of what C04 and C09 find."""
    asked = replace(context(COUNT), campaign=asking, respondent=asking.respondents[0])
    given = answered({f"EMP-01 {key}" if key != "whole" else "EMP-01": value for key, value in answers.items()})
    found = (*strong_change(given, asked), *cumulated_value_went_down(given, asked))
    return [(one.code.value, one.quartier) for one in found]


def test_rules_compare_an_identical_quartier_and_no_other() -> None:
    assert changes(CHANGED_MAP, q1=4) == [("C04", "q1"), ("C09", "q1")]
    assert changes(CHANGED_MAP, q2=4, q3=4) == []
    assert changes(campaign(history=(past("q1"),)), q1=4) == []


def test_a_whole_is_compared_only_where_its_map_did_not_change() -> None:
    whole = (past(None, perimeter=Perimeter.QPV),)
    unchanged = tuple(told(SAME, f"ancien-{number}", f"q{number}") for number in (1, 2, 3))
    assert changes(campaign(*unchanged, history=whole), whole=4) == [("C04", None), ("C09", None)]
    assert changes(campaign(*LINES, history=whole), whole=4) == []
    assert changes(campaign(*unchanged[:2], history=whole), whole=4) == []
    assert changes(campaign(*unchanged, told(LEFT, "ancien-4", None), history=whole), whole=4) == []


def assessed(whole: Campaign, value: float) -> tuple[Ledger, Assessment]:
    origin = Origin(name="retour.xlsx", sha256="0" * 64, format="xlsx", respondent="EMP")
    received = Received(sequence=1, submission=Submission(origin=origin, outcome=Outcome.ACCEPTED), received=MOMENT)
    entry = Entry(answer=answered({"EMP-01": value})[Question(measure="EMP-01")], source=received)
    account = Account(respondent="EMP", returns=(received,), entries={entry.answer.question: entry})
    ledger = Ledger(accounts={"EMP": account})
    return ledger, assess(whole, ledger)


def test_the_league_and_the_series_go_on_where_no_quartier_changed() -> None:
    aimed = replace(COUNT, target=AtLeast(value=500, year=2030))
    history = (past(None, perimeter=Perimeter.QPV),)
    unchanged = tuple(told(SAME, f"ancien-{number}", f"q{number}") for number in (1, 2, 3))
    for lines, goes_on in ((unchanged, True), (LINES, False), ((), False)):
        whole = campaign(*lines, history=history, asked=aimed)
        _, assessment = assessed(whole, 130)
        assert [one.reference for one in most_improved(whole, assessment)] == [100] * goes_on
        own = {(one.territory, one.measure, one.year): one for one in own_past(whole, whole.respondents[0])}
        (row,) = assessment.rows.values()
        assert len(stretches(whole, aimed, row, own)) == (1 if goes_on else 2)


ALL_SAME = tuple(told(SAME, f"ancien-{number}", f"q{number}") for number in (1, 2, 3))
AIMED = replace(
    COUNT,
    baseline=Baseline(value=100, year=2014, perimeter=Perimeter.QPV),
    target=ChangeBy(amount=1.0, year=2034),
)
JOINED: dict[str, tuple[tuple[Succession, ...], Measure, Perimeter | None, Reason | None]] = {
    "every quartier identical": (ALL_SAME, AIMED, None, None),
    "and the answer names this map": (ALL_SAME, AIMED, Perimeter.QPV_2024, None),
    "and the answer names the former map": (ALL_SAME, AIMED, Perimeter.QPV_2015, None),
    "one of them merged": (LINES, AIMED, None, Reason.GEOGRAPHY),
    "nothing is said of one": (ALL_SAME[:2], AIMED, None, Reason.GEOGRAPHY),
    "one left": ((*ALL_SAME, told(LEFT, "ancien-4", None)), AIMED, None, Reason.GEOGRAPHY),
    "nothing is said": ((), AIMED, None, Reason.GEOGRAPHY),
    "identical to those of a list before the QPV": (
        tuple(replace(line, geography="cucs-2007") for line in ALL_SAME), AIMED, None, Reason.GEOGRAPHY,
    ),
    "identical QPV say nothing of the quartiers de veille": (
        ALL_SAME,
        replace(AIMED, perimeter=Perimeter.QPV_QVA, baseline=replace(AIMED.baseline, perimeter=Perimeter.QPV_QVA)),
        None,
        Reason.GEOGRAPHY,
    ),
    "nor of the ZUS": (
        ALL_SAME, replace(AIMED, baseline=replace(AIMED.baseline, perimeter=Perimeter.ZUS)), None, Reason.PERIMETER,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "asked", "said", "broken"), JOINED.values(), ids=list(JOINED))
def test_the_start_is_compared_where_no_quartier_changed(
    lines: tuple[Succession, ...], asked: Measure, said: Perimeter | None, broken: Reason | None
) -> None:
    whole = campaign(*lines, asked=asked)
    course = course_in(whole, asked, "paris", said)
    assert (course.broken, course.off_goal, course.usable_start) == (broken, broken, None if broken else 100)
    _, assessment = assessed(whole, 150)
    (row,) = assessment.rows.values()
    assert row.attainment is (Attainment.NOT_ASSESSABLE if broken else Attainment.ON_TRACK)
    assert len(stretches(whole, asked, row, {})) == (2 if broken else 1)
    assert len(tuple(trajectories(whole, assessment))) == (0 if broken else 1)


def test_an_answer_on_the_other_map_is_another_perimeter_only_where_a_quartier_changed() -> None:
    given = answered({"EMP-01": 130, "EMP-01 perimeter": Perimeter.QPV_2015.value})
    for lines, found in ((ALL_SAME, []), (LINES, [Code.C06])):
        asked = replace(context(AIMED), campaign=campaign(*lines, asked=AIMED))
        asked = replace(asked, respondent=asked.campaign.respondents[0])
        assert [one.code for one in perimeter_differs(given, asked)] == found


def test_the_master_shows_what_breaks_and_why() -> None:
    ledger, assessment = assessed(CHANGED_MAP, 130)
    content = write_master(CHANGED_MAP, ledger, assessment, created=MOMENT)
    rows = list(openpyxl.load_workbook(io.BytesIO(content))["Par quartier"].iter_rows(values_only=True))
    (former,) = (row for row in rows if row[3] == "Rappel\u00a0: 2023")
    assert former[6:9] == (10, "20 + 30 (fusionné)", "entré")
    said = [str(row[0]) for row in rows if row[0]]
    for sentence in (
        "1 quartier identique\u00a0: sa série continue.",
        "ancien-2 + ancien-3 → Quartier 2\u00a0: fusionné (depuis paris-2015). Décret n° 2023-1314.",
        "Cité basse\u00a0: sorti (depuis paris-2015).",
        "Quartier 3\u00a0: entré (depuis paris-2015).",
    ):
        assert sentence in said


def test_the_history_is_never_rewritten() -> None:
    following = next_campaign(CHANGED_MAP, Ledger(accounts={}), 2025)
    assert following.history == HISTORY
    assert following.successions == LINES
    assert {one.quartier for one in own_past(CHANGED_MAP, CHANGED_MAP.respondents[0])} >= {"q1", "ancien-2"}


def test_the_table_is_data_of_the_campaign_in_both_forms() -> None:
    assert campaign_from_json(campaign_to_json(CHANGED_MAP)) == CHANGED_MAP
    written = write_campaign(CHANGED_MAP, created=MOMENT)
    assert read_campaign(written) == CHANGED_MAP
    sheet = openpyxl.load_workbook(io.BytesIO(written))["Correspondances"]
    assert "Fusionné" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_what_nobody_said_is_lacking() -> None:
    silent = replace(CHANGED_MAP, successions=LINES[:3])
    assert unmapped(silent) == {("paris", FORMER): ("ancien-4",)}
    assert Lack.SUCCESSIONS in {one.lack for one in lacking(silent)}
    assert any("ancien-4 (paris-2015)" in one for one in lacking_words(silent, "fr"))
    assert Lack.SUCCESSIONS not in {one.lack for one in lacking(CHANGED_MAP)}


def test_the_collection_workbook_shows_what_breaks() -> None:
    respondent = CHANGED_MAP.respondents[0]
    shown = past_by_quartier(CHANGED_MAP, respondent, "fr")
    assert {key.rpartition(":")[2]: text for (_, key), text in shown.items()} == {
        "q1": "10",
        "q2": "20 + 30 (fusionné)",
        "q3": "entré",
    }
    reference = Reference(campaign=CHANGED_MAP.code, respondent=respondent.code, version=1)
    content = write_collection(CHANGED_MAP, respondent, reference, language="fr", created=MOMENT)
    texts = {
        cell.value for row in openpyxl.load_workbook(io.BytesIO(content))["Par quartier"].iter_rows() for cell in row
    }
    assert "20 + 30 (fusionné)" in texts


def years_sheet(whole: Campaign, value: float) -> tuple[Mapping[str, Mapping[str, Any]], str]:
    """« Évolution »: by what a line covers, its cells by header; and the sheet's XML, which holds the small bars."""
    ledger, assessment = assessed(whole, value)
    content = write_master(whole, ledger, assessment, created=MOMENT)
    book = openpyxl.load_workbook(io.BytesIO(content))
    heads, *rows = list(book["Évolution"].iter_rows(min_row=3, values_only=True))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        xml = parts.read(f"xl/worksheets/sheet{book.sheetnames.index('Évolution') + 1}.xml").decode()
    return {str(row[3]): dict(zip(map(str, heads), row, strict=True)) for row in rows if row[0]}, xml


def test_over_the_years_what_does_not_cover_the_same_is_no_series() -> None:
    asked = replace(AIMED, by_quartier=True)
    whole_then = past(None, 90, perimeter=Perimeter.QPV)
    kept = campaign(
        told(SAME, "q1", "q1"),
        told(CHANGED, "q2", "q2"),
        told(ENTERED, None, "q3"),
        history=(whole_then, past("q1", 10), past("q2", 20)),
        asked=asked,
    )
    lines, xml = years_sheet(kept, 130)
    assert [lines[name]["Résultat 2023"] for name in ("Quartier 1", "Quartier 2", "Quartier 3")] == [
        10,
        "20 (modifié)",
        "entré",
    ]
    assert lines["Mesure"]["Rupture de série"] == "2014-2023\u00a0: QPV 2015 ; 2024\u00a0: QPV 2024"
    assert "sparkline" not in xml  # nothing to draw: one figure on this map, or none
    untold, _ = years_sheet(replace(kept, successions=()), 130)
    assert untold["Quartier 1"]["Résultat 2023"] == "10 (autre carte)"


def test_the_small_bars_begin_where_figures_cover_the_same() -> None:
    asked = replace(AIMED, by_quartier=True)
    years = tuple(
        replace(past(None, 90 + year - 2022, perimeter=Perimeter.QPV), year=year, geography=geography)
        for year, geography in ((2022, FORMER), (2023, FORMER), (2024, "paris-2024"))
    )
    later = replace(campaign(*LINES, history=years, asked=asked), year=2025)
    lines, xml = years_sheet(later, 130)
    assert lines["Mesure"]["Rupture de série"] == "2014-2023\u00a0: QPV 2015 ; 2024-2025\u00a0: QPV 2024"
    assert re.findall(r"<xm:f>[^<]*!([^<]*)</xm:f>", xml) == ["I4:J4"]
    joined, xml = years_sheet(replace(later, successions=ALL_SAME), 130)
    assert joined["Mesure"]["Rupture de série"] is None
    assert re.findall(r"<xm:f>[^<]*!([^<]*)</xm:f>", xml) == ["F4:J4"]


def test_the_collection_workbook_says_on_which_map_a_former_figure_stands() -> None:
    history = (past(None, 90, perimeter=Perimeter.QPV),)
    for lines, said in ((ALL_SAME, "90"), (LINES, "90 (QPV 2015)")):
        whole = campaign(*lines, history=history, asked=AIMED)
        respondent = whole.respondents[0]
        reference = Reference(campaign=whole.code, respondent=respondent.code, version=1)
        content = write_collection(whole, respondent, reference, language="fr", created=MOMENT)
        sheet = openpyxl.load_workbook(io.BytesIO(content))["Indicateurs"]
        heads, row = ([cell.value for cell in sheet[number]] for number in (5, 6))
        assert row[heads.index("Résultat 2023")] == said
