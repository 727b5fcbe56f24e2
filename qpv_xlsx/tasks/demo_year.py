"""A campaign in which something has happened, told in days before today: sent, answered, corrected, reminded, decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypedDict

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, Contact, Respondent, respondent_of
from qpv_xlsx.domain.contract.catalogue import Catalogue, with_measures
from qpv_xlsx.domain.contract.measures import Combination, Kind
from qpv_xlsx.domain.contract.questions import Question, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.deciding.notes import NoteKind, note
from qpv_xlsx.domain.findings import Code, Severity
from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.register import open_register
from qpv_xlsx.spreadsheet.files import write_whole
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.corresponding.posting import Posted
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.demo_replies import Reply, careless, flawless, half_filled
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.incoming.reading_report import Reading
from qpv_xlsx.tasks.remind import remind
from qpv_xlsx.tasks.resolve import admit_late, resolve
from qpv_xlsx.tasks.return_ import Returned, return_for_correction
from qpv_xlsx.tasks.running.watching import Watch, unwatched
from qpv_xlsx.tasks.send import send
from qpv_xlsx.workbook.collection import write_collection
from qpv_xlsx.workbook.collection.correction import write_correction

REPLIES = "reponses_exemple"
SHARED, ALSO_ASKED = "DDF-01", "INT"  # exploratory walks: the police held some of them too
LATE, DECIDED = "JUS", "CAF"
_FIRST_ROUND: dict[str, Reply] = {
    "EMP": flawless,
    "EDU": careless,
    "INT": half_filled,
    "SAN": flawless,
    "CAF": careless,
    "DDF": flawless,
    "JSP": flawless,
    "JUS": flawless,
}
"""Who replies how at first, in campaign order. CUL never does; JUS does after the closing date."""

_SENT, _FIRST, _RETURNED, _SECOND, _DEADLINE, _REMINDED, _COMPLETED = 75, 50, 48, 35, 30, 28, 22  # days before today
_CLOSED, _LATE, _DECIDED, _PUT_OFF = 12, 8, 6, 5
_LEFT = 15  # days from today until the new closing date


class Signed(TypedDict):
    """Who acts, and when."""

    author: str
    now: datetime


STEPS = 6
"""Of the demonstration, as its watcher is told: four readings, the committee's workbook, the public one."""


