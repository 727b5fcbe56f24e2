"""The whole corpus through the command line: one valid document, the right status, and never a traceback."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.returns.corpus import FILES, expected, paths

ROOT = Path(__file__).parents[2]
_SCHEMA = json.loads((ROOT / "templates" / "schema" / "report.schema.json").read_text("utf-8"))
_BY_FOLDER = {
    "~$collecte.xlsx",
    "signature.png",
    "zipped.zip",
}  # what lies about in folders is judged before it is read


def _run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "qpv_xlsx", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campagne") / "paris"
    done = _run("init", folder, "--template", "paris-2015-2020")
    assert done.returncode == 0, done.stderr
    return folder


def _checked(campaign: Path, *files: Path) -> tuple[int, Mapping[str, Any]]:
    done = _run("-C", campaign, "check", *files, "--json")
    assert "Traceback" not in done.stderr
    document = json.loads(done.stdout)
    jsonschema.validate(document, _SCHEMA, format_checker=jsonschema.FormatChecker())
    return done.returncode, document


@pytest.mark.slow
def test_the_whole_corpus_makes_one_valid_document(campaign: Path) -> None:
    status, document = _checked(campaign, *paths())
    assert status == 1
    by_name = {Path(file["path"]).name: file for file in document["files"]}
    assert document["summary"]["files"] == len(by_name) == len(paths())
    assert by_name["collecte EDU.xlsx"]["outcome"] == "accepted"
    for path in paths():
        if path.name in _BY_FOLDER:
            continue
        told, wanted = by_name[path.name], expected(path)
        assert (told["outcome"], told["format"]) == (wanted.outcome, wanted.format), path.name
        assert len(told["answers"]) == wanted.answers, path.name
        versions = [line for line in wanted.findings if line.startswith("I05")]  # nothing was generated here
        assert len(told["findings"]) == len(wanted.findings) - len(versions), path.name


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("opened-and-saved.ods", 0),
        ("typed.xls", 0),
        ("merged.xlsx", 1),
        ("empty.xlsx", 1),
        ("password.xlsx", 1),
        ("zipped.zip", 0),
        ("~$collecte.xlsx", 0),
    ],
)
def test_the_status_is_the_verdict(campaign: Path, name: str, status: int) -> None:
    found, document = _checked(campaign, FILES / name)
    assert found == status
    assert bool(document["summary"]["errors"]) is bool(status)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "en"])
def test_people_are_told_of_the_whole_corpus(campaign: Path, language: str) -> None:
    done = _run("--lang", language, "-C", campaign, "check", *paths())
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout
    for path in paths():
        assert path.name in done.stdout
