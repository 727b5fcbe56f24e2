"""What waits for a decision, in a sentence each."""

from collections.abc import Iterator, Sequence

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.deciding.notes import CommitteeNotes
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


def committee_words(notes: CommitteeNotes | None, language: str) -> str:
    """What the committee is told of a measure besides its figures; empty: nothing."""
    if notes is None or not (notes.appraisal or notes.comment):
        return ""
    words = (
        [phrase(language, "committee_appraisal", words=" ".join(notes.appraisal.split()).rstrip("."))]
        if notes.appraisal
        else []
    )
    words += [phrase(language, "committee_comment", words=" ".join(notes.comment.split()))] if notes.comment else []
    return " ".join(words)
