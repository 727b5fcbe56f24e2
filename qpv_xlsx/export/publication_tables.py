"""« publications » and « chiffres-publies »: what was given to the public and what was withheld, when. Never published themselves."""

from collections.abc import Iterator, Mapping

from qpv_xlsx.domain.publishing.linked_system import CellKey
from qpv_xlsx.export.columns import moment
from qpv_xlsx.export.linked_tables import WHOLE, Link, LinkedTable, Row, strings
from qpv_xlsx.export.table_sources import TableSources
from qpv_xlsx.export.year_tables import TOGETHER

_PUBLICATION = Link(columns=("publication",), table="publications", theirs=("publication",))


def publication_table(sources: TableSources) -> LinkedTable:
    """One row per publication, those of former years included."""
    rows: tuple[Row, ...] = tuple(
        {
            "publication": one.number,
            "written": moment(one.moment),
            "name": one.name,
            "limit": one.limit,
            "published": len(one.published),
            "masked": len(one.withheld),
        }
        for one in sources.publications
    )
    numbers = dict.fromkeys(("limit", "published", "masked"), "integer")
    types = {"publication": "integer", "written": "datetime", "name": "string", **numbers}
    return LinkedTable(name="publications", types=types, key=("publication",), rows=rows)


def published_figure_table(sources: TableSources) -> LinkedTable:
    """One row per figure of a publication, as it was then."""
    names = ("territory", "measure", "respondent", "quartier", "field")
    types = {"publication": "integer", "year": "integer", **strings(*names), "value": "number", "is_masked": "boolean"}
    return LinkedTable(
        name="chiffres-publies",
        types=types,
        key=("publication", "year", *names),
        rows=tuple(_figures(sources)),
        links=(_PUBLICATION,),
    )


def _figures(sources: TableSources) -> Iterator[Row]:
    for one in sources.publications:
        for figures, is_masked in ((one.published, False), (one.withheld, True)):
            yield from _rows(one.number, figures, is_masked=is_masked)


def _rows(number: int, figures: Mapping[CellKey, float], *, is_masked: bool) -> Iterator[Row]:
    for key, value in sorted(figures.items()):
        yield {
            "publication": number,
            "year": key.year,
            "territory": key.territory,
            "measure": key.measure,
            "respondent": key.respondent or TOGETHER,
            "quartier": key.quartier or WHOLE,
            "field": key.field.value,
            "value": value,
            "is_masked": is_masked,
        }
