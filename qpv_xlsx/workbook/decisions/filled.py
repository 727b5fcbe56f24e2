"""What a coordinator filled in: one value per sheet row, by key."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from qpv_xlsx.domain.deciding.lines import Offer
from qpv_xlsx.domain.deciding.notes import NoteKind
from qpv_xlsx.domain.spelling import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledLine:
    """A row of « À trancher » with at least one yellow cell filled. *place*: « À trancher!A7 ».

    *offer* is None where the words are none of the list. *sha256*: of the return whose letter was chosen; empty where
    the row does not know the letter. *mark*: of what the row showed; empty where its hidden cell is gone.
    *words*: the choice as it stands in the cell. Empty texts: nothing typed.
    """

    key: str
    place: str
    words: str
    offer: Offer | None = None
    sha256: str = ""
    value: str = ""
    situation: str = ""
    scope: str = ""
    reason: str = ""
    mark: str = ""

    @property
    def choice(self) -> tuple[str, ...]:
        """What was chosen, to tell whether two copies decide the same; reasons may differ."""
        typed = (self.value, self.situation, self.scope)
        return self.offer or folded(self.words), self.sha256, *map(folded, typed)

    @property
    def told(self) -> str:
        """The choice with its reason, in words."""
        reason = f"({self.reason})" if self.reason else ""
        return " ".join(part for part in (self.words, self.value, self.situation, reason) if part)


def reasons_of(rows: Iterable[FilledLine]) -> str:
    """Colleagues who decide the same may say why in their own words: each is kept."""
    return " ; ".join(dict.fromkeys(row.reason for row in rows if row.reason))


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledNote:
    """One cell of « Comité ». *shown*: the mark of the words that the copy was written with; empty where it is lost."""

    measure: str
    kind: NoteKind
    words: str
    place: str
    shown: str

    @property
    def is_changed(self) -> bool:
        """Whether somebody wrote there since."""
        return mark_of(self.words) != self.shown

    def is_written_over(self, present: str) -> bool:
        """Whether *present* is what the copy showed: nobody has changed it meanwhile."""
        return mark_of(present) == self.shown


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledQuestion:
    """A row of « Questions du tableau ». *mark*: of what it says; *shown*: of what the copy was written with."""

    key: str
    words: str
    perimeter: str
    place: str
    mark: str
    shown: str

    @property
    def is_changed(self) -> bool:
        """Whether somebody wrote there since."""
        return self.mark != self.shown

    @property
    def said(self) -> str:
        """What stands in its yellow cells."""
        return ", ".join(part for part in (self.words, self.perimeter) if part) or "–"


def mark_of(words: str) -> str:
    """A short mark of a text; « - » for none."""
    return hashlib.sha256(words.strip().encode("utf-8", "backslashreplace")).hexdigest()[:8] if words.strip() else "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledDecisions:
    """A whole copy. *cleared*: keys of decisions taken whose row was emptied. *missing*: sheets that are no longer there.

    *remembered*: the register's decisions as they were when the copy was written, oldest first, in the register's own words.
    """

    name: str
    campaign: str
    lines: tuple[FilledLine, ...] = ()
    cleared: tuple[str, ...] = ()
    notes: tuple[FilledNote, ...] = ()
    questions: tuple[FilledQuestion, ...] = ()
    missing: tuple[str, ...] = ()
    remembered: tuple[str, ...] = ()
