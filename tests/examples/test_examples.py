"""The examples run, and their files are read as they say."""

import json
import os
import subprocess
import sys
from pathlib import Path

from qpv_xlsx.export.answer_table import ABSENCES

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


def run(*arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def test_the_whole_campaign_ends_with_a_master_workbook(tmp_path: Path) -> None:
    printed = run(EXAMPLES / "whole_campaign.py", tmp_path / "essai")

    assert Path(printed.splitlines()[-1]).is_file()


def test_another_city_gets_its_workbook(tmp_path: Path) -> None:
    printed = run(EXAMPLES / "another_city.py", tmp_path / "brest")

    assert Path(printed.strip()).name == "brest-2026_SAN.xlsx"


def test_three_plots_of_a_campaign_are_pictures(tmp_path: Path) -> None:
    folder = tmp_path / "essai"
    run(EXAMPLES / "whole_campaign.py", folder)

    printed = run(EXAMPLES / "three_plots.py", folder, tmp_path).splitlines()

    assert len(printed) == 3
    assert all(Path(path).read_bytes().startswith(b"\x89PNG") for path in printed)


def test_every_reason_of_an_absence_has_its_bar() -> None:
    script = (EXAMPLES / "three_plots.py").read_text("utf-8")
    assert [reason for reason in ABSENCES if f'"{reason}": ' not in script] == []


def test_one_return_is_read_and_spoken_of() -> None:
    printed = run(EXAMPLES / "read_one_return.py", EXAMPLES / "replies" / "EDU-avec-erreurs.xlsx")

    assert "EDU-01" in printed
    assert "error V02" in printed


def test_the_example_replies_are_what_their_names_say(tmp_path: Path) -> None:
    run("-m", "qpv_xlsx", "init", tmp_path / "essai", "--template", "paris-2015-2020")

    report = json.loads(run("-m", "qpv_xlsx", "-C", tmp_path / "essai", "check", EXAMPLES / "replies", "--json"))

    severities = {
        Path(file["path"]).stem: {found["severity"] for found in file["findings"]} for file in report["files"]
    }
    assert severities.keys() == {"EDU-avec-erreurs", "EMP-sans-faute", "INT-a-moitie-rempli"}
    assert "error" in severities["EDU-avec-erreurs"]
    assert severities["EMP-sans-faute"] <= {"info"}
    assert severities["INT-a-moitie-rempli"] >= {"warning"}
