"""A campaign proposed from tables: conventions from the themes, respondents from the pilots, every measure to be confirmed."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qpv_xlsx.domain.contract.campaign import Campaign, Contact, PastResult, Respondent
from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention, Indicator
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.findings import Fact
from qpv_xlsx.domain.official.asking import Ask, AskedOfMeasure
from qpv_xlsx.domain.official.cell_readings import Around, baselines_in
from qpv_xlsx.domain.official.coding import code_of
from qpv_xlsx.domain.official.entries import TableEntry, UnderstoodPage
from qpv_xlsx.domain.official.indicator_words import kind_in_unit, kind_in_words
from qpv_xlsx.domain.official.lexicon import TableRole
from qpv_xlsx.domain.official.measuring import measures_of
from qpv_xlsx.domain.official.rows import Fate
from qpv_xlsx.domain.official.same_actors import alike, same_facts
from qpv_xlsx.domain.wording import bare_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedCampaign:
    """A campaign proposed, and the questions that its rows leave open."""

    campaign: Campaign
    questions: tuple[AskedOfMeasure, ...]
    codes: Mapping[str, str]  # of indicators, by the place of their row


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the caller says of the campaign to be made. *places*: names of the whole territory."""

    code: str
    title: str
    year: int
    territory: Territory
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """An entry with its convention's name."""

    entry: TableEntry
    theme: str


def draft(pages: Sequence[UnderstoodPage], wanted: Wanted) -> ProposedCampaign:
    """The campaign that *pages* propose."""
    placed = tuple(_placed(pages, wanted.title))
    conventions, questions, history = _conventions(placed, wanted)
    respondents, conventions, unknown = _respondents(placed, conventions, wanted)
    start, end = _period(pages, wanted.title)
    campaign = Campaign(
        code=wanted.code,
        title=wanted.title,
        year=wanted.year,
        catalogue=Catalogue(
            title=wanted.title,
            baseline_year=_baseline_year(placed, conventions),
            start=start,
            end=end,
            conventions=conventions,
        ),
        territories=(wanted.territory,),
        respondents=respondents,
        coordinator=Contact(name="", email=""),
        history=history,
    )
    codes = {one.entry.place: indicator.code for one, indicator in _matched(placed, conventions)}
    return ProposedCampaign(campaign=campaign, questions=(*questions, *unknown), codes=codes)


_SHEET = re.compile(r"(?:feuil(?:le)?|sheet|tableau|table|tabelle)? ?\d*")


def _placed(pages: Sequence[UnderstoodPage], title: str) -> Iterator[_Placed]:
    """Entries with their themes: the row's, else the sheet's name, else the words above the table, else the document's."""
    with_entries = [page for page in pages if page.entries]
    several = len({_page_theme(page) for page in with_entries}) > 1
    for page in with_entries:
        own = _page_theme(page) if several or not title else ""
        for entry in page.entries:
            yield _Placed(entry=entry, theme=" ".join((entry.theme or own or title).split()))


def _page_theme(page: UnderstoodPage) -> str:
    name = page.page.name
    return page.page.title if _SHEET.fullmatch(bare_words(name)) else name


def _conventions(
    placed: Sequence[_Placed], wanted: Wanted
) -> tuple[tuple[Convention, ...], tuple[AskedOfMeasure, ...], tuple[PastResult, ...]]:
    names = {bare_words(one.theme): one.theme for one in reversed(placed)}
    conventions: list[Convention] = []
    questions: list[AskedOfMeasure] = []
    history: list[PastResult] = []
    for key in dict.fromkeys(bare_words(one.theme) for one in placed):
        code = code_of(names[key], [convention.code for convention in conventions])
        indicators = []
        for rank, entry in enumerate((one.entry for one in placed if bare_words(one.theme) == key), start=1):
            indicator, asked, past = _indicator(entry, f"{code}-{rank:02d}", wanted)
            indicators.append(indicator)
            questions += asked
            history += past
        conventions.append(Convention(code=code, name=names[key], indicators=tuple(indicators)))
    return tuple(conventions), tuple(questions), tuple(history)


