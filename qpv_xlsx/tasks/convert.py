"""campagne.xlsx to campagne.json and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from qpv_xlsx.campaigns import load_file, save_campaign, unread_headers
from qpv_xlsx.campaigns.folder import DOCUMENT, WORKBOOK
from qpv_xlsx.domain.findings import CampaignError, Problem

_OTHER: Mapping[str, str] = MappingProxyType({".xlsx": ".json", ".json": ".xlsx"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """What was read and what was written. *unread*: columns of the source that are none of a campaign's."""

    source: Path
    target: Path
    unread: tuple[Problem, ...] = ()


def convert(
    folder: Path,
    source: Path | None = None,
    target: Path | None = None,
    *,
    language: str = "fr",
    now: datetime,
    is_forced: bool = False,
) -> Conversion:
    """Write the campaign of *source* (None: the one of *folder*) in its other form, to *target* (None: beside it).

    Raises CampaignError where the source is missing or wrong, or the target exists and is not to be overwritten.
    """
    source = source or _campaign_file(folder)
    if not source.is_file():
        raise CampaignError("convert_no_source", file=str(source))
    target = target or source.with_suffix(_other(source))
    _other(target)
    if target.exists() and not is_forced:
        raise CampaignError("convert_target_exists", file=str(target))
    save_campaign(load_file(source), target, language=language, created=now)
    return Conversion(source=source, target=target, unread=unread_headers(source))


def _campaign_file(folder: Path) -> Path:
    for name in (WORKBOOK, DOCUMENT):
        if (folder / name).is_file():
            return folder / name
    raise CampaignError("campaign_absent", folder=str(folder), workbook=WORKBOOK, document=DOCUMENT)


def _other(path: Path) -> str:
    """The ending of the other form."""
    other = _OTHER.get(path.suffix.lower())
    if other is None:
        raise CampaignError("convert_other_form", file=path.name)
    return other
