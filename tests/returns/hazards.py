"""What respondents really do to a workbook, line by line, and what shows that each line is met.

Three tables: how values are written (each case is typed and read), what is done to the sheet (files of the corpus), what a
mail carries (tests by name). A line without a case does not pass; a new hazard starts here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from qpv_xlsx.spreadsheet.book import Cell, CellValue, FormatKind

PERCENT, GENERAL, NUMBER, DATE = FormatKind.PERCENT, FormatKind.GENERAL, FormatKind.NUMBER, FormatKind.DATE
ALL = ("xlsx", "ods", "xls")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """*cells*: contents that must all be read alike, for a measure of *kind*. *answers*: by field. *findings*: « V04 info »."""

    kind: str
    cells: tuple[Cell, ...]
    answers: Mapping[str, float | str] = field(default_factory=dict)
    findings: tuple[str, ...] = ()


def texts(*written: str) -> tuple[Cell, ...]:
    """Cells that hold words."""
    return tuple(Cell(value=one, format_kind=FormatKind.TEXT) for one in written)


def shown(value: CellValue, kind: FormatKind) -> tuple[Cell, ...]:
    """A cell with a number format."""
    return (Cell(value=value, format_kind=kind),)


_17 = {"value": 0.173}
_12 = {"value": 12}
_ABSENT = ("nc", "NC", "n.d.", "nd", "ND", "non disponible", "-", "/", "?")

VALUES: Mapping[str, tuple[Typed, ...]] = {
    "`17,3 %` or `17.3%` or `17,3%` as text | share": (
        Typed(kind="share", cells=texts("17,3 %", "17.3%", "17,3%"), answers=_17, findings=("V04 info",)),
    ),
    "0.173 in a percent-formatted cell | share": (Typed(kind="share", cells=shown(0.173, PERCENT), answers=_17),),
    "17.3 in a percent-formatted cell (shows 1730,0 %) | share": (
        Typed(kind="share", cells=shown(17.3, PERCENT), findings=("V02 error",)),
    ),
    "17.3 in a cell whose format was pasted over (General) | share": (
        Typed(kind="share", cells=shown(17.3, GENERAL), answers=_17, findings=("V03 warning",)),
    ),
    "0.5 in a cell whose format was pasted over | share": (
        Typed(kind="share", cells=shown(0.5, GENERAL), answers={"value": 0.5}, findings=("V03 warning",)),
    ),
    "`1 234`, no-break, narrow, `1.234`, `1'234` as text | count": (
        Typed(
            kind="large count",
            cells=texts("1 234", "1\u00a0234", "1\u202f234", "1'234"),
            answers={"value": 1234},
            findings=("V04 info",),
        ),
        Typed(kind="large count", cells=texts("1.234"), answers={"value": 1234}, findings=("V04 warning",)),
    ),
    "`12 450 €`, `195 845,04€` | amount": (
        Typed(kind="amount", cells=texts("12 450 €"), answers={"value": 12450}, findings=("V04 info",)),
        Typed(kind="amount", cells=texts("195 845,04€"), answers={"value": 195845.04}, findings=("V04 info",)),
    ),
    "`8 sur 15`, `8/15` as text | share": (
        Typed(
            kind="share",
            cells=texts("8 sur 15", "8/15"),
            answers={"value": 8 / 15, "numerator": 8, "denominator": 15},
            findings=("V04 warning",),
        ),
    ),
    "8/12 turned into a date by the spreadsheet | share or count": (
        Typed(kind="share", cells=shown(datetime(2015, 12, 8), DATE), findings=("V09 error",)),  # noqa: DTZ001
        Typed(kind="count", cells=shown(datetime(2015, 12, 8), DATE), findings=("V09 error",)),  # noqa: DTZ001
    ),
    "`env. 20`, `~20`, `une vingtaine` | count": (
        Typed(
            kind="count",
            cells=texts("env. 20", "~20"),
            answers={"value": 20, "situation": "provisoire"},
            findings=("V10 warning",),
        ),
        Typed(kind="count", cells=texts("une vingtaine"), findings=("V10 error",)),
    ),
    "`10-15`, `>50`, `moins de 5` | count": (
        Typed(kind="count", cells=texts("10-15", ">50", "moins de 5"), findings=("V10 error",)),
    ),
    "`12 (dont 3 femmes)` | count": (Typed(kind="count", cells=texts("12 (dont 3 femmes)"), findings=("V01 error",)),),
    "`nc`, `NC`, `n.d.`, `nd`, `ND`, `non disponible`, `-`, `/`, `?` | any number": (
        Typed(kind="count", cells=texts(*_ABSENT), answers={"situation": "nd"}, findings=("V04 info",)),
        Typed(kind="share", cells=texts(*_ABSENT), answers={"situation": "nd"}, findings=("V04 info",)),
        Typed(kind="amount", cells=texts(*_ABSENT), answers={"situation": "nd"}, findings=("V04 info",)),
    ),
    "`so`, `sans objet`, `N/A` | any number": (
        Typed(
            kind="count", cells=texts("so", "sans objet", "N/A"), answers={"situation": "so"}, findings=("V04 info",)
        ),
    ),
    "`0` versus empty | any number": (
        Typed(kind="count", cells=shown(0, NUMBER), answers={"value": 0}),
        Typed(kind="share", cells=shown(0, PERCENT), answers={"value": 0}),
        Typed(kind="count", cells=(*shown(None, NUMBER), *texts("", "   "))),
    ),
    "`#DIV/0!`, `#REF!`, `#N/A` | any": (
        Typed(
            kind="count",
            cells=tuple(Cell(value=None, error=one) for one in ("#DIV/0!", "#REF!", "#N/A")),
            findings=("V07 error",),
        ),
    ),
    "`=C6/D6` with its result | any number": (
        Typed(kind="share", cells=(Cell(value=0.173, formula="=C6/D6", format_kind=PERCENT),), answers=_17),
    ),
    "a formula without a stored result | any number": (
        Typed(
            kind="share",
            cells=(Cell(value=None, formula="=C6/D6", has_result=False, format_kind=PERCENT),),
            findings=("V08 error",),
        ),
    ),
    "46054 in a count cell of usual size 3 (somebody typed 1/2) | count": (
        Typed(kind="count", cells=shown(46054, NUMBER), findings=("V09 error",)),
    ),
    "struck-through `12` followed by `15` in one cell | count": (
        Typed(
            kind="count",
            cells=(Cell(value="15", struck="12"),),
            answers={"value": 15},
            findings=("V04 warning",),
        ),
    ),
    "TRUE, a time, a duration | number": (
        Typed(kind="count", cells=shown(True, GENERAL), findings=("V01 error",)),
        Typed(
            kind="count", cells=(*shown(time(12, 30), DATE), *shown(timedelta(hours=30), DATE)), findings=("V09 error",)
        ),
    ),
    "12.5 | count": (Typed(kind="count", cells=shown(12.5, NUMBER), findings=("V05 error",)),),
    "−3 | count": (Typed(kind="count", cells=shown(-3, NUMBER), findings=("V02 error",)),),
    "spaces, tabs, no-break spaces, zero-width characters around | any": (
        Typed(
            kind="count",
            cells=texts(" 12 ", "\t12", "\u00a012\u202f", "\u200b12\ufeff"),
            answers=_12,
            findings=("V04 info",),
        ),
        Typed(kind="count", cells=texts("1\x072"), answers=_12, findings=("V04 info", "V13 info")),
    ),
}
"""In the order of the list of hazards; the two of a whole file stand in SHEETS."""


def files(stem: str, *wanted: str, saved: tuple[str, ...] = ("xlsx",)) -> Mapping[str, tuple[str, ...]]:
    """Files of the corpus with what their expectation must say: findings, or answers that differ as « question = value »."""
    return {f"{stem}.{extension}": wanted for extension in saved}


SHEETS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "two cells with the same address, two parts with the same name": {
        **files("cell-twice", "F01.duplicate_cell error Indicateurs!I6"),
        **files("part-twice", "F01.duplicate_part error file"),
    },
    "a value under a merged cell, or lost by merging": files(
        "merged", "S09 error Indicateurs!I6 EDU-01", "S09 error Indicateurs!I7 EDU-02", saved=ALL
    ),
    "rows sorted": files("rows-sorted", "S07 info Indicateurs", saved=ALL),
    "the entry cells alone sorted, so that answers leave their rows": {
        **files("entries-sorted", "S07.sorted_back info Indicateurs!I6 EDU-05", saved=ALL),
        **files("figures-sorted-without-keys", "S07.shuffled error Indicateurs!I6 EDU-01"),
    },
    "answers copied or cut from one row to another": {
        **files("answers-copied-down", "S07.pasted warning Indicateurs!I7 EDU-02", saved=("xlsx", "ods")),
        **files("answers-cut-and-pasted", "S07.pasted warning Indicateurs!I7 EDU-02", saved=("xls",)),
    },
    "rows inserted above, between, below": files("rows-inserted", "S08.rows info Indicateurs", saved=ALL),
    "rows deleted": files("rows-deleted", "S03 warning Indicateurs EDU-02", "S03 warning Indicateurs EDU-03"),
    "a row duplicated": files(
        "row-duplicated", "S04 error Indicateurs!I6 EDU-01", "S04.same info Indicateurs!N13 EDU-06"
    ),
    "blank rows": files("rows-inserted", "S08.rows info Indicateurs", saved=ALL),
    "columns inserted": files("columns-inserted", "S08.columns info Indicateurs", saved=("xlsx", "ods")),
    "columns moved": files("column-moved", "S08.columns info Indicateurs", saved=("ods",)),
    "columns deleted": files("column-deleted", "S02 warning Indicateurs", saved=("xls",)),
    "columns hidden": files("hidden", "S10 warning Indicateurs!L9 EDU-04-a", saved=ALL),
    "sheet renamed": files("sheet-renamed", "S11 info Indicateurs éducation"),
    "sheet moved": files("sheet-renamed", "S11 info Indicateurs éducation"),
    "sheet copied twice": {
        **files("sheet-copied-twice", "S11.copy info Indicateurs (2)", "S04 error Indicateurs!I6 EDU-01"),
        **files("sheet-copied-as-backup", "S11.copy info Sauvegarde", saved=("ods",)),
    },
    "the visible sheet copied alone into a new workbook": {
        **files("sheet-in-a-new-book", saved=ALL),
        **files("one-sheet-of-two-in-a-new-book", "S01 warning file"),
        **files("values-pasted-in-a-new-book", "I04.codes_only warning file"),
    },
    "the hidden sheets deleted": files("hidden-sheets-deleted", saved=("xls",)),
    "protection removed": files("rows-sorted", saved=ALL),
    "headers retyped": files("official-texts-changed", "S06.header warning Indicateurs!I5"),
    "official wording edited": files("official-texts-changed", "S06 info Indicateurs!F6 EDU-01"),
    "cells merged across entries": files("merged", "S09 error Indicateurs!P9 EDU-04-a", saved=ALL),
    "rows filtered or hidden with answers in them": {
        **files("filtered", "S10 warning Indicateurs!I8 EDU-03", saved=("xlsx", "ods")),
        **files("hidden", "S10 warning Indicateurs!I7 EDU-02", saved=ALL),
    },
    "an answer typed in the locked baseline column": files(
        "typed-elsewhere", "S12.past warning Indicateurs!G12 EDU-06", saved=ALL
    ),
    "an answer typed in the column to the right": files(
        "typed-elsewhere", "S12 warning Indicateurs!S7 EDU-02", "S12 warning Indicateurs!R8 EDU-03", saved=ALL
    ),
    "an answer typed in a note": {
        **files("notes-and-text-box", "V12 warning Indicateurs!I6 EDU-01", "V12 warning Indicateurs!B6", saved=ALL),
        **files("threaded-comment", "V12 warning Indicateurs!I6 EDU-01"),
    },
    "an answer typed in a text box": {
        **files("notes-and-text-box", "S12.text_box warning Indicateurs", saved=ALL),
        **files("text-box", "S12.text_box warning Indicateurs"),
    },
    "last year's workbook returned": files("last-year", "I02 error file"),
    "another administration's workbook returned": {
        **files("other-administration", "I03 error file"),
        **files("two-references", "I04 warning file"),
        **files("row-of-another", "S05 warning Indicateurs!A13"),
    },
    "an older version of this year's": files("older-version", "I05 info file"),
    "the blank workbook returned": {
        **files("blank", "M03 warning Indicateurs", saved=("ods",)),
        **files("blank-xlsx", "M03 warning Indicateurs"),
    },
    "two colleagues' halves": {
        **files("first-half", "M01 warning Indicateurs!I9 EDU-04-a"),
        **files("second-half", "M01 warning Indicateurs!I6 EDU-01"),
    },
    "a corrected file a week later": files("corrected-a-week-later", "EDU-01 value = 0.5508"),
    "the file saved as .ods, .xls, .csv, .pdf": {
        **files("typed", "EDU-01 value = 0.173", saved=ALL),
        **files("exported", "F06.csv error file", saved=("csv",)),
        **files("exported", "F03.pdf error file", saved=("pdf",)),
    },
    "zipped": files("zipped", "F03.archive error file", saved=("zip",)),
    "renamed `collecte (2) FINAL v3 corrigé.xlsx`": files("collecte (2) FINAL v3 corrigé", saved=("XLSX",)),
    "password-protected": files("password", "F02 error file", saved=("xlsx", "ods")),
    "truncated in transit": {
        **files("truncated", "F01.truncated error file"),
        **files("cut-at-the-end", "F01.truncated error file"),
        **files("empty", "F07 error file"),
    },
    "an Excel lock file `~$…xlsx` swept up with the folder": files("~$collecte", "F03.lock error file"),
    "the extension in capitals": files("collecte (2) FINAL v3 corrigé", saved=("XLSX",)),
    "thousands of formatted empty rows below the table": files("ghost-rows"),
    "foreign defined names and styles by the thousand": files("foreign-names-and-styles"),
    "a style that openpyxl refuses (font family 34) in a file that Excel opens": files("font-family-34"),
    "a sheet name with a trailing space": files("sheet-renamed", "S11 info Indicateurs éducation"),
    "an « état néant »": files("nothing-to-report", "EDU-01 comment = État néant", saved=("ods",)),
    "an .xls renamed .xlsx": files("old-excel-renamed", "S07 info Indicateurs"),
    "an HTML page saved as .xls": files("web-page", "F03.html error file", saved=("xls",)),
}

COLLECTING, MESSAGES = "tests/life/test_collecting.py", "tests/mail/test_reading_messages.py"
ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "the same file twice": (
        f"{COLLECTING}::test_a_folder_is_taken_whole_and_adds_up",
        "tests/life/test_merging.py::test_the_same_return_again_changes_nothing",
    ),
    "`/` in an administration's name": ("tests/register/test_register.py::test_safe_names",),
    "an e-mail with three workbooks, a signature image and the original blank attached again further down": (
        f"{COLLECTING}::test_a_message_is_accounted_for_part_by_part",
    ),
    "forwarded messages with messages inside": (f"{MESSAGES}::test_forwarded_messages_are_letters_of_their_own",),
    "Outlook .msg": ("tests/mail/test_outlook_messages.py::test_a_message_is_read",),
    "`winmail.dat`": (f"{MESSAGES}::test_winmail_dat_gives_its_files",),
    "attachment names in RFC 2047/2231 encodings, with slashes, `..`, no name at all, 300 characters": (
        f"{MESSAGES}::test_names_of_attachments",
        "tests/register/test_register.py::test_safe_names",
        f"{COLLECTING}::test_a_name_never_decides_where_a_file_is_written",
    ),
    "the sender is an assistant not on the contact list": (
        f"{COLLECTING}::test_a_message_is_accounted_for_part_by_part",
    ),
    "automatic replies": (f"{MESSAGES}::test_machines_send_no_returns",),
    "delivery failures": (f"{MESSAGES}::test_a_delivery_failure_says_what_it_brings_back",),
}
