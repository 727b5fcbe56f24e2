"""In which order campagne.xlsx shows its columns: first what a coordinator fills in, then the rest, grouped and folded."""

from collections.abc import Mapping
from types import MappingProxyType

from qpv_xlsx.campaigns.sheets.columns import CampaignColumn, CampaignSheet

_FIRST: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "indicators": (
            "measure_code",
            "indicator_wording",
            "convention_name",
            "indicator_baseline_text",
            "indicator_local_target",
            "measure_label",
            "measure_kind",
            "measure_unit",
            "measure_direction",
            "baseline_value",
            "baseline_year",
            "baseline_perimeter",
            "target_word",
            "target_figure",
            "target_year",
            "measure_by_quartier",
            "measure_respondents",
            "measure_is_confirmed",
            "measure_notes",
        ),
        "respondents": (
            "respondent_code",
            "respondent_name",
            "respondent_conventions",
            "contact_name",
            "contact_email",
            "contact_role",
            "contact_phone",
        ),
        "quartiers": ("quartier_name", "quartier_official_code", "quartier_area", "quartier_aliases"),
        "territories": ("territory_code", "territory_name", "territory_geography"),
    }
)
"""Sheets that are not named show their columns as they are listed, and fold none."""

FROZEN: Mapping[str, int] = MappingProxyType({"indicators": 2, "respondents": 2})
"""How many columns stay in sight; one where nothing is said."""


def shown(sheet: CampaignSheet) -> tuple[CampaignColumn, ...]:
    """The columns of *sheet* from left to right."""
    ranks = {name: rank for rank, name in enumerate(_FIRST.get(sheet.key, ()))}
    return tuple(sorted(sheet.columns, key=lambda column: ranks.get(column.name, len(ranks))))


def is_folded(sheet: CampaignSheet, column: CampaignColumn) -> bool:
    """Whether few campaigns need *column*: grouped, and folded until somebody opens the group."""
    return sheet.key in _FIRST and column.name not in _FIRST[sheet.key]
