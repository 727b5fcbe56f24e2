"""The page of commands, sentence by sentence: names, options, exit statuses, streams, languages."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.contract.person import ROOT, Done, Form, qpv, report_of, sheet_names

COMMANDS = (
    "demo", "init", "templates", "generate", "send", "fetch", "collect", "check", "return", "remind", "resolve",
    "status", "consolidate", "export", "rollover", "close", "repair", "propose", "convert",
)  # fmt: skip
NEED_A_CAMPAIGN: dict[str, list[str]] = {
    "generate": [],
    "send": [],
    "fetch": ["boite"],
    "collect": ["retour.xlsx"],
    "check": ["retour.xlsx"],
    "return": [],
    "remind": [],
    "resolve": [],
    "status": [],
    "consolidate": [],
    "export": [],
    "rollover": ["neuf", "--year", "2016"],
    "close": ["--reason", "fin"],
    "repair": [],
    "convert": [],
}


@pytest.fixture
def campaign(paris_folder: Path, tmp_path: Path) -> Path:
    """A campaign of one's own; what it writes is thrown away."""
    return Path(shutil.copytree(paris_folder, tmp_path / "paris"))


@pytest.fixture
def reply(blank: dict[str, bytes], tmp_path: Path) -> Path:
    form = Form(blank["CUL"])
    form.type("CUL-01", 0.4)
    path = tmp_path / "collecte (2) FINAL v3 corrigé.XLSX"
    path.write_bytes(form.save())
    return path


def test_version(tmp_path: Path) -> None:
    done = qpv("--version", folder=tmp_path)

    assert done.status == 0
    assert re.fullmatch(r"qpv-xlsx, version \d+\.\d+\.\d+\S*\n", done.out)


def test_every_command_is_listed(tmp_path: Path) -> None:
    done = qpv("--help", folder=tmp_path)

    assert done.status == 0
    assert {line.split()[0] for line in done.out.splitlines() if line.startswith("  ")} >= set(COMMANDS)


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Done]:
    """Every command where there is no campaign."""
    folder = tmp_path_factory.mktemp("nulle part")
    (folder / "vide").mkdir()
    done = side_by_side([["-C", "vide", command, *more] for command, more in NEED_A_CAMPAIGN.items()], folder)
    assert list((folder / "vide").iterdir()) == []
    return dict(zip(NEED_A_CAMPAIGN, done, strict=True))


