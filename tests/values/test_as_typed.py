"""What people type in a cell, for every kind of figure: what is read, what is proposed, what is refused.

``as_typed.tsv`` has one line per text and kind: the answers it gives (none: refused), and what is said of it, with
the proposal after « → » and the other possible reading after « or ».
"""

import csv
from functools import cache
from pathlib import Path

import pytest

from qpv_xlsx.domain.contract.measures import Direction, Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Value
from qpv_xlsx.domain.findings import Finding, Place
from qpv_xlsx.spreadsheet.book import Cell, FormatKind
from qpv_xlsx.workbook.reading.interpreting import Asked, interpret

TABLE = Path(__file__).parent / "as_typed.tsv"
IN_PERCENT_CELL = " (percent cell)"
UNITS = {Kind.SHARE: "%", Kind.GAP: "points", Kind.COUNT: "jeunes", Kind.AMOUNT: "€"}
LARGEST_COUNT = 100_000


@cache
def lines() -> tuple[dict[str, str], ...]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def cell(typed: str) -> Cell:
    number = typed.removesuffix(IN_PERCENT_CELL)
    if number != typed:
        return Cell(value=float(number), format_kind=FormatKind.PERCENT)
    return Cell(value=typed)


def measure(kind: Kind) -> Measure:
    return Measure(
        code="EMP-01",
        label="mesure",
        kind=kind,
        unit=UNITS.get(kind, ""),
        direction=Direction.UP,
        maximum=LARGEST_COUNT if kind is Kind.COUNT else None,
    )


def written(value: Value) -> str:
    return f"{value:.6g}" if isinstance(value, float) and value < 1 else str(value)


def said(found: Finding) -> str:
    proposal, other = found.facts.get("proposal"), found.facts.get("other")
    words = " ".join(part for part in (found.code.value, found.severity.value, found.case) if part)
    words += "" if proposal is None else f"→{proposal:.6g}"
    return words + ("" if other is None else f" or {other:.6g}")


def test_the_table_is_there() -> None:
    assert len(lines()) > 600


@pytest.mark.parametrize("line", lines(), ids=lambda line: f"{line['typed']} as a {line['kind']}")
def test_what_is_typed_is_read_as_meant_or_refused(line: dict[str, str]) -> None:
    asked = Asked(measure=measure(Kind(line["kind"])), field=Field.VALUE, place=Place(sheet="Indicateurs", cell="J6"))
    answers, findings = interpret(cell(line["typed"]), asked)
    read = "; ".join(f"{answer.question.field.value}={written(answer.value)}" for answer in answers)
    assert (read, "; ".join(said(found) for found in findings)) == (line["answers"], line["findings"])
