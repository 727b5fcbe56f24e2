"""Several administrations, one measure: put together as the campaign chose, partial shown as partial, each with its past."""

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.domain.contract.campaign import Campaign, Choice, Contact, PastResult, Respondent, Waiver, measures_of
from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention, Indicator
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Baseline, Combination, Direction, Kind, Measure, Perimeter
from qpv_xlsx.domain.contract.pasts import own_past
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.contract.several import groups_of, unchosen, wholes_of
from qpv_xlsx.domain.contract.targets import AtLeast, AtMost
from qpv_xlsx.domain.findings import CampaignError, Code, Place, finding
from qpv_xlsx.domain.following.history import next_campaign, results_of
from qpv_xlsx.domain.following.unfinished import COUNTED, NAMED, unfinished_in
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Attainment, Reason
from qpv_xlsx.domain.judging.evolution import Extent, evolution
from qpv_xlsx.domain.judging.matters import Subject, matters
from qpv_xlsx.domain.judging.rankings import most_improved
from qpv_xlsx.domain.judging.tallies import tally
from qpv_xlsx.domain.merging.combining import combined
from qpv_xlsx.domain.merging.ledger import Ledger, Received
from qpv_xlsx.domain.merging.merging import merge
from qpv_xlsx.domain.publishing.long_table import long_rows
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission
from qpv_xlsx.domain.returned.rules.context import Context
from qpv_xlsx.domain.returned.rules.missing import answer_missing
from qpv_xlsx.export.report.page import render_report
from qpv_xlsx.messages.handing_over import handover
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.unfinished_words import unfinished_words
from qpv_xlsx.messages.wordbook import error_sentence, labels
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.init import make_folder
from qpv_xlsx.workbook.master import write_master

NOON = datetime(2016, 2, 1, 12, tzinfo=UTC)
CODES = ("RIVP", "ELOGIE", "PARIS-HABITAT")
Replies = Mapping[str, Mapping[str, Value]]


def measure(kind: Kind = Kind.COUNT, combination: Combination | None = Combination.SUM, **more: Any) -> Measure:
    told: dict[str, Any] = {"label": "logements", "unit": "logements", "direction": Direction.UP, **more}
    return Measure(code="LOG-01", kind=kind, combination=combination, **told)


def campaign(asked: Measure, codes: tuple[str, ...] = CODES, **more: Any) -> Campaign:
    texts = dict.fromkeys(("strategic_objective", "operational_objective", "national_target", "baseline_text"), "")
    indicator = Indicator(code="LOG-01", wording="Logements", local_target="", measures=(asked,), **texts)
    return Campaign(
        code="paris-2015",
        title="Paris",
        year=2015,
        catalogue=Catalogue(
            title="Paris",
            baseline_year=2014,
            start=2015,
            end=2020,
            conventions=(Convention(code="LOG", name="Logement", indicators=(indicator,)),),
        ),
        territories=(
            Territory(
                code="paris",
                name="Paris",
                geography="paris-2015",
                quartiers=(Quartier(id="q1", name="Un"), Quartier(id="q2", name="Deux")),
            ),
        ),
        respondents=tuple(Respondent(code=code, name=code, territory="paris", conventions=("LOG",)) for code in codes),
        coordinator=Contact(name="Ville", email="ville@example.org"),
        **more,
    )


def question(key: str) -> Question:
    """« value », « situation », « q1 »."""
    is_quartier = key.startswith("q")
    return Question(
        measure="LOG-01", quartier=key if is_quartier else "", field=Field.VALUE if is_quartier else Field(key)
    )


def returned(code: str, said: Mapping[str, Value], sequence: int) -> Received:
    answers = {
        question(key): Answer(question=question(key), value=value, raw=str(value), place=Place())
        for key, value in said.items()
    }
    origin = Origin(name=f"{code}.xlsx", sha256=code.lower(), format="xlsx", respondent=code)
    return Received(
        sequence=sequence,
        submission=Submission(origin=origin, outcome=Outcome.ACCEPTED, answers=answers),
        received=NOON,
    )


