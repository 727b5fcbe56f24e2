"""The steps of the grammar, each with its cases: numbers in words, dates, rhythms, names, figures, bounds, moves."""

import re
from collections.abc import Callable

import pytest

from qpv_xlsx.domain.proposing.bounding import bounded
from qpv_xlsx.domain.proposing.dates_said import DateRole, mark_dates
from qpv_xlsx.domain.proposing.digits_in_names import mark_names
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.marked_sentence import DATE, NAME, QUANTITY, RHYTHM, MarkedSentence
from qpv_xlsx.domain.proposing.moving import moved
from qpv_xlsx.domain.proposing.numbers_in_words import SPELLED, collective_number, spelled_number
from qpv_xlsx.domain.proposing.phrases import phrases
from qpv_xlsx.domain.proposing.proposal import propose
from qpv_xlsx.domain.proposing.quantities import Shape, mark_quantities
from qpv_xlsx.domain.proposing.rhythms import mark_rhythms
from qpv_xlsx.domain.proposing.tidying import fold, tidy
from qpv_xlsx.domain.proposing.unread_words import changes_the_figure, is_unit_of_several, unknown_words
from qpv_xlsx.domain.proposing.words_of_the_trade import WORDS, is_of_the_trade, stem_of

Step = Callable[[MarkedSentence], MarkedSentence]


def after(text: str, *steps: Step) -> MarkedSentence:
    sentence = MarkedSentence(words=tidy(text), plain=fold(tidy(text)))
    for step in steps:
        sentence = step(sentence)
    return sentence


def marks(sentence: MarkedSentence, kind: str) -> list[object]:
    return [sentence.meaning(mark) for mark in re.findall(kind, sentence.plain)]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("réduire l’écart", "réduire l'écart"),
        ("78 %²", "78 %"),
        ("78 % (1)", "78 %"),
        ("10\u00a0000\u202f€", "10 000 €"),
        ("12 -> 20", "12 → 20"),
        ("- de 10 %", "moins de 10 %"),
        ("+ de 10 %", "plus de 10 %"),
        ("- 10 %", "- 10 %"),
        ("• 12 places\n• 3 lits", "12 places\n3 lits"),
        ("- 12 places\n- 3 lits", "12 places\n3 lits"),
    ],
)
def test_tidying(written: str, plain: str) -> None:
    assert tidy(written) == plain


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("deux", 2),
        ("vingt et un", 21),
        ("trente-deux", 32),
        ("soixante-dix", 70),
        ("soixante et onze", 71),
        ("quatre-vingts", 80),
        ("quatre-vingt-dix-neuf", 99),
        ("cent", 100),
        ("deux cent cinquante", 250),
        ("mille", 1000),
        ("trois mille deux cents", 3200),
        ("cent vingt mille", 120_000),
    ],
)
def test_numbers_in_words(words: str, value: int) -> None:
    assert re.fullmatch(SPELLED, words)
    assert spelled_number(words) == value


@pytest.mark.parametrize("words", ["deux-roues", "quartier", "centre", "sixieme"])
def test_words_that_only_look_like_numbers(words: str) -> None:
    assert not re.match(SPELLED, words)


def test_a_dozen_has_a_size_and_dozens_have_none() -> None:
    assert collective_number("une dizaine de ") == 10
    assert collective_number("plusieurs dizaines de ") is None


@pytest.mark.parametrize(
    ("text", "role", "year"),
    [
        ("en 2027", DateRole.AT, 2027),
        ("(2014)", DateRole.AT, 2014),
        ("d'ici la rentrée 2025", DateRole.AT, 2025),
        ("avant le 31 décembre 2025", DateRole.AT, 2025),
        ("au 31/12/2020", DateRole.AT, 2020),
        ("T4 2014", DateRole.AT, 2014),
        ("campagne 2013/2014", DateRole.AT, 2014),
        ("2013-14", DateRole.AT, 2014),
        ("sur la période 2024-2030", DateRole.AT, 2030),
        ("à l'horizon 2030", DateRole.AT, 2030),
        ("par rapport à 2014", DateRole.COMPARED, 2014),
        ("qu'en 2022", DateRole.COMPARED, 2022),
        ("depuis 2019", DateRole.COMPARED, 2019),
        ("d'ici 5 ans", DateRole.RELATIVE, None),
        ("sur 5 ans", DateRole.LASTING, None),
        ("sur la durée du contrat", DateRole.LASTING, None),
    ],
)
def test_dates(text: str, role: DateRole, year: int | None) -> None:
    sentence = after(text, mark_dates)
    (date,) = [sentence.meaning(mark) for mark in re.findall(DATE, sentence.plain)]

    assert (date.role, date.year) == (role, year)
    assert re.fullmatch(DATE, sentence.plain)


