"""What the *Contrôle* of a row says. That its formula says the same is shown by recalculation."""

import pytest

from qpv_xlsx.domain.contract.measures import Direction, Kind, Measure
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.workbook.collection.controls import Cells, control_formula
from qpv_xlsx.workbook.collection.form import Content

V, N, D, T, S, P, C = (
    Field.VALUE,
    Field.NUMERATOR,
    Field.DENOMINATOR,
    Field.TERRITORY_VALUE,
    Field.SITUATION,
    Field.PERIMETER,
    Field.COMMENT,
)
ND, SECRET = "Non disponible (nd)", "secret statistique (S)"
TO_FILL = "Saisir le résultat, ou choisir une situation"
CASES: dict[str, tuple[Kind, dict[Field, Content], str]] = {
    "nothing typed": (Kind.COUNT, {}, TO_FILL),
    "spaces only": (Kind.TEXT, {V: "  "}, TO_FILL),
    "zero is a value": (Kind.COUNT, {V: 0}, "Complet"),
    "a share": (Kind.SHARE, {V: 0.173, S: "Définitif"}, "Complet"),
    "nd without a word": (Kind.COUNT, {S: ND}, "Expliquer l’absence de donnée"),
    "nd explained": (Kind.COUNT, {S: ND, C: "dispositif supprimé"}, "Complet"),
    "secret, in another case, beside a value": (Kind.COUNT, {V: 4, S: SECRET}, "Résultat et situation se contredisent"),
    "words where a number is asked": (Kind.COUNT, {V: "une dizaine"}, "Un nombre est attendu"),
    "a share above 100 %": (Kind.SHARE, {V: 17.3}, "Valeur impossible"),
    "a negative count": (Kind.COUNT, {V: -3}, "Valeur impossible"),
    "a negative gap": (Kind.GAP, {V: -0.2}, "Complet"),
    "beyond the plausible maximum": (Kind.AMOUNT, {V: 2_000_000}, "Valeur impossible"),
    "half a person": (Kind.COUNT, {V: 12.5}, "Un nombre entier est attendu"),
    "a state of the list": (Kind.MILESTONE, {V: "fait"}, "Complet"),
    "a state of nobody's list": (Kind.MILESTONE, {V: "bientôt"}, "Choisir dans la liste"),
    "numerator alone": (Kind.SHARE, {V: 0.5, N: 3}, "Numérateur ou dénominateur manquant"),
    "numerator above denominator": (Kind.SHARE, {V: 0.5, N: 12, D: 10}, "Numérateur supérieur au dénominateur"),
    "a quotient that agrees": (Kind.SHARE, {V: 0.333, N: 1, D: 3}, "Complet"),
    "a quotient that differs": (Kind.SHARE, {V: 0.5, N: 1, D: 4}, "Résultat différent du rapport"),
    "zero over zero": (Kind.SHARE, {V: 0.5, N: 0, D: 0}, "Complet"),
    "a ratio above one": (Kind.RATIO, {V: 3, N: 12, D: 4}, "Complet"),
    "another perimeter, unnamed": (
        Kind.COUNT,
        {V: 3, P: "Autre (à préciser)"},
        "Préciser le périmètre en commentaire",
    ),
}


def _measure(kind: Kind, *, asks_territory: bool = False) -> Measure:
    maximum = 1_000_000 if kind is Kind.AMOUNT else None
    return Measure(
        code="EMP-01",
        label="Mesure",
        kind=kind,
        unit="",
        direction=Direction.UP,
        maximum=maximum,
        asks_territory=asks_territory,
    )


def _control(measure: Measure, content: dict[Field, Content], total: float | None = None) -> str:
    cells = Cells(
        address={field: f"$A{number}" for number, field in enumerate(Field, 1)},
        content=content,
        quartiers_formula=None if total is None else "SUMIF(x,y,z)",
        quartiers_total=total or 0,
    )
    return control_formula(measure, cells, "fr", tolerance=0.005)[1]


@pytest.mark.parametrize(("kind", "content", "said"), CASES.values(), ids=CASES.keys())
def test_the_control_says(kind: Kind, content: dict[Field, Content], said: str) -> None:
    assert _control(_measure(kind), content) == said


def test_the_territory_is_asked_once_the_value_is_given() -> None:
    measure = _measure(Kind.SHARE, asks_territory=True)
    assert _control(measure, {V: 0.2}) == "Territoire entier à compléter"
    assert _control(measure, {V: 0.2, T: 0.1}) == "Complet"
    assert _control(measure, {S: ND, C: "suite en 2017"}) == "Complet"


def test_quartiers_may_not_add_up_to_more() -> None:
    assert _control(_measure(Kind.COUNT), {V: 10}, total=11) == "Total des quartiers supérieur au résultat"
    assert _control(_measure(Kind.COUNT), {V: 10}, total=10) == "Complet"
