"""Correct a figure of a former year: this year's history and the former folder say the same from then on."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.campaigns.folder import DOCUMENT, WORKBOOK
from qpv_xlsx.campaigns.folder_lock import writing_in
from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.former import former_codes, present_code, present_question, with_present_codes
from qpv_xlsx.domain.contract.questions import WORDS, Question
from qpv_xlsx.domain.deciding.beyond_cells import of_file
from qpv_xlsx.domain.findings import CampaignError, Finding, Severity
from qpv_xlsx.domain.following.history import results_of
from qpv_xlsx.domain.following.revising import Line, RevisedPast, Signature, line_of, says_the_same, with_results
from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Resolution
from qpv_xlsx.domain.merging.reconciling import agree
from qpv_xlsx.domain.returned.answers import Outcome, Submission
from qpv_xlsx.messages.sentences import Names, sentence_by_language
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.tasks.deciding.ruling import Ruling, decisions_of
from qpv_xlsx.tasks.incoming.gathering import gather
from qpv_xlsx.tasks.incoming.reading_apart import read_parcels
from qpv_xlsx.tasks.init import keep_former
from qpv_xlsx.tasks.recalled.closed_years import refuse_if_closed
from qpv_xlsx.tasks.recalled.former_year import FormerYear, code_then, former_year, ledger_then
from qpv_xlsx.workbook.reading.expectations import Expectations


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRuling:
    """What is to be corrected: one line by hand (*ruling*), or all that *path* says otherwise.

    *path*: a workbook of that year, filled in again, or the folder of that year's campaign as it stands now.
    *former*: that folder, where it does not lie beside this one.
    """

    year: int
    ruling: Ruling | None
    path: Path | None
    former: Path | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedYear:
    """*changed*: rows of the history. *stale*: measures whose result for all administrations could not be made again.

    *others*: how many more results of that year have changed in its folder, and were not asked for.
    *findings*: what the workbook read has wrong with it. *kept*: the copy of the former campagne.xlsx.
    *between*: folders of the years between the two whose history still says the former figure.
    """

    campaign: Campaign
    former: FormerYear
    changed: tuple[RevisedPast, ...]
    stale: tuple[str, ...] = ()
    others: int = 0
    findings: tuple[Finding, ...] = ()
    kept: Path | None = None
    between: tuple[Path, ...] = ()


def revise(folder: Path, wanted: YearRuling, *, author: str, now: datetime) -> RevisedYear:
    """Record the revision in both folders. Raises CampaignError for what cannot be done; nothing is written then."""
    campaign = load_campaign(folder)
    if not wanted.reason.strip():
        raise CampaignError("resolve_reason")
    refuse_if_closed(folder)
    is_folder = wanted.path is not None and wanted.path.is_dir()
    former = former_year(campaign, folder, wanted.year, wanted.path if is_folder else wanted.former, now=now)
    decided, findings, read = ((), (), "") if is_folder else _decided(campaign, former, wanted, now)
    if decided and former.takes_decisions and former.folder is not None:
        with writing_in(former.folder, who=author, now=now), open_register(former.folder, author=author) as register:
            register.decide(*decided)
    lines = None if is_folder else _lines(campaign, former.campaign, decided)
    results = _present(campaign, results_of(former.campaign, ledger_then(former, decided, now=now)))
    signed = Signature(author=author, day=now.date(), reason=wanted.reason.strip())
    following, changed = with_results(campaign, results, lines, signed)
    _, everything = with_results(campaign, results, None, signed)
    done = RevisedYear(
        campaign=following,
        former=former,
        changed=changed,
        stale=_stale(campaign, results, lines or frozenset(), wanted.year),
        others=len(everything) - len(changed) if former.folder is not None else 0,
        findings=findings,
        between=tuple(_between(campaign, folder, changed, now)),
    )
    return _written(folder, done, read, signed, now) if changed else done


def _between(campaign: Campaign, folder: Path, changed: Sequence[RevisedPast], now: datetime) -> Iterator[Path]:
    """Open folders of later years that remember otherwise what was *changed*."""
    said = {(one.after.year, *line_of(one.after)): one.after for one in changed if one.is_figure}
    years = {one.year for one in said.values()}
    for year in range(min(years, default=campaign.year) + 1, campaign.year):
        then = former_year(campaign, folder, year, None, now=now)
        if then.folder is None or then.is_closed:
            continue
        for past in _present(campaign, then.campaign.history):
            revised = said.get((past.year, *line_of(past)))
            if revised is not None and not says_the_same(past, revised):
                yield then.folder
                break


def _written(folder: Path, done: RevisedYear, read: str, signed: Signature, now: datetime) -> RevisedYear:
    """*read*: the SHA-256 of the workbook that the revision was read from; empty: none."""
    author = signed.author
    path = folder / (WORKBOOK if (folder / WORKBOOK).is_file() else DOCUMENT)
    kept = keep_former(path, now)
    save_campaign(done.campaign, path, language=done.campaign.language, created=now)
    with open_register(folder, author=author) as register:
        for one in done.changed:
            register.note("revision", about(one), now)
        _settle_the_form(register, read, signed, now)
    if done.former.folder is not None and done.former.is_closed:
        with open_register(done.former.folder, author=author) as register:
            for one in done.changed:
                register.note("revision", about(one), now)
    return replace(done, kept=kept)


def _settle_the_form(register: Register, read: str, signed: Signature, now: datetime) -> None:
    """A form of a former year that came as a return of this one is an error no more once that year has taken it."""
    for received in register.arrivals():
        if received.submission.origin.sha256 == read and received.submission.outcome is Outcome.REJECTED:
            register.decide(of_file(received, Resolution.SEEN, signed.reason, now))
            return


def about(one: RevisedPast) -> str:
    """« 2024 EMP-01 EMP : 0.4 -> 0.43 – recompte »: one row of the journal."""
    past = one.after
    line = " ".join(part for part in (str(past.year), past.measure, past.respondent, past.quartier) if part)
    said = " -> ".join(_in_short(each) for each in (one.before, past))
    return f"{line} : {said} – {past.revision_reason}" if past.revision_reason else f"{line} : {said}"


def _in_short(past: PastResult | None) -> str:
    if past is None:
        return "?"
    figures = (past.value, past.territory_value)
    said = [str(figure) for figure in figures if figure is not None] or [past.text]
    return " ".join(filter(None, (*said, past.situation.value if past.situation else "")))


def _decided(
    campaign: Campaign, former: FormerYear, wanted: YearRuling, now: datetime
) -> tuple[tuple[Decision, ...], tuple[Finding, ...], str]:
    """What is decided of that year, under the codes of that year; what the workbook has wrong with it, and its SHA-256."""
    ledger = ledger_then(former, (), now=now)
    if wanted.ruling is not None:
        ruling = _as_called_then(wanted.ruling, campaign, former.campaign)
        _refuse_another_kind(campaign, former, ruling, wanted.year)
        return decisions_of(former.campaign, ledger, ruling, now), (), ""
    if wanted.path is None:
        raise CampaignError("revise_choice")
    submission = _read(former.campaign, wanted.path)
    found = tuple(one for one in submission.findings if one.severity is not Severity.INFO)
    return tuple(_otherwise(submission, ledger, wanted.reason, now)), found, submission.origin.sha256


def _as_called_then(ruling: Ruling, campaign: Campaign, then: Campaign) -> Ruling:
    former = former_codes(campaign)
    measures = [old for old, new in former.measures.items() if new.casefold() == ruling.measure.casefold()]
    respondents = [old for old, new in former.respondents.items() if new.casefold() == ruling.respondent.casefold()]
    return replace(
        ruling,
        measure=code_then(ruling.measure, measures, [one.code.casefold() for one in then.catalogue.measures]),
        respondent=code_then(ruling.respondent, respondents, [one.code.casefold() for one in then.respondents]),
    )


def _refuse_another_kind(campaign: Campaign, former: FormerYear, ruling: Ruling, year: int) -> None:
    """Without that year's folder, nobody can read a figure of a kind that the measure no longer has."""
    kinds = {
        past.kind
        for past in campaign.history
        if past.year == year and past.measure.casefold() == ruling.measure.casefold() and past.kind is not None
    }
    now = {one.kind for one in campaign.catalogue.measures if one.code.casefold() == ruling.measure.casefold()}
    if former.folder is None and kinds - now and now:
        raise CampaignError("revise_kind", measure=ruling.measure, year=str(year))


