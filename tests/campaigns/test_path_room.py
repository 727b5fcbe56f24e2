"""A path too long for Windows is told before anything is written there."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qpv_xlsx.campaigns.folder_lock import writing_in
from qpv_xlsx.campaigns.path_room import NEW, WRITTEN, refuse_beyond, refuse_name
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.messages.wordbook import error_sentence
from qpv_xlsx.register.vault import stored_name
from qpv_xlsx.tasks.init import make_folder, start_campaign

NOW = datetime(2016, 1, 11, 8, 0, tzinfo=UTC)
MAX_PATH, EXCEL = 259, 218
LONGEST_CODE = "c" * 40


def test_the_longest_names_have_room_below_the_longest_folder() -> None:
    received = f"/recus/{stored_name('a' * 64, 'é' * 200 + '.xlsx')}"
    master = f"/synthese/diffusion/{LONGEST_CODE}_synthese-diffusion.xlsx"

    assert WRITTEN + len(received) <= MAX_PATH
    assert NEW + len(master) <= EXCEL


@pytest.mark.parametrize(("signs", "is_refused"), [(130, False), (131, True)])
def test_signs_are_counted_as_windows_counts_them(signs: int, is_refused: bool) -> None:  # noqa: FBT001  (a case)
    folder = Path("/" + "é" * (signs - 3) + "\N{GRINNING FACE}")

    if not is_refused:
        refuse_beyond(folder, 130)
        return
    with pytest.raises(CampaignError) as refused:
        refuse_beyond(folder, 130)
    said = error_sentence("fr", refused.value.code, refused.value.facts)
    assert "131 signes" in said.replace("\u202f", " ").replace("\xa0", " ")
    assert "Choisissez un dossier" in said


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("CON", "_CON"),
        ("aux.2026", "_aux.2026"),
        ("COM1", "_COM1"),
        ("fin. ", "fin"),
        ("Nantes 2026", None),
        (".l'été.0a1b2c3d.tmp", None),
    ],
)
def test_a_name_that_windows_keeps_is_told_with_one_that_goes(name: str, proposed: str | None) -> None:
    if proposed is None:
        refuse_name(name)
        return
    with pytest.raises(CampaignError) as refused:
        refuse_name(name)
    assert f"« {proposed} »" in error_sentence("fr", refused.value.code, refused.value.facts).replace("\xa0", " ")


def test_nothing_is_written_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    deep = tmp_path / ("a" * 60) / ("b" * 90)

    with pytest.raises(CampaignError, match="path_too_long"):
        make_folder(deep, start_campaign("paris-2015-2020"), now=NOW)
    with pytest.raises(CampaignError, match="path_too_long"), writing_in(deep, who="", now=NOW):
        pass

    assert not [*tmp_path.iterdir()]
