"""What the row adds to a wording: unit, indicator, year of the header, role of the column."""

import json

import pytest
from click.testing import CliRunner

from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.measures import Direction, Kind, Perimeter
from qpv_xlsx.domain.contract.targets import AtLeast, AtMost, ChangeBy, Maintain, Target
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.proposal import propose
from qpv_xlsx.domain.proposing.row_context import ColumnRole, RowContext


@pytest.mark.parametrize(
    ("unit", "wording", "kind", "value"),
    [
        ("%", "17,3", Kind.SHARE, 0.173),
        ("en %", "17,3 %", Kind.SHARE, 0.173),
        ("points", "5", Kind.GAP, 0.05),
        ("k€", "450", Kind.AMOUNT, 450_000),
        ("M€", "1,2", Kind.AMOUNT, 1_200_000),
        ("€", "1 200", Kind.AMOUNT, 1200),
        ("places", "40", Kind.COUNT, 40),
        ("%", "1 pour 800", Kind.RATIO, 1 / 800),
    ],
)
def test_unit_column_gives_the_scale(unit: str, wording: str, kind: Kind, value: float) -> None:
    (found,) = propose(wording, context=RowContext(unit=unit))

    assert found.kind is kind
    assert found.baseline.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("wording", "unit", "precision"),
    [
        ("28%", "", 0.01),
        ("17,3 %", "", 0.001),
        ("16,30 points", "", 0.0001),
        ("17,3", "%", 0.001),
        ("1,2 M€", "", 100_000),
        ("52 % (8 postes sur 15)", "", 0.01),
        ("60 % (45,2 % en 2014)", "", 0.001),
        ("passer de 12,5 % à 20 %", "", 0.001),
        ("valeur initiale : 45,2 % ; cible : 60 %", "", 0.001),
        ("2,5 ETP", "", 0.1),
        ("245 jeunes", "", None),
        ("1 200 €", "", None),
        ("8 sur 15", "", None),
        ("un tiers", "", None),
    ],
)
def test_last_written_digit_gives_the_precision(wording: str, unit: str, precision: float | None) -> None:
    (found,) = propose(wording, context=RowContext(unit=unit))

    assert found.baseline.precision == (None if precision is None else pytest.approx(precision))


def test_unit_column_scales_both_ends_of_a_path() -> None:
    (found,) = propose("de 20 à 12", context=RowContext(unit="%"))

    assert found.target == AtMost(value=0.12)
    assert found.baseline.value == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("indicator", "wording", "kind"),
    [
        ("Nombre de jeunes accompagnés", "+ 10 %", Kind.COUNT),
        ("Part des femmes", "+ 10 %", Kind.SHARE),
        ("Écart de taux d'emploi", "- 3 points", Kind.GAP),
        ("Montant des crédits", "doubler", Kind.AMOUNT),
        ("Nombre de places", "maintenir", Kind.COUNT),
    ],
)
def test_indicator_tells_the_kind_that_the_wording_does_not(indicator: str, wording: str, kind: Kind) -> None:
    (found,) = propose(wording, context=RowContext(indicator=indicator))

    assert found.kind is kind


def test_share_that_moves_by_percent_is_doubted() -> None:
    (found,) = propose("+ 10 %", context=RowContext(indicator="Part des femmes"))

    assert found.target == ChangeBy(amount=0.1)
    assert Doubt.POINTS_OR_PERCENT in found.doubts


def test_unwanted_indicator_makes_a_ceiling_and_asks() -> None:
    (found,) = propose("12 %", context=RowContext(indicator="Taux de chômage des jeunes"))

    assert found.target == AtMost(value=0.12)
    assert Doubt.DIRECTION in found.doubts


def test_helped_persons_are_wanted_and_asked_about() -> None:
    (found,) = propose("40", context=RowContext(indicator="Nombre de décrocheurs accompagnés"))

    assert found.target == AtLeast(value=40)
    assert Doubt.DIRECTION in found.doubts


