"""Which sheets and columns a collection workbook has. Writers iterate over it; locating, docs and tests are built from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum

from qpv_xlsx.domain.contract.campaign import Campaign, past_years
from qpv_xlsx.domain.contract.geography import Territory, names_of
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.messages.wordbook import LANGUAGES, label


class SheetKey(StrEnum):
    """The sheets, in order. Their names are part of the contract and the same in every language."""

    GUIDE = "guide"
    INDICATORS = "indicators"
    QUARTIERS = "quartiers"
    LISTS = "lists"  # hidden: the drop-downs' words
    MARKS = "marks"  # very hidden: identity


ANSWER_SHEETS = (SheetKey.INDICATORS, SheetKey.QUARTIERS)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. *key* stands in the hidden key row and never changes; *words* name its header in ``labels.columns``.

    *field*: which part of the answer an entry column holds. *quartier*: stable id, on « Par quartier ».
    *facts* fill the header's fields (years). *width*: characters of the default font.
    *former*: headers that earlier versions wrote; reading accepts them.
    *header_text*: a header that is no label (a quartier's name).
    """

    key: str
    words: str
    role: Role
    width: float
    field: Field | None = None
    quartier: str = ""
    facts: Mapping[str, int] = dataclass_field(default_factory=dict)
    former: tuple[str, ...] = ()
    header_text: str = ""

    @property
    def is_entry(self) -> bool:
        """Whether a respondent writes in it."""
        return self.role is Role.ENTRY

    @property
    def is_hidden(self) -> bool:
        """Whether people do not see it."""
        return self.role is Role.KEY


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


def indicator_columns(campaign: Campaign) -> tuple[Column, ...]:
    """Columns of « Indicateurs », in order."""
    return tuple(_indicator_columns(campaign))


def _indicator_columns(campaign: Campaign) -> Iterator[Column]:
    catalogue = campaign.catalogue
    year = {"year": campaign.year}
    yield Column(key="code", words="code", role=Role.CODE, width=10)
    yield _official("strategic_objective", 22)
    yield _official("operational_objective", 26)
    yield _official("national_target", 14)
    yield _official("indicator", 26)
    yield _official("measure", 42)
    for past in (catalogue.baseline_year, *past_years(campaign)):
        yield Column(key=f"past:{past}", words="past", role=Role.PAST, width=20, facts={"year": past})
    yield Column(
        key="local_target",
        words="local_target",
        role=Role.OFFICIAL,
        width=21,
        facts={"start": catalogue.start, "end": catalogue.end},
    )
    yield _entry(Field.VALUE, 14, year)
    yield _entry(Field.NUMERATOR, 12.5)
    yield _entry(Field.DENOMINATOR, 14)
    if any(measure.asks_women for measure in catalogue.measures):
        yield _entry(Field.WOMEN, 12.5)
    yield _entry(Field.TERRITORY_VALUE, 13, year)
    yield _TRAVELLING_KEY
    yield _entry(Field.SITUATION, 16)
    yield _entry(Field.PERIMETER, 14)
    yield _entry(Field.COMMENT, 32)
    yield _entry(Field.SOURCE, 20)
    if campaign.asks_date:
        yield _entry(Field.OBSERVED_ON, 14)
    if campaign.asks_method:
        yield _entry(Field.METHOD, 24)
    yield Column(key="check", words="check", role=Role.CHECK, width=22)


def quartier_columns(territory: Territory) -> tuple[Column, ...]:
    """Columns of « Par quartier », in order."""
    return (
        Column(key="code", words="code", role=Role.CODE, width=10),
        _official("measure", 44),
        *(
            Column(
                key=f"quartier:{quartier.id}",
                words="value",
                role=Role.ENTRY,
                width=13,
                field=Field.VALUE,
                quartier=quartier.id,
                header_text=" ".join(part for part in (quartier.official_code, quartier.name) if part),
                former=names_of(quartier),
            )
            for quartier in territory.quartiers
        ),
        _TRAVELLING_KEY,
        Column(key="total", words="total", role=Role.CHECK, width=13),
    )


def _official(words: str, width: float) -> Column:
    return Column(key=words, words=words, role=Role.OFFICIAL, width=width)


def _entry(asked: Field, width: float, facts: Mapping[str, int] | None = None) -> Column:
    return Column(key=asked, words=asked, role=Role.ENTRY, width=width, field=asked, facts=facts or {})


_TRAVELLING_KEY = Column(key="key", words="key", role=Role.KEY, width=10)
