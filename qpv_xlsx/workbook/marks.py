"""Identity marks as data: what is written in a collection workbook so that its return can be recognised.

In the order of trust: the reference printed on every visible sheet; the hidden sheet; the document property; the
defined name. Each is lost by some program; cell texts survive everything.
"""

from collections.abc import Iterator
from datetime import datetime

from qpv_xlsx.domain.contract.reference import Reference, print_reference
from qpv_xlsx.version import __version__

PROPERTY = "qpv-xlsx"
"""Custom document property that holds the reference."""

NAME = "qpv_reference"
"""Defined name that holds the reference as a constant text."""

FORM_VERSION = 2
"""Version of the form itself: sheets, columns, marks. 1: the official table first, as 1.0.0 wrote it; still read."""


def hidden_rows(reference: Reference, year: int, language: str, created: datetime) -> Iterator[tuple[str, str]]:
    """What stands on the hidden sheet: key in column A, text in column B, from row 1."""
    yield "qpv-xlsx", __version__
    yield "form", str(FORM_VERSION)
    yield "reference", print_reference(reference)
    yield "campaign", reference.campaign
    yield "respondent", reference.respondent
    yield "version", str(reference.version)
    yield "year", str(year)
    yield "language", language
    yield "created", created.isoformat(timespec="seconds")


def constant(reference: Reference) -> str:
    """The formula of the defined name: a constant text."""
    return f'="{print_reference(reference)}"'
