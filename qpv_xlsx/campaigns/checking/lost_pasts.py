"""Last year's figures of an administration that is called otherwise now, and nobody said so: its form would show it none.

Where one administration answers a measure alone, it finds what was said before it. Where several answer, each finds its own
only: a figure under a code that nothing bears, beside a newcomer who has none, is the sign of a code that changed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from qpv_xlsx.campaigns.checking.document_records import (
    Document,
    Record,
    list_in,
    names_at,
    problem_at,
    records_at,
    text_in,
)
from qpv_xlsx.domain.findings import Problem

_RESPONDENTS = ("respondents", "*")
_CONVENTIONS = ("catalogue", "conventions", "*")
_FEWEST = 2


def lost_past_problems(document: Document) -> Iterator[Problem]:
    """Last year's figures under a code that nothing bears, where somebody who answers the measure now had none."""
    known, year = frozenset(names_at(document, _RESPONDENTS)), document.get("year")
    last = [
        (steps, past)
        for steps, past in records_at(document, ("history", "*"))
        if isinstance(year, int) and past.get("year") == year - 1 and past.get("kind") and text_in(past, "respondent")
    ]
    lost = [record for record in last if text_in(record[1], "respondent") not in known]
    if not lost:
        return
    answering, having = _answering(document), _having(last, document)
    for steps, past in lost:
        where = text_in(past, "territory"), text_in(past, "measure")
        newcomers = tuple(sorted(answering.get(where, frozenset()) - having[where]))
        if len(answering.get(where, ())) >= _FEWEST and newcomers:
            read = text_in(past, "respondent")
            yield problem_at((*steps, "respondent"), "campaign_lost_past", read=read, choices=newcomers)


def _having(last: list[Record], document: Document) -> Mapping[tuple[str, str], frozenset[str]]:
    """Those who find a figure of their own, under their present code, by territory and measure."""
    present = {
        str(code): text_in(one, "code")
        for _, one in records_at(document, _RESPONDENTS)
        for code in (text_in(one, "code"), *list_in(one, "former_codes"))
    }
    found = defaultdict[tuple[str, str], frozenset[str]](frozenset)
    for _, past in last:
        code = present.get(text_in(past, "respondent"))
        if code:
            found[text_in(past, "territory"), text_in(past, "measure")] |= {code}
    return found


def _answering(document: Document) -> Mapping[tuple[str, str], frozenset[str]]:
    """Who is asked, by territory and measure: those whom the measure names there, else those of its convention."""
    by_territory = defaultdict[str, list[Mapping[str, Any]]](list)
    for _, one in records_at(document, _RESPONDENTS):
        by_territory[text_in(one, "territory")].append(one)
    found = {}
    for _, convention in records_at(document, _CONVENTIONS):
        for _, measure in records_at(convention, ("indicators", "*", "measures", "*")):
            for territory, people in by_territory.items():
                wanted = frozenset(map(str, list_in(measure, "respondents")))
                named = frozenset(text_in(one, "code") for one in people if text_in(one, "code") in wanted)
                of_convention = (one for one in people if text_in(convention, "code") in list_in(one, "conventions"))
                found[territory, text_in(measure, "code")] = named or frozenset(
                    text_in(one, "code") for one in of_convention
                )
    return found
