"""What a table of campagne.xlsx is made of: columns, levels, sheets.

A row of a sheet holds one value per column; *levels* say how rows nest into the document: an indicator and its
convention are written again on each row of their measures, and read once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from qpv_xlsx.messages.wordbook import LANGUAGES, label


class CellForm(StrEnum):
    """How a value stands in its cell."""

    TEXT = "text"  # words as they are; an empty cell is an empty text
    NAME = "name"  # words as they are; an empty cell is no value
    CODE = "code"  # no space around
    CODES = "codes"  # separated by commas
    LINES = "lines"  # one per line of the cell
    WORD = "word"  # one of a list, in the reader's language
    YES_NO = "yes_no"
    WHOLE = "whole"
    FIGURE = "figure"
    DATE = "date"


class Scale(StrEnum):
    """Whether a figure is shown in per cent."""

    PLAIN = "plain"
    PERCENT = "percent"
    KIND = "kind"  # as the measure's kind
    TARGET = "target"  # as the type of local target and the measure's kind
    NATIONAL = "national"  # likewise for the national target
    MEASURE = "measure"  # as the kind of the measure whose code stands in the row
    REVISED = "revised"  # as the type of revised target and the kind of that measure
    LOCAL = "local"  # as the kind of the measure of a territory's own start
    LOCAL_TARGET = "local_target"  # as the type of a territory's own target and the kind of that measure


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignColumn:
    """One column. *name* keys its header in ``labels.campaign_headers``; *path*: keys inside the level's record.

    *about*: « definition.property » of the schema that explains it. *words*: section of labels of a WORD.
    *is_later*: campaigns of version 1.0.0 do not have it. *is_spared*: a table may do without it.
    """

    name: str
    path: tuple[str, ...]
    form: CellForm
    about: str
    width: float = 16
    words: str = ""
    scale: Scale = Scale.PLAIN
    is_later: bool = False
    is_spared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A list of the document, inside the record of the level above.

    *identity*: name of the column whose value tells records apart; empty: each row is a record of its own.
    *is_optional*: a row may have nothing at this level. *is_elsewhere*: its records are made on another sheet.
    """

    listed: tuple[str, ...]
    columns: tuple[CampaignColumn, ...]
    identity: str = ""
    is_optional: bool = False
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignSheet:
    """One sheet with a table. *key* names it in ``labels.campaign_sheets`` and explains it in ``phrases``.

    *is_later*: campaigns of version 1.0.0 do not have it.
    """

    key: str
    levels: tuple[Level, ...]
    is_later: bool = False

    @property
    def columns(self) -> tuple[CampaignColumn, ...]:
        """All columns, in order."""
        return tuple(column for level in self.levels for column in level.columns)


def header(column: CampaignColumn, language: str) -> str:
    """The words above a column, or beside a row of « Campagne »."""
    return label(language, "campaign_headers", column.name)


def headers(column: CampaignColumn) -> Mapping[str, str]:
    """The words of *column* in each language; reading takes them all."""
    return {language: header(column, language) for language in LANGUAGES}


def sheet_title(key: str) -> str:
    """The name of a sheet, the same in every language."""
    return label("fr", "campaign_sheets", key)


def columns_of(
    definition: str, *rows: tuple[str, CellForm, float] | tuple[str, CellForm, float, str]
) -> tuple[CampaignColumn, ...]:
    """Columns of the plain fields of one schema definition; « respondent.code » is headed « respondent_code »."""
    return tuple(
        CampaignColumn(
            name=f"{definition}_{field}",
            path=(field,),
            form=form,
            width=width,
            about=f"{definition}.{field}",
            words=rest[0] if rest else "",
        )
        for field, form, width, *rest in rows
    )


def later(*columns: CampaignColumn) -> tuple[CampaignColumn, ...]:
    """Columns that campaigns of version 1.0.0 do not have."""
    return tuple(replace(column, is_later=True) for column in columns)


def spared(*columns: CampaignColumn) -> tuple[CampaignColumn, ...]:
    """Columns whose absence harms nothing: what they would say is made from the others."""
    return tuple(replace(column, is_spared=True) for column in columns)
