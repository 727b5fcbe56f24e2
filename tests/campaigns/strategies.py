"""Campaigns as hypothesis draws them: everything that the schema and the cross-checks accept."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from qpv_xlsx.domain.contract.campaign import Campaign, Choice, Contact, PastResult, Respondent, Waiver
from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention, Indicator, Term
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.local_aims import LocalAim
from qpv_xlsx.domain.contract.measures import Baseline, Combination, Direction, Kind, Measure, Nature, Perimeter
from qpv_xlsx.domain.contract.options import Limits, Options, RuleSettings, Thresholds
from qpv_xlsx.domain.contract.questions import Situation
from qpv_xlsx.domain.contract.revisions import Revision
from qpv_xlsx.domain.contract.successions import Continuity, Succession
from qpv_xlsx.domain.contract.targets import (
    Above,
    AtLeast,
    AtMost,
    Below,
    ChangeBy,
    Done,
    Maintain,
    MultiplyBy,
    PerYear,
    Qualitative,
    ReduceGapBy,
    Target,
    Undefined,
    YearlyIncrease,
)
from qpv_xlsx.domain.findings import Code

_SIGNS = "abcéÀ zZ09'’«\u00a0\u202f»;,|=+-@\"<&_x000D_\u20ac\U0001f600"

words = st.text(_SIGNS + "\n", max_size=20)
lines = st.text(_SIGNS, min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
years = st.integers(1990, 2040)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
figures = st.one_of(
    st.sampled_from([0.0, 0.173, 0.5, 1.0, 7 / 14, 195845.04, 3500.0]),
    # sixteen significant digits are what spreadsheet programs keep
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: float(f"{value:.12g}") + 0.0),
)
fractions = st.floats(0, 1).map(lambda value: float(f"{value:.6g}"))


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def some(strategy: st.SearchStrategy[Any], largest: int = 2, smallest: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, min_size=smallest, max_size=largest).map(tuple)


_YEAR = optional(years)


def figures_of(kind: Kind) -> st.SearchStrategy[float]:
    return fractions if kind in {Kind.SHARE, Kind.GAP} else figures.map(abs)  # nothing is less than nothing


def targets(kind: Kind) -> st.SearchStrategy[Target]:
    return st.one_of(
        st.builds(AtLeast, value=figures_of(kind), is_floor=st.booleans(), year=_YEAR),
        st.builds(Above, value=figures_of(kind), year=_YEAR),
        st.builds(AtMost, value=figures_of(kind), year=_YEAR),
        st.builds(Below, value=figures_of(kind), year=_YEAR),
        st.builds(ChangeBy, amount=figures, is_absolute=st.booleans(), year=_YEAR),
        st.builds(MultiplyBy, factor=figures, year=_YEAR),
        st.builds(ReduceGapBy, fraction=fractions, year=_YEAR),
        st.builds(Maintain, year=_YEAR),
        st.builds(PerYear, value=figures_of(kind), year=_YEAR),
        st.builds(YearlyIncrease, rate=figures, in_points=st.booleans(), year=_YEAR),
        st.builds(Done, year=_YEAR),
        st.builds(Qualitative, year=_YEAR),
        st.builds(Undefined, year=_YEAR),
    )


def baselines(kind: Kind) -> st.SearchStrategy[Baseline]:
    return st.builds(
        Baseline,
        value=optional(figures_of(kind)),
        year=_YEAR,
        perimeter=optional(st.sampled_from(Perimeter)),
        numerator=optional(figures),
        denominator=optional(figures),
        precision=optional(fractions),
    )


contacts = st.builds(
    Contact,
    name=words,
    email=st.sampled_from(["a@example.org", "service.statistique@example.org"]),
    role=words,
    phone=st.sampled_from(["", "01 23 45 67 89", "+33123456789", "0123456789"]),
)
quartier_texts = {"name": lines, "official_code": optional(lines), "area": words, "aliases": some(lines)}


def measures(code: str, codes: tuple[str, ...]) -> st.SearchStrategy[Measure]:
    kinds = st.tuples(st.sampled_from(Kind), st.booleans())
    return kinds.flatmap(
        lambda drawn: _measures(code, codes, drawn[0], women=drawn[1] and drawn[0] in {Kind.COUNT, Kind.SHARE})
    )


def _measures(code: str, codes: tuple[str, ...], kind: Kind, *, women: bool) -> st.SearchStrategy[Measure]:
    return st.builds(
        Measure,
        code=st.just(code),
        label=lines,
        kind=st.just(kind),
        unit=words,
        direction=st.sampled_from(Direction),
        nature=st.sampled_from(Nature),
        perimeter=st.sampled_from(Perimeter),
        baseline=baselines(kind),
        target=targets(kind),
        national_target=targets(kind),
        asks_territory=st.booleans(),
        by_quartier=st.booleans(),
        counts_persons=st.just(women) if women else st.booleans(),
        asks_women=st.just(women),
        maximum=optional(figures),
        change_threshold=optional(fractions),
        supplier=optional(lines),
        respondents=st.sampled_from([(), codes[:1], codes]),
        combination=optional(st.sampled_from([each for each in Combination if each.suits(kind)])),
        without_object_since=_YEAR,
        replaced_by=words,
        notes=some(lines),
        is_confirmed=st.booleans(),
    ).map(_coherent)


def _coherent(measure: Measure) -> Measure:
    """The same without what the campaign would refuse: a target against its direction, start, year, maximum or nature."""
    target, start = measure.target, measure.baseline
    if target.year is not None and (start.year is None or target.year < start.year):
        target = replace(target, year=None)
    if isinstance(target, Above | ChangeBy):
        start = replace(start, value=None)
    if isinstance(target, ChangeBy):
        target = replace(target, amount=0.1)
    if isinstance(target, MultiplyBy | YearlyIncrease):  # of a share, perhaps beyond 100 %; of a total, perhaps falling
        start, measure = replace(start, value=None), replace(measure, nature=Nature.STOCK)
    if isinstance(target, AtLeast | Above | PerYear) and target.value > (measure.maximum or 0.0):
        measure = replace(measure, maximum=None)
    if isinstance(target, AtLeast) and start.value is not None and target.value < start.value:
        target = replace(target, is_floor=True)
    return replace(measure, target=target, baseline=start, direction=Direction.STEADY)


def indicators(code: str, respondents: tuple[str, ...], draw: Callable[..., Any]) -> Indicator:
    count = draw(st.integers(1, 2))
    codes = [code] if count == 1 else [f"{code}-{letter}" for letter in "ab"]
    texts = {name: draw(words) for name in _TEXTS}
    return Indicator(code=code, measures=tuple(draw(measures(each, respondents)) for each in codes), **texts)


_TEXTS = (
    "strategic_objective",
    "operational_objective",
    "national_target",
    "wording",
    "baseline_text",
    "local_target",
)


@st.composite
def catalogues(draw: Callable[..., Any]) -> Catalogue:
    codes = draw(st.lists(st.sampled_from(["EMP", "EDU", "x.1"]), unique=True, min_size=1, max_size=2))
    conventions = tuple(
        Convention(
            code=code,
            name=draw(lines),
            indicators=tuple(
                indicators(f"{code}-0{rank}", tuple(codes), draw) for rank in range(draw(st.integers(1, 2)))
            ),
        )
        for code in codes
    )
    terms = draw(some(st.builds(Term, term=lines, expansion=lines, note=words)))
    start = draw(years)
    return Catalogue(
        title=draw(lines),
        baseline_year=draw(years),
        start=start,
        end=start + 5,
        conventions=conventions,
        glossary=terms,
    )


def _territory(code: str, draw: Callable[..., Any]) -> Territory:
    ids = draw(st.lists(st.sampled_from(["goutte-d-or", "QN07511M", "1", "2.0"]), unique=True, max_size=2))
    quartiers = tuple(Quartier(id=each, **{key: draw(kind) for key, kind in quartier_texts.items()}) for each in ids)
    named = {quartier.name.strip().casefold(): quartier for quartier in quartiers}
    coded = {
        (quartier.official_code or f"sans code {quartier.id}").strip().casefold(): quartier
        for quartier in named.values()
    }
    return Territory(
        code=code,
        name=draw(lines),
        geography=draw(words),
        quartiers=tuple(coded.values()),
        geography_note=draw(words),
    )


options = st.builds(
    Options,
    thresholds=st.builds(Thresholds, tolerance=fractions),
    rules=st.builds(RuleSettings, strong_change=fractions, small_count=st.integers(0, 50)),
    limits=st.builds(Limits, rows=st.integers(1, 10**6)),
)


def _revisions(measures: Sequence[Measure]) -> st.SearchStrategy[Revision]:
    """Targets that fit the measure as it is; where the one that was drawn does not, it is kept as it was."""
    return st.sampled_from(measures).flatmap(
        lambda measure: st.builds(
            Revision,
            measure=st.just(measure.code),
            since=years,
            target=targets(measure.kind).map(lambda target: target if _fits(measure, target) else Maintain()),
            wording=words,
            act=words,
        )
    )


def _fits(measure: Measure, target: Target) -> bool:
    aimed = replace(measure, target=target)
    return _coherent(aimed) == aimed


def _local_aims(kind_by_measure: dict[str, Kind], territories: Sequence[str]) -> st.SearchStrategy[LocalAim]:
    """Targets that no start and no direction contradict."""
    return st.sampled_from(sorted(kind_by_measure)).flatmap(
        lambda code: st.builds(
            LocalAim,
            territory=st.sampled_from(territories),
            measure=st.just(code),
            start=optional(fractions),
            start_year=optional(years),
            start_perimeter=optional(st.sampled_from(Perimeter)),
            baseline_text=words,
            target=st.sampled_from((Maintain(), Qualitative(), Undefined())),
            target_text=words,
        )
    )


@st.composite
def campaigns(draw: Callable[..., Any]) -> Campaign:
    catalogue = draw(catalogues())
    territories = tuple(_territory(code, draw) for code in draw(st.sampled_from([["PARIS"], ["PARIS", "75"]])))
    kind_by_measure = {measure.code: measure.kind for measure in catalogue.measures}
    measure = st.sampled_from(sorted(kind_by_measure))
    territory = st.sampled_from(territories)
    respondents = tuple(
        Respondent(
            code=convention.code,
            name=draw(lines),
            territory=draw(territory).code,
            conventions=(convention.code,),
            contacts=draw(some(contacts, smallest=1)),
        )
        for convention in catalogue.conventions
    )
    waivers = st.builds(
        Waiver,
        reason=lines,
        decided_on=days,
        respondent=st.sampled_from([each.code for each in respondents]),
        measure=optional(measure),
        code=optional(st.sampled_from(Code)),
    )
    history = st.builds(
        PastResult,
        year=st.integers(1990, 2009),
        territory=territory.map(lambda each: each.code),
        measure=measure,
        respondent=optional(st.sampled_from([each.code for each in respondents])),
        value=optional(figures),
        text=words,
        territory_value=optional(figures),
        situation=optional(st.sampled_from(Situation)),
        perimeter=optional(st.sampled_from(Perimeter)),
        geography=words,
    )
    deadline = draw(optional(days))
    successions = st.builds(
        Succession,
        territory=st.just(territories[0].code),
        geography=st.just("une autre carte"),
        continuity=st.just(Continuity.LEFT),
        former=st.sampled_from(["cite-basse", "QP075001"]),
        former_name=words,
        note=words,
    )
    return Campaign(
        code="paris-2015",
        title=draw(lines),
        year=draw(st.integers(2010, 2040)),
        catalogue=catalogue,
        territories=territories,
        respondents=respondents,
        coordinator=draw(contacts),
        language=draw(st.sampled_from(["fr", "en"])),
        deadline=deadline,
        closing=draw(st.one_of(st.none(), st.just(deadline))),
        asks_date=draw(st.booleans()),
        asks_method=draw(st.booleans()),
        waivers=draw(some(waivers)),
        choices=draw(
            some(st.builds(Choice, measure=measure, question=lines, decision=words, decided_on=optional(days))),
        ),
        revisions=draw(some(_revisions(tuple(catalogue.measures)), largest=1)),
        local_aims=draw(some(_local_aims(kind_by_measure, [one.code for one in territories]), largest=1)),
        history=draw(some(history, largest=1)),
        successions=draw(some(successions, largest=1)),
        options=draw(options),
    )