def side_by_side(commands: list[list[str]], folder: Path) -> list[Done]:
    """Commands that do not know of each other, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda arguments: qpv(*arguments, folder=folder), commands))


@pytest.mark.parametrize("command", NEED_A_CAMPAIGN)
def test_without_campaign(command: str, nowhere: dict[str, Done]) -> None:
    done = nowhere[command]

    assert (done.status, done.out) == (2, "")
    assert "Aucune campagne" in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_without_campaign_in_english(tmp_path: Path) -> None:
    done = qpv("--lang", "en", "--campaign", tmp_path, "status", folder=tmp_path)

    assert done.status == 2
    assert "No campaign" in done.err


WRONG: list[tuple[list[str], str]] = [
    (["bizarre"], "bizarre"),
    (["check"], "FICHIER"),
    (["check", "absent.xlsx"], "absent.xlsx"),
    (["collect", "absent.xlsx"], "absent.xlsx"),
    (["fetch", "absent"], "absent"),
    (["fetch", "gopher://nulle.part"], "imaps"),
    (["generate", "--only", "ZZZ"], "« ZZZ »"),
    (["send", "--only", "ZZZ"], "« ZZZ »"),
    (["return", "--only", "ZZZ"], "« ZZZ »"),
    (["remind", "--only", "ZZZ"], "« ZZZ »"),
    (["send", "--smtp", "http://serveur"], "smtps"),
    (["send", "--smtp", "smtps://moi:secret@serveur"], "mot de passe"),
    (["export", "--format", "pdf"], "pdf"),
    (["rollover", "neuf", "--year", "2014"], "2014"),
    (["rollover", "neuf", "--year", "2015"], "2015"),
    (["rollover", "neuf", "--year", "demain"], "demain"),
    (["rollover", "neuf"], "--year"),
    (["resolve", "--measure", "EMP-99", "--value", "1", "--reason", "x"], "« EMP-99 »"),
    (["resolve", "--measure", "EMP-01", "--value", "0,2"], "motif"),
    (["resolve", "--measure", "EMP-01", "--value", "beaucoup", "--reason", "x"], "beaucoup"),
    (["resolve", "--measure", "EMP-01", "--accept", "C04", "--reason", "x"], "C04"),
    (["resolve", "--measure", "EMP-01", "--quartier", "Mars", "--value", "1", "--reason", "x"], "Mars"),
    (["convert", "absent.json"], "absent.json"),
    (["convert", "campagne.xlsx", "campagne.pdf"], "campagne.pdf"),
    (["init", ".", "--year", "2016"], "n'est pas vide"),
    (["init", "neuf", "--template", "lyon"], "« lyon »"),
    (["init", "neuf", "--geography", "mars"], "« mars »"),
    (["init", "neuf", "--year", "15"], "15"),
    (["init", "campagne.xlsx"], "campagne.xlsx"),
]


@pytest.fixture(scope="module")
def refused(paris_folder: Path) -> list[Done]:
    """Every wrong usage, with nothing written by any of them."""
    before = _listing(paris_folder)
    done = side_by_side([arguments for arguments, _ in WRONG], paris_folder)
    assert _listing(paris_folder) == before
    return done


@pytest.mark.parametrize("number", range(len(WRONG)), ids=lambda number: " ".join(WRONG[number][0]))
def test_wrong_usage(number: int, refused: list[Done]) -> None:
    done = refused[number]

    assert (done.status, done.out) == (2, "")
    assert plain(WRONG[number][1]) in plain(done.err)
    assert "secret" not in done.err


def _listing(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.rglob("*") if "modeles" not in path.parts)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("’", "'")


def test_init_makes_the_folder_of_the_contract(paris_folder: Path) -> None:
    assert {path.name for path in paris_folder.iterdir()} >= {
        "campagne.xlsx", "a_envoyer", "recus", "a_retourner", "synthese",
    }  # fmt: skip
    sheets = sheet_names(paris_folder / "campagne.xlsx")
    assert [
        name for name in sheets if name in {"Campagne", "Administrations", "Quartiers", "Indicateurs", "Glossaire"}
    ] == ["Campagne", "Administrations", "Quartiers", "Indicateurs", "Glossaire"]


def test_init_with_force_keeps_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "notre ville"
    folder.mkdir()
    (folder / "notes.txt").write_text("à garder")
    (folder / "campagne.xlsx").write_bytes(b"ancienne")

    done = qpv("init", folder, "--template", "vierge", "--geography", "paris-2024", "--force", folder=tmp_path)

    assert done.status == 0
    assert (folder / "notes.txt").read_text() == "à garder"
    assert b"ancienne" in {path.read_bytes() for path in folder.glob("campagne*") if path.is_file()}
    assert qpv("-C", folder, "status", folder=tmp_path).status == 0


def test_templates_are_listed(tmp_path: Path) -> None:
    done, text = qpv("templates", "--json", folder=tmp_path), qpv("templates", folder=tmp_path)

    assert {one["name"] for one in done.document["templates"]} >= {"paris-2015-2020", "vierge"}
    assert {one["name"] for one in done.document["geographies"]} >= {"paris-2015", "paris-2024"}
    assert "paris-2015-2020" in text.out


def test_json_is_the_only_thing_on_standard_output(campaign: Path, reply: Path, tmp_path: Path) -> None:
    steps: list[list[str | Path]] = [
        ["templates"], ["generate", "--only", "CUL"], ["send", "--only", "CUL"], ["check", reply], ["collect", reply],
        ["fetch", reply.parent], ["return"], ["remind"], ["resolve"], ["status"], ["consolidate"],
        ["rollover", tmp_path / "suite", "--year", "2016"], ["propose", "doubler la part"],
    ]  # fmt: skip
    for arguments in steps:
        done = qpv("-C", campaign, *arguments, "--json", folder=tmp_path)

        assert done.status in {0, 1}, (arguments, done.err)
        assert isinstance(done.document, dict), arguments
        assert "null" not in [str(key) for key in done.document]


def test_quiet_says_less_and_never_more(campaign: Path, reply: Path, tmp_path: Path) -> None:
    for arguments in (["check", str(reply)], ["generate", "--only", "CUL"]):
        loud = qpv("-C", campaign, *arguments, folder=tmp_path)
        quiet = qpv("-q", "-C", campaign, *arguments, folder=tmp_path)

        assert quiet.status == loud.status
        assert len(quiet.out + quiet.err) <= len(loud.out + loud.err)


@pytest.mark.parametrize("only", ["--only CUL --only DDF", "--only CUL DDF", "--only=CUL DDF"])
def test_generate_only(only: str, campaign: Path, tmp_path: Path) -> None:
    shutil.rmtree(campaign / "a_envoyer")

    done = qpv("-C", campaign, "generate", *only.split(), "--json", folder=tmp_path)

    assert [one["respondent"] for one in done.document["workbooks"]] == ["DDF", "CUL"]
    assert len(list((campaign / "a_envoyer").iterdir())) == 2


def test_check_registers_nothing_and_collect_keeps_the_bytes(campaign: Path, reply: Path, tmp_path: Path) -> None:
    before = _listing(campaign)
    report_of(qpv("-C", campaign, "check", reply, "--json", folder=tmp_path))
    assert _listing(campaign) == before

    report = report_of(qpv("-C", campaign, "collect", reply, "--json", folder=tmp_path))

    [kept] = (campaign / "recus").iterdir()
    assert kept.read_bytes() == reply.read_bytes()
    sha256 = report["files"][0]["sha256"]
    prefix, _, name = kept.name.partition("_")
    assert sha256.startswith(prefix)
    assert name == reply.name
    assert (campaign / "registre.sqlite").is_file()


def test_check_ends_with_one_where_there_is_an_error(campaign: Path, tmp_path: Path) -> None:
    bad = tmp_path / "vide.xlsx"
    bad.write_bytes(b"")

    for command in ("check", "collect"):
        done = qpv("-C", campaign, command, bad, folder=tmp_path)
        assert done.status == 1
        assert "F07" in done.out


def test_drafts_are_drafts(campaign: Path, tmp_path: Path) -> None:
    done = qpv("-C", campaign, "send", "--only", "CUL", "--json", folder=tmp_path)

    [message] = done.document["messages"]
    draft = (tmp_path / message["draft"]).read_bytes()
    assert b"X-Unsent: 1" in draft
    assert b"drac@paris.test" in draft
    assert b"paris-2015_CUL.xlsx" in draft


def test_exports(campaign: Path, reply: Path, tmp_path: Path) -> None:
    qpv("-C", campaign, "collect", reply, folder=tmp_path)
    for form in ("csv", "json", "datapackage"):
        done = qpv("-C", campaign, "export", "--format", form, "-o", tmp_path / form, folder=tmp_path)
        assert done.status == 0
        assert all(Path(line).is_file() for line in done.out.splitlines())
    table, *statuses = sorted((tmp_path / "csv").iterdir())
    assert [path.name for path in statuses] == ["paris-2015-statuts-indicateurs.csv", "paris-2015-statuts.csv"]
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert next(csv.DictReader(table.read_text("utf-8-sig").splitlines(), delimiter=";"))["Valeur"] == "0,4"
    json.loads(next((tmp_path / "json").iterdir()).read_text("utf-8"))


def test_consolidate_where_it_is_told_to(campaign: Path, tmp_path: Path) -> None:
    done = qpv("-C", campaign, "consolidate", "-o", "comite.xlsx", folder=tmp_path)

    assert done.status == 0
    assert sheet_names(tmp_path / "comite.xlsx")[0] == "Tableau de bord"
    assert (tmp_path / "report.html").is_file()


def test_propose(tmp_path: Path) -> None:
    done = qpv("propose", "25% E2C, 12% ML, 30% PLIE", "doubler la part", "--json", folder=tmp_path)

    first, second = done.document["wordings"]
    assert [one["target"]["value"] for one in first["proposals"]] == [0.25, 0.12, 0.3]
    assert second["proposals"][0]["target"]["type"] == "multiply_by"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which Linux has")
@pytest.mark.parametrize("arguments", [["templates"], ["status", "--json"], ["check", "campagne.xlsx", "--json"]])
def test_full_disk_under_standard_output(arguments: list[str], paris_folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "qpv_xlsx", *arguments], cwd=paris_folder, stdout=full, stderr=subprocess.PIPE,
            text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr or "disque" in done.stderr


@pytest.mark.parametrize("command", ["generate", "consolidate", "export", "send"])
def test_a_folder_that_cannot_be_written(command: str, campaign: Path, tmp_path: Path) -> None:
    """A file stands where the folder should: root may write anywhere, but not there."""
    for name in ("a_envoyer", "synthese"):
        shutil.rmtree(campaign / name)
        (campaign / name).write_text("un fichier")

    done = qpv("-C", campaign, command, folder=tmp_path)

    assert done.status in {2, 3}
    assert done.err.strip()


def test_network_failure_is_three(campaign: Path, tmp_path: Path) -> None:
    secret = {"QPV_XLSX_SMTP_PASSWORD": "x", "QPV_XLSX_IMAP_PASSWORD": "x"}
    for arguments in (["send", "--smtp", "smtp://moi@127.0.0.1:9"], ["fetch", "imap://moi@127.0.0.1:9/INBOX"]):
        done = qpv("-C", campaign, *arguments, folder=tmp_path, setting=secret)

        assert (done.status, done.out) == (3, "")
        assert "127.0.0.1" in done.err


def test_english_is_spoken_when_asked(campaign: Path, reply: Path, tmp_path: Path) -> None:
    done = qpv("--lang", "en", "-C", campaign, "check", reply, folder=tmp_path)

    assert "answers" in done.out
    assert "réponses" not in done.out
