"""Example replies are what their names say."""

from random import Random

import pytest

from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.tasks.demo_replies import Reply, careless, flawless, half_filled
from qpv_xlsx.workbook.collection import write_collection
from qpv_xlsx.workbook.reading.returns import read_return
from tests.paris import paris
from tests.reading.filled import CREATED

WHO = [one.code for one in paris().respondents]


def severities(reply: Reply, code: str) -> set[Severity]:
    who = next(one for one in paris().respondents if one.code == code)
    reference = Reference(campaign=paris().code, respondent=code, version=1)
    answers = reply(paris(), who, Random(code))
    content = write_collection(paris(), who, reference, answers=answers, created=CREATED)
    return {found.severity for found in read_return(content, "retour.xlsx", paris()).findings}


@pytest.mark.parametrize("code", WHO)
def test_nothing_is_to_be_looked_at_in_a_flawless_reply(code: str) -> None:
    assert severities(flawless, code) <= {Severity.INFO}


@pytest.mark.parametrize("code", ["EDU", "CAF"])
def test_a_careless_reply_holds_errors(code: str) -> None:
    assert Severity.ERROR in severities(careless, code)


def test_a_half_filled_reply_is_to_be_completed() -> None:
    assert Severity.WARNING in severities(half_filled, "INT")
