"""The official table, word for word, and the words that explain it."""

import re

import pytest

from qpv_xlsx.domain.contract.catalogue import Indicator
from tests.catalogue.documents import official_rows, paris

SIZES = {"EMP": 10, "EDU": 6, "INT": 9, "SAN": 12, "CAF": 29, "DDF": 3, "JSP": 7, "CUL": 1, "JUS": 9}
COLUMNS = {
    "objectif_strategique": "strategic_objective",
    "objectif_operationnel": "operational_objective",
    "valeur_cible_nationale": "national_target",
    "indicateur": "wording",
    "resultat_2014": "baseline_text",
    "objectif_local_2015_2020": "local_target",
}
KEPT_LINES = {  # a theme, the items of a list, sentences: everything else is a wrapped line
    "objectif_strategique": {row["rang"] for row in official_rows() if row["convention"] == "CAF"},
    "resultat_2014": {28, 47, 48, 74},
    "objectif_local_2015_2020": {51},
}
SHOUTED = {"REVITALISATION"}  # a word in capitals


def rows() -> list[tuple[str, Indicator]]:
    return [
        (convention.name, indicator)
        for convention in paris().catalogue.conventions
        for indicator in convention.indicators
    ]


def test_eighty_six_rows_in_the_official_order_with_their_codes() -> None:
    expected = [f"{convention}-{number:02}" for convention, size in SIZES.items() for number in range(1, size + 1)]

    assert len(official_rows()) == 86
    assert [indicator.code for _, indicator in rows()] == expected


@pytest.mark.parametrize("rank", range(1, 87))
def test_texts_are_the_official_ones(rank: int) -> None:
    official = official_rows()[rank - 1]
    convention, indicator = rows()[rank - 1]

    assert official["rang"] == rank
    assert convention == official["convention"]
    for column, name in COLUMNS.items():
        text = getattr(indicator, name)
        assert text.split() == official[column].split()
        assert ("\n" in text) == (rank in KEPT_LINES.get(column, set()) and "\n" in official[column])


def test_measure_codes_follow_their_indicator() -> None:
    for _, indicator in rows():
        codes = [measure.code for measure in indicator.measures]
        several = [f"{indicator.code}-{letter}" for letter in "abcdefghij"[: len(codes)]]
        assert codes == ([indicator.code] if len(codes) == 1 else several)


def test_every_acronym_of_the_texts_is_in_the_glossary() -> None:
    known = {term.term.split()[0].casefold() for term in paris().catalogue.glossary}
    used = {
        acronym
        for _, indicator in rows()
        for text in (
            *(getattr(indicator, name) for name in COLUMNS.values()),
            *(measure.label for measure in indicator.measures),
            *(note for measure in indicator.measures for note in measure.notes),
        )
        for acronym in re.findall(r"(?<![\w@-])\d*((?:[A-Z]{2,}|E2)[A-Z0-9]*)(?![\w-])", text)
    }

    assert {"QPV", "E2C", "CAARUD", "PAD", "MJD"} <= used
    assert {acronym for acronym in used - SHOUTED if acronym.casefold() not in known} <= set(SIZES)


def test_glossary_has_each_term_once_and_marks_the_doubtful_ones() -> None:
    glossary = {term.term: term for term in paris().catalogue.glossary}

    assert len(glossary) == len(paris().catalogue.glossary)
    assert all(term.expansion for term in glossary.values())
    for doubtful in ("CPE", "CPI", "GT", "QPA"):
        assert "confirmer" in glossary[doubtful].note
    assert glossary["AVS"].expansion == "animation de la vie sociale"


def test_our_own_french_keeps_its_typography() -> None:
    own = [
        text
        for _, indicator in rows()
        for measure in indicator.measures
        for text in (measure.label, measure.unit, *measure.notes)
    ] + [choice.question for choice in paris().choices]

    assert not [text for text in own if re.search(r" [:;?!»%€]|« |'", text)]