def ledger(whole: Campaign, replies: Replies) -> Ledger:
    return merge(whole, [returned(code, said, number) for number, (code, said) in enumerate(replies.items(), 1)])


def together(held: Ledger) -> dict[str, Value]:
    entries = held.wholes["ENSEMBLE"].account.entries
    return {asked.quartier or asked.field.value: entry.answer.value for asked, entry in entries.items()}


SHARE = measure(Kind.SHARE, Combination.OVERALL)
PLACED: dict[str, Value] = {"perimeter": Perimeter.QPV}
COMBINED: tuple[tuple[str, Measure, Replies, dict[str, Value], tuple[int, int]], ...] = (
    (
        "counts are added up",
        measure(),
        {"RIVP": {"value": 10}, "ELOGIE": {"value": 5}, "PARIS-HABITAT": {"value": 7}},
        {"value": 22, **PLACED},
        (3, 3),
    ),
    (
        "a partial sum is what has come",
        measure(),
        {"RIVP": {"value": 10}, "ELOGIE": {"value": 5}},
        {"value": 15, **PLACED},
        (3, 2),
    ),
    (
        "without object adds nothing and is an answer",
        measure(),
        {"RIVP": {"value": 10}, "ELOGIE": {"situation": Situation.NOT_APPLICABLE}, "PARIS-HABITAT": {"value": 7}},
        {"value": 17, **PLACED},
        (3, 3),
    ),
    (
        "not available is missing",
        measure(),
        {"RIVP": {"value": 10}, "ELOGIE": {"situation": Situation.UNAVAILABLE}, "PARIS-HABITAT": {"value": 7}},
        {"value": 17, **PLACED},
        (3, 2),
    ),
    (
        "a figure that its own administration denies is in no sum, and missing",
        measure(),
        {
            "RIVP": {"value": 10},
            "ELOGIE": {"value": 5, "situation": Situation.NOT_APPLICABLE},
            "PARIS-HABITAT": {"value": 7, "situation": Situation.UNAVAILABLE},
        },
        {"value": 10, **PLACED},
        (3, 1),
    ),
    (
        "a secret figure is one",
        measure(),
        {
            "RIVP": {"value": 10},
            "ELOGIE": {"value": 5, "situation": Situation.SECRET},
            "PARIS-HABITAT": {"value": 7},
        },
        {"value": 22, **PLACED},
        (3, 3),
    ),
    (
        "all without object",
        measure(),
        {key: {"situation": Situation.NOT_APPLICABLE} for key in CODES},
        {"situation": Situation.NOT_APPLICABLE},
        (3, 3),
    ),
    (
        "one provisional makes the whole provisional",
        measure(),
        {
            "RIVP": {"value": 10, "situation": Situation.FINAL},
            "ELOGIE": {"value": 5, "situation": Situation.ESTIMATED},
            "PARIS-HABITAT": {"value": 7, "situation": Situation.FINAL},
        },
        {"value": 22, "situation": Situation.PROVISIONAL, **PLACED},
        (3, 3),
    ),
    (
        "an overall share weighs each by its denominator",
        SHARE,
        {
            "RIVP": {"value": 0.5, "numerator": 1, "denominator": 2},
            "ELOGIE": {"value": 0.1, "numerator": 9, "denominator": 90},
            "PARIS-HABITAT": {"value": 0.25, "numerator": 2, "denominator": 8},
        },
        {"value": 0.12, "numerator": 12, "denominator": 100, **PLACED},
        (3, 3),
    ),
    (
        "a share without its fraction cannot be put together",
        SHARE,
        {
            "RIVP": {"value": 0.5, "numerator": 1, "denominator": 2},
            "ELOGIE": {"value": 0.1},
            "PARIS-HABITAT": {"value": 0.25, "numerator": 2, "denominator": 8},
        },
        {"value": 0.3, "numerator": 3, "denominator": 10, **PLACED},
        (3, 2),
    ),
    (
        "quartiers and women are added up where each gave them",
        measure(by_quartier=True, counts_persons=True, asks_women=True),
        {
            "RIVP": {"value": 10, "women": 4, "q1": 6, "q2": 4},
            "ELOGIE": {"value": 5, "women": 2, "q1": 5},
            "PARIS-HABITAT": {"value": 7, "women": 3, "q1": 3, "q2": 4},
        },
        {"value": 22, "women": 9, "q1": 14, **PLACED},
        (3, 3),
    ),
)


