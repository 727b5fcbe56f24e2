"""The two other tables of ``examples/tables``: one theme per sheet with a column per year, and a CSV of an « Engagements » plan."""

from qpv_xlsx.domain.contract.campaign import measures_of
from qpv_xlsx.domain.contract.measures import Direction, Kind, Perimeter
from qpv_xlsx.domain.contract.targets import AtLeast, AtMost, ChangeBy, Undefined
from qpv_xlsx.tables import Remark
from tests.tables.opened import of_example

PORT_VIEUX, MONTRIEUX = of_example("port-vieux-2030.xlsx"), of_example("montrieux-2030.csv")


def test_each_sheet_is_a_theme() -> None:
    conventions = PORT_VIEUX.campaign.catalogue.conventions

    assert [(one.code, one.name, len(one.indicators)) for one in conventions] == [
        ("EMP", "Emploi et insertion", 3),
        ("EDU", "Éducation", 2),
        ("SAN", "Santé", 2),
    ]


def test_the_latest_achieved_figure_is_the_start_older_ones_are_history_and_a_forecast_is_neither() -> None:
    share, hours, unemployment = PORT_VIEUX.campaign.catalogue.conventions[0].indicators

    (measure,) = share.measures
    assert (measure.kind, measure.baseline.value, measure.baseline.year) == (Kind.SHARE, 0.137, 2023)
    assert measure.target == AtLeast(value=0.18, year=2030)
    history = [(one.year, one.value) for one in PORT_VIEUX.campaign.history if one.measure == "EMP-01"]
    assert history == [(2021, 0.114), (2022, 0.121)]
    assert share.baseline_text == "13,7\u00a0%"  # as the sheet shows it
    assert (hours.measures[0].kind, hours.measures[0].unit) == (Kind.QUANTITY, "heures")
    assert (unemployment.measures[0].baseline.value, unemployment.measures[0].baseline.year) == (0.336, 2022)
    assert [(one.year, one.text) for one in PORT_VIEUX.campaign.history if one.measure == "EMP-03"] == [
        (2021, "34,2\u00a0%"),
        (2023, "nd"),
    ]
    assert unemployment.measures[0].direction is Direction.DOWN


def test_each_pilot_is_asked_for_its_own_rows() -> None:
    campaign = PORT_VIEUX.campaign
    asked = {one.name: one.conventions for one in campaign.respondents}

    assert asked["Mission locale"] == ("EMP",)
    assert asked["ARS"] == ("SAN",)
    assert asked["CPAM"] == ("SAN",)
    mission = next(one for one in campaign.respondents if one.name == "Mission locale")
    assert [one.code for one in measures_of(campaign, mission)] == ["EMP-03"]
    assert any(one.measure == "EMP-03" and "Mission locale" in one.question for one in campaign.choices)


def test_the_period_is_read_in_the_title_of_the_sheets() -> None:
    catalogue = PORT_VIEUX.campaign.catalogue

    assert (catalogue.baseline_year, catalogue.end) == (2023, 2030)


def test_a_csv_says_how_it_was_read() -> None:
    facts = {"file": "montrieux-2030.csv", "encoding": "Windows-1252", "separator": "point-virgule"}

    assert MONTRIEUX.remarks == (Remark(code="import_text", facts=facts),)


def test_bullets_of_the_indicator_go_with_those_of_start_and_target() -> None:
    contracts, hours = MONTRIEUX.campaign.catalogue.conventions[0].indicators[0].measures

    assert (contracts.code, contracts.kind, contracts.baseline.value) == ("PLE-01-a", Kind.COUNT, 6)
    assert contracts.target == AtLeast(value=15, year=2028)
    assert (hours.kind, hours.baseline.value, hours.baseline.year) == (Kind.SHARE, 0.22, 2023)
    assert hours.target == AtLeast(value=0.4, year=2028)


def test_a_range_is_asked_and_not_chosen() -> None:
    (dwellings,) = MONTRIEUX.campaign.catalogue.conventions[1].indicators[0].measures

    assert not isinstance(dwellings.target, AtLeast | AtMost)
    assert any(one.measure == dwellings.code and "400" in one.question for one in MONTRIEUX.campaign.choices)
    assert dwellings.baseline.year == 2022


def test_words_of_the_target_are_read_for_what_they_say() -> None:
    creators = MONTRIEUX.campaign.catalogue.conventions[0].indicators[1].measures[0]
    dropouts = MONTRIEUX.campaign.catalogue.conventions[2].indicators[2].measures[0]

    assert creators.target == ChangeBy(amount=0.3, year=2028)
    assert creators.direction is Direction.UP
    assert dropouts.direction is Direction.DOWN


def test_the_gap_with_the_town_is_another_quantity_than_the_rate() -> None:
    (rate,) = MONTRIEUX.campaign.catalogue.conventions[2].indicators[0].measures

    assert isinstance(rate.target, Undefined)
    assert rate.perimeter is Perimeter.QPV
    assert any(one.measure == rate.code and "autre chose" in one.question for one in MONTRIEUX.campaign.choices)


def test_source_and_frequency_are_kept() -> None:
    creators = MONTRIEUX.campaign.catalogue.conventions[0].indicators[1].measures[0]

    assert creators.notes == ("Source : BGE.", "Fréquence : semestrielle.")
