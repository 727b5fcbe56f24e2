"""The journal: what was written comes back, and nobody changes a line of it in silence."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.register.chronicle import EMPTY, Act, Change, append, append_all, is_at, mark_of, read

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.just("long " * 1000)
cells = st.dictionaries(st.sampled_from(["name", "value"]), texts | st.integers(0, 9) | st.none(), min_size=1)
acts = st.builds(
    Act,
    schema=st.just(3),
    number=st.integers(1, 99),
    moment=st.just("2026-11-26T09:00:00+00:00"),
    author=texts,
    act=st.sampled_from(["return", "decision"]),
    about=texts,
    changes=st.lists(st.builds(Change, table=st.just("returns"), cells=cells, where=st.just({})), max_size=2).map(
        tuple
    ),
)


def written(path: Path, *those: Act) -> Path:
    path.unlink(missing_ok=True)
    mark = EMPTY
    for act in those:
        mark = append(path, act, mark)
        assert mark == mark_of(path)
        assert is_at(path, mark)
    return path


@given(st.lists(acts, max_size=4))
def test_acts_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, those: list[Act]) -> None:
    path = written(tmp_path_factory.getbasetemp() / "journal.jsonl", *those)
    assert [act for act, _ in read(path)] == those if those else not path.exists()


@given(st.lists(acts, max_size=4), st.integers(0, 4))
def test_several_at_once_leave_the_lines_of_one_after_the_other(
    tmp_path_factory: pytest.TempPathFactory, those: list[Act], alone: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    expected = written(folder / "journal.jsonl", *those)
    path = written(folder / "ensemble.jsonl", *those[:alone])
    assert append_all(path, those[alone:], mark_of(path)) == mark_of(expected)
    assert not those or path.read_bytes() == expected.read_bytes()


def three(path: Path) -> list[bytes]:
    change = Change(table="decisions", cells={"value": "0.17"})
    plain = Act(schema=3, number=1, moment="m", author="a", act="decision", about="x", changes=(change,))
    return written(path, plain, plain, plain).read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        pytest.param(lambda one, two, end: [one, two, end], 3, id="as written"),
        pytest.param(lambda one, two, end: [one, two.replace(b"0.17", b"0.71"), end], 1, id="a figure changed"),
        pytest.param(lambda *lines: [lines[0], lines[2]], 1, id="a line taken out"),
        pytest.param(lambda one, two, end: [two, one, end], 0, id="lines exchanged"),
        pytest.param(lambda one, two, end: [one, two, end[:-9]], 2, id="a line not written to its end"),
        pytest.param(lambda one, two, end: [one, two, end[:-2] + b"x\n"], 2, id="the last line's seal"),
        pytest.param(lambda one, two, end: [one, b"\n", two, end], 1, id="a line slipped in"),
    ],
)
def test_lines_are_followed_as_long_as_they_follow(tmp_path: Path, lines: object, left: int) -> None:
    path = tmp_path / "journal.jsonl"
    assert callable(lines)
    path.write_bytes(b"".join(lines(*three(path))))
    assert len(list(read(path))) == left
