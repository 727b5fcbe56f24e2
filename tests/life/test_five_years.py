"""Five years of a département, lived through, and worked out again by a few lines of arithmetic that share no code with ours.

Four territories, two administrations in each. On the way: one is recoded while its return is in, two become one, a measure
is reworded, another changes kind, a third is removed, a target is revised, a quartier takes another name, a year is
English, last year's form comes back, last year is corrected, and the work is handed over.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.campaign import Campaign, Contact, Respondent
from qpv_xlsx.domain.contract.local_aims import LocalAim
from qpv_xlsx.domain.contract.measures import Baseline, Kind, Measure, Perimeter
from qpv_xlsx.domain.contract.revisions import Revision
from qpv_xlsx.domain.contract.targets import AtLeast
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.init import make_folder
from qpv_xlsx.tasks.rollover import rollover
from tests.departement import cells_of, departement, fill_in, indicator, places, rate, step

YEARS = range(2025, 2030)
PLACES = ("REDON", "RENNES", "FOUGERES", "VITRE")
END = 2030
START_NOISE = 0.05  # the page on statuses: below that part of the start, a decline is none
PACE = {  # part of the way done, by territory and year; over 1: more than asked
    "REDON": (0.05, 0.45, 0.4, 0.9, 1.1),
    "RENNES": (0.2, 0.2, 0.35, 0.7, 0.5),
    "FOUGERES": (-0.45, 0.1, 0.55, 0.66, 0.84),
    "VITRE": (0.3, 0.6, 1.0, 1.2, 0.7),
}
STEPS = ("Non commencé", "En cours", "En cours", "Fait", "Fait")
ENGLISH = 2027
RECODED = 2026
MERGED = REKINDED = 2027
REMOVED = 2028
CORRECTED = ("RENNES", 2027, 199)  # reached, where 174 was said: told in 2028
SHARE = Measure(
    code="EMP-03",
    label="part des actions suivies",
    kind=Kind.SHARE,
    unit="%",
    direction=places().direction,
    baseline=Baseline(value=0.3, year=2026, perimeter=Perimeter.QPV),
    target=AtLeast(value=0.6),
)


# --- what was said, and where it should stand: arithmetic only -------------------------------------------------------


def aim(territory: str, measure: str, year: int) -> tuple[float, int, float]:
    """Start, its year, and goal in 2030."""
    if measure == "EMP-01":
        own = {"REDON": (40, 2024, 60), "RENNES": (160, 2024, 200)}
        return own.get(territory, (200, 2024, 260))
    if measure == "EMP-02":
        return 0.4, 2024, 0.44 if year < 2027 else 0.5
    if measure == "EMP-03":
        return (10, 2024, 30) if year < REKINDED else (0.3, 2026, 0.6)
    return 100, 2024, 120


def said(territory: str, measure: str, year: int) -> float | str:
    """What is typed."""
    if measure == "CUL-01":
        return STEPS[year - YEARS[0]]
    start, _, goal = aim(territory, measure, year)
    value = start + (goal - start) * PACE[territory][year - YEARS[0]]
    return round(value, 3) if goal < 1 else round(value)


def stands(value: float | str, territory: str, measure: str, year: int) -> str:
    """Where it stands: what was done of what should have been done by now, in words."""
    if isinstance(value, str):
        return {"Fait": "Atteint", "En cours": "En bonne voie", "Non commencé": "À surveiller"}[value]
    start, since, goal = aim(territory, measure, year)
    if value >= goal - 1e-9:
        return "Atteint"
    if 0 < start - value <= START_NOISE * start:
        return "En retard"  # too little to be a decline
    due = (goal - start) * (year - since) / (END - since)
    done = (value - start) / due
    return next(
        word
        for least, word in ((0.95, "En bonne voie"), (0.6, "À surveiller"), (0, "En retard"), (-1e9, "S'éloigne"))
        if done >= least - 1e-9
    )


def asked(year: int) -> tuple[str, ...]:
    return ("EMP-01", "EMP-02", "EMP-03", *(("EMP-04",) if year < REMOVED else ()), "CUL-01")


def history(territory: str, measure: str, now: int) -> Mapping[int, float | str]:
    """What former years gave, as it is known in *now*: corrected, and without the years of another kind."""
    first = REKINDED if measure == "EMP-03" and now >= REKINDED else YEARS[0]
    told = {year: said(territory, measure, year) for year in range(first, now)}
    place, year, figure = CORRECTED
    if measure == "EMP-01" and territory == place and year in told:
        told[year] = figure
    return told


# --- the years, as the coordinator lives them ------------------------------------------------------------------------


@dataclass(slots=True)
class Lived:
    """The folders by year, and what was noticed on the way."""

    folders: dict[int, Path] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)


def moment(year: int, month: int = 3) -> datetime:
    return datetime(year + 1, month, 2, 9, tzinfo=UTC)


def first_year() -> Campaign:
    people = tuple(
        Respondent(
            code=f"{name}-{territory}",
            name=name,
            territory=territory,
            conventions=(convention,),
            contacts=(Contact(name="Mme Le Goff", email=f"{name}.{territory}@bretagne.test".lower()),),
        )
        for territory in PLACES
        for name, convention in (("DDETS", "EMP"), ("DRAC", "CUL"))
    )
    actions = places("EMP-03", label="actions suivies", baseline=start(10), target=AtLeast(value=30))
    adults = places("EMP-04", label="adultes accueillis", baseline=start(100), target=AtLeast(value=120))
    rows = (indicator(places()), indicator(rate()), indicator(actions), indicator(adults))
    return departement(
        {"EMP": rows, "CUL": (indicator(step()),)},
        people,
        PLACES,
        local_aims=(
            LocalAim(territory="REDON", measure="EMP-01", start=40, target=AtLeast(value=60)),
            LocalAim(territory="RENNES", measure="EMP-01", start=160, target=AtLeast(value=200)),
        ),
    )


def start(value: float) -> Baseline:
    return Baseline(value=value, year=2024, perimeter=Perimeter.QPV)


def edit(folder: Path, year: int, change: Callable[[Campaign], Campaign]) -> None:
    """As the coordinator edits campagne.xlsx."""
    save_campaign(change(load_campaign(folder)), folder / "campagne.xlsx", created=moment(year))


def with_measures(campaign: Campaign, change: Callable[[Measure], Measure | None]) -> Campaign:
    conventions = []
    for convention in campaign.catalogue.conventions:
        changed = [
            replace(row, measures=tuple(one for one in map(change, row.measures) if one))
            for row in convention.indicators
        ]
        conventions.append(replace(convention, indicators=tuple(row for row in changed if row.measures)))
    return replace(campaign, catalogue=replace(campaign.catalogue, conventions=tuple(conventions)))


def recoded(campaign: Campaign) -> Campaign:
    """DDETS of Redon is called otherwise."""
    people = tuple(
        replace(one, code="DREETS-REDON", former_codes=("DDETS-REDON",)) if one.code == "DDETS-REDON" else one
        for one in campaign.respondents
    )
    return replace(campaign, respondents=people)


def third_year(campaign: Campaign) -> Campaign:
    """In Vitré one takes over the other; a measure reworded, one of another kind, a target revised; all in English."""
    merged = tuple(
        replace(one, conventions=("EMP", "CUL"), former_codes=("DRAC-VITRE",)) if one.code == "DDETS-VITRE" else one
        for one in campaign.respondents
        if one.code != "DRAC-VITRE"
    )

    def change(measure: Measure) -> Measure:
        if measure.code == "EMP-03":
            return SHARE
        return replace(measure, label="taux d'emploi des habitants") if measure.code == "EMP-02" else measure

    revised = Revision(measure="EMP-02", since=2027, target=AtLeast(value=0.5), act="avenant du 12 mars 2027")
    return replace(with_measures(campaign, change), respondents=merged, revisions=(revised,), language="en")


def fourth_year(campaign: Campaign) -> Campaign:
    """French again; a measure is asked no more; a quartier has a new name."""
    campaign = with_measures(campaign, lambda measure: None if measure.code == "EMP-04" else measure)
    first, *others = campaign.territories
    named = replace(first, quartiers=(replace(first.quartiers[0], name="Bellevue"), *first.quartiers[1:]))
    return replace(campaign, territories=(named, *others), language="fr")


EDITS: Mapping[int, Callable[[Campaign], Campaign]] = {ENGLISH: third_year, REMOVED: fourth_year}


def answer(folder: Path, year: int) -> None:
    """Every administration fills in what it is asked, and sends it."""
    campaign = load_campaign(folder)
    word = "Result" if campaign.language == "en" else "Résultat"
    for respondent in campaign.respondents:
        mine = [code for code in asked(year) if code.split("-")[0] in respondent.conventions]
        cells = {(code, f"{word} {year}"): said(respondent.territory, code, year) for code in mine}
        form = next((folder / "a_envoyer").glob(f"*_{respondent.code}.xlsx"))
        collect(folder, [fill_in(form, folder.parent / "retour.xlsx", cells)], author="", now=moment(year))


def run(folder: Path, *words: str) -> str:
    done = CliRunner().invoke(group, ["-C", str(folder), *words], catch_exceptions=False)
    assert done.exit_code in {0, 1}, done.output
    return done.output


def last_years_form(folder: Path, before: Path, year: int) -> tuple[str, list[Code]]:
    """Fougères sends last year's workbook again: outcome, and what is told."""
    form = next((before / "a_envoyer").glob("*_DRAC-FOUGERES.xlsx"))
    sent = fill_in(form, folder.parent / "ancien.xlsx", {("CUL-01", f"Result {year - 1}"): "Non commencé"})
    _, (found,) = collect(folder, [sent], author="", now=moment(year))
    return found.submission.outcome.value, [one.code for one in found.submission.findings]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """All the years. Not to be written into."""
    root, found = tmp_path_factory.mktemp("years"), Lived()
    for year in YEARS:
        folder = found.folders[year] = root / f"cdv-{year}"
        if year == YEARS[0]:
            make_folder(folder, first_year(), now=moment(year, 1))
        else:
            rollover(found.folders[year - 1], folder, year, author="anne", now=moment(year, 1))
        if year in EDITS:
            edit(folder, year, EDITS[year])
        if year == REMOVED:
            territory, then, figure = CORRECTED
            words = ("--measure", "EMP-01", "--respondent", f"DDETS-{territory}", "--value", str(figure))
            run(folder, "resolve", "--year", str(then), *words, "--reason", "recompte de la caisse")
        list(generate(folder, only=(), now=moment(year, 1)))
        if year == REMOVED:
            found.notes["form"] = last_years_form(folder, found.folders[year - 1], year)
        answer(folder, year)
        if year == RECODED:
            edit(folder, year, recoded)
        consolidate(folder, target=None, now=moment(year, 4))
    return found


