"""Words beside a figure, for an invented city in 2025: what changes nothing is read, what may speak of another figure is not.

``beside_figures.tsv`` has one line per text: the question, what was typed, the answers (none: refused), what is said.
"""

import csv
from functools import cache
from pathlib import Path

import pytest

from qpv_xlsx.domain.contract.measures import Direction, Kind, Measure
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.findings import Place, Severity
from qpv_xlsx.domain.returned.figures import Surroundings
from qpv_xlsx.domain.returned.figures.words_beside import misleads
from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.workbook.reading.interpreting import Asked, interpret
from tests.values.test_as_typed import said, written

TABLE = Path(__file__).parent / "beside_figures.tsv"
PLACES = ("Valmont-sur-Loire", "Les Tilleuls", "Bellerive", "Moulin Neuf", "Cité-Jardin", "Gare Sud")
QUESTIONS: dict[str, tuple[Kind, str, str]] = {
    "entries": (Kind.COUNT, "jeunes", "Entrées en formation de jeunes"),
    "jobseekers": (Kind.COUNT, "personnes", "Demandeurs d’emploi de longue durée résidant en QPV"),
    "forums": (Kind.COUNT, "forums", "Forums organisés dans les quartiers"),
    "dropouts": (Kind.COUNT, "jeunes", "Jeunes décrocheurs repérés"),
    "vaccines": (Kind.COUNT, "enfants", "Enfants vaccinés"),
    "exits": (Kind.SHARE, "%", "Part de sorties positives du PLIE"),
    "apprentices": (Kind.SHARE, "%", "Part des apprentis résidant en QPV"),
    "exam": (Kind.SHARE, "%", "Taux de réussite au brevet"),
    "absence": (Kind.SHARE, "%", "Taux d’absentéisme dans les collèges REP"),
    "screening": (Kind.SHARE, "%", "Part des femmes dépistées (sein)"),
    "gap": (Kind.GAP, "points", "Écart de taux d’emploi entre QPV et ville"),
    "exam gap": (Kind.GAP, "points", "Écart de réussite au brevet"),
    "credits": (Kind.AMOUNT, "€", "Crédits d’insertion engagés"),
    "budget": (Kind.AMOUNT, "€", "Budget du PRE"),
    "hours": (Kind.QUANTITY, "heures", "Heures de clause sociale réalisées"),
    "mediators": (Kind.QUANTITY, "ETP", "Médiateurs en santé"),
    "advisers": (Kind.RATIO, "conseiller par demandeur", "Conseillers pour 1 000 demandeurs"),
    "convention": (Kind.MILESTONE, "", "Convention avec le club d’entreprises"),
}
MISLEADING = (
    *("2024", "1er semestre", "en mars", "à la rentrée", "depuis 2020", "cumulé", "n-1", "T3"),
    *("hors Bellerive", "Moulin Neuf", "ville entière", "département", "moyenne nationale", "QVA", "sauf décembre"),
    *("femmes", "dont 12 filles", "garçons", "sur 400", "partiel", "un seul site", "objectif", "prévu", "par quartier"),
    *("hausse", "de plus", "nd", "?", "à ne pas publier", "ancienne définition", "sans le PLIE"),
)


@cache
def lines() -> tuple[dict[str, str], ...]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def asked(question: str, *, field: Field = Field.VALUE) -> Asked:
    kind, unit, label = QUESTIONS[question]
    one = Measure(code="TRA-01", label=label, kind=kind, unit=unit, direction=Direction.UP)
    place = Place(sheet="Indicateurs", cell="F6")
    return Asked(measure=one, field=field, place=place, year=2025, years=range(2024, 2031), places=PLACES)


@pytest.mark.parametrize("line", lines(), ids=lambda line: f"{line['typed']} for {line['asked']}")
def test_words_beside_a_figure_are_read_told_or_refused(line: dict[str, str]) -> None:
    answers, findings = interpret(Cell(value=line["typed"].replace("\\n", "\n")), asked(line["asked"]))
    read = "; ".join(f"{answer.question.field.value}={written(answer.value)}" for answer in answers)
    assert (read, "; ".join(said(found) for found in findings)) == (line["answers"], line["findings"])


@pytest.mark.parametrize("note", MISLEADING)
@pytest.mark.parametrize("figure", ["entries: 318", "exits: 48 %", "credits: 492 300 €", "advisers: 1 pour 80"])
@pytest.mark.parametrize(
    "shape", ["{figure} ({note})", "{figure} [{note}]", "{figure}, {note}", "{figure} {note}", "{note} : {figure}"]
)
def test_a_note_that_may_speak_of_another_figure_is_never_read_over(note: str, figure: str, shape: str) -> None:
    question, _, words = figure.partition(": ")
    answers, findings = interpret(Cell(value=shape.format(figure=words, note=note)), asked(question))
    assert not answers or any(found.severity is Severity.WARNING for found in findings)


def test_a_figure_of_women_may_be_called_so() -> None:
    answers, _ = interpret(Cell(value="femmes : 140"), asked("entries", field=Field.WOMEN))
    assert [answer.value for answer in answers] == [140]


def test_the_year_of_the_campaign_is_no_year_where_it_is_not_known() -> None:
    answers, _ = interpret(Cell(value="318 en 2025"), asked("entries")._replace(year=0))
    assert not answers


def test_the_quartiers_are_others_where_the_whole_territory_is_asked() -> None:
    assert misleads("qpv", Surroundings(label="Apprentis", covers_quartiers=False))
    assert not misleads("qpv", Surroundings(label="Apprentis", covers_quartiers=True))
