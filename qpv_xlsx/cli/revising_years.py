"""``resolve --year``: a figure of a former year is corrected."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.guard import Exit
from qpv_xlsx.cli.signature import signature

if TYPE_CHECKING:
    from qpv_xlsx.tasks.revise import RevisedYear

Words = dict[str, str | bool | None]


def run(setting: Setting, year: int, former: str, wanted: Words, *, now: datetime, as_json: bool) -> int:
    """Record the revision and show it."""
    from qpv_xlsx.domain.findings import CampaignError
    from qpv_xlsx.tasks.deciding.ruling import Ruling, field_named
    from qpv_xlsx.tasks.revise import YearRuling, revise

    by_hand = {**wanted, "field": field_named(str(wanted["field"]))}
    path = Path(str(wanted["file"])) if wanted["file"] else None
    if bool(path) == bool(wanted["measure"]) or (wanted["measure"] and wanted["value"] is None):
        raise CampaignError("revise_choice")
    ruling = None if path else Ruling(**by_hand)  # type: ignore[arg-type]  # click's own names
    asked = YearRuling(
        year=year, ruling=ruling, path=path, former=Path(former) if former else None, reason=str(wanted["reason"] or "")
    )
    done = revise(setting.folder, asked, author=signature(), now=now)
    (_show_document if as_json else _show)(done, year, setting.language)
    return Exit.FINDINGS if any(found.severity == "error" for found in done.findings) or done.stale else Exit.DONE


def _show(done: "RevisedYear", year: int, language: str) -> None:
    from qpv_xlsx.cli.show import say, screen
    from qpv_xlsx.tasks.revision_told import told

    console = screen()
    for one in told(done, year, language):
        say(console, one.words, style="yellow" if one.is_remark else "bold" if one.is_left else "")


def _show_document(done: "RevisedYear", year: int, language: str) -> None:
    from qpv_xlsx.cli.show import show_json

    del language
    show_json(
        {
            "year": year,
            "former": str(done.former.folder) if done.former.folder else None,
            "former_is_closed": done.former.is_closed,
            "revised": [
                {
                    "territory": one.after.territory,
                    "measure": one.after.measure,
                    "respondent": one.after.respondent,
                    "quartier": one.after.quartier,
                    "before": one.before.value if one.before else None,
                    "value": one.after.value,
                    "text": one.after.text or None,
                    "situation": one.after.situation.value if one.after.situation else None,
                    "is_figure": one.is_figure,
                    "reason": one.after.revision_reason or None,
                }
                for one in done.changed
            ],
            "stale": list(done.stale),
            "others": done.others,
        }
    )