@pytest.mark.parametrize("role", [None, *ColumnRole])
def test_header_s_year_dates_an_undated_figure_only(role: ColumnRole | None) -> None:
    context = RowContext(role=role, year=2028)

    assert propose("45 %", context=context)[0].target == AtLeast(value=0.45, year=2028)
    assert propose("45 % en 2026", context=context)[0].target == AtLeast(value=0.45, year=2026)


@pytest.mark.parametrize("role", ColumnRole)
def test_steps_come_down_to_the_last_where_the_column_is_known(role: ColumnRole) -> None:
    (found,) = propose("2024 : 30 ; 2025 : 45 ; 2026 : 60", context=RowContext(role=role))

    assert found.target == AtLeast(value=60, year=2026)
    assert Doubt.STEPS in found.doubts


@pytest.mark.parametrize(
    ("wording", "direction"),
    [
        ("30 %", None),
        ("moins de 10 %", Direction.DOWN),
        ("passer de 12 à 20", Direction.UP),
        ("ramener de 20 à 12", Direction.DOWN),
        ("+ 5 points", Direction.UP),
        ("- 2 pts par an", Direction.DOWN),
        ("diviser par deux", Direction.DOWN),
        ("stabiliser", Direction.STEADY),
        ("réduire l'écart de moitié", Direction.DOWN),
        ("à préciser", None),
    ],
)
def test_direction_is_told_by_the_target_and_never_defaults(wording: str, direction: Direction | None) -> None:
    assert propose(wording)[0].direction is direction


@pytest.mark.parametrize(
    ("wording", "target", "start"),
    [
        ("maintenir 80 % d'ici 2030", Maintain(year=2030), None),
        ("+ 5 points d'ici 2030 (62 % en 2023)", ChangeBy(amount=0.05, is_absolute=True, year=2030), 2023),
    ],
)
def test_deadline_does_not_date_the_start(wording: str, target: Target, start: int | None) -> None:
    (found,) = propose(wording)

    assert (found.target, found.baseline.year) == (target, start)


def test_level_to_keep_is_a_floor() -> None:
    assert propose("maintien au-dessus de 80 %")[0].target == AtLeast(value=0.8, is_floor=True)
    assert propose("au moins 80 %")[0].target == AtLeast(value=0.8)


def test_decimals_are_a_quantity_whose_unit_is_asked() -> None:
    (found,) = propose("2,5 ETP")

    assert found.kind is Kind.QUANTITY
    assert Doubt.DECIMAL in found.doubts


@pytest.mark.parametrize("wording", ["deux cent " * 200, "1" * 1900, "1 " * 1000, "1 % (" * 400, "x" + "9" * 400])
def test_numbers_of_no_contract_give_no_figure_too_large(wording: str) -> None:
    assert all(abs(found.baseline.value or 0) < 1e12 for found in propose(wording))


def test_command_takes_the_row() -> None:
    done = CliRunner().invoke(
        group, ["propose", "--json", "--column", "target", "--unit", "%", "--year", "2028", "--indicator", "Part", "45"]
    )
    (found,) = json.loads(done.stdout)["wordings"][0]["proposals"]

    assert done.exit_code == 0
    assert found["kind"] == "share"
    assert found["target"]["value"] == 0.45
    assert found["target"]["year"] == 2028


LEFT_OPEN_AMONG_RESULTS = {
    "plus de 300 familles": Doubt.APPROXIMATE,
    "moins de 10 %": Doubt.APPROXIMATE,
    "de 9 % en 2003 à 21 % en 2006": Doubt.PAST,
    "1 800 en 2016, contre 1 500 en 2015": Doubt.PAST,
    "60 % prévus en 2024": Doubt.FORECAST,
    "prévision 2024 : 60 %": Doubt.FORECAST,
    "28 entre 2018 et 2020": Doubt.SPAN,
    "28 sur 3 ans": Doubt.SPAN,
    "28 depuis 2022": Doubt.SINCE,
}


@pytest.mark.parametrize("wording", LEFT_OPEN_AMONG_RESULTS)
def test_result_that_is_no_single_figure_of_one_year_is_a_doubt(wording: str) -> None:
    (reading,) = propose(wording, context=RowContext(role=ColumnRole.BASELINE))

    assert LEFT_OPEN_AMONG_RESULTS[wording] in reading.doubts


