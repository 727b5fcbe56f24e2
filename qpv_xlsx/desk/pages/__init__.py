"""The desk's pages: one module per page, each a blueprint. A page reads an overview or calls a task, and shows."""

from qpv_xlsx.desk.pages.decide import room as decide
from qpv_xlsx.desk.pages.drop import room as drop
from qpv_xlsx.desk.pages.entrance import room as entrance
from qpv_xlsx.desk.pages.former_years import room as former_years
from qpv_xlsx.desk.pages.guide import room as guide
from qpv_xlsx.desk.pages.logbook import room as logbook
from qpv_xlsx.desk.pages.official_table import room as official_table
from qpv_xlsx.desk.pages.post import room as letters
from qpv_xlsx.desk.pages.reread import room as reread
from qpv_xlsx.desk.pages.respondent import room as respondent
from qpv_xlsx.desk.pages.show_file import room as files
from qpv_xlsx.desk.pages.summary import room as summary
from qpv_xlsx.desk.pages.works_page import room as progress
from qpv_xlsx.desk.pages.year import room as year

ROOMS = (
    entrance,
    official_table,
    year,
    drop,
    progress,
    respondent,
    decide,
    former_years,
    letters,
    reread,
    summary,
    logbook,
    guide,
    files,
)
