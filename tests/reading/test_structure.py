"""What is done to the sheet, line by line of the list of hazards: the same answers, or a finding at its cell."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Place, Severity
from qpv_xlsx.domain.merging.holding import question_of
from qpv_xlsx.domain.returned.answers import Outcome, Submission
from qpv_xlsx.spreadsheet.book import Book, Cell, CellValue, Grid, Merge, address
from qpv_xlsx.workbook.layout import FIRST_ROW, HEADER_ROW, indicator_layout
from qpv_xlsx.workbook.reading.expectations import Expectations
from qpv_xlsx.workbook.reading.headers import find_columns, header_words
from qpv_xlsx.workbook.reading.identity import reference_on
from tests.paris import paris
from tests.reading import edits
from tests.reading.filled import answers, book, found, opened, read, sheet, told, values, without_marks
from tests.reading.filled import blank as blank_content

LAST_ROW = FIRST_ROW + 20
TABLE = list(range(FIRST_ROW, LAST_ROW + 1))
VALUE = "Résultat 2015"


def on_indicators(edit: Callable[[Grid], Grid]) -> Book:
    return edits.on_sheet(book(), "Indicateurs", edit)


def column(header: str) -> int:
    return edits.numbered(sheet(), header)


def entry_columns() -> list[int]:
    return list(range(column(VALUE), column("Source") + 1))


def by_value() -> list[int]:
    """The rows of the table, those with the smallest result first and those without any last."""
    cells = {row: sheet().cells.get((row, column(VALUE))) for row in TABLE}
    figures = {row: cell.value for row, cell in cells.items() if cell and isinstance(cell.value, int | float)}
    words = {row: str(cell.value) for row, cell in cells.items() if cell and row not in figures}
    ranked = [*sorted(figures, key=lambda row: figures[row]), *sorted(words, key=lambda row: words[row])]
    return ranked + [row for row in TABLE if row not in ranked]


HARMLESS: dict[str, tuple[Callable[[], Book], set[str]]] = {
    "rows sorted": (
        lambda: on_indicators(lambda grid: edits.rows_sorted(grid, TABLE, TABLE[::-1])),
        {"S07"},
    ),
    "the entry cells alone sorted, so that answers leave their rows": (
        lambda: on_indicators(lambda grid: edits.rows_sorted(grid, TABLE, by_value(), entry_columns())),
        {"S07"},
    ),
    "rows inserted above": (lambda: on_indicators(lambda grid: edits.row_inserted(grid, 1)), {"S08"}),
    "rows inserted between": (lambda: on_indicators(lambda grid: edits.row_inserted(grid, FIRST_ROW + 4)), {"S08"}),
    "rows inserted below": (lambda: on_indicators(lambda grid: edits.row_inserted(grid, LAST_ROW + 1)), set()),
    "blank rows": (
        lambda: on_indicators(lambda grid: edits.row_inserted(edits.row_inserted(grid, 9), 12)),
        {"S08"},
    ),
    "columns inserted": (lambda: on_indicators(lambda grid: edits.column_inserted(grid, 4)), {"S08"}),
    "columns moved": (
        lambda: on_indicators(lambda grid: edits.columns_swapped(grid, column("Commentaire"), column(VALUE))),
        {"S08"},
    ),
    "an official column deleted": (lambda: on_indicators(lambda grid: edits.column_deleted(grid, 3)), set()),
    "sheet renamed": (lambda: on_indicators(lambda grid: edits.renamed(grid, "Feuil1")), {"S11"}),
    "a sheet name with a trailing space": (
        lambda: on_indicators(lambda grid: edits.renamed(grid, "Indicateurs ")),
        set(),
    ),
    "sheet moved": (lambda: replace(book(), grids=book().grids[::-1]), set()),
    "the hidden sheets deleted": (lambda: without_marks(book()), set()),
    "headers retyped": (
        lambda: on_indicators(lambda grid: edits.typed(grid, (5, column(VALUE)), " résultat\n2015 ")),
        set(),
    ),
    "headers in English": (
        lambda: on_indicators(lambda grid: edits.typed(grid, (5, column(VALUE)), "Result 2015")),
        set(),
    ),
    "header lost, the hidden key row tells": (
        lambda: on_indicators(lambda grid: edits.typed(grid, (5, column("Commentaire")), "remarques ?")),
        {"S06"},
    ),
    "header and key lost, the neighbours tell": (
        lambda: on_indicators(
            lambda grid: edits.typed(
                edits.typed(grid, (5, column("Commentaire")), None), (4, column("Commentaire")), None
            ),
        ),
        {"S02"},
    ),
    "official wording edited": (
        lambda: on_indicators(lambda grid: edits.typed(grid, (FIRST_ROW, 3), "Objectif reformulé par nos soins")),
        {"S06"},
    ),
    "a row duplicated whole": (
        lambda: on_indicators(lambda grid: edits.row_copied(grid, FIRST_ROW, LAST_ROW + 2)),
        {"S04", "S08"},
    ),
    "sheet copied twice": (
        lambda: replace(book(), grids=(*book().grids, edits.renamed(sheet(), "Indicateurs (2)"))),
        {"S11"},
    ),
    "row codes in small letters": (
        lambda: on_indicators(lambda grid: edits.typed(grid, (FIRST_ROW, 1), "emp-01 ")),
        set(),
    ),
    "the code deleted, the travelling key tells": (
        lambda: on_indicators(lambda grid: edits.typed(grid, (FIRST_ROW, 1), None)),
        set(),
    ),
    "thousands of formatted empty rows below": (
        lambda: on_indicators(
            lambda grid: replace(grid, cells={**grid.cells, **{(row, 3): Cell(value="") for row in range(200, 3000)}}),
        ),
        set(),
    ),
}


@pytest.mark.parametrize("misfortune", HARMLESS)
def test_the_same_answers_are_read_after(misfortune: str) -> None:
    make, expected = HARMLESS[misfortune]

    submission = read(make())

    assert values(submission) == dict(answers())
    assert told(submission) == expected


def test_headers_without_any_row_are_no_answer_sheet() -> None:
    emptied = on_indicators(
        lambda grid: replace(grid, cells={spot: cell for spot, cell in grid.cells.items() if spot[0] < FIRST_ROW})
    )
    submission = read(emptied)

    assert not [question for question in submission.answers if not question.quartier]
    assert "S01" in told(submission)


@pytest.mark.parametrize(("words", "is_found"), [(("Code", "Mesure"), False), (("Code", "Mesure", "Situation"), True)])
def test_three_headers_make_a_header_row(words: tuple[str, ...], is_found: bool) -> None:  # noqa: FBT001  (a case)
    grid = Grid(name="Feuil1", cells={(1, number): Cell(value=word) for number, word in enumerate(words, 1)})

    (columns,) = find_columns(grid, [header_words(indicator_layout(paris(), paris().respondents[0]))])

    assert (columns is not None) is is_found


@pytest.mark.parametrize(("row", "is_found"), [(60, True), (61, False)])
def test_the_reference_is_looked_for_in_the_upper_rows(row: int, is_found: bool) -> None:  # noqa: FBT001  (a case)
    spot, cell = next(
        (spot, cell) for spot, cell in sheet().cells.items() if reference_on(Grid(name="", cells={spot: cell}))
    )
    moved = Grid(name="Indicateurs", cells={(row, spot[1]): cell})

    assert (reference_on(moved) is not None) is is_found


def test_the_visible_sheet_copied_alone_into_a_new_workbook() -> None:
    submission = read(edits.only_sheet(book(), "Indicateurs"))

    expected = {question: value for question, value in answers().items() if not question.quartier}
    assert values(submission) == expected
    assert "S01" in told(submission)


def test_a_sheet_without_reference_is_known_by_its_codes() -> None:
    copied = edits.only_sheet(book(), "Indicateurs")
    silent = edits.on_sheet(copied, "Indicateurs", lambda grid: edits.typed(grid, (2, 1), None))

    submission = read(silent)

    assert submission.origin.respondent == "EMP"
    assert "I04" in told(submission)


@pytest.mark.parametrize("spot", [(3, 5), (200, 1)], ids=["beside", "under"])
def test_words_typed_around_the_guide_are_told(spot: tuple[int, int]) -> None:
    said = "Chiffres provisoires, voir M. Durand"
    edited = edits.on_sheet(book(), "Mode d'emploi", lambda grid: edits.typed(grid, spot, said))

    stray = [(one.place, one.read) for one in found(read(edited), "S12")]

    assert stray == [(Place(sheet="Mode d'emploi", cell=address(*spot)), said)]


def test_rows_deleted() -> None:
    submission = read(on_indicators(lambda grid: edits.row_deleted(grid, FIRST_ROW)))

    assert [one.measure for one in found(submission, "S03")] == ["EMP-01"]
    assert {question.measure for question in answers()} - {question.measure for question in submission.answers} == {
        "EMP-01"
    }


def test_a_row_duplicated_with_another_answer_keeps_what_both_say() -> None:
    def edit(grid: Grid) -> Grid:
        copied = edits.row_copied(grid, FIRST_ROW, LAST_ROW + 2)
        return edits.typed(copied, (LAST_ROW + 2, column(VALUE)), 0.99)

    submission = read(on_indicators(edit))

    assert [one.measure for one in found(submission, "S04")] == ["EMP-01"]
    same = {question: value for question, value in answers().items() if question != Question(measure="EMP-01")}
    assert values(submission) == same
    assert not [one for one in found(submission, "M01") if one.measure == "EMP-01"]


def test_an_entry_column_deleted() -> None:
    submission = read(on_indicators(lambda grid: edits.column_deleted(grid, column("Source"))))

    assert "S02" in told(submission)
    assert not [question for question in submission.answers if question.field is Field.SOURCE]


def test_an_unknown_row_added() -> None:
    def edit(grid: Grid) -> Grid:
        coded = edits.typed(grid, (LAST_ROW + 1, 1), "EMP-99")
        return edits.typed(coded, (LAST_ROW + 1, column(VALUE)), 12)

    submission = read(on_indicators(edit))

    assert [(one.place, one.read) for one in found(submission, "S05")] == [
        (Place(sheet="Indicateurs", cell=address(LAST_ROW + 1, 1)), "EMP-99"),
    ]


def test_cells_merged_across_entries() -> None:
    value = column(VALUE)
    merge = Merge(top=FIRST_ROW, left=value, bottom=FIRST_ROW + 1, right=value)

    submission = read(on_indicators(lambda grid: edits.merged(grid, merge)))

    assert [one.place.cell for one in found(submission, "S09")] == [
        address(FIRST_ROW, value),
        address(FIRST_ROW + 1, value),
    ]
    assert Question(measure="EMP-01") not in submission.answers


def test_cells_merged_across_quartiers_are_told_of_the_first_quartier() -> None:
    """What is decided of the finding is decided of that quartier, and not of the result of the whole."""
    question = next(one for one in answers() if one.quartier and one.field is Field.VALUE)
    cell = read(book()).answers[question].place.cell
    row, number = next(spot for spot in sheet("Par quartier").cells if address(*spot) == cell)
    merge = Merge(top=row, left=number, bottom=row, right=number + 1)

    submission = read(edits.on_sheet(book(), "Par quartier", lambda grid: edits.merged(grid, merge)))

    assert [question_of(one, submission) for one in found(submission, "S09")] == [question]


def test_rows_hidden_with_answers_in_them() -> None:
    submission = read(on_indicators(lambda grid: edits.row_hidden(grid, FIRST_ROW)))

    assert values(submission) == dict(answers())
    assert address(FIRST_ROW, column(VALUE)) in [one.place.cell for one in found(submission, "S10")]


@pytest.mark.parametrize("keeps_its_sheet", [True, False])
def test_par_quartier_copied_under_indicateurs_is_read_all_the_same(*, keeps_its_sheet: bool) -> None:
    def edit(grid: Grid) -> Grid:
        under = {(row + LAST_ROW + 5, number): cell for (row, number), cell in sheet("Par quartier").cells.items()}
        return replace(grid, cells={**grid.cells, **under})

    edited = on_indicators(edit)
    submission = read(edited if keeps_its_sheet else edits.without_sheet(edited, "Par quartier"))

    assert values(submission) == dict(answers())
    assert "S01" not in told(submission)
    assert [one.code for one in found(submission, "S11")] == ["S11"]


def test_rows_hidden_together_are_told_once() -> None:
    def edit(grid: Grid) -> Grid:
        return replace(grid, hidden_rows=frozenset(TABLE))

    told_of = found(read(on_indicators(edit)), "S10")

    assert [(one.case, one.facts["count"], one.facts["first"]) for one in told_of] == [("rows", len(TABLE), FIRST_ROW)]


def test_columns_hidden_together_are_told_once() -> None:
    def edit(grid: Grid) -> Grid:
        hidden = {column("Numérateur"), column("Dénominateur")}
        return replace(grid, hidden_columns=grid.hidden_columns | hidden)

    submission = read(on_indicators(edit))

    asked = {Field.NUMERATOR, Field.DENOMINATOR}
    (told_of,) = found(submission, "S10")
    assert (told_of.case, told_of.facts["count"]) == ("columns", sum(one.field in asked for one in values(submission)))
    assert values(submission) == dict(answers())


def test_a_table_pasted_beside_is_told_once() -> None:
    def edit(grid: Grid) -> Grid:
        return replace(
            grid, cells={**grid.cells, **{(row, 40 + n): Cell(value=7) for row in range(9, 17) for n in range(12)}}
        )

    told_of = found(read(on_indicators(edit)), "S12")

    assert [(one.case, one.facts.get("count"), one.facts.get("range")) for one in told_of] == [
        ("block", 96, "AN9:AY16")
    ]


def test_headers_that_are_all_reworded_are_told_once() -> None:
    def edit(grid: Grid) -> Grid:
        headed = {(5, number): Cell(value=f"colonne {number}") for row, number in grid.cells if row == 5}
        return replace(grid, cells={**grid.cells, **headed})

    submission = read(on_indicators(edit))

    assert values(submission) == dict(answers())
    assert [one.case for one in found(submission, "S06")] == ["headers"]


def test_a_header_whose_spaces_changed_is_not_told() -> None:
    submission = read(on_indicators(lambda grid: edits.typed(grid, (5, column(VALUE)), "Résultat2015")))
    assert values(submission) == dict(answers())
    assert found(submission, "S06") == []


def test_a_header_row_that_is_repeated_is_not_told() -> None:
    def edit(grid: Grid) -> Grid:
        again = {(LAST_ROW + 1, number): cell for (row, number), cell in grid.cells.items() if row == 5}
        return replace(grid, cells={**grid.cells, **again})

    submission = read(on_indicators(edit))

    assert values(submission) == dict(answers())
    assert not {"S05", "S12"} & told(submission)


@pytest.mark.parametrize(
    ("header", "row", "typed"),
    [
        ("Résultats 2014 pour Paris", FIRST_ROW, 0.2),
        ("Contrôle", FIRST_ROW, 0.31),
        ("État", FIRST_ROW, "voir le rapport"),
        ("À savoir", FIRST_ROW, "17 %"),
        ("Numérateur", LAST_ROW, 0.4),
    ],
    ids=[
        "in the locked baseline column",
        "over the control column",
        "over the state",
        "over the notes",
        "in a cell that is not asked",
    ],
)
def test_an_answer_typed_elsewhere(header: str, row: int, typed: float | str) -> None:
    submission = read(on_indicators(lambda grid: edits.typed(grid, (row, column(header)), typed)))

    assert values(submission) == dict(answers())
    assert [one.place.cell for one in found(submission, "S12")] == [address(row, column(header))]


def test_notes_that_were_reworded_since_are_ours() -> None:
    text = "Unité : %\nNote : ce que le coordinateur avait écrit l’an dernier."

    submission = read(on_indicators(lambda grid: edits.typed(grid, (FIRST_ROW, column("À savoir")), text)))

    assert told(submission) == set()


def test_an_answer_typed_in_the_column_to_the_right() -> None:
    right = column("Indicateur") + 1

    submission = read(on_indicators(lambda grid: edits.typed(grid, (FIRST_ROW, right), "17 %")))

    assert [(one.place.cell, one.read) for one in found(submission, "S12")] == [(address(FIRST_ROW, right), "17 %")]


def test_an_answer_in_a_note() -> None:
    spot = (FIRST_ROW, column(VALUE))

    submission = read(
        on_indicators(
            lambda grid: replace(grid, cells={**grid.cells, spot: grid.cells[spot]._replace(note="plutôt 18 %")}),
        ),
    )

    assert [one.read for one in found(submission, "V12")] == ["plutôt 18 %"]


def test_a_note_outside_the_entries_is_told_too() -> None:
    spot = (FIRST_ROW, 3)

    submission = read(
        on_indicators(
            lambda grid: replace(grid, cells={**grid.cells, spot: grid.cells[spot]._replace(note="objectif caduc")}),
        ),
    )

    assert [one.read for one in found(submission, "V12")] == ["objectif caduc"]


def test_an_answer_in_a_text_box() -> None:
    submission = read(on_indicators(lambda grid: replace(grid, text_boxes=("voir pièce jointe",))))

    assert [one.read for one in found(submission, "S12")] == ["voir pièce jointe"]


def test_a_paste_over_the_hidden_key_is_told() -> None:
    spot = (FIRST_ROW, column("Clé"))

    submission = read(on_indicators(lambda grid: edits.typed(grid, spot, 42)))

    assert values(submission) == dict(answers())
    assert [one.place.cell for one in found(submission, "S12")] == [address(*spot)]


def test_the_blank_workbook_returned() -> None:
    submission = read(opened(blank_content()))

    assert submission.outcome is Outcome.IGNORED
    assert [one.code for one in submission.findings] == ["M03"]


def test_an_older_version_of_this_years() -> None:
    submission = read(book(), Expectations(latest_versions={"EMP": 3}))

    assert values(submission) == dict(answers())
    assert "I05" in told(submission)


def test_two_sheets_of_different_workbooks_disagree() -> None:
    other = edits.on_sheet(
        book(),
        "Par quartier",
        lambda grid: edits.typed(grid, (2, 1), "Référence : PARIS-2015/CAF/1-0C"),
    )

    assert "I04" in told(read(other))


def test_a_sheet_of_another_year_inside_the_book_is_an_error() -> None:
    other = edits.on_sheet(
        book(),
        "Par quartier",
        lambda grid: edits.typed(grid, (2, 1), "Référence : PARIS-2014/EMP/1-WC"),
    )

    assert {one.severity for one in found(read(other), "I04")} == {Severity.ERROR}


def test_a_refused_value_is_not_contradicted_by_its_situation_as_well() -> None:
    spot = edits.rows_by_code(sheet(), {"EMP-01": None})["EMP-01"], column(VALUE)
    edited = on_indicators(lambda grid: edits.typed(grid, spot, "une vingtaine, à revoir"))
    silenced = on_indicators(lambda grid: edits.typed(grid, spot, None))

    assert [one.severity for one in found(read(edited), "V10")] == [Severity.ERROR]
    assert "EMP-01" not in {one.measure for one in found(read(edited), "C05")}
    assert "EMP-01" in {one.measure for one in found(read(silenced), "C05")}


def test_a_picture_over_cells_to_fill_is_told() -> None:
    picture = Merge(top=FIRST_ROW + 1, left=column(VALUE), bottom=FIRST_ROW + 2, right=column(VALUE))
    edited = on_indicators(lambda grid: replace(grid, pictures=(picture,)))

    (told_of,) = [one for one in found(read(edited), "S12") if one.case == "picture"]
    assert told_of.place == Place(sheet="Indicateurs", cell=address(FIRST_ROW + 1, column(VALUE)))
    assert values(read(edited)) == dict(answers())


def test_a_logo_above_the_table_is_decoration() -> None:
    logo = Merge(top=1, left=1, bottom=FIRST_ROW - 1, right=40)

    assert "S12" not in told(read(on_indicators(lambda grid: replace(grid, pictures=(logo,)))))


def test_a_formula_of_ours_above_the_table_that_was_saved_as_zero_is_not_told() -> None:
    """LibreOffice stores 0 for a text formula when it converts to .xls."""
    grid = sheet()
    formulas = {spot for spot, cell in grid.cells.items() if spot[0] < HEADER_ROW and cell.formula}
    assert formulas

    def edit(grid: Grid) -> Grid:
        zeros = {
            spot: cell._replace(value=0, is_doubtful=True) for spot, cell in grid.cells.items() if spot in formulas
        }
        return replace(grid, cells={**grid.cells, **zeros})

    assert told(read(on_indicators(edit))) == set()


def row_twice(code: str, field: str, first: CellValue, second: CellValue, *emptied: str) -> Submission:
    """The row of *code* copied below the table; the cell of *field* says two things, the cells *emptied* nothing in both."""

    def edit(grid: Grid) -> Grid:
        row = edits.rows_by_code(grid, {code: None})[code]
        for one in emptied:
            grid = edits.typed(grid, (row, column(one)), None)
        copied = edits.row_copied(edits.typed(grid, (row, column(field)), first), row, LAST_ROW + 2)
        return edits.typed(copied, (LAST_ROW + 2, column(field)), second)

    return read(on_indicators(edit))


@pytest.mark.parametrize(
    ("field", "said", "emptied", "still_told"),
    [
        pytest.param("Commentaire", ("ici", "là"), (VALUE,), {"C05"}, id="a comment explains no missing result"),
        pytest.param("Source", ("ici", "là"), (VALUE, "Situation"), {"M01"}, id="nor does a source"),
        pytest.param(VALUE, (0.1, 0.2), (), set(), id="a result that differs is not missing"),
        pytest.param(VALUE, (0.1, 0.2), ("Situation",), set(), id="nor where nothing else is said"),
        pytest.param(
            "Situation",
            ("Définitif", "Non disponible (nd)"),
            (VALUE,),
            set(),
            id="where the situation differs nobody knows what is missing",
        ),
    ],
)
def test_a_row_twice_hides_only_what_depends_on_the_cells_that_differ(
    field: str, said: tuple[CellValue, CellValue], emptied: tuple[str, ...], still_told: set[str]
) -> None:
    submission = row_twice("EMP-01", field, *said, *emptied)

    codes = {one.code.value for one in submission.findings if one.measure == "EMP-01"}
    assert "S04" in codes
    assert codes & {"M01", "M02", "C05"} == still_told


def test_a_column_of_reworded_texts_is_told_once_with_its_cells() -> None:
    at = column("Mesure")

    def edit(grid: Grid) -> Grid:
        for row in TABLE:
            grid = edits.typed(grid, (row, at), f"Notre libellé {row}")
        return grid

    submission = read(on_indicators(edit))

    (told_,) = found(submission, "S06")
    assert (told_.case, told_.place.cell, told_.facts["count"]) == ("texts", address(FIRST_ROW, at), len(TABLE))
    assert told_.facts["cells"] == tuple(address(row, at) for row in TABLE)
    assert values(submission) == answers()
