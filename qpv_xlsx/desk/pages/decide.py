"""What the coordinator settles: the lines of ``decisions.xlsx``, with the same choices, one by one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, request
from werkzeug.wrappers import Response

from qpv_xlsx.desk.pages.drop import Basket
from qpv_xlsx.desk.pages.former_years import former_years_of
from qpv_xlsx.desk.pages.place import OpenCampaign, author_and_now, place_of
from qpv_xlsx.desk.pages.respondent import PointToSee, points_of
from qpv_xlsx.desk.settled_line import SettledLine
from qpv_xlsx.desk.snapshots import FORESEEN
from qpv_xlsx.desk.works import Work
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.deciding.acts import acts_standing
from qpv_xlsx.domain.deciding.lines import DecisionLine, LineSubject, Offer, lines_to_decide
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.judging.assessment import MeasureAssessment
from qpv_xlsx.messages.decided_words import act_words, offer_words, rival_words, value_words
from qpv_xlsx.messages.state_words import words_of
from qpv_xlsx.tasks.corresponding.addressees import all_called
from qpv_xlsx.tasks.deciding.foreseeing import LineChoice, judged_with
from qpv_xlsx.tasks.overview import Overview
from qpv_xlsx.workbook.decisions.filled import FilledLine

room = Blueprint("decide", __name__, url_prefix="/c/<key>/decider")

_LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedChoice:
    """One thing that can be decided. *value*: what the form sends. *words*: its figure; empty where it has none.

    *effect*: what its measure would become; None: not tried.
    """

    value: str
    title: str
    words: str = ""
    file: str = ""
    is_figure: bool = False
    effect: MeasureAssessment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """One line to settle, as it is shown. *said*: what a message says. *now*: where its measure stands; None: it is about no measure.

    *refused*: the choice that was not recorded, with what was typed.
    """

    line: DecisionLine
    points: tuple[PointToSee, ...]
    choices: tuple[OfferedChoice, ...]
    said: str = ""
    now: MeasureAssessment | None = None
    refused: SettledLine | None = None

    @property
    def is_nobodys(self) -> bool:
        """Whether it can be said whose return it is."""
        return Offer.ATTRIBUTE in self.line.offers

    @property
    def is_error(self) -> bool:
        """Whether the figure could not be taken."""
        return any(point.found.severity.value == "error" for point in self.points)


@room.get("")
def show(key: str) -> str:
    """Disagreements first, then late returns and messages, then what is contestable."""
    place = place_of(key)
    overview = place.overview()
    lines = tuple(lines_of(place, overview))
    return place.show(
        "decide.html",
        has_workbook=(place.folder / "decisions.xlsx").is_file(),
        overview=overview,
        wanted=request.args.get("ligne", ""),
        to_correct=[one.respondent for one in overview.status.follow_ups if one.errors],
        disagreements=[one for one in lines if one.line.is_disagreement],
        received=[one for one in lines if one.line.subject is not LineSubject.ANSWER],
        contestable=[one for one in lines if one.line.subject is LineSubject.ANSWER and not one.line.is_disagreement],
        questions=[choice for choice in overview.campaign.choices if choice.is_open],
        kinds=[place.desk.speech.t(f"decide.count_{kind}", count=count) for kind, count in _counts(lines) if count],
        foreseen=FORESEEN,
        decisions=tuple(_taken(place, overview)),
        names=all_called(overview.campaign),
        former=former_years_of(overview.campaign, place.desk.speech.language),
    )


def _counts(lines: Sequence[OpenLine]) -> tuple[tuple[str, int], ...]:
    """How many of each kind, in the order of the page."""
    conflicts = sum(one.line.is_disagreement for one in lines)
    received = sum(one.line.subject is not LineSubject.ANSWER for one in lines)
    return ("conflicts", conflicts), ("received", received), ("others", len(lines) - conflicts - received)


def lines_of(place: OpenCampaign, overview: Overview) -> Iterator[OpenLine]:
    """The lines of ``decisions.xlsx``."""
    kinds, effects = overview.campaign.catalogue.kind_by_measure, place.desk.snapshots.foreseen(overview)
    refused = place.desk.unsettled.get(place.key, {})
    for line in lines_to_decide(overview.ledger):
        sources = (held.source for held in line.findings if held.source is not None and not line.measure)
        yield OpenLine(
            line=line,
            points=tuple(points_of(place, overview, line.respondent, line.findings, is_deciding=True)),
            choices=tuple(_choices(line, kinds.get(line.measure, Kind.TEXT), place.desk.speech.language, effects)),
            said=next((words_of(source) for source in sources), ""),
            now=judged_with(overview.assessment, line.respondent, line.measure) if line.measure else None,
            refused=refused.get(line.key),
        )


def _choices(
    line: DecisionLine, kind: Kind, language: str, effects: Mapping[LineChoice, MeasureAssessment]
) -> Iterator[OfferedChoice]:
    for offer in line.offers:
        if offer is Offer.KEEP:
            yield from _rivals(line, kind, language, effects)
            continue
        words = ""
        if offer is Offer.PROPOSAL and line.proposal is not None:
            words = value_words(line.proposal, Field.VALUE, kind, language)
        if offer is Offer.DESPITE and line.counting is not None:
            words = value_words(line.counting.answer.value, Field.VALUE, kind, language)
        yield OfferedChoice(
            value=offer.value,
            title=offer_words(offer, language),
            words=words,
            is_figure=bool(words),
            effect=effects.get(LineChoice(key=line.key, offer=offer)),
        )


def _rivals(
    line: DecisionLine, kind: Kind, language: str, effects: Mapping[LineChoice, MeasureAssessment]
) -> Iterator[OfferedChoice]:
    for letter, rival in zip(_LETTERS, line.rivals, strict=False):
        place = next((answer.place for answer in rival.answers), None)
        spot = "!".join(part for part in (place.sheet, place.cell) if part) if place else ""
        yield OfferedChoice(
            value=f"{Offer.KEEP.value}:{rival.sha256}",
            title=offer_words(Offer.KEEP, language, letter),
            words=rival_words(rival, kind, language),
            file=", ".join(part for part in (rival.received.submission.origin.name, spot) if part),
            is_figure=True,
            effect=effects.get(LineChoice(key=line.key, offer=Offer.KEEP, sha256=rival.sha256)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A decision that stands, as it is listed. *key*: of the act."""

    key: str
    moment: object
    measure: str
    respondent: str
    words: str
    reason: str


