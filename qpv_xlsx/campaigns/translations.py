"""What the schemas say, in each language: a schema is written in French, its English stands beside it."""

import json
from collections.abc import Mapping
from functools import cache

from qpv_xlsx.campaigns.resources import resource


def in_languages(french: str) -> Mapping[str, str]:
    """A title or description of a schema; what is no text of theirs (a key) is the same in each language."""
    return {"fr": french, "en": _english().get(french, french)}


@cache
def _english() -> Mapping[str, str]:
    found: Mapping[str, str] = json.loads(resource("schema", "english.json").read_text("utf-8"))
    return found
