"""What a schema cannot see in a campaign: codes given twice or naming nothing, dates out of order, impossible shares.

Checks look at the document, not at the Campaign: they tell all they can of a document that has other faults as well,
and leave out what the schema refuses already.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from qpv_xlsx.campaigns.checking.contradictions import contradictions
from qpv_xlsx.campaigns.checking.document_records import (
    MEASURES,
    codes_at,
    list_in,
    names_at,
    part_in,
    problem_at,
    records_at,
    said_twice,
    text_in,
    unknown_reference,
)
from qpv_xlsx.campaigns.checking.email_shape import EMAIL
from qpv_xlsx.campaigns.checking.local_coherence import local_aim_problems, revision_problems
from qpv_xlsx.campaigns.checking.lost_pasts import lost_past_problems
from qpv_xlsx.campaigns.checking.past_coherence import history_problems
from qpv_xlsx.campaigns.checking.possible_figures import impossible_figure
from qpv_xlsx.campaigns.checking.succession_checks import succession_problems
from qpv_xlsx.domain.contract.measures import Combination, Kind
from qpv_xlsx.domain.contract.relations import RelationKind
from qpv_xlsx.domain.findings import Problem

Document = Mapping[str, Any]

_TERRITORIES = ("territories", "*")
_QUARTIERS = (*_TERRITORIES, "quartiers", "*")
_RESPONDENTS = ("respondents", "*")
_CONTACTS = (*_RESPONDENTS, "contacts", "*")
_CONVENTIONS = ("catalogue", "conventions", "*")
_INDICATORS = (*_CONVENTIONS, "indicators", "*")
_HISTORY = ("history", "*")


def coherence_problems(document: Document) -> Iterator[Problem]:
    """Everything that contradicts itself in *document*."""
    for check in CHECKS:
        yield from check(document)


def _codes_twice(document: Document) -> Iterator[Problem]:
    for path in (_TERRITORIES, _RESPONDENTS, _CONVENTIONS, _INDICATORS, MEASURES):
        yield from said_twice(records_at(document, path), "code")


def _former_codes(document: Document) -> Iterator[Problem]:
    """A former code is nobody's present one, and was one thing's only."""
    for path, key in ((_TERRITORIES, "code"), (_RESPONDENTS, "code"), (MEASURES, "code"), (_QUARTIERS, "id")):
        seen = {code.casefold() for code in codes_at(document, path, key)}
        for steps, record in records_at(document, path):
            for rank, former in enumerate(list_in(record, "former_codes")):
                if str(former).casefold() in seen:
                    yield problem_at((*steps, "former_codes", rank), "campaign_former_in_use", read=str(former))
                seen.add(str(former).casefold())


def _quartiers_twice(document: Document) -> Iterator[Problem]:
    for steps, territory in records_at(document, _TERRITORIES):
        for key in ("id", "name", "official_code"):
            yield from said_twice(records_at(territory, ("quartiers", "*"), steps), key)


def _respondents(document: Document) -> Iterator[Problem]:
    """Territory and conventions exist; none is named twice; each administration is asked something."""
    territories, conventions = frozenset(names_at(document, _TERRITORIES)), codes_at(document, _CONVENTIONS)
    named_by_measures = {
        str(code) for _, measure in records_at(document, MEASURES) for code in list_in(measure, "respondents")
    }
    for steps, respondent in records_at(document, _RESPONDENTS):
        if territories:
            yield from unknown_reference((*steps, "territory"), text_in(respondent, "territory"), territories)
        named = list_in(respondent, "conventions")
        if not named and text_in(respondent, "code") not in named_by_measures:
            yield problem_at((*steps, "conventions"), "campaign_unasked_respondent", read=text_in(respondent, "code"))
        for rank, code in enumerate(named):
            here = (*steps, "conventions", rank)
            yield from unknown_reference(here, str(code), conventions)
            if code in named[:rank]:
                yield problem_at(here, "campaign_twice", read=str(code))


def _unasked_conventions(document: Document) -> Iterator[Problem]:
    asked = {
        code
        for _, respondent in records_at(document, _RESPONDENTS)
        for code in list_in(respondent, "conventions")
        if isinstance(code, str)
    }
    if not isinstance(document.get("respondents"), list):
        return
    for steps, convention in records_at(document, _CONVENTIONS):
        measures = tuple(measure for _, measure in records_at(convention, ("indicators", "*", "measures", "*")))
        if measures and all(list_in(measure, "respondents") for measure in measures):
            continue
        if text_in(convention, "code") and text_in(convention, "code") not in asked:
            yield problem_at((*steps, "code"), "campaign_unasked_convention", read=text_in(convention, "code"))


def _measure_codes(document: Document) -> Iterator[Problem]:
    """A measure's code is its indicator's, or that one with a dash and more."""
    for steps, indicator in records_at(document, _INDICATORS):
        code = text_in(indicator, "code")
        for below, measure in records_at(indicator, ("measures", "*"), steps):
            said = text_in(measure, "code")
            if code and said and said != code and not said.startswith(f"{code}-"):
                yield problem_at((*below, "code"), "campaign_foreign_measure", read=said, indicator=code)


def _emails(document: Document) -> Iterator[Problem]:
    for steps, contact in (*records_at(document, _CONTACTS), *records_at(document, ("coordinator",))):
        email = text_in(contact, "email")
        if email and not EMAIL.fullmatch(email):
            yield problem_at((*steps, "email"), "campaign_email", read=email)


def _dates(document: Document) -> Iterator[Problem]:
    deadline, closing = text_in(document, "deadline"), text_in(document, "closing")
    if deadline and closing and deadline > closing:
        yield problem_at(
            ("closing",), "campaign_closing", deadline=_day_or_text(deadline), closing=_day_or_text(closing)
        )
    for _, catalogue in records_at(document, ("catalogue",)):
        start, end = catalogue.get("start"), catalogue.get("end")
        if isinstance(start, int) and isinstance(end, int) and start > end:
            yield problem_at(("catalogue", "end"), "campaign_end", start=str(start), end=str(end))


def _day_or_text(text: str) -> date | str:
    """The day that *text* writes; *text* itself where the schema tells that it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _waivers(document: Document) -> Iterator[Problem]:
    """Each waiver names something that exists; or a measure or a quartier of former years, of which it says why it is asked no more."""
    known = {
        "respondent": frozenset(names_at(document, _RESPONDENTS)),
        "measure": frozenset((*names_at(document, MEASURES), *codes_at(document, _HISTORY, "measure"))),
        "quartier": frozenset((*names_at(document, _QUARTIERS, "id"), *codes_at(document, _HISTORY, "quartier"))),
    }
    for steps, waiver in records_at(document, ("waivers", "*")):
        for key, codes in known.items():
            yield from unknown_reference((*steps, key), text_in(waiver, key), codes)
        if not any(waiver.get(key) for key in (*known, "code")):
            yield problem_at((*steps, "respondent"), "campaign_waiver_of_all")


