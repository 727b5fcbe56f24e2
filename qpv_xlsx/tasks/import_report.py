"""What an import understood, row by row and column by column, as values to show or to give as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qpv_xlsx.domain.contract.catalogue import Indicator
from qpv_xlsx.domain.official.entries import UnderstoodPage, last_target
from qpv_xlsx.domain.official.headings import TableColumn
from qpv_xlsx.domain.official.lexicon import TableRole
from qpv_xlsx.domain.official.rows import Fate, TableRow
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.tasks.import_ import Imported
from qpv_xlsx.tasks.import_writing import Written

SCHEMA = "qpv-xlsx/import/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One row of a table. *code*: of the indicator that it became; empty where it became none."""

    place: str
    fate: Fate
    text: str
    code: str = ""
    measures: int = 0
    questions: int = 0
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportColumn:
    """One column of a table. *role* empty: not understood, and not read. *is_to_come*: of a year that is not over.

    *is_ignored*: the coordinator says so. *is_step*: of a target before the last one.
    """

    letter: str
    words: str
    role: str
    is_to_come: bool = False
    is_ignored: bool = False
    is_step: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """One table. *is_read* is False for one that was set aside, though it may have indicators (*count* of them).

    *fiches*: how many upright ones its rows are made of; 0 for a table.
    """

    rank: int
    name: str
    is_read: bool
    is_hidden: bool
    hidden_columns: int
    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    count: int = 0
    fiches: int = 0


def report_pages(imported: Imported) -> tuple[ReportPage, ...]:
    """Every table of the documents, in reading order."""
    return tuple(_page(imported, rank, page) for rank, page in enumerate(imported.pages, start=1))


def _page(imported: Imported, rank: int, page: UnderstoodPage) -> ReportPage:
    is_read = any(entry.place in imported.codes for entry in page.entries)
    columns = page.header.columns if page.header and is_read else ()
    last = last_target(columns)
    return ReportPage(
        rank=rank,
        name=page.page.name or page.page.title,
        is_read=is_read,
        is_hidden=page.page.is_hidden,
        hidden_columns=len(page.page.hidden_columns),
        columns=tuple(
            _column(column, imported.campaign.year, last) for column in columns if column.words or column.role
        ),
        rows=tuple(_rows(imported, page)) if is_read else (),
        count=len(page.entries),
        fiches=page.page.fiches,
    )


def _column(column: TableColumn, this_year: int, last: TableColumn | None) -> ReportColumn:
    years = column.heading.years if column.heading else ()
    return ReportColumn(
        letter=column_letters(column.rank + 1),
        words=column.words,
        role=column.role or "",
        is_ignored=column.is_ignored,
        is_step=column.role is TableRole.TARGET and column is not last,
        is_to_come=column.role is TableRole.RESULT and max(years, default=0) >= this_year,
    )


def _rows(imported: Imported, page: UnderstoodPage) -> Iterator[ReportRow]:
    indicators = {indicator.code: indicator for indicator in imported.campaign.catalogue.indicators}
    for row in page.rows:
        if row.fate not in {Fate.BLANK, Fate.HEADER}:
            yield _row(imported, row, indicators)


def _row(imported: Imported, row: TableRow, indicators: Mapping[str, Indicator]) -> ReportRow:
    code = imported.codes.get(row.line.place, "") if row.fate is Fate.READ else ""
    text = next((box.text for box in row.line.boxes if not box.is_blank), "")
    measures = indicators[code].measures if code else ()
    own = {measure.code for measure in measures}
    return ReportRow(
        place=row.line.place,
        fate=row.fate,
        text=" ".join((measures[0].label if measures else text).split()),
        code=code,
        measures=len(measures),
        questions=sum(choice.measure in own for choice in imported.campaign.choices),
        is_hidden=row.line.is_hidden,
    )


def import_document(imported: Imported, written: Written | None) -> dict[str, Any]:
    """The import as one JSON document."""
    campaign = imported.campaign
    return {
        "schema": SCHEMA,
        "campaign": campaign.code,
        "folder": str(written.folder) if written else None,
        "tables": [
            {
                "rank": page.rank,
                "name": page.name,
                "read": page.is_read,
                "hidden": page.is_hidden,
                "columns": [
                    {"column": one.letter, "words": one.words, "role": one.role or None} for one in page.columns
                ],
                "rows": [
                    {
                        "place": row.place,
                        "fate": row.fate.value,
                        "text": row.text,
                        "indicator": row.code or None,
                        "measures": row.measures,
                        "questions": row.questions,
                        "hidden": row.is_hidden,
                    }
                    for row in page.rows
                ],
            }
            for page in report_pages(imported)
        ],
        "remarks": [{"code": remark.code, **remark.facts} for remark in imported.remarks],
        "relations": [
            {"kind": one.kind.value, "parts": list(one.parts), "whole": one.whole or None, "share": one.share or None}
            for one in campaign.catalogue.relations
        ],
        "choices": [{"measure": choice.measure, "question": choice.question} for choice in campaign.choices],
        "summary": summary(imported),
    }


def summary(imported: Imported) -> dict[str, int]:
    """How much was read."""
    campaign = imported.campaign
    return {
        "conventions": len(campaign.catalogue.conventions),
        "indicators": len(tuple(campaign.catalogue.indicators)),
        "measures": len(tuple(campaign.catalogue.measures)),
        "respondents": len(campaign.respondents),
        "choices": len(campaign.choices),
    }
