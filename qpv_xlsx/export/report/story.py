"""What the report tells, in words and figures ready to be shown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from qpv_xlsx.domain.contract.campaign import Campaign, past_years
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.following.actions import state_of
from qpv_xlsx.domain.following.glances import glance_of
from qpv_xlsx.domain.judging.assessing import account_of, is_answering, is_received
from qpv_xlsx.domain.judging.assessment import Assessment, Attainment, MeasureAssessment
from qpv_xlsx.domain.judging.matters import matters
from qpv_xlsx.domain.judging.tallies import (
    REPORTING_ORDER,
    Tally,
    indicator_tally,
    respondent_reporting,
    rows_by_convention,
    tally,
)
from qpv_xlsx.domain.judging.trajectories import trajectories
from qpv_xlsx.domain.merging.ledger import Account, Held, Ledger, every_finding
from qpv_xlsx.export.report.bars import Bars, stacked
from qpv_xlsx.export.report.cells import CellMaker, Shown, SortableTable
from qpv_xlsx.export.report.decided_table import decided_table
from qpv_xlsx.export.report.judged import JudgedTables
from qpv_xlsx.export.report.measures_table import measures_table
from qpv_xlsx.export.report.paths import Caption, Path, drawn
from qpv_xlsx.export.report.years_table import years_table
from qpv_xlsx.messages.audience import lead_for
from qpv_xlsx.messages.key_figures import errors_and_warnings, key_figures, reached_of_known
from qpv_xlsx.messages.matter_words import told
from qpv_xlsx.messages.numbers import day
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.state_words import state_details
from qpv_xlsx.messages.telling import telling_decimals
from qpv_xlsx.messages.wordbook import label, phrase

_MOST_MATTERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The page's content, in order. *matters*: what waits for a decision; *more_matters* says that there are others. *changes*: since the last time; empty where nothing is said of it."""

    title: str
    lead: str
    tiles: tuple[tuple[str, str], ...]
    charts: tuple[Bars, ...]
    tables: tuple[SortableTable, ...]
    method: str
    paths: tuple[Path, ...] = ()
    matters: tuple[str, ...] = ()
    more_matters: str = ""
    changes_title: str = ""
    changes: tuple[str, ...] = ()


def tell(campaign: Campaign, ledger: Ledger, assessment: Assessment, *, language: str, created: datetime) -> Story:
    """Everything that the page shows."""
    teller = _Teller(campaign, ledger, assessment, language)
    waiting, more = teller.matters()
    return Story(
        title=phrase(language, "master_title", title=campaign.title, year=campaign.year),
        lead=teller.lead(created),
        tiles=tuple(teller.tiles()),
        charts=tuple(teller.charts()),
        tables=tuple(teller.tables()),
        method=phrase(language, "master_method"),
        paths=tuple(teller.paths()),
        matters=tuple(waiting),
        more_matters=phrase(language, "master_more_matters", count=more) if more else "",
    )


