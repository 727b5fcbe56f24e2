"""The report's table of all measures."""

from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.judging.assessing import account_of
from qpv_xlsx.domain.judging.assessment import MeasureAssessment
from qpv_xlsx.export.report.cells import Shown, SortableTable
from qpv_xlsx.export.report.judged import JudgedTables
from qpv_xlsx.messages.telling import bounds_of_pace, telling_decimals
from qpv_xlsx.messages.wordbook import label, phrase


def measures_table(judged: JudgedTables) -> SortableTable:
    """Each measure of each administration: its figures, its two statuses, how far and how fast it goes."""
    cells, language = judged.cells, judged.language
    keys = ("goal", "reporting", "attainment", "reason", "reserve", "attained", "pace")
    year = {"year": judged.campaign.year}
    result, awaited = (cells.head(key, **year) for key in ("value", "expected"))
    words = [cells.head(key) for key in keys]
    left = [cells.head(key) for key in ("code", *judged.where(), "convention", "measure")]
    return SortableTable(
        key="indicators",
        title=phrase(language, "report_measures"),
        headers=(*left, result, awaited, *words),
        rows=tuple(_row(judged, row) for row in judged.assessment.rows.values()),
        figures=frozenset(len(left) + place for place in (0, 1, 2, 7, 8)),
        note=" ".join(phrase(language, key) for key in ("report_decided_note", "report_way_note")),
    )


def _row(judged: JudgedTables, row: MeasureAssessment) -> tuple[Shown, ...]:
    convention, _, measure = judged.lineage[row.measure]
    decimals = telling_decimals(measure.kind, (row.value,), (row.target,))
    return (
        Shown(text=measure.code),
        *judged.territory(row),
        Shown(text=convention.name),
        Shown(text=judged.name(row)),
        _result(judged, row, measure, decimals),
        judged.cells.figure(row.expected, measure.kind, decimals),
        judged.goal(row, measure, decimals),
        judged.cells.status("reporting", row.reporting),
        judged.cells.status("attainment", row.attainment),
        Shown(text=label(judged.language, "reasons", row.reason) if row.reason else ""),
        judged.reserve(is_reserved=row.is_reserved),
        judged.cells.part(row.attained),
        judged.cells.pace(row.pace, bounds_of_pace(judged.campaign)),
    )


def _result(judged: JudgedTables, row: MeasureAssessment, measure: Measure, decimals: int | None) -> Shown:
    """The answer; a word says so where the figure is the coordinator's."""
    shown = judged.cells.value(row.value, measure, decimals)
    entry = account_of(judged.ledger, row.respondent).entries.get(Question(measure=row.measure))
    if entry is None or entry.replacing is None or row.value is None:
        return shown
    return shown._replace(text=phrase(judged.language, "report_decided", figure=shown.text))
