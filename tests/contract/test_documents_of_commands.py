"""Every ``--json`` of every command names its schema, which is shipped, documented, and follows it."""

import contextlib
import io
import json
import shutil
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import COMMANDS, group, load
from tests.contract.person import ROOT, Form

SCHEMAS = {path.name.removesuffix(".schema.json"): path for path in (ROOT / "templates/schema").glob("*.schema.json")}
FORMS = {"geography": "of a file that is read, not of a document that is written"}
TALKING = {
    name for name in COMMANDS for one in load(name).params if isinstance(one, click.Option) and "--json" in one.opts
}


def checked(document: Any) -> str:
    """The name of the schema that *document* says it follows, and follows."""
    prefix, name, version = document["schema"].split("/")
    assert (prefix, version) == ("qpv-xlsx", "1")
    Draft202012Validator(json.loads(SCHEMAS[name].read_text("utf-8")), format_checker=FormatChecker()).validate(
        document
    )
    return str(name)


@pytest.fixture(scope="module")
def told(paris_folder: Path, blank: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each command says, in the life of one campaign: by what was run."""
    place = tmp_path_factory.mktemp("une année")
    folder = Path(shutil.copytree(paris_folder, place / "paris"))
    _replies(place, blank)
    (place / "tableau.csv").write_text("Indicateur;Résultat 2014;Objectif\nTaux d’emploi;12 %;doubler\n", "utf-8")
    steps: dict[str, list[str]] = {
        "templates": ["templates"],
        "propose": ["propose", "25% E2C, 12% ML", "doubler la part", "mieux faire"],
        "import": ["import", "tableau.csv"],
        "import written": ["import", "tableau.csv", "-o", "importee"],
        "status of a new one": ["status"],
        "generate": ["generate", "--only", "CUL", "EMP"],
        "send": ["send", "--only", "CUL", "EDU", "INT"],
        "check": ["check", "premier"],
        "collect": ["collect", "premier", "second"],
        "fetch": ["fetch", "second"],
        "status": ["status"],
        "return": ["return"],
        "remind": ["remind", "--only", "EDU", "INT"],
        "resolve": ["resolve"],
        "resolve by file": ["resolve", str(folder / "decisions.xlsx")],
        "resolve by hand": ["resolve", "--measure", "CUL-01", "--value", "0,5", "--reason", "appel du 3 mars"],
        "resolve undone": ["resolve", "--measure", "CUL-01", "--undo", "--reason", "erreur"],
        "resolve a refusal": ["resolve", "--respondent", "EDU", "--refused", "--reason", "courrier du 4 mars"],
        "status with a refusal": ["status"],
        "consolidate": ["consolidate"],
        "consolidate published": ["consolidate", "--diffusion"],
        "export": ["export", "--format", "json"],
        "repair": ["repair"],
        "rollover": ["rollover", "suite", "--year", "2016"],
        "national": ["national", str(folder), "-o", "france"],
        "close": ["close", "--reason", "fin"],
    }
    with contextlib.chdir(place):
        return {name: _document(_asked(folder, arguments), folder) for name, arguments in steps.items()}


def _replies(place: Path, blank: dict[str, bytes]) -> None:
    """Two returns of one administration that disagree, and one that errs."""
    for name, share in (("premier", 0.4), ("second", 0.6)):
        (place / name).mkdir()
        form = Form(blank["CUL"])
        form.type("CUL-01", share)
        (place / name / f"{name}.xlsx").write_bytes(form.save())
    (place / "premier" / "vide.xlsx").write_bytes(b"")


def _asked(folder: Path, arguments: list[str]) -> list[str]:
    campaign = ["-C", str(folder)] if arguments[0] not in {"templates", "propose", "import", "national"} else []
    return [*campaign, *arguments, *(["--json"] if arguments[0] in TALKING else [])]


def _document(arguments: list[str], folder: Path) -> Any:
    """The document that a command prints; of an export, the one that it writes."""
    with io.TextIOWrapper(io.BytesIO(), "utf-8") as out, contextlib.redirect_stdout(out):
        status = guarded(group, arguments)
        out.seek(0)
        said = out.read()
    assert status in {0, 1}, (arguments, said)
    return json.loads(said if said.startswith("{") else (folder / said.strip()).read_text("utf-8"))


def test_every_command_that_speaks_json_is_run(told: dict[str, Any]) -> None:
    assert {name.split(" ")[0] for name in told} == TALKING | {"export"}


def test_every_document_follows_the_schema_it_names(told: dict[str, Any]) -> None:
    audit = json.loads(Path(told["consolidate published"]["audit"]).with_suffix(".json").read_text("utf-8"))
    campaign = json.loads((ROOT / "templates" / "paris-2015-2020.json").read_text("utf-8"))
    found = {checked(document) for document in (*told.values(), audit, campaign)}
    assert found == SCHEMAS.keys() - FORMS.keys()


def test_documents_say_something(told: dict[str, Any]) -> None:
    """A schema that nothing fills would be no test of it."""
    assert [one["respondent"] for one in told["generate"]["workbooks"]] == ["EMP", "CUL"]
    assert [one["respondents"] for one in told["remind"]["messages"]] == [["EDU"], ["INT"]]
    assert told["resolve"]["conflicts"]
    assert told["resolve by hand"]["decisions"]
    assert told["resolve undone"]["undone"]
    assert any(one["refusals"] for one in told["status with a refusal"]["respondents"])
    assert told["propose"]["wordings"][0]["proposals"]
    assert told["import"]["folder"] is None
    assert told["import written"]["folder"]
    assert told["national"]["territories"]
    assert told["close"]["files"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_documented(name: str) -> None:
    page = (ROOT / "docs" / "schema.md").read_text("utf-8")
    assert name in FORMS or f"(`qpv-xlsx/{name}/1`)" in page
