"""A sheet whose part is not in the file costs its own answers, never those of the others."""

import io
import zipfile

from qpv_xlsx.domain.findings import Code, Severity
from qpv_xlsx.domain.returned.answers import Outcome, Submission
from qpv_xlsx.workbook.reading.returns import read_return
from tests.paris import paris
from tests.reading.filled import answers, content, values

BY_QUARTIER, HIDDEN = "xl/worksheets/sheet3.xml", "xl/worksheets/sheet5.xml"


def without(part: str) -> Submission:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content())) as whole, zipfile.ZipFile(held, "w") as some:
        for name in whole.namelist():
            if name != part:
                some.writestr(name, whole.read(name))
    return read_return(held.getvalue(), "retour.xlsx", paris())


def test_a_hidden_sheet_that_is_lost_costs_nothing() -> None:
    submission = without(HIDDEN)
    assert values(submission) == dict(answers())
    assert [(one.severity, one.case) for one in submission.findings if one.code is Code.F01] == [
        (Severity.INFO, "left_out")
    ]


def test_a_sheet_of_answers_that_is_lost_is_an_error_and_the_other_is_read() -> None:
    submission = without(BY_QUARTIER)
    assert submission.outcome is Outcome.ACCEPTED
    assert values(submission) == {question: value for question, value in answers().items() if not question.quartier}
    assert [(one.severity, one.facts["part"]) for one in submission.findings if one.code is Code.F01] == [
        (Severity.ERROR, BY_QUARTIER)
    ]
