"""Several territories: a master each, and a national workbook whose figures are those of the masters."""

import csv
import json
import re
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from urllib.parse import unquote

import openpyxl
import pytest
from click.testing import CliRunner

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.campaigns.documents import campaign_to_json
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.parting import parts_of
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Attainment, Reporting
from qpv_xlsx.domain.judging.territories import Country
from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Resolution
from qpv_xlsx.domain.merging.merging import merge
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.consolidating.consolidate_country import CountryConsolidated
from qpv_xlsx.tasks.consolidating.consolidate_territories import places_of
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.incoming.refreshing import reading_fingerprint
from qpv_xlsx.tasks.recalled.merged_register import MergedRegister
from qpv_xlsx.tasks.resolve import resolve
from tests.master.invention import invented_campaign, invented_ledger
from tests.master.test_printed_size import printed_points
from tests.national.judged import judged

NOW = datetime(2018, 3, 1, 9, 30, tzinfo=UTC)
PLACES = 3


def with_returns(folder: Path, campaign: Campaign, seed: int = 1, ledger: Ledger | None = None) -> None:
    """A campaign's folder whose register holds invented returns, or those of *ledger*."""
    folder.mkdir()
    (folder / "campagne.json").write_text(json.dumps(campaign_to_json(campaign)), "utf-8")
    fingerprint = reading_fingerprint(load_campaign(folder))
    with open_register(folder) as register:
        for account in (ledger or invented_ledger(campaign, seed)).accounts.values():
            for received in account.returns:
                register.record_return(replace(received, attributed=account.respondent), fingerprint)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> CountryConsolidated:
    folder = tmp_path_factory.mktemp("pays") / "campagne"
    with_returns(folder, invented_campaign(1, territories=PLACES))
    made = consolidate(folder, target=None, now=NOW)
    assert isinstance(made, CountryConsolidated)
    return made


def test_the_page_colours_each_status_and_names_each_chart_once(done: CountryConsolidated) -> None:
    """Which statuses a chart has was told by its place: bars were black, and legends without colour."""
    page = done.report.read_text("utf-8")
    charts = page[page.index('<div class="charts">') : page.index("<table")]
    used = set(re.findall(r"(?:attainment|reporting)-[a-z_]+", charts))
    assert {one.partition("-")[0] for one in used} == {"attainment", "reporting"}
    assert not [one for one in used if f".{one} " not in page and f".{one}," not in page]
    named = re.findall(r'<title id="(.*?)"', charts)
    assert len(named) == len(set(named)) == 6


def table_of(path: Path, sheet: str) -> list[dict[str, object]]:
    """A sheet's lines by header (row 3)."""
    rows = list(openpyxl.load_workbook(path)[sheet].iter_rows(min_row=3, values_only=True))
    return [dict(zip([str(head).split("\n")[-1] for head in rows[0]], row, strict=True)) for row in rows[1:]]


