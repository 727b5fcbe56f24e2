"""The few figures that a dashboard and a page open on, as both write them."""

from qpv_xlsx.domain.judging.tallies import Headline, Tally
from qpv_xlsx.messages.numbers import number


def key_figures(counts: Tally, language: str, *, answering: int, asked: int) -> dict[str, str]:
    """By the name of the tile. *answering*: of the administrations that are *asked*."""
    return {
        "respondents": one_of(answering, asked, language),
        "reached": reached_of_known(counts.headline, language),
        "known": one_of(counts.headline.known, counts.headline.targets, language),
        "reserved": number(counts.headline.reserved, language),
        "attention": number(counts.attention, language),
    }


def reached_of_known(counted: Headline, language: str) -> str:
    """« 12 / 30 »: of the targets whose result is known."""
    return one_of(counted.reached, counted.known, language)


def errors_and_warnings(errors: int, warnings: int, language: str) -> str:
    """« 1 + 17 »: one is no part of the other."""
    return f"{number(errors, language)} + {number(warnings, language)}"


def one_of(part: int, whole: int, language: str) -> str:
    """« 20 / 2 347 »."""
    return f"{number(part, language)} / {number(whole, language)}"
