"""Which rows the sheet « Campagne » has: what is said once, one row each: heading, value, explanation."""

from dataclasses import fields

from qpv_xlsx.campaigns.sheets.columns import CampaignColumn, CellForm, Scale
from qpv_xlsx.domain.contract.options import Limits, RuleSettings

SHEET = "campaign"
"""Key of the sheet's name."""


def _rows(
    definition: str, above: tuple[str, ...], *rows: tuple[str, CellForm] | tuple[str, CellForm, str]
) -> list[CampaignColumn]:
    return [
        CampaignColumn(
            name=f"{'_'.join(above) or 'campaign'}_{field}",
            path=(*above, field),
            form=form,
            about=f"{definition}.{field}" if definition else field,
            words=rest[0] if rest else "",
        )
        for field, form, *rest in rows
    ]


def _fractions(definition: str, holder: str, *names: str) -> list[CampaignColumn]:
    path = ("options", holder)
    return [
        CampaignColumn(
            name=f"options_{holder}_{field}",
            path=(*path, field),
            form=CellForm.FIGURE,
            about=f"{definition}.{field}",
            scale=Scale.PERCENT,
        )
        for field in names
    ]


_FRACTIONAL_RULES = ("strong_change", "share_tolerance")
_WHOLE_RULES = tuple(field.name for field in fields(RuleSettings) if field.name not in _FRACTIONAL_RULES)
_LIMITS = tuple(field.name for field in fields(Limits))

SETTINGS: tuple[CampaignColumn, ...] = (
    *_rows(
        "",
        (),
        ("code", CellForm.CODE),
        ("title", CellForm.TEXT),
        ("year", CellForm.WHOLE),
        ("language", CellForm.WORD, "languages"),
        ("deadline", CellForm.DATE),
        ("closing", CellForm.DATE),
    ),
    *_rows(
        "contact",
        ("coordinator",),
        ("name", CellForm.TEXT),
        ("email", CellForm.CODE),
        ("role", CellForm.TEXT),
        ("phone", CellForm.TEXT),
    ),
    *_rows(
        "catalogue",
        ("catalogue",),
        ("title", CellForm.TEXT),
        ("baseline_year", CellForm.WHOLE),
        ("start", CellForm.WHOLE),
        ("end", CellForm.WHOLE),
    ),
    *_fractions("thresholds", "thresholds", "on_track", "watch", "late", "tolerance"),
    *_fractions("rule_settings", "rules", *_FRACTIONAL_RULES),
    *_rows("rule_settings", ("options", "rules"), *((field, CellForm.WHOLE) for field in _WHOLE_RULES)),
    *_rows("", (), ("former_codes", CellForm.CODES)),
    *_rows("", (), ("asks_date", CellForm.YES_NO), ("asks_method", CellForm.YES_NO)),
    *_rows("limits", ("options", "limits"), *((field, CellForm.WHOLE) for field in _LIMITS)),
)
