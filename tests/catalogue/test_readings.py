"""Each indicator read into measures: the cases that show how, and what holds for all of them."""

import re
from collections.abc import Mapping

import pytest

from qpv_xlsx.domain.contract.measures import Baseline, Direction, Kind, Nature, Perimeter
from qpv_xlsx.domain.contract.targets import (
    AtLeast,
    Below,
    ChangeBy,
    Done,
    Maintain,
    MultiplyBy,
    PerYear,
    Qualitative,
    ReduceGapBy,
    Target,
    Undefined,
    YearlyIncrease,
)
from tests.catalogue.documents import measure, measures_with_rows, paris

TARGETS: Mapping[str, Target] = {
    "EMP-01": AtLeast(value=0.18),
    "EMP-05-a": AtLeast(value=0.30),
    "EMP-05-b": Undefined(),
    "EMP-05-c": AtLeast(value=0.12),
    "EMP-05-d": AtLeast(value=0.25),
    "EMP-08-c": AtLeast(value=20),
    "EMP-10-a": PerYear(value=6),
    "EMP-10-b": PerYear(value=10),
    "EDU-03": ReduceGapBy(fraction=0.5),
    "EDU-05": Below(value=0.05, year=2020),
    "EDU-06": MultiplyBy(factor=2),
    "INT-03": AtLeast(value=0.75, is_floor=True),
    "INT-05": ChangeBy(amount=0.2),
    "INT-06": Undefined(),
    "INT-07-c": PerYear(value=0.1),
    "INT-08-b": PerYear(value=2),
    "SAN-03": Qualitative(),
    "SAN-10-a": Maintain(),
    "CAF-01-a": AtLeast(value=95),
    "CAF-01-b": AtLeast(value=4088),
    "CAF-01-c": Undefined(),
    "CAF-05-b": AtLeast(value=1, year=2020),
    "CAF-12-b": AtLeast(value=20, year=2015),
    "CAF-14-a": AtLeast(value=0.0002857142857142857),  # 1 for 3 500, with sixteen significant digits
    "CAF-16": AtLeast(value=0.05, is_floor=True),
    "CAF-18-a": Undefined(),
    "CAF-25": Undefined(),
    "CAF-28": PerYear(value=2),
    "DDF-01": AtLeast(value=4, year=2015),
    "JSP-03": YearlyIncrease(rate=0.05),
    "JSP-07": AtLeast(value=1, year=2015),
    "CUL-01": Undefined(),
    "JUS-03": Done(),
    "JUS-09": Undefined(),
}
BASELINES: Mapping[str, Baseline] = {
    "EMP-01": Baseline(value=0.173, year=2014, perimeter=Perimeter.ZUS, precision=0.001),
    "EMP-02": Baseline(value=0.07, year=2013, perimeter=Perimeter.ZUS, precision=0.01),
    "EMP-05-a": Baseline(),
    "EMP-09": Baseline(value=0.5, year=2013, perimeter=Perimeter.CUCS, numerator=7, denominator=14),
    "EDU-01": Baseline(value=0.52, year=2014, perimeter=Perimeter.ZUS_QPV, numerator=8, denominator=15, precision=0.01),
    "EDU-03": Baseline(value=0.163, year=2014, precision=0.0001),
    "EDU-04-b": Baseline(),
    "EDU-06": Baseline(value=0.21, year=2014, perimeter=Perimeter.ZUS_QPV, precision=0.01),
    "INT-01-a": Baseline(),
    "INT-03": Baseline(value=0.89, year=2014, precision=0.01),
    "INT-05": Baseline(),
    "CAF-01-b": Baseline(value=3717, year=2014),
    "CAF-01-c": Baseline(value=91, year=2014),
    "CAF-05-a": Baseline(),
    "CAF-10-d": Baseline(value=195845.04, year=2014, perimeter=Perimeter.WHOLE),
    "CAF-13": Baseline(),
    "CAF-16": Baseline(value=0.065, year=2013, perimeter=Perimeter.WHOLE, precision=0.001),
    "CAF-18-a": Baseline(),
    "CAF-26": Baseline(value=0, year=2014),
    "JSP-01-b": Baseline(value=0.095, year=2014, perimeter=Perimeter.WHOLE, precision=0.001),
    "JSP-05": Baseline(),
}
NOTED = {
    "EDU-01": "53,3",
    "EDU-04-a": "coquille",
    "INT-03": "dépasse déjà",
    "INT-05": "pourcentage",
    "CAF-02": "10",
    "CAF-16": "inférieur",
    "CAF-22-b": "inférieur",
    "EMP-01": "ZUS",
    "DDF-01": "2015",
    "CAF-12-b": "2015",
    "JSP-07": "2015",
    "SAN-10-a": "QVA",
    "JSP-03": "points",
    "JUS-09": "incomplète",
}
DERIVED = {  # figures that the sentence says in words
    ("EMP-09", "baseline"): "7 sur 14",
    ("EMP-10-a", "target"): "tous les deux mois",
    ("EDU-06", "target"): "doubler",
    ("EDU-03", "target"): "de moitié",
    ("EDU-04-b", "target"): "de moitié",
    ("INT-01-b", "target"): "l'ensemble des QPV",
    ("INT-08-b", "target"): "tous les six mois",
    ("CAF-13", "target"): "2 familles sur 10",
    ("CAF-15-b", "target"): "2 parents séparés sur 10",
    ("CAF-14-a", "target"): "1 LAEP pour 3 500",
}


@pytest.mark.parametrize("code", TARGETS)
def test_target(code: str) -> None:
    assert measure(code).target == TARGETS[code]


