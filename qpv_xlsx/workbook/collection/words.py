"""The collection workbook's own sentences."""

from qpv_xlsx.messages.catalogue import label
from qpv_xlsx.messages.sentences import fill


def say(language: str, key: str, **facts: object) -> str:
    """A sentence of ``[labels.collection]``, filled in."""
    return fill(label(language, "collection", key), facts, language)
