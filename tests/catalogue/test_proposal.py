"""French wordings of targets and results, and what is proposed for them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.measures import Baseline, Kind, Perimeter
from qpv_xlsx.domain.contract.targets import (
    Above,
    AtLeast,
    AtMost,
    Below,
    ChangeBy,
    Done,
    Maintain,
    MultiplyBy,
    PerYear,
    Qualitative,
    ReduceGapBy,
    Target,
    Undefined,
    YearlyIncrease,
)
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.proposal import propose
from qpv_xlsx.domain.proposing.row_context import RowContext
from tests.catalogue.documents import official_rows

Reading = tuple[Kind | None, Target]
S, C, G = Kind.SHARE, Kind.COUNT, Kind.GAP

TARGETS: dict[str, list[Reading]] = {
    "18%": [(S, AtLeast(value=0.18))],
    "13,2%": [(S, AtLeast(value=0.132))],
    "30 %": [(S, AtLeast(value=0.3))],
    "12\u00a0%": [(S, AtLeast(value=0.12))],
    "68": [(C, AtLeast(value=68))],
    "18 000 postes": [(C, AtLeast(value=18000))],
    "250 lits": [(C, AtLeast(value=250))],
    "25% E2C, 12% ML, 30% PLIE": [(S, AtLeast(value=0.25)), (S, AtLeast(value=0.12)), (S, AtLeast(value=0.3))],
    "20 conventions et 10% de bénéficiaires QPV dans les clauses": [(C, AtLeast(value=20)), (S, AtLeast(value=0.1))],
    "95 EAJE et 4088 places": [(C, AtLeast(value=95)), (C, AtLeast(value=4088))],
    "5 nouveaux LAEP\n1 LAEP pour 3 500 enfants de 0 à 5 ans": [
        (C, AtLeast(value=5)),
        (Kind.RATIO, AtLeast(value=1 / 3500)),
    ],
    "1 réunion SPEP tous les deux mois et 10 initiatives par an": [(C, PerYear(value=6)), (C, PerYear(value=10))],
    "2 actions par an": [(C, PerYear(value=2))],
    "10 % d'élèves scolarisés dans les établissements en QPV par an": [(S, PerYear(value=0.1))],
    "Organiser tous les six mois au niveau du district une formation": [(C, PerYear(value=2))],
    "2 réunions par trimestre": [(C, PerYear(value=8))],
    "réduire l'écart de moitié": [(G, ReduceGapBy(fraction=0.5))],
    "réduire de moitié l’écart avec la référence académique": [(G, ReduceGapBy(fraction=0.5))],
    "réduire de 20 % l'écart": [(G, ReduceGapBy(fraction=0.2))],
    "réduire d'un quart le nombre de signalements": [(C, ChangeBy(amount=-0.25))],
    "Sous la barre des 5% au terme 2020": [(S, AtMost(value=0.05, year=2020))],
    "moins de 10 % de décrocheurs d'ici 2027": [(S, AtMost(value=0.1, year=2027))],
    "50% au moins des nouveaux contrats": [(S, AtLeast(value=0.5))],
    "Au moins 50% des nouvelles structures": [(S, AtLeast(value=0.5))],
    "+ 10%": [(None, ChangeBy(amount=0.1))],
    "20 % de plus": [(None, ChangeBy(amount=0.2))],
    "Augmenter de 20% le nombre de rendez-vous des droits": [(C, ChangeBy(amount=0.2))],
    "hausse de 5 points": [(S, ChangeBy(amount=0.05, is_absolute=True))],
    "objectif local 5% en plus par an": [(S, YearlyIncrease(rate=0.05))],
    "augmenter de 3 points par an": [(S, YearlyIncrease(rate=0.03, in_points=True))],
    "sur la durée du contrat doubler la part issue des QPV": [(S, MultiplyBy(factor=2))],
    "tripler le nombre de places": [(C, MultiplyBy(factor=3))],
    "multiplier par 1,5 les places": [(None, MultiplyBy(factor=1.5))],
    "Maintien de la valeur actuelle : 13,2%": [(S, Maintain())],
    "Maintenir le soutien aux structures existantes": [(None, Maintain())],
    "Taux de recours de 2 familles sur 10": [(S, AtLeast(value=0.2))],
    "2 parents séparés sur 10 participants aux ateliers": [(S, AtLeast(value=0.2))],
    "1/3 des places": [(S, AtLeast(value=1 / 3))],
    "à minima 5 habitants par structure AVS": [(Kind.RATIO, AtLeast(value=5))],
    "objectif local 4 pour 2015": [(C, AtLeast(value=4, year=2015))],
    "20 structures AVS en 2015": [(C, AtLeast(value=20, year=2015))],
    "100% en 2015": [(S, AtLeast(value=1, year=2015))],
    "objectif local 20% dont 50% en QPV": [(S, AtLeast(value=0.2)), (S, AtLeast(value=0.5))],
    "objectif local 50% des QPV et 50% des dossiers": [(S, AtLeast(value=0.5)), (S, AtLeast(value=0.5))],
    "Couvrir l'ensemble des QPV par un DCPOP": [(S, AtLeast(value=1))],
    "diffusion d'une plaquette dans les 20 QPV": [(C, AtLeast(value=20))],
    "Augmentation du nombre de signalements et d'apurements": [(C, Qualitative())],
    "poursuite de cette implication": [(Kind.TEXT, Qualitative())],
    "Affiner les thématiques prioritaires": [(Kind.TEXT, Qualitative())],
    "Prioriser la création de nouveaux postes": [(Kind.TEXT, Qualitative())],
    "création GT lutte contre récidive en ZSP 20": [(Kind.MILESTONE, Done())],
    "signature convention TIG avec Paris-Habitat et autres bailleurs": [(Kind.MILESTONE, Done())],
    "10-15 actions": [(None, Qualitative())],
    "à préciser": [(None, Undefined())],
    "compléter": [(None, Undefined())],
    "étude en cours": [(None, Undefined())],
    "Cf. PRE": [(None, Undefined())],
    "": [(None, Undefined())],
}

RESULTS: dict[str, list[Baseline]] = {
    "17,3% des jeunes résidant en ZUS": [Baseline(value=0.173, perimeter=Perimeter.ZUS, precision=0.001)],
    "7% de résidents ZUS parmi les signataires des CUI entre 2011 et 2013": [
        Baseline(value=0.07, year=2013, perimeter=Perimeter.ZUS, precision=0.01),
    ],
    "Pôle emploi : 7 quartiers prioritaires sur 14 couverts en 2013": [
        Baseline(value=0.5, year=2013, numerator=7, denominator=14),
    ],
    "52 % (8 postes sur 15)": [Baseline(value=0.52, numerator=8, denominator=15, precision=0.01)],
    "3 en 2013": [Baseline(value=3, year=2013)],
    "4 à Paris pour 2014": [Baseline(value=4, year=2014, perimeter=Perimeter.WHOLE)],
    "En 2013, 6,5% sur tout Paris": [Baseline(value=0.065, year=2013, perimeter=Perimeter.WHOLE, precision=0.001)],
    "aujourd'hui 9,5% de la population parisienne (chiffres QPV inconnus)": [
        Baseline(value=0.095, perimeter=Perimeter.WHOLE, precision=0.001),
    ],
    "9 CAARUD et 19 CSAPA": [Baseline(value=9), Baseline(value=19)],
    "5PAD et 2MJD en QPV": [
        Baseline(value=5, perimeter=Perimeter.QPV),
        Baseline(value=2, perimeter=Perimeter.QPV),
    ],
    "1 RAM et 19 antennes présentes sur 11 territoires d'interventions": [
        Baseline(value=1),
        Baseline(value=19),
        Baseline(value=11),  # doubted: where they are
    ],
    "2050 familles.\n137 familles parties": [Baseline(value=2050), Baseline(value=137)],
    "2 en 2013/2014 organisées sur Porte de Vanves": [Baseline(value=2, year=2014)],
    "en 2012, 138 postes soit 19,8%\nen 2013, 114 postes soit 15,6%": [
        Baseline(value=138, year=2012),
        Baseline(value=0.198, year=2012, precision=0.001),
        Baseline(value=114, year=2013),
        Baseline(value=0.156, year=2013, precision=0.001),
    ],
    "2 154 bénéficiaires, pour un montant de 195 845,04€.": [Baseline(value=2154), Baseline(value=195845.04)],
    "En 2014, effectif sur les 13ème, 18ème, 19ème et 20ème": [Baseline()],
    "0": [Baseline(value=0)],
    "à préciser": [Baseline()],
    "+ 10%": [Baseline()],
}

DOUBTS = {
    "objectif local 5% en plus par an": Doubt.POINTS_OR_PERCENT,
    "+ 10%": Doubt.KIND_NOT_TOLD,
    "52 % (8 postes sur 15)": Doubt.PARTS_DISAGREE,
    "60,2% (référence académique 7,1%)": Doubt.OTHER_TERRITORY,
    "95 EAJE et 4088 places (+10%)": Doubt.ASIDE,
    "objectif local 20% dont 50% en QPV": Doubt.NESTED,
    "3 délégués cohésion police-population pour chacune des 3 ZSP": Doubt.EACH,
    "1 réunion SPEP tous les deux mois": Doubt.FREQUENCY,
    "1.234 logements": Doubt.SEPARATOR,
    "de 10 à 15 actions": Doubt.RANGE,
    "env. 20": Doubt.APPROXIMATE,
    "Couvrir l'ensemble des QPV": Doubt.ALL_OF_THEM,
    "présence d'un bureau d'aide aux victimes": Doubt.NOT_UNDERSTOOD,
}


@pytest.mark.parametrize("wording", TARGETS)
def test_wording_read_as_a_target(wording: str) -> None:
    assert [(proposal.kind, proposal.target) for proposal in propose(wording)] == TARGETS[wording]


@pytest.mark.parametrize("wording", RESULTS)
def test_wording_read_as_a_result(wording: str) -> None:
    assert [proposal.baseline for proposal in propose(wording, context=RowContext(places=("Paris",)))] == RESULTS[
        wording
    ]


@pytest.mark.parametrize("wording", DOUBTS)
def test_doubt_is_told(wording: str) -> None:
    assert DOUBTS[wording] in {doubt for proposal in propose(wording) for doubt in proposal.doubts}


STRICT: dict[str, Target] = {
    "Sous la barre des 5% au terme 2020": Below(value=0.05, year=2020),
    "moins de 10 % de décrocheurs d'ici 2027": Below(value=0.1, year=2027),
    "passer sous le seuil des 10 %": Below(value=0.1),
    "taux de vacance inférieur à 4 %": Below(value=0.04),
    "en dessous de 30 jours": Below(value=30),
    "moins d'un jeune sur dix": Below(value=0.1),
    "<5%": Below(value=0.05),
    "plus de 20 places": Above(value=20),
    "plus de la moitié": Above(value=0.5),
    "dépasser 200 places": Above(value=200),
    "supérieur à 90 %": Above(value=0.9),
    "au-delà de 75 %": Above(value=0.75),
    "> 20": Above(value=20),
    "strictement supérieur à 20": Above(value=20),
    "supérieur ou égal à 20": AtLeast(value=20),
    "inférieur ou égal à 4 %": AtMost(value=0.04),
    "≥ 20": AtLeast(value=20),
    "au moins 20": AtLeast(value=20),
    "20 au moins": AtLeast(value=20),
    "pas moins de 20": AtLeast(value=20),
    "non inférieur à 70 %": AtLeast(value=0.7),
    "au plus 5 %": AtMost(value=0.05),
    "pas plus de 5": AtMost(value=5),
    "ne pas dépasser 5 %": AtMost(value=0.05),
    "traiter les demandes sous 30 jours": AtMost(value=30),
    "maintenir un taux de plus de 90 %": AtLeast(value=0.9, is_floor=True),
    "20 places de plus": ChangeBy(amount=20, is_absolute=True),
    "5 % de moins": ChangeBy(amount=-0.05),
}


@pytest.mark.parametrize("wording", STRICT)
def test_the_figure_itself_is_left_out_where_the_words_say_so(wording: str) -> None:
    (proposal,) = propose(wording)
    assert proposal.strict_target == STRICT[wording]
    assert proposal.is_strict == isinstance(proposal.strict_target, Above | Below)


def test_a_yearly_target_that_is_strict_is_asked() -> None:
    for wording, is_asked in (("plus de 2 actions par an", True), ("2 actions par an", False)):
        (proposal,) = propose(wording)
        assert (Doubt.STRICT in proposal.doubts) == is_asked


def test_fraction_close_to_its_percentage_raises_no_doubt() -> None:
    (reading,) = propose("42 % (8 postes sur 19)")

    assert reading.doubts == ()


def test_label_keeps_the_words_beside_the_figure() -> None:
    assert [proposal.label for proposal in propose("25% E2C, 12% ML et 5 FJT dans 3 QPV")] == [
        "E2C",
        "ML",
        "FJT",
        "QPV",
    ]


@pytest.mark.parametrize("column", ["valeur_cible_nationale", "resultat_2014", "objectif_local_2015_2020"])
def test_every_official_wording_is_proposed_for(column: str) -> None:
    for row in official_rows():
        for proposal in propose(row[column]):
            assert proposal.baseline.value is None or math.isfinite(proposal.baseline.value)


def test_ages_years_ranks_and_numbered_districts_are_no_figures() -> None:
    wording = "Dans le 18ème, en 2014 puis pour 2015, les jeunes de 11 à 18 ans de la ZSP 18 et 19"

    assert [proposal.baseline for proposal in propose(wording)] == [Baseline()]


def test_text_too_long_for_an_objective_is_left_to_a_person() -> None:
    (reading,) = propose("25% E2C, " * 5000)

    assert reading.doubts == (Doubt.NOT_UNDERSTOOD,)


@given(st.text(max_size=200))
def test_any_text_gives_a_proposal(wording: str) -> None:
    assert propose(wording)


@given(st.integers(min_value=1, max_value=999_999), st.sampled_from(["places", "conventions", "jeunes"]))
def test_any_count_is_read_back(number: int, noun: str) -> None:
    (reading,) = propose(f"{number:,} {noun}".replace(",", "\u202f"))

    assert reading.target == AtLeast(value=number)


def test_a_rhythm_said_once_may_be_the_neighbour_s_too() -> None:
    meetings, others = propose("2 COPIL et 4 COTECH par an")

    assert Doubt.FREQUENCY in meetings.doubts
    assert others.target == PerYear(value=4)
