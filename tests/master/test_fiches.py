"""The pages that are sent: what an administration still owes, and what a quartier gave, in as many lines as it takes."""

import io
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from qpv_xlsx.domain.contract.asked import asked_quartiers
from qpv_xlsx.domain.contract.catalogue import label_alone
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.findings import Code, finding
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.merging.ledger import Account, Held, Ledger
from qpv_xlsx.workbook.master import write_master
from tests.master.invention import CREATED, invented_campaign, invented_ledger

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
CAMPAIGN = invented_campaign(1)


def written(ledger: Ledger) -> openpyxl.Workbook:
    return openpyxl.load_workbook(
        io.BytesIO(write_master(CAMPAIGN, ledger, assess(CAMPAIGN, ledger), created=CREATED)), data_only=True
    )


@cache
def invented() -> openpyxl.Workbook:
    return written(invented_ledger(CAMPAIGN, 1))


def words(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_who_gave_nothing_is_not_told_that_nothing_remains() -> None:
    """« Rien ne reste à corriger ni à donner » stood under « Non reçu : 0 réponse sur 14 attendues »."""
    sheet = written(Ledger(accounts={"EMP": Account(respondent="EMP")}))["Fiche EMP"]
    assert "Rien ne reste" not in words(sheet)
    assert "Rien n’a encore été donné pour 20 réponses attendues." in words(sheet)


def test_one_sort_of_finding_in_many_quartiers_is_one_line() -> None:
    quartiers = [one.id for one in CAMPAIGN.territories[0].quartiers[:4]]
    found = [
        finding(Code.C04, measure="EMP-08-a", quartier=one, previous=1, previous_year=2016, value=3, kind="count")
        for one in quartiers
    ]
    account = replace(
        invented_ledger(CAMPAIGN, 1).accounts["EMP"], findings=tuple(Held(respondent="EMP", found=one) for one in found)
    )
    said = words(written(Ledger(accounts={"EMP": account}))["Fiche EMP"])
    names = [one.name for one in CAMPAIGN.territories[0].quartiers[1:4]]
    assert f"(et 3 autres : {', '.join(names)})" in " ".join(said.split()).replace("\u00a0", " ")
    assert said.count("EMP-08-a") == 3, (
        "the code of its result, that of the line, and the one that its sentence begins with"
    )


def test_a_part_read_alone_says_of_what_it_is_one() -> None:
    lineage = CAMPAIGN.catalogue.lineage_by_measure
    assert label_alone(lineage["SAN-11-b"]).endswith(", dont promoteurs proches des QPV")
    assert label_alone(lineage["SAN-11-a"]) == lineage["SAN-11-a"].measure.label
    names = [cell.value for cell in invented()["Par quartier"]["D"]]
    assert not [one for one in names if str(one).startswith("dont")]


def test_each_page_leads_back_and_is_reached_from_the_list_of_returns() -> None:
    book = invented()
    for one in CAMPAIGN.respondents:
        links = [cell.hyperlink.location for row in book[f"Fiche {one.code}"] for cell in row if cell.hyperlink]
        assert links == ["'Tableau de bord'!A1"]
    found = {cell.value: cell.hyperlink.location for cell in book["Suivi des retours"]["A"] if cell.hyperlink}
    assert found == {one.code: f"'Fiche {one.code}'!A1" for one in CAMPAIGN.respondents}


@pytest.mark.parametrize("sheet", ["Fiche EMP", "Fiche CAF"])
def test_a_page_is_upright_and_read(sheet: str) -> None:
    page = invented()[sheet]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("portrait", 9)
    wide = sum((one.width or 0) * 5.25 for name, one in page.column_dimensions.items() if name in tuple("ABCDEF"))
    assert 9 * (595 - 72 * (page.page_margins.left + page.page_margins.right)) / wide >= 8


def test_the_page_of_a_quartier_names_the_measures_without_a_figure_there_in_one_sentence() -> None:
    """Lines of blanks were a page of their own."""
    quartier = next(one for one in CAMPAIGN.territories[0].quartiers if one.name in invented().sheetnames)
    ledger = invented_ledger(CAMPAIGN, 1)
    given = {
        asked.measure
        for account in ledger.accounts.values()
        for asked in account.entries
        if asked.quartier == quartier.id and asked.field in {Field.VALUE, Field.SITUATION}
    }
    page = invented()[quartier.name]
    shown = {str(cell.value) for cell in page["A"][3:] if cell.value in CAMPAIGN.catalogue.measure_by_code}
    told = " ".join(str(cell.value) for cell in page["A"] if cell.value is not None)
    silent = told.replace("\u00a0", " ").partition("Sans chiffre pour ce quartier : ")[2].rstrip(".").split(", ")
    assert given
    assert given <= shown
    assert set(silent).isdisjoint(shown)
    asked = {one.code for one in CAMPAIGN.catalogue.measures if asked_quartiers(one, CAMPAIGN.territories[0])}
    assert shown | set(silent) == {
        one for one in asked if CAMPAIGN.catalogue.measure_by_code[one].is_asked_in(quartier.id)
    }
