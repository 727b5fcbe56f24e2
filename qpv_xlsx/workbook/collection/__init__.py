"""Writes the workbook that a respondent fills in: one module per sheet."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, measures_of
from qpv_xlsx.domain.contract.questions import Question, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.workbook.collection.contents import contents_of
from qpv_xlsx.workbook.collection.form import Form
from qpv_xlsx.workbook.collection.writing import write_form

__all__ = ["write_collection"]

_NOTHING: Mapping[Question, Value] = MappingProxyType({})


def write_collection(
    campaign: Campaign,
    respondent: Respondent,
    reference: Reference,
    *,
    language: str = "fr",
    answers: Mapping[Question, Value] = _NOTHING,
    created: datetime,
) -> bytes:
    """The collection workbook of *respondent*, prefilled with *answers*: figures in the measure's unit, enums by value.

    The same arguments give the same bytes.
    """
    return write_form(
        Form(
            campaign=campaign,
            respondent=respondent,
            reference=reference,
            language=language,
            created=created,
            contents=contents_of(measures_of(campaign, respondent), answers, language),
            marks={},
        ),
    )
