"""One administration: what it gave, what is to be seen again, what passed between us."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, abort

from qpv_xlsx.desk.pages.place import OpenCampaign, place_of
from qpv_xlsx.desk.pages.year import rows_of
from qpv_xlsx.domain.contract.campaign import respondent_of
from qpv_xlsx.domain.contract.catalogue import Indicator
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.deciding.lines import answer_key, lines_to_decide
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.merging.ledger import Account, Held
from qpv_xlsx.messages.decided_words import value_words
from qpv_xlsx.messages.local_words import texts_there
from qpv_xlsx.messages.sentences import Names, Sentence
from qpv_xlsx.tasks.overview import Overview

room = Blueprint("respondent", __name__, url_prefix="/c/<key>/administration/<code>")


@dataclass(frozen=True, slots=True, kw_only=True)
class PointToSee:
    """Something to see again, with the row's own words. *indicator* is None for a finding on the sheet or the file.

    *taken*: the figure that counts for now; empty: none does; None: the finding is about no figure. *line*: of the page
    of decisions. *sha256*: of the return, where it is kept.
    """

    found: Finding
    said: Sentence
    measure: Measure | None
    indicator: Indicator | None
    source: str
    taken: str | None
    line: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A message or a return, in the order of time."""

    moment: datetime
    kind: str
    about: str
    count: int = 0
    sha256: str = ""


@room.get("")
def show(key: str, code: str) -> str:
    """The administration's page."""
    place = place_of(key)
    overview = place.overview()
    respondent = respondent_of(overview.campaign, code)
    if respondent is None:
        abort(404)
    account = overview.ledger.accounts[code]
    points = tuple(points_of(place, overview, code, account.findings))
    return place.show(
        "respondent.html",
        overview=overview,
        respondent=respondent,
        account=account,
        row=next(row for row in rows_of(overview) if row.code == code),
        errors=[point for point in points if point.found.severity is Severity.ERROR],
        warnings=[
            point for point in points if point.found.severity is Severity.WARNING and point.found.code is not Code.M01
        ],
        missing=[point for point in points if point.found.code is Code.M01],
        decidable={line.key for line in lines_to_decide(overview.ledger)},
        exchanges=sorted(_exchanges(overview, account), key=lambda one: one.moment, reverse=True),
        today=place.desk.clock().date(),
    )


def points_of(
    place: OpenCampaign, overview: Overview, code: str, findings: Sequence[Held], *, is_deciding: bool = False
) -> Iterator[PointToSee]:
    """Findings of the administration *code* that ask for something, in the order of the account. *is_deciding*: on « À décider »."""
    campaign, asked = overview.campaign, respondent_of(overview.campaign, code)
    names: Names = Names.of(campaign)
    lineage = campaign.catalogue.lineage_by_measure
    account = overview.ledger.accounts.get(code)
    for held in findings:
        if held.found.severity is Severity.INFO:
            continue
        known = lineage.get(held.found.measure or "")
        if known and asked:
            start, target = texts_there(campaign, known.indicator, (known.measure,), asked.territory, campaign.language)
            known = known._replace(indicator=replace(known.indicator, baseline_text=start, local_target=target))
        yield PointToSee(
            found=held.found,
            said=place.desk.speech.finding(held.found, names, is_deciding=is_deciding),
            measure=known.measure if known else None,
            indicator=known.indicator if known else None,
            source=held.source.submission.origin.name if held.source else "",
            taken=_taken(account, held.found, known.measure, place.desk.speech.language) if known and account else None,
            line=answer_key(code, held.found.measure or "", held.found.quartier or ""),
            sha256=held.source.submission.origin.sha256 if held.source and held.source.stored else "",
        )


def _taken(account: Account, found: Finding, measure: Measure, language: str) -> str | None:
    entry = account.entries.get(Question(measure=measure.code, quartier=found.quartier or ""))
    if entry is None:
        return "" if found.severity is Severity.ERROR and found.read else None
    is_there = found.read and entry.answer.place in {found.place, None}
    return value_words(entry.answer.value, Field.VALUE, measure.kind, language) if is_there else None


def _exchanges(overview: Overview, account: Account) -> Iterator[Exchange]:
    for sending in overview.sendings:
        if sending.respondent == account.respondent:
            yield Exchange(moment=sending.sent, kind=sending.post.value, about=", ".join(sending.recipients))
    for received in account.returns:
        origin = received.submission.origin
        kind = f"retour_{received.submission.outcome.value}"
        yield Exchange(
            moment=received.received,
            kind=kind,
            about=origin.name,
            count=len(received.submission.answers),
            sha256=origin.sha256 if received.stored else "",
        )