@pytest.mark.parametrize(
    ("asked", "replies", "said", "parts"), [case[1:] for case in COMBINED], ids=[case[0] for case in COMBINED]
)
def test_answers_are_put_together(
    asked: Measure, replies: Replies, said: dict[str, Value], parts: tuple[int, int]
) -> None:
    held = ledger(campaign(asked), replies)
    found = together(held)
    assert found == {key: pytest.approx(value) if isinstance(value, float) else value for key, value in said.items()}
    counted = held.wholes["ENSEMBLE"].parts["LOG-01"]
    assert (counted.expected, counted.counted) == parts


def test_two_perimeters_are_not_alike() -> None:
    held = ledger(
        campaign(measure()),
        {
            "RIVP": {"value": 10, "perimeter": Perimeter.ZUS},
            "ELOGIE": {"value": 5},
            "PARIS-HABITAT": {"value": 7},
        },
    )
    assert not held.wholes["ENSEMBLE"].parts["LOG-01"].are_alike
    assert "perimeter" not in together(held)


@pytest.mark.parametrize(
    ("code", "parts"),
    [(Code.C02, (90, 45)), (Code.C01, (10, 100)), (Code.C01, (0, 0))],
    ids=["larger", "other", "none"],
)
def test_a_fraction_that_contradicts_its_share_is_in_no_overall_share(code: Code, parts: tuple[int, int]) -> None:
    replies: Replies = {
        "RIVP": {"value": 0.5, "numerator": 1, "denominator": 2},
        "ELOGIE": {"value": 0.5, "numerator": parts[0], "denominator": parts[1]},
        "PARIS-HABITAT": {"value": 0.25, "numerator": 2, "denominator": 8},
    }
    received = [returned(code, said, number) for number, (code, said) in enumerate(replies.items(), 1)]
    swapped = finding(code, measure="LOG-01", place=Place())
    told = replace(received[1], submission=replace(received[1].submission, findings=(swapped,)))
    held = merge(campaign(SHARE), [received[0], told, received[2]])
    assert together(held)["value"] == pytest.approx(0.3)
    assert held.wholes["ENSEMBLE"].parts["LOG-01"].counted == 2


def test_nothing_to_report_beside_a_figure_leaves_the_figure_in_the_sum() -> None:
    figures: Replies = {"RIVP": {"value": 10}, "ELOGIE": {"value": 5}, "PARIS-HABITAT": {"value": 7}}
    accounts = dict(ledger(campaign(measure()), figures).accounts)
    accounts["ELOGIE"] = replace(accounts["ELOGIE"], has_nothing_to_report=True)
    found = combined(campaign(measure()), measure(), tuple(accounts.values()))
    assert found[question("value")] == 22


@pytest.mark.parametrize("combination", [Combination.SEPARATE, None])
def test_separate_or_unchosen_answers_are_not_put_together(combination: Combination | None) -> None:
    held = ledger(campaign(measure(combination=combination)), {"RIVP": {"value": 10}})
    assert held.wholes == {}


def test_who_is_excused_is_not_expected() -> None:
    waiver = Waiver(reason="pas de parc", decided_on=date(2015, 1, 1), respondent="ELOGIE", measure="LOG-01")
    whole = campaign(measure(), waivers=(waiver,))
    held = ledger(whole, {"RIVP": {"value": 10}, "PARIS-HABITAT": {"value": 7}})
    assert not held.wholes["ENSEMBLE"].parts["LOG-01"].is_partial
    assert together(held)["value"] == 17


