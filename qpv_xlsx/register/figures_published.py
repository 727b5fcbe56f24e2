"""Figures of a publication as JSON text, both ways: one short list per figure."""

import json
from collections.abc import Mapping

from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.publishing.linked_system import CellKey

Amounts = Mapping[CellKey, float]
Quartiers = Mapping[str, tuple[str, ...]]


def encode_figures(published: Amounts, withheld: Amounts, quartiers: Quartiers) -> str:
    """Both sorts of figures, and the quartiers that there were."""
    document = {"published": _rows(published), "withheld": _rows(withheld), "quartiers": quartiers}
    return json.dumps(document, separators=(",", ":"))


def decode_figures(text: str) -> tuple[Amounts, Amounts, Quartiers]:
    """The published and the withheld figures that were encoded, and the quartiers: older publications do not say them."""
    document = json.loads(text)
    quartiers = {territory: tuple(ids) for territory, ids in document.get("quartiers", {}).items()}
    return _figures(document["published"]), _figures(document["withheld"]), quartiers


def _rows(figures: Amounts) -> list[list[str | int | float]]:
    return [
        [key.year, key.territory, key.respondent, key.measure, key.quartier, key.field.value, value]
        for key, value in sorted(figures.items())
    ]


def _figures(rows: list[list[str]]) -> dict[CellKey, float]:
    return {
        CellKey(
            year=int(year),
            territory=territory,
            respondent=respondent,
            measure=measure,
            quartier=quartier,
            field=Field(field),
        ): float(value)
        for year, territory, respondent, measure, quartier, field, value in rows
    }