def _taken(place: OpenCampaign, overview: Overview) -> Iterator[Taken]:
    """What stands, the latest first."""
    kinds, names = (
        overview.campaign.catalogue.kind_by_measure,
        {one.submission.origin.sha256: one.submission.origin.name for one in overview.returns},
    )
    for key, act in reversed(tuple(acts_standing(overview.ledger.decisions).items())):
        first = act[0]
        kind = kinds.get(first.question.measure, Kind.TEXT)
        yield Taken(
            key=key,
            moment=first.decided,
            measure=first.question.measure,
            respondent=first.respondent,
            words=act_words(act, kind, names, place.desk.speech.language),
            reason=first.reason,
        )


@room.post("")
def settle(key: str) -> Response:
    """Record the choices of the page; lines left alone stay open."""
    place = place_of(key)
    rows = _filled(request.form, place.desk.speech.language)

    def act(work: Work) -> object:
        work.tell({"kind": "progress", "done": 0, "total": 0})
        settled = tuple(_settled(place, rows))
        place.desk.unsettled[key] = {one.key: one for one in settled if one.refusal is not None}
        return settled

    return place.begin("resolve", act)


def _settled(place: OpenCampaign, rows: Sequence[FilledLine]) -> Iterator[SettledLine]:
    from qpv_xlsx.tasks.deciding.acts_told import acts_told
    from qpv_xlsx.tasks.deciding.lines_settled import settle_lines

    for row, outcome in tuple(settle_lines(place.folder, rows, **author_and_now(place.desk))):
        if isinstance(outcome, CampaignError):
            yield SettledLine(typed=row, refusal=outcome)
        else:
            yield SettledLine(typed=row, told=tuple(acts_told(place.folder, outcome, place.desk.speech.language)))


@room.post("/annuler")
def take_back_now(key: str) -> Response:
    """Take back one decision that stands."""
    from qpv_xlsx.tasks.resolve import take_back

    place = place_of(key)
    act_key, reason = request.form.get("acte", ""), request.form.get("motif", "")

    def act(work: Work) -> object:
        work.tell({"kind": "progress", "done": 0, "total": 0})
        return take_back(place.folder, act_key, reason=reason, **author_and_now(place.desk))

    return place.begin("take_back", act)


@room.post("/classeur")
def write_workbook(key: str) -> Response:
    """Write ``decisions.xlsx`` with what is open, unless it holds what nobody has read."""
    place = place_of(key)

    def act(work: Work) -> object:
        from qpv_xlsx.tasks.deciding.decisions_book import write_open

        work.watch(0, 0)
        return write_open(place.folder, language=place.desk.speech.language, now=place.desk.clock())

    return place.begin("write_decisions", act)


@room.post("/lire")
def read_workbook(key: str) -> Response:
    """Apply ``decisions.xlsx`` of the folder, or the copies that were chosen."""
    place = place_of(key)
    scratch = Basket(request.files.getlist("copies"))
    copies = sorted(scratch.folder.rglob("*.*")) or [place.folder / "decisions.xlsx"]

    def act(work: Work) -> object:
        from qpv_xlsx.tasks.deciding.acts_told import acts_told
        from qpv_xlsx.tasks.deciding.decisions_book import apply_decisions

        work.watch(0, 0)
        language = place.desk.speech.language
        try:
            applied = apply_decisions(place.folder, copies, language=language, **author_and_now(place.desk))
        finally:
            scratch.empty()
        recorded = [one for decided in applied.decided for one in decided]
        return applied, tuple(acts_told(place.folder, recorded, language))

    return place.begin("read_decisions", act, scratch.empty)


def _filled(form: Mapping[str, str], language: str) -> Sequence[FilledLine]:
    """The lines of the page on which something was chosen. A line's fields bear its key."""
    keys = [name.removeprefix("choix:") for name in form if name.startswith("choix:")]
    return tuple(_row(form, key, language) for key in keys if form[f"choix:{key}"])


def _value(form: Mapping[str, str], key: str, offer: Offer | None) -> str:
    """What goes with the choice: a figure, or the administration that a return is attributed to."""
    names = {Offer.OTHER: "valeur", Offer.ATTRIBUTE: "titulaire"}
    return form.get(f"{names[offer]}:{key}", "").strip() if offer in names else ""


def _row(form: Mapping[str, str], key: str, language: str) -> FilledLine:
    word, _, sha256 = form[f"choix:{key}"].partition(":")
    offer = Offer(word) if word in set(Offer) else None
    return FilledLine(
        key=key,
        place=key,
        words=offer_words(offer, language) if offer else word,
        offer=offer,
        sha256=sha256,
        value=_value(form, key, offer),
        reason=form.get(f"motif:{key}", "").strip(),
        mark=form.get(f"marque:{key}", ""),
    )
