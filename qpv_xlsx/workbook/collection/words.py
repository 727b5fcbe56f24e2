"""The collection workbook's own sentences."""

from functools import lru_cache

from qpv_xlsx.messages.wordbook import fill, label


@lru_cache(maxsize=1024, typed=True)  # the same few sentences stand beside hundreds of cells
def say(language: str, key: str, **facts: object) -> str:
    """A sentence of ``[labels.collection]``, filled in."""
    return fill(label(language, "collection", key), facts, language)