def test_a_measure_names_who_answers_it() -> None:
    whole = campaign(measure(respondents=("RIVP", "ELOGIE")))
    asked = {one.code: len(measures_of(whole, one)) for one in whole.respondents}
    assert asked == {"RIVP": 1, "ELOGIE": 1, "PARIS-HABITAT": 0}
    assert [one.code for one in groups_of(whole)["paris", "LOG-01"].respondents] == ["RIVP", "ELOGIE"]


def test_one_administration_needs_no_choice() -> None:
    assert unchosen(groups_of(campaign(measure(combination=None), codes=("RIVP",)))) == ()
    assert len(unchosen(groups_of(campaign(measure(combination=None))))) == 1


def test_history_keeps_each_administration_and_the_whole() -> None:
    whole = campaign(measure())
    held = ledger(whole, {"RIVP": {"value": 10}, "ELOGIE": {"value": 5}, "PARIS-HABITAT": {"value": 7}})
    following = next_campaign(whole, held, 2016)
    assert {past.respondent: past.value for past in following.history} == {
        "RIVP": 10,
        "ELOGIE": 5,
        "PARIS-HABITAT": 7,
        None: 22,
    }
    for respondent in following.respondents:
        assert [past.respondent for past in own_past(following, respondent)] == [respondent.code]
    assert [past.value for past in following.history if past.respondent is None] == [22]


def test_a_partial_sum_is_no_history() -> None:
    whole = campaign(measure())
    results = results_of(whole, ledger(whole, {"RIVP": {"value": 10}, "ELOGIE": {"value": 5}}))
    assert {past.respondent for past in results} == {"RIVP", "ELOGIE"}


def test_the_only_one_that_answered_of_several_is_not_the_past_of_all() -> None:
    """« 30 » of one of two, then « 55 » of both, read as a rise."""
    whole = campaign(measure())
    following = next_campaign(whole, ledger(whole, {"RIVP": {"value": 10}}), 2016)
    (everybody,) = wholes_of(following, groups_of(following))
    assert own_past(following, everybody) == ()
    before = replace(following, history=tuple(replace(one, respondent="OPAC") for one in following.history))
    assert [past.value for past in own_past(before, everybody)] == [10], "alone, it was all"


def test_a_figure_of_nobody_in_particular_is_the_past_of_the_only_one_who_answers() -> None:
    past = PastResult(year=2014, territory="paris", measure="LOG-01", value=8)
    alone = campaign(measure(), codes=("RIVP",), history=(past,))
    assert own_past(alone, alone.respondents[0]) == (past,)
    several = replace(campaign(measure()), history=(past,))
    assert [own_past(several, one) for one in several.respondents] == [(), (), ()]


def test_an_administration_that_took_over_finds_the_past_of_the_former_one() -> None:
    past = PastResult(year=2014, territory="paris", measure="LOG-01", respondent="OPAC", value=8)
    alone = campaign(measure(), codes=("RIVP",), history=(past,))
    assert own_past(alone, alone.respondents[0]) == (past,)


