"""What a country keeps of its territories waits as bytes, and is gone through a few measures at a time: nothing else is seen."""

import gc
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest

from qpv_xlsx.domain.contract.local_aims import LocalAim
from qpv_xlsx.domain.judging import rows_apart
from qpv_xlsx.domain.judging.adding_up import Total, totals
from qpv_xlsx.domain.judging.assessment import Attainment
from qpv_xlsx.domain.judging.kept_rows import packed
from qpv_xlsx.domain.judging.rankings import ATTENTION, points_of_attention
from qpv_xlsx.domain.judging.tallies import measures_added, tally
from qpv_xlsx.domain.judging.territories import Country, made_light
from qpv_xlsx.spreadsheet import whole_rows
from qpv_xlsx.spreadsheet.pen import Pen
from qpv_xlsx.tasks.consolidating.bytes_aside import BytesAside
from qpv_xlsx.tasks.consolidating.events_aside import Event, EventsAside
from qpv_xlsx.workbook.master.columns import Look
from qpv_xlsx.workbook.master.looks import ATTAINMENT_BADGES
from qpv_xlsx.workbook.national import place_sheets, plain_table
from qpv_xlsx.workbook.national.plain_table import PlainColumn, PlainLine, PlainTable, write_plain_table
from tests.master.invention import CREATED, invented_campaign, invented_ledger
from tests.national.judged import judged

PLACES = 4


@pytest.fixture(scope="module")
def country() -> Country:
    campaign = invented_campaign(2, territories=PLACES)
    first = campaign.territories[0].code
    aim = LocalAim(territory=first, measure="EMP-01", start=0.12, start_year=2015)
    campaign = replace(campaign, local_aims=(aim,))
    ledger = invented_ledger(campaign, 2)
    places = tuple(judged(campaign, ledger))
    return Country(title="pays", year=campaign.year, catalogue=campaign.catalogue, territories=places)


@pytest.fixture(scope="module")
def light(country: Country) -> Country:
    aside = BytesAside()
    places = tuple(made_light(made_light(one), aside.put) for one in country.territories)
    return replace(country, territories=places, keep=aside.put)


def test_rows_and_counts_come_back_as_they_were(country: Country, light: Country) -> None:
    for whole, kept in zip(country.territories, light.territories, strict=True):
        rows, found = whole.assessment.rows, kept.assessment.rows
        assert [*found.items()] == [*rows.items()]
        assert ([*found], [*found.values()], len(found)) == ([*rows], [*rows.values()], len(rows))
        assert found[next(iter(rows))] == next(iter(rows.values()))
        assert kept.tallies == whole.tallies
        assert packed(kept.assessment) == packed(whole.assessment)


def test_counts_of_places_add_up_to_those_of_all_rows(country: Country, light: Country) -> None:
    rows = [row for place in country.territories for row in place.assessment.rows.values()]
    assert light.tally == country.tally == tally(rows)
    assert measures_added(()) == tally(())


@pytest.mark.parametrize("at_once", [1, 3 * PLACES, 20_000])
def test_measures_are_seen_alike_however_many_are_gone_through_together(
    country: Country, light: Country, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, summed = dict(country.seen), [*totals(country)]
    sums = [_told(one) for one in summed]
    assert len([one for one in expected.values() if one.spread.results > 1]) > 20
    assert any(one.has_own for one in summed), "no total lists its territories"
    monkeypatch.setattr(rows_apart, "_ROWS_AT_ONCE", at_once)
    again = replace(light)  # nothing worked out yet
    assert dict(again.seen) == expected
    assert [_told(one) for one in totals(again)] == sums


def _told(total: Total) -> tuple[Total, Sequence[object]]:
    """A total, and its lines without the territories' own objects, which are others in the light country."""
    lines = [(line.place.territory.code, line.row, line.measure, line.aim) for line in total.lines]
    return replace(total, lines=()), lines


@pytest.mark.parametrize("most", [1, 3, 6, 20_000])
def test_the_gravest_points_are_shown_and_all_are_counted(
    light: Country, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place_sheets, "MOST_POINTS", most)
    table = place_sheets.attention_table(light, "Points", "fr")
    points = [
        (place.territory.name, row) for place in light.territories for row in points_of_attention(place.assessment)
    ]
    graver = sorted(points, key=lambda one: ATTENTION.index(one[1].attainment))
    shown = [line.cells[:2] for line in table.lines]
    assert len(points) > 6
    assert len({row.attainment for _, row in points}) > 1
    assert shown == [(name, row.measure) for name, row in graver[:most]]
    assert str(len(points)) in table.lead


def test_beyond_what_a_sheet_may_link_names_are_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """65 531 lines that lead somewhere ended the consolidation of a large country."""
    monkeypatch.setattr(plain_table, "_MOST_LINKS", 2)
    lines = (PlainLine(cells=(f"lieu {rank}",), links={0: "x.xlsx"}) for rank in range(5))
    table = PlainTable(
        sheet="Lieux", title="t", lead="l", columns=(PlainColumn(header="Lieu", look=Look.TEXT, width=20),), lines=lines
    )
    pen = Pen(title="", created=CREATED)
    write_plain_table(pen, table, "fr")
    sheet = openpyxl.load_workbook(BytesIO(pen.finish()))["Lieux"]
    cells = [sheet.cell(row, 1) for row in range(4, 9)]
    assert [cell.value for cell in cells] == [f"lieu {rank}" for rank in range(5)]
    assert [bool(cell.hyperlink) for cell in cells] == [True, True, False, False, False]


def test_a_line_of_a_long_sheet_is_not_held() -> None:
    """A country has tens of thousands of them, which lead to thousands of masters."""
    columns = tuple(PlainColumn(header=f"c{place}", look=Look.TEXT, width=20) for place in range(20))

    def held(count: int) -> int:
        """Bytes, once *count* lines are written."""
        told = (
            PlainLine(
                cells=(f"lieu {rank % 50}", *("même texte", rank % 50) * 9, "✔"),
                links={0: f"territoires/{rank % 50}.xlsx"},
                badges={19: ATTAINMENT_BADGES[Attainment.LATE]},
            )
            for rank in range(count)
        )
        pen = Pen(title="", created=CREATED)
        gc.collect()  # what former tests left is not counted in the middle
        tracemalloc.start()
        try:
            write_plain_table(pen, PlainTable(sheet="x", title="t", lead="l", columns=columns, lines=told), "fr")
            gc.collect()
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole_rows, "_MOST", 0)
        held(3_000)  # what is remembered of texts and places
        few, many = held(3_000), held(6_000)
    assert (many - few) / 3_000 < 100


def test_events_come_in_order_of_time_and_those_of_one_moment_as_they_were_told() -> None:
    moments = [CREATED + timedelta(minutes=minutes) for minutes in (5, 1, 5, 0, 1)]
    told: list[Event] = [(moment, {"detail": f"{rank}", "moment": moment}) for rank, moment in enumerate(moments)]
    events = EventsAside()
    events.add(told[:2])
    events.add(told[2:])
    for _ in range(2):
        assert [*events.in_order()] == [told[rank][1] for rank in (3, 1, 4, 0, 2)]
    events.add([(CREATED - timedelta(1), {"detail": "avant"})])
    assert [one["detail"] for one in events.in_order()] == ["avant", "3", "1", "4", "0", "2"]
