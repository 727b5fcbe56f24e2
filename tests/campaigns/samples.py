"""The smallest campaign that makes sense, as a document."""

import copy
from typing import Any

_MEASURE = {"code": "EMP-01", "label": "Taux d’emploi", "kind": "share", "unit": "%", "direction": "up"}
_TEXTS = {
    "strategic_objective": "Emploi",
    "operational_objective": "Accompagner",
    "national_target": "25 %",
    "wording": "Part des habitants en emploi",
    "baseline_text": "17,3 %",
    "local_target": "25 % en 2020",
}
_DOCUMENT = {
    "schema": "qpv-xlsx/campaign/1",
    "code": "paris-2015",
    "title": "Contrat de ville de Paris",
    "year": 2015,
    "coordinator": {"name": "Mission ville", "email": "coordination@example.org"},
    "territories": [
        {
            "code": "PARIS",
            "name": "Paris",
            "geography": "paris-2015",
            "quartiers": [{"id": "goutte-d-or", "name": "Goutte d’Or"}],
        },
    ],
    "respondents": [
        {
            "code": "EMP",
            "name": "DIRECCTE",
            "territory": "PARIS",
            "conventions": ["EMP"],
            "contacts": [{"name": "Service statistique", "email": "emploi@example.org"}],
        },
    ],
    "catalogue": {
        "title": "Contrat de ville de Paris 2015-2020",
        "baseline_year": 2014,
        "start": 2015,
        "end": 2020,
        "conventions": [
            {"code": "EMP", "name": "Emploi", "indicators": [{"code": "EMP-01", **_TEXTS, "measures": [_MEASURE]}]},
        ],
    },
}


def document() -> dict[str, Any]:
    """A fresh copy, to be spoilt at will."""
    return copy.deepcopy(_DOCUMENT)


def spoilt(path: str, value: object) -> dict[str, Any]:
    """The sample with *value* at the slash-separated *path*; REMOVED takes the key away."""
    whole = document()
    *above, last = path.strip("/").split("/")
    holder: Any = whole
    for step in above:
        holder = holder[int(step) if isinstance(holder, list) else step]
    if value is REMOVED:
        del holder[last]
    elif isinstance(holder, list):
        holder.insert(int(last), value)
    else:
        holder[last] = value
    return whole


REMOVED = object()
