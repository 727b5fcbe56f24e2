"""Files that another program, here openpyxl, loaded and saved, or that were put together by a script."""

import io
import warnings
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font, NamedStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.workbook.collection import write_collection
from tests.paris import paris
from tests.returns.started import CREATED, blank, filled, of_year, written

MAIN, QUARTIERS = "Indicateurs", "Par quartier"
Edit = Callable[[Workbook], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByProgram:
    """*made*: what was done. *edit*: on the loaded workbook. *results*: formulas are replaced by their results."""

    made: str
    edit: Edit
    start: Callable[[], bytes] = filled
    results: bool = False


def _nothing(_: Workbook) -> None:
    """Load and save: formulas lose their results."""


def _type(cells: dict[str, str | float], sheet: str = MAIN) -> Edit:
    def edit(workbook: Workbook) -> None:
        for place, value in cells.items():
            workbook[sheet][place] = value

    return edit


def _ghost_rows(workbook: Workbook) -> None:
    sheet = workbook[MAIN]
    for row in range(13, 6013):
        cell = sheet.cell(row, 9)
        assert isinstance(cell, Cell)
        cell.number_format = "0.0%"
        sheet.row_dimensions[row].height = 15


def _foreign_names(workbook: Workbook) -> None:
    for number in range(1500):
        workbook.defined_names[f"_xlnm_{number}"] = DefinedName(f"_xlnm_{number}", attr_text="#REF!")
    for number in range(1500):
        workbook.add_named_style(NamedStyle(name=f"Normal {number}", font=Font(name="Arial")))


def _values_only(workbook: Workbook) -> None:
    """The table pasted as values into a new workbook: no formats, no hidden sheets, no properties."""
    source = workbook[MAIN]
    for name in workbook.sheetnames:
        if name != MAIN:
            del workbook[name]
    target = workbook.create_sheet("Feuil1")
    for row in source.iter_rows(min_row=5):
        for cell in row:
            if cell.value is not None:
                target.cell(cell.row - 4, cell.column).value = cell.value
    del workbook[MAIN]
    workbook.custom_doc_props.props.clear()  # type: ignore[attr-defined]  # the stubs forget it
    workbook.defined_names.clear()


def _without_code_column(workbook: Workbook) -> None:
    workbook[MAIN].delete_cols(1)


def _without_any_code(workbook: Workbook) -> None:
    workbook[MAIN].delete_cols(13)
    workbook[MAIN].delete_cols(1)


def _headers_gone(workbook: Workbook) -> None:
    """Key row and one header deleted: the column is known by its neighbours only."""
    workbook[MAIN].delete_rows(4)
    workbook[MAIN]["J4"] = None


def _halves(kept: range) -> Edit:
    def edit(workbook: Workbook) -> None:
        for row in range(6, 13):
            if row not in kept:
                for column in (*range(9, 13), *range(14, 18)):
                    workbook[MAIN].cell(row, column).value = None

    return edit


def _extra_sheet(workbook: Workbook) -> None:
    sheet = workbook.create_sheet("Précisions")
    sheet["A1"] = "Le chiffre d’EDU-06 est de 22 %."
    sheet["B3"] = 0.22
    workbook["Mode d'emploi"]["A30"] = "Réponse du bureau des statistiques"


def _other_texts(workbook: Workbook) -> None:
    sheet = workbook[MAIN]
    sheet["P6"] = "=HYPERLINK(1)"
    sheet["P6"].data_type = "s"
    sheet["P7"] = "ligne 1\r\nligne 2\u200b"
    sheet["P8"] = "x" * 2500
    sheet["N9"] = "à peu près sûr"
    sheet["O10"] = "Est parisien"
    sheet["Q11"] = "  source entourée\u00a0"


def _relatives(workbook: Workbook) -> None:
    sheet = workbook[MAIN]
    sheet["I6"] = "0"
    sheet["I7"] = "\u00a0\u200b40,91\u202f% "
    sheet["I8"] = "15,2 points"
    sheet["I9"] = "58,23"
    sheet["L9"] = "46,6 pour cent"
    sheet["I10"] = "?"
    sheet["J11"] = "53 (dont 20 filles)"
    sheet["K11"] = "1.234"
    sheet["I12"] = datetime(2015, 12, 8, tzinfo=UTC).replace(tzinfo=None)


def _counts(workbook: Workbook) -> None:
    words = ("une vingtaine", "10-15", ">50", "moins de 5", "12 (dont 3 femmes)", "NC", "~20", 12.5, -3, "1'234", True)
    for number, text in enumerate(words, 3):
        workbook[QUARTIERS].cell(6, number).value = text  # type: ignore[assignment]  # the stubs forget booleans
    workbook[MAIN]["I6"] = None


def _secrets(workbook: Workbook) -> None:
    sheet = workbook[MAIN]
    for row, words in ((6, "Secret statistique (s)"), (7, "Provisoire"), (9, "nd"), (10, "Sans objet (so)")):
        sheet.cell(row, 14).value = words
    sheet["P6"] = "moins de 11 élèves"
    sheet["I7"] = None
    sheet["O9"] = "Territoire entier"
    sheet["J11"], sheet["K11"] = 779, 53


def _very_hidden(workbook: Workbook) -> None:
    """The sheet itself hidden, with its answers."""
    sheet: Worksheet = workbook[MAIN]
    sheet.sheet_state = "hidden"
    sheet["I6"].comment = Comment("Chiffre du rectorat\n12 postes", "Agent")
    sheet["Q6"].font = copy(sheet["Q6"].font)


def _row_of_another(workbook: Workbook) -> None:
    sheet = workbook[MAIN]
    for column in range(1, 19):
        sheet.cell(13, column).value = sheet.cell(12, column).value
    sheet["A13"], sheet["M13"], sheet["I13"], sheet["N13"] = "EMP-01", None, 0.2, None
    sheet["A14"], sheet["I14"] = "Effectif total", 4200


def _of_nobody() -> bytes:
    campaign = replace(
        paris(),
        respondents=tuple(replace(one, code="DRAAF") if one.code == "EDU" else one for one in paris().respondents),
    )
    nobody = next(one for one in campaign.respondents if one.code == "DRAAF")
    reference = Reference(campaign=campaign.code, respondent="DRAAF", version=1)
    return write_collection(campaign, nobody, reference, created=CREATED)


def _swap_quartiers(workbook: Workbook) -> None:
    """« Par quartier » of the women's rights delegation, pasted over ours."""
    other = load_workbook(io.BytesIO(filled("DDF")))[QUARTIERS]
    ours = workbook[QUARTIERS]
    for row in other.iter_rows():
        for cell in row:
            ours[cell.coordinate].value = cell.value


def _budget(workbook: Workbook) -> None:
    for name in workbook.sheetnames:
        del workbook[name]
    sheet = workbook.create_sheet("Budget")
    sheet["A1"], sheet["B1"] = "Poste", "Montant"
    sheet["A2"], sheet["B2"] = "Loyers", 12000
    workbook.custom_doc_props.props.clear()  # type: ignore[attr-defined]  # the stubs forget it
    workbook.defined_names.clear()


BY_PROGRAM: dict[str, ByProgram] = {
    "loaded-and-saved": ByProgram(made="Loaded and saved by another program.", edit=_nothing),
    "formula-without-result": ByProgram(
        made="A formula in an entry cell, saved by a program that does not calculate.",
        edit=_type({"I6": "=J6/K6", "J7": "=300+6"}),
    ),
    "results-instead-of-formulas": ByProgram(
        made="Saved as values, controls included.", edit=_nothing, start=lambda: filled("DDF"), results=True
    ),
    "ghost-rows": ByProgram(made="Six thousand formatted empty rows below the table.", edit=_ghost_rows),
    "foreign-names-and-styles": ByProgram(
        made="Fifteen hundred broken names and as many styles of other files.", edit=_foreign_names
    ),
    "values-pasted-in-a-new-book": ByProgram(
        made="The table pasted as values into a new workbook.", edit=_values_only, results=True
    ),
    "code-column-deleted": ByProgram(made="The column of codes deleted.", edit=_without_code_column),
    "no-code-left": ByProgram(made="Both columns of codes deleted.", edit=_without_any_code),
    "header-deleted": ByProgram(made="The hidden keys and one header deleted.", edit=_headers_gone),
    "first-half": ByProgram(made="The first colleague's half.", edit=_halves(range(6, 9))),
    "second-half": ByProgram(made="The second colleague's half.", edit=_halves(range(9, 13))),
    "corrected-a-week-later": ByProgram(
        made="The complete reply with one figure corrected.", edit=_type({"I6": 0.5508, "J6": 195})
    ),
    "sheet-added": ByProgram(made="Words on a sheet of their own and on the guide.", edit=_extra_sheet),
    "odd-texts": ByProgram(made="Texts like formulas, too long, off the lists, padded.", edit=_other_texts),
    "odd-shares": ByProgram(made="Shares, gaps and parts in words; a date.", edit=_relatives),
    "odd-counts": ByProgram(made="Counts in words for quartiers.", edit=_counts, start=lambda: filled("DDF")),
    "contradictions": ByProgram(
        made="Situations against values, perimeters against baselines, parts swapped.", edit=_secrets
    ),
    "hidden-sheet": ByProgram(made="The answer sheet hidden; a note of two lines.", edit=_very_hidden),
    "row-of-another": ByProgram(made="A row of another administration and one invented.", edit=_row_of_another),
    "blank-xlsx": ByProgram(made="The blank workbook, saved.", edit=_nothing, start=blank),
    "older-version": ByProgram(
        made="Version 1 filled in after version 2 was sent.", edit=_nothing, start=lambda: filled(version=1)
    ),
    "last-year": ByProgram(
        made="Last year's workbook.", edit=_nothing, start=lambda: written(of_year(2014), "EDU", {})
    ),
    "other-administration": ByProgram(
        made="The workbook of an administration that this campaign does not know.",
        edit=_nothing,
        start=_of_nobody,
    ),
    "other-campaign": ByProgram(
        made="The workbook of another territory.",
        edit=_nothing,
        start=lambda: written(replace(paris(), code="lyon-2015"), "EDU", {}),
    ),
    "two-references": ByProgram(
        made="A sheet of another administration's workbook in ours.",
        edit=_swap_quartiers,
    ),
    "not-a-collection": ByProgram(made="A workbook about something else.", edit=_budget),
}


def make_by_program(name: str) -> bytes:
    """Load, edit and save."""
    case = BY_PROGRAM[name]
    with warnings.catch_warnings(action="ignore"):
        workbook = load_workbook(io.BytesIO(case.start()), data_only=case.results)
        case.edit(workbook)
        held = io.BytesIO()
        workbook.save(held)
    return held.getvalue()
