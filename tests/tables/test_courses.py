"""A start and a target say together which way to go, what the level bounds, and what kind of figure it is; or it is asked."""

import pytest

from qpv_xlsx.domain.contract.measures import Direction, Kind
from qpv_xlsx.domain.contract.targets import AtLeast, AtMost, Done, Target
from tests.tables.opened import imported
from tests.tables.test_unlike_tables import asked

UP, DOWN, UNTOLD = Direction.UP, Direction.DOWN, Direction.UNTOLD
WAY, KIND, BOUND = "monte, baisse ou reste stable", "quelle sorte de valeur", "minimum ou un maximum"


@pytest.mark.parametrize(
    ("wording", "start", "aim", "direction", "target", "question"),
    [
        pytest.param("Taux d’emploi des QPV", "41,2 %", "46 %", UP, AtLeast(value=0.46), "", id="more of what is good"),
        pytest.param("Nombre de médecins pour 10 000 habitants", "6,2", "8", UP, AtLeast(value=8), "", id="a ratio"),
        pytest.param(
            "Taux de vacance du parc social", "7,8 %", "5 %", DOWN, AtMost(value=0.05), "", id="less of what is bad"
        ),
        pytest.param("Délai moyen (jours)", "65", "30", DOWN, AtMost(value=30), "", id="a shorter delay"),
        pytest.param(
            "Montant des impayés de loyer", "1 150 k€", "900 k€", DOWN, AtMost(value=900_000), "", id="an amount"
        ),
        pytest.param(
            "Taux d’élucidation des violences", "54 %", "60 %", UP, AtLeast(value=0.6), "", id="what is done about it"
        ),
        pytest.param(
            "Nombre de demandeurs d’emploi", "320", "450", UNTOLD, AtLeast(value=450), WAY, id="more of what is bad"
        ),
        pytest.param("Nombre de places", "320", "200", UNTOLD, AtLeast(value=200), WAY, id="less of what is good"),
        pytest.param(
            "Nombre de cambriolages", "212", "au moins 90", UNTOLD, AtLeast(value=90), WAY, id="a bound against it"
        ),
        pytest.param("Taux d’emploi", "41 %", "46 % ou 48 %", UNTOLD, None, WAY, id="two figures"),
        pytest.param("Nombre de places", "", "200", UNTOLD, AtLeast(value=200), WAY, id="a target alone"),
    ],
)
def test_start_and_target_tell_the_way(
    wording: str, start: str, aim: str, direction: Direction, target: Target | None, question: str
) -> None:
    found = imported(f"Thème;Indicateur;Situation 2023;Cible\nEmploi;{wording};{start};{aim}\n".encode())
    (measure,) = found.campaign.catalogue.measures
    assert measure.direction is direction
    assert target is None or measure.target == target
    assert question in asked(found)
    assert bool(asked(found)) is bool(question), asked(found)


@pytest.mark.parametrize(
    ("wording", "start", "aim", "kind", "is_asked"),
    [
        pytest.param("Médiateurs formés", "12", "20", Kind.COUNT, False, id="whole numbers of a plural"),
        pytest.param("Homes renovated", "1200", "2500", Kind.COUNT, False, id="an English plural"),
        pytest.param("Logements équipés", "40 %", "60 %", Kind.SHARE, False, id="percentages twice"),
        pytest.param(
            "Nouveaux accueils déclarés", "", "100 % des écoles", Kind.SHARE, True, id="a percentage of something else"
        ),
        pytest.param("Progression des effectifs", "4 %", "6 %", Kind.SHARE, True, id="a change"),
        pytest.param("Cité éducative labellisée", "non", "labellisation en 2026", Kind.MILESTONE, False, id="a step"),
        pytest.param("Accès aux soins", "12", "20", Kind.COUNT, True, id="a word that only looks plural"),
    ],
)
def test_figures_and_words_tell_the_kind(wording: str, start: str, aim: str, kind: Kind, *, is_asked: bool) -> None:
    found = imported(f"Thème;Indicateur;Situation 2023;Cible 2030\nEmploi;{wording};{start};{aim}\n".encode())
    (measure,) = found.campaign.catalogue.measures
    assert measure.kind is kind
    assert (KIND in asked(found)) is is_asked
    assert kind is not Kind.MILESTONE or isinstance(measure.target, Done)


@pytest.mark.parametrize(
    ("wording", "unit"),
    [("Délai moyen (jours)", "jours"), ("Délai moyen en semaines", "semaines"), ("Délai moyen", "")],
)
def test_a_unit_in_the_words_is_the_measures(wording: str, unit: str) -> None:
    found = imported(f"Thème;Indicateur;Situation 2023;Cible 2030\nSanté;{wording};65;30\n".encode())
    assert [one.unit for one in found.campaign.catalogue.measures] == [unit]


@pytest.mark.parametrize(
    "table",
    [
        "Thème;Indicateur;Situation 2023;Cible\nHabitat;Nombre de toits;3;5\nHabitat (suite);Nombre de murs;4;6\n",
        "Indicateur;Situation 2023;Cible\nPilier Habitat;;\nNombre de toits;3;5\nPilier Habitat (suite);;\nNombre de murs;4;6\n",
    ],
    ids=["in a column", "as a title"],
)
def test_a_theme_taken_up_on_another_page_is_the_same(table: str) -> None:
    found = imported(table.encode())
    (convention,) = found.campaign.catalogue.conventions
    assert "suite" not in convention.name
    assert len(convention.indicators) == 2


def test_a_diagnostic_of_a_year_is_the_start() -> None:
    found = imported("Thème;Indicateur;Diagnostic 2023;Cible 2030\nHabitat;Nombre de toits;3;5\n".encode())
    (measure,) = found.campaign.catalogue.measures
    assert (measure.baseline.value, measure.baseline.year) == (3, 2023)
