"""How a measure whose scheme has ended is told."""

from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.messages.wordbook import phrase


def ended_words(measure: Measure, language: str) -> str:
    """« sans objet depuis 2018, remplacé par … »; empty for a measure that goes on."""
    if measure.without_object_since is None:
        return ""
    year, by = str(measure.without_object_since), measure.replaced_by
    return (
        phrase(language, "without_object_replaced", year=year, by=by)
        if by
        else phrase(language, "without_object", year=year)
    )
