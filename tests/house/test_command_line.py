"""Every command: help in French and in English, nothing heavy imported for it, calm on garbage."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.language import french_paragraphs
from qpv_xlsx.cli.root import COMMANDS, group, load
from qpv_xlsx.domain.findings import CampaignError
from tests.people import make_reachable

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "qpv_xlsx" / "cli" / "locale"
HEAVY = ("pandas", "numpy", "openpyxl", "xlsxwriter", "odfdo", "lxml", "jsonschema", "babel", "jinja2")
IN_A_CAMPAIGN = tuple(
    sorted(set(COMMANDS) - {"demo", "import", "init", "templates", "convert", "national", "propose", "desk", "login"})
)

ARGUMENTS = {
    "check": ["x.xlsx"],
    "close": ["--reason", "r"],
    "collect": ["x.xlsx"],
    "fetch": ["x"],
    "rollover": ["neuf", "--year", "2016"],
}


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qpv_xlsx", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.mark.parametrize(("language", "example"), [("fr", "Exemple\u00a0: qpv-xlsx "), ("en", "Example: qpv-xlsx ")])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_names_the_command_in_an_example(command: str, language: str, example: str, tmp_path: Path) -> None:
    done = run("--lang", language, command, "--help", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    assert example + command in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 80
    assert not re.search(r" [:;?!»%]|« |\w-$", done.stdout, re.MULTILINE), "a line may break at the wrong place"


def own_words() -> set[str]:
    """Every paragraph of help of every command, in French."""
    commands = [group, *(load(name) for name in COMMANDS)]
    return {paragraph for command in commands for paragraph in french_paragraphs(command)}


def test_every_word_of_help_has_its_english() -> None:
    english = {str(message.id): str(message.string) for message in catalogue("en") if message.id}

    missing = {french for french in own_words() if not english.get(french)}
    stale = english.keys() - own_words()

    assert not missing, "translate in qpv_xlsx/cli/locale/en/LC_MESSAGES/messages.po"
    assert not stale, "no command says this any more: remove it from messages.po"


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_imports_nothing_heavy(command: str, tmp_path: Path) -> None:
    program = f"""
import sys
from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import group
guarded(group, {[command, "--help"] if command else ["--help"]!r})
print("HEAVY", sorted(set(sys.modules) & set({HEAVY!r})))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    assert done.stdout.splitlines()[-1] == "HEAVY []"


@pytest.mark.parametrize("command", IN_A_CAMPAIGN)
def test_command_without_campaign_says_so_and_leaves_with_two(command: str, tmp_path: Path) -> None:
    done = run(command, *ARGUMENTS.get(command, []), folder=tmp_path)

    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "qpv-xlsx init" in done.stderr


