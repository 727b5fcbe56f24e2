"""Files that LibreOffice saved after somebody worked in them, French locale, keyboard and menus."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.libreoffice import Office
from tests.returns.started import blank, filled

MAIN, QUARTIERS = "Indicateurs", "Par quartier"


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """*made*: what was done, as a sentence. *saved*: extensions. *start*: bytes of the workbook that was opened."""

    made: str
    act: Callable[[Office], object]
    saved: tuple[str, ...] = ("xlsx",)
    start: Callable[[], bytes] = filled
    password: str = ""


def _nothing(office: Office) -> None:
    """Open and save."""


def _fill_in(office: Office) -> None:
    for cell, text in (
        ("I6", "17,3"),
        ("N6", "Définitif"),
        ("O6", "QPV"),
        ("J7", "306"),
        ("K7", "748"),
        ("I7", "=J7/K7"),
        ("I8", "-2,5 %"),
        ("J9", "375"),
        ("K9", "644"),
        ("L9", "46,6%"),
        ("I10", "0"),
        ("N10", "Estimé"),
        ("N11", "Non disponible (nd)"),
        ("P11", "Fichier attendu pour l’été."),
        ("I12", "21,5"),
    ):
        assert office.type(MAIN, cell, text) == "ok"


def _type_as_words(office: Office) -> None:
    """A text format, then what people write in words."""
    for cell, text in (
        ("I6", "'17,3 %"),
        ("J6", "'1 234"),
        ("K6", "'7 133"),
        ("I7", "8 sur 15"),
        ("I8", "nd"),
        ("I9", "env. 58 %"),
        ("L9", "n.d."),
        ("I10", "-"),
        ("I11", "entre 6 et 7 %"),
        ("I12", "N/A"),
    ):
        office.paste(MAIN, cell, "")
        office.type(MAIN, cell, text)


def _fractions_become_dates(office: Office) -> None:
    """Where the validation was lost, the date keeps the look of the cell; elsewhere it is refused at once."""
    assert office.type(MAIN, "I7", "8/12") == "refused"
    for cell, text in (("I6", "8/12"), ("J7", "1/2"), ("L9", "3/4")):
        office.forget_validation(MAIN, cell)
        assert office.type(MAIN, cell, text) == "ok"


def _fractions_pasted(office: Office) -> None:
    for cell, text in (("I6", "8/12"), ("J7", "1/2"), ("L11", "12:30"), ("I12", "VRAI")):
        office.paste(MAIN, cell, text)


def _half_in_a_count(office: Office) -> None:
    office.forget_validation(QUARTIERS, "D6")
    office.type(QUARTIERS, "D6", "1/2")
    office.paste(MAIN, "I6", "1/2")


def _paste_over_formats(office: Office) -> None:
    for cell, text in (("I6", "53,11"), ("I7", "0,4091"), ("I8", "0"), ("I9", "1"), ("J9", "375,5")):
        office.paste(MAIN, cell, text)


def _impossible_figures(office: Office) -> None:
    for cell, text in (("I6", "1730%"), ("J7", "-3"), ("K9", "12,5"), ("I11", "-6,8%")):
        office.paste(MAIN, cell, text)


def _formulas(office: Office) -> None:
    for cell, text in (("I6", "=J6/K6"), ("I7", "=J7/0"), ("I9", "=RECHERCHEV(9;J6:K12;2;0)"), ("I11", '="6,8"&" %"')):
        office.forget_validation(MAIN, cell)
        office.type(MAIN, cell, text)


def _zero_by_formula(office: Office) -> None:
    office.type(MAIN, "J11", "=0")
    office.type(MAIN, "I11", "=J11/K11")


def _sort_rows(office: Office) -> None:
    office.unprotect(MAIN)
    office.sort(MAIN, "A6:R12", 1, descending=True)


def _sort_entries(office: Office) -> None:
    office.unprotect(MAIN)
    office.sort(MAIN, "I6:Q12", 1)


def _sort_entries_of_quartiers(office: Office) -> None:
    office.unprotect(MAIN)
    office.sort(MAIN, "A6:R9", 9, descending=True)
    office.sort(MAIN, "I6:Q9", 2)


def _sort_without_keys(office: Office) -> None:
    """Only the columns left of the hidden key: the answers leave their rows, and nothing tells where they went."""
    office.unprotect(MAIN)
    office.sort(MAIN, "I6:L12", 1)


def _insert_rows(office: Office) -> None:
    office.unprotect(MAIN)
    office.insert_rows(MAIN, 9, 2)
    office.insert_rows(MAIN, 1, 3)
    office.insert_rows(MAIN, 5, 1)
    office.type(MAIN, "B1", "Rempli par le service statistique")


def _insert_columns(office: Office) -> None:
    office.unprotect(MAIN)
    office.insert_columns(MAIN, 10)
    office.insert_columns(MAIN, 2, 2)
    office.paste(MAIN, "L5", "Vérifié")
    office.paste(MAIN, "L6", "oui")


def _move_column(office: Office) -> None:
    """The source before the result."""
    office.unprotect(MAIN)
    office.insert_columns(MAIN, 9)
    office.copy_range(MAIN, "R1:R12", "I1")
    office.delete_columns(MAIN, 18)


def _delete_rows(office: Office) -> None:
    office.unprotect(MAIN)
    office.delete_rows(MAIN, 7, 2)


def _delete_column(office: Office) -> None:
    office.unprotect(MAIN)
    office.delete_columns(MAIN, 14)


def _duplicate_row(office: Office) -> None:
    office.unprotect(MAIN)
    office.insert_rows(MAIN, 7)
    office.copy_range(MAIN, "A6:R6", "A7")
    office.type(MAIN, "I7", "60")
    office.copy_range(MAIN, "A13:R13", "A15")


def _copy_answers_down(office: Office) -> None:
    """The answers of a row pasted on the next one, hidden key included, and one figure corrected there."""
    office.unprotect(MAIN)
    office.copy_range(MAIN, "I6:Q6", "I7")
    office.type(MAIN, "I7", "41")
    office.type(MAIN, "J7", "145")


def _cut_answers(office: Office) -> None:
    """Typed in the wrong row, cut, and pasted in the right one."""
    office.unprotect(MAIN)
    office.copy_range(MAIN, "I6:Q6", "I7")
    office.clear(MAIN, "I6:Q6")


def _hide(office: Office) -> None:
    office.unprotect(MAIN)
    office.hide_rows(MAIN, 7)
    office.hide_columns(MAIN, 12)


def _filter(office: Office) -> None:
    office.unprotect(MAIN)
    office.filter(MAIN, "A5:R12", 14, "Définitif")


def _merge(office: Office) -> None:
    office.unprotect(MAIN)
    office.merge(MAIN, "I6:I7")
    office.merge(MAIN, "P9:Q9")


def _rename(office: Office) -> None:
    office.rename(MAIN, "Indicateurs éducation ")
    office.move_sheet("Indicateurs éducation ", 1)


def _copy_twice(office: Office) -> None:
    office.copy_sheet(MAIN, "Indicateurs (2)")
    office.unprotect("Indicateurs (2)")
    office.type("Indicateurs (2)", "I6", "55")


def _copy_as_backup(office: Office) -> None:
    office.copy_sheet(MAIN, "Sauvegarde")
    office.move_sheet("Sauvegarde", 1)


def _only_main(office: Office) -> None:
    office.only_sheet(MAIN)


def _delete_hidden(office: Office) -> None:
    for name in ("_listes", "_qpv"):
        office.delete_sheet(name)


def _notes(office: Office) -> None:
    office.unprotect(MAIN)
    office.note(MAIN, "I6", "à confirmer par le rectorat")
    office.note(MAIN, "B6", "cet objectif a changé")
    office.text_box(MAIN, "Le taux d’EDU-06 est de 22 %")


def _type_elsewhere(office: Office) -> None:
    office.unprotect(MAIN)
    for cell, text in (
        ("G12", "22 % en 2015"),
        ("R8", "voir l’annexe"),
        ("S7", "41"),
        ("I15", "0,7"),
        ("C16", "Merci de nous rappeler au sujet du fonds social"),
        ("J8", "12"),
        ("L3", "réponse provisoire"),
    ):
        assert office.type(MAIN, cell, text) == "ok"


def _type_over_official(office: Office) -> None:
    office.unprotect(MAIN)
    for cell, text in (("I5", "Taux 2015"), ("N5", "  SITUATION : "), ("F6", "Taux d’autre chose"), ("A8", "EDU 3")):
        assert office.type(MAIN, cell, text) == "ok"


def _nothing_to_report(office: Office) -> None:
    office.type(MAIN, "P6", "État néant")


def _quartiers(office: Office) -> None:
    office.unprotect(QUARTIERS)
    for cell, text in (("C6", "nd"), ("D6", "env. 3"), ("E6", "1/2"), ("F6", "<5"), ("W6", "99")):
        office.paste(QUARTIERS, cell, text)


def _sort_quartiers_columns(office: Office) -> None:
    office.unprotect(QUARTIERS)
    office.insert_columns(QUARTIERS, 3)
    office.copy_range(QUARTIERS, "G1:G6", "C1")
    office.delete_columns(QUARTIERS, 7)


ALL_FORMATS = ("xlsx", "ods", "xls")
BY_HAND: dict[str, ByHand] = {
    "opened-and-saved": ByHand(made="Opened and saved, nothing else.", act=_nothing, saved=ALL_FORMATS),
    "typed": ByHand(made="A blank workbook filled in at the keyboard.", act=_fill_in, saved=ALL_FORMATS, start=blank),
    "typed-as-words": ByHand(
        made="Figures in words, signs and spaces, in cells whose format was pasted over.",
        act=_type_as_words,
        saved=ALL_FORMATS,
        start=blank,
    ),
    "fractions-become-dates": ByHand(
        made="8/12, 1/2 and 3/4 typed in entry cells: the spreadsheet makes dates of them.",
        act=_fractions_become_dates,
        saved=ALL_FORMATS,
    ),
    "fractions-pasted": ByHand(
        made="8/12, 1/2, 12:30 and VRAI in cells without format.", act=_fractions_pasted, saved=ALL_FORMATS
    ),
    "half-in-a-count": ByHand(
        made="1/2 typed for a quartier.", act=_half_in_a_count, start=lambda: filled("DDF"), saved=("xlsx", "ods")
    ),
    "pasted-over-formats": ByHand(
        made="Figures pasted over percent cells.", act=_paste_over_formats, saved=ALL_FORMATS
    ),
    "impossible-figures": ByHand(made="1730 %, -3, 12,5 persons, -6,8 %.", act=_impossible_figures, saved=("ods",)),
    "formulas": ByHand(made="Formulas in entry cells, some that fail.", act=_formulas, saved=ALL_FORMATS),
    "zero-by-formula": ByHand(made="A formula whose result is 0.", act=_zero_by_formula, saved=("xls",)),
    "rows-sorted": ByHand(made="Whole rows sorted by code, descending.", act=_sort_rows, saved=ALL_FORMATS),
    "entries-sorted": ByHand(made="The entry cells alone sorted.", act=_sort_entries, saved=ALL_FORMATS),
    "rows-then-entries-sorted": ByHand(
        made="Rows sorted, then the entry cells alone.", act=_sort_entries_of_quartiers, start=lambda: filled("DDF")
    ),
    "figures-sorted-without-keys": ByHand(
        made="Four of the entry columns sorted alone, the hidden key left behind.", act=_sort_without_keys
    ),
    "rows-inserted": ByHand(
        made="Rows inserted above, among the headers and between.", act=_insert_rows, saved=ALL_FORMATS
    ),
    "columns-inserted": ByHand(
        made="Columns inserted, one of them filled.", act=_insert_columns, saved=("xlsx", "ods")
    ),
    "column-moved": ByHand(made="« Source » moved before the results.", act=_move_column, saved=("ods",)),
    "rows-deleted": ByHand(made="Two rows deleted.", act=_delete_rows),
    "column-deleted": ByHand(made="« Situation » deleted.", act=_delete_column, saved=("xls",)),
    "row-duplicated": ByHand(
        made="A row copied under itself with another figure; another copied unchanged below.", act=_duplicate_row
    ),
    "answers-copied-down": ByHand(
        made="The answers of a row copied over those of the next, two figures corrected.",
        act=_copy_answers_down,
        saved=("xlsx", "ods"),
    ),
    "answers-cut-and-pasted": ByHand(
        made="Answers cut from one row and pasted in the next.", act=_cut_answers, saved=("xls",)
    ),
    "hidden": ByHand(made="A row and a column with answers hidden.", act=_hide, saved=ALL_FORMATS),
    "filtered": ByHand(made="Rows filtered by situation.", act=_filter, saved=("xlsx", "ods")),
    "merged": ByHand(made="Entry cells merged.", act=_merge, saved=ALL_FORMATS),
    "sheet-renamed": ByHand(made="The sheet renamed, a space at the end, and moved first.", act=_rename),
    "sheet-copied-twice": ByHand(made="The sheet copied, one figure changed in the copy.", act=_copy_twice),
    "sheet-copied-as-backup": ByHand(made="The sheet copied and left unchanged.", act=_copy_as_backup, saved=("ods",)),
    "sheet-in-a-new-book": ByHand(
        made="The sheet copied alone into a new workbook.", act=_only_main, saved=ALL_FORMATS
    ),
    "one-sheet-of-two-in-a-new-book": ByHand(
        made="« Par quartier » left behind.", act=_only_main, start=lambda: filled("DDF")
    ),
    "hidden-sheets-deleted": ByHand(made="« _listes » and « _qpv » deleted.", act=_delete_hidden, saved=("xls",)),
    "notes-and-text-box": ByHand(made="A note on an answer, one elsewhere, a text box.", act=_notes, saved=ALL_FORMATS),
    "typed-elsewhere": ByHand(
        made="Answers in the baseline column, beside, above and under the table.",
        act=_type_elsewhere,
        saved=ALL_FORMATS,
    ),
    "official-texts-changed": ByHand(
        made="Headers retyped, a code and an official wording edited.", act=_type_over_official
    ),
    "nothing-to-report": ByHand(
        made="« État néant » as the only comment.", act=_nothing_to_report, saved=("ods",), start=blank
    ),
    "blank": ByHand(made="Opened, looked at and saved.", act=_nothing, saved=("ods",), start=blank),
    "quartiers-in-words": ByHand(
        made="« nd », « env. 3 », 1/2, « <5 » for quartiers, and the total typed over.",
        act=_quartiers,
        start=lambda: filled("DDF"),
    ),
    "quartier-column-moved": ByHand(
        made="The column of a quartier moved first.", act=_sort_quartiers_columns, start=lambda: filled("DDF")
    ),
    "password": ByHand(made="Saved with a password.", act=_nothing, saved=("xlsx", "ods"), password="secret"),  # noqa: S106  (a case)
    "exported": ByHand(made="Saved as another kind of file.", act=_nothing, saved=("pdf", "csv", "html")),
}


def make_by_hand(office: Office, folder: Path, name: str) -> list[Path]:
    """Do what *name* says and save it in *folder*."""
    case = BY_HAND[name]
    path = folder / "start.xlsx"
    path.write_bytes(case.start())
    office.open(path)
    case.act(office)
    saved = [office.save(folder / f"{name}.{extension}", case.password) for extension in case.saved]
    path.unlink()
    return saved
