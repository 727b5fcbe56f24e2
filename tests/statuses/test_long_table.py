"""The long table has the contract's columns, and one row per answer."""

from datetime import UTC, datetime

from qpv_xlsx.domain.contract.campaign import Campaign, Contact, Respondent
from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention, Indicator
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.measures import Direction, Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Question, Situation
from qpv_xlsx.domain.findings import Place
from qpv_xlsx.domain.merging.ledger import Account, Entry, Ledger, Received
from qpv_xlsx.domain.publishing.long_table import LongRow, long_rows
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission

CONTRACT = (
    "campaign year territory convention respondent indicator measure quartier field value text unit situation "
    "perimeter file sheet cell received"
)


def _campaign() -> Campaign:
    measure = Measure(code="EMP-01", label="", kind=Kind.SHARE, unit="%", direction=Direction.UP)
    texts = dict.fromkeys(
        ("strategic_objective", "operational_objective", "national_target", "wording", "baseline_text", "local_target"),
        "",
    )
    convention = Convention(
        code="EMP", name="Emploi", indicators=(Indicator(code="EMP-01", measures=(measure,), **texts),)
    )
    return Campaign(
        code="paris",
        title="",
        year=2017,
        catalogue=Catalogue(title="", baseline_year=2014, start=2015, end=2020, conventions=(convention,)),
        territories=(Territory(code="75", name="Paris", geography="2015"),),
        respondents=(Respondent(code="DIR", name="Direccte", territory="75", conventions=("EMP",)),),
        coordinator=Contact(name="C", email="c@example.org"),
    )


def test_columns_are_the_contracts() -> None:
    assert list(LongRow._fields) == CONTRACT.split()


def test_one_row_per_answer() -> None:
    received = Received(
        sequence=1,
        submission=Submission(origin=Origin(name="r.xlsx", sha256="0" * 64, format="xlsx"), outcome=Outcome.ACCEPTED),
        received=datetime(2018, 1, 5, 9, tzinfo=UTC),
    )
    figure = Question(measure="EMP-01", quartier="q1")
    situation = Question(measure="EMP-01", field=Field.SITUATION)
    answers = (
        Answer(question=figure, value=0.173, raw="17,3 %", place=Place(sheet="Par quartier", cell="C6")),
        Answer(question=situation, value=Situation.PROVISIONAL, raw="Provisoire", place=Place(sheet="Indicateurs")),
    )
    account = Account(
        respondent="DIR", entries={answer.question: Entry(answer=answer, source=received) for answer in answers}
    )
    first, second = long_rows(_campaign(), Ledger(accounts={"DIR": account}))
    assert (first.quartier, first.value, first.text, first.situation) == ("q1", 0.173, "", "provisoire")
    assert (first.perimeter, first.file, first.sheet, first.cell) == ("qpv", "r.xlsx", "Par quartier", "C6")
    assert (second.field, second.value, second.text, second.cell) == (Field.SITUATION, None, "provisoire", "")