@pytest.mark.parametrize("command", IN_A_CAMPAIGN)
def test_global_options_are_understood_before_and_after_the_command(command: str, tmp_path: Path) -> None:
    words = [command, *ARGUMENTS.get(command, [])]
    options = ["--lang", "en", "-C", "sans campagne", "-q", "-v"]

    before, after = run(*options, *words, folder=tmp_path), run(*words, *options, folder=tmp_path)

    assert (before.returncode, before.stderr) == (after.returncode, after.stderr)
    assert "No campaign in “sans campagne”" in after.stderr
    assert (tmp_path / "qpv-xlsx.log").read_text("utf-8").count("exit status 2") == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_the_global_options(command: str, tmp_path: Path) -> None:
    done = run(command, "--lang", "en", "-qv", "-C", "ailleurs", "--campaign=ici", "--version", folder=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("qpv-xlsx")


def test_the_option_said_last_counts(tmp_path: Path) -> None:
    run("init", "neuve", folder=tmp_path)

    done = run("--lang", "en", "-C", "ailleurs", "status", "--lang", "fr", "-C", "neuve", folder=tmp_path)

    assert done.returncode == 0
    assert "Il manque" in done.stdout


@pytest.mark.parametrize("language", ["fr", "en"])
def test_words_of_the_command_line_are_compiled_from_their_source(language: str) -> None:
    """Messages are compared, not bytes: a compiled catalogue names the version of Babel that made it."""
    with (LOCALE / language / "LC_MESSAGES" / "messages.mo").open("rb") as stored:
        compiled = words(read_mo(stored))

    assert compiled == words(catalogue(language))


def words(messages: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each translated message, its plurals included."""
    return {forms(one.id): forms(one.string or "") for one in messages if one.id and any(one.string or ())}


def forms(text: str | Sequence[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return read_po(source)


def test_wrong_usage_is_told_in_the_language_asked_for(tmp_path: Path) -> None:
    french = run("check", folder=tmp_path)
    english = run("--lang", "en", "check", folder=tmp_path)

    assert (french.returncode, english.returncode) == (2, 2)
    assert "Il manque l’argument" in french.stderr
    assert "Missing argument" in english.stderr


def test_a_day_is_asked_for_as_it_is_written(tmp_path: Path) -> None:
    done = run("fetch", "boite", "--since", "hier", folder=tmp_path)

    assert done.returncode == 2
    assert "n’est pas une date écrite comme 2026-11-23" in done.stderr


def test_details_are_added_to_the_log_only_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()

    run("-C", "vide", "status", folder=tmp_path)
    assert not list((tmp_path / "vide").iterdir())

    run("-v", "-C", "vide", "status", folder=tmp_path)
    assert "exit status 2" in (tmp_path / "vide" / "qpv-xlsx.log").read_text("utf-8")


def test_a_password_on_the_command_line_is_refused_and_never_logged(tmp_path: Path) -> None:
    run("init", "c", "--template", "paris-2015-2020", folder=tmp_path)
    make_reachable(tmp_path / "c")

    done = run("-v", "-C", "c", "send", "--smtp", "smtp://nom:très%20secret@serveur.fr", folder=tmp_path)

    assert done.returncode == 2
    logged = (tmp_path / "c" / "qpv-xlsx.log").read_text("utf-8")
    assert "serveur.fr" in logged
    assert "secret" not in logged + done.stderr


def test_two_forms_of_a_campaign_that_differ_are_told_once_by_every_command(tmp_path: Path) -> None:
    run("init", "c", "--template", "paris-2015-2020", folder=tmp_path)
    run("-C", "c", "convert", folder=tmp_path)
    assert "campagne.json" not in run("-C", "c", "status", folder=tmp_path).stderr
    document = tmp_path / "c" / "campagne.json"
    document.write_text(document.read_text("utf-8").replace('"year": 2015', '"year": 2016', 1), "utf-8")

    done = run("-C", "c", "status", "--json", folder=tmp_path)

    assert done.returncode == 0
    json.loads(done.stdout)
    assert done.stderr.count("campagne.xlsx est retenu") == 1
    assert "campagne.xlsx" not in run("-C", "c", "templates", folder=tmp_path).stderr


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        pytest.param(
            PermissionError(13, "Permission denied", "/c/.x.tmp", None, "/c/synthese/bilan.xlsx"),
            r"bilan\.xlsx.*Excel",
            id="open in Excel",
        ),
        pytest.param(OSError(28, "No space left on device", "/c/x"), "place", id="disk full"),
        pytest.param(CampaignError("path_missing", path="a\x1b]0;x\x07b"), "a�]0;x�b", id="control characters"),
    ],
)
def test_a_trouble_is_one_harmless_sentence(trouble: Exception, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    @click.group()
    def broken() -> None: ...

    @broken.command()
    def anything() -> None:
        raise trouble

    status = guarded(broken, ["anything"])

    said = capsys.readouterr().err
    assert status in {2, 3}
    assert re.search(told, said)
    assert ".tmp" not in said
    assert said.count("\n") == 1


def test_a_bug_is_one_sentence_and_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    @click.group()
    def broken() -> None:
        raise ZeroDivisionError

    @broken.command()
    def anything() -> None: ...

    status = guarded(broken, ["anything"])

    told = capsys.readouterr().err
    assert status == 3
    assert "Traceback" not in told
    log = Path(re.search(r"\S+\.log", told)[0])  # type: ignore[index]  # told just above
    assert "ZeroDivisionError" in log.read_text("utf-8")
    log.unlink()
