"""The country is the same whether its campaigns come as folders, as Data Packages or as Parquet sets."""

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.campaign import Campaign, Respondent
from qpv_xlsx.domain.contract.measures import Combination, Kind, Measure
from qpv_xlsx.domain.contract.options import Options, Thresholds
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.judging.assessment import Reason
from qpv_xlsx.domain.merging.ledger import Ledger, Received
from qpv_xlsx.tasks.export import ExportFormat, Wish, export
from qpv_xlsx.tasks.national import National, national
from tests.master.invention import invented_campaign, invented_ledger
from tests.national.test_country import with_returns
from tests.national.test_many_campaigns import changed, renamed, snapshot

NOW = datetime(2018, 3, 1, 9, 30, tzinfo=UTC)
FORMS = (ExportFormat.PACKAGE, ExportFormat.PARQUET)


def summed(campaign: Campaign) -> Campaign:
    """With a measure that two administrations answer and whose answers are added."""
    first = next(one for one in campaign.respondents if "CAF" in one.conventions)
    other = Respondent(code="MAIRIE", name="Mairie", territory=first.territory)
    measure = next(
        one
        for convention in campaign.catalogue.conventions
        if convention.code == "CAF"
        for one in convention.measures
        if one.kind is Kind.COUNT
    )
    asked = changed(campaign, measure.code, respondents=(first.code, other.code), combination=Combination.SUM)
    return replace(asked, respondents=(*asked.respondents, other))


def with_parts(campaign: Campaign, ledger: Ledger) -> Ledger:
    """With what is counted beside each share and each number of persons."""
    measures = campaign.catalogue.measure_by_code

    def of_return(one: Received) -> Received:
        said = dict(one.submission.answers)
        for question, answer in one.submission.answers.items():
            for field in _counted_beside(measures[question.measure]) if question.field is Field.VALUE else ():
                asked = Question(measure=question.measure, field=field)
                said[asked] = answer._replace(question=asked, value=20, raw="20")
        return replace(one, submission=replace(one.submission, answers=said))

    return replace(
        ledger,
        accounts={
            code: replace(account, returns=tuple(map(of_return, account.returns)))
            for code, account in ledger.accounts.items()
        },
    )


def _counted_beside(measure: Measure) -> Sequence[Field]:
    parts = (Field.NUMERATOR, Field.DENOMINATOR) if measure.asks_fraction else ()
    return (*parts, Field.WOMEN) if measure.counts_persons else parts


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    place = tmp_path_factory.mktemp("deux")
    arles = summed(renamed(invented_campaign(1), "arles"))
    with_returns(place / "arles", arles, ledger=with_parts(arles, invented_ledger(arles, 1)))
    other = changed(renamed(invented_campaign(1), "nimes"), "EMP-01", unit="personnes pour cent")
    with_returns(place / "nimes", replace(other, options=Options(thresholds=Thresholds(watch=0.5))), seed=2)
    return place / "arles", place / "nimes"


def exported(folder: Path, form: ExportFormat, target: Path, *, is_diffusion: bool = False) -> Path:
    """The folder of an export, as it would come by mail."""
    done = export(folder, Wish(form=form, is_diffusion=is_diffusion), target, now=NOW)
    return next(path.parent for path in done.files if path.name == "datapackage.json")


@pytest.fixture(scope="module")
def whole(folders: Sequence[Path], tmp_path_factory: pytest.TempPathFactory) -> National:
    return national(folders, tmp_path_factory.mktemp("france"), now=NOW)


def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the sheets say, but what an export cannot: links to masters, and what came in. « Données » in any order."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        rows: list[tuple[object, ...]] = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
        match sheet.title:
            case "Journal":
                continue
            case "Suivi des retours":
                rows = [row[:-2] for row in rows]
            case "Données":
                rows.sort(key=repr)
        found[sheet.title] = rows
    return found


