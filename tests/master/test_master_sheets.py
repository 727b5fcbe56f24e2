"""What stands in the master workbook: its sheets, respondents' words as words, territories, links, the same bytes twice."""

import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from itertools import pairwise

import openpyxl
import pytest
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.domain.publishing.long_table import long_rows
from qpv_xlsx.spreadsheet.displaying import shown_number
from qpv_xlsx.workbook.master import write_master
from qpv_xlsx.workbook.master.journal_sheet import journal_events
from qpv_xlsx.workbook.master.looks import DATA_VALUE
from qpv_xlsx.workbook.master.naming import sheet_names
from qpv_xlsx.workbook.master.quartiers_sheet import QuartierRow
from tests.master.invention import CREATED, NASTY, invented_campaign, invented_ledger

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it drops sparklines and says so


@cache
def content(territories: int = 1) -> bytes:
    campaign = campaign_of(territories)
    ledger = invented_ledger(campaign, 1)
    files = {
        received.submission.origin.sha256: f"../recus/{received.submission.origin.name}"
        for account in ledger.accounts.values()
        for received in account.returns
    }
    return write_master(campaign, ledger, assess(campaign, ledger), created=CREATED, files=files)


def campaign_of(territories: int = 1) -> Campaign:
    return invented_campaign(1, territories=territories)


def book(territories: int = 1) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content(territories)), data_only=True)


def column(workbook: Workbook, sheet: str, header: str, header_row: int = 3) -> list[object]:
    lines = workbook[sheet].iter_rows(min_row=header_row, values_only=True)
    place = next(lines).index(header)
    return [line[place] for line in lines]


def test_sheets_are_the_contracts() -> None:
    conventions = [convention.name for convention in campaign_of().catalogue.conventions]
    last = ["Par quartier", "Anomalies", "Données", "Paramètres", "Journal"]
    names = ["Tableau de bord", "Suivi des retours", "Indicateurs", *conventions, *last]
    assert book().sheetnames[: len(names)] == names


def test_each_administration_and_each_quartier_has_its_page() -> None:
    campaign = campaign_of()
    (territory,) = campaign.territories
    codes = [f"Fiche {one.code}" for one in campaign.respondents]
    wanted = [(one.id, one.name) for one in territory.quartiers]
    quartiers = [*sheet_names(wanted, book().sheetnames[:1]).values()]
    pages = book().sheetnames[-len(codes) - len(quartiers) :]
    assert pages == codes + quartiers
    page = book()[quartiers[0]]
    assert page["A1"].value == territory.quartiers[0].name
    assert any(" sur " in str(rank) for rank in column(book(), quartiers[0], "Rang"))


_SEEN = 180  # characters of columns that a window 1 366 pixels wide shows at 90 %


def _shown_columns(sheet: Worksheet) -> list[tuple[str, float]]:
    widths = {}
    for dimension in sheet.column_dimensions.values():
        for number in range(dimension.min or 1, (dimension.max or 1) + 1):
            widths[number] = 0 if dimension.hidden else dimension.width
    return [(str(cell.value), widths[number]) for number, cell in enumerate(sheet[3], start=1) if cell.value]


@pytest.mark.parametrize("territories", [1, 3])
def test_both_statuses_are_seen_on_opening_and_the_page_prints_in_eight_points(territories: int) -> None:
    workbook = book(territories)
    for name in ("Indicateurs", "Emploi", "CAF"):
        columns = _shown_columns(workbook[name])
        until = next(place for place, (head, _) in enumerate(columns) if head == "Avancement") + 1
        assert sum(width for _, width in columns[:until]) < _SEEN, name
        printed = workbook[name].print_area
        last = range_boundaries(str(printed).rpartition("!")[2])[2]
        points = sum(width for _, width in columns[:last]) * 5.25
        assert 9 * (1190 - 72 * 0.8) / points > 8, name  # A3, margins taken off


def test_anomalies_start_with_errors() -> None:
    severities = column(book(), "Anomalies", "Gravité")[1:]
    order = ["Erreur", "Avertissement", "Information"]
    assert severities == sorted(severities, key=lambda word: order.index(str(word)))
    assert severities[0] == "Erreur"


def test_the_official_columns_stand_in_the_official_order() -> None:
    headers = [cell.value for cell in book()["Emploi"][3]]
    official = ["Convention", "Objectif stratégique", "Objectif opérationnel", "Valeur cible nationale"]
    official += ["Indicateur", "Résultat 2014", "Objectif local 2015-2020"]
    assert headers[1:8] == official
    assert headers.index("Résultat 2017") < headers.index("Remontée") < headers.index("Avancement")


def test_respondents_words_are_texts_and_nothing_else() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(content()))
    said = {text.replace("\r\n", "\n") for text in NASTY}
    seen = set()
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in said:
                    seen.add(cell.value)
                    assert (cell.data_type, cell.hyperlink) == ("s", None), cell.coordinate
    assert seen == said