@pytest.mark.parametrize("text", ["2015 bénéficiaires", "2 015", "2050 familles", "2000 €", "1,2015"])
def test_figures_that_look_like_years(text: str) -> None:
    assert not re.search(DATE, after(text, mark_dates).plain)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("par an", 1),
        ("annuelles", 1),
        ("/an", 1),
        ("par semestre", 2),
        ("trimestrielle", 4),
        ("tous les deux mois", 6),
        ("chaque mois", 12),
        ("tous les deux ans", 0.5),
    ],
)
def test_rhythms(text: str, times: float) -> None:
    assert marks(after(text, mark_rhythms), RHYTHM) == [times]


@pytest.mark.parametrize(
    "text",
    [
        "16-25 ans",
        "moins de 3 ans",
        "60 ans et plus",
        "1er",
        "3e",
        "18ème",
        "ZSP 18 et 19",
        "E2C",
        "bac + 2",
        "24h/24",
        "axe 2",
    ],
)
def test_digits_in_names(text: str) -> None:
    assert re.fullmatch(NAME, after(text, mark_names).plain)


@pytest.mark.parametrize(
    ("text", "shape", "value", "sign"),
    [
        ("25 %", Shape.PERCENT, 0.25, 0),
        ("25 pour cent", Shape.PERCENT, 0.25, 0),
        ("- 2 pts", Shape.POINTS, 0.02, -1),
        ("5 points de %", Shape.POINTS, 0.05, 0),
        ("1,2 M€", Shape.EUROS, 1_200_000, 0),
        ("15 k€", Shape.EUROS, 15_000, 0),
        ("1,5 million d'euros", Shape.EUROS, 1_500_000, 0),
        ("un tiers", Shape.PERCENT, 1 / 3, 0),
        ("trois quarts", Shape.PERCENT, 0.75, 0),
        ("7 QPV sur 14", Shape.OUT_OF, 0.5, 0),
        ("un jeune sur deux", Shape.OUT_OF, 0.5, 0),
        ("1 pour 10 000", Shape.FOR, 0.0001, 0),
        ("x 2", Shape.FACTOR, 2, 0),
        ("diviser par deux", Shape.FACTOR, 0.5, 0),
        ("2 fois plus", Shape.FACTOR, 2, 0),
        ("plus 10 %", Shape.PERCENT, 0.1, 1),
        ("30 000 places", Shape.PLAIN, 30_000, 0),
        ("5 points d'accueil", Shape.PLAIN, 5, 0),
        ("2 milliers de visiteurs", Shape.PLAIN, 2_000, 0),
        ("1,2 million de visiteurs", Shape.PLAIN, 1_200_000, 0),
        ("3 Md€", Shape.EUROS, 3_000_000_000, 0),
        ("10 ‰", Shape.PERCENT, 0.01, 0),
        ("5,6 médecins / 10 000 habitants", Shape.FOR, 0.00056, 0),
        ("3 / 100 000 habitants", Shape.FOR, 0.00003, 0),
        ("40/60", Shape.PERCENT, 0.4, 0),
        ("1 sur 1", Shape.OUT_OF, 1, 0),
    ],
)
def test_figures(text: str, shape: Shape, value: float, sign: int) -> None:
    sentence = after(text, mark_quantities)
    (figure,) = [sentence.meaning(mark) for mark in re.findall(QUANTITY, sentence.plain)]

    assert (figure.shape, figure.sign) == (shape, sign)
    assert figure.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("5 jeunes sur 7", ()),
        ("5 agents sur 7 sont formés", ()),
        ("5 actions sur 7 QPV", (Doubt.PART_OF,)),
        ("un mercredi sur deux", (Doubt.PART_OF,)),
        ("9/10", ()),
        ("10/20", ()),
        ("99/100", ()),
        ("99/101", (Doubt.PART_OF,)),
        ("2/4", (Doubt.PART_OF,)),
        ("360/400", (Doubt.PART_OF,)),
        ("01/02", (Doubt.PART_OF,)),
        ("1/2 ETP", (Doubt.PART_OF,)),
        ("1/10 jeunes", (Doubt.PART_OF,)),
        ("note : 8/10", (Doubt.PART_OF,)),
        ("50/50", (Doubt.PARITY,)),
        ("2 pour 3", (Doubt.PART_OF,)),
        ("1 pour 2", ()),
        ("2,5 pour 3", ()),
        ("2 pour 20", ()),
        ("2 pour 19", (Doubt.PART_OF,)),
    ],
)
def test_whether_two_numbers_are_a_part_and_its_whole(text: str, doubts: tuple[Doubt, ...]) -> None:
    sentence = after(text, mark_quantities)
    (figure,) = [sentence.meaning(mark) for mark in re.findall(QUANTITY, sentence.plain)]

    assert figure.doubts == doubts


@pytest.mark.parametrize(("signs", "is_a_figure"), [(30, True), (31, False)])
def test_a_number_longer_than_any_of_a_contract_is_none(signs: int, *, is_a_figure: bool) -> None:
    assert bool(re.search(QUANTITY, after("9" * signs, mark_quantities).plain)) is is_a_figure


def test_tiers_lieux_and_quartiers_are_no_fractions() -> None:
    assert not re.search(
        QUANTITY, after("un tiers-lieu par quartier et des classes dédoublées", mark_names, mark_quantities).plain[1:]
    )