@pytest.mark.parametrize("wording", ["28 en 2013-2014", "12 % entre 2018 et 2020", "300 familles en 2022"])
def test_plain_result_leaves_nothing_open(wording: str) -> None:
    (reading,) = propose(wording, context=RowContext(role=ColumnRole.BASELINE))

    assert reading.doubts == ()


def test_evolution_with_two_years_is_an_objective_in_its_column_and_a_question_elsewhere() -> None:
    wording = "de 9 % en 2003 à 21 % en 2006"

    (in_its_column,) = propose(wording, context=RowContext(role=ColumnRole.TARGET))
    (anywhere,) = propose(wording)

    assert (in_its_column.doubts, anywhere.doubts) == ((), (Doubt.START,))


@pytest.mark.parametrize("wording", ["0,35", "1", "0,8"])
def test_figure_below_one_under_percent_is_asked(wording: str) -> None:
    """0,35 under « % »: 35 %, or 0,35 %? A cell that lost its format looks the same."""
    (found,) = propose(wording, context=RowContext(unit="%"))

    assert Doubt.UNIT in found.doubts


@pytest.mark.parametrize(
    ("indicator", "wording", "value"),
    [
        ("Part des logements sociaux réhabilités", "35", 0.35),
        ("Taux de pauvreté", "17,3", 0.173),
        ("Proportion de femmes", "0,4", 0.4),
    ],
)
def test_bare_figure_of_a_share_is_a_percentage_and_asked(indicator: str, wording: str, value: float) -> None:
    (found,) = propose(wording, context=RowContext(indicator=indicator, role=ColumnRole.BASELINE))

    assert found.baseline.value == pytest.approx(value)
    assert Doubt.UNIT in found.doubts


def test_figure_of_a_share_that_counts_something_stays_a_number() -> None:
    (found,) = propose("35 logements", context=RowContext(indicator="Part des logements réhabilités"))

    assert found.kind is Kind.COUNT


@pytest.mark.parametrize("wording", ["aucun", "Aucune", "néant", "zéro"])
def test_nothing_of_what_is_unwanted_is_a_ceiling_of_zero(wording: str) -> None:
    (found,) = propose(wording, context=RowContext(indicator="Nombre d’expulsions sans relogement"))

    assert found.target == AtMost(value=0)
    assert found.doubts


def test_date_after_a_bracket_is_that_of_the_figure_before_it() -> None:
    whole, part = propose("320 logements (dont 110 en QPV) d'ici 2029")

    assert whole.target == AtLeast(value=320, year=2029)
    assert part.target.year == 2029


def test_perimeter_that_introduces_a_figure_is_not_that_of_the_one_before() -> None:
    town, quartiers = propose("38,2 % (RP 2020), QPV : 41,5 %", context=RowContext(role=ColumnRole.BASELINE))

    assert town.baseline.perimeter is None
    assert quartiers.baseline.perimeter is Perimeter.QPV


def test_bare_figure_of_a_gap_is_in_points_and_asked() -> None:
    (found,) = propose("14", context=RowContext(indicator="Écart de taux de chômage"))

    assert found.target == AtMost(value=0.14)
    assert Doubt.UNIT in found.doubts


@pytest.mark.parametrize("indicator", ["Âge moyen des bénéficiaires", "Note moyenne de satisfaction"])
def test_average_is_no_number_of_things(indicator: str) -> None:
    (found,) = propose("4", context=RowContext(indicator=indicator))

    assert found.kind is Kind.QUANTITY
    assert found.doubts


@pytest.mark.parametrize("indicator", ["Part des jeunes ni en emploi ni en formation", "Part des adultes sans diplôme"])
def test_what_is_missing_is_unwanted(indicator: str) -> None:
    (found,) = propose("15 %", context=RowContext(indicator=indicator))

    assert found.target == AtMost(value=0.15)
    assert Doubt.DIRECTION in found.doubts


def test_delay_is_unwanted_whatever_it_waits_for() -> None:
    (found,) = propose("60", context=RowContext(unit="jours", indicator="Délai de relogement"))

    assert found.target == AtMost(value=60)
    assert Doubt.DIRECTION in found.doubts