def test_who_took_others_over_finds_what_they_said_together_and_never_its_part_as_the_whole() -> None:
    """« 10 » of one of three, then « 24 » of the one that became of them, read as a rise."""
    whole = campaign(measure())
    figures: Replies = {"RIVP": {"value": 10}, "ELOGIE": {"value": 5}, "PARIS-HABITAT": {"value": 7}}
    history = next_campaign(whole, ledger(whole, figures), 2016).history
    one = Respondent(
        code="RIVP", name="RIVP", territory="paris", conventions=("LOG",), former_codes=("ELOGIE", "PARIS-HABITAT")
    )
    alone = replace(whole, year=2016, respondents=(one,), history=history)
    assert [(past.respondent, past.value) for past in own_past(alone, one)] == [(None, 22)]
    parts = replace(alone, history=tuple(past for past in history if past.respondent))
    assert [(past.value, past.perimeter) for past in own_past(parts, one)] == [(10, Perimeter.OTHER)]
    two = replace(one, former_codes=("ELOGIE",))
    still = replace(alone, respondents=(two, whole.respondents[2]))
    assert [(past.value, past.perimeter) for past in own_past(still, two)] == [(10, Perimeter.OTHER)]
    (everybody,) = wholes_of(still, groups_of(still))
    assert [past.value for past in own_past(still, everybody)] == [22]
    (left,) = own_past(replace(alone, respondents=(replace(one, former_codes=()),)), replace(one, former_codes=()))
    assert (left.value, left.perimeter) == (10, Perimeter.QPV), "the others left: its own is its own"


def test_a_figure_that_its_own_situation_denies_is_no_result_and_is_told() -> None:
    whole = campaign(measure(), codes=("RIVP",))
    held = ledger(whole, {"RIVP": {"value": 10, "situation": Situation.UNAVAILABLE}})
    (absent,) = results_of(whole, held)
    assert (absent.value, absent.situation) == (None, Situation.UNAVAILABLE)
    assert unfinished_in(whole, held).denied == ("LOG-01 (RIVP)",)
    secret = ledger(whole, {"RIVP": {"value": 10, "situation": Situation.SECRET}})
    assert [past.value for past in results_of(whole, secret)] == [10]
    assert unfinished_in(whole, secret).denied == ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_that_a_year_leaves_open_has_its_words(language: str) -> None:
    """One kind without a title stopped the whole consolidation."""
    whole = campaign(measure(), codes=("RIVP",))
    held = ledger(whole, {"RIVP": {"value": 10, "situation": Situation.UNAVAILABLE}})
    sections = handover(whole, held, (), since=None, language=language)
    assert any("LOG-01 (RIVP)" in cell for section in sections for row in section.rows for cell in row)
    titles = labels(language, "handover_open")
    assert {*COUNTED, *NAMED} <= titles.keys()
    everything = replace(unfinished_in(whole, held), errors=2, disagreements=2, **dict.fromkeys(NAMED, ("X",)))
    told = list(unfinished_words(replace(everything, wrong=("EMP-01 (RIVP)",)), language))
    assert len(told) == len(COUNTED) + len(NAMED)
    assert "EMP-01 (RIVP)" in told[0]


def test_final_of_no_figure_is_no_result() -> None:
    whole = campaign(measure(), codes=("RIVP",))
    assert results_of(whole, ledger(whole, {"RIVP": {"situation": Situation.FINAL}})) == ()
    (absent,) = results_of(whole, ledger(whole, {"RIVP": {"situation": Situation.UNAVAILABLE}}))
    assert (absent.value, absent.situation) == (None, Situation.UNAVAILABLE)


def test_generate_asks_how_answers_make_one_and_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "paris-2015"
    make_folder(folder, campaign(measure(combination=None)), now=NOON)
    with pytest.raises(CampaignError) as refused:
        list(generate(folder, only=("RIVP",), now=NOON))
    said = error_sentence("fr", refused.value.code, refused.value.facts)
    assert "LOG-01 (RIVP, ELOGIE, PARIS-HABITAT)" in said
    assert "Réunir les réponses" in said
    assert not list((folder / "a_envoyer").glob("*.xlsx"))


AIMED = measure(target=AtLeast(value=20), perimeter=Perimeter.QPV)
FIGURE_OF_ALL = PastResult(year=2014, territory="paris", measure="LOG-01", value=8)
IMPROVING: tuple[tuple[str, Measure, tuple[str, ...], PastResult, list[tuple[float, int]]], ...] = (
    (
        "one of several is not held against all",
        replace(AIMED, combination=Combination.SEPARATE),
        CODES,
        FIGURE_OF_ALL,
        [],
    ),
    ("all are held against all", AIMED, CODES, FIGURE_OF_ALL, [(8, 2014)]),
    ("alone, against all", AIMED, ("RIVP",), FIGURE_OF_ALL, [(8, 2014)]),
    ("alone, against whom it took over from", AIMED, ("RIVP",), replace(FIGURE_OF_ALL, respondent="OPAC"), [(8, 2014)]),
)


