"""Make a campaign's folder from a template."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import save_campaign
from qpv_xlsx.campaigns.folder import DOCUMENT, WORKBOOK
from qpv_xlsx.campaigns.folder_making import ROOMS, has_content, made_aside
from qpv_xlsx.campaigns.geographies import Geography, geography_names, load_geography
from qpv_xlsx.campaigns.path_room import refuse_reserved
from qpv_xlsx.campaigns.starters import campaign_code, load_template
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.catalogue import Catalogue, with_measures
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.official.coding import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A new campaign's folder. *kept*: the copy of a campagne.xlsx that stood there; None: there was none."""

    folder: Path
    campaign: Campaign
    kept: Path | None = None


_QPV = "QPV"  # the unit of a measure that counts them
BLANK = "vierge"
"""The template in which nothing is filled in."""


def start_campaign(
    template: str,
    *,
    year: int | None = None,
    geography: str | None = None,
    communes: Sequence[str] = (),
    folder: Path | None = None,
) -> Campaign:
    """The campaign that *template* gives for *year* (None: the template's own), on *geography* (None: likewise).

    *communes*: of that geography, only these; empty: all.

    A blank campaign takes its code from its *folder*'s name and its year.
    """
    campaign = load_template(template)
    asked = campaign.year if year is None else year
    is_named_by_folder = template == BLANK and folder is not None
    territories = tuple(_located(campaign.territories, geography, communes))
    return replace(
        campaign,
        code=folder_code(folder, asked) if is_named_by_folder and folder else campaign_code(template, asked),
        year=asked,
        territories=territories,
        catalogue=asked_where_it_is(_as_many_as_quartiers(campaign.catalogue, territories), territories),
    )


def _as_many_as_quartiers(catalogue: Catalogue, territories: Sequence[Territory]) -> Catalogue:
    """What counts QPV goes up to their number, where the list has more of them than the template's."""
    number = max((len(one.quartiers) for one in territories), default=0)
    return with_measures(
        catalogue,
        lambda one: (
            replace(one, maximum=max(one.maximum, number)) if one.unit == _QPV and one.maximum is not None else one
        ),
    )


def asked_where_it_is(catalogue: Catalogue, territories: Sequence[Territory]) -> Catalogue:
    """What is asked in some quartiers only, in those of them that the list has; as a whole where it has none of them."""
    known = {one.id for territory in territories for one in territory.quartiers}

    def there(measure: Measure) -> Measure:
        named = tuple(one for one in measure.quartiers if one in known)
        return replace(
            measure, quartiers=named, by_quartier=measure.by_quartier and (not measure.quartiers or bool(named))
        )

    return with_measures(catalogue, there) if known else catalogue


def folder_code(folder: Path, year: int) -> str:
    """« arles-2026 » for the folders « arles » and « arles-2026 »."""
    name = (
        slug(Path(os.path.normpath(folder.absolute())).name) or "campagne"
    )  # « CON » must not be looked for on the disk
    return name if name.endswith(f"-{year}") else f"{name}-{year}"


def _located(territories: tuple[Territory, ...], geography: str | None, communes: Sequence[str]) -> Iterator[Territory]:
    """Territories with their quartiers: the first takes the *geography* asked for, the others the one they name."""
    for rank, territory in enumerate(territories):
        asked = geography if rank == 0 else None
        if asked is not None:
            yield _on(territory, load_geography(asked, communes))
        elif not territory.quartiers and territory.geography in geography_names():
            yield _on(territory, load_geography(territory.geography))
        else:
            yield territory


def _on(territory: Territory, geography: Geography) -> Territory:
    return replace(territory, geography=geography.id, quartiers=geography.quartiers, geography_note=geography.note)


def make_folder(
    folder: Path,
    campaign: Campaign,
    *,
    language: str = "fr",
    now: datetime,
    is_forced: bool = False,
    texts: Path | None = None,
    carry: Callable[[Path], None] | None = None,
) -> Started:
    """Write campagne.xlsx and the empty folders. Nothing is ever deleted: a former campagne.xlsx is kept beside.

    *texts*: a folder of letters' texts that the new campaign takes along. *carry*: writes what else it holds, before it is there.

    Raises CampaignError where *folder* holds something already, unless *is_forced*.
    """
    if not _is_folder(folder):
        refuse_reserved(folder)  # before it is looked for: on Windows, the name of a device is there and is no folder
        if folder.exists():
            raise CampaignError("init_not_a_folder", folder=str(folder))
    if not is_forced and has_content(folder):
        is_campaign = any((folder / name).is_file() for name in (WORKBOOK, DOCUMENT))
        raise CampaignError("init_campaign_there" if is_campaign else "init_not_empty", folder=str(folder))
    with made_aside(folder) as place:
        for room in ROOMS:
            (place / room).mkdir(exist_ok=True)
        if texts is not None and texts.is_dir():
            _copy_texts(texts, place / texts.name)
        kept = keep_former(place / WORKBOOK, now)
        save_campaign(campaign, place / WORKBOOK, language=language, created=now)
        if carry is not None:
            carry(place)
    return Started(folder=folder, campaign=campaign, kept=kept)


def _copy_texts(source: Path, target: Path) -> None:
    """The files of a folder, one after the other: what the system refuses is told as of any file."""
    target.mkdir(exist_ok=True)
    for path in source.iterdir():
        if path.is_file():
            shutil.copy2(path, target / path.name)


def _is_folder(path: Path) -> bool:
    """False also where Windows cannot tell: « CON » answers with an error."""
    try:
        return path.is_dir()
    except OSError:
        return False


def keep_former(path: Path, now: datetime) -> Path | None:
    """A copy of *path* under a name that no file has."""
    if not path.exists():
        return None
    stem = f"{path.stem}-avant-{now:%Y%m%d-%H%M%S}"
    names = (f"{stem}{'' if rank == 1 else f'-{rank}'}{path.suffix}" for rank in range(1, 1000))
    kept = next(path.with_name(name) for name in names if not path.with_name(name).exists())
    shutil.copy2(path, kept)
    return kept
