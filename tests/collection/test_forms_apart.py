"""A form is what it is, to the byte, whatever forms the same process wrote before it."""

import functools
import gc
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, Waiver, measures_of
from qpv_xlsx.domain.contract.catalogue import with_measures
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Question, Value
from tests.collection.corrections import doubted, thrice_doubted
from tests.collection.paris import small, with_past_by_quartier, written


def _forget() -> None:
    """All that this program keeps between two workbooks."""
    for kept in gc.get_objects():
        if isinstance(kept, functools._lru_cache_wrapper) and str(kept.__module__).startswith("qpv_xlsx"):
            kept.cache_clear()


def _changed(change: Callable[[Measure], Measure]) -> Campaign:
    return replace(small(), catalogue=with_measures(small().catalogue, change))


def _bounded(measure: Measure, maximum: float) -> Measure:
    return replace(measure, maximum=maximum) if measure.kind is Kind.COUNT else measure


def _other_history() -> Campaign:
    past = PastResult(year=2015, territory="75", measure="EMP-01", value=0.19)
    return replace(small(), history=(past, replace(past, year=2014, value=0.11)))


CAMPAIGNS: Mapping[str, Callable[[], Campaign]] = {
    "small": small,
    "a whole bound": lambda: _changed(lambda one: _bounded(one, 7)),
    "the same, with a decimal": lambda: _changed(lambda one: _bounded(one, 7.0)),
    "other labels": lambda: _changed(lambda one: replace(one, label=f"{one.label} autrement dite & plus longue")),
    "nothing by quartier": lambda: _changed(lambda one: replace(one, by_quartier=False)),
    "another history": _other_history,
    "past by quartier": with_past_by_quartier,
    "no waiver": lambda: replace(small(), waivers=()),
    "another reason": lambda: replace(
        small(), waivers=tuple(replace(one, reason="Autre motif") for one in small().waivers)
    ),
    "all waived": lambda: replace(small(), waivers=tuple(_waived(code) for code in ("EMP-01", "EMP-02"))),
}


def _waived(measure: str) -> Waiver:
    return replace(small().waivers[0], measure=measure)


def _answers(campaign: Campaign, content: Value) -> Mapping[Question, Value]:
    asked = measures_of(campaign, campaign.respondents[0])
    return {Question(measure=one.code, field=Field.VALUE): content for one in asked}


def _form(name: str, language: str, content: Value | None) -> bytes:
    campaign = CAMPAIGNS[name]()
    answers = None if content is None else _answers(campaign, content)
    return written(campaign, campaign.respondents[0], answers, language)


FORMS = st.tuples(
    st.sampled_from(sorted(CAMPAIGNS)), st.sampled_from(("fr", "en")), st.sampled_from((None, 1, 1.0, 0.5, "un texte"))
)


@settings(max_examples=40)
@given(st.lists(FORMS, min_size=2, max_size=4))
def test_a_form_is_the_same_whatever_was_written_before(forms: list[tuple[str, str, Value | None]]) -> None:
    alone = []
    for one in forms:
        _forget()
        alone.append(_form(*one))
    _forget()
    assert [_form(*one) for one in forms] == alone


def test_corrections_are_the_same_in_whatever_order_they_are_written() -> None:
    ways: tuple[Callable[[], bytes], ...] = (doubted, functools.partial(doubted, "en"), thrice_doubted)
    told = [{way: way() for way in order} for order in permutations(ways)]
    assert all(one == told[0] for one in told)
