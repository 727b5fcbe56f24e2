"""What is wrong with a campaign, where: cells that have the same wrong are told together, never one by one."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from qpv_xlsx.domain.findings import Fact, Problem
from qpv_xlsx.messages.cell_runs import cells_in_words


def problems_in_words(
    problems: Iterable[Problem], say: Callable[[str, Mapping[str, Fact]], str], language: str
) -> Iterator[tuple[str, str]]:
    """« Historique!B46 à B90 », and what *say* makes of the wrong there; in the order of the first of each.

    A JSON pointer stands alone.
    """
    told: dict[tuple[str, str], list[str]] = {}
    for problem in problems:
        sheet, is_cell, cell = problem.place.rpartition("!")
        sentence = say(problem.code, problem.facts)
        told.setdefault((f"{sheet}!" if is_cell else problem.place, sentence), []).append(cell if is_cell else "")
    for (place, sentence), cells in told.items():
        yield f"{place}{cells_in_words(cells, language)}", sentence