def _choices(document: Document) -> Iterator[Problem]:
    codes = (*names_at(document, MEASURES), *codes_at(document, _INDICATORS))
    for steps, choice in records_at(document, ("choices", "*")):
        yield from unknown_reference((*steps, "measure"), text_in(choice, "measure"), codes)


def _figures(document: Document) -> Iterator[Problem]:
    """A share lies between 0 and 100 %, a gap between − 100 and 100, and nothing that is counted is less than nothing."""
    for steps, measure in records_at(document, MEASURES):
        for path in (("baseline", "value"), ("target", "value"), ("national_target", "value")):
            value = part_in(measure, path[0]).get(path[1])
            yield from impossible_figure((*steps, *path), value, text_in(measure, "kind"))


def _answering(document: Document) -> Iterator[Problem]:
    """Who answers a measure exists; how several answers make one suits its kind; women are some of the persons."""
    known = frozenset(names_at(document, _RESPONDENTS))
    for steps, measure in records_at(document, MEASURES):
        named = list_in(measure, "respondents")
        for rank, code in enumerate(named):
            yield from unknown_reference((*steps, "respondents", rank), str(code), known)
            if code in named[:rank]:
                yield problem_at((*steps, "respondents", rank), "campaign_twice", read=str(code))
        kind, combination = text_in(measure, "kind"), text_in(measure, "combination")
        if kind in set(Kind) and combination in set(Combination) and not Combination(combination).suits(Kind(kind)):
            yield problem_at((*steps, "combination"), f"campaign_combination_{combination}")
        if measure.get("asks_women") is True and not (
            measure.get("counts_persons") is True and kind in {Kind.COUNT, Kind.SHARE}
        ):
            yield problem_at((*steps, "asks_women"), "campaign_women")