@dataclass(slots=True, kw_only=True)
class DemoYear:
    """What happened, as it happens in *folder*. Each step is taken on its own day."""

    folder: Path
    author: str
    today: datetime
    readings: list[Reading] = field(default_factory=list)
    returned: tuple[Returned, ...] = ()
    reminded: tuple[Posted, ...] = ()
    late: str = ""
    decided: str = ""
    watch: Watch = unwatched
    steps_done: int = 0

    def live(self) -> None:
        """The whole of it, in order. The folder holds the campaign as it was prepared."""
        made = {one.respondent.code: one.version for one in generate(self.folder, only=(), **self._on(_SENT))}
        list(send(self.folder, only=(), **self._on(_SENT)))
        campaign = load_campaign(self.folder)
        first = self._written(example_replies(campaign, made, self._day(_FIRST)))
        late = [path for path in first if f" {LATE} " in path.name]
        self._collect([path for path in first if path not in late], _FIRST)
        self.returned = tuple(return_for_correction(self.folder, only=(), **self._on(_RETURNED)))
        self._collect(self._written(self._corrected(campaign, "EDU", made)), _SECOND)
        self.reminded = tuple(remind(self.folder, only=(), **self._on(_REMINDED)))
        self._collect(self._written(self._completed(campaign, "INT", made)), _COMPLETED)
        self._collect(late, _LATE)
        self._admit(late, campaign)
        self._decide(campaign)
        self._put_off()

    def _day(self, before: int) -> datetime:
        return self.today - timedelta(days=before)

    def _on(self, before: int) -> Signed:
        return {"author": self.author, "now": self._day(before)}

    def _written(self, files: Iterator[tuple[str, bytes]]) -> list[Path]:
        paths = []
        for name, content in files:
            paths.append(self.folder / REPLIES / name)
            write_whole(paths[-1], content)
        return paths

    def _collect(self, paths: Sequence[Path], before: int) -> None:
        self.steps_done += 1
        self.watch(self.steps_done, STEPS)
        _, readings = collect(self.folder, paths, **self._on(before))
        self.readings += readings

    def _corrected(self, campaign: Campaign, code: str, made: dict[str, int]) -> Iterator[tuple[str, bytes]]:
        """The correction workbook, filled in again, this time well."""
        respondent = respondent_of(campaign, code)
        if respondent is None:
            return
        content = write_correction(
            campaign,
            respondent,
            Reference(campaign=campaign.code, respondent=code, version=made[code]),
            answers=self._mended(campaign, respondent),
            findings=(),
            language=campaign.language,
            created=self._day(_SECOND),
        )
        yield f"{campaign.code}_{code}_corrections.xlsx", content

    def _mended(self, campaign: Campaign, respondent: Respondent) -> Mapping[Question, Value]:
        """What was read of the respondent's first reply, and what could not be read, or explained, as it ought to be."""
        of_theirs = (reading.submission for reading in self.readings)
        first = next(one for one in of_theirs if one.origin.respondent == respondent.code)
        to_mend = (one for one in first.findings if one.severity is Severity.ERROR or one.code is Code.M02)
        wrong = {found.measure for found in to_mend}
        right = flawless(campaign, respondent, Random(respondent.code))  # noqa: S311  (plausible, the same every time)
        return {
            **{question: answer.value for question, answer in first.answers.items() if question.measure not in wrong},
            **{question: value for question, value in right.items() if question.measure in wrong},
        }

    def _completed(self, campaign: Campaign, code: str, made: dict[str, int]) -> Iterator[tuple[str, bytes]]:
        """The other half, which a colleague had."""
        respondent = respondent_of(campaign, code)
        if respondent is None:
            return
        content = write_collection(
            campaign,
            respondent,
            Reference(campaign=campaign.code, respondent=code, version=made[code]),
            language=campaign.language,
            answers=flawless(campaign, respondent, Random(code)),  # noqa: S311  (likewise)
            created=self._day(_COMPLETED),
        )
        yield f"Collecte {campaign.year} {code} complet.xlsx", content

    def _admit(self, late: Sequence[Path], campaign: Campaign) -> None:
        for path in late:
            reason = phrase(campaign.language, "demo_admitted")
            admit_late(self.folder, path.name, respondent=LATE, reason=reason, **self._on(_DECIDED))
            self.late = LATE
        self.readings = [_in_time(reading) for reading in self.readings]

    def _decide(self, campaign: Campaign) -> None:
        """A figure told by telephone, where the answer could not be one; and the lead's word on the measure."""
        shares = {one.code for one in campaign.catalogue.measures if one.kind is Kind.SHARE}
        impossible = [
            found.measure
            for reading in self.readings
            for found in reading.submission.findings
            if reading.submission.origin.respondent == DECIDED and found.code is Code.V02 and found.measure in shares
        ]
        for measure in filter(None, impossible[:1]):
            reason = phrase(campaign.language, "demo_decided")
            ruling = Ruling(measure=measure, respondent=DECIDED, value="17,3 %", reason=reason)
            resolve(self.folder, ruling, **self._on(_DECIDED))
            with open_register(self.folder, author=self.author) as register:
                words = phrase(campaign.language, "demo_appraised")
                register.decide(note(measure, NoteKind.APPRAISAL, words, self._day(_DECIDED)))
            self.decided = measure

    def _put_off(self) -> None:
        """The closing date, for those who are still silent."""
        campaign = load_campaign(self.folder)
        closing = (self.today + timedelta(days=_LEFT)).date()
        path = self.folder / "campagne.xlsx"
        save_campaign(replace(campaign, closing=closing), path, language=campaign.language, created=self._day(_PUT_OFF))


def _in_time(reading: Reading) -> Reading:
    """*reading* as the same file is read again once it is admitted: nothing more is said of the closing date."""
    left = tuple(found for found in reading.submission.findings if found.code is not Code.I08)
    return replace(reading, submission=replace(reading.submission, findings=left))


def prepared(campaign: Campaign, language: str, today: datetime) -> Campaign:
    """The template as a coordinator prepares it: contacts, dates, and one measure that two administrations answer.

    Addresses are such as nobody can have (RFC 2606).
    """

    def written(contact: Contact) -> Contact:
        return replace(contact, email=contact.email.rpartition("@")[0] + "@demonstration.invalid")

    return replace(
        campaign,
        language=language,
        coordinator=written(campaign.coordinator),
        deadline=(today - timedelta(days=_DEADLINE)).date(),
        closing=(today - timedelta(days=_CLOSED)).date(),
        respondents=tuple(replace(one, contacts=tuple(map(written, one.contacts))) for one in campaign.respondents),
        catalogue=_shared(campaign.catalogue),
    )


def _shared(catalogue: Catalogue) -> Catalogue:
    """SHARED is asked of its administration and of another one, and their counts are added up."""
    return with_measures(
        catalogue,
        lambda one: (
            replace(one, respondents=(one.code.partition("-")[0], ALSO_ASKED), combination=Combination.SUM)
            if one.code == SHARED
            else one
        ),
    )


def example_replies(campaign: Campaign, versions: dict[str, int], now: datetime) -> Iterator[tuple[str, bytes]]:
    """File names and contents of plausible first replies: flawless ones, careless ones, a half one; one is missing."""
    for respondent in campaign.respondents:
        reply = _FIRST_ROUND.get(respondent.code)
        if reply is not None:
            answers = reply(campaign, respondent, Random(respondent.code))  # noqa: S311  (likewise)
            content = write_collection(
                campaign,
                respondent,
                Reference(campaign=campaign.code, respondent=respondent.code, version=versions.get(respondent.code, 1)),
                language=campaign.language,
                answers=answers,
                created=now,
            )
            yield f"Collecte {campaign.year} {respondent.code} FINAL.xlsx", content
