"""The few figures that a dashboard and a page open on, as both write them."""

from qpv_xlsx.domain.judging.tallies import Headline, Tally


def key_figures(counts: Tally, *, answering: int, asked: int) -> dict[str, str]:
    """By the name of the tile. *answering*: of the administrations that are *asked*."""
    return {
        "respondents": f"{answering} / {asked}",
        "reached": reached_of_known(counts.headline),
        "known": f"{counts.headline.known} / {counts.headline.targets}",
        "reserved": str(counts.headline.reserved),
        "attention": str(counts.attention),
    }


def reached_of_known(counted: Headline) -> str:
    """« 12 / 30 »: of the targets whose result is known."""
    return f"{counted.reached} / {counted.known}"