@pytest.mark.parametrize(
    ("text", "is_floor", "is_ceiling"),
    [
        ("au moins 10 %", True, False),
        ("plus de 10 %", True, False),
        ("pas moins de 10 %", True, False),
        ("10 % minimum", True, False),
        ("ne pas descendre sous 10 %", True, False),
        ("moins de 10 %", False, True),
        ("pas plus de 10 %", False, True),
        ("10 % maximum", False, True),
        ("10 % ou moins", False, True),
        ("ne pas dépasser 10 %", False, True),
        ("n'excédant pas 10 %", False, True),
        ("plafonner à 10 %", False, True),
        ("en deçà de 10 %", False, True),
        ("au plus égal à 10 %", False, True),
        ("10 %", False, False),
    ],
)
def test_bounds(text: str, is_floor: bool, is_ceiling: bool) -> None:  # noqa: FBT001  (a table's cells)
    (phrase,) = phrases(after(text, mark_quantities))
    read = bounded(phrase)

    assert (read.has_floor, read.has_ceiling) == (is_floor, is_ceiling)


@pytest.mark.parametrize(
    ("text", "sign", "is_ceiling"),
    [
        ("hausse de 10 %", 1, False),
        ("10 % de plus", 1, False),
        ("15 places supplémentaires", 1, False),
        ("un recul de 5 points", -1, False),
        ("baisse du nombre d'expulsions de 20 %", -1, False),
        ("ramener à 10 %", 0, True),
        ("réduire le taux à 10 %", 0, True),
        ("porter à 60 %", 0, False),
    ],
)
def test_moves(text: str, sign: int, is_ceiling: bool) -> None:  # noqa: FBT001  (a table's cells)
    (phrase,) = phrases(after(text, mark_quantities))
    read = moved(bounded(phrase))

    assert (read.sign, read.has_ceiling) == (sign, is_ceiling)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("de mieux", "de mieux"),
        ("DE MIEUX".lower(), "DE MIEUX"),
        ("t", "T"),
        ("passages quotidiens", "passages quotidiens"),
        ("exclusivement en qpv", "exclusivement en QPV"),
        ("zut alors", "zut alors"),
    ],
)
def test_words_of_grammar_that_nobody_reads_are_doubted(words: str, written: str) -> None:
    assert changes_the_figure(words, written)


@pytest.mark.parametrize(
    ("words", "written"),
    [("jeunes en qpv", "jeunes en QPV"), ("cej signes", "CEJ signés"), ("cc / qpv", "CC / QPV"), ("", "")],
)
def test_words_that_name_what_is_counted_pass(words: str, written: str) -> None:
    assert not changes_the_figure(words, written)


@pytest.mark.parametrize(("after", "is_unit"), [("percent", False), ("jeunes", True), ("d'eleves", True), ("", True)])
def test_several_are_counted_in_the_plural(after: str, is_unit: bool) -> None:  # noqa: FBT001  (a table)
    assert is_unit_of_several(after, after) is is_unit


@pytest.mark.parametrize(
    "word", ["jeunes", "accompagnées", "adultes-relais", "l'insertion", "professionnelle", "nationaux", "porteuses"]
)
def test_a_word_of_the_trade_changes_nothing_of_a_figure(word: str) -> None:
    assert is_of_the_trade(fold(word))


@pytest.mark.parametrize("word", ["prévisionnels", "différés", "reliquats", "niveaux", "seuils", "manquantes"])
def test_a_word_that_no_contract_counts_by_is_doubted(word: str) -> None:
    assert not is_of_the_trade(fold(word))
    assert Doubt.WORDS_LEFT in propose(f"80 % des {word}")[0].doubts


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("80 % du prévisionnel", ("du prévisionnel",)),
        ("Création d’un LAEP si financement", ("si financement",)),
        ("12, en baisse", ("en baisse",)),
        ("hausse 30", ("hausse",)),
        ("25 % idem pour les filles", ("idem pour les filles",)),
        ("ouverture 6 jours sur 7", ("6 jours sur 7",)),
        ("30 % des jeunes", ()),
    ],
)
def test_a_doubt_on_words_says_which_ones_as_they_are_written(wording: str, words: tuple[str, ...]) -> None:
    read = propose(wording)[0]
    assert read.words_left == words
    assert (Doubt.WORDS_LEFT in read.doubts) is bool(words)


def test_each_word_of_the_trade_is_listed_once() -> None:
    stems = [stem_of(word) for word in WORDS]
    assert [word for word, stem in zip(WORDS, stems, strict=True) if stems.count(stem) > 1] == []


def test_a_capital_inside_a_sentence_tells_a_name() -> None:
    assert unknown_words("dans le quartier bellevue", "dans le quartier Bellevue") == ()
    assert unknown_words("dans le quartier bellevue", "dans le quartier bellevue") == ("bellevue",)
    assert unknown_words("du reliquat", "DU RELIQUAT") == ("reliquat",)
