"""Proposals on screen: each wording, then each of its readings in a few plain lines."""

from collections.abc import Iterator, Sequence

from qpv_xlsx.cli.show import say, screen
from qpv_xlsx.domain.contract.measures import Baseline, Kind
from qpv_xlsx.domain.proposing.proposal import Proposal
from qpv_xlsx.messages.doubts_in_words import doubt_words
from qpv_xlsx.messages.numbers import figure, number
from qpv_xlsx.messages.targets import target_words
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.tasks.propose import Understanding


def show_understandings(understandings: Sequence[Understanding], language: str) -> None:
    """Every wording with its readings; nothing is confirmed, and the last line of each says so."""
    console = screen()
    for understood in understandings:
        for line, indent in _lines(understood, language):
            say(console, line, indent=indent)
        console.print()


def _lines(understood: Understanding, language: str) -> Iterator[tuple[str, int]]:
    """Lines with their indentation."""
    yield phrase(language, "proposal_wording", wording=understood.wording), 0
    for rank, proposal in enumerate(understood.proposals, start=1):
        yield phrase(language, "proposal_reading", rank=rank, kind=_kind(proposal.kind, language)), 2
        for line in _details(proposal, language):
            yield line, 5
    yield phrase(language, "proposal_to_confirm"), 2


def _kind(kind: Kind | None, language: str) -> str:
    return phrase(language, "proposal_unknown_kind") if kind is None else label(language, "kinds", kind)


def _details(proposal: Proposal, language: str) -> Iterator[str]:
    if proposal.label:
        yield phrase(language, "proposal_words", words=proposal.label)
    yield phrase(language, "proposal_target", target=target_words(proposal.strict_target, proposal.kind, language))
    if proposal.baseline.value is not None:
        yield phrase(language, "proposal_baseline", baseline=_baseline(proposal.baseline, proposal.kind, language))
    for doubt in proposal.doubts:
        yield phrase(language, "proposal_doubt", doubt=doubt_words(doubt, proposal.words_left, language))


def _baseline(baseline: Baseline, kind: Kind | None, language: str) -> str:
    """« 50 % (7 / 14, 2013, QPV) »."""
    value = baseline.value or 0.0
    parts = []
    if baseline.numerator is not None and baseline.denominator is not None:
        parts.append(f"{number(baseline.numerator, language)} / {number(baseline.denominator, language)}")
    if baseline.year is not None:
        parts.append(str(baseline.year))
    if baseline.perimeter is not None:
        parts.append(label(language, "perimeters", baseline.perimeter))
    said = number(value, language) if kind is None else figure(value, kind, language)
    return f"{said} ({', '.join(parts)})" if parts else said