def test_the_long_table_has_one_row_per_answer() -> None:
    campaign = campaign_of()
    facts = list(long_rows(campaign, invented_ledger(campaign, 1)))
    sheet = book()["Données"]
    assert sheet.max_row == len(facts) + 1
    assert sheet.tables["donnees"].ref == f"A1:R{len(facts) + 1}"


def test_findings_lead_to_their_row_and_returns_to_their_file() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(content()))
    indicators = workbook["Indicateurs"]
    cells = [cell for row in workbook["Anomalies"].iter_rows(min_row=4) for cell in row]
    links = [(cell.hyperlink.location, cell.value) for cell in cells if cell.hyperlink]
    assert links
    for location, code in links:
        assert indicators[str(location).rpartition("!")[2]].value == code
    targets = [cell.hyperlink.target for row in workbook["Suivi des retours"] for cell in row if cell.hyperlink]
    assert any(str(target).startswith("..\\recus\\collecte%20") for target in targets)


def test_several_territories_have_a_column_and_a_summary() -> None:
    workbook = book(3)
    names = [f"Territoire n° {number}" for number in (1, 2, 3)]
    assert set(column(workbook, "Indicateurs", "Territoire")) == set(names)
    assert [cell.value for cell in workbook["Tableau de bord"]["A"] if cell.value in names] == names * 2
    assert [cell.value for cell in workbook["Par quartier"]["A"] if cell.value in names] == names
    assert "Territoire" not in [cell.value for cell in book()["Indicateurs"][3]]


def test_the_dashboard_prints_as_wide_as_a_page_in_letters_of_eight_points_each_part_on_its_own() -> None:
    sheet = book()["Tableau de bord"]
    characters = sum(sheet.column_dimensions[letter].width * span for letter, span in (("A", 1), ("B", 12)))
    scale = (sheet.page_setup.scale or 100) / 100
    margins = sheet.page_margins
    assert sheet.page_setup.orientation == "landscape"
    assert characters * 5.25 * scale < 842 - 72 * (margins.left + margins.right)  # points of an A4 page
    assert 9 * scale > 8
    starts = {sheet.cell(mark.id + 1, 1).value for mark in sheet.row_breaks.brk}
    assert starts == {
        "À décider",
        "Qui a répondu\u00a0: mesures reçues, par convention",
        "Avancement des mesures, par convention",
    }


def _pages(sheet: Worksheet, last: int) -> list[float]:
    """Points of the rows of each printed page of « Tableau de bord »."""
    starts = [1, *(mark.id + 1 for mark in sheet.row_breaks.brk), last + 1]
    return [
        sum(sheet.row_dimensions[row].height or 15 for row in range(first, following))
        for first, following in pairwise(starts)
    ]


@pytest.mark.parametrize("kept", [1, 9], ids=["one convention", "as many as Paris"])
def test_the_dashboard_breaks_where_a_part_would_not_fit_and_nowhere_else(kept: int) -> None:
    campaign = campaign_of()
    few = replace(campaign.catalogue, conventions=campaign.catalogue.conventions[:kept])
    codes = {one.code for one in few.conventions}
    asked = tuple(one for one in campaign.respondents if set(one.conventions) <= codes)
    campaign = replace(campaign, catalogue=few, respondents=asked, history=())
    ledger = Ledger(accounts={}, orphans=())
    made = write_master(campaign, ledger, assess(campaign, ledger), created=CREATED)
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Tableau de bord"]
    last = range_boundaries(sheet.print_area.rpartition("!")[2])[3] or 0
    room = (595 - 72 * (sheet.page_margins.top + sheet.page_margins.bottom)) / ((sheet.page_setup.scale or 100) / 100)
    pages = _pages(sheet, last)
    assert max(pages) <= room
    assert all(one + following > 0.95 * room for one, following in pairwise(pages)), "two half-empty pages are one"


def test_an_amount_of_twelve_digits_is_no_power_of_ten_in_the_long_table() -> None:
    assert shown_number(412_345_678_901.25, DATA_VALUE.number_format) == shown_number(412_345_678_901.25, "#,##0.00")
    for usual in (0.173, 12, 1_850_000.5):
        assert shown_number(usual, DATA_VALUE.number_format) == shown_number(usual, "General")
    formats = {cell.number_format for cell in book()["Données"]["J"][1:]}
    assert formats == {DATA_VALUE.number_format}


def test_the_same_input_gives_the_same_bytes() -> None:
    campaign = campaign_of()
    ledger = invented_ledger(campaign, 1)
    first, second = (write_master(campaign, ledger, assess(campaign, ledger), created=CREATED) for _ in range(2))
    assert first == second


