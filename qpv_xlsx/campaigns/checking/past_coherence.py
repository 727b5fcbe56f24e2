"""What a schema cannot see in the history: years to come, codes that nothing bears, revisions without a reason."""

from collections.abc import Iterator, Mapping
from typing import Any

from qpv_xlsx.campaigns.checking.document_records import (
    MEASURES,
    names_at,
    problem_at,
    records_at,
    text_in,
    unknown_reference,
)
from qpv_xlsx.domain.findings import Problem

Document = Mapping[str, Any]

_TERRITORIES = ("territories", "*")
_RESPONDENTS = ("respondents", "*")


def history_problems(document: Document) -> Iterator[Problem]:
    """Former years only, of known territories, each figure once; of a measure that is or was asked.

    What is asked no more is history as well: its row says of which kind it was, as *rollover* writes it.
    """
    seen: set[tuple[object, ...]] = set()
    territories = frozenset(names_at(document, _TERRITORIES))
    yield from _history_of_nothing(document)
    for steps, past in records_at(document, ("history", "*")):
        yield from unknown_reference(
            (*steps, "territory"), text_in(past, "territory"), territories, "campaign_former_territory"
        )
        year, now = past.get("year"), document.get("year")
        if isinstance(year, int) and isinstance(now, int) and year >= now:
            yield problem_at((*steps, "year"), "campaign_history_year", read=str(year), year=str(now))
        if past.get("revised_on") and not text_in(past, "revision_reason").strip():
            yield problem_at((*steps, "revision_reason"), "campaign_revision_reason")
        keys = ("year", "territory", "measure", "respondent", "quartier")
        identity = tuple(str(past.get(key) or "") for key in keys)
        if identity in seen:
            yield problem_at((*steps, "measure"), "campaign_twice", read=" ".join(filter(None, identity)))
        seen.add(identity)


def _history_of_nothing(document: Document) -> Iterator[Problem]:
    """Past results of codes that nothing bears: they would vanish. Campaigns of 1.0.0, which wrote no kind, are let be."""
    rows = [(steps, past) for steps, past in records_at(document, ("history", "*"))]
    if not any(past.get("kind") for _, past in rows):
        return
    measures, respondents = names_at(document, MEASURES), names_at(document, _RESPONDENTS)
    for steps, past in rows:
        if not past.get("kind"):
            yield from unknown_reference(
                (*steps, "measure"), text_in(past, "measure"), measures, "campaign_former_measure"
            )
            asked = text_in(past, "respondent")
            yield from unknown_reference((*steps, "respondent"), asked, respondents, "campaign_former_respondent")