@pytest.mark.parametrize(
    ("asked", "codes", "past", "held_against"), [case[1:] for case in IMPROVING], ids=[case[0] for case in IMPROVING]
)
def test_who_improved_is_held_against_its_own_past_and_says_of_which_year(
    asked: Measure, codes: tuple[str, ...], past: PastResult, held_against: list[tuple[float, int]]
) -> None:
    whole = campaign(asked, codes=codes, history=(past,))
    found = most_improved(whole, assess(whole, ledger(whole, {code: {"value": 10} for code in codes})))
    assert [(one.reference, one.year) for one in found] == held_against


COMPLETE: Replies = {"RIVP": {"value": 10}, "ELOGIE": {"value": 5}, "PARIS-HABITAT": {"value": 7}}


def test_the_whole_is_judged_and_none_of_its_parts() -> None:
    rows = assess(campaign(AIMED), ledger(campaign(AIMED), COMPLETE)).rows
    assert {code: row.attainment for (code, _), row in rows.items()} == {
        **dict.fromkeys(CODES, Attainment.NOT_ASSESSABLE),
        "ENSEMBLE": Attainment.REACHED,
    }
    assert [code for (code, _), row in rows.items() if row.has_target] == ["ENSEMBLE"]


def test_each_answer_counts_once_in_completeness_and_the_whole_once_in_attainment() -> None:
    found = assess(campaign(AIMED), ledger(campaign(AIMED), {"RIVP": {"value": 30}, "ELOGIE": {"value": 5}})).rows
    counts = tally(found.values())
    assert (counts.answered, counts.expected) == (2, 3)
    assert sum(counts.attainment.values()) == 1
    reasons = {code: row.reason for (code, _), row in found.items()}
    assert reasons == {**dict.fromkeys(CODES, Reason.PART_OF_WHOLE), "ENSEMBLE": Reason.PARTIAL_SUM}


def test_start_and_target_of_all_of_them_are_nobodys_own() -> None:
    started = replace(AIMED, baseline=Baseline(value=4, perimeter=Perimeter.QPV))
    whole = campaign(started)
    told = ledger(whole, {"RIVP": {"value": 30}, "ELOGIE": {"value": 5}})
    found = assess(whole, told)
    own = {code: (row.target, row.expected) for (code, _), row in found.rows.items() if code != "ENSEMBLE"}
    assert own == dict.fromkeys(CODES, (None, None))
    assert found.rows["ENSEMBLE", AIMED.code].target is not None
    starts = {one.respondent: one.start for one in evolution(whole, told, found) if one.extent is Extent.MEASURE}
    assert starts == {**dict.fromkeys(starts), "ENSEMBLE": 4}


@pytest.mark.parametrize(
    ("asked", "replies", "reason"),
    [
        (AIMED, {"RIVP": {"value": 30}, "ELOGIE": {"value": 5}}, Reason.PARTIAL_SUM),
        (AIMED, {**COMPLETE, "RIVP": {"value": 10, "perimeter": Perimeter.ZUS}}, Reason.PERIMETER),
    ],
    ids=["a partial sum above the target", "two perimeters"],
)
def test_what_is_not_sound_is_not_judged(asked: Measure, replies: Replies, reason: Reason) -> None:
    row = assess(campaign(asked), ledger(campaign(asked), replies)).rows["ENSEMBLE", "LOG-01"]
    assert (row.attainment, row.reason) == (Attainment.NOT_ASSESSABLE, reason)


