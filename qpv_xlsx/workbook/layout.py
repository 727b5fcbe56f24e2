"""Which sheets and columns a collection workbook has. Writers iterate over it; locating, docs and tests are built from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum

from qpv_xlsx.domain.contract.asked import ALWAYS_ASKED, asked_fields
from qpv_xlsx.domain.contract.campaign import (
    Campaign,
    Respondent,
    is_excused,
    measures_of,
    past_years,
    territory_of,
)
from qpv_xlsx.domain.contract.catalogue import known
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.contract.remembering import remembered
from qpv_xlsx.messages.wordbook import LANGUAGES, label


class SheetKey(StrEnum):
    """The sheets, in order. Their names are part of the contract and the same in every language."""

    GUIDE = "guide"
    INDICATORS = "indicators"
    QUARTIERS = "quartiers"
    LISTS = "lists"  # hidden: the drop-downs' words
    MARKS = "marks"  # very hidden: identity


# Rows of an answer sheet, counted from 1. No empty row, no merged cell: title in A1, one table.
TITLE_ROW = 1
REFERENCE_ROW = 2
HELP_ROW = 3
KEY_ROW = 4  # hidden: one column key per column; above the headers, so that filters start right under them
HEADER_ROW = 5
FIRST_ROW = 6


class Role(StrEnum):
    """What a column is for."""

    CODE = "code"  # row key, locked
    OFFICIAL = "official"  # text of the catalogue, locked
    PAST = "past"  # results of former years, locked
    ENTRY = "entry"  # to be filled
    KEY = "key"  # row key again, hidden and unlocked inside the entry block: it travels with the answers
    CHECK = "check"  # formula
    ABOUT = "about"  # what helps to answer: unit, perimeter, notes; locked


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. *key* stands in the hidden key row and never changes; *words* name its header in ``labels.columns``.

    *field*: which part of the answer an entry column holds. *quartier*: stable id, on « Par quartier ».
    *facts* fill the header's fields (years, the territory's name). *width*: characters of the default font, the least
    where the sheet makes it as wide as its texts need.
    *former*: headers that earlier versions wrote; reading accepts them.
    *header_text*: a header that is no label (a quartier's name). *band*: the word above it that names the columns from here.
    """

    key: str
    words: str
    role: Role
    width: float
    field: Field | None = None
    quartier: str = ""
    facts: Mapping[str, int | str] = dataclass_field(default_factory=dict)
    former: tuple[str, ...] = ()
    header_text: str = ""
    band: str = ""

    @property
    def is_entry(self) -> bool:
        """Whether a respondent writes in it."""
        return self.role is Role.ENTRY

    @property
    def is_hidden(self) -> bool:
        """Whether people do not see it."""
        return self.role is Role.KEY


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of a sheet as reading knows them.

    *columns*: those that are written now, in order. *known*: every column that any version of the form wrote, in the
    present order. *former*: the orders of earlier versions, the latest first.
    """

    columns: tuple[Column, ...]
    known: tuple[Column, ...]
    former: tuple[tuple[Column, ...], ...] = ()


def header(column: Column, language: str) -> str:
    """The words above *column*."""
    return column.header_text or label(language, "columns", column.words).format(**column.facts)


def headers(column: Column) -> Mapping[str, str]:
    """The words above *column* in each language."""
    return {language: header(column, language) for language in LANGUAGES}


def known_headers(column: Column) -> Iterator[str]:
    """Every header that reading takes for *column*: all languages, former words included."""
    yield from headers(column).values()
    yield from column.former


def sheet_name(sheet: SheetKey) -> str:
    """The name of a sheet, the same in every language."""
    return label("fr", "sheets", sheet)


def indicator_columns(campaign: Campaign, respondent: Respondent) -> tuple[Column, ...]:
    """Columns of « Indicateurs », in order: first the question and its answer, then what explains them.

    An entry column is there only where a measure of *respondent* asks for it.
    """
    asked = frozenset(
        field
        for measure in measures_of(campaign, respondent)
        if not is_excused(campaign, respondent.code, measure)
        for field in asked_fields(campaign, measure)
    )
    return tuple(
        column
        for column in _known_columns(campaign, territory_of(campaign, respondent))
        if column.field is None or column.field in asked or column.field in ALWAYS_ASKED
    )


def indicator_layout(campaign: Campaign, respondent: Respondent) -> Layout:
    """« Indicateurs » in all its versions."""
    known = _known_columns(campaign, territory_of(campaign, respondent))
    first = tuple(column for key in _FIRST_ORDER for column in known if column.key.partition(":")[0] == key)
    return Layout(columns=indicator_columns(campaign, respondent), known=known, former=(first,))


@remembered
def _known_columns(campaign: Campaign, territory: Territory) -> tuple[Column, ...]:
    """What any version of the form wrote on « Indicateurs »: the same, in the same objects, for all who answer there."""
    return tuple(_indicator_columns(campaign, territory))


# Version 1 of the form, and 1.0.0: the official table first.
_FIRST_ORDER = (
    "code",
    "strategic_objective",
    "operational_objective",
    "national_target",
    "indicator",
    "measure",
    "past",
    "local_target",
    "value",
    "numerator",
    "denominator",
    "territory_value",
    "key",
    "situation",
    "perimeter",
    "comment",
    "source",
    "check",
)


def _indicator_columns(campaign: Campaign, territory: Territory) -> Iterator[Column]:
    catalogue = campaign.catalogue
    year = {"year": campaign.year}
    yield Column(key="code", words="code", role=Role.CODE, width=10)
    yield Column(key="state", words="state", role=Role.CHECK, width=12)
    yield official_column("measure", 38)
    yield _baseline(known(catalogue.baseline_year), territory)
    for past in past_years(campaign):
        yield Column(key=f"past:{past}", words="past", role=Role.PAST, width=12, facts={"year": past})
    yield Column(
        key="local_target",
        words="local_target",
        role=Role.OFFICIAL,
        width=17,
        facts={"start": known(catalogue.start), "end": known(catalogue.end)},
    )
    yield _entry(Field.VALUE, 12, year)
    yield _entry(Field.NUMERATOR, 13.5)
    yield _entry(Field.DENOMINATOR, 15.5)
    yield _entry(Field.WOMEN, 10)
    yield _entry(Field.TERRITORY_VALUE, 14, year)
    yield TRAVELLING_KEY
    yield _entry(Field.SITUATION, 12.2)
    yield _entry(Field.PERIMETER, 12)
    yield _entry(Field.COMMENT, 30)
    yield _entry(Field.SOURCE, 18)
    yield _entry(Field.OBSERVED_ON, 13)
    yield _entry(Field.METHOD, 24)
    yield Column(key="check", words="check", role=Role.CHECK, width=24)
    yield Column(key="about", words="about", role=Role.ABOUT, width=48)
    yield official_column("strategic_objective", 30)
    yield official_column("operational_objective", 34)
    yield official_column("national_target", 14)
    yield official_column("indicator", 34)


def _baseline(year: int, territory: Territory) -> Column:
    """The official table's own head: « Résultats 2014 pour Paris »; the first version wrote « Résultat 2014 »."""
    return Column(
        key=f"past:{year}",
        words="baseline",
        role=Role.PAST,
        width=17,
        facts={"year": year, "territory": territory.name},
        former=tuple(label(language, "columns", "past").format(year=year) for language in LANGUAGES),
    )


def official_column(words: str, width: float) -> Column:
    """A column of the official table, locked."""
    return Column(key=words, words=words, role=Role.OFFICIAL, width=width)


def _entry(asked: Field, width: float, facts: Mapping[str, int | str] | None = None) -> Column:
    return Column(key=asked, words=asked, role=Role.ENTRY, width=width, field=asked, facts=facts or {})


TRAVELLING_KEY = Column(key="key", words="key", role=Role.KEY, width=10)
