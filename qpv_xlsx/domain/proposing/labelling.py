"""The words beside a figure, without what binds them to their neighbours: what the measure may be called."""

import re

from qpv_xlsx.domain.proposing.phrases import Phrase

_LEFTOVERS = re.compile(
    r"(?:^|[ ,;:(])(?:et|soit|dont|dans|sur|de|des|du|d'|au|aux|à|pour|en|un|chacune? des|correspondant à"
    r"|au moins|à minima|plus|\+)$",
    re.IGNORECASE,
)


def label_of(phrase: Phrase) -> str:
    """The words after the figure, or before it where it is an aside or has none after."""
    after = phrase.words_after.split(". ")[0].replace("( ", "(")
    before = phrase.words_before if phrase.is_aside or phrase.words_before.endswith(":") else ""
    words = after or before
    shorter = _trimmed(words)
    while shorter != words:
        words, shorter = shorter, _trimmed(shorter)
    return words


def _trimmed(words: str) -> str:
    trimmed = _LEFTOVERS.sub("", words.strip(" ,;:.")).strip(" ,;:.")
    if trimmed.count("(") > trimmed.count(")"):
        return trimmed[: trimmed.rindex("(")].strip()
    return trimmed.strip("()") if trimmed.count(")") > trimmed.count("(") else trimmed
