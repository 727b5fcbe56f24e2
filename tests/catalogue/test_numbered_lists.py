"""Numbered things written in one line."""

import pytest

from qpv_xlsx.domain.numbered_lists import on_lines


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("1) 60 % 2) 50 %", ["1) 60 %", "2) 50 %"]),
        ("a) filles ; b) garçons", ["a) filles", "b) garçons"]),
        ("Part des jeunes : 1) en CEJ, 2) en emploi 3) en formation", ["Part des jeunes :", "1) en CEJ", "2) en emploi", "3) en formation"]),
        ("(niveau 1) et (niveau 2)", ["(niveau 1) et (niveau 2)"]),
        ("2) seul", ["2) seul"]),
        ("1) puis 3)", ["1) puis 3)"]),
        ("150 (1) et 200 (2)", ["150 (1) et 200 (2)"]),
        ("", []),
    ],
)  # fmt: skip
def test_each_thing_has_its_line(line: str, lines: list[str]) -> None:
    assert on_lines(line).splitlines() == lines