def _indicator(
    entry: TableEntry, code: str, wanted: Wanted
) -> tuple[Indicator, tuple[AskedOfMeasure, ...], tuple[PastResult, ...]]:
    measures, questions = measures_of(entry, code, wanted.places)
    indicator = Indicator(
        code=code,
        strategic_objective=entry.strategic,
        operational_objective=entry.operational,
        national_target=entry.national,
        wording=entry.wording,
        baseline_text=entry.baseline.text,
        local_target=entry.target.text,
        measures=measures,
    )
    return indicator, questions, tuple(_history(entry, measures, wanted))


def _history(entry: TableEntry, measures: Sequence[Measure], wanted: Wanted) -> Iterator[PastResult]:
    """Older figures, each a past result where the indicator is one measure; in words where it is several."""
    around = Around(
        kind=kind_in_unit(entry.unit, entry.wording) or kind_in_words(entry.wording),
        indicator=entry.wording,
        unit=entry.unit,
        year=None,
        places=wanted.places,
        is_english=entry.is_english,
    )
    for result in entry.results:
        if result.year is None or result.year >= wanted.year:
            continue
        found = baselines_in(result.text, replace(around, year=result.year)) if len(measures) == 1 else ()
        is_sure = len(found) == 1 and not found[0].asks
        yield PastResult(
            year=result.year,
            territory=wanted.territory.code,
            measure=measures[0].code,
            value=found[0].proposal.baseline.value if is_sure and measures[0].kind.is_number else None,
            text=result.text,
            perimeter=found[0].proposal.baseline.perimeter if is_sure else None,
        )


def _respondents(
    placed: Sequence[_Placed], conventions: Sequence[Convention], wanted: Wanted
) -> tuple[tuple[Respondent, ...], tuple[Convention, ...], tuple[AskedOfMeasure, ...]]:
    """One per pilot, asked for its own rows only; a convention without any pilot answers for itself."""
    pilots = {indicator.code: one.entry.pilots for one, indicator in _matched(placed, conventions)}
    codes = _pilot_codes(pilots)
    respondents = [
        _respondent(code, name, _led(conventions, pilots, key), wanted) for key, (code, name) in codes.items()
    ]
    led = {code for one in respondents for code in one.conventions}
    for convention in conventions:
        if convention.code not in led:
            code = code_of(convention.name, [one.code for one in respondents])
            respondents.append(_respondent(code, convention.name, (convention.code,), wanted))
    own = tuple(_answered(convention, pilots, codes) for convention in conventions)
    asks = (*_asks(conventions, pilots), *_asks_of_names(conventions, pilots, codes)) if codes else ()
    return tuple(respondents), own, asks


def _matched(placed: Sequence[_Placed], conventions: Sequence[Convention]) -> Iterator[tuple[_Placed, Indicator]]:
    for convention in conventions:
        own = [one for one in placed if bare_words(one.theme) == bare_words(convention.name)]
        yield from zip(own, convention.indicators, strict=True)


def _pilot_codes(pilots: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, str]]:
    """Code and name of each pilot, by its name without case; the first way of writing it counts."""
    found: dict[str, tuple[str, str]] = {}
    for name in (name for names in pilots.values() for name in names):
        if name.casefold() not in found:
            found[name.casefold()] = code_of(name, [code for code, _ in found.values()]), name
    return found


def _led(conventions: Sequence[Convention], pilots: Mapping[str, tuple[str, ...]], key: str) -> tuple[str, ...]:
    """Codes of the conventions in which a pilot has a row."""
    return tuple(
        convention.code
        for convention in conventions
        if any(key in _keys(pilots[indicator.code]) for indicator in convention.indicators)
    )


