"""The report's table of what the coordinator decided in the place of a return: what, who, when and why."""

from collections.abc import Iterator

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.judging.assessing import account_of
from qpv_xlsx.domain.merging.ledger import Entry, Ledger
from qpv_xlsx.export.report.cells import CellMaker, Shown, SortableTable
from qpv_xlsx.messages.closed_words import worded
from qpv_xlsx.messages.provenance import provenance
from qpv_xlsx.messages.wordbook import label, phrase

_COLUMNS = ("code", "measure", "respondent", "fact_quartier", "fact_field", "latest", "decided_origin")
_IN_ITS_UNIT = frozenset({Field.VALUE, Field.TERRITORY_VALUE})


def decided_table(campaign: Campaign, ledger: Ledger, language: str) -> SortableTable | None:
    """One row per decided answer; None where there is none."""
    teller = _DecidedTeller(campaign, ledger, language)
    rows = tuple(row for respondent in campaign.respondents for row in teller.rows(respondent))
    if not rows:
        return None
    return SortableTable(
        key="decided",
        title=phrase(language, "report_decided_title"),
        headers=tuple(label(language, "master_columns", key) for key in _COLUMNS),
        rows=rows,
        figures=frozenset({_COLUMNS.index("latest")}),
    )


class _DecidedTeller:
    """Holds what codes are called."""

    def __init__(self, campaign: Campaign, ledger: Ledger, language: str) -> None:
        self._ledger, self._language, self._cells = ledger, language, CellMaker(language)
        self._measures = campaign.catalogue.measure_by_code
        self._quartiers = {one.id: one.name for place in campaign.territories for one in place.quartiers}

    def rows(self, respondent: Respondent) -> Iterator[tuple[Shown, ...]]:
        for entry in account_of(self._ledger, respondent.code).entries.values():
            if entry.replacing is not None and entry.answer.question.measure in self._measures:
                yield self._row(respondent, entry)

    def _row(self, respondent: Respondent, entry: Entry) -> tuple[Shown, ...]:
        asked = entry.answer.question
        return (
            Shown(text=asked.measure),
            Shown(text=self._measures[asked.measure].label),
            Shown(text=respondent.name),
            Shown(text=self._quartiers.get(asked.quartier, "")),
            Shown(text=label(self._language, "fields", asked.field)),
            self._answer(entry),
            Shown(text=provenance(entry, self._language)),
        )

    def _answer(self, entry: Entry) -> Shown:
        asked, value = entry.answer.question, entry.answer.value
        kind = self._measures[asked.measure].kind
        if isinstance(value, str):
            return Shown(text=worded(value, asked.field, kind, self._language))
        return self._cells.figure(value, kind if asked.field in _IN_ITS_UNIT else Kind.COUNT)
