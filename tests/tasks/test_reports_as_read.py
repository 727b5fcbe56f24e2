"""What is told of files is written as they are read: a country's answers are not held together."""

import gc
import io
import json
from collections.abc import Iterator

import pytest

from qpv_xlsx.campaigns.starters import load_template
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Place, finding
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission
from qpv_xlsx.tasks.incoming.reading_report import Reading, waiting_document, write_report

PARIS = load_template("paris-2015-2020")
NAMES = ("retour.xlsx", "retour « bis »\n.xlsx", "nom \udce9tranger.ods")


def _reading(name: str) -> Reading:
    asked = Question(measure="EMP-01", quartier="", field=Field.VALUE)
    answer = Answer(question=asked, value=0.5, raw="50 %\n(env.)", place=Place(sheet="Indicateurs", cell="G7"))
    origin = Origin(name=name, sha256="0" * 64, format="xlsx", respondent="EMP", year=2016)
    said = finding(Code.M03, case="own_blank")
    submission = Submission(origin=origin, outcome=Outcome.ACCEPTED, answers={asked: answer}, findings=(said,))
    return Reading(path=name, submission=submission)


def _written(names: tuple[str, ...]) -> str:
    document = io.StringIO()
    write_report(document, PARIS, map(_reading, names), "fr")
    return document.getvalue()


@pytest.mark.parametrize("count", range(len(NAMES) + 1))
def test_the_document_is_the_one_that_would_be_written_at_once(count: int) -> None:
    text = _written(NAMES[:count])
    document = json.loads(text)
    assert text == json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    assert [file["path"] for file in document["files"]] == list(NAMES[:count])
    assert document["summary"]["files"] == document["summary"]["answers"] == count


def test_a_document_waits_as_it_was_written() -> None:
    with waiting_document() as document:
        write_report(document, PARIS, map(_reading, NAMES), "fr")
        document.seek(0)
        assert document.read() == _written(NAMES)


def test_no_answer_is_held_once_it_is_told() -> None:
    alive: list[int] = []

    def readings() -> Iterator[Reading]:
        for _ in range(20):
            alive.append(sum(isinstance(one, Submission) for one in gc.get_objects()))
            yield _reading("retour.xlsx")

    gc.collect()
    told = write_report(io.StringIO(), PARIS, readings(), "fr")
    assert max(alive[1:]) <= alive[0] + 1
    assert len(told) == len(alive)
