"""Every finding code happens in a real file, and is told as the contract says, with nothing else beside it."""

import re
from pathlib import Path
from typing import Any

import pytest

from qpv_xlsx.domain.findings import Code
from tests.contract.accidents import ACCIDENTS, TYPED, UNTOLD, Accident, Told, accidents
from tests.contract.person import qpv, report_of


@pytest.fixture(scope="module")
def met(
    paris_folder: Path, blank: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Accident, dict[str, Any]]]:
    """Every accident with what ``check`` says of its file; one command reads them all."""
    folder = tmp_path_factory.mktemp("accidents")
    made = dict(accidents(blank))
    for name, one in made.items():
        (folder / name).mkdir()
        (folder / name / one.name).write_bytes(one.content)
    report = report_of(qpv("-C", paris_folder, "check", folder, "--json", folder=folder))
    file_by_name = {Path(file["path"]).parent.name: file for file in report["files"]}
    return {name: (one, file_by_name[name]) for name, one in made.items()}


@pytest.mark.parametrize("name", [*TYPED, *ACCIDENTS])
def test_accident(name: str, met: dict[str, tuple[Accident, dict[str, Any]]]) -> None:
    one, file = met[name]

    assert [(found["code"], found["severity"], found["message"]) for found in file["findings"]] == [
        (told.code, told.severity, found["message"]) for told, found in zip(one.told, file["findings"], strict=False)
    ]
    assert len(one.told) == len(file["findings"])
    for told, found in zip(one.told, file["findings"], strict=True):
        assert_told(told, found)
    assert file["outcome"] == one.outcome
    assert one.format in {UNTOLD, file["format"]}
    assert bool(file["answers"]) == (one.outcome == "accepted")


def test_no_code_is_left_out(met: dict[str, tuple[Accident, dict[str, Any]]]) -> None:
    """Those that need a campaign's memory happen in ``test_encounters``."""
    seen = {told.code for one, _ in met.values() for told in one.told}
    remembered = {"I01", "I02", "I03", "I05", "I06", "I07", "I08", "C04", "C07", "C09"}

    assert seen.isdisjoint(remembered)
    assert seen | remembered == set(Code)


def assert_told(told: Told, found: dict[str, Any]) -> None:
    for part in ("sheet", "cell", "measure", "value", "quartier"):
        expected = getattr(told, part)
        if expected != UNTOLD:
            assert (found[part] is None) == (expected is None), part
            assert plain(found[part]) == plain(expected), part
    assert plain(told.message) in plain(found["message"])
    assert plain(told.hint) in plain(found["hint"])
    if found["cell"]:
        assert found["message"].startswith(f"{found['sheet']}!{found['cell']}")


def plain(text: str | None) -> str:
    """No-break spaces as spaces: another test looks at typography."""
    return (text or "").replace("\u00a0", " ").replace("\u202f", " ")


def test_sentences_are_french(met: dict[str, tuple[Accident, dict[str, Any]]]) -> None:
    said = {
        text for _, file in met.values() for found in file["findings"] for text in (found["message"], found["hint"])
    }

    for text in said:
        assert not re.search(r" [:;?!»]|« |\bNone\b|\{|\}", re.sub(r"« [^»]*»", "", text)), text
        assert text.rstrip()[-1] in ".?!…", text