def _places_asked(document: Document) -> Iterator[Problem]:
    """The quartiers where a measure is asked exist, and it is asked by quartier: elsewhere their names would do nothing.

    A campaign that has no list of quartiers yet asks nothing by quartier.
    """
    known = frozenset(names_at(document, _QUARTIERS, "id"))
    for steps, measure in records_at(document, MEASURES):
        named = list_in(measure, "quartiers")
        for rank, quartier in enumerate(named if known else ()):
            yield from unknown_reference((*steps, "quartiers", rank), str(quartier), known)
        if named and measure.get("by_quartier") is not True:
            yield problem_at((*steps, "by_quartier"), "campaign_places_unasked")


def _relations(document: Document) -> Iterator[Problem]:
    """Relations are between measures that exist, and say all that they link: half a link would protect nothing, in silence."""
    codes = codes_at(document, MEASURES)
    kinds = {text_in(one, "code"): text_in(one, "kind") for _, one in records_at(document, MEASURES)}
    for steps, relation in records_at(document, ("catalogue", "relations", "*")):
        needed = "share" if relation.get("kind") == RelationKind.SHARE else "whole"
        if not relation.get(needed):
            yield problem_at((*steps, needed), f"campaign_relation_{needed}")
        for field in ("whole", "share"):
            if relation.get(field):
                yield from unknown_reference((*steps, field), text_in(relation, field), codes)
        counts = relation.get("kind") == RelationKind.ENTERPRISES
        for part in relation.get("parts") or ():
            yield from unknown_reference((*steps, "parts"), str(part), codes)
            if counts and kinds.get(str(part), Kind.COUNT) != Kind.COUNT:
                yield problem_at((*steps, "parts"), "campaign_relation_enterprises", read=str(part))


def _thresholds(document: Document) -> Iterator[Problem]:
    for steps, thresholds in records_at(document, ("options", "thresholds")):
        values = [thresholds.get(key, usual) for key, usual in (("on_track", 0.95), ("watch", 0.6), ("late", 0.0))]
        if all(isinstance(value, int | float) for value in values) and values != sorted(values, reverse=True):
            yield problem_at((*steps, "on_track"), "campaign_thresholds")


def _contradictions(document: Document) -> Iterator[Problem]:
    """Measures that say something against themselves."""
    catalogue = part_in(document, "catalogue")
    for steps, measure in records_at(document, MEASURES):
        for path, code, facts in contradictions(measure, catalogue):
            yield problem_at((*steps, *path), code, **facts)


CHECKS: tuple[Callable[[Document], Iterator[Problem]], ...] = (
    _codes_twice,
    _former_codes,
    _quartiers_twice,
    _respondents,
    _unasked_conventions,
    _measure_codes,
    _emails,
    _dates,
    _waivers,
    _choices,
    history_problems,
    lost_past_problems,
    succession_problems,
    _figures,
    _answering,
    _places_asked,
    local_aim_problems,
    revision_problems,
    _relations,
    _contradictions,
    _thresholds,
)