def _keys(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _respondent(code: str, name: str, conventions: tuple[str, ...], wanted: Wanted) -> Respondent:
    return Respondent(code=code, name=name, territory=wanted.territory.code, conventions=conventions)


def _answered(
    convention: Convention, pilots: Mapping[str, tuple[str, ...]], codes: Mapping[str, tuple[str, str]]
) -> Convention:
    """*convention* with each measure asked of its own pilots; of all where they are all its pilots, or none is told."""
    everybody = frozenset(key for indicator in convention.indicators for key in _keys(pilots[indicator.code]))
    return replace(
        convention,
        indicators=tuple(
            indicator
            if _keys(pilots[indicator.code]) in {everybody, frozenset()}
            else replace(
                indicator,
                measures=tuple(
                    replace(one, respondents=tuple(codes[name.casefold()][0] for name in pilots[indicator.code]))
                    for one in indicator.measures
                ),
            )
            for indicator in convention.indicators
        ),
    )


def _asks(conventions: Sequence[Convention], pilots: Mapping[str, tuple[str, ...]]) -> Iterator[AskedOfMeasure]:
    """Rows without a pilot in a table that has pilots, and rows of several."""
    for convention in conventions:
        for indicator in convention.indicators:
            names = pilots[indicator.code]
            facts: dict[str, Fact] = {"indicator": indicator.measures[0].label, "names": ", ".join(names)}
            if not names:
                yield AskedOfMeasure(measure=indicator.measures[0].code, ask=Ask.WHO, facts=facts)
            elif len(names) > 1:
                yield AskedOfMeasure(measure=indicator.measures[0].code, ask=Ask.COMBINATION, facts=facts)


def _asks_of_names(
    conventions: Sequence[Convention], pilots: Mapping[str, tuple[str, ...]], codes: Mapping[str, tuple[str, str]]
) -> Iterator[AskedOfMeasure]:
    """Two names that one administration may have, on the first row of the second: nothing is merged in silence."""
    indicators = [indicator for convention in conventions for indicator in convention.indicators]
    for name, other in alike([name for _, name in codes.values()]):
        first = next(one for one in indicators if other.casefold() in _keys(pilots[one.code]))
        facts = same_facts(*(codes[one.casefold()] for one in (name, other)))
        yield AskedOfMeasure(measure=first.measures[0].code, ask=Ask.SAME, facts=facts)


def _baseline_year(placed: Sequence[_Placed], conventions: Sequence[Convention]) -> int | None:
    """The year of the starting point: the header's, else the one most told by the cells."""
    headers = Counter(one.entry.baseline.year for one in placed if one.entry.baseline.year)
    if headers:
        return max(headers, key=lambda year: (headers[year], year))
    measures = (
        measure for convention in conventions for indicator in convention.indicators for measure in indicator.measures
    )
    told = Counter(measure.baseline.year for measure in measures if measure.baseline.year)
    return max(told, key=lambda year: (told[year], year), default=None)


_SPAN = re.compile(r"\b((?:19|20)\d\d)\s*(?:[-–/]|à|to)\s*((?:19|20)\d\d)\b")
_HORIZON = re.compile(r"\b(?:quartiers?|horizon|ambition) (20\d\d)\b", re.IGNORECASE)
_LONGEST = 20  # years of a contract


def _period(pages: Sequence[UnderstoodPage], title: str) -> tuple[int | None, int | None]:
    """First and last year of the contract, as the title or the target's header say them."""
    targets = [
        column for page in pages if page.header for column in page.header.columns if column.role is TableRole.TARGET
    ]
    above = [row.line.text(row.line.filled[0]) for page in pages for row in page.rows if row.fate is Fate.ABOVE]
    words = [title, *(column.words for column in targets), *(page.page.title for page in pages), *above]
    for text in words:
        span = _SPAN.search(text)
        if span and 0 < int(span[2]) - int(span[1]) <= _LONGEST:
            return int(span[1]), int(span[2])
    years = [year for column in targets if column.heading for year in column.heading.years]
    horizon = next((int(found[1]) for found in map(_HORIZON.search, words) if found), None)
    return None, max(years, default=None) or horizon