def master(folder: Path, territory: str) -> Iterator[dict[str, Any]]:
    path = next((folder / "synthese" / "territoires").glob(f"*_{territory}_synthese.xlsx"))
    return (row for row in cells_of(path, "Indicateurs") if row["Code"])


def number(shown: object) -> float | str | None:
    """« 41,3 % », "41.3%", « 199 (r) », 41: as a figure; words as they are."""
    text = re.sub(r"[\s\u00a0\u202f]", "", str(shown or "")).replace("(r)", "").replace(",", ".")
    if not text:
        return None
    try:
        return round(float(text.rstrip("%")) / (100 if text.endswith("%") else 1), 6)
    except ValueError:
        return str(shown)


EACH = [(year, territory) for year in YEARS for territory in PLACES]
"""Headers change with the language of the year; words of statuses too."""


def head(language: str, key: str, year: int) -> str:
    return label(language, "master_columns", key).format(year=year)


def step_words(word: str, language: str) -> str:
    key = {"Fait": "fait", "En cours": "en_cours", "Non commencé": "non_commence"}[word]
    return label(language, "progress", key)


@pytest.mark.parametrize(("year", "territory"), EACH, ids=[f"{place} {year}" for year, place in EACH])
def test_every_figure_and_every_status_of_a_year_is_what_was_typed_and_what_arithmetic_says(
    lived: Lived, year: int, territory: str
) -> None:
    language = "en" if year == ENGLISH else "fr"
    found = {}
    for row in master(lived.folders[year], territory):
        status = {label(language, "attainment", key): label("fr", "attainment", key) for key in STATUSES}
        found[row["Code"]] = (row[head(language, "value", year)], status[row[head(language, "attainment", year)]])
    expected = {}
    for code in asked(year):
        value = said(territory, code, year)
        word = stands(value, territory, code, year).replace("'", label("fr", "attainment", "s_eloigne")[1])
        expected[code] = (step_words(value, language) if isinstance(value, str) else value, word)
    assert found == expected


