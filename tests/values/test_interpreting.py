"""Each line of the first table of hazards, and its relatives: what a cell holds, what is read, what is said."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.campaign import PastResult
from qpv_xlsx.domain.contract.measures import Baseline, Direction, Kind, Measure, Perimeter, Progress
from qpv_xlsx.domain.contract.questions import Field, Situation
from qpv_xlsx.domain.findings import Finding, Place
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.wordbook import LANGUAGES, words
from qpv_xlsx.spreadsheet.book import Cell, CellValue, FormatKind
from qpv_xlsx.workbook.reading.interpreting import Asked, gather, interpret, usual_figures

PLACE = Place(sheet="Indicateurs", cell="J6")
YEARS = range(2015, 2021)
PERCENT, GENERAL, NUMBER, UNSEEN = FormatKind.PERCENT, FormatKind.GENERAL, FormatKind.NUMBER, FormatKind.UNSEEN


def measure(kind: Kind, **more: Any) -> Measure:
    told: dict[str, Any] = {"unit": "places", "label": "mesure", "direction": Direction.UP, **more}
    return Measure(code="EMP-01", kind=kind, **told)


def read(
    asked: Measure,
    cell: Cell,
    *,
    at: Field = Field.VALUE,
    quartier: str = "",
    usual: tuple[float, ...] = (),
    text_limit: int = 2000,
) -> tuple[tuple[Answer, ...], tuple[Finding, ...]]:
    question = Asked(
        measure=asked, quartier=quartier, field=at, place=PLACE, usual=lambda: usual, years=YEARS, text_limit=text_limit
    )
    answers, findings = interpret(cell, question)
    for found in findings:
        for language in LANGUAGES:
            said = sentence(found, language, Names())
            assert "None" not in said.message + said.hint
            assert "{" not in said.message + said.hint
    return answers, findings


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """« V04 info fraction », one per finding."""
    return [f"{found.code} {found.severity} {found.case}".strip() for found in findings]


@dataclass(frozen=True, kw_only=True)
class Case:
    name: str
    kind: Kind
    cell: Cell
    value: float | None
    codes: list[str] = field(default_factory=list)
    raw: str | None = None
    usual: tuple[float, ...] = ()
    maximum: float | None = None
    at: Field = Field.VALUE


def number(value: CellValue, kind: FormatKind = GENERAL, **more: Any) -> Cell:
    return Cell(value=value, format_kind=kind, **more)


S, G, C, A, R = Kind.SHARE, Kind.GAP, Kind.COUNT, Kind.AMOUNT, Kind.RATIO
Q = Kind.QUANTITY
CASES = (
    Case(name="17,3 % as text", kind=S, cell=number("17,3 %"), value=0.173, codes=["V04 info"], raw="17,3 %"),
    Case(name="0.173 in a percent cell", kind=S, cell=number(0.173, PERCENT), value=0.173, raw="17,3 %"),
    Case(name="17.3 in a percent cell", kind=S, cell=number(17.3, PERCENT), value=None, codes=["V02 error percent"]),
    Case(name="2 in a percent cell", kind=S, cell=number(2, PERCENT), value=None, codes=["V02 error percent"]),
    Case(name="1730 in a percent cell", kind=S, cell=number(1730, PERCENT), value=None, codes=["V02 error share"]),
    Case(name="1 in a percent cell is 100 %", kind=S, cell=number(1, PERCENT), value=1, raw="100 %"),
    Case(name="17.3 in a General cell", kind=S, cell=number(17.3), value=0.173, codes=["V03 warning"], raw="17,3"),
    Case(name="17.3 in a number cell", kind=S, cell=number(17.3, NUMBER), value=0.173, codes=["V03 warning"]),
    Case(name="0.5 in a General cell", kind=S, cell=number(0.5), value=0.5, codes=["V03 warning both"], raw="0,5"),
    Case(name="1 in a General cell", kind=S, cell=number(1), value=1, codes=["V03 warning both"]),
    Case(name="0 in a General cell is zero", kind=S, cell=number(0), value=0),
    Case(name="173 in a General cell", kind=S, cell=number(173), value=None, codes=["V02 error share"]),
    Case(name="0.5 unseen", kind=S, cell=number(0.5, UNSEEN), value=0.5, codes=["V03 warning unseen_both"]),
    Case(name="17.3 unseen", kind=S, cell=number(17.3, UNSEEN), value=0.173, codes=["V03 warning unseen"]),
    Case(name="-0.1 in a percent cell", kind=S, cell=number(-0.1, PERCENT), value=None, codes=["V02 error negative"]),
    Case(name="-12 % as text", kind=S, cell=number("-12 %"), value=None, codes=["V02 error negative"]),
    Case(name="130 % as text", kind=S, cell=number("130 %"), value=None, codes=["V02 error share"]),
    Case(name="0,5 as text", kind=S, cell=number("0,5"), value=0.5, codes=["V03 warning unsigned_both"]),
    Case(name="17,3 as text", kind=S, cell=number("17,3"), value=0.173, codes=["V03 warning unsigned"]),
    Case(name="a gap in a percent cell", kind=G, cell=number(0.163, PERCENT), value=0.163, raw="16,3 %"),
    Case(name="a negative gap", kind=G, cell=number(-0.163, PERCENT), value=-0.163, raw="-16,3 %", codes=["V03 warning sign"]),
    Case(name="a ratio beyond all, in a percent cell", kind=R, cell=number(100_001, FormatKind.PERCENT), value=None, codes=["V02 error maximum"]),
    Case(name="a negative gap as text", kind=G, cell=number("-3 points"), value=-0.03, codes=["V04 info", "V03 warning sign"]),
    Case(name="a gap that was negative before", kind=G, cell=number(-0.1, PERCENT), value=-0.1, usual=(-0.12,)),
    Case(name="the campaign's year", kind=C, cell=number(2015), value=2015, codes=["V09 warning year"]),
    Case(name="a year of the contract as text", kind=A, cell=number("2017"), value=2017, codes=["V04 info", "V09 warning year"]),
    Case(name="2 015 where some 2 000 are usual", kind=C, cell=number(2015), value=2015, usual=(2050,)),
    Case(name="a year before the contract", kind=C, cell=number(1998), value=1998),
    Case(name="a school year", kind=S, cell=number("2015/2016"), value=None, codes=["V09 error school_year"]),
    Case(name="a rise", kind=C, cell=number("+12"), value=12, codes=["V04 warning signed"]),
    Case(name="an error as text", kind=C, cell=number("#N/A"), value=None, codes=["V07 error"]),
    Case(name="an error as text, spaces around", kind=C, cell=number(" #REF! "), value=None, codes=["V07 error"]),
    Case(name="a ratio beyond what is plausible", kind=R, cell=number(1.5e6), value=None, codes=["V02 error maximum"]),
    Case(name="of whom", kind=S, cell=number("17,3 % des jeunes"), value=0.173, codes=["V04 warning of_whom"]),
    Case(name="labelled", kind=S, cell=number("mesure : 17,3 %"), value=0.173, codes=["V04 warning labelled"]),
    Case(name="no proposal of 15 000 %", kind=S, cell=number("1 500 000"), value=None, codes=["V02 error share"]),
    Case(name="16.3 for a gap in a percent cell", kind=G, cell=number(16.3, PERCENT), value=None, codes=["V02 error percent"]),
    Case(name="-16.3 for a gap in a percent cell", kind=G, cell=number(-16.3, PERCENT), value=None, codes=["V02 error percent_reversed"]),
    Case(name="16.3 for a gap in a General cell", kind=G, cell=number(16.3), value=0.163, codes=["V03 warning"]),
    Case(name="0.163 for a gap in a General cell", kind=G, cell=number(0.163), value=0.163, codes=["V03 warning both"]),
    Case(name="16,3 points as text", kind=G, cell=number("16,3 points"), value=0.163, codes=["V04 info"]),
    Case(name="-250 for a gap", kind=G, cell=number(-250), value=None, codes=["V02 error gap"]),
    Case(name="1 234 as text", kind=C, cell=number("1 234"), value=1234, codes=["V04 info"]),
    Case(name="1.234 as text", kind=C, cell=number("1.234"), value=1234, codes=["V04 warning separator"]),
    Case(name="12 in a percent cell for a count", kind=C, cell=number(12, PERCENT), value=None, codes=["V01 error percent"]),
    Case(name="0.17 in a percent cell for a count", kind=C, cell=number(0.17, PERCENT), value=None, codes=["V01 error percent"]),
    Case(name="17 % as text for a count", kind=C, cell=number("17 %"), value=None, codes=["V01 error percent"]),
    Case(name="12.5 for a count", kind=C, cell=number(12.5), value=None, codes=["V05 error"]),
    Case(name="12,5 as text for a count", kind=C, cell=number("12,5"), value=None, codes=["V05 error"]),
    Case(name="a formula's 11.9999999999999", kind=C, cell=number(11.9999999999999, formula="=A1*3"), value=12),
    Case(name="-3 for a count", kind=C, cell=number(-3), value=None, codes=["V02 error negative"]),
    Case(name="-3 euros", kind=A, cell=number(-3), value=None, codes=["V02 error negative"]),
    Case(name="4.5 for a quantity", kind=Q, cell=number(4.5), value=4.5, raw="4,5"),
    Case(name="4,5 places as text for a quantity", kind=Q, cell=number("4,5 places"), value=4.5, codes=["V04 info"]),
    Case(name="-3 for a quantity", kind=Q, cell=number(-3), value=None, codes=["V02 error negative"]),
    Case(name="17 % as text for a quantity", kind=Q, cell=number("17 %"), value=None, codes=["V01 error percent"]),
    Case(name="12 450 € as text for a quantity", kind=Q, cell=number("12 450 €"), value=None, codes=["V01 error unit"]),
    Case(name="12.5 women", kind=C, cell=number(12.5), value=None, codes=["V05 error"], at=Field.WOMEN),
    Case(name="12 women", kind=S, cell=number(12), value=12, at=Field.WOMEN),
    Case(name="0 is a value", kind=C, cell=number(0), value=0, raw="0"),
    Case(name="empty is not", kind=C, cell=number(None), value=None),
    Case(name="spaces are nothing", kind=C, cell=number(" \u00a0\u200b\t"), value=None),
    Case(name="above the maximum", kind=C, cell=number(600), maximum=500, value=None, codes=["V02 error maximum"]),
    Case(name="at the maximum", kind=C, cell=number(500), maximum=500, value=500),
    Case(name="TRUE", kind=C, cell=number(True), value=None, codes=["V01 error boolean"]),
    Case(name="TRUE for a share", kind=S, cell=number(True), value=None, codes=["V01 error boolean"]),
    Case(name="a time", kind=C, cell=number(time(12, 30)), value=None, codes=["V09 error time"]),
    Case(name="a duration", kind=C, cell=number(timedelta(hours=30)), value=None, codes=["V09 error time"]),
    Case(name="a date", kind=C, cell=number(date(2016, 12, 8)), value=None, codes=["V09 error"], raw="08/12/2016"),
    Case(name="8/12 turned into a date", kind=S, cell=number(datetime(2016, 12, 8)), value=None, codes=["V09 error fraction"]),  # noqa: DTZ001
    Case(name="a date as text", kind=C, cell=number("08/12/2016"), value=None, codes=["V09 error text"]),
    Case(name="46054 far from 3", kind=C, cell=number(46054), usual=(3,), value=None, codes=["V09 error serial"]),
    Case(name="46054 above the maximum", kind=C, cell=number(46054), maximum=500, value=None, codes=["V09 error serial"]),
    Case(name="46054 near 40000", kind=C, cell=number(46054), usual=(40000,), value=46054),
    Case(name="46054 and nothing to compare", kind=C, cell=number(46054), value=46054, codes=["V09 warning serial_perhaps"]),
    Case(name="46054 under a plausible maximum", kind=C, cell=number(46054), maximum=90000, value=46054),
    Case(name="46054 euros", kind=A, cell=number(46054), value=46054),
    Case(name="46054 for a share", kind=S, cell=number(46054, PERCENT), value=None, codes=["V09 error serial"]),
    Case(name="46054 in a date cell", kind=A, cell=number(46054, FormatKind.DATE), value=None, codes=["V09 error serial"]),
    Case(name="#DIV/0!", kind=C, cell=number(None, formula="=A1/0", error="#DIV/0!"), value=None, codes=["V07 error"]),
    Case(name="#REF! as text", kind=C, cell=number("#REF!"), value=None, codes=["V07 error"]),
    Case(name="=C6/D6 with its result", kind=S, cell=number(0.5, PERCENT, formula="=C6/D6"), value=0.5, raw="50 %"),
    Case(name="no stored result", kind=C, cell=number(None, formula="=C6+D6", has_result=False), value=None, codes=["V08 error"]),
    Case(name="a doubtful 0 of .xls", kind=C, cell=number(0, formula="=C6", is_doubtful=True), value=None, codes=["V08 error doubtful_zero"]),
    Case(name="a formula as text", kind=C, cell=number("=C6+D6"), value=None, codes=["V08 error as_text"]),
    Case(name="12 struck, then 15", kind=C, cell=number("15", struck="12"), value=15, codes=["V04 info", "V04 warning struck"]),
    Case(name="all struck", kind=C, cell=number(None, struck="12"), value=None, codes=["V04 warning struck_only"]),
    Case(name="a note", kind=C, cell=number(12, note="à vérifier"), value=12, codes=["V12 warning"]),
    Case(name="only a note", kind=C, cell=number(None, note="12 ?"), value=None, codes=["V12 warning"]),
    Case(name="10-15", kind=C, cell=number("10-15"), value=None, codes=["V10 error range"]),
    Case(name=">50", kind=C, cell=number(">50"), value=None, codes=["V10 error limit"]),
    Case(name="une vingtaine", kind=C, cell=number("une vingtaine"), value=None, codes=["V10 error letters_proposal"]),
    Case(name="quelques", kind=C, cell=number("quelques"), value=None, codes=["V10 error letters"]),
    Case(name="1,5E+03", kind=C, cell=number("1,5E+03"), value=None, codes=["V10 error rounded_proposal"]),
    Case(name="1,5E+03 for a share", kind=S, cell=number("1,5E+03"), value=None, codes=["V10 error rounded"]),
    Case(name="34*", kind=C, cell=number("34*"), value=34, codes=["V04 warning noted"]),
    Case(name="17, 3 %", kind=S, cell=number("17, 3 %"), value=0.173, codes=["V04 warning spaced"]),
    Case(name="12 (dont 3 femmes)", kind=C, cell=number("12 (dont 3 femmes)"), value=None, codes=["V01 error proposal"]),
    Case(name="12 450 €", kind=A, cell=number("12 450 €"), value=12450, codes=["V04 info"]),
    Case(name="1,2 million", kind=C, cell=number("1,2 million"), value=1200000, codes=["V04 warning multiplied"]),
    Case(name="16 points for a share", kind=S, cell=number("16 points"), value=0.16, codes=["V04 warning other_unit"]),
    Case(name="12 € for a count", kind=C, cell=number("12 €"), value=None, codes=["V01 error unit"]),
    Case(name="8/15 for a count", kind=C, cell=number("8/15"), value=None, codes=["V01 error fraction"]),
    Case(name="8/0 for a share", kind=S, cell=number("8/0"), value=None, codes=["V01 error zero_denominator"]),
    Case(name="voir commentaire", kind=C, cell=number("voir commentaire"), value=None, codes=["V01 error"]),
    Case(name="not a number at all", kind=C, cell=number(float("nan")), value=None, codes=["V01 error"]),
    Case(name="20 (r)", kind=C, cell=number("20 (r)"), value=20, codes=["V04 info revised"]),
    Case(name="a bell inside", kind=C, cell=number("1\x072"), value=12, codes=["V04 info", "V13 info"]),
    Case(name="zero-width around", kind=C, cell=number("\u200b12\u200b"), value=12, codes=["V04 info"]),
    Case(name="a ratio in a percent cell", kind=R, cell=number(0.12, PERCENT), value=0.12, raw="12 %", codes=["V04 warning other_unit"]),
    Case(name="a numerator of 8,5", kind=S, cell=number(8.5), value=8.5, at=Field.NUMERATOR),
    Case(name="a numerator in percent", kind=S, cell=number(0.12, PERCENT), value=None, at=Field.NUMERATOR, codes=["V01 error percent"]),
    Case(name="a negative denominator", kind=S, cell=number(-8), value=None, at=Field.DENOMINATOR, codes=["V02 error negative"]),
    Case(name="nd as denominator", kind=S, cell=number("nd"), value=None, at=Field.DENOMINATOR, codes=["V04 info absent"]),
    Case(name="8 sur 15 for the territory", kind=S, cell=number("8 sur 15"), value=8 / 15, at=Field.TERRITORY_VALUE, codes=["V04 warning fraction"]),
    Case(name="territory above the measure's maximum", kind=C, cell=number(600), maximum=500, value=600, at=Field.TERRITORY_VALUE),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_figure_is_read_as_meant_or_refused_with_a_reason(case: Case) -> None:
    answers, findings = read(measure(case.kind, maximum=case.maximum), case.cell, at=case.at, usual=case.usual)

    assert codes(findings) == case.codes
    assert [answer.value for answer in answers if answer.question.field is case.at] == (
        [] if case.value is None else [case.value]
    )
    if case.raw is not None:
        assert {answer.raw for answer in answers} | {found.read for found in findings} == {case.raw}


def others(answers: tuple[Answer, ...]) -> dict[str, Any]:
    return {answer.question.field.value: answer.value for answer in answers}


SAYS_MORE = (
    ("8 sur 15", {"value": 8 / 15, "numerator": 8, "denominator": 15}, "V04 warning fraction"),
    ("35,7 % (5 sur 14)", {"value": 0.357, "numerator": 5, "denominator": 14}, "V04 info stated"),
    ("5/14 soit 35,7 %", {"value": 0.357, "numerator": 5, "denominator": 14}, "V04 info stated"),
    (
        "52 % (8 postes sur 15)",
        {"value": 0.52, "numerator": 8, "denominator": 15},
        "V04 warning stated_otherwise",
    ),
    ("env. 20 %", {"value": 0.2, "situation": "provisoire"}, "V10 warning approximate"),
    ("20 % (p)", {"value": 0.2, "situation": "provisoire"}, "V04 info provisoire"),
    ("20 % (e)", {"value": 0.2, "situation": "estime"}, "V04 info estime"),
    ("nd", {"situation": "nd"}, "V04 info nd"),
    ("Refus de répondre", {"situation": "nd", "comment": "Refus de répondre"}, "V04 info refused"),
    ("sans objet", {"situation": "so"}, "V04 info so"),
    ("s", {"situation": "s"}, "V04 info s"),
    ("néant", {"situation": "so"}, "V04 warning nothing"),
    ("ns", {"situation": "nd"}, "V04 warning not_significant"),
    (
        "sans objet depuis 2016",
        {"situation": "so", "comment": "sans objet depuis 2016"},
        "V04 info so_explained",
    ),
    ("nd : chiffre national", {"situation": "nd", "comment": "nd : chiffre national"}, "V04 info nd_explained"),
    (
        "secret statistique (moins de 11)",
        {"situation": "s", "comment": "secret statistique (moins de 11)"},
        "V04 info s_explained",
    ),
)


@pytest.mark.parametrize(("text", "expected", "said"), SAYS_MORE)
def test_what_a_text_says_beside_its_figure_becomes_answers(text: str, expected: dict[str, Any], said: str) -> None:
    answers, findings = read(measure(S), number(text))
    assert others(answers) == expected
    assert codes(findings) == [said]


@pytest.mark.parametrize(
    ("typed", "situation", "case"),
    [
        ("nd", Situation.UNAVAILABLE, "nd_quartier"),
        ("Refus de répondre", Situation.UNAVAILABLE, "nd_quartier"),
        ("sans objet depuis 2016", Situation.NOT_APPLICABLE, "so_quartier"),
        ("s", Situation.SECRET, "s_quartier"),
        ("néant", Situation.NOT_APPLICABLE, "nothing"),
    ],
)
def test_a_quartier_has_a_situation_of_its_own_and_no_comment(typed: str, situation: Situation, case: str) -> None:
    answers, (said,) = read(measure(C), number(typed), quartier="p13")
    assert [(answer.question.quartier, answer.value) for answer in answers] == [("p13", situation)]
    assert said.case == case


def test_a_cell_of_its_own_prevails_over_what_another_cell_says() -> None:
    said, _ = read(measure(S), number("8 sur 15"))
    own, _ = read(measure(S), number(9), at=Field.NUMERATOR)
    gathered = gather([(Field.VALUE, said), (Field.NUMERATOR, own)])
    assert {question.field.value: answer.value for question, answer in gathered.items()} == {
        "value": 8 / 15,
        "numerator": 9,
        "denominator": 15,
    }


WORDS: tuple[tuple[Field, Kind, CellValue, object, list[str]], ...] = (
    (Field.OBSERVED_ON, C, date(2015, 12, 31), "2015-12-31", []),
    (Field.OBSERVED_ON, C, datetime(2015, 12, 31), "2015-12-31", []),  # noqa: DTZ001  (as a cell holds it)
    (Field.OBSERVED_ON, C, "31/12/2015", "2015-12-31", []),
    (Field.OBSERVED_ON, C, "année scolaire 2014-2015", "année scolaire 2014-2015", []),
    (Field.OBSERVED_ON, C, 2015.0, "2015", []),
    (Field.OBSERVED_ON, C, 42369.0, "2015-12-31", ["V04 warning day"]),
    (Field.OBSERVED_ON, C, 1950.0, "1950", []),
    (Field.OBSERVED_ON, C, 2099.0, "2099", []),
    (Field.OBSERVED_ON, C, 1949.0, "1949", []),  # words that name a year
    (Field.OBSERVED_ON, C, 2100.0, "2100", ["V06 warning day"]),
    (Field.OBSERVED_ON, C, 2015.5, "2015,5", []),
    (Field.OBSERVED_ON, C, 36_526.0, "2000-01-01", ["V04 warning day"]),
    (Field.OBSERVED_ON, C, 36_525.0, "36525", ["V06 warning day"]),
    (Field.OBSERVED_ON, C, 73_050.0, "2099-12-31", ["V04 warning day"]),
    (Field.OBSERVED_ON, C, 73_051.0, "73051", ["V06 warning day"]),
    (Field.OBSERVED_ON, C, "31-12-2015", "2015-12-31", []),
    (Field.OBSERVED_ON, C, "2015-12-31", "2015-12-31", []),
    (Field.OBSERVED_ON, C, "en juin", "en juin", ["V06 warning day"]),
    (Field.OBSERVED_ON, C, 12.0, "12", ["V06 warning day"]),
    (Field.METHOD, C, "Comptage exhaustif", "Comptage exhaustif", []),
    (Field.SITUATION, C, "Définitif", Situation.FINAL, []),
    (Field.SITUATION, C, "  DEFINITIF ", Situation.FINAL, []),
    (Field.SITUATION, C, "Provisional", Situation.PROVISIONAL, []),
    (Field.SITUATION, C, "Non disponible (nd)", Situation.UNAVAILABLE, []),
    (Field.SITUATION, C, "nd", Situation.UNAVAILABLE, []),
    (Field.SITUATION, C, "S.O.", Situation.NOT_APPLICABLE, []),
    (Field.SITUATION, C, "secret\u00a0statistique", Situation.SECRET, []),
    (Field.SITUATION, C, "non significatif", Situation.UNAVAILABLE, ["V04 warning not_significant"]),
    (Field.SITUATION, C, "(e)", Situation.ESTIMATED, ["V04 info listed"]),
    (Field.SITUATION, C, "p", Situation.PROVISIONAL, ["V04 info listed"]),
    (Field.SITUATION, C, "prov.", Situation.PROVISIONAL, ["V04 info listed"]),
    (Field.SITUATION, C, "Chiffres provisoires", Situation.PROVISIONAL, ["V04 info listed"]),
    (Field.SITUATION, C, "déf.", Situation.FINAL, ["V04 info listed"]),
    (Field.SITUATION, C, "données définitives", Situation.FINAL, ["V04 info listed"]),
    (Field.SITUATION, C, "est.", Situation.ESTIMATED, ["V04 info listed"]),
    (Field.SITUATION, C, "résultat estimé", Situation.ESTIMATED, ["V04 info listed"]),
    (Field.SITUATION, C, "données non disponibles", Situation.UNAVAILABLE, ["V04 info nd"]),
    (Field.SITUATION, C, "prov. ?", None, ["V06 error"]),
    (Field.SITUATION, C, "données", None, ["V06 error"]),
    *((Field.SITUATION, C, sign, Situation.UNAVAILABLE, ["V04 info nd"]) for sign in ("-", "/", "?", ":", "nc", "NSP")),
    (Field.SITUATION, C, "c", Situation.SECRET, ["V04 info s"]),
    *((Field.SITUATION, C, sign, None, ["V06 error"]) for sign in ("x", "X", "xx", '"', "''", "idem")),
    (Field.SITUATION, C, "#N/A", None, ["V07 error"]),
    (Field.SITUATION, C, "à voir avec Paul", None, ["V06 error"]),
    (Field.SITUATION, C, 12, None, ["V06 error"]),
    (Field.PERIMETER, C, "QPV + QVA", Perimeter.QPV_QVA, []),
    (Field.PERIMETER, C, "qpv+qva", Perimeter.QPV_QVA, []),
    (Field.PERIMETER, C, "Whole territory", Perimeter.WHOLE, []),
    (Field.PERIMETER, C, "quartiers prioritaires", Perimeter.QPV, ["V04 info listed"]),
    (Field.PERIMETER, C, "Autre (à préciser)", Perimeter.OTHER, []),
    (Field.PERIMETER, C, "Autre : secteurs scolaires", "Autre : secteurs scolaires", []),
    (Field.PERIMETER, C, "secteurs scolaires", "secteurs scolaires", ["V06 warning perimeter"]),
    (Field.VALUE, Kind.MILESTONE, "Fait", Progress.DONE, []),
    (Field.VALUE, Kind.MILESTONE, "en cours", Progress.ONGOING, []),
    (Field.VALUE, Kind.MILESTONE, "Not started", Progress.NOT_STARTED, []),
    (Field.VALUE, Kind.MILESTONE, "réalisé", Progress.DONE, ["V04 info listed"]),
    (Field.VALUE, Kind.MILESTONE, "80 %", None, ["V06 error"]),
    (Field.VALUE, Kind.MILESTONE, "fait ?", None, ["V06 error"]),
    (Field.VALUE, Kind.MILESTONE, "réalisée (?)", None, ["V06 error"]),
    (Field.VALUE, Kind.MILESTONE, "en cours de signature ?", None, ["V06 error"]),
    (Field.SITUATION, C, "définitif ?", None, ["V06 error"]),
    (Field.SITUATION, C, "définitive ?", None, ["V06 error"]),
    (Field.PERIMETER, C, "QPV ?", "QPV ?", ["V06 warning perimeter"]),
    (Field.VALUE, Kind.MILESTONE, True, None, ["V06 error"]),
    (Field.VALUE, Kind.TEXT, "Charte signée en 2015", "Charte signée en 2015", []),
    (Field.VALUE, Kind.TEXT, "en cours", "en cours", []),
    (Field.VALUE, Kind.TEXT, 45, "45", ["V04 warning figure_for_words"]),
    (Field.VALUE, Kind.TEXT, "45", "45", ["V04 warning figure_for_words"]),
    (Field.VALUE, Kind.TEXT, "1 234,5 %", "1 234,5 %", ["V04 warning figure_for_words"]),
    (Field.VALUE, Kind.TEXT, "45 chartes", "45 chartes", []),
    (Field.COMMENT, C, "ligne 1\r\nligne 2 ", "ligne 1\nligne 2", []),
    (Field.COMMENT, C, "- premier point", "- premier point", []),
    (Field.COMMENT, C, "=1+1", "=1+1", ["X03 info"]),
    (Field.COMMENT, C, "@SUM(A1)", "@SUM(A1)", ["X03 info"]),
    (Field.COMMENT, C, "+cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", ["X03 info"]),
    (Field.COMMENT, C, "-2+3", "-2+3", ["X03 info"]),
    (Field.COMMENT, C, "-5 % par rapport à 2014", "-5 % par rapport à 2014", []),
    (Field.COMMENT, C, "a\x00b\u202ec", "abc", ["V13 info"]),
    (Field.COMMENT, C, "soft\u00adhyphen", "softhyphen", []),
    (Field.COMMENT, C, "x" * 2001, "x" * 2001, ["V11 warning"]),
    (Field.SOURCE, C, 2015, "2015", []),
    (Field.SOURCE, C, date(2015, 3, 1), "01/03/2015", []),
    (Field.SOURCE, C, datetime(2015, 3, 1, 14, 30), "01/03/2015 14:30", []),  # noqa: DTZ001
)


@pytest.mark.parametrize(("at", "kind", "text", "value", "said"), WORDS)
def test_lists_and_words(at: Field, kind: Kind, text: CellValue, value: object, said: list[str]) -> None:
    answers, findings = read(measure(kind), Cell(value=text), at=at)
    assert [answer.value for answer in answers] == ([] if value is None else [value])
    assert codes(findings) == said


@pytest.mark.parametrize("kind", [Kind.MILESTONE, Kind.TEXT])
def test_nd_is_a_situation_even_where_words_are_asked(kind: Kind) -> None:
    answers, findings = read(measure(kind), Cell(value="nd"))
    assert others(answers) == {"situation": Situation.UNAVAILABLE}
    assert codes(findings) == ["V04 info nd"]


def test_an_explained_situation_is_a_comment_too() -> None:
    answers, findings = read(measure(C), Cell(value="sans objet depuis 2016"), at=Field.SITUATION)
    assert others(answers) == {"situation": Situation.NOT_APPLICABLE, "comment": "sans objet depuis 2016"}
    assert codes(findings) == ["V04 info so_explained"]


def test_usual_figures_are_those_of_the_same_question() -> None:
    history = (
        PastResult(year=2015, territory="paris", measure="EMP-01", value=30, territory_value=900),
        PastResult(year=2015, territory="paris", measure="EMP-01", quartier="p13", value=4),
        PastResult(year=2015, territory="paris", measure="EMP-02", value=7),
        PastResult(year=2014, territory="paris", measure="EMP-01"),
    )
    asked = measure(S, baseline=Baseline(value=0.173, numerator=12, denominator=70))
    assert tuple(usual_figures(asked, "", Field.VALUE, history)) == (0.173, 30)
    assert tuple(usual_figures(asked, "p13", Field.VALUE, history)) == (0.173, 4)
    assert tuple(usual_figures(asked, "", Field.TERRITORY_VALUE, history)) == (900,)
    assert tuple(usual_figures(asked, "", Field.NUMERATOR, history)) == (12,)
    assert tuple(usual_figures(asked, "", Field.DENOMINATOR, history)) == (70,)


@pytest.mark.parametrize(
    ("typed", "chosen", "truth"),
    [("env. 18", "Définitif", "provisoire"), ("18 (e)", "Définitif", "estime"), ("env. 18", "Estimé", "estime")],
)
def test_a_figure_that_its_writer_does_not_vouch_for_is_not_final(typed: str, chosen: str, truth: str) -> None:
    value, _ = read(measure(C), Cell(value=typed))
    situation, _ = read(measure(C), Cell(value=chosen), at=Field.SITUATION)
    gathered = gather([(Field.VALUE, value), (Field.SITUATION, situation)])
    assert [answer.value for question, answer in gathered.items() if question.field is Field.SITUATION] == [truth]


def test_what_was_read_is_said_as_a_person_sees_it() -> None:
    _, findings = read(measure(S), number(17.3, PERCENT))
    said = sentence(findings[0], "fr", Names(measures={"EMP-01": "taux d’emploi"}))
    assert said.message == "Indicateurs!J6 (EMP-01, taux d’emploi)\u00a0: «\u00a01730 %\u00a0» dépasse 100\u00a0%."
    assert said.hint.replace("\u202f", "\u00a0") == "Vouliez-vous écrire 17,3\u00a0%\u00a0?"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(hours=27, minutes=30), "27:30:00"),
        (timedelta(minutes=-5), "-0:05:00"),
        (timedelta(seconds=59.6), "0:01:00"),
    ],
)
def test_a_duration_is_said_as_spreadsheets_write_it(length: timedelta, said: str) -> None:
    """« 1 day, 3:30:00 » stood in French sentences."""
    _, (finding,) = read(measure(C), number(length))
    assert finding.read == said


ANY_VALUE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@given(ANY_VALUE, st.sampled_from(Kind), st.sampled_from(Field), st.sampled_from(FormatKind))
@example(float("nan"), Kind.SHARE, Field.OBSERVED_ON, FormatKind.GENERAL)
@example(float("inf"), Kind.SHARE, Field.OBSERVED_ON, FormatKind.GENERAL)
@example(10**400, Kind.SHARE, Field.OBSERVED_ON, FormatKind.GENERAL)
def test_no_content_raises_and_none_passes_without_a_word(
    value: CellValue, kind: Kind, at: Field, shown: FormatKind
) -> None:
    answers, findings = interpret(
        Cell(value=value, format_kind=shown), Asked(measure=measure(kind), field=at, place=PLACE)
    )
    for found in findings:
        assert sentence(found, "fr", Names()).message
    is_blank = value is None or (isinstance(value, str) and not answers and not findings)
    assert is_blank or answers or findings


AS_TYPED = Path(__file__).with_name("as_typed.tsv").read_text(encoding="utf-8").splitlines()
TYPED: tuple[CellValue, ...] = (
    *dict.fromkeys(line.split("\t")[0] for line in AS_TYPED if line.count("\t") > 1),
    *("12,5 M", "3 Md", "2000 (dont 3)", "deux mille", "1730 %", "-250", "une vingtaine", "1.234", "oui", True, 17.3),
)


@pytest.mark.parametrize("maximum", [None, 3, 0.1])
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind.is_number])
def test_what_cannot_be_the_answer_is_not_proposed(kind: Kind, maximum: float | None) -> None:
    bounded = measure(kind, maximum=1 if kind is Kind.COUNT and maximum else maximum)
    asked = Asked(measure=bounded, field=Field.VALUE, place=PLACE)
    named = ("proposal", "reading", "other", "example")
    proposed = [
        (cell.value, name, float(figure))
        for words, shown in product(TYPED, (GENERAL, PERCENT))
        for cell in [number(words, shown)]
        for found in interpret(cell, asked)[1]
        for name in named
        for figure in [found.facts.get(name)]
        if isinstance(figure, int | float) and found.case != "separator"  # a doubt that is told, not a proposal
    ]
    assert len(proposed) > len(TYPED) / 2
    assert [one for one in proposed if not asked.allows(one[-1])] == []


ELSEWHERE = {  # in the tests of what cells show
    "V03 warning shown",
    "V03 warning shown_only",
    "V03 error power",
    "V03 error shown_words",
    "V03 warning shown_beside",
    "V03 warning unseen_value",
    "V04 info fraction_filled_in",  # in the correction workbook
    "V04 warning provisoire_denied",  # beside another cell
    "V04 warning estime_denied",
    "V04 warning absent_denied",
    "V04 warning raised",
    "V04 warning raised_power",
    *(
        f"V04 info {situation}_quartier" for situation in ("nd", "so", "s")
    ),  # where a quartier has a situation of its own
}


@pytest.mark.parametrize(("counts_persons", "value"), [(True, [34]), (False, [])])
def test_the_parts_of_a_share_of_persons_are_persons(*, counts_persons: bool, value: list[float]) -> None:
    asked = measure(S, unit="%", counts_persons=counts_persons)
    answers, _ = read(asked, number("34 personnes"), at=Field.NUMERATOR)
    assert [answer.value for answer in answers] == value


def test_every_sentence_on_values_is_said_by_a_case_above() -> None:
    said = {one for case in CASES for one in case.codes} | ELSEWHERE
    said |= {one for *_, one in SAYS_MORE} | {one for *_, listed in WORDS for one in listed}
    written = {
        (code, case)
        for code, tree in words("fr")["findings"].items()
        if code.startswith("V")
        for case in tree.get("cases", {})
    }
    assert written == {(code, case) for code, _, case in (one.split() for one in said if one.count(" ") == 2)}
