"""The sheets of ``decisions.xlsx`` and their columns, for writing and for reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from qpv_xlsx.messages.wordbook import label

TO_DECIDE, DECIDED, COMMITTEE, QUESTIONS, MARKS = "to_decide", "decided_sheet", "committee", "questions", "marks"
"""The sheets, in order; the last one is hidden."""

TITLE_ROW, HELP_ROW, HEADER_ROW = 1, 2, 4
FIRST_ROW = HEADER_ROW + 1
FEWEST_RIVALS = 2
FROZEN = 6
"""The first column that scrolls: what is to be decided stays in view."""
MEMORY_COLUMN = 2
"""Of the hidden sheet: from there on, what the register remembers of decisions, one of them a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionColumn:
    """One column. *key* keys its header among the labels « decisions »; *letter*: of the rival, in headers that name one.

    *is_entry*: yellow, for the coordinator. *is_hidden*: for the program.
    """

    key: str
    width: float
    letter: str = ""
    is_entry: bool = False
    is_hidden: bool = False

    @property
    def name(self) -> str:
        """What tells it from the others of its sheet."""
        return f"{self.key} {self.letter}".strip()

    def header(self, language: str) -> str:
        """Its header."""
        return label(language, "decisions", self.key).replace("{letter}", self.letter)


def letters(count: int) -> str:
    """« AB » for two rivals."""
    return "ABCDEFGHIJ"[:count]


def lines_columns(rivals: int) -> tuple[DecisionColumn, ...]:
    """« À trancher », with room for *rivals* returns side by side."""
    pairs = (
        DecisionColumn(key=key, width=width, letter=letter)
        for letter in letters(max(rivals, FEWEST_RIVALS))
        for key, width in (("rival", 28.0), ("rival_file", 22.0))
    )
    return (
        DecisionColumn(key="key", width=11),
        DecisionColumn(key="respondent", width=16),
        DecisionColumn(key="measure", width=20),
        DecisionColumn(key="quartier", width=10),
        DecisionColumn(key="said", width=30),
        DecisionColumn(key="baseline", width=20),
        DecisionColumn(key="target", width=22),
        DecisionColumn(key="last_year", width=14),
        *pairs,
        DecisionColumn(key="counting", width=15),
        DecisionColumn(key="proposal", width=12),
        DecisionColumn(key="choice", width=20, is_entry=True),
        DecisionColumn(key="value", width=10, is_entry=True),
        DecisionColumn(key="reason", width=24, is_entry=True),
        DecisionColumn(key="situation", width=12, is_entry=True),
        DecisionColumn(key="scope", width=12, is_entry=True),
        DecisionColumn(key="remark", width=34),
        DecisionColumn(key="shown", width=10, is_hidden=True),
    )


DECIDED_COLUMNS: Sequence[DecisionColumn] = (
    DecisionColumn(key="key", width=12),
    DecisionColumn(key="respondent", width=18),
    DecisionColumn(key="measure", width=34),
    DecisionColumn(key="quartier", width=18),
    DecisionColumn(key="decided", width=48, is_entry=True),
    DecisionColumn(key="reason_given", width=40),
    DecisionColumn(key="author", width=16),
    DecisionColumn(key="moment", width=16),
)

COMMITTEE_COLUMNS: Sequence[DecisionColumn] = (
    DecisionColumn(key="key", width=12),
    DecisionColumn(key="measure", width=44),
    DecisionColumn(key="appraisal", width=30, is_entry=True),
    DecisionColumn(key="committee_comment", width=60, is_entry=True),
    DecisionColumn(key="shown", width=10, is_hidden=True),
)

QUESTIONS_COLUMNS: Sequence[DecisionColumn] = (
    DecisionColumn(key="key", width=16),
    DecisionColumn(key="measure", width=24),
    DecisionColumn(key="question", width=50),
    DecisionColumn(key="baseline", width=26),
    DecisionColumn(key="target", width=26),
    DecisionColumn(key="answer", width=46, is_entry=True),
    DecisionColumn(key="start_perimeter", width=24, is_entry=True),
    DecisionColumn(key="answered_on", width=12),
    DecisionColumn(key="shown", width=10, is_hidden=True),
)