STATUSES = ("atteint", "en_bonne_voie", "a_surveiller", "en_retard", "s_eloigne", "non_atteint", "non_evaluable")


@pytest.mark.parametrize(("year", "territory"), EACH[4:], ids=[f"{place} {year}" for year, place in EACH[4:]])
def test_every_former_figure_is_shown_as_it_was_said_or_corrected(lived: Lived, year: int, territory: str) -> None:
    """In the master, and in the form that asks for the next one."""
    language = "en" if year == ENGLISH else "fr"
    folder = lived.folders[year]
    shown = {row["Code"]: row for row in master(folder, territory)}
    forms = {
        row["Code"]: row
        for path in (folder / "a_envoyer").glob(f"*-{territory}.xlsx")
        for row in cells_of(path, "Indicateurs")
    }
    for code in asked(year):
        expected = {
            past: step_words(value, language) if isinstance(value, str) else value
            for past, value in history(territory, code, year).items()
        }
        past_years = range(YEARS[0], year)
        told = {past: number(shown[code].get(head(language, "past", past))) for past in past_years}
        assert {past: value for past, value in told.items() if value is not None} == expected, code
        word = "Result" if language == "en" else "Résultat"
        asking = {past: number(forms[code].get(f"{word} {past}")) for past in past_years}
        assert {past: value for past, value in asking.items() if value is not None} == expected, code


