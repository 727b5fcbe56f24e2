"""Cells that the years before and the coordinator say, beside those of this year's answer."""

from collections.abc import Iterable, Mapping

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.deciding.notes import CommitteeNotes
from qpv_xlsx.domain.judging.past_statuses import past_statuses
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.pen import Content


def past_status_words(campaign: Campaign, measure: Measure, results: Iterable[PastResult], language: str) -> Content:
    """« 2016 : En retard ; 2017 : En bonne voie »; None: no former year can be judged."""
    said = (
        phrase(language, "master_past_status", year=str(year), status=label(language, "attainment", status))
        for year, status in past_statuses(campaign, measure, results)
    )
    return " ; ".join(said) or None


def note_cells(notes: Mapping[str, CommitteeNotes], measure: str) -> dict[str, Content]:
    """The lead's appreciation and the comment for the committee, as they were written."""
    told = notes.get(measure, CommitteeNotes())
    return {"appraisal": told.appraisal or None, "committee_comment": told.comment or None}
