"""What an import understood, on screen: columns, then each row and what became of it, then what is left to do."""

from collections.abc import Iterator

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.show import say, screen
from qpv_xlsx.domain.official.rows import Fate
from qpv_xlsx.domain.spelling import cut_to
from qpv_xlsx.messages.lacks import lacks_told
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.tasks.import_ import Imported
from qpv_xlsx.tasks.import_report import ReportColumn, ReportPage, ReportRow, report_pages, summary
from qpv_xlsx.tasks.import_writing import Written

_LONGEST = 70  # characters of a text on its line


def show_imported(imported: Imported, written: Written | None, setting: Setting) -> None:
    """Tables and rows on standard output; what was written, on standard error."""
    console, language = screen(), setting.language
    for remark in imported.remarks:
        say(console, phrase(language, remark.code, **remark.facts))
    for page in report_pages(imported):
        for line, indent in _page(page, language):
            say(console, line, indent=indent)
    for relation in imported.campaign.catalogue.relations:
        facts = {"parts": ", ".join(relation.parts), "whole": relation.share or relation.whole}
        say(console, phrase(language, "import_relation", kind=label(language, "relations", relation.kind), **facts))
    say(console, phrase(language, "import_summary", **summary(imported)))
    if written is None:
        click.echo(phrase(language, "import_only_shown"), err=True)
    elif not setting.is_quiet:
        _show_written(written, language)


def _show_written(written: Written, language: str) -> None:
    if written.kept is not None:
        click.echo(phrase(language, "init_kept", file=written.kept.name), err=True)
    click.echo(phrase(language, "import_done", path=str(written.folder)), err=True)
    lacks = lacks_told(written.campaign, language)
    if lacks:
        click.echo(phrase(language, "import_lacks", lacks=lacks, folder=str(written.folder)), err=True)


def _page(page: ReportPage, language: str) -> Iterator[tuple[str, int]]:
    place = page.name or phrase(language, "import_table_rank", rank=page.rank)
    if not page.is_read:
        left = "import_page_unread" if not page.count else f"import_page_{'hidden' if page.is_hidden else 'not_asked'}"
        yield phrase(language, left, place=place, count=page.count, rank=page.rank), 0
        return
    count = sum(row.fate is Fate.READ for row in page.rows)
    yield phrase(language, "import_columns_read", place=place, count=count), 0
    for column in page.columns:
        facts = {"letter": column.letter, "words": " ".join(column.words.split())}
        if column.role:
            yield phrase(language, "import_column", role=label(language, "roles", _role(column)), **facts), 2
        else:
            yield phrase(language, "import_column_unread", **facts), 2
    if page.fiches:
        yield phrase(language, "import_fiches", count=page.fiches), 2
    if page.is_hidden:
        yield phrase(language, "import_hidden_sheet", place=place), 2
    if page.hidden_columns:
        yield phrase(language, "import_hidden_columns", place=place, count=page.hidden_columns), 2
    for row in page.rows:
        yield _row(row, language), 2


def _role(column: ReportColumn) -> str:
    told = (("ignored", column.is_ignored), ("to_come", column.is_to_come), ("step", column.is_step))
    return next((role for role, is_so in told if is_so), column.role)


def _row(row: ReportRow, language: str) -> str:
    text = cut_to(row.text, _LONGEST)
    hidden = phrase(language, "import_row_hidden") if row.is_hidden else ""
    if row.fate is Fate.READ:
        facts = {"code": row.code, "label": text, "measures": row.measures, "questions": row.questions}
        return phrase(language, "import_row", place=row.place, **facts) + hidden
    return phrase(language, f"import_fate_{row.fate.value}", place=row.place, text=text) + hidden
