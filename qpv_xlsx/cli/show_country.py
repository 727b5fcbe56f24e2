"""What is said of a national workbook, on screen and in JSON."""

from typing import TYPE_CHECKING, Any

from qpv_xlsx.cli.show import say
from qpv_xlsx.messages.wordbook import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from qpv_xlsx.tasks.consolidate import Consolidated
    from qpv_xlsx.tasks.consolidating.consolidate_country import CountryConsolidated


def consolidated_facts(done: "Consolidated | CountryConsolidated") -> dict[str, Any]:
    """What screen and JSON say of every consolidation."""
    return {
        "master": str(done.master),
        "report": str(done.report),
        "answered": done.answered,
        "respondents": done.respondents,
        "errors": done.errors,
        "left_over": list(done.left_over),
    }


def country_facts(done: "Consolidated | CountryConsolidated") -> dict[str, Any]:
    """What JSON adds where there are several territories: their files, and the long table; paths from the national one."""
    from qpv_xlsx.tasks.consolidating.consolidate_country import CountryConsolidated

    if not isinstance(done, CountryConsolidated):
        return {}
    return {
        "rows": done.rows,
        "table": str(done.files.table),
        "territories": [
            {
                "campaign": place.campaign,
                "territory": place.territory.code,
                "name": place.territory.name,
                "answered": place.answering,
                "respondents": place.respondents,
                "errors": place.errors,
                "master": place.master,
                "report": place.report,
            }
            for place in done.country.territories
        ],
    }


def say_left_over(console: "Console", names: "Sequence[str]", language: str) -> None:
    """Which files of an earlier time are no longer made; nothing where there is none."""
    if names:
        say(console, phrase(language, "consolidated_left_over", names=", ".join(names)), style="bold")


def say_country(console: "Console", done: "Consolidated | CountryConsolidated", language: str) -> None:
    """Where the territories' workbooks are, and whether « Données » was left out."""
    from qpv_xlsx.tasks.consolidating.consolidate_country import CountryConsolidated

    if not isinstance(done, CountryConsolidated):
        return
    say(console, phrase(language, "national_done", count=len(done.country.territories), csv=str(done.files.table)))
    if not done.has_facts:
        say(console, phrase(language, "national_beside", rows=done.rows, csv=str(done.files.table)))
