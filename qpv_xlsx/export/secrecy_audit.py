"""The audit of a publication as a JSON document. For the coordinator alone: it says which masked figures are small."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.publishing.diffusion import Diffusion
from qpv_xlsx.domain.publishing.earlier_publications import Publication
from qpv_xlsx.domain.publishing.linked_system import CellKey
from qpv_xlsx.domain.publishing.secret_figures import KeptSecret

SCHEMA = "qpv-xlsx/secrecy-audit/1"


def audit_document(
    made: Diffusion, campaign: Campaign, earlier: Sequence[Publication], name: str, now: datetime
) -> dict[str, Any]:
    """What was masked and why, what can be worked out of each, and what earlier publications had given away."""
    cells = [*_cells(made)]
    widths = [cell["high"] - cell["low"] for cell in cells if cell["high"] is not None and not cell["given_away"]]
    return {
        "schema": SCHEMA,
        "campaign": campaign.code,
        "written": now.isoformat(),
        "publication": name,
        "limit": campaign.options.rules.small_count,
        "earlier": [{"number": one.number, "written": one.moment.isoformat(), "name": one.name} for one in earlier],
        "summary": {
            "published": len(made.published),
            "masked": len(made.masked),
            "primary": len(made.primary),
            "secondary": len(made.masked - made.primary),
            "narrowest": min(widths, default=None),
            "given_away": sum(cell["given_away"] for cell in cells),
        },
        "cells": cells,
        "kept": [_kept(one) for one in made.kept],
    }


def _kept(one: KeptSecret) -> dict[str, Any]:
    """« s » in a row that is not taken."""
    asked = one.question
    return {
        "respondent": one.respondent,
        "measure": asked.measure,
        "quartier": asked.quartier or None,
        "file": one.file,
    }


def _cells(made: Diffusion) -> Iterator[dict[str, Any]]:
    """Masked cells, and what could be worked out beside them (complements, blanks); shares have no interval of their own."""
    intervals = made.protection.intervals
    shares = {key for key in made.masked if made.system.unknowns[key].lower < 0}
    for key in sorted({*made.masked, *(key for key in intervals if made.system.unknowns[key].need)}):
        interval = None if key in shares else intervals.get(key)
        yield {
            **_named(key),
            "kind": "primary" if key in made.primary else "secondary" if key in made.masked else "derived",
            "low": None if interval is None else round(interval.low, 6),
            "high": None if interval is None else round(interval.high, 6),
            "needed": made.system.unknowns[key].need or None,
            "given_away": key in made.protection.lost,
        }


def _named(key: CellKey) -> dict[str, Any]:
    return {
        "year": key.year,
        "territory": key.territory,
        "respondent": key.respondent,
        "measure": key.measure,
        "quartier": key.quartier or None,
        "field": key.field.value,
        "role": key.role or None,
        "publication": key.vintage or None,
    }