def test_separate_lines_are_judged_each() -> None:
    asked = replace(AIMED, combination=Combination.SEPARATE)
    rows = assess(campaign(asked), ledger(campaign(asked), {**COMPLETE, "RIVP": {"value": 25}})).rows
    assert [row.attainment is Attainment.REACHED for row in rows.values()] == [True, False, False]


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_the_league_says_since_which_year_and_what_is_under_reserve() -> None:
    asked = replace(AIMED, kind=Kind.QUANTITY, unit="ETP", combination=None)
    whole = campaign(asked, ("RIVP",), history=(FIGURE_OF_ALL,), choices=(Choice(measure="LOG-01", question="Qui ?"),))
    held = ledger(whole, {"RIVP": {"value": 10.25}})
    content = write_master(whole, held, assess(whole, held), language="fr", created=NOON)
    rows = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Tableau de bord"].iter_rows(values_only=True)
    (line,) = (row for row in rows if row[0] == "LOG-01 – logements – sous réserve" and 2014 in row)
    assert [one for one in line if one is not None][1:] == ["RIVP", 8, 10.25, 0.28125, 2014, "Pas encore atteint"]
    page = render_report(whole, held, assess(whole, held), language="fr", created=NOON)
    table = page.split('id="improved"')[1].split("</table>")[0]
    cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", table, re.DOTALL)]
    assert cells == ["logements", "8", "10,25", "+28\u00a0%", "2014", "Pas encore atteint", "sous réserve"]


