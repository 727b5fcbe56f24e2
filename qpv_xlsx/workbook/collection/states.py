"""The *État* of a row, in a word: what its *Contrôle* says, summed up beside the question."""

from enum import StrEnum

from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.workbook.collection.controls import COMPLETE

MISSING = ("to_fill", "explain", "half_fraction", "territory", "perimeter")


class RowState(StrEnum):
    """What is to be done with a row. Words: ``labels.row_states``."""

    COMPLETE = "complete"
    TO_FILL = "to_fill"
    TO_CORRECT = "to_correct"
    NOT_ASKED = "not_asked"


def state_formula(control: str, said: str, language: str) -> tuple[str, str]:
    """The formula of a row's state, from the address of its *control*; and its result, from what the control has *said*."""
    missing = [label(language, "controls", word) for word in MISSING]
    complete = label(language, "controls", COMPLETE)
    lacks = ",".join(f"{control}={_quoted(word)}" for word in missing)
    rest = f"IF(OR({lacks}),{_state(RowState.TO_FILL, language)},{_state(RowState.TO_CORRECT, language)})"
    formula = f"=IF({control}={_quoted(complete)},{_state(RowState.COMPLETE, language)},{rest})"
    return formula, state_word(said, language)


def state_word(said: str, language: str) -> str:
    """The state of a row whose control has *said* this."""
    if said == label(language, "controls", COMPLETE):
        return label(language, "row_states", RowState.COMPLETE)
    is_missing = any(said == label(language, "controls", word) for word in MISSING)
    return label(language, "row_states", RowState.TO_FILL if is_missing else RowState.TO_CORRECT)


def _state(state: RowState, language: str) -> str:
    return _quoted(label(language, "row_states", state))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