NAMES = {
    "plain": ([("EMP", "Emploi")], ["Emploi"]),
    "too long": ([("A", "Convention avec un nom beaucoup trop long")], ["Convention avec un nom…"]),
    "forbidden signs": ([("A", "Sport/Jeunesse [2015]: ?")], ["Sport-Jeunesse -2015-- -"]),
    "apostrophes at the ends": ([("A", "'Emploi'")], ["Emploi"]),
    "alike but for case": ([("A", "Santé"), ("B", "SANTÉ")], ["Santé", "SANTÉ (2)"]),
    "like a sheet of ours": ([("A", "journal")], ["journal (2)"]),
    "kept by Excel": ([("A", "History")], ["History (2)"]),
    "empty": ([("A", " "), ("", "")], ["A", "-"]),
    "two that are cut alike": (
        [("A", "x" * 40), ("B", "x" * 41)],
        [f"{'x' * 30}…", f"{'x' * 27} (2)"],
    ),
}


@pytest.mark.parametrize(("wanted", "names"), NAMES.values(), ids=NAMES)
def test_names_of_sheets(wanted: list[tuple[str, str]], names: list[str]) -> None:
    assert list(sheet_names(wanted, ["Journal"]).values()) == names


def fiche(name: str, campaign: Campaign, ledger: Ledger) -> Worksheet:
    content = write_master(campaign, ledger, assess(campaign, ledger), created=CREATED)
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)[name]


def test_a_fiche_says_no_date_that_nobody_knows() -> None:
    campaign = campaign_of()
    ledger = invented_ledger(campaign, 1)
    accounts = {code: replace(one, sent=None) for code, one in ledger.accounts.items()}
    said = str(fiche("Fiche EMP", campaign, replace(ledger, accounts=accounts))["A2"].value)
    assert said.endswith("Reçu le 01/02/2018.")
    assert "Envoyé" not in said
    assert "Envoyé le 08/01/2018. Reçu le" in str(fiche("Fiche EMP", campaign, ledger)["A2"].value)


def test_a_quartier_alone_has_no_rank_and_a_first_year_no_former_one() -> None:
    campaign = campaign_of()
    [place] = campaign.territories
    only = replace(campaign, territories=(replace(place, quartiers=place.quartiers[:1]),))
    [name] = sheet_names([("q", place.quartiers[0].name)], ()).values()
    alone = fiche(name, only, invented_ledger(only, 1))
    assert [cell.value for cell in alone[3] if cell.value] == [
        "Code",
        "Administration",
        "Mesure",
        f"Résultat {campaign.year}",
        "Total des quartiers",
    ]
    among = fiche(name, campaign, invented_ledger(campaign, 1))
    assert "Rang" in [cell.value for cell in among[3]]


@pytest.mark.parametrize(("language", "spaced"), [("fr", "\u00a0%"), ("en", "%")])
def test_the_first_line_writes_per_cent_as_its_language_does(language: str, spaced: str) -> None:
    campaign = campaign_of()
    ledger = invented_ledger(campaign, 1)
    master = write_master(campaign, ledger, assess(campaign, ledger), language=language, created=CREATED)
    rate = str(openpyxl.load_workbook(io.BytesIO(master), data_only=True)["Tableau de bord"]["B4"].value)
    assert rate.rstrip("%\u00a0").isdigit()
    assert rate.removeprefix(rate.rstrip("%\u00a0")) == spaced


@pytest.mark.parametrize(
    ("figures", "total"),
    [
        pytest.param((3, 4), 7, id="figures are added"),
        pytest.param((3, "nd"), 3, id="those that have one"),
        pytest.param((3, "s"), "s", id="what a secret one leaves is no total"),
        pytest.param(("nd", None), "", id="no figure, no total"),
    ],
)
def test_the_total_of_quartiers(figures: tuple[float | str | None, ...], total: float | str) -> None:
    measure = next(one for one in campaign_of().catalogue.measures if one.kind.adds_up)
    line = QuartierRow(measure=measure, convention="", respondent="", who="", label="", whole=None, figures=figures)
    assert line.total == total


def test_the_journal_counts_nothing_of_a_file_whose_content_is_withheld() -> None:
    received = next(one for account in invented_ledger(campaign_of(), 1).accounts.values() for one in account.returns)
    hidden = replace(
        received.submission, answers={}, findings=(), origin=replace(received.submission.origin, sha256="")
    )
    for submission, counted in ((received.submission, True), (hidden, False)):
        [(_, told)] = journal_events(Ledger(accounts={}, orphans=(replace(received, submission=submission),)), "fr")
        assert (told["answers"] is not None) is counted


def test_how_figures_moved_is_drawn_in_bars_that_every_program_prints() -> None:
    with zipfile.ZipFile(io.BytesIO(content())) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    groups = [group for sheet in sheets for group in re.findall("<x14:sparklineGroup [^>]*>", sheet)]
    assert groups
    assert all('type="column"' in group for group in groups), "LibreOffice 7.4 draws lines, and does not print them"
    assert all('manualMin="0"' in group or 'displayXAxis="1"' in group for group in groups), "heights mean something"
