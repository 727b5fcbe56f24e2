"""An official table dropped on the page becomes a campaign: what was read of it is shown, row by row."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from qpv_xlsx.desk.pages.entrance import default_base
from qpv_xlsx.desk.pages.place import begin_alone, the_desk
from qpv_xlsx.desk.state import Desk
from qpv_xlsx.desk.works import Work
from qpv_xlsx.spreadsheet.file_names import portable_name

if TYPE_CHECKING:
    from qpv_xlsx.tasks.import_ import Imported, Orders, Source
    from qpv_xlsx.tasks.import_writing import Target, Written

room = Blueprint("official_table", __name__, url_prefix="/tableau")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTable:
    """What was read of the tables, and the folder that was written. *key*: its name in addresses."""

    imported: "Imported"
    written: "Written"
    key: str


@room.post("")
def read() -> Response | str:
    """Read the table, write the campaign beside the person's others, and show what was understood."""
    from qpv_xlsx.tasks.import_ import Orders, Source
    from qpv_xlsx.tasks.import_writing import Target

    desk = the_desk()
    files: list[FileStorage] = [file for file in request.files.getlist("tableau") if file.filename]
    name = portable_name(request.form.get("nom", ""))
    if not files or not name:
        return render_template("imported.html", table=None)
    sources = [Source(name=file.filename or "", content=file.read()) for file in files]
    year = request.form.get("annee", desk.clock().year, type=int)
    orders = Orders(year=year, territory=request.form.get("territoire", "").strip())
    target = Target(output=default_base() / name)
    return begin_alone(desk, "import", lambda work: _imported(desk, work, sources, orders, target))


def _imported(
    desk: Desk, work: Work, sources: "list[Source]", orders: "Orders", target: "Target"
) -> ImportedTable | None:
    """Read, then write. Stopped before the writing, nothing is left."""
    from qpv_xlsx.tasks.import_ import import_tables
    from qpv_xlsx.tasks.import_writing import write_imported

    language, now = desk.speech.language, desk.clock()
    work.watch(0, 3)
    imported = import_tables(sources, orders, code=target.code(orders.year or now.year), now=now, language=language)
    work.watch(1, 3)
    written = write_imported(imported, target, language=language, now=now)
    if written is None:
        return None
    return ImportedTable(imported=imported, written=written, key=desk.enter_campaign(written.folder))


def imported_page(table: ImportedTable) -> str:
    """What was understood, row by row."""
    from qpv_xlsx.tasks.import_report import report_pages

    catalogue = table.imported.campaign.catalogue
    return render_template(
        "imported.html",
        table=table,
        conventions=len(catalogue.conventions),
        indicators=len(tuple(catalogue.indicators)),
        measures=len(tuple(catalogue.measures)),
        questions=len(table.imported.campaign.choices),
        pages=report_pages(table.imported),
    )