class _Teller:
    """Holds the campaign's results and what codes are called."""

    def __init__(self, campaign: Campaign, ledger: Ledger, assessment: Assessment, language: str) -> None:
        self.campaign, self.ledger, self.assessment, self.language = campaign, ledger, assessment, language
        self.cells = CellMaker(language)
        self.lineage, self.names = campaign.catalogue.lineage_by_measure, Names.of(campaign)
        self.territories = {territory.code: territory.name for territory in campaign.territories}
        self.has_several = len(campaign.territories) > 1
        self.whole = tally(assessment.rows.values())
        self.judged = JudgedTables(campaign, ledger, assessment, language)

    def lead(self, created: datetime) -> str:
        deadline = self.campaign.deadline
        said = day(deadline, self.language) if deadline else phrase(self.language, "master_no_deadline")
        rate = self.cells.rate(self.whole).text
        lead = phrase(self.language, "master_dashboard_lead", created=created, deadline=said, completeness=rate or "–")
        return lead_for(lead, self.language, is_public=self.ledger.is_public)

    def tiles(self) -> Iterator[tuple[str, str]]:
        counts, accounts = self.whole, [account_of(self.ledger, one.code) for one in self.campaign.respondents]
        severities = [held.found.severity for account in accounts for held in account.findings]
        figures = {
            **key_figures(counts, self.language, answering=sum(map(is_answering, accounts)), asked=len(accounts)),
            "completeness": self.cells.rate(counts).text or "–",
            "indicators": reached_of_known(indicator_tally(self.judged.indicators).headline, self.language),
            "findings": errors_and_warnings(
                severities.count(Severity.ERROR), severities.count(Severity.WARNING), self.language
            ),
        }
        for key in (
            "respondents",
            "completeness",
            "indicators",
            "reached",
            "known",
            "reserved",
            "attention",
            "findings",
        ):
            yield label(self.language, "master_tiles", key), figures[key]

    def matters(self) -> tuple[Sequence[str], int]:
        """What waits for a decision, as on the dashboard, and how many more there are."""
        found = matters(self.campaign, self.ledger, self.assessment)
        return told(self.campaign, found[:_MOST_MATTERS], self.language), len(found[_MOST_MATTERS:])

    def charts(self) -> Iterator[Bars]:
        names = {convention.code: convention.name for convention in self.campaign.catalogue.conventions}
        reported = {code: counts.reporting for code, counts in self._by_convention().items()}
        attained = {code: counts.attainment for code, counts in self.judged.by_convention().items()}
        for section, statuses, counted in (
            ("reporting", REPORTING_ORDER, reported),
            ("attainment", tuple(Attainment), attained),
        ):
            yield stacked(
                title=phrase(self.language, f"master_{section}_chart"),
                section=section,
                statuses={status.value: label(self.language, section, status) for status in statuses},
                counts={
                    names[code]: {status.value: count for status, count in counts.items()}
                    for code, counts in counted.items()
                },
            )

    def paths(self) -> Iterator[Path]:
        """The way of each measure that has two figures to compare."""
        for one in trajectories(self.campaign, self.assessment):
            measure = self.lineage[one.row.measure].measure
            where = [self.territories[one.row.territory]] if self.has_several else []
            status = self.cells.status("attainment", one.row.attainment)
            caption = Caption(
                code=measure.code,
                title=" – ".join((*where, self.judged.name(one.row))),
                status=status.status,
                status_word=status.text,
                goal_word=self.cells.head("goal").lower(),
            )
            decimals = telling_decimals(measure.kind, (one.row.value,), (one.row.target,))
            write = partial(self._written, measure.kind, decimals)
            yield drawn(one, caption, write)

    def _written(self, kind: Kind, decimals: int | None, figure: float) -> str:
        return self.cells.figure(figure, kind, decimals).text

    def tables(self) -> Iterator[SortableTable]:
        conventions = {convention.code: convention.name for convention in self.campaign.catalogue.conventions}
        yield self.judged.counts(conventions)
        yield self.judged.attention().without_empty_columns
        yield self.judged.improved().without_empty_columns
        yield self._counts("convention", conventions, self._by_convention())
        if self.has_several:
            yield self._counts("territory", self.territories, self._by_territory())
        yield self._respondents().without_empty_columns
        yield self.judged.indicator_lines().without_empty_columns
        yield measures_table(self.judged).without_empty_columns
        decided = decided_table(self.campaign, self.ledger, self.language)
        if decided is not None:
            yield decided
        if past_years(self.campaign):
            yield years_table(self.campaign, self.ledger, self.assessment, self.language)
        yield self._findings()

    def _by_convention(self) -> Mapping[str, Tally]:
        rows = rows_by_convention(self.campaign.catalogue, self.assessment)
        return {code: tally(own) for code, own in rows.items()}

    def _by_territory(self) -> Mapping[str, Tally]:
        groups: defaultdict[str, list[MeasureAssessment]] = defaultdict(list)
        for row in self.assessment.rows.values():
            groups[row.territory].append(row)
        return {code: tally(groups[code]) for code in self.territories}

    def _counts(self, key: str, names: Mapping[str, str], counts: Mapping[str, Tally]) -> SortableTable:
        words = [label(self.language, "reporting", status) for status in REPORTING_ORDER]
        words += [label(self.language, "attainment", status) for status in Attainment]
        words.append(phrase(self.language, "master_of_which_reserved"))
        headers = (
            self.cells.head(key),
            *(phrase(self.language, f"master_{word}") for word in ("expected", "answered", "rate")),
        )
        return SortableTable(
            key=key,
            title=phrase(self.language, f"master_by_{key}"),
            headers=(*headers, *words),
            rows=tuple(self._count_row(names[code], counts[code]) for code in names),
            figures=frozenset(range(1, len(headers) + len(words))),
        )

    def _count_row(self, name: str, counts: Tally) -> tuple[Shown, ...]:
        reported = (counts.reporting[status] for status in REPORTING_ORDER)
        numbers = (*reported, *counts.attainment.values(), counts.reserved)
        shown = (self.cells.count(value) for value in (counts.expected, counts.answered))
        return (Shown(text=name), *shown, self.cells.rate(counts), *(self.cells.count(value) for value in numbers))

    def _respondents(self) -> SortableTable:
        headers = [
            "respondent",
            "name",
            "reporting",
            "state",
            "state_detail",
            "received",
            "expected_answers",
            "answers",
            "completeness",
        ]
        return SortableTable(
            key="returns",
            title=label(self.language, "sheet_headings", "returns"),
            headers=tuple(self.cells.head(key) for key in (*headers, "errors", "warnings")),
            rows=tuple(self._respondent_rows()),
            figures=frozenset(range(6, 11)),
        )

    def _respondent_rows(self) -> Iterator[tuple[Shown, ...]]:
        rows: defaultdict[str, list[MeasureAssessment]] = defaultdict(list)
        for row in self.assessment.rows.values():
            rows[row.respondent].append(row)
        for respondent in self.campaign.respondents:
            account = account_of(self.ledger, respondent.code)
            counts = tally(rows[respondent.code])
            errors, warnings = (_count(account, severity) for severity in (Severity.ERROR, Severity.WARNING))
            status = respondent_reporting(
                counts, is_received=is_received(account), is_late=account.came_too_late, errors=errors
            )
            figures = (self.cells.count(value) for value in (counts.expected, counts.answered))
            yield (
                Shown(text=respondent.code),
                Shown(text=respondent.name),
                self.cells.status("reporting", status),
                Shown(text=label(self.language, "states", state_of(account))),
                Shown(text=" ".join(state_details(glance_of(account), self.language))),
                self.cells.received(account),
                *figures,
                self.cells.rate(counts),
                self.cells.count(errors),
                self.cells.count(warnings),
            )

    def _findings(self) -> SortableTable:
        found = [held for held in every_finding(self.ledger) if held.found.severity is not Severity.INFO]
        found.sort(key=lambda held: held.found.severity is not Severity.ERROR)
        keys = ("severity", "finding", "respondent", "message", "hint", "file")
        return SortableTable(
            key="findings",
            title=label(self.language, "sheet_headings", "findings"),
            headers=tuple(self.cells.head(key) for key in keys),
            rows=tuple(self._finding_row(held) for held in found),
            note=phrase(self.language, "report_no_infos"),
        )

    def _finding_row(self, held: Held) -> tuple[Shown, ...]:
        found = held.found
        said = sentence(found, self.language, self.names)
        return (
            self.cells.status("severities", found.severity),
            Shown(text=found.code.value),
            Shown(text=held.respondent),
            Shown(text=said.message),
            Shown(text=said.hint),
            Shown(text=held.source.submission.origin.name if held.source else ""),
        )


def _count(account: Account, severity: Severity) -> int:
    return sum(held.found.severity is severity for held in account.findings)
