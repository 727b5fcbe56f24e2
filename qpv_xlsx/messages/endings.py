"""How a measure whose scheme has ended is told."""

from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.messages.wordbook import fill, phrase


def ended_words(measure: Measure, language: str) -> str:
    """« sans objet depuis 2018, remplacé par … »; empty for a measure that goes on."""
    if measure.without_object_since is None:
        return ""
    key = "without_object_replaced" if measure.replaced_by else "without_object"
    facts = {"year": str(measure.without_object_since), "by": measure.replaced_by}
    return fill(phrase(language, key), facts, language)
