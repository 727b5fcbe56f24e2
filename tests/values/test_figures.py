"""What people write, and what it must be read as. One line per way of writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import Situation
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.returned.figures import Absent, NotRead, Reading, Understood, read_figure
from qpv_xlsx.domain.returned.figures.counted_words import number_in_letters
from qpv_xlsx.messages import numbers

NO_BREAK, NARROW, THIN, ZERO_WIDTH, MINUS = "\u00a0", "\u202f", "\u2009", "\u200b", "\u2212"

SURE = (
    (Kind.SHARE, "17,3 %", 0.173),
    (Kind.SHARE, "17.3%", 0.173),
    (Kind.SHARE, "17,3%", 0.173),
    (Kind.SHARE, f"17,3{NO_BREAK}%", 0.173),
    (Kind.SHARE, f"17,3{NARROW}%", 0.173),
    (Kind.SHARE, "  17,3 %  ", 0.173),
    (Kind.SHARE, f"{ZERO_WIDTH}17,3 %{ZERO_WIDTH}", 0.173),
    (Kind.SHARE, "17,3 pour cent", 0.173),
    (Kind.SHARE, "17,3 pourcent", 0.173),
    (Kind.SHARE, "17,3 pct", 0.173),
    (Kind.SHARE, "17.3 percent", 0.173),
    (Kind.SHARE, "17.3 per cent", 0.173),
    (Kind.SHARE, "%17", 0.17),
    (Kind.SHARE, "17,30 %", 0.173),
    (Kind.SHARE, "17,3 %.", 0.173),
    (Kind.SHARE, ",5 %", 0.005),
    (Kind.SHARE, "100 %", 1.0),
    (Kind.SHARE, "0 %", 0.0),
    (Kind.SHARE, "0", 0.0),
    (Kind.SHARE, "0,0", 0.0),
    (Kind.SHARE, "5 ‰", 0.005),
    (Kind.SHARE, "1.234 %", 0.01234),
    (Kind.SHARE, "12,345 %", 0.12345),
    (Kind.SHARE, "-12 %", -0.12),
    (Kind.GAP, "16,3 points", 0.163),
    (Kind.GAP, "16.3 pts", 0.163),
    (Kind.GAP, "1 point", 0.01),
    (Kind.GAP, "16,3 points de pourcentage", 0.163),
    (Kind.GAP, "16.3 percentage points", 0.163),
    (Kind.GAP, "16,3 pp", 0.163),
    (Kind.GAP, "-2,5 points", -0.025),
    (Kind.GAP, f"{MINUS}2,5 points", -0.025),
    (Kind.GAP, "+ 3 points", 0.03),
    (Kind.GAP, "0", 0.0),
    (Kind.COUNT, "1 234", 1234),
    (Kind.COUNT, f"1{NO_BREAK}234", 1234),
    (Kind.COUNT, f"1{NARROW}234", 1234),
    (Kind.COUNT, f"1{THIN}234", 1234),
    (Kind.COUNT, "1'234", 1234),
    (Kind.COUNT, "1’234", 1234),
    (Kind.COUNT, "1 234 567", 1234567),
    (Kind.COUNT, "1.234.567", 1234567),
    (Kind.COUNT, "1,234,567", 1234567),
    (Kind.COUNT, "12", 12),
    (Kind.COUNT, "12.", 12),
    (Kind.COUNT, "12,0", 12),
    (Kind.COUNT, "12.00", 12),
    (Kind.COUNT, "0", 0),
    (Kind.COUNT, "00012", 12),
    (Kind.COUNT, "-3", -3),
    (Kind.COUNT, f"{MINUS}3", -3),
    (Kind.COUNT, "– 3", -3),
    (Kind.COUNT, "12.5", 12.5),
    (Kind.COUNT, "12,5", 12.5),
    (Kind.COUNT, "12 places", 12),
    (Kind.COUNT, "1 place", 1),
    (Kind.COUNT, "12 PLACES", 12),
    (Kind.COUNT, "\t12\n", 12),
    (Kind.AMOUNT, "12 450 €", 12450),
    (Kind.AMOUNT, "195 845,04€", 195845.04),
    (Kind.AMOUNT, f"195{NARROW}845,04{NO_BREAK}€", 195845.04),
    (Kind.AMOUNT, "12450", 12450),
    (Kind.AMOUNT, "12 450 euros", 12450),
    (Kind.AMOUNT, "12 450 € TTC", 12450),
    (Kind.AMOUNT, "12450 EUR", 12450),
    (Kind.AMOUNT, "€12,450.50", 12450.5),
    (Kind.AMOUNT, "EUR 12450", 12450),
    (Kind.AMOUNT, "1.234,56", 1234.56),
    (Kind.AMOUNT, "1,234.56", 1234.56),
    (Kind.AMOUNT, "1'234.50", 1234.5),
    (Kind.AMOUNT, "12 k€", 12000),
    (Kind.AMOUNT, "12,5 K€", 12500),
    (Kind.AMOUNT, "12 keuros", 12000),
    (Kind.AMOUNT, "12 milliers d'euros", 12000),
    (Kind.AMOUNT, "1,2 M€", 1200000),
    (Kind.AMOUNT, "1,5 million d’euros", 1500000),
    (Kind.AMOUNT, "2 millions €", 2000000),
    (Kind.AMOUNT, "1,1 Md€", 1100000000),
    (Kind.AMOUNT, "0,5", 0.5),
    (Kind.RATIO, "0,5", 0.5),
    (Kind.RATIO, "12", 12),
)

DOUBTFUL = (
    (Kind.COUNT, "1.234", 1234, Code.V04, "separator", 1.234),
    (Kind.COUNT, "1,234", 1234, Code.V04, "separator", 1.234),
    (Kind.COUNT, "-1.234", -1234, Code.V04, "separator", -1.234),
    (Kind.AMOUNT, "12.450", 12450, Code.V04, "separator", 12.45),
    (Kind.AMOUNT, "12,450 €", 12450, Code.V04, "separator", 12.45),
    (Kind.AMOUNT, "1,234 M€", 1234000, Code.V04, "separator", 1234000000),
    (Kind.RATIO, "1,234", 1.234, Code.V04, "separator", 1234),
    (Kind.COUNT, "1,2 million", 1200000, Code.V04, "multiplied", None),
    (Kind.COUNT, "12 milliers de places", 12000, Code.V04, "multiplied", None),
    (Kind.COUNT, "3 mille", 3000, Code.V04, "multiplied", None),
    (Kind.SHARE, "17,3", 0.173, Code.V03, "unsigned", None),
    (Kind.SHARE, "17.3", 0.173, Code.V03, "unsigned", None),
    (Kind.SHARE, "0,5", 0.5, Code.V03, "unsigned_both", 0.005),
    (Kind.SHARE, "0,173", 0.173, Code.V03, "unsigned_both", 0.00173),
    (Kind.SHARE, "1", 1.0, Code.V03, "unsigned_both", 0.01),
    (Kind.GAP, "16,3", 0.163, Code.V03, "unsigned", None),
    (Kind.GAP, "-0,2", -0.2, Code.V03, "unsigned_both", -0.002),
    (Kind.SHARE, "16 points", 0.16, Code.V04, "other_unit", None),
    (Kind.GAP, "16,3 %", 0.163, Code.V04, "other_unit", None),
    (Kind.RATIO, "12 %", 0.12, Code.V04, "other_unit", None),
    (Kind.COUNT, "+5", 5, Code.V04, "signed", None),
    (Kind.SHARE, "+12 %", 0.12, Code.V04, "signed", None),
    (Kind.SHARE, "17,3 % des jeunes", 0.173, Code.V04, "of_whom", None),
    (Kind.COUNT, "12*", 12, Code.V04, "noted", None),
    (Kind.COUNT, "12 (*)", 12, Code.V04, "noted", None),
    (Kind.COUNT, "12 places **", 12, Code.V04, "noted", None),
    (Kind.SHARE, "34 %*", 0.34, Code.V04, "noted", None),
    (Kind.SHARE, "34*", 0.34, Code.V03, "unsigned", None),
    (Kind.SHARE, "17, 3 %", 0.173, Code.V04, "spaced", None),
    (Kind.SHARE, "17, 3", 0.173, Code.V03, "unsigned", None),
    (Kind.AMOUNT, "195 845, 04 €", 195845.04, Code.V04, "spaced", None),
)

FRACTIONS = (
    (Kind.SHARE, "8 sur 15", 8, 15),
    (Kind.SHARE, "8/15", 8, 15),
    (Kind.SHARE, "8 / 15", 8, 15),
    (Kind.SHARE, "8 parmi 15", 8, 15),
    (Kind.SHARE, "8 out of 15", 8, 15),
    (Kind.SHARE, "8 sur un total de 15", 8, 15),
    (Kind.SHARE, "1 200 sur 3 500", 1200, 3500),
    (Kind.SHARE, "1.200/3.500", 1200, 3500),
    (Kind.SHARE, "8 pour 15", 8, 15),
    (Kind.RATIO, "1 pour 3500", 1, 3500),
    (Kind.RATIO, "1 LAEP pour 3 500 enfants", 1, 3500),
    (Kind.RATIO, "1/3500", 1, 3500),
    (Kind.RATIO, "1:3500", 1, 3500),
)

HEDGED = (
    (Kind.COUNT, "env. 20", 20, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "environ 20", 20, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "Env 20", 20, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "20 environ", 20, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "~20", 20, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "≈ 20", 20, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "+/- 20", 20, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "± 20", 20, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "approx. 20", 20, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "à peu près 20", 20, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "près de 1 200", 1200, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "about 20", 20, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "20 ?", 20, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "20 (?)", 20, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "environ 20 places", 20, Code.V10, Situation.PROVISIONAL),
    (Kind.SHARE, "env. 17 %", 0.17, Code.V10, Situation.PROVISIONAL),
    (Kind.AMOUNT, "environ 12 k€", 12000, Code.V10, Situation.PROVISIONAL),
    (Kind.COUNT, "20 (p)", 20, Code.V04, Situation.PROVISIONAL),
    (Kind.COUNT, "20 p", 20, Code.V04, Situation.PROVISIONAL),
    (Kind.COUNT, "20 provisoire", 20, Code.V04, Situation.PROVISIONAL),
    (Kind.COUNT, "20 (e)", 20, Code.V04, Situation.ESTIMATED),
    (Kind.COUNT, "20 (est.)", 20, Code.V04, Situation.ESTIMATED),
    (Kind.COUNT, "20 (estimation)", 20, Code.V04, Situation.ESTIMATED),
    (Kind.COUNT, "estimation : 20", 20, Code.V04, Situation.ESTIMATED),
    (Kind.COUNT, "20 (r)", 20, Code.V04, None),
    (Kind.SHARE, "20 % (p)", 0.2, Code.V04, Situation.PROVISIONAL),
)

ABSENT = (
    *((text, Situation.UNAVAILABLE) for text in ("nc", "NC", "n.c.", "N.C", "n.d.", "nd", "ND", "N.D.", "n d", "(nd)")),
    *((text, Situation.UNAVAILABLE) for text in ("-", "–", "--", "---", "/", "//", "?", "??", "…", "...", "x", "nr")),
    *((text, Situation.UNAVAILABLE) for text in ("non disponible", "Non Disponible", "Non disponible (nd)", "NSP")),
    *((text, Situation.UNAVAILABLE) for text in ("Non communiqué", "non renseignée", "Données non disponibles")),
    *(
        (text, Situation.UNAVAILABLE)
        for text in ("à préciser", "A préciser", "en cours", "à venir", "inconnu", "en attente")
    ),
    *((text, Situation.UNAVAILABLE) for text in ("non communiqué à ce jour", "nd : chiffre national", "ns", "N.S.")),
    *((text, Situation.UNAVAILABLE) for text in ("donnée nationale", "fourni par le niveau national", "not available")),
    *((text, Situation.NOT_APPLICABLE) for text in ("so", "SO", "s.o.", "S.O", "s/o", "sans objet", "Sans Objet (so)")),
    *(
        (text, Situation.NOT_APPLICABLE)
        for text in ("N/A", "n/a", "NA", "n.a.", "///", "non concerné", "not applicable")
    ),
    *((text, Situation.NOT_APPLICABLE) for text in ("dispositif supprimé depuis 2016", "sans objet depuis 2016")),
    *((text, Situation.NOT_APPLICABLE) for text in ("dispositif remplacé par la Garantie jeunes", "n'existe plus")),
    *((text, Situation.NOT_APPLICABLE) for text in ("néant", "Néant", "NEANT", "état néant", "Rien à déclarer")),
    *((text, Situation.SECRET) for text in ("s", "S", "c", "secret", "secret statistique", "Secret statistique (s)")),
)

REFUSED = (
    (Kind.COUNT, "12 (dont 3 femmes)", Code.V01, "proposal", 12),
    (Kind.COUNT, "12 dont 3 femmes", Code.V01, "proposal", 12),
    (Kind.COUNT, "12, dont 3 en QPV", Code.V01, "", None),
    (Kind.COUNT, "12 personnes", Code.V01, "", None),
    (Kind.COUNT, "12 (1)", Code.V01, "proposal", 12),
    (Kind.COUNT, "12²", Code.V01, "proposal", 12),
    (Kind.SHARE, "17,3 % de hausse", Code.V01, "", None),
    (Kind.COUNT, "12 hommes et 3 femmes", Code.V01, "", None),
    (Kind.SHARE, "25% E2C, 12% ML, 30% PLIE", Code.V01, "", None),
    (Kind.COUNT, "12 34", Code.V01, "", None),
    (Kind.COUNT, "318\n140", Code.V01, "", None),
    (Kind.COUNT, "318 \r\n 140", Code.V01, "", None),
    (Kind.AMOUNT, "12\t500", Code.V01, "", None),
    (Kind.COUNT, "1.2.3", Code.V01, "", None),
    (Kind.COUNT, "douze ou treize selon les sources retenues par le service", Code.V01, "", None),
    (Kind.COUNT, "voir commentaire", Code.V01, "", None),
    (Kind.COUNT, "oui", Code.V01, "", None),
    (Kind.COUNT, "OK", Code.V01, "", None),
    (Kind.COUNT, "Un centre social a fermé en cours d'année", Code.V01, "", None),
    (Kind.COUNT, "17 %", Code.V01, "percent", None),
    (Kind.AMOUNT, "17 %", Code.V01, "percent", None),
    (Kind.COUNT, "12 €", Code.V01, "unit", None),
    (Kind.SHARE, "12 €", Code.V01, "unit", None),
    (Kind.COUNT, "8/15", Code.V01, "fraction", None),
    (Kind.COUNT, "8 sur 15", Code.V01, "fraction", None),
    (Kind.SHARE, "8/0", Code.V01, "zero_denominator", None),
    (Kind.COUNT, "10-15", Code.V10, "range", None),
    (Kind.COUNT, "10 – 15", Code.V10, "range", None),
    (Kind.COUNT, "10 à 15", Code.V10, "range", None),
    (Kind.COUNT, "de 10 à 15", Code.V10, "range", None),
    (Kind.COUNT, "entre 10 et 15", Code.V10, "range", None),
    (Kind.COUNT, "10 ou 12", Code.V10, "range", None),
    (Kind.SHARE, "entre 10 et 15 %", Code.V10, "range", None),
    (Kind.SHARE, "10 %-15 %", Code.V10, "range", None),
    (Kind.COUNT, ">50", Code.V10, "limit", None),
    (Kind.COUNT, "≥ 50", Code.V10, "limit", None),
    (Kind.COUNT, "moins de 5", Code.V10, "limit", None),
    (Kind.COUNT, "plus de 1 200", Code.V10, "limit", None),
    (Kind.COUNT, "au moins 50", Code.V10, "limit", None),
    (Kind.COUNT, "50 et plus", Code.V10, "limit", None),
    (Kind.COUNT, "50+", Code.V10, "limit", None),
    (Kind.COUNT, "une vingtaine", Code.V10, "letters_proposal", 20),
    (Kind.COUNT, "Une dizaine de jeunes", Code.V10, "letters_proposal", 10),
    (Kind.COUNT, "deux douzaines", Code.V10, "letters_proposal", 24),
    (Kind.COUNT, "douze", Code.V10, "letters_proposal", 12),
    (Kind.COUNT, "vingt et un", Code.V10, "letters_proposal", 21),
    (Kind.COUNT, "quatre-vingt-dix", Code.V10, "letters_proposal", 90),
    (Kind.COUNT, "deux cents", Code.V10, "letters_proposal", 200),
    (Kind.COUNT, "aucun", Code.V10, "letters_proposal", 0),
    (Kind.COUNT, "quelques", Code.V10, "letters", None),
    (Kind.COUNT, "plusieurs dizaines", Code.V10, "letters", None),
    (Kind.SHARE, "la moitié", Code.V10, "letters_proposal", 0.5),
    (Kind.COUNT, "1,5E+03", Code.V10, "rounded_proposal", 1500),
    (Kind.AMOUNT, "1,95845E+05", Code.V10, "rounded_proposal", 195845),
    (Kind.AMOUNT, "1,5 x 10^3", Code.V10, "rounded_proposal", 1500),
    (Kind.SHARE, "5,0E-02", Code.V10, "rounded_proposal", 0.05),
    (Kind.COUNT, "12, 5", Code.V01, "", None),
    (Kind.AMOUNT, "17, 3, 4", Code.V01, "", None),
    (Kind.AMOUNT, "1, 234", Code.V01, "", None),
    (Kind.COUNT, "3 * 4", Code.V01, "", None),
    (Kind.COUNT, "=C6/D6", Code.V08, "as_text", None),
    (Kind.COUNT, "#DIV/0!", Code.V07, "", None),
    (Kind.COUNT, "#REF!", Code.V07, "", None),
    (Kind.COUNT, "#VALEUR!", Code.V07, "", None),
    (Kind.COUNT, "#NOM?", Code.V07, "", None),
    (Kind.COUNT, "Err:502", Code.V07, "", None),
    (Kind.COUNT, "01/02/2015", Code.V09, "text", None),
    (Kind.COUNT, "2015-02-01", Code.V09, "text", None),
    (Kind.COUNT, "12 mars 2015", Code.V09, "text", None),
    (Kind.COUNT, "8-déc", Code.V09, "text", None),
    (Kind.SHARE, "déc-15", Code.V09, "text", None),
    (Kind.COUNT, "12:30", Code.V09, "time", None),
    (Kind.COUNT, "2h30", Code.V09, "time", None),
    (Kind.COUNT, "9" * 100 + " " + "9" * 100, Code.V01, "", None),
)


def _name(case: tuple[object, ...]) -> str:
    kind, text = case[:2]
    return f"{text!r} as a {kind}"[:60]


def test_the_tables_hold_at_least_150_cases() -> None:
    assert len(SURE) + len(DOUBTFUL) + len(FRACTIONS) + len(HEDGED) + len(ABSENT) + len(REFUSED) >= 150


@pytest.mark.parametrize("case", SURE, ids=_name)
def test_sure_figures(case: tuple[Kind, str, float]) -> None:
    kind, text, value = case
    assert read_figure(text, kind, "places") == Understood(value=value)


@pytest.mark.parametrize("case", DOUBTFUL, ids=_name)
def test_doubtful_figures_show_both_readings(case: tuple[Kind, str, float, Code, str, float | None]) -> None:
    kind, text, value, code, reason, other = case
    expected = Understood(value=value, code=code, case=reason, is_sure=False, other=other)
    assert read_figure(text, kind, "places") == expected


@pytest.mark.parametrize("case", FRACTIONS, ids=_name)
def test_fractions_keep_both_numbers(case: tuple[Kind, str, int, int]) -> None:
    kind, text, top, bottom = case
    assert read_figure(text, kind) == Understood(
        value=top / bottom,
        case="fraction",
        is_sure=False,
        numerator=top,
        denominator=bottom,
    )


@pytest.mark.parametrize("case", HEDGED, ids=_name)
def test_hedged_figures_say_their_situation(case: tuple[Kind, str, float, Code, Situation | None]) -> None:
    kind, text, value, code, situation = case
    found = read_figure(text, kind, "places")
    assert isinstance(found, Understood)
    assert (found.value, found.code, found.situation) == (value, code, situation)
    assert found.is_sure == (code is Code.V04)


@pytest.mark.parametrize("case", ABSENT, ids=lambda case: f"{case[0]!r} is {case[1]}")
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind.is_number])
def test_absence_is_never_zero(case: tuple[str, Situation], kind: Kind) -> None:
    found = read_figure(case[0], kind)
    assert isinstance(found, Absent)
    assert found.situation is case[1]


@pytest.mark.parametrize("case", REFUSED, ids=_name)
def test_refused_with_a_proposal_where_there_is_one(case: tuple[Kind, str, Code, str, float | None]) -> None:
    kind, text, code, reason, proposal = case
    assert read_figure(text, kind, "places") == NotRead(code=code, case=reason, proposal=proposal)


@pytest.mark.parametrize(
    ("text", "explains"),
    [("so", False), ("sans objet depuis 2016", True), ("non disponible", False), ("nd : chiffre national", True)],
)
def test_an_explanation_is_told_from_a_sign(text: str, *, explains: bool) -> None:
    found = read_figure(text, Kind.COUNT)
    assert isinstance(found, Absent)
    assert found.explains is explains


def _value(found: Reading) -> float:
    assert isinstance(found, Understood), found
    return found.value


@given(st.integers(min_value=-(10**12), max_value=10**12), st.sampled_from(["fr", "en"]))
def test_a_count_written_the_french_or_english_way_is_read_back(value: int, language: str) -> None:
    assert _value(read_figure(numbers.number(value, language), Kind.COUNT)) == value


@given(st.integers(min_value=-10_000, max_value=10_000).map(lambda hundredths: hundredths / 10_000))
def test_a_share_written_the_french_way_is_read_back(value: float) -> None:
    assert _value(read_figure(numbers.percent(value, "fr"), Kind.SHARE)) == value


@given(st.integers(min_value=-10_000, max_value=10_000).map(lambda hundredths: hundredths / 10_000))
def test_a_gap_written_the_french_way_is_read_back(value: float) -> None:
    assert _value(read_figure(numbers.points(value, "fr"), Kind.GAP)) == value


@given(st.integers(min_value=-(10**13), max_value=10**13).map(lambda cents: cents / 100), st.sampled_from(["fr", "en"]))
def test_an_amount_written_the_french_or_english_way_is_read_back(value: float, language: str) -> None:
    assert _value(read_figure(numbers.euros(value, language), Kind.AMOUNT)) == value


@given(st.text(max_size=150), st.sampled_from([kind for kind in Kind if kind.is_number]))
def test_any_text_is_read_or_refused_and_never_raises(text: str, kind: Kind) -> None:
    assert isinstance(read_figure(text, kind, "places"), Understood | Absent | NotRead)


@given(st.text(alphabet="0123456789 .,'/%-€aeinorsuv()+", max_size=130), st.sampled_from(["share", "count", "ratio"]))
def test_texts_made_of_signs_of_numbers_are_read_quickly(text: str, kind: str) -> None:
    assert isinstance(read_figure(text, Kind(kind)), Understood | Absent | NotRead)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("une vingtaine", 20),
        ("une vingtaine de jeunes filles", 20),
        ("une vingtaine de jeunes filles inscrites", None),
    ],
)
def test_few_words_may_follow_a_counted_one(words: str, expected: int | None) -> None:
    assert number_in_letters(words) == expected
