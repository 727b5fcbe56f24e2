"""Ranges that LibreOffice itself sorted, as a person does once the protection is lifted, saved in each format and read again."""

from pathlib import Path
from random import Random

import pytest

from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.findings import Code, Severity
from qpv_xlsx.domain.returned.answers import Submission
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.workbook.collection import write_collection
from qpv_xlsx.workbook.reading.returns import read_return
from tests.libreoffice import Office
from tests.paris import paris, respondent
from tests.reading.filled import CREATED, found, values
from tests.reading.test_cells_given_back import (
    WHO,
    answers,
    entries,
    grid_of,
    side_by_side,
    told_of_cells,
    whole_rows,
    wrong_without_a_word,
)
from tests.reading.test_rows_decided import SHEETS, table

pytestmark = pytest.mark.libreoffice
FORMATS = ("xlsx", "ods", "xls")


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    reference = Reference(campaign=paris().code, respondent=WHO, version=1)
    path = tmp_path_factory.mktemp("form") / "rempli.xlsx"
    path.write_bytes(write_collection(paris(), respondent(WHO), reference, answers=answers(), created=CREATED))
    return path


def returned(office: Office, path: Path) -> Submission:
    return read_return(office.save(path).read_bytes(), path.name, paris())


@pytest.mark.parametrize("seed", range(12))
def test_a_range_that_libreoffice_sorted_is_given_back_or_asked(
    seed: int, form: Path, office: Office, tmp_path: Path
) -> None:
    chance = Random(seed)
    name = SHEETS[seed % 2]
    rows, columns = table(grid_of(name)), entries(name)
    first_row, last_row = sorted(chance.sample(rows, 2))
    first = chance.randrange(len(columns))
    range_ = side_by_side(columns, first, chance.randrange(first, len(columns)))
    area = f"{address(first_row, range_[0])}:{address(last_row, range_[-1])}"

    office.open(form)
    office.unprotect(name)
    office.sort(name, area, chance.randint(1, len(range_)), descending=chance.random() < 0.5)
    submission = returned(office, tmp_path / f"trie.{FORMATS[seed % 3]}")

    assert wrong_without_a_word(submission, answers()) == []
    given = {question: answers()[question] for question in values(submission)}
    assert values(submission) == pytest.approx(given)


@pytest.mark.parametrize("extension", FORMATS)
def test_what_libreoffice_sorted_goes_home_in_each_format(
    extension: str, form: Path, office: Office, tmp_path: Path
) -> None:
    name = "Par quartier"
    rows, columns = whole_rows(name), entries(name)[3:9]

    office.open(form)
    office.unprotect(name)
    office.sort(name, f"{address(rows[0], columns[0])}:{address(rows[-1], columns[-1])}", 2, descending=True)
    submission = returned(office, tmp_path / f"trie.{extension}")

    assert values(submission) == pytest.approx(dict(answers()))
    assert {(one.case, one.severity) for one in told_of_cells(submission)} == {("cells_back", Severity.INFO)}


@pytest.mark.parametrize("extension", FORMATS)
def test_what_libreoffice_copied_says_nothing_of_where_it_comes_from(
    extension: str, form: Path, office: Office, tmp_path: Path
) -> None:
    name = "Par quartier"
    rows, column = whole_rows(name), entries(name)[1]

    office.open(form)
    office.unprotect(name)
    for row in rows[1:]:
        office.copy_range(name, address(rows[0], column), address(row, column))

    assert found(returned(office, tmp_path / f"recopie.{extension}"), Code.S07) == []
