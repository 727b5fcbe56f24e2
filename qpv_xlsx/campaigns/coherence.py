"""What a schema cannot see in a campaign: codes given twice or naming nothing, dates out of order, impossible shares.

Checks look at the document, not at the Campaign: they tell all they can of a document that has other faults as well,
and leave out what the schema refuses already.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from qpv_xlsx.campaigns.contradictions import contradictions
from qpv_xlsx.campaigns.email_shape import EMAIL
from qpv_xlsx.campaigns.nesting import Steps
from qpv_xlsx.campaigns.pointers import pointer
from qpv_xlsx.domain.contract.measures import Combination, Kind
from qpv_xlsx.domain.findings import Fact, Problem

Record = tuple[Steps, Mapping[str, Any]]
Document = Mapping[str, Any]

_TERRITORIES = ("territories", "*")
_QUARTIERS = (*_TERRITORIES, "quartiers", "*")
_RESPONDENTS = ("respondents", "*")
_CONTACTS = (*_RESPONDENTS, "contacts", "*")
_CONVENTIONS = ("catalogue", "conventions", "*")
_INDICATORS = (*_CONVENTIONS, "indicators", "*")
_MEASURES = (*_INDICATORS, "measures", "*")
_REFERENCE = "campaign_unknown_reference"


def coherence_problems(document: Document) -> Iterator[Problem]:
    """Everything that contradicts itself in *document*."""
    for check in CHECKS:
        yield from check(document)


def _at(document: Any, path: Steps, here: Steps = ()) -> Iterator[Record]:  # noqa: ANN401  (JSON)
    """The objects at *path*, where « * » stands for each rank of a list; what is no object is left out."""
    if not path:
        if isinstance(document, Mapping):
            yield here, document
    elif path[0] == "*":
        for rank, item in enumerate(document if isinstance(document, list) else ()):
            yield from _at(item, path[1:], (*here, rank))
    elif isinstance(document, Mapping) and path[0] in document:
        yield from _at(document[path[0]], path[1:], (*here, path[0]))


def _text(record: Mapping[str, Any], key: str) -> str:
    """The text at *key*; empty where there is none."""
    found = record.get(key)
    return found if isinstance(found, str) else ""


def _list(record: Mapping[str, Any], key: str) -> list[object]:
    """The list at *key*; empty where there is none."""
    found = record.get(key)
    return found if isinstance(found, list) else []


def _codes(document: Document, path: Steps, key: str = "code") -> tuple[str, ...]:
    return tuple(_text(record, key) for _, record in _at(document, path))


def _names(document: Document, path: Steps, key: str = "code") -> tuple[str, ...]:
    """Codes, and those that were before them: what may be named."""
    former = (str(code) for _, record in _at(document, path) for code in _list(record, "former_codes"))
    return (*_codes(document, path, key), *former)


def _problem(steps: Steps, code: str, **facts: Fact) -> Problem:
    return Problem(place=pointer(*steps), code=code, facts=facts)


def _twice(records: Iterable[Record], key: str) -> Iterator[Problem]:
    """Texts that two records share, case and surrounding spaces apart."""
    seen: set[str] = set()
    for steps, record in records:
        text = _text(record, key).strip().casefold()
        if text and text in seen:
            yield _problem((*steps, key), "campaign_twice", read=_text(record, key).strip())
        seen.add(text)


def _codes_twice(document: Document) -> Iterator[Problem]:
    for path in (_TERRITORIES, _RESPONDENTS, _CONVENTIONS, _INDICATORS, _MEASURES):
        yield from _twice(_at(document, path), "code")


def _former_codes(document: Document) -> Iterator[Problem]:
    """A former code is nobody's present one, and was one thing's only."""
    for path, key in ((_TERRITORIES, "code"), (_RESPONDENTS, "code"), (_MEASURES, "code"), (_QUARTIERS, "id")):
        seen = {code.casefold() for code in _codes(document, path, key)}
        for steps, record in _at(document, path):
            for rank, former in enumerate(_list(record, "former_codes")):
                if str(former).casefold() in seen:
                    yield _problem((*steps, "former_codes", rank), "campaign_former_in_use", read=str(former))
                seen.add(str(former).casefold())


def _quartiers_twice(document: Document) -> Iterator[Problem]:
    for steps, territory in _at(document, _TERRITORIES):
        for key in ("id", "name", "official_code"):
            yield from _twice(_at(territory, ("quartiers", "*"), steps), key)


def _unknown(steps: Steps, read: str, known: Iterable[str], problem: str = _REFERENCE) -> Iterator[Problem]:
    choices = tuple(sorted({code for code in known if code}))
    if read and read not in choices:
        yield _problem(steps, problem, read=read, choices=_some(choices))


def _some(choices: tuple[str, ...], longest: int = 12) -> tuple[str, ...]:
    """Choices that a sentence can hold."""
    return choices if len(choices) <= longest else (*choices[:longest], "…")


def _respondents(document: Document) -> Iterator[Problem]:
    """Territory and conventions exist; none is named twice; each administration is asked something."""
    territories, conventions = _names(document, _TERRITORIES), _codes(document, _CONVENTIONS)
    named_by_measures = {code for _, measure in _at(document, _MEASURES) for code in _list(measure, "respondents")}
    for steps, respondent in _at(document, _RESPONDENTS):
        if territories:
            yield from _unknown((*steps, "territory"), _text(respondent, "territory"), territories)
        named = _list(respondent, "conventions")
        if not named and _text(respondent, "code") not in named_by_measures:
            yield _problem((*steps, "conventions"), "campaign_unasked_respondent", read=_text(respondent, "code"))
        for rank, code in enumerate(named):
            here = (*steps, "conventions", rank)
            yield from _unknown(here, str(code), conventions)
            if code in named[:rank]:
                yield _problem(here, "campaign_twice", read=str(code))


def _unasked_conventions(document: Document) -> Iterator[Problem]:
    asked = {
        code
        for _, respondent in _at(document, _RESPONDENTS)
        for code in _list(respondent, "conventions")
        if isinstance(code, str)
    }
    if not isinstance(document.get("respondents"), list):
        return
    for steps, convention in _at(document, _CONVENTIONS):
        measures = tuple(measure for _, measure in _at(convention, ("indicators", "*", "measures", "*")))
        if measures and all(_list(measure, "respondents") for measure in measures):
            continue
        if _text(convention, "code") and _text(convention, "code") not in asked:
            yield _problem((*steps, "code"), "campaign_unasked_convention", read=_text(convention, "code"))


def _measure_codes(document: Document) -> Iterator[Problem]:
    """A measure's code is its indicator's, or that one with a dash and more."""
    for steps, indicator in _at(document, _INDICATORS):
        code = _text(indicator, "code")
        for below, measure in _at(indicator, ("measures", "*"), steps):
            said = _text(measure, "code")
            if code and said and said != code and not said.startswith(f"{code}-"):
                yield _problem((*below, "code"), "campaign_foreign_measure", read=said, indicator=code)


def _emails(document: Document) -> Iterator[Problem]:
    for steps, contact in (*_at(document, _CONTACTS), *_at(document, ("coordinator",))):
        email = _text(contact, "email")
        if email and not EMAIL.fullmatch(email):
            yield _problem((*steps, "email"), "campaign_email", read=email)


def _dates(document: Document) -> Iterator[Problem]:
    deadline, closing = _text(document, "deadline"), _text(document, "closing")
    if deadline and closing and deadline > closing:
        yield _problem(("closing",), "campaign_closing", deadline=deadline, closing=closing)
    for _, catalogue in _at(document, ("catalogue",)):
        start, end = catalogue.get("start"), catalogue.get("end")
        if isinstance(start, int) and isinstance(end, int) and start > end:
            yield _problem(("catalogue", "end"), "campaign_end", start=str(start), end=str(end))


def _waivers(document: Document) -> Iterator[Problem]:
    """Each waiver names something that exists."""
    known = {
        "respondent": _names(document, _RESPONDENTS),
        "measure": _names(document, _MEASURES),
        "quartier": _names(document, _QUARTIERS, "id"),
    }
    for steps, waiver in _at(document, ("waivers", "*")):
        for key, codes in known.items():
            yield from _unknown((*steps, key), _text(waiver, key), codes)
        if not any(waiver.get(key) for key in (*known, "code")):
            yield _problem((*steps, "respondent"), "campaign_waiver_of_all")


def _choices(document: Document) -> Iterator[Problem]:
    codes = (*_names(document, _MEASURES), *_codes(document, _INDICATORS))
    for steps, choice in _at(document, ("choices", "*")):
        yield from _unknown((*steps, "measure"), _text(choice, "measure"), codes)


def _history(document: Document) -> Iterator[Problem]:
    """Former years only, of known territories, each figure once. What is asked no more is history as well."""
    seen: set[tuple[object, ...]] = set()
    territories = _names(document, _TERRITORIES)
    for steps, past in _at(document, ("history", "*")):
        yield from _unknown((*steps, "territory"), _text(past, "territory"), territories, "campaign_former_territory")
        year, now = past.get("year"), document.get("year")
        if isinstance(year, int) and isinstance(now, int) and year >= now:
            yield _problem((*steps, "year"), "campaign_history_year", read=str(year), year=str(now))
        keys = ("year", "territory", "measure", "respondent", "quartier")
        identity = tuple(str(past.get(key) or "") for key in keys)
        if identity in seen:
            yield _problem((*steps, "measure"), "campaign_twice", read=" ".join(filter(None, identity)))
        seen.add(identity)


def _shares(document: Document) -> Iterator[Problem]:
    """A share lies between 0 and 100 %, a gap between − 100 and 100: 17.3 was meant as 17.3 %."""
    for steps, measure in _at(document, _MEASURES):
        lowest = {"share": 0.0, "gap": -1.0}.get(_text(measure, "kind"))
        if lowest is None:
            continue
        for path in (("baseline", "value"), ("target", "value"), ("national_target", "value")):
            holder = measure.get(path[0])
            value = holder.get(path[1]) if isinstance(holder, Mapping) else None
            if isinstance(value, int | float) and not lowest <= value <= 1:
                yield _problem((*steps, *path), "campaign_share", read=str(value).replace(".", ","))


def _answering(document: Document) -> Iterator[Problem]:
    """Who answers a measure exists; how several answers make one suits its kind; women are some of the persons."""
    known = _names(document, _RESPONDENTS)
    for steps, measure in _at(document, _MEASURES):
        named = _list(measure, "respondents")
        for rank, code in enumerate(named):
            yield from _unknown((*steps, "respondents", rank), str(code), known)
            if code in named[:rank]:
                yield _problem((*steps, "respondents", rank), "campaign_twice", read=str(code))
        kind, combination = _text(measure, "kind"), _text(measure, "combination")
        if kind in set(Kind) and combination in set(Combination) and not Combination(combination).suits(Kind(kind)):
            yield _problem((*steps, "combination"), f"campaign_combination_{combination}")
        if measure.get("asks_women") is True and not (
            measure.get("counts_persons") is True and kind in {Kind.COUNT, Kind.SHARE}
        ):
            yield _problem((*steps, "asks_women"), "campaign_women")


def _revisions(document: Document) -> Iterator[Problem]:
    """Revised targets are of measures that exist, one for a year."""
    codes, seen = _names(document, _MEASURES), set[tuple[str, str]]()
    for steps, revision in _at(document, ("revisions", "*")):
        measure, since = _text(revision, "measure"), str(revision.get("since") or "")
        yield from _unknown((*steps, "measure"), measure, codes)
        if (measure, since) in seen:
            yield _problem((*steps, "since"), "campaign_twice", read=f"{measure} {since}")
        seen.add((measure, since))


def _relations(document: Document) -> Iterator[Problem]:
    """Relations are between measures that exist."""
    codes = _codes(document, _MEASURES)
    for steps, relation in _at(document, ("catalogue", "relations", "*")):
        for field in ("whole", "share"):
            if relation.get(field):
                yield from _unknown((*steps, field), _text(relation, field), codes)
        for part in relation.get("parts") or ():
            yield from _unknown((*steps, "parts"), str(part), codes)


def _thresholds(document: Document) -> Iterator[Problem]:
    for steps, thresholds in _at(document, ("options", "thresholds")):
        values = [thresholds.get(key, usual) for key, usual in (("on_track", 0.95), ("watch", 0.6), ("late", 0.0))]
        if all(isinstance(value, int | float) for value in values) and values != sorted(values, reverse=True):
            yield _problem((*steps, "on_track"), "campaign_thresholds")


def _contradictions(document: Document) -> Iterator[Problem]:
    """Measures that say something against themselves."""
    catalogue = document.get("catalogue")
    for steps, measure in _at(document, _MEASURES):
        for path, code, facts in contradictions(measure, catalogue if isinstance(catalogue, Mapping) else {}):
            yield _problem((*steps, *path), code, **facts)


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
    _history,
    _shares,
    _answering,
    _revisions,
    _relations,
    _contradictions,
    _thresholds,
)
