"""Collection workbooks as they were sent, blank or filled in completely: what the files of the corpus started from."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import Question, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.workbook.collection import write_collection
from tests.paris import paris, respondent
from tests.returns.replies import replies

CREATED = datetime(2015, 9, 1, tzinfo=UTC)


@cache
def filled(code: str = "EDU", *, version: int = 1) -> bytes:
    """The workbook of a respondent with every answer, which reading has nothing to say of."""
    return written(paris(), code, replies(code), version=version)


@cache
def blank(code: str = "EDU") -> bytes:
    """The workbook of a respondent as it was sent."""
    return written(paris(), code, {})


def written(campaign: Campaign, code: str, answers: Mapping[Question, Value], *, version: int = 1) -> bytes:
    """A collection workbook."""
    reference = Reference(campaign=campaign.code, respondent=code, version=version)
    return write_collection(campaign, respondent(code), reference, answers=answers, created=CREATED)


def of_year(year: int) -> Campaign:
    """The same campaign in another year."""
    return replace(paris(), code=f"paris-{year}", year=year)
