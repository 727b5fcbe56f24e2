"""An official table dropped on the page becomes a campaign: what was read of it is shown, row by row."""

from flask import Blueprint, render_template, request
from werkzeug.utils import secure_filename

from qpv_xlsx.desk.pages.entrance import default_base
from qpv_xlsx.desk.pages.place import the_desk
from qpv_xlsx.desk.troubles import as_notice
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.spreadsheet.file_names import portable_name
from qpv_xlsx.tasks.import_ import Orders, Source, import_tables
from qpv_xlsx.tasks.import_report import report_pages
from qpv_xlsx.tasks.import_writing import Target, write_imported

room = Blueprint("official_table", __name__, url_prefix="/tableau")


@room.post("")
def read() -> str:
    """Read the table, write the campaign beside the person's others, and show what was understood."""
    desk = the_desk()
    files = [file for file in request.files.getlist("tableau") if file.filename]
    name = portable_name(request.form.get("nom", ""))
    if not files or not name:
        return render_template("imported.html", notice=None, imported=None)
    sources = [Source(name=file.filename or secure_filename("tableau"), content=file.read()) for file in files]
    year = request.form.get("annee", desk.clock().year, type=int)
    orders = Orders(year=year, territory=request.form.get("territoire", "").strip())
    folder = default_base() / name
    target = Target(output=folder)
    language, now = desk.speech.language, desk.clock()
    try:
        imported = import_tables(sources, orders, code=target.code(year), now=now, language=language)
        written = write_imported(imported, target, language=language, now=now)
    except CampaignError as trouble:
        return render_template("imported.html", notice=as_notice(trouble, language), imported=None)
    catalogue = imported.campaign.catalogue
    return render_template(
        "imported.html",
        notice=None,
        imported=imported,
        written=written,
        key=desk.enter_campaign(folder),
        conventions=len(catalogue.conventions),
        indicators=len(tuple(catalogue.indicators)),
        measures=len(tuple(catalogue.measures)),
        questions=len(imported.campaign.choices),
        pages=report_pages(imported),
    )
