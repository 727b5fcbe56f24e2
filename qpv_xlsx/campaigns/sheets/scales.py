"""Which figures of campagne.xlsx stand in per cent: it depends on the measure's kind and on the type of target."""

from collections.abc import Mapping
from typing import Any

from qpv_xlsx.campaigns.sheets import targetcells
from qpv_xlsx.campaigns.sheets.columns import CampaignColumn, Scale
from qpv_xlsx.campaigns.sheets.nesting import Values, value_at


def is_percent(column: CampaignColumn, row: Values, kinds: Mapping[str, str]) -> bool:  # noqa: PLR0911  (one per scale)
    """Whether *column*'s figure in *row* stands in per cent. *kinds*: kind by measure code."""
    match column.scale:
        case Scale.PLAIN:
            return False
        case Scale.PERCENT:
            return True
        case Scale.KIND:
            return targetcells.is_share(row.get("measure_kind"))
        case Scale.TARGET:
            return targetcells.is_percent(row.get("target_word"), row.get("measure_kind"))
        case Scale.NATIONAL:
            return targetcells.is_percent(row.get("national_target_word"), row.get("measure_kind"))
        case Scale.MEASURE:
            return targetcells.is_share(row.get("past_result_kind") or kinds.get(str(row.get("past_result_measure"))))
        case Scale.LOCAL:
            return targetcells.is_share(kinds.get(str(row.get("local_aim_measure"))))
        case Scale.LOCAL_TARGET:
            kind = kinds.get(str(row.get("local_aim_measure")))
            return targetcells.is_percent(row.get("local_aim_target_word"), kind)
        case Scale.REVISED:
            kind = kinds.get(str(row.get("revision_measure")))
            return targetcells.is_percent(row.get("revision_target_word"), kind)


def kind_by_measure(document: Mapping[str, Any]) -> Mapping[str, str]:
    """The kind of each measure, by its code; measures still without one are left out."""
    return {
        measure["code"]: measure["kind"]
        for convention in value_at(document, ("catalogue", "conventions")) or ()
        for indicator in convention.get("indicators", ())
        for measure in indicator.get("measures", ())
        if "code" in measure and "kind" in measure
    }
