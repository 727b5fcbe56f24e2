"""What the commands say on screen: suggestions that can be pasted, counts that agree, plurals."""

import re
import shlex
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import group, load
from qpv_xlsx.messages.typed_words import as_place, as_typed

Fill = Callable[..., bytes]
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PAGE = b"<html><body><table><tr><td>12</td></tr></table></body></html>"


@pytest.fixture
def open_year(prepared: Path, tmp_path: Path) -> Path:
    """A campaign that takes returns whatever the day, in a folder that has a space."""
    folder = Path(shutil.copytree(prepared, tmp_path / "contrat de ville"))
    campaign = replace(load_campaign(folder), closing=None, deadline=None)
    save_campaign(campaign, folder / "campagne.xlsx", created=datetime(2016, 1, 11, tzinfo=UTC))
    return folder


@pytest.fixture(autouse=True)
def _wide_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are told whole, whatever the screen on which the tests run."""
    monkeypatch.setenv("COLUMNS", "1000")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    guarded(group, arguments)
    return capsys.readouterr().out


def assert_can_be_typed(command: str) -> None:
    """Fails where click would not take the words."""
    program, *words = shlex.split(command)
    assert program == "qpv-xlsx"
    with click.Context(group) as whole:
        name, _, rest = group.resolve_command(whole, group.make_parser(whole).parse_args(words)[1])
        load(str(name)).make_context(str(name), rest, parent=whole)


def test_suggested_commands_can_be_pasted_where_the_last_one_was_typed(
    open_year: Path, fill: Fill, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    spaced = open_year.name
    returned = tmp_path / "retour.xlsx"
    returned.write_bytes(fill("EMP", {"EMP-01": "n’importe quoi"}))
    said(capsys, "-C", spaced, "collect", str(returned))

    shown = said(capsys, "status", "-C", spaced)

    suggested = re.findall(r"→ (qpv-xlsx .*)", shown)
    assert any("collect FICHIER" in command for command in suggested)
    for command in suggested:
        assert command.startswith('qpv-xlsx -C "contrat de ville" ')
        assert_can_be_typed(command)


def test_a_workbook_that_alone_is_to_be_made_is_named(
    prepared: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    for name in ("registre.sqlite", "journal.jsonl"):
        (tmp_path / name).unlink()
    shutil.rmtree(tmp_path / "a_envoyer")
    made = [
        argument for code in ("EDU", "INT", "SAN", "CAF", "DDF", "JSP", "CUL", "JUS") for argument in ("--only", code)
    ]
    said(capsys, "-C", str(tmp_path), "generate", *made)

    assert "generate --only EMP\n" in said(capsys, "-C", str(tmp_path), "status")


def test_collect_and_status_count_the_same_files(
    open_year: Path, fill: Fill, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arrived = tmp_path / "arrivés"
    arrived.mkdir()
    answer = fill("EMP", {"EMP-01": 0.173})
    files = {"a.xlsx": answer, "b.xlsx": answer, "vide.xlsx": b"", "~$a.xlsx": b"", "p.htm": PAGE, "p.xls": PAGE}
    for name, content in {**files, "logo.png": PICTURE}.items():
        (arrived / name).write_bytes(content)

    collected = said(capsys, "-C", str(open_year), "collect", str(arrived)).splitlines()[-1]
    counted = said(capsys, "-C", str(open_year), "status")

    assert collected.startswith("7 fichiers\u00a0: 1 lu, 3 refusés, 3 écartés. 1 réponse, ")
    assert "7 fichiers reçus\u00a0: 1 lu, 3 refusés, 3 écartés." in counted


def test_a_page_is_called_a_page_whatever_its_name(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "retour.htm").write_bytes(PAGE)

    shown = said(capsys, "-C", str(folder), "check", str(tmp_path / "retour.htm"))

    assert "page web" in shown
    assert ".xls." not in shown


@pytest.mark.parametrize("is_windows", [False, True])
@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("paris-2015/x_1.xlsx", "paris-2015/x_1.xlsx"),
        ("été", "été"),
        ("mon dossier", '"mon dossier"'),
        ("a&b", '"a&b"'),
        ("l'an", '"l\'an"'),
    ],
)
def test_a_path_is_quoted_where_a_shell_would_cut_it(*, is_windows: bool, path: str, typed: str) -> None:
    assert as_typed(path, is_windows=is_windows) == typed


@pytest.mark.parametrize("path", ["a b", "a$b", "a`b`", 'a"b', "a!b c", "l'an $2", "a\\b c", "", "a;b", "a\nb", "*"])
def test_what_is_typed_on_unix_is_the_same_word_again(path: str) -> None:
    assert shlex.split(as_typed(path, is_windows=False)) == [path]


@pytest.mark.parametrize(
    ("folder", "place"), [(".", "le dossier courant"), ("..", "«\u00a0..\u00a0»"), ("a b", "«\u00a0a b\u00a0»")]
)
def test_a_folder_never_ends_in_a_row_of_dots(folder: str, place: str) -> None:
    assert as_place(folder, "fr") == place
