"""The figures of a measure over the years, cut where they stop covering the same: a break of series, to be shown as one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, as_decided, past_years
from qpv_xlsx.domain.contract.catalogue import known
from qpv_xlsx.domain.contract.continuing import covering
from qpv_xlsx.domain.contract.coverage import Coverage, shown_perimeter
from qpv_xlsx.domain.contract.measures import Measure, Perimeter
from qpv_xlsx.domain.judging.assessment import MeasureAssessment
from qpv_xlsx.domain.judging.rankings import covered_by, past_coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Years, both included, whose figures cover *perimeter*; None: nobody wrote what."""

    first: int
    last: int
    perimeter: Perimeter | None


def stretches(
    campaign: Campaign, measure: Measure, row: MeasureAssessment, past: Mapping[tuple[str, str, int], PastResult]
) -> tuple[Stretch, ...]:
    """The stretches of one measure, from its baseline to this year; one, or none, where nothing breaks."""
    found: list[tuple[Coverage | None, Stretch]] = []
    for year, covered in _figures(campaign, measure, row, past):
        perimeter = shown_perimeter(covered) if covered else None
        if found and found[-1][0] == covered:
            before = found[-1][1]
            found[-1] = (covered, Stretch(first=before.first, last=year, perimeter=perimeter))
        else:
            found.append((covered, Stretch(first=year, last=year, perimeter=perimeter)))
    return tuple(stretch for _, stretch in found)


def _figures(
    campaign: Campaign, measure: Measure, row: MeasureAssessment, past: Mapping[tuple[str, str, int], PastResult]
) -> Iterator[tuple[int, Coverage | None]]:
    """Each year that has a figure, and what that covers."""
    start = as_decided(campaign, measure, row.territory).baseline
    year = start.year or known(campaign.catalogue.baseline_year)
    if start.value is not None:
        yield year, covering(campaign, row.territory, start.perimeter, year) if start.perimeter else None
    for year in past_years(campaign):
        result = past.get((row.territory, measure.code, year))
        if result is not None and result.value is not None:
            yield year, past_coverage(campaign, result, measure)
    if isinstance(row.value, int | float):
        yield campaign.year, covered_by(campaign, measure, row)
