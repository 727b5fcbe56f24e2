"""A package of Office 2007 and later: which kind of document it holds, and its workbook."""

from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.spreadsheet.book import Book
from qpv_xlsx.spreadsheet.opening.archives import Archive
from qpv_xlsx.spreadsheet.opening.package import WORKBOOK, Relation, content_type, relations, target_of
from qpv_xlsx.spreadsheet.opening.refusal import not_a_spreadsheet, not_supported, unless_damaged
from qpv_xlsx.spreadsheet.opening.xlsx import open_xlsx


def open_package(archive: Archive) -> tuple[Book, tuple[Finding, ...]]:
    """Read the workbook. Raises Refused where the package holds something else."""
    package = unless_damaged(lambda: relations(archive, "")) or ()
    if target_of(package, "officeDocument") is None and archive.has(WORKBOOK):
        package = (*package, Relation(identifier="", kind="officeDocument", target=WORKBOOK))
    part = target_of(package, "officeDocument") or ""
    declared = content_type(archive, part)
    if "sheet.binary" in declared:
        raise not_supported("xlsb")
    if "wordprocessingml" in declared or "presentationml" in declared or "visio" in declared:
        raise not_a_spreadsheet("document")
    return open_xlsx(archive, package, declared)
