"""« Votre réponse » of a correction workbook: what the respondent says beside each point."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qpv_xlsx.domain.findings import Code, Finding, finding
from qpv_xlsx.domain.merging.confirming import Confirmed
from qpv_xlsx.domain.spelling import folded, tidy
from qpv_xlsx.messages.wordbook import LANGUAGES, label
from qpv_xlsx.spreadsheet.book import Book, Grid
from qpv_xlsx.workbook.reading.rows import place_of
from qpv_xlsx.workbook.reading.strays import is_blank, read_as_typed

_CONFIRMS = re.compile(
    r"^\W*(?:[\d\s.,%€]+[,:;–-]\s*)?(?:(?:oui|yes)\b[\s,:;–-]*)?(?:(?:je|nous|i|we)?\s*(?:le\s|la\s)?(?:confirm\w*|maint\w+)(?:\s(?:ce|le|la|notre|this|the|our)\s(?:chiffre|valeur|résultat|taux|nombre|montant|figure|value|result))?"
    r"|(?:c'est|ce\schiffre\sest|le\s(?:chiffre|résultat|taux|nombre|montant)\sest|la\svaleur\sest|(?:chiffre|valeur|résultat)|it\sis|the\sfigure\sis)\s(?:bien\s)?(?:exacte?|correcte?|juste|bonn?e?|vérifiée?|confirmée?|(?:le\sbon|notre)\schiffre|right))\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:erreurs?|erronée?s?|faux|fausse|inexacte?s?|tromp\w+|coquille|à corriger|pas (?:exact|correct|bon)\w*|mistake|wrong)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"^[\s,;:.–-]*(?:parce qu(?:e\s|')|car\s|because\s)?[\s,;:.–-]*", re.IGNORECASE)
_DONE = frozenset({"corrige", "corrigee", "corriges", "c'est corrige", "fait", "ok", "corrected", "done"})
_FEWEST = 3  # letters of a reason


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerColumn:
    """Where the answers stand on « Corrections », and the keys that say what they are about."""

    grid: Grid
    header_row: int
    answer: int
    key: int

    @property
    def numbers(self) -> frozenset[int]:
        """Columns in which a respondent is meant to write, or that are the program's."""
        return frozenset({self.answer, self.key})


def find_answer_column(book: Book) -> AnswerColumn | None:
    """The column, by its header in any language; None where the workbook has none, or lost it."""
    for grid in book.grids:
        if folded(grid.name) != folded(label("fr", "sheets", "corrections")):
            continue
        found = {
            key: (row, column)
            for (row, column), cell in grid.cells.items()
            for key in ("point_answer", "point_key")
            if isinstance(cell.value, str)
            and folded(cell.value) in {folded(label(language, "collection", key)) for language in LANGUAGES}
        }
        if len(found) > 1:
            row, answer = found["point_answer"]
            return AnswerColumn(grid=grid, header_row=row, answer=answer, key=found["point_key"][1])
    return None


def read_confirmations(column: AnswerColumn | None) -> tuple[Confirmed, tuple[Finding, ...]]:
    """Confirmations with their reason. Other words, or a confirmation without a reason, are told (S12): never lost."""
    if column is None:
        return {}, ()
    confirmed: dict[tuple[str, str, str], str] = {}
    told: list[Finding] = []
    for row, words in _answers(column):
        key_cell = column.grid.cells.get((row, column.key))
        key = tuple(str(key_cell.value).split("|")) if key_cell is not None and key_cell.value else ()
        reason = reason_of(words)
        if len(key) == len(("measure", "quartier", "code")) and reason:
            confirmed[key[0], key[1], key[2]] = reason
        elif folded(words).rstrip(" .!") not in _DONE:
            place = place_of(column.grid, row, column.answer)
            told.append(finding(Code.S12, case="answer", place=place, read=words))
    return confirmed, tuple(told)


def reason_of(words: str) -> str:
    """« la crèche a fermé » of « Je confirme, parce que la crèche a fermé »; empty where it is no confirmation, or says no reason.

    Words that speak of an error confirm nothing, whatever they begin with.
    """
    said = tidy(words)
    confirms = _CONFIRMS.match(said)
    if confirms is None or _DENIES.search(said):
        return ""
    reason = _LINK.sub("", said[confirms.end() :], count=1).strip()
    return reason if sum(letter.isalpha() for letter in reason) >= _FEWEST else ""


def _answers(column: AnswerColumn) -> Iterator[tuple[int, str]]:
    for (row, number), cell in sorted(column.grid.cells.items()):
        if number == column.answer and row > column.header_row and not is_blank(cell):
            yield row, read_as_typed(cell)
