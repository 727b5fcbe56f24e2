"""What changed since the last consolidation, in a sentence each."""

from collections.abc import Iterator

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.judging.assessment import MeasureAssessment
from qpv_xlsx.domain.judging.since_last import Changes, MovedStatus
from qpv_xlsx.messages.numbers import seen_figure
from qpv_xlsx.messages.telling import telling_decimals
from qpv_xlsx.messages.wordbook import label, phrase

_SHOWN = 10  # statuses before the others are only counted


def change_sentences(campaign: Campaign, changes: Changes, language: str) -> tuple[str, ...]:
    """Counts first, then who answered, then each status that moved."""
    if changes.is_nothing:
        return (phrase(language, "change_none"),)
    return tuple(_sentences(campaign, changes, language))


def changes_title(changes: Changes, language: str) -> str:
    """« Ce qui a changé depuis la synthèse du 12/03/2026 »."""
    return phrase(language, "change_title", since=changes.since)


def _sentences(campaign: Campaign, changes: Changes, language: str) -> Iterator[str]:
    names = {respondent.code: respondent.name for respondent in campaign.respondents}
    yield phrase(language, "change_counts", returns=changes.returns, decisions=changes.decisions)
    if changes.answered:
        facts = {"count": len(changes.answered), "names": ", ".join(names[code] for code in changes.answered)}
        yield phrase(language, "change_answered", **facts)
    for one in changes.moved[:_SHOWN]:
        yield _moved(campaign, one, language)
    if len(changes.moved) > _SHOWN:
        yield phrase(language, "change_more", count=len(changes.moved) - _SHOWN)
    if changes.figures:
        yield phrase(language, "change_figures", count=changes.figures)


def _moved(campaign: Campaign, one: MovedStatus, language: str) -> str:
    measure = campaign.catalogue.measure_by_code[one.present.measure]
    return phrase(
        language,
        "change_status",
        code=measure.code,
        measure=measure.label,
        former=_state(one.former, measure.kind, language),
        present=_state(one.present, measure.kind, language),
    )


def _state(row: MeasureAssessment, kind: Kind, language: str) -> str:
    """« En retard (17,3 %) »; the status alone where there is no figure."""
    status = label(language, "attainment", row.attainment)
    if not isinstance(row.value, int | float) or not kind.is_number:
        return status
    decimals = telling_decimals(kind, (row.value,), (row.target,))
    return f"{status} ({seen_figure(row.value, kind, language, decimals)})"
