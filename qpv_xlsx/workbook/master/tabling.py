"""The lines of a table of measures, in order."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, Respondent
from qpv_xlsx.domain.contract.pasts import own_past
from qpv_xlsx.domain.contract.several import groups_of, wholes_of
from qpv_xlsx.domain.judging.assessing import account_of, errors_by_measure, missing_by_measure
from qpv_xlsx.domain.judging.assessment import MeasureAssessment
from qpv_xlsx.domain.judging.indicators import IndicatorAssessment
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.workbook.master.counted_codes import counted, entry_beginning
from qpv_xlsx.workbook.master.measure_lines import MeasureLine
from qpv_xlsx.workbook.master.rows import (
    IndicatorRow,
    MeasureRow,
    Sources,
    TableRow,
    official_cells,
    question_cells,
)


def table_rows(sources: Sources) -> Iterator[TableRow]:
    """Every row of « Indicateurs », by territory and in the order of the official table."""
    campaign = sources.campaign
    teller = _Teller(sources)
    indicators = sources.indicators
    groups: defaultdict[tuple[str, str], list[MeasureAssessment]] = defaultdict(list)
    for found in sources.assessment.rows.values():
        groups[found.territory, found.measure].append(found)
    for territory in campaign.territories:
        for indicator in campaign.catalogue.indicators:
            rows = [row for measure in indicator.measures for row in groups[territory.code, measure.code]]
            if len(rows) > 1:
                yield teller.indicator_row(indicators[territory.code, indicator.code], rows)
            yield from (teller.measure_row(row, is_alone=len(rows) == 1) for row in rows)


class _Teller:
    """Makes rows; remembers what they share."""

    def __init__(self, sources: Sources) -> None:
        campaign = sources.campaign
        self._sources = sources
        self._lineage = campaign.catalogue.lineage_by_measure
        self._territories = {territory.code: territory.name for territory in campaign.territories}
        groups = groups_of(campaign)
        everybody = (*campaign.respondents, *wholes_of(campaign, groups))
        self._respondents = {respondent.code: respondent for respondent in everybody}
        self._shared = frozenset(groups)
        self._past = {one.code: _past_of(campaign, one) for one in everybody}
        self._notes = sources.notes
        accounts = {code: account_of(sources.ledger, code) for code in self._respondents}
        self._accounts = accounts
        self._errors = {code: errors_by_measure(account) for code, account in accounts.items()}
        self._missing = {code: missing_by_measure(account) for code, account in accounts.items()}

    def measure_row(self, found: MeasureAssessment, *, is_alone: bool) -> MeasureRow:
        code = found.respondent
        return MeasureLine(
            sources=self._sources,
            respondent=self._respondents[code],
            territory=self._territories.get(found.territory, found.territory),
            account=self._accounts[code],
            lineage=self._lineage[found.measure],
            past=self._past[code],
            notes=self._notes,
            errors=self._errors[code][found.measure],
            missing=self._missing[code][found.measure],
            is_alone=is_alone,
            is_shared=(found.territory, found.measure) in self._shared,
        ).row()

    def indicator_row(self, found: IndicatorAssessment, rows: Sequence[MeasureAssessment]) -> IndicatorRow:
        lineage = self._lineage[rows[0].measure]
        convention, indicator, _ = lineage
        language = self._sources.language
        return IndicatorRow(
            territory=found.territory,
            convention=convention.code,
            cells={
                **official_cells(self._sources, lineage, indicator.measures, found.territory),
                "code": indicator.code,
                "territory": self._territories.get(found.territory, found.territory),
                "measure": _composition(rows, language),
                "attainment": label(language, "attainment", found.attainment),
                "reason": label(language, "reasons", found.reason) if found.reason else None,
                **question_cells(found.questions, language, is_reserved=found.is_reserved),
                "territory_code": counted(found.territory),
                "convention_code": counted(convention.code),
                "indicator_code": counted(indicator.code),
                "has_target": int(found.has_target),
                "is_known": int(found.is_known),
                "is_indicator": int(found.is_asked),
                "entry": entry_beginning(indicator.code, found.territory),
            },
        )


def _composition(rows: Sequence[MeasureAssessment], language: str) -> str:
    """« Indicateur : 2 mesures »; one measure may have a line for each of several administrations."""
    count = len({row.measure for row in rows})
    return phrase(language, "master_indicator_shared" if count == 1 else "master_indicator", count=count)


def _past_of(campaign: Campaign, respondent: Respondent) -> Mapping[tuple[str, str, int], PastResult]:
    """Former results by (territory, measure, year): those that are the respondent's, or the territory's whole's."""
    return {
        (past.territory, past.measure, past.year): past
        for past in own_past(campaign, respondent)
        if past.quartier is None
    }