@pytest.mark.parametrize("year", YEARS)
def test_the_departement_adds_up_its_places(lived: Lived, year: int) -> None:
    path = next((lived.folders[year] / "synthese").glob("*_synthese*.xlsx"))
    language = "en" if year == ENGLISH else "fr"
    lines = cells_of(path, "Totaux", head(language, "measure", year))
    whole = next(line for line in lines if line[head(language, "code", year)] == "EMP-01")
    assert whole[head(language, "fact_value", year)] == sum(said(place, "EMP-01", year) for place in PLACES)  # type: ignore[misc]  # figures
    assert whole[head(language, "goal", year)] is None  # Fougères and Vitré have the common one


def test_last_years_form_counts_for_its_own_year_only(lived: Lived) -> None:
    _, codes = lived.notes["form"]
    assert Code.I02 in codes
    (row,) = (one for one in master(lived.folders[REMOVED], "FOUGERES") if one["Code"] == "CUL-01")
    assert row[head("fr", "value", REMOVED)] == "Fait"


def test_a_correction_is_in_both_folders_with_its_reason(lived: Lived) -> None:
    territory, then, figure = CORRECTED
    (past,) = (
        one
        for one in load_campaign(lived.folders[YEARS[-1]]).history
        if (one.territory, one.measure, one.year) == (territory, "EMP-01", then) and one.quartier is None
    )
    assert (past.value, past.value_before, past.revision_reason) == (
        figure,
        said(territory, "EMP-01", then),
        "recompte de la caisse",
    )


@pytest.mark.parametrize("year", [2028, 2029])
def test_the_corrected_figure_is_marked_wherever_it_is_read(lived: Lived, year: int, tmp_path: Path) -> None:
    """In the next form, in the page, and in the exported history."""
    territory, then, figure = CORRECTED
    folder = lived.folders[year]
    form = next((folder / "a_envoyer").glob(f"*_DDETS-{territory}.xlsx"))
    (row,) = (one for one in cells_of(form, "Indicateurs") if one["Code"] == "EMP-01")
    assert row[f"Résultat {then}"].replace("\u00a0", " ") == f"{figure} (r)"
    page = next((folder / "synthese" / "territoires").glob(f"*_{territory}_report.html")).read_text("utf-8")
    assert f"{figure} (r)" in page.replace("\u00a0", " ").replace("&nbsp;", " ")
    run(folder, "export", "--format", "datapackage", "-o", str(tmp_path))
    told = [
        text for path in tmp_path.rglob("*.csv") if "recompte de la caisse" in (text := path.read_text("utf-8-sig"))
    ]
    assert told


def test_the_english_year_has_no_french_heading(lived: Lived) -> None:
    page = next((lived.folders[ENGLISH] / "synthese" / "territoires").glob("*_REDON_report.html")).read_text("utf-8")
    headings = " ".join(re.findall(r"<(?:h[1-4]|th)[^>]*>(.*?)</(?:h[1-4]|th)>", page, re.DOTALL))
    assert "Returns" in headings
    assert not [word for word in ("Suivi", "retours", "Évolution", "Anomalies", "Résultat") if word in headings]


def test_the_successor_finds_the_page_and_what_changed(lived: Lived) -> None:
    page = (lived.folders[REMOVED] / "synthese" / "passation.html").read_text("utf-8")
    assert "recompte de la caisse" in page
    assert "campagne.xlsx" in page


def test_the_oracle_would_see_a_figure_that_is_one_off() -> None:
    assert stands(167, "RENNES", "EMP-01", 2025) == "En bonne voie"
    assert stands(165, "RENNES", "EMP-01", 2025) == "À surveiller"
    assert stands(151, "RENNES", "EMP-01", 2025) == "S'éloigne"
