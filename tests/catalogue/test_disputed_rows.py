"""The rows of the Paris table that an evaluator would dispute: how each is read, and what that does to its status."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from qpv_xlsx.domain.contract.asked import asked_quartiers
from qpv_xlsx.domain.contract.campaign import Campaign, Choice, open_questions
from qpv_xlsx.domain.contract.measures import Direction, Kind, Nature, Perimeter
from qpv_xlsx.domain.contract.options import Thresholds
from qpv_xlsx.domain.contract.ranges import possible_range
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.contract.targets import PerYear, Qualitative, Undefined
from qpv_xlsx.domain.judging.assessment import Attainment, Reason
from qpv_xlsx.domain.judging.courses import course_in
from qpv_xlsx.domain.judging.statuses import attainment
from qpv_xlsx.tasks.init import start_campaign
from qpv_xlsx.workbook.collection import write_collection
from qpv_xlsx.workbook.master.rows import against_territory
from tests.catalogue.documents import measure

PAGE = Path(__file__).parents[2] / "docs" / "statuts.md"
REACHED, MISSED, NOT_YET, WATCH = Attainment.REACHED, Attainment.MISSED, Attainment.NOT_YET, Attainment.WATCH
AWAY, ON_TRACK = Attainment.MOVING_AWAY, Attainment.ON_TRACK


@cache
def paris(year: int = 2016, geography: str = "paris-2015") -> Campaign:
    return start_campaign("paris-2015-2020", year=year, geography=geography)


def stands(code: str, value: float, year: int = 2016, *, start: Perimeter | None = None) -> Attainment | Reason:
    """Where *value* stands on day one. *start*: what the coordinator says that the baseline covers."""
    whole = paris(year)
    if start is not None:
        choices = (*whole.choices, Choice(measure=code, question="", start_perimeter=start))
        whole = replace(whole, choices=choices)
    course = course_in(whole, whole.catalogue.measure_by_code[code], whole.territories[0].code)
    return attainment(course, value, year, Thresholds())


def questions(code: str) -> str:
    """What is open about a measure, in one text."""
    return " ".join(open_questions(paris())[code])


def health_centres_are_a_floor(code: str) -> None:
    start = measure(code).baseline.value
    assert start is not None
    assert stands(code, start) is Reason.START_PERIMETER
    covered = Perimeter.LIVED
    assert stands(code, start + 3, start=covered) is REACHED  # steady would have called it a departure
    assert stands(code, start - 3, start=covered) is AWAY
    assert stands(code, start - 3, 2020, start=covered) is MISSED
    assert "structures" in questions(code)


def rights_defender_is_a_running_service(code: str) -> None:
    found = measure(code)
    assert (found.kind, found.unit, found.baseline.value) == (Kind.COUNT, "MJD et PAD", None)
    assert stands(code, 3) is Reason.NO_BASELINE
    assert "combien de MJD et de PAD" in questions(code)


def waits_for_confirmation(code: str) -> None:
    for value in (0.0, 0.9):
        assert stands(code, value) is Reason.NOT_CONFIRMED
    assert questions(code)


def school_dropping_out_is_strictly_under(code: str) -> None:
    assert stands(code, 0.05, 2020) is MISSED
    assert stands(code, 0.0499, 2020) is REACHED
    assert stands(code, 0.06) is NOT_YET  # nobody wrote what 6,6 % covers
    assert stands(code, 0.06, start=Perimeter.QPV) is ON_TRACK
    assert "6,6" in questions(code)


def promoters_and_projects_alike(code: str) -> None:
    assert stands(code, 200) is stands("SAN-11-a", 200) is Reason.NOT_CONFIRMED
    assert "tout Paris" in questions(code)
    assert "tous les promoteurs" in questions("SAN-11-a")


def families_wait_for_what_2050_covers(code: str) -> None:
    assert measure(code).baseline.perimeter is None
    assert stands(code, 9000) is Reason.START_PERIMETER
    assert stands(code, 2255, 2020, start=Perimeter.QPV) is REACHED
    assert stands(code, 2255, 2020, start=Perimeter.WHOLE) is Reason.PERIMETER
    assert "tout Paris" in questions(code)


def civic_service_is_judged_by_its_level(code: str) -> None:
    assert measure(code).baseline.value is None
    assert [stands(code, value, year) for value, year in ((0.2, 2016), (0.25, 2016), (0.2, 2020))] == [
        NOT_YET,
        REACHED,
        MISSED,
    ]


def direction_is_not_guessed(code: str) -> None:
    found = measure(code)
    assert (found.direction, found.target) == (Direction.UNTOLD, Undefined())
    for value in (1, 20, 90):
        assert isinstance(stands(code, value), Reason)
    assert "progrès" in questions(code)


def holiday_vouchers_have_beneficiaries(code: str) -> None:
    found = measure(code)
    assert (found.unit, found.label) == ("bénéficiaires", "Bénéficiaires des Bons Vacances")
    assert not any("nombres d’enfants" in note for note in found.notes)


def start_is_of_zus_and_qpv(code: str) -> None:
    assert measure(code).baseline.perimeter is Perimeter.ZUS_QPV
    assert stands(code, 0.9) is NOT_YET
    assert stands(code, 1) is REACHED


def asked_of_two_quartiers_only(code: str) -> None:
    found = measure(code)
    assert found.target == PerYear(value=2)
    whole = paris()
    (territory,) = whole.territories
    assert {one.name for one in asked_quartiers(found, territory)} == {"Chaufourniers", "Blémont"}
    assert len(territory.quartiers) > 2
    assert all(name in found.label for name in ("Chaufourniers", "Blémont"))
    assert code in codes_by_quartier("CAF")
    assert stands(code, 1) is MISSED


def codes_by_quartier(respondent: str) -> set[object]:
    """The measures of which the workbook asks a figure for every quartier."""
    whole = paris()
    asked = next(one for one in whole.respondents if one.code == respondent)
    reference = Reference(campaign=whole.code, respondent=respondent, version=1)
    content = write_collection(whole, asked, reference, language="fr", created=datetime(2017, 1, 1, tzinfo=UTC))
    sheet = openpyxl.load_workbook(BytesIO(content))["Par quartier"]
    found: set[object] = {cell.value for row in sheet.iter_rows(max_col=1) for cell in row}
    assert "CAF-01-a" in found
    return found


def part_of_a_whole_has_no_gap(code: str) -> None:
    found = measure(code)
    assert (found.perimeter, found.baseline.perimeter) == (Perimeter.QPV, Perimeter.WHOLE)
    assert found.asks_territory
    assert against_territory(found.kind) == "share"
    assert isinstance(found.target, Qualitative)


def at_most_the_number_of_quartiers(code: str) -> None:
    assert measure(code).nature is Nature.CUMULATED
    for geography, most in (("paris-2015", 20), ("paris-2024", 21)):
        asked = paris(2016, geography).catalogue.measure_by_code[code]
        assert possible_range(asked).maximum == most


def starts_from_nothing(code: str) -> None:
    """20 QPV in 2020 from none in 2014: a third of the way is due in 2016."""
    target = getattr(measure(code).target, "value", 0)
    assert measure(code).baseline.value is None
    assert stands(code, target * 0.34) is ON_TRACK
    assert stands(code, target * 0.25) is WATCH


def asks_what_the_start_covers(code: str) -> None:
    assert measure(code).baseline.perimeter is None
    assert "Que couvre la valeur de départ" in questions(code)


def is_asked(code: str) -> None:
    assert questions(code)


Verdict = Callable[[str], None]
VERDICTS: Mapping[str, tuple[Verdict, ...]] = {
    "SAN-10-a": (health_centres_are_a_floor,),
    "SAN-10-b": (health_centres_are_a_floor,),
    "JUS-08-a": (rights_defender_is_a_running_service,),
    "CAF-16": (waits_for_confirmation,),
    "EDU-05": (school_dropping_out_is_strictly_under,),
    "SAN-11-a": (waits_for_confirmation,),
    "SAN-12": (promoters_and_projects_alike,),
    "CAF-11-a": (families_wait_for_what_2050_covers,),
    "EDU-06": (waits_for_confirmation,),
    "JSP-05": (civic_service_is_judged_by_its_level,),
    "SAN-02": (direction_is_not_guessed,),
    "CAF-10-a": (holiday_vouchers_have_beneficiaries,),
    "EDU-01": (start_is_of_zus_and_qpv,),
    "EDU-02": (start_is_of_zus_and_qpv,),
    "SAN-01-b": (is_asked,),
    "CAF-03-c": (waits_for_confirmation,),
    "CAF-28": (asked_of_two_quartiers_only,),
    "INT-04": (part_of_a_whole_has_no_gap,),
    "INT-02-b": (at_most_the_number_of_quartiers, starts_from_nothing),
    "INT-09": (at_most_the_number_of_quartiers,),
    "EMP-08-c": (starts_from_nothing,),
    "CAF-14-b": (starts_from_nothing,),
    "CAF-23-a": (starts_from_nothing,),
    "CAF-01-a": (asks_what_the_start_covers,),
    "CAF-01-b": (asks_what_the_start_covers,),
    "CAF-01-c": (is_asked,),
    "INT-07-c": (is_asked,),
}


@pytest.mark.parametrize("code", VERDICTS)
def test_a_disputed_row_is_read_as_its_text_allows(code: str) -> None:
    for verdict in VERDICTS[code]:
        verdict(code)


def test_the_page_lists_them() -> None:
    part = PAGE.read_text("utf-8").partition("### Les lignes discutées")[2].partition("\n#")[0]
    codes = [
        code.strip()
        for line in part.splitlines()
        if re.match(r"\| [A-Z]{3}-", line)
        for code in line.split("|")[1].split(",")
    ]
    assert sorted(codes) == sorted(VERDICTS)


def test_every_measure_counted_since_the_start_begins_at_nothing() -> None:
    """Where its target is a figure of its own."""
    for found in paris().catalogue.measures:
        is_counted = found.nature is Nature.CUMULATED and found.kind.adds_up
        if is_counted and getattr(found.target, "value", None) is not None:
            course = course_in(paris(), found, paris().territories[0].code)
            assert (course.usable_start, course.start_year) == (0, 2014), found.code
