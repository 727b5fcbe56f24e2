"""A file that Excel holds open, as on Windows: told by its name, kept as it was, and nothing of the rest is lost."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import group

HELD = (
    ("campagne.xlsx", ("init", "{folder}", "--template", "paris-2015-2020", "--force")),
    ("a_envoyer/paris-2015_EDU.xlsx", ("-C", "{folder}", "generate")),
    ("synthese/paris-2015_synthese.xlsx", ("-C", "{folder}", "consolidate")),
    ("synthese/report.html", ("-C", "{folder}", "consolidate")),
    ("synthese/paris-2015_synthese_note.docx", ("-C", "{folder}", "consolidate")),
    ("synthese/paris-2015-donnees.csv", ("-C", "{folder}", "export")),
    ("decisions.xlsx", ("-C", "{folder}", "resolve")),
)


def run(arguments: tuple[str, ...], folder: Path) -> int:
    return guarded(group, [part.format(folder=folder) for part in arguments])


@contextmanager
def held(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """*path* as Windows refuses to replace it while another program has it open."""
    plainly = Path.replace

    def replaced(self: Path, target: Path) -> Path:
        if Path(target) == path:
            raise PermissionError(13, "Permission denied", str(self), 32, str(target))
        return plainly(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replaced)
        yield


@pytest.mark.parametrize(("name", "arguments"), HELD, ids=[name for name, _ in HELD])
def test_it_is_named_and_kept_and_the_act_is_done_once_it_is_closed(
    name: str,
    arguments: tuple[str, ...],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if "init" not in arguments:
        assert run(arguments, folder) == 0
    path = folder / name
    before = path.read_bytes()
    capsys.readouterr()

    with held(path, monkeypatch):
        status = run(arguments, folder)

    told = capsys.readouterr().err
    assert status == 3
    assert str(path) in " ".join(told.split()) or path.name in told.replace("\n", "")
    assert "Excel" in told
    assert path.read_bytes() == before
    assert not [*folder.rglob("*.tmp")]
    assert not (folder / "verrou.json").exists()
    assert run(arguments, folder) == 0


def test_decisions_taken_are_kept_where_their_workbook_is_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was typed is in the register; the workbook stays as the person sees it."""
    decide = ("-C", "{folder}", "resolve", "--measure", "EMP-01", "--value", "17,3 %", "--reason", "téléphone")
    assert run(("-C", "{folder}", "resolve"), folder) == 0
    before = (folder / "decisions.xlsx").read_bytes()
    with held(folder / "decisions.xlsx", monkeypatch):
        run(decide, folder)
    assert (folder / "decisions.xlsx").read_bytes() == before
    capsys.readouterr()
    assert run(("-C", "{folder}", "status", "--json"), folder) == 0
    copy = shutil.copytree(folder, folder.parent / "copie")
    assert run(("-C", str(copy), "export", "--format", "json"), copy) == 0
    assert "0.173" in "".join(path.read_text("utf-8") for path in (copy / "synthese").rglob("*.json"))