def _lines(whole: Campaign, held: Ledger) -> dict[str, list[Any]]:
    content = write_master(whole, held, assess(whole, held), language="fr", created=NOON)
    rows = [*openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Indicateurs"].iter_rows(values_only=True)]
    heads = [str(head) for head in rows[2]]
    shown = [heads.index(head) for head in ("Résultat 2015", "Remontée", "Avancement")]
    label = heads.index("Mesure")
    return {str(row[label]): [row[number] for number in shown] for row in rows[3:] if row[label] and row[0] == "LOG-01"}


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # sparklines and bars: openpyxl drops them
def test_the_master_names_each_line_and_shows_a_partial_sum_as_partial() -> None:
    complete = _lines(campaign(AIMED), ledger(campaign(AIMED), COMPLETE))
    assert complete["logements – ensemble des 3 administrations"] == [22, "Renseigné", "Atteint"]
    assert complete["logements – RIVP (compté dans l’ensemble)"] == [10, "Renseigné", "Non évaluable"]
    partial = _lines(campaign(AIMED), ledger(campaign(AIMED), {"RIVP": {"value": 30}, "ELOGIE": {"value": 5}}))
    assert partial["logements – 2 sur 3 administrations"] == [35, "À compléter", "Non évaluable"]


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_a_former_part_is_given_no_status_by_the_target_of_all() -> None:
    whole = campaign(AIMED)
    following = next_campaign(whole, ledger(whole, COMPLETE), 2016)
    held = ledger(following, COMPLETE)
    content = write_master(following, held, assess(following, held), language="fr", created=NOON)
    head, *lines = openpyxl.load_workbook(io.BytesIO(content))["Indicateurs"].iter_rows(min_row=3, values_only=True)
    told = {line[head.index("Clé de ligne")]: line[head.index("Avancement des années passées")] for line in lines}
    assert {key: words for key, words in told.items() if words} == {"ENSEMBLE | LOG-01": "2015\u00a0: Atteint"}


def test_the_report_and_the_long_table_hold_the_whole() -> None:
    whole = campaign(AIMED)
    held = ledger(whole, COMPLETE)
    assert "22" in render_report(whole, held, assess(whole, held), language="fr", created=NOON)
    figures = {row.respondent: row.value for row in long_rows(whole, held) if row.field is Field.VALUE}
    assert figures == {"RIVP": 10, "ELOGIE": 5, "PARIS-HABITAT": 7, "ENSEMBLE": 22}
    missing = ledger(whole, {"RIVP": {"value": 30}})
    assert "ENSEMBLE" not in {row.respondent for row in long_rows(whole, missing)}


def test_the_report_names_each_line_and_says_what_is_partial() -> None:
    whole = campaign(AIMED)
    partial = ledger(whole, {"RIVP": {"value": 30}, "ELOGIE": {"value": 5}})
    page = render_report(whole, partial, assess(whole, partial), language="fr", created=NOON)
    for name in ("logements – 2 sur 3 administrations", "logements – RIVP (compté dans l’ensemble)"):
        assert name in page


def test_a_whole_that_calls_for_attention_is_told_with_all_who_answer() -> None:
    missed = campaign(replace(AIMED, target=AtLeast(value=1_000, year=2015)))
    held = ledger(missed, COMPLETE)
    assert assess(missed, held).rows["ENSEMBLE", "LOG-01"].attainment is Attainment.MISSED
    for language, words in (("fr", "Ensemble des 3 administrations"), ("en", "All 3 administrations")):
        assert words in render_report(missed, held, assess(missed, held), language=language, created=NOON)


PARTS_CASES: dict[str, tuple[Measure, Mapping[str, Value], list[int]]] = {
    "a result alone: both numbers are missing": (SHARE, {"value": 0.3}, [2]),
    "without a denominator": (SHARE, {"value": 0.3, "numerator": 3}, [1]),
    "with both": (SHARE, {"value": 0.3, "numerator": 3, "denominator": 10}, []),
    "each for itself": (measure(Kind.SHARE, Combination.SEPARATE), {"value": 0.3}, []),
    "a sum needs none": (measure(), {"value": 3}, []),
}


@pytest.mark.parametrize(("asked", "said", "missing"), PARTS_CASES.values(), ids=list(PARTS_CASES))
def test_an_overall_share_asks_for_its_numbers(asked: Measure, said: Mapping[str, Value], missing: list[int]) -> None:
    whole = campaign(asked)
    answers = returned("RIVP", said, 1).submission.answers
    told = list(answer_missing(answers, Context(campaign=whole, respondent=whole.respondents[0])))
    assert [(one.code, one.case, one.facts["count"]) for one in told] == [
        (Code.M01, "parts", count) for count in missing
    ]
    for one in told:
        for language in ("fr", "en"):
            assert sentence(one, language, Names()).hint


def test_alone_an_administration_is_not_asked_for_what_makes_a_whole() -> None:
    whole = campaign(SHARE, ("RIVP",))
    answers = returned("RIVP", {"value": 0.3}, 1).submission.answers
    assert list(answer_missing(answers, Context(campaign=whole, respondent=whole.respondents[0]))) == []


def test_what_one_alone_calls_without_object_is_told_to_those_who_decide() -> None:
    """Its part may be the bad one: incidents of two landlords in three are fewer than those of all."""
    asked = replace(
        measure(),
        direction=Direction.DOWN,
        baseline=Baseline(value=300, year=2014, perimeter=Perimeter.QPV),
        target=AtMost(value=200),
    )
    whole = campaign(asked)
    said: Replies = {
        "RIVP": {"value": 60},
        "ELOGIE": {"situation": Situation.NOT_APPLICABLE},
        "PARIS-HABITAT": {"value": 70},
    }

    def left_out(here: Campaign, replies: Replies) -> list[tuple[str, tuple[str, ...]]]:
        held = ledger(here, replies)
        found = matters(here, held, assess(here, held))
        return [(one.respondent, one.measures) for one in found if one.subject is Subject.LEFT_OUT]

    assert left_out(whole, said) == [("ELOGIE", (asked.code,))]
    waived = Waiver(measure=asked.code, respondent="ELOGIE", reason="vendu en 2015", decided_on=date(2016, 1, 4))
    assert left_out(replace(whole, waivers=(waived,)), said) == []
    assert left_out(whole, {**said, "PARIS-HABITAT": {"situation": Situation.UNAVAILABLE}}) == []  # nothing is judged
    assert left_out(whole, {key: {"situation": Situation.NOT_APPLICABLE} for key in CODES}) == []
