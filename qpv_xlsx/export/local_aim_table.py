"""« objectifs-par-territoire »: starts and targets that are a territory's own. Where there is none, the official table's hold."""

from collections.abc import Iterator

from qpv_xlsx.domain.contract.local_aims import LocalAim, measure_there
from qpv_xlsx.domain.contract.measures import Perimeter
from qpv_xlsx.domain.contract.targets import AtLeast
from qpv_xlsx.domain.judging.adding_up import owns_target
from qpv_xlsx.domain.judging.assessment import Reason
from qpv_xlsx.export.linked_tables import MEASURE, TERRITORY, Cell, LinkedTable, Row, strings
from qpv_xlsx.export.table_sources import TableSources

NAME = "objectifs-par-territoire"


def local_aim_table(sources: TableSources) -> LinkedTable:
    """One row per line of the sheet. *target*: the level to be reached, where it is the territory's own."""
    types = {
        **strings("territory", "measure"),
        "start": "number",
        "start_year": "integer",
        **strings("start_perimeter", "baseline_text"),
        "target": "number",
        "target_year": "integer",
        **strings("target_text"),
    }
    rows = tuple(_row(sources, aim) for aim in sources.campaign.local_aims)
    return LinkedTable(name=NAME, types=types, key=("territory", "measure"), rows=rows, links=(TERRITORY, MEASURE))


def _row(sources: TableSources, aim: LocalAim) -> Row:
    level, year = _level(sources, aim)
    measure = sources.campaign.catalogue.measure_by_code[aim.measure]
    is_own = owns_target(aim, measure_there(measure, (aim,), aim.territory), level)
    return {
        "territory": aim.territory,
        "measure": aim.measure,
        "start": aim.start,
        "start_year": aim.start_year,
        "start_perimeter": aim.start_perimeter.value if aim.start_perimeter else None,
        "baseline_text": aim.baseline_text or None,
        "target": level if is_own else None,
        "target_year": year if is_own else None,
        "target_text": aim.target_text or None,
    }


def _level(sources: TableSources, aim: LocalAim) -> tuple[float | None, int | None]:
    """What is to be reached there, and when."""
    for row in sources.assessment.rows.values():
        if (row.territory, row.measure) == (aim.territory, aim.measure) and row.barred is not Reason.PART_OF_WHOLE:
            return row.target, row.target_year
    return None, None


def local_aims_in(rows: tuple[Row, ...], territory: str) -> Iterator[LocalAim]:
    """The same, read back: a target is the level that it came to, whatever it was worded as."""
    for row in rows:
        if row["territory"] == territory:
            yield LocalAim(
                territory=territory,
                measure=str(row["measure"]),
                start=_figure(row["start"]),
                start_year=_year(row["start_year"]),
                start_perimeter=Perimeter(str(row["start_perimeter"])) if row["start_perimeter"] else None,
                baseline_text=str(row["baseline_text"] or ""),
                target=_target(_figure(row["target"]), _year(row["target_year"])),
                target_text=str(row["target_text"] or ""),
            )


def _figure(cell: Cell) -> float | None:
    if cell is not None and not isinstance(cell, int | float):
        raise TypeError(cell)
    return cell


def _year(cell: Cell) -> int | None:
    if cell is not None and not isinstance(cell, int):
        raise TypeError(cell)
    return cell


def _target(level: float | None, year: int | None) -> AtLeast | None:
    return None if level is None else AtLeast(value=level, year=year)