@pytest.mark.parametrize("code", BASELINES)
def test_baseline(code: str) -> None:
    assert measure(code).baseline == BASELINES[code]


@pytest.mark.parametrize("code", NOTED)
def test_oddity_is_noted_in_french(code: str) -> None:
    assert any(NOTED[code] in note for note in measure(code).notes)


def test_gap_is_read_in_points_and_must_fall() -> None:
    gap = measure("EDU-03")

    assert (gap.kind, gap.direction, gap.unit) == (Kind.GAP, Direction.DOWN, "points")


def test_floor_already_met_is_no_fall() -> None:
    assert measure("INT-03").direction is Direction.UP
    assert measure("CAF-16").direction is Direction.UP


def test_ambiguous_rows_wait_for_the_coordinator() -> None:
    asked = {choice.measure for choice in paris().choices}
    unconfirmed = {found.code for _, found in measures_with_rows() if not found.is_confirmed}

    rows = tuple(measures_with_rows())
    assert asked <= {found.code for _, found in rows} | {indicator.code for indicator, _ in rows}
    assert unconfirmed <= asked
    assert {"INT-05", "JSP-03", "CAF-02", "CAF-16", "EDU-04-a"} <= asked


def test_a_blank_or_pending_objective_is_undefined() -> None:
    for indicator, found in measures_with_rows():
        if indicator.local_target.casefold() in {"", "à préciser", "compléter", "cf. pre"}:
            assert found.target == Undefined(), found.code


def test_a_blank_or_pending_result_gives_no_baseline() -> None:
    for indicator, found in measures_with_rows():
        if indicator.baseline_text.casefold() in {"", "à préciser", "étude en cours", "cf. pre"}:
            assert found.baseline.value is None, found.code


def test_zero_stands_only_where_the_official_text_writes_it() -> None:
    zeros = {indicator.baseline_text for indicator, found in measures_with_rows() if found.baseline.value == 0}

    assert zeros == {"0", "0 pour Paris en 2014"}


def test_justice_has_no_indicator_and_keeps_every_row() -> None:
    justice = [found for indicator, found in measures_with_rows() if indicator.code.startswith("JUS")]
    last = [found for found in justice if found.code[:6] in {"JUS-05", "JUS-06", "JUS-07", "JUS-09"}]

    assert {found.kind for found in last} == {Kind.MILESTONE, Kind.TEXT}
    assert {found.code[:6] for found in justice} == {f"JUS-{number:02}" for number in range(1, 10)}


def test_every_number_has_a_plausible_maximum_above_what_is_known() -> None:
    for _, found in measures_with_rows():
        assert (found.maximum is not None) == found.kind.is_number, found.code
        if found.maximum is not None:
            known = (found.baseline.value or 0, getattr(found.target, "value", 0))
            assert max(known) <= found.maximum, found.code


def test_counts_stay_below_the_serial_number_of_a_date_of_this_century() -> None:
    counts = [found for _, found in measures_with_rows() if found.kind is Kind.COUNT]

    assert all(found.maximum is not None and found.maximum <= 40_000 for found in counts)


def test_words_and_milestones_have_no_figure() -> None:
    for _, found in measures_with_rows():
        if not found.kind.is_number:
            assert found.baseline == Baseline(), found.code
            assert isinstance(found.target, Done | Qualitative | Undefined), found.code
            assert not found.asks_territory, found.code
            assert not found.by_quartier, found.code


def test_persons_by_quartier_are_known_to_be_persons() -> None:
    persons = re.compile(
        r"enfants|élèves|jeunes|parents|habitants$|familles|bénéficiaires|licencié|bénévoles|personnes"
    )
    for _, found in measures_with_rows():
        if found.kind is Kind.COUNT:
            assert found.counts_persons == bool(persons.search(found.unit)), found.code


def test_cumulated_measures_rise() -> None:
    for _, found in measures_with_rows():
        if found.nature is Nature.CUMULATED:
            assert found.direction is Direction.UP, found.code


@pytest.mark.parametrize("part", ["baseline", "target", "national_target"])
def test_every_figure_is_written_in_the_official_sentence(part: str) -> None:
    for indicator, found in measures_with_rows():
        sentence = {
            "baseline": indicator.baseline_text,
            "target": indicator.local_target,
            "national_target": indicator.national_target,
        }[part]
        is_derived = (found.code, part) in DERIVED
        for figure in figures(getattr(found, part)):
            assert is_derived or figures_written(sentence) & written(figure, found.kind), (found.code, figure)


def test_derived_figures_are_derived_from_words_of_their_row() -> None:
    texts = {found.code: indicator for indicator, found in measures_with_rows()}

    assert {code for code, _ in DERIVED} <= set(texts)
    for (code, part), words in DERIVED.items():
        sentence = texts[code].baseline_text if part == "baseline" else texts[code].local_target
        assert all(word in sentence for word in words.split()), code


def figures(value: Baseline | Target) -> list[float]:
    names = ("value", "numerator", "denominator", "amount", "factor", "fraction", "rate")
    return [figure for name in names if (figure := getattr(value, name, None)) is not None]


def written(figure: float, kind: Kind) -> set[float]:
    """The figure as a sentence may write it: as it is, or in per cent."""
    return {round(figure, 6)} | ({round(figure * 100, 6)} if kind is not Kind.AMOUNT else set())


def figures_written(sentence: str) -> set[float]:
    spaced = re.findall(r"\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:,\d+)?", sentence)
    return {float(figure.replace(" ", "").replace(",", ".")) for figure in spaced}