def test_each_territory_has_a_whole_master_and_the_links_find_it(done: CountryConsolidated) -> None:
    sheet = openpyxl.load_workbook(done.master)["Suivi des retours"]
    assert "Points d’attention" in {cell.value for cell in sheet[3]}, "the heading of a list is cut in a header"
    links = [cell.hyperlink.target or "" for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    targets = [unquote(link).replace("\\", "/") for link in links]
    assert len(targets) == 2 * PLACES
    for target in targets:
        assert (done.master.parent / target).is_file(), target
    master = done.master.parent / next(target for target in targets if target.endswith("xlsx"))
    assert {"Tableau de bord", "Indicateurs", "Par quartier", "Anomalies", "Données"} <= set(
        openpyxl.load_workbook(master, read_only=True).sheetnames
    )


def test_the_sheets_stand_in_the_order_of_the_contract(done: CountryConsolidated) -> None:
    names = openpyxl.load_workbook(done.master, read_only=True).sheetnames
    fixed = [name for name in names if name in {"Tableau de bord", "Suivi des retours", "Indicateurs"}]
    assert fixed == names[:3]
    assert names[-6:] == [
        "Données",
        "Paramètres",
        "Journal",
        "Territoires et conventions",
        "Points d’attention",
        "Totaux",
    ]


def test_each_sheet_is_read_once_printed(done: CountryConsolidated) -> None:
    """Conventions, of forty columns, had letters of three points."""
    book = openpyxl.load_workbook(done.master)
    found = {sheet.title: round(printed_points(sheet), 2) for sheet in book if sheet.sheet_state == "visible"}
    assert {"Tableau de bord", "Emploi", "Journal"} <= set(found)
    assert min(found.values()) >= 5.5, found


def test_the_country_counts_what_its_masters_count(done: CountryConsolidated) -> None:
    """Against the whole campaign judged at once, which is the way of a single territory."""
    campaign = load_campaign(done.master.parents[1])
    with open_register(done.master.parents[1]) as register:
        ledger = merge(campaign, register.returns(), register.decisions(), register.sendings())
    whole = assess(campaign, ledger)
    lines = table_of(done.master, "Territoires et conventions")
    for status, word in ((Attainment.REACHED, "Atteint"), (Attainment.LATE, "En retard")):
        expected = sum(row.attainment is status and not row.is_waived for row in whole.rows.values())
        assert sum(int(str(line[word])) for line in lines) == expected > 0
    for reported, word in ((Reporting.FILLED, "Renseigné"), (Reporting.NOT_RECEIVED, "Non reçu")):
        expected = sum(row.reporting is reported for row in whole.rows.values())
        assert sum(int(str(line[word])) for line in lines) == expected > 0


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it drops sparklines and says so
def test_the_country_counts_indicators_before_measures_as_its_masters_do(done: CountryConsolidated) -> None:
    """A measure more of a composite indicator is no success more."""

    def board(path: Path) -> list[tuple[object, ...]]:
        book = openpyxl.load_workbook(path, data_only=True, read_only=True)
        rows: list[tuple[object, ...]] = list(book["Tableau de bord"].iter_rows(values_only=True))
        book.close()
        return rows

    def indicators(rows: list[tuple[object, ...]]) -> list[int]:
        at = next(n for n, row in enumerate(rows) if row[0] == "Convention" and row[1] == "Indicateurs")
        return next([int(str(cell)) for cell in row[1:13]] for row in rows[at:] if row[0] == "Ensemble")

    country = board(done.master)
    masters = [indicators(board(done.master.parent / place.master)) for place in done.country.territories]
    assert indicators(country) == [sum(column) for column in zip(*masters, strict=True)]
    (heads, figures) = ([str(cell) for cell in country[row] if cell is not None] for row in (3, 4))
    tiles = dict(zip(heads, figures, strict=True))
    whole = dict(zip(("asked", "aimed", "known", "reached"), indicators(country), strict=False))
    assert heads.index("Indicateurs atteints") < heads.index("Mesures atteintes")
    assert [int("".join(filter(str.isdigit, part))) for part in tiles["Indicateurs atteints"].split("/")] == [
        whole["reached"],
        whole["known"],
    ]


def test_the_spread_is_that_of_the_results_on_one_perimeter(done: CountryConsolidated) -> None:
    line = next(one for one in table_of(done.master, "Indicateurs") if one["Résultats comparés"] == PLACES)
    values = [
        row.value
        for place in done.country.territories
        for row in place.assessment.rows.values()
        if row.measure == line["Code"] and isinstance(row.value, int | float)
    ]
    assert line["Médiane"] == pytest.approx(median(values))
    assert (line["Minimum"], line["Maximum"]) == (pytest.approx(min(values)), pytest.approx(max(values)))


def test_the_long_table_stands_beside_whole(done: CountryConsolidated) -> None:
    with done.files.table.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    assert len(lines) == done.rows == openpyxl.load_workbook(done.master)["Données"].max_row - 1
    assert {line["Territoire"] for line in lines} == {place.territory.code for place in done.country.territories}


def test_the_long_table_stands_beside_as_parquet_too(done: CountryConsolidated) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pip install qpv-xlsx[parquet]")
    table = parquet.read_table(done.files.table.with_suffix(".parquet"))
    with done.files.table.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    rows = table.to_pylist()
    assert [row["measure"] for row in rows] == [line["Mesure"] for line in lines]
    figures = [(row["value"], line["Valeur"]) for row, line in zip(rows, lines, strict=True)]
    assert all(value is None if not said else value == float(said.replace(",", ".")) for value, said in figures)
    assert any(value for value, _ in figures)
    assert [str(table.schema.field(name).type) for name in ("year", "value", "received")] == [
        "int64",
        "double",
        "timestamp[ms, tz=UTC]",
    ]


def test_beyond_what_a_sheet_can_hold_the_rows_are_in_the_table_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qpv_xlsx.tasks.consolidating.national_files.MOST_FACTS", 100)
    with_returns(tmp_path / "campagne", invented_campaign(1, territories=2))
    asked = ["-C", str(tmp_path / "campagne"), "consolidate", "-o", str(tmp_path / "sortie" / "pays.xlsx")]
    result = CliRunner().invoke(group, asked)
    assert "La feuille Données n’est pas dans la synthèse nationale" in " ".join(result.output.split())
    assert "Données" not in openpyxl.load_workbook(tmp_path / "sortie" / "pays.xlsx", read_only=True).sheetnames
    assert len(list((tmp_path / "sortie" / "territoires").glob("*_synthese.xlsx"))) == 2


def test_territories_whose_codes_make_the_same_file_name_keep_a_file_each(tmp_path: Path) -> None:
    campaign = invented_campaign(1, territories=3)
    codes = ("A/B", "A:B", "a_b")
    places = tuple(replace(one, code=code) for one, code in zip(campaign.territories, codes, strict=True))
    files = [place.files for place in places_of(replace(campaign, territories=places), tmp_path)]
    assert len({str(one.master).casefold() for one in files if one}) == len(codes)


@pytest.mark.parametrize("seed", range(3))
def test_a_figure_on_another_perimeter_is_counted_apart(seed: int) -> None:
    campaign = invented_campaign(seed, territories=4)
    ledger = invented_ledger(campaign, seed)
    measures = campaign.catalogue.measure_by_code
    places = tuple(judged(campaign, ledger))
    country = Country(title="pays", year=campaign.year, catalogue=campaign.catalogue, territories=places)
    for code, spread in country.spreads.items():
        told = [
            (row.perimeter or measures[code].perimeter, row.reporting)
            for place in places
            for row in place.assessment.rows.values()
            if row.measure == code and isinstance(row.value, int | float) and not row.is_waived
        ]
        sure = Counter(perimeter for perimeter, reporting in told if reporting is not Reporting.TO_CORRECT)
        assert spread.results == max(sure.values(), default=0)
        assert spread.elsewhere == sum(sure.values()) - spread.results
        assert spread.doubtful + spread.partial == len(told) - sum(sure.values())
        counted = [row for place in places for row in place.assessment.rows.values() if row.measure == code]
        given = sum(row.value is not None for row in counted if row.is_counted)
        assert spread.missing == sum(row.is_counted for row in counted) - given, "words and steps are results too"


def test_what_is_made_twice_is_the_same(done: CountryConsolidated) -> None:
    content = done.master.read_bytes()
    assert consolidate(done.master.parents[1], target=None, now=NOW).master.read_bytes() == content


def test_each_territory_says_what_changed_in_it_since_an_earlier_day(tmp_path: Path) -> None:
    folder = tmp_path / "campagne"
    with_returns(folder, invented_campaign(1, territories=2))
    first = consolidate(folder, target=None, now=NOW)
    assert isinstance(first, CountryConsolidated)
    title = "Ce qui a changé depuis la synthèse du"
    pages = [folder / "synthese" / "territoires" / f"{stem}.html" for stem in sorted(_stems(folder))]
    assert not [page for page in pages if title in page.read_text("utf-8")]

    campaign = load_campaign(folder)
    respondent = [*parts_of(campaign)][1].respondents[0].code
    resolve(
        folder, Ruling(measure="EMP-01", respondent=respondent, value="35 %", reason="appel"), author="essai", now=NOW
    )
    consolidate(folder, target=None, now=NOW + timedelta(days=2))
    told = [page.read_text("utf-8") for page in pages]
    assert [f"{title} 01/03/2018" in text for text in told] == [True, True]
    assert ["Rien\u00a0: ni retour, ni décision." in text for text in told] == [True, False]
    assert "0 fichier reçu, 1 décision prise." in told[1]


def test_decisions_of_one_act_are_all_known_the_next_time(tmp_path: Path) -> None:
    """Its one line of the journal counted as one decision: the others were told as new, and what they changed too."""
    folder = tmp_path / "campagne"
    campaign = invented_campaign(1, territories=2)
    with_returns(folder, campaign)
    respondent = [*parts_of(campaign)][1].respondents[0].code
    with open_register(folder) as register:
        register.decide(*(_set(respondent, f"EMP-0{rank}") for rank in (1, 2, 3)))
    consolidate(folder, target=None, now=NOW)
    consolidate(folder, target=None, now=NOW + timedelta(days=2))
    page = folder / "synthese" / "territoires" / f"{sorted(_stems(folder))[1]}.html"
    assert "Rien\u00a0: ni retour, ni décision." in page.read_text("utf-8")


def _set(respondent: str, measure: str) -> Decision:
    return Decision(
        respondent=respondent,
        question=Question(measure=measure, field=Field.VALUE),
        verdict=Resolution.SET,
        reason="appel",
        decided=NOW,
        value=0.35,
    )


def _stems(folder: Path) -> list[str]:
    return [page.stem for page in (folder / "synthese" / "territoires").glob("*.html")]


def test_the_national_board_shows_where_we_stand_and_who_answered_on_a_small_screen(done: CountryConsolidated) -> None:
    """Statuses of Avancement stood beyond the right edge, beside half a screen of nothing."""
    sheet = openpyxl.load_workbook(done.master, data_only=True)["Tableau de bord"]
    heads = {row: [str(cell.value).split("\n")[-1] for cell in sheet[row] if cell.value] for row in range(1, 40)}
    stands = next(words for words in heads.values() if "Atteint" in words)
    came = next(words for words in heads.values() if "Renseigné" in words)
    assert [*heads.values()].index(stands) < [*heads.values()].index(came)
    assert len(stands) <= 14, "what a window 1 366 pixels wide shows at 90 %"


def test_official_texts_are_folded_on_the_sheets_of_conventions(done: CountryConsolidated) -> None:
    sheet = openpyxl.load_workbook(done.master)["Emploi"]
    spans = [(one.min or 0, one.max or 0) for one in sheet.column_dimensions.values() if one.hidden]
    folded = {number for first, last in spans for number in range(first, last + 1)}
    assert {str(sheet.cell(3, number).value) for number in folded} >= {"Objectif stratégique", "Indicateur"}


def test_what_workers_merge_is_kept_as_if_it_had_been_merged_here(tmp_path: Path) -> None:
    """The territories' accounts are merged where their files are drawn, from a part of the campaign only."""
    folder, other = tmp_path / "pays", tmp_path / "autre"
    campaign = invented_campaign(2, territories=PLACES)
    with_returns(folder, campaign, seed=2)
    with open_register(folder) as register:
        sent = next(one for one in register.returns() if not one.submission.origin.respondent)
        whose = campaign.respondents[5]
        attributed = Decision(
            respondent=whose.code,
            question=Question(measure=""),
            verdict=Resolution.ATTRIBUTE,
            reason="appel",
            decided=NOW,
            sha256=sent.submission.origin.sha256,
        )
        register.decide(attributed)
    shutil.copytree(folder, other)
    consolidate(folder, target=None, now=NOW)
    with open_register(other) as register:
        merged = MergedRegister(load_campaign(other), register, NOW)
        ledger = merged.ledger()
        assert any(one.respondent == whose.code for one in ledger.accounts[whose.code].returns)
    assert _kept_accounts(folder) == _kept_accounts(other)
    assert len(_kept_accounts(folder)) == len(campaign.respondents)
    page = folder / "synthese" / "report.html"
    content = page.read_bytes()
    consolidate(folder, target=None, now=NOW)
    assert page.read_bytes() == content, "what was kept says something else than what was merged"


def _kept_accounts(folder: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(folder / "registre.sqlite")) as connection:
        return connection.execute("SELECT respondent, basis, glance, account FROM accounts ORDER BY 1").fetchall()
