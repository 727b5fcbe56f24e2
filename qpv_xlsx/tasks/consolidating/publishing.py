"""What may be given to the public: masked, audited, refused where it would tell too much, and remembered."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from qpv_xlsx.domain.contract.campaign import Campaign, quartiers_of
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.judging.courses import course_in
from qpv_xlsx.domain.judging.statuses import attainment
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.domain.publishing.diffusion import Diffusion, diffuse
from qpv_xlsx.domain.publishing.earlier_publications import Publication
from qpv_xlsx.domain.publishing.linked_system import CellKey
from qpv_xlsx.domain.publishing.publications_carried import present_publications
from qpv_xlsx.domain.publishing.rounded_shares import Standing
from qpv_xlsx.export.printed_figures import printed_figures
from qpv_xlsx.export.relational import tables_of
from qpv_xlsx.export.secrecy_audit import audit_document
from qpv_xlsx.register import Register
from qpv_xlsx.spreadsheet.files import write_whole
from qpv_xlsx.workbook.master.secrecy_audit_sheet import write_audit

FOLDER = "diffusion"  # inside « synthese »: what may leave the house, and nothing else
_INSIDE = "synthese"


def prepare(campaign: Campaign, ledger: Ledger, register: Register) -> Diffusion:
    """The campaign and its ledger as they may be published. Raises CampaignError, before anything is written, where not."""
    earlier = present_publications(campaign, register.publications())
    made = diffuse(campaign, ledger, earlier, standing_in(campaign))
    if made.protection.exposed:
        raise _exposed(made, campaign.options.rules.small_count)
    return made


def standing_in(campaign: Campaign) -> Standing:
    """The status of a figure in the year it is of, so that rounding never changes one."""
    measures, thresholds = campaign.catalogue.measure_by_code, campaign.options.thresholds

    def stands(key: CellKey, value: float) -> object:
        measure = measures.get(key.measure)
        course = None if measure is None else course_in(campaign, measure, key.territory)
        return course and attainment(course, value, key.year, thresholds)

    return stands


def _exposed(made: Diffusion, limit: int) -> CampaignError:
    """What would be worked out, by the rule that asks for its secret: the threshold of counts, or a part of an amount."""
    exposed = {key: made.system.unknowns[key].need == limit for key in made.protection.exposed}
    are_counts, are_amounts = any(exposed.values()), not all(exposed.values())
    code = "diffusion_exposed"
    if are_amounts:
        code = "diffusion_exposed_both" if are_counts else "diffusion_exposed_amounts"
    return CampaignError(code, cells=_listed(exposed), limit=limit)


def _listed(keys: Iterable[CellKey]) -> str:
    return ", ".join(sorted({f"{key.measure} {key.quartier}".strip() for key in keys}))


def _printed(made: Diffusion) -> list[dict[str, str | int]]:
    """How many figures each linked table prints; none of them may be one that is withheld."""
    printed = printed_figures(tables_of(made.campaign, made.ledger, is_diffusion=True), made.campaign)
    told = frozenset[CellKey]().union(*printed.values()) & made.withheld.keys()
    if told:
        raise CampaignError("diffusion_exposed", cells=_listed(told), limit=made.campaign.options.rules.small_count)
    return [{"name": name, "figures": len(keys)} for name, keys in printed.items()]


def remember(
    made: Diffusion, campaign: Campaign, register: Register, folder: Path, name: str, now: datetime
) -> tuple[Path, ...]:
    """Write the audit for the coordinator alone, and record the publication. Returns the audit's files.

    Raises CampaignError, before anything is written, where a table would print a masked figure.
    """
    printed = _printed(made)
    earlier = register.publications()
    document = audit_document(made, campaign, earlier, name, now) | {"tables": printed}
    files = _audit_files(document, campaign, folder, now)
    for path, content in files.items():
        write_whole(path, content)
    last = earlier[-1] if earlier else None
    if last is None or last.published != made.published or last.withheld != made.withheld:
        register.record_publication(
            Publication(
                number=0,
                moment=now,
                name=name,
                limit=campaign.options.rules.small_count,
                published=made.published,
                withheld=made.withheld,
                quartiers=quartiers_of(campaign),
            )
        )
    return tuple(files)


def _audit_files(document: Mapping[str, Any], campaign: Campaign, folder: Path, now: datetime) -> Mapping[Path, bytes]:
    stem = folder / _INSIDE / f"{campaign.code}_audit-secret"
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return {
        stem.with_suffix(".json"): text.encode(),
        stem.with_suffix(".xlsx"): write_audit(document, campaign, created=now),
    }
