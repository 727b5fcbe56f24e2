"""Ledgers for tests: what one administration answered."""

from collections.abc import Mapping
from datetime import UTC, datetime

from qpv_xlsx.campaigns import campaign_from_json
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.domain.findings import Place
from qpv_xlsx.domain.merging.ledger import Account, Entry, Ledger, Received
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission
from tests.campaigns.samples import document

RECEIVED = datetime(2016, 3, 1, 10, 0, tzinfo=UTC)
QUARTIERS = ("a", "b", "c", "d")


def campaign() -> Campaign:
    """A share, a count of persons by quartier, and a text."""
    whole = document()
    whole["territories"][0]["quartiers"] = [{"id": each, "name": f"Quartier {each}"} for each in QUARTIERS]
    (indicator,) = whole["catalogue"]["conventions"][0]["indicators"]
    share, persons, words = (dict(indicator["measures"][0], code=f"EMP-01-{letter}") for letter in "abc")
    share["counts_persons"] = True
    persons |= {"kind": "count", "unit": "personnes", "by_quartier": True, "counts_persons": True}
    words |= {"kind": "text", "unit": ""}
    indicator["measures"] = [share, persons, words]
    return campaign_from_json(whole)


def ledger(answers: Mapping[Question, Value], *, name: str = "retour.xlsx") -> Ledger:
    origin = Origin(name=name, sha256="0" * 64, format="xlsx")
    place = Place(sheet="Indicateurs", cell="J6")
    told = {each: Answer(question=each, value=value, raw=str(value), place=place) for each, value in answers.items()}
    submission = Submission(origin=origin, outcome=Outcome.ACCEPTED, answers=told)
    source = Received(sequence=1, submission=submission, received=RECEIVED)
    entries = {each: Entry(answer=answer, source=source) for each, answer in told.items()}
    return Ledger(accounts={"EMP": Account(respondent="EMP", returns=(source,), entries=entries)})


def persons(total: int | None, **by_quartier: int) -> Ledger:
    """Counts of persons: of the whole, and by quartier."""
    answers: dict[Question, Value] = {
        Question(measure="EMP-01-b", quartier=each): value for each, value in by_quartier.items()
    }
    if total is not None:
        answers[Question(measure="EMP-01-b")] = total
    return ledger(answers)


MIXED: Mapping[Question, Value] = {
    Question(measure="EMP-01-a"): 0.173,
    Question(measure="EMP-01-a", field=Field.NUMERATOR): 173,
    Question(measure="EMP-01-a", field=Field.DENOMINATOR): 1000,
    Question(measure="EMP-01-a", field=Field.SITUATION): "provisoire",
    Question(measure="EMP-01-a", field=Field.COMMENT): '=HYPERLINK("http://x");\n« fin »',
    Question(measure="EMP-01-b"): 120,
    Question(measure="EMP-01-b", quartier="a"): 20,
    Question(measure="EMP-01-b", quartier="b"): 100,
    Question(measure="EMP-01-c"): "-",
}
