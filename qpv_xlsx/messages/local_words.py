"""What the official table says of a measure's start and target, or the territory's own words where it has its own."""

from collections.abc import Sequence

from qpv_xlsx.domain.contract.campaign import Campaign, as_decided
from qpv_xlsx.domain.contract.catalogue import Indicator
from qpv_xlsx.domain.contract.local_aims import aim_of
from qpv_xlsx.domain.contract.measures import Baseline, Measure
from qpv_xlsx.messages.numbers import figure
from qpv_xlsx.messages.targets import target_words
from qpv_xlsx.messages.wordbook import label


def start_there(campaign: Campaign, indicator: Indicator, measure: Measure, territory: str, language: str) -> str:
    """The start of *measure* in *territory*: its own words, words made of its own figure, or the official table's."""
    aim = aim_of(campaign.local_aims, territory, measure.code)
    if aim is None or aim.baseline_text.strip():
        return aim.baseline_text if aim else indicator.baseline_text
    if aim.start is None and aim.start_year is None and aim.start_perimeter is None:
        return indicator.baseline_text
    return baseline_words(as_decided(campaign, measure, territory), language)


def target_there(campaign: Campaign, indicator: Indicator, measure: Measure, territory: str, language: str) -> str:
    """Its target there, likewise."""
    aim = aim_of(campaign.local_aims, territory, measure.code)
    if aim is None or aim.target is None:
        return indicator.local_target
    return aim.target_text if aim.target_text.strip() else target_words(aim.target, measure.kind, language)


def texts_there(
    campaign: Campaign, indicator: Indicator, measures: Sequence[Measure], territory: str, language: str
) -> tuple[str, str]:
    """Start and target of an indicator in *territory*: each measure that has its own on a line, named where there are several."""
    own = [one for one in measures if aim_of(campaign.local_aims, territory, one.code)]
    if not own:
        return indicator.baseline_text, indicator.local_target
    said = (
        dict.fromkeys(
            (f"{one.label}\u00a0: " if len(measures) > 1 else "") + words(campaign, indicator, one, territory, language)
            for one in own
        )
        for words in (start_there, target_there)
    )
    start, target = ("\n".join(lines) for lines in said)
    return start, target


def baseline_words(measure: Measure, language: str) -> str:
    """« 260 places (2024, QPV) »; empty where there is no figure."""
    start: Baseline = measure.baseline
    if start.value is None:
        return ""
    covered = label(language, "perimeters", start.perimeter) if start.perimeter else ""
    about = ", ".join(part for part in (str(start.year or ""), covered) if part)
    said = figure(start.value, measure.kind, language)
    unit = measure.unit if measure.kind.adds_up and not said.endswith(measure.unit) else ""
    return f"{said} {unit}".rstrip() + (f" ({about})" if about else "")