def _read(then: Campaign, path: Path) -> Submission:
    """The one workbook at *path*. Raises CampaignError where no answer can be taken from it."""
    parcels = gather([path], then.options.limits)
    with closing(read_parcels(then, parcels, lambda _: Expectations())) as read:
        submissions = [one for _, one in read if one.outcome is not Outcome.IGNORED]
    taken = [one for one in submissions if one.outcome is Outcome.ACCEPTED and one.answers]
    if len(taken) == 1:
        return taken[0]
    found = sorted(
        (found for one in submissions for found in one.findings), key=lambda one: one.severity is not Severity.ERROR
    )
    detail = sentence_by_language(found[0], Names.of(then))[0] if found else path.name
    raise CampaignError("revise_unread", file=path.name, year=str(then.year), detail=detail)


def _otherwise(submission: Submission, ledger: Ledger, reason: str, now: datetime) -> Iterator[Decision]:
    """One decision for each answer that the workbook gives otherwise than the year's results."""
    account = ledger.accounts[submission.origin.respondent or ""]
    for question, answer in submission.answers.items():
        entry = account.entries.get(question)
        if question.field in WORDS or (entry is not None and agree(entry.answer.value, answer.value)):
            continue
        yield Decision(
            respondent=account.respondent,
            question=question,
            verdict=Resolution.SET,
            reason=reason.strip(),
            decided=now.astimezone(),
            value=answer.value,
        )


def _lines(campaign: Campaign, then: Campaign, decided: Sequence[Decision]) -> frozenset[Line]:
    """The lines that were decided, as they are called now, and what they are a part of. Nobody else's of that measure."""
    former = former_codes(campaign)
    places = {one.code: present_code(one.territory, former.territories) for one in then.respondents}
    found: set[Line] = set()
    for one in decided:
        asked: Question = present_question(one.question, former)
        whose = (one.respondent, present_code(one.respondent, former.respondents), None)
        found |= {(places[one.respondent], code, asked.measure, asked.quartier) for code in whose}
    return frozenset(found)


def _present(campaign: Campaign, results: Sequence[PastResult]) -> tuple[PastResult, ...]:
    return with_present_codes(replace(campaign, history=tuple(results))).history


def _stale(campaign: Campaign, results: Sequence[PastResult], lines: frozenset[Line], year: int) -> tuple[str, ...]:
    """Measures of *lines* whose result for all was known, and cannot be made again from what is at hand."""
    made = {line_of(past) for past in results if past.respondent is None}
    told = [past for past in campaign.history if past.year == year]
    own = {line_of(replace(past, respondent=None)) for past in told if past.respondent}
    return tuple(past.measure for past in told if line_of(past) in (lines & own) - made)
