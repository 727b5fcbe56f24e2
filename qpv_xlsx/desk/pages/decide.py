"""What the coordinator settles: line by line here, or all at once in ``decisions.xlsx``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask import Blueprint, request
from werkzeug.wrappers import Response

from qpv_xlsx.desk.pages.place import OpenCampaign, author_and_now, place_of
from qpv_xlsx.desk.pages.respondent import PointToSee, points_of
from qpv_xlsx.desk.works import Work
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.findings import CampaignError, Code
from qpv_xlsx.domain.merging.ledger import Held
from qpv_xlsx.tasks.overview import Overview

room = Blueprint("decide", __name__, url_prefix="/c/<key>/decider")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A figure that a return gave. *sha256* names the return."""

    sha256: str
    words: str
    file: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """One thing to settle. *name*: of its fields in the form."""

    name: str
    respondent: str
    point: PointToSee
    field: str
    candidates: tuple[Candidate, ...]


@room.get("")
def show(key: str) -> str:
    """Disagreements first, then what is contestable, then messages and questions."""
    place = place_of(key)
    overview = place.overview()
    lines = tuple(lines_of(place, overview))
    return place.show(
        "decide.html",
        overview=overview,
        disagreements=[line for line in lines if line.point.found.code is Code.C07],
        contestable=[line for line in lines if line.point.found.code is not Code.C07],
        questions=[choice for choice in overview.campaign.choices if not choice.decision],
        decisions=tuple(reversed(overview.ledger.decisions)),
        names={one.code: one.name for one in overview.campaign.respondents},
    )


def lines_of(place: OpenCampaign, overview: Overview) -> Iterator[OpenLine]:
    """What a decision can settle: findings on a cell, blanks left out."""
    for account in overview.ledger.accounts.values():
        held = [one for one in account.findings if one.found.measure and one.found.code not in {Code.M01, Code.M02}]
        for rank, (one, point) in enumerate(
            zip(_telling(held), points_of(place, overview, _telling(held)), strict=True)
        ):
            yield OpenLine(
                name=f"{account.respondent}-{rank}-{point.found.measure}",
                respondent=account.respondent,
                point=point,
                field=one.question.field.value if one.question else Field.VALUE.value,
                candidates=tuple(_candidates(account.returns, one)),
            )


def _telling(findings: list[Held]) -> list[Held]:
    return [one for one in findings if one.found.severity.value != "info"]


def _candidates(returns: tuple[object, ...], held: Held) -> Iterator[Candidate]:
    from qpv_xlsx.domain.merging.ledger import Received

    if held.found.code is not Code.C07 or held.question is None:
        return
    for received in returns:
        if isinstance(received, Received) and (answer := received.submission.answers.get(held.question)) is not None:
            yield Candidate(
                sha256=received.submission.origin.sha256,
                words=answer.raw,
                file=received.submission.origin.name,
                place="!".join(part for part in (answer.place.sheet, answer.place.cell) if part),
            )


@room.post("")
def settle(key: str) -> Response:
    """Record the choices of the page; lines left alone stay open."""
    place = place_of(key)
    form = dict(request.form)
    overview = place.overview()
    chosen = [(line, form[line.name]) for line in lines_of(place, overview) if form.get(line.name, "")]

    def act(work: Work) -> object:
        return tuple(_recorded(place, line, choice, form, work) for line, choice in chosen)

    return place.begin("resolve", act)


def _recorded(
    place: OpenCampaign, line: OpenLine, choice: str, form: Mapping[str, str], work: Work
) -> tuple[OpenLine, object]:
    """A line and what was recorded, or the CampaignError that says why nothing was."""
    from qpv_xlsx.tasks.resolve import resolve
    from qpv_xlsx.tasks.ruling import Ruling

    work.tell({"kind": "progress", "done": 0, "total": 0})
    found = line.point.found
    ruling = Ruling(
        measure=found.measure or "",
        reason=form.get(f"{line.name}-motif", ""),
        respondent=line.respondent,
        quartier=found.quartier or "",
        field=Field(line.field),
        file=choice.removeprefix("retour:") if choice.startswith("retour:") else "",
        accept=found.code.value if choice == "malgre" else "",
        value=_value_of(choice, form.get(f"{line.name}-valeur", "")),
    )
    try:
        return line, resolve(place.folder, ruling, **author_and_now(place.desk))
    except CampaignError as refused:
        return line, refused


_SITUATIONS: Mapping[str, str] = MappingProxyType({"so": "so", "nd": "nd"})


def _value_of(choice: str, typed: str) -> str | None:
    if choice == "autre":
        return typed
    return _SITUATIONS.get(choice)
