"""The *État* of a row, in a word: what its *Contrôle* says, summed up beside the question."""

from enum import StrEnum

from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.workbook.collection.controls import COMPLETE, STILL_WRONG, TO_REVIEW

MISSING = ("to_fill", "explain", "half_fraction", "territory", "perimeter")


class RowState(StrEnum):
    """What is to be done with a row. Words: ``labels.row_states``."""

    COMPLETE = "complete"
    TO_FILL = "to_fill"
    TO_CORRECT = "to_correct"
    TO_REVIEW = "to_review"  # of a correction workbook: right as far as can be seen, and yet asked
    NOT_ASKED = "not_asked"


def state_formula(control: str, said: str, language: str, *, is_correction: bool = False) -> tuple[str, str]:
    """The formula of a row's state, from the address of its *control*; and its result, from what the control has *said*.

    *is_correction*: in a correction workbook a row may be to be reviewed.
    """
    missing = [label(language, "controls", word) for word in MISSING]
    complete = label(language, "controls", COMPLETE)
    lacks = ",".join(f"{control}={_quoted(word)}" for word in missing)
    rest = f"IF(OR({lacks}),{_state(RowState.TO_FILL, language)},{_state(RowState.TO_CORRECT, language)})"
    if is_correction:
        review = _quoted(label(language, "controls", TO_REVIEW))
        rest = f"IF({control}={review},{_state(RowState.TO_REVIEW, language)},{rest})"
    formula = f"=IF({control}={_quoted(complete)},{_state(RowState.COMPLETE, language)},{rest})"
    return formula, state_word(said, language)


def point_state_formula(is_open: str, word: str, control: str, state: str, language: str) -> str:
    """The state of one point: *word* while the formula *is_open* holds, then the *state* of its row.

    *control*, *state*: addresses. Of a row that only other points keep open, this one is complete.
    """
    others = ",".join(f"{control}={_quoted(label(language, 'controls', key))}" for key in (STILL_WRONG, TO_REVIEW))
    return f"=IF({is_open},{_quoted(word)},IF(OR({others}),{_state(RowState.COMPLETE, language)},{state}))"


def state_word(said: str, language: str) -> str:
    """The state of a row whose control has *said* this."""
    if said == label(language, "controls", COMPLETE):
        return label(language, "row_states", RowState.COMPLETE)
    if said == label(language, "controls", TO_REVIEW):
        return label(language, "row_states", RowState.TO_REVIEW)
    is_missing = any(said == label(language, "controls", word) for word in MISSING)
    return label(language, "row_states", RowState.TO_FILL if is_missing else RowState.TO_CORRECT)


def _state(state: RowState, language: str) -> str:
    return _quoted(label(language, "row_states", state))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
