"""A campaign's folder: campagne.xlsx, or campagne.json, found, read and written."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from qpv_xlsx.campaigns.documents import campaign_from_json, campaign_to_json
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.former import with_present_codes
from qpv_xlsx.domain.findings import CampaignError, Problem
from qpv_xlsx.spreadsheet.files import write_whole

WORKBOOK = "campagne.xlsx"
DOCUMENT = "campagne.json"
FORMS = (WORKBOOK, DOCUMENT)
_HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")


def holds_campaign(folder: Path) -> bool:
    """Whether a campaign stands in *folder*, in either form."""
    return any((folder / name).is_file() for name in FORMS)


def load_campaign(folder: Path) -> Campaign:
    """The campaign of *folder*, under its present codes: campagne.xlsx, else campagne.json; both: see *competing_forms*.

    Raises CampaignError where there is none, or with every problem of the one there is.
    """
    for name in FORMS:
        if (folder / name).is_file():
            return with_present_codes(load_file(folder / name))
    raise CampaignError("campaign_absent", folder=str(folder), workbook=WORKBOOK, document=DOCUMENT)


def load_file(path: Path) -> Campaign:
    """The campaign of one file, .json or workbook."""
    if path.suffix.lower() == ".json":
        return campaign_from_json(_parsed(path))
    from qpv_xlsx.campaigns.in_excel.reading import read_campaign  # no document needs what reads workbooks

    return read_campaign(path.read_bytes())


def competing_forms(folder: Path) -> tuple[Problem, ...]:
    """A warning where campagne.xlsx and campagne.json both stand and do not say the same: the workbook counts.

    Nothing where the workbook itself is wrong: whoever loads it says so.
    """
    paths = folder / WORKBOOK, folder / DOCUMENT
    if not all(path.is_file() for path in paths):
        return ()
    workbook, document = (_loaded(path) for path in paths)
    differ = workbook is not None and workbook != document
    return (Problem(place=DOCUMENT, code="campaign_forms_differ"),) if differ else ()


def unread_headers(path: Path) -> tuple[Problem, ...]:
    """A warning for each column of a campagne.xlsx that holds something under a header which is none of ours."""
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return ()
    from qpv_xlsx.campaigns.in_excel.reading import headers_not_read

    return headers_not_read(path.read_bytes())


def _loaded(path: Path) -> Campaign | None:
    try:
        return load_file(path)
    except CampaignError:
        return None


def save_campaign(campaign: Campaign, path: Path, *, language: str = "fr", created: datetime) -> None:
    """Write the campaign to *path*, as JSON where its name ends so, else as a workbook; all of it or nothing."""
    if path.suffix.lower() == ".json":
        text = json.dumps(campaign_to_json(campaign), ensure_ascii=False, indent=2) + "\n"
        write_whole(path, text.encode("utf-8"))
    else:
        from qpv_xlsx.campaigns.in_excel.writing import write_campaign

        write_whole(path, write_campaign(campaign, language=language, created=created))


def _parsed(path: Path) -> Any:  # noqa: ANN401  (the schema decides)
    """The document of a file, of which nothing else is held: a country's takes tens of megabytes."""
    content = path.read_bytes()
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
        if _HALF_CHARACTER.search(content):
            json.dumps(document, ensure_ascii=False).encode("utf-8")  # a half alone cannot be written anywhere
    except json.JSONDecodeError as wrong:
        raise CampaignError("campaign_not_json", file=path.name, line=wrong.lineno, column=wrong.colno) from wrong
    except (ValueError, RecursionError) as wrong:
        raise CampaignError("campaign_not_json", file=path.name, line=1, column=1) from wrong
    return document


def _refuse(constant: str) -> NoReturn:
    """NaN and infinities are no JSON."""
    raise ValueError(constant)
