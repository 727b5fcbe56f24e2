"""What the locked cells of a row say: the official table's words, past results, what the measure asks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, Respondent, measures_of, territory_of
from qpv_xlsx.domain.contract.catalogue import Indicator
from qpv_xlsx.domain.contract.continuing import Antecedent, antecedent, covering, geography_of
from qpv_xlsx.domain.contract.coverage import is_other_map, shown_perimeter
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.pasts import own_past
from qpv_xlsx.domain.contract.questions import UNSURE
from qpv_xlsx.domain.contract.remembering import remembered
from qpv_xlsx.domain.contract.successions import Continuity
from qpv_xlsx.domain.wording import first_line
from qpv_xlsx.messages.local_words import start_there, target_there
from qpv_xlsx.messages.past_words import past_words
from qpv_xlsx.messages.wordbook import LANGUAGES, fill, label
from qpv_xlsx.workbook.by_quartier import Layouts, layouts_of, quartier_layout
from qpv_xlsx.workbook.layout import Column, Layout, Role

_LOCKED = frozenset({Role.CODE, Role.OFFICIAL, Role.PAST})


def official_texts(campaign: Campaign, respondent: Respondent, language: str) -> Mapping[tuple[str, str], str]:
    """Text of each locked cell of « Indicateurs », and of past figures on « Par quartier », by (measure code, column key)."""
    return _texts(campaign, respondent, layouts_of(campaign, respondent), language)


@remembered
def locked_words(
    campaign: Campaign, respondent: Respondent, layouts: Layouts
) -> Mapping[tuple[str, str], frozenset[str]]:
    """What each of these cells may say, in one language or another, compared as people mean it."""
    seen = (campaign, as_first_given(campaign)) if campaign.history else (campaign,)
    first, *others = (_texts(one, respondent, layouts, language) for one in seen for language in LANGUAGES)
    return {where: _as_meant(text, *(other[where] for other in others)) for where, text in first.items()}


@lru_cache(maxsize=10_000)  # the official table's words come back in every return
def _as_meant(*texts: str) -> frozenset[str]:
    return frozenset(map(first_line, texts))


def as_first_given(campaign: Campaign) -> Campaign:
    """*campaign* with past results as a form that left before they were revised, or by an earlier version, shows them."""
    return replace(
        campaign,
        history=tuple(
            replace(
                past,
                value=past.value_before if past.is_revised else past.value,
                situation=None if past.situation in UNSURE else past.situation,
                revised_on=None,
            )
            for past in campaign.history
        ),
    )


def _texts(
    campaign: Campaign, respondent: Respondent, layouts: Layouts, language: str
) -> Mapping[tuple[str, str], str]:
    lineage = campaign.catalogue.lineage_by_measure
    columns = [column for column in layouts.indicators.known if column.role in _LOCKED]
    return _past_by_quartier(campaign, respondent, layouts.quartiers, language) | {
        (measure.code, column.key): official_text(
            campaign, respondent, lineage[measure.code].indicator, measure, column, language
        )
        for measure in measures_of(campaign, respondent)
        for column in columns
    }


def official_text(
    campaign: Campaign,
    respondent: Respondent,
    indicator: Indicator,
    measure: Measure,
    column: Column,
    language: str,
) -> str:
    """Text of one locked cell; empty where the official table is blank."""
    match column.key:
        case "code":
            return measure.code
        case "measure":
            return measure_text(measure, language)
        case "indicator" | "strategic_objective" | "operational_objective" | "national_target":
            return str(getattr(indicator, "wording" if column.key == "indicator" else column.key))
        case "local_target":
            return target_there(campaign, indicator, measure, respondent.territory, language)
    year = int(column.facts["year"])
    if year != campaign.catalogue.baseline_year:
        return _past_text(campaign, respondent, measure, year, language)
    return start_there(campaign, indicator, measure, respondent.territory, language)


def measure_text(measure: Measure, language: str) -> str:
    """What is asked: the label first, and under it in what it is counted and on what perimeter, in short."""
    brief = measure_brief(measure, language)
    return f"{measure.label}\n{brief}" if brief else measure.label


def measure_brief(measure: Measure, language: str) -> str:
    """« % · QPV »; empty where the answer is words."""
    if not measure.kind.is_number:
        return measure.unit
    parts = (measure.unit, label(language, "perimeters", measure.perimeter))
    return " · ".join(part for part in parts if part)


def about_text(measure: Measure, language: str, past: Sequence[PastResult] = ()) -> str:
    """What helps to answer: unit and perimeter in words, who holds the figure, notes; a subject per line.

    *past*: the results that the respondent finds beside; what was not final there is asked.
    """
    return "\n".join((*_about_lines(measure, language), *_unsure_lines(measure, language, past)))


def _unsure_lines(measure: Measure, language: str, past: Sequence[PastResult]) -> Iterator[str]:
    """The latest year of *measure*, where its figure was given as provisional or estimated."""
    own = [one for one in past if one.measure == measure.code and one.quartier is None]
    latest = max(own, key=lambda one: one.year, default=None)
    if latest is not None and latest.situation in UNSURE and (latest.value is not None or latest.text):
        words = past_words(latest, measure.kind, language, measure.perimeter)
        yield _said(language, "past_unsure", year=str(latest.year), words=words)


def _about_lines(measure: Measure, language: str) -> Iterator[str]:
    if asked := " – ".join(_asked(measure, language)):
        yield asked
    if measure.supplier:
        yield _said(language, "supplier", supplier=measure.supplier)
    if measure.notes:
        yield _said(language, "note", note=" ".join(measure.notes))


def _asked(measure: Measure, language: str) -> Iterator[str]:
    """What the figure is counted in, and what it should cover."""
    if measure.unit:
        yield _said(language, "unit", unit=measure.unit)
    if measure.kind.is_number:
        yield _said(language, "expected_perimeter", perimeter=label(language, "perimeters", measure.perimeter))


@lru_cache(maxsize=10_000)  # units and perimeters come back in every row of every return
def _said(language: str, key: str, **facts: str) -> str:
    return fill(label(language, "collection", key), facts, language)


def _past_text(campaign: Campaign, respondent: Respondent, measure: Measure, year: int, language: str) -> str:
    found = (
        past_words(_with_its_map(campaign, past, measure), measure.kind, language, measure.perimeter)
        for past in own_past(campaign, respondent, measure.code)
        if past.year == year and past.quartier is None
    )
    return next(found, "")


def _with_its_map(campaign: Campaign, past: PastResult, measure: Measure) -> PastResult:
    """*past*, saying « QPV 2015 » where the QPV of which it is asked now are those of another map."""
    then = covering(campaign, past.territory, past.perimeter or measure.perimeter, past.year, past.geography)
    there = geography_of(campaign, past.territory)
    now = covering(campaign, past.territory, measure.perimeter, campaign.year, there)
    return replace(past, perimeter=shown_perimeter(then)) if is_other_map(then, now) else past


def past_by_quartier(campaign: Campaign, respondent: Respondent, language: str) -> dict[tuple[str, str], str]:
    """Text of each past figure on « Par quartier », by (measure code, column key); empty where there is none."""
    return _past_by_quartier(campaign, respondent, quartier_layout(campaign, respondent), language)


def _past_by_quartier(
    campaign: Campaign, respondent: Respondent, layout: Layout, language: str
) -> dict[tuple[str, str], str]:
    columns = [column for column in layout.known if column.role is Role.PAST]
    if not columns:
        return {}
    territory = territory_of(campaign, respondent)
    known: dict[tuple[object, ...], list[PastResult]] = {}
    for past in own_past(campaign, respondent):
        if past.quartier:
            known.setdefault((past.year, past.measure), []).append(past)

    def words(measure: Measure, column: Column) -> str:
        results = known.get((column.facts["year"], measure.code), [])
        found = antecedent(campaign, territory, column.quartier, results)
        return antecedent_words(found, measure, language) if found else ""

    return {
        (measure.code, column.key): words(measure, column)
        for measure in measures_of(campaign, respondent)
        if measure.by_quartier
        for column in columns
    }


def antecedent_words(found: Antecedent, measure: Measure, language: str) -> str:
    """« 12 » where the series goes on; « 12 (modifié) », « 12 + 8 (fusionné) », « entré », « 12 (autre carte) » where it breaks."""
    said = " + ".join(
        filter(None, (past_words(one, measure.kind, language, measure.perimeter) for one in found.results))
    )
    if found.goes_on:
        return said
    word = (
        label(language, "continuities", found.continuity)
        if found.continuity
        else label(language, "collection", "other_map")
    )
    if said:
        return f"{said} ({word.lower()})"
    return word.lower() if found.continuity is Continuity.ENTERED else ""
