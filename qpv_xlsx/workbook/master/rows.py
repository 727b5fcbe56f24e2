"""What a table of measures is made of: a line per measure of a respondent, and one per indicator of several measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.catalogue import Lineage
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.deciding.notes import CommitteeNotes, notes_by_measure
from qpv_xlsx.domain.judging.assessment import Assessment, MeasureAssessment
from qpv_xlsx.domain.judging.indicators import IndicatorAssessment, assess_indicators
from qpv_xlsx.domain.judging.since_last import Changes
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.messages.closed_words import worded
from qpv_xlsx.messages.local_words import texts_there
from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.spreadsheet.pen import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """One line. *cells*: constants, and the results of the columns that are formulas, by column key.

    *territory*, *convention*: codes. An absent key is an empty cell.
    *line_from*: key of the first column of the line of years that is on today's perimeter; empty: no line to draw.
    *revised*: keys of columns whose figure was corrected after its year.
    *decimals*, *pace_decimals*: those with which no figure looks like what it is judged against; None: the usual ones.
    """

    territory: str
    convention: str
    kind: Kind
    assessment: MeasureAssessment
    cells: Mapping[str, Content]
    line_from: str
    revised: frozenset[str] = frozenset()
    decimals: int | None = None
    pace_decimals: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """The line of an indicator of several measures, above theirs."""

    territory: str
    convention: str
    cells: Mapping[str, Content]


TableRow = MeasureRow | IndicatorRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What rows are made of. *changes*: since the last time; None: there was none, or it is not told.

    *facts*: the long table in its words, where somebody has made it already.
    """

    campaign: Campaign
    ledger: Ledger
    assessment: Assessment
    language: str
    changes: Changes | None = None
    facts: Sequence[LongRow] | None = None

    @property
    def notes(self) -> Mapping[str, CommitteeNotes]:
        """What the coordinator wrote of measures for the committee, by code; those that were emptied left out."""
        told = notes_by_measure(self.ledger.decisions)
        return {code: one for code, one in told.items() if one.appraisal or one.comment}

    @property
    def indicators(self) -> Mapping[tuple[str, str], IndicatorAssessment]:
        """The assessment of each indicator, by (territory, indicator)."""
        return assess_indicators(self.campaign.catalogue, self.assessment)


def official_cells(
    sources: Sources, lineage: Lineage, measures: Sequence[Measure], territory: str
) -> dict[str, Content]:
    """The texts of the official table; of the start and the target of *measures*, the territory's own where it has them."""
    convention, indicator, _ = lineage
    start, target = texts_there(sources.campaign, indicator, measures, territory, sources.language)
    return {
        "convention": convention.name,
        "strategic_objective": indicator.strategic_objective,
        "operational_objective": indicator.operational_objective,
        "national_target": indicator.national_target,
        "indicator": indicator.wording,
        "baseline_text": start,
        "local_target": target,
    }


def question_cells(questions: Sequence[str], language: str, *, is_reserved: bool) -> dict[str, Content]:
    """Number and text of the open questions, and whether a status rests on them."""
    return {
        "questions": len(questions) or None,
        "question_text": "\n".join(questions) or None,
        "reserve": phrase(language, "master_sous_reserve") if is_reserved else None,
    }


def against_territory(kind: Kind) -> str:
    """How a result is set against the whole territory's: « gap » in points, « difference », or « share » of a whole."""
    if kind.adds_up:
        return "share"
    return "gap" if kind.is_fraction else "difference"


def row_key(respondent: str, measure: str) -> str:
    """What names a row among all: « DIRECCTE | EMP-01 »."""
    return f"{respondent} | {measure}"


def shown(value: float | str | None, kind: Kind, language: str) -> Content:
    """An answer as its cell holds it: a milestone's state in words, the rest as it is."""
    return None if value is None else worded(value, Field.VALUE, kind, language)
