"""What waits for a decision, in a sentence each."""

from collections.abc import Iterator, Sequence

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.judging.matters import Matter
from qpv_xlsx.messages.wordbook import phrase

_MOST_CODES = 6


def told(campaign: Campaign, found: Sequence[Matter], language: str) -> tuple[str, ...]:
    """A sentence for each of *found*."""
    return tuple(_sentences(campaign, found, language))


def _sentences(campaign: Campaign, found: Sequence[Matter], language: str) -> Iterator[str]:
    names = {respondent.code: respondent.name for respondent in campaign.respondents}
    for one in found:
        codes = ", ".join(one.measures[:_MOST_CODES]) + (", …" if len(one.measures) > _MOST_CODES else "")
        yield phrase(
            language,
            f"master_matter_{one.subject}",
            name=names.get(one.respondent, one.respondent),
            measures=codes or phrase(language, "matter_all_measures"),
            count=len(one.measures),
            question=one.question,
        )
