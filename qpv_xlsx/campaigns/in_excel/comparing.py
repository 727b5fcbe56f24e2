"""What changed between two states of a campaign, cell by cell of campagne.xlsx, whatever the order of its rows."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from qpv_xlsx.campaigns.documents import campaign_to_json
from qpv_xlsx.campaigns.in_excel.writing import with_target_cells
from qpv_xlsx.campaigns.sheets.cellforms import Content, content_of
from qpv_xlsx.campaigns.sheets.columns import CampaignColumn, CampaignSheet, header, sheet_title
from qpv_xlsx.campaigns.sheets.nesting import Values, rows, value_at
from qpv_xlsx.campaigns.sheets.scales import is_percent, kind_by_measure
from qpv_xlsx.campaigns.sheets.settings import SETTINGS, SHEET
from qpv_xlsx.campaigns.sheets.tables import SHEETS
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.following.campaign_changes import CampaignChange
from qpv_xlsx.messages.numbers import day, number, percent

_KEYS = MappingProxyType(
    {
        "territories": ("territory_code",),
        "respondents": ("respondent_code",),
        "quartiers": ("quartier_territory", "quartier_id"),
        "indicators": ("measure_code",),
        "relations": ("measure_relation_whole", "measure_relation_share", "measure_relation_parts"),
        "glossary": ("term_term",),
        "choices": ("choice_measure", "choice_question"),
        "revisions": ("revision_measure", "revision_since", "revision_territory"),
        "local_aims": ("local_aim_territory", "local_aim_measure"),
        "waivers": ("waiver_respondent", "waiver_measure", "waiver_quartier", "waiver_code"),
        "successions": ("succession_territory", "succession_geography", "succession_former", "succession_quartier"),
        "history": (
            "past_result_year",
            "past_result_territory",
            "past_result_measure",
            "past_result_respondent",
            "past_result_quartier",
        ),
    }
)
"""Columns that tell the rows of a sheet apart."""

_AGAIN = "·"  # a second row of the same codes: another contact of an administration


def changes_between(before: Campaign, after: Campaign, language: str) -> tuple[CampaignChange, ...]:
    """Every change, by sheet, in the words of *language*."""
    old, new = (with_target_cells(campaign_to_json(one)) for one in (before, after))
    return (
        *_settings(old, new, language),
        *(change for sheet in SHEETS for change in _of_sheet(sheet, old, new, language)),
    )


def _settings(old: Mapping[str, Any], new: Mapping[str, Any], language: str) -> Iterator[CampaignChange]:
    for column in SETTINGS:
        before, after = (content_of(column, value_at(one, column.path), language) for one in (old, new))
        if before != after:
            yield CampaignChange(
                sheet=sheet_title(SHEET),
                about="",
                column=header(column, language),
                before=_words(before, language),
                after=_words(after, language),
            )


def _of_sheet(
    sheet: CampaignSheet, old: Mapping[str, Any], new: Mapping[str, Any], language: str
) -> Iterator[CampaignChange]:
    before, after = (_rows(sheet, one) for one in (old, new))
    kinds = {**kind_by_measure(old), **kind_by_measure(new)}
    for key in dict.fromkeys((*before, *after)):
        about = " ".join(part for part in key if part and part != _AGAIN)
        if key not in after or key not in before:
            yield CampaignChange(
                sheet=sheet_title(sheet.key), about=about, is_added=key not in before, is_removed=key not in after
            )
            continue
        for column in sheet.columns:
            said = [_said(column, one[key], kinds, language) for one in (before, after)]
            if said[0] != said[1]:
                yield CampaignChange(
                    sheet=sheet_title(sheet.key),
                    about=about,
                    column=header(column, language),
                    before=said[0],
                    after=said[1],
                )


def _rows(sheet: CampaignSheet, document: Mapping[str, Any]) -> dict[tuple[str, ...], Values]:
    found: dict[tuple[str, ...], Values] = {}
    for row in rows(sheet, document):
        key = tuple(_plain(row.get(name)) for name in _KEYS[sheet.key])
        while key in found:
            key = (*key, _AGAIN)
        found[key] = row
    return found


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _said(column: CampaignColumn, row: Values, kinds: Mapping[str, str], language: str) -> str:
    content = content_of(column, row.get(column.name), language)
    if isinstance(content, int | float) and not isinstance(content, bool) and is_percent(column, row, kinds):
        return percent(content, language)
    return _words(content, language)


def _words(content: Content, language: str) -> str:
    match content:
        case None:
            return ""
        case float():
            return number(content, language)
        case datetime() | date():
            return day(content, language)
    return str(content)