@pytest.mark.parametrize("forms", [*((form, form) for form in FORMS), (None, ExportFormat.PARQUET)])
def test_an_export_gives_what_its_folder_gives(
    forms: Sequence[ExportFormat | None], folders: Sequence[Path], whole: National, tmp_path: Path
) -> None:
    sources = [
        exported(folder, form, tmp_path / folder.name) if form else folder
        for folder, form in zip(folders, forms, strict=True)
    ]
    made = national(sources, tmp_path / "france", now=NOW)
    expected, found = cells(whole.done.master), cells(made.done.master)
    assert found.keys() == expected.keys()
    for sheet, rows in expected.items():
        assert found[sheet] == rows, sheet
    assert [one.disparity for one, _ in made.differences] == [one.disparity for one, _ in whole.differences]


def test_the_sum_of_several_is_among_what_is_compared(whole: National) -> None:
    """So that the test above holds it."""
    rows = [row for place in whole.done.country.territories for row in place.assessment.rows.values() if row.parts]
    assert any(row.barred is Reason.PARTIAL_SUM or row.value is not None for row in rows)


def test_the_long_tables_hold_the_same_lines(folders: Sequence[Path], whole: National, tmp_path: Path) -> None:
    sources = [exported(folder, ExportFormat.PACKAGE, tmp_path / folder.name) for folder in folders]
    made = national(sources, tmp_path / "france", now=NOW)

    def lines(path: Path) -> list[list[str]]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return sorted(csv.reader(file, delimiter=";"))

    assert lines(made.done.files.table) == lines(whole.done.files.table)
    fields = {line[8] for line in lines(whole.done.files.table)}
    assert fields >= {"numerator", "denominator", "women", "value"}, "so that their units are compared"


def test_the_journal_says_that_figures_come_from_an_export(folders: Sequence[Path], tmp_path: Path) -> None:
    source = exported(folders[0], ExportFormat.PARQUET, tmp_path / "arles")
    made = national([source], tmp_path / "france", now=NOW)
    sheet = openpyxl.load_workbook(made.done.master)["Journal"]
    said = [[str(cell.value) for cell in row] for row in sheet.iter_rows()]
    assert any("Export lu" in row and any("Chiffres repris d’un export" in cell for cell in row) for row in said)


def test_nothing_is_written_beside_an_export(folders: Sequence[Path], tmp_path: Path) -> None:
    source = exported(folders[0], ExportFormat.PACKAGE, tmp_path / "arles")
    before = snapshot(source)
    result = CliRunner().invoke(group, ["-q", "national", str(source), "-o", str(tmp_path / "france"), "--json"])
    assert result.exit_code in {0, 1}
    (place,) = json.loads(result.stdout)["territories"]
    assert (place["campaign"], place["master"]) == ("arles", "")
    assert snapshot(source) == before


def test_a_version_to_publish_is_refused(folders: Sequence[Path], tmp_path: Path) -> None:
    source = exported(folders[0], ExportFormat.PACKAGE, tmp_path / "arles", is_diffusion=True)
    with pytest.raises(CampaignError) as caught:
        national([source], tmp_path / "france", now=NOW)
    assert caught.value.code == "export_public"


@pytest.mark.parametrize(
    ("table", "former", "new"),
    [("mesures", ";count;", ";nombre;"), ("statuts", ";atteint;", ";arrive;"), ("campagnes", ";0.95;", ";;")],
)
def test_a_word_that_is_none_is_refused(
    table: str, former: str, new: str, folders: Sequence[Path], tmp_path: Path
) -> None:
    source = exported(folders[0], ExportFormat.PACKAGE, tmp_path / "arles")
    text = (source / f"{table}.csv").read_text("utf-8-sig")
    assert former in text
    (source / f"{table}.csv").write_text(text.replace(former, new), "utf-8", newline="")
    with pytest.raises(CampaignError) as caught:
        national([source], tmp_path / "france", now=NOW)
    assert caught.value.code == "export_unreadable"
    assert not (tmp_path / "france" / "synthese-nationale.xlsx").exists()
