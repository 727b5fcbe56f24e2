"""Which tables of a document are read: those with indicators, a table cut by a page joined again, the others told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.official.entries import UnderstoodPage, understand
from qpv_xlsx.domain.official.headings import find_header
from qpv_xlsx.domain.official.lexicon import Heading, TableRole
from qpv_xlsx.domain.official.picture import Page
from qpv_xlsx.domain.official.upright_fiches import laid_down

_STARTS = frozenset({TableRole.BASELINE, TableRole.RESULT})


def readable(
    pages: Sequence[Page], corrections: Mapping[int, Heading], *, this_year: int
) -> tuple[UnderstoodPage, ...]:
    """Every table, understood as far as it can be; one without a header of its own continues the one before."""
    return tuple(understand(page, corrections, this_year=this_year) for page in _joined(laid_down(pages), corrections))


def _joined(pages: Sequence[Page], corrections: Mapping[int, Heading]) -> Sequence[Page]:
    found: list[Page] = []
    for page in pages:
        if found and _continues(page, found[-1], corrections):
            found[-1] = replace(found[-1], lines=(*found[-1].lines, *page.lines))
        else:
            found.append(page)
    return found


def _continues(page: Page, above: Page, corrections: Mapping[int, Heading]) -> bool:
    """Whether *page* is the rest of the table *above*: as wide, of the same document, and without words over it.

    A header of the same words is one repeated; any other header makes another table.
    """
    if page.fiches or above.fiches or page.name or above.name:
        return False
    if page.title or page.width != above.width or page.width < 2:  # noqa: PLR2004
        return False
    header, own = find_header(above, corrections), find_header(page)
    if header is None or header.rank(TableRole.INDICATOR) is None:
        return False
    return own is None or [column.words for column in own.columns] == [column.words for column in header.columns]


def chosen(pages: Sequence[UnderstoodPage], ranks: Sequence[int], *, name: str) -> tuple[UnderstoodPage, ...]:
    """The tables to import: those asked for by rank (from 1), else all those with indicators.

    Raises CampaignError where there is none, or where they are not of one shape and nobody said which.
    """
    if ranks:
        return tuple(_asked(pages, rank, name) for rank in ranks)
    found = tuple(page for page in pages if page.entries)
    if not found:
        raise _nothing(pages, name)
    in_sight = tuple(page for page in found if not page.page.is_hidden)
    if in_sight and len({_shape(page) for page in in_sight}) == 1 < len({_shape(page) for page in found}):
        return in_sight  # a hidden sheet of another shape is a draft: told, and read where it is asked for
    if len({_shape(page) for page in found}) > 1:
        tables = tuple(_described(page, rank) for rank, page in enumerate(pages, start=1) if page.entries)
        raise CampaignError("import_shapes", file=name, tables=tables)
    return found


def _asked(pages: Sequence[UnderstoodPage], rank: int, name: str) -> UnderstoodPage:
    if not 0 < rank <= len(pages):
        raise CampaignError("import_no_such_table", file=name, rank=rank, count=len(pages))
    page = pages[rank - 1]
    if not page.entries:
        raise _nothing([page], name)
    return page


def _nothing(pages: Sequence[UnderstoodPage], name: str) -> CampaignError:
    if not pages:
        return CampaignError("import_no_table", file=name)
    if any(page.header and page.header.rank(TableRole.INDICATOR) is not None for page in pages):
        return CampaignError("import_no_row", file=name)
    with_header = next((page for page in pages if page.header), None)
    words = with_header.header.columns if with_header and with_header.header else ()
    headers = tuple(" ".join(column.words.split()) for column in words if column.words)
    if not headers:
        return CampaignError("import_no_header", file=name)
    return CampaignError("import_no_indicator", file=name, headers=headers)


def _shape(page: UnderstoodPage) -> frozenset[str]:
    """What a table says of its indicators: with a start or none, with a target or none."""
    roles = {column.role for column in page.header.columns} if page.header else set()
    has_start = bool(roles & _STARTS)
    return frozenset({*(["start"] if has_start else []), *(["target"] if TableRole.TARGET in roles else [])})


def _described(page: UnderstoodPage, rank: int) -> str:
    columns = page.header.columns if page.header else ()
    words = ", ".join(" ".join(column.words.split()) for column in columns if column.words)
    name = page.page.name or page.page.title
    return f"{rank}{f' « {name} »' if name else ''} ({words})"
