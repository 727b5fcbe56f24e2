"""What changed since the workbook was last made, on an earlier day, is told on the dashboard and on the page."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docx
import openpyxl
import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import Consolidated, consolidate, consolidate_for_diffusion
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.resolve import resolve

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
Fill = Callable[..., bytes]
MARCH = datetime(2016, 3, 2, 9, 0, tzinfo=UTC)
APRIL = datetime(2016, 4, 6, 9, 0, tzinfo=UTC)
TITLE = "Ce qui a changé depuis la synthèse du "


def take(folder: Path, name: str, content: bytes, now: datetime) -> None:
    path = folder.parent / name
    path.write_bytes(content)
    collect(folder, [path], author="essai", now=now)


def made(folder: Path, now: datetime) -> Consolidated:
    done = consolidate(folder, target=None, now=now)
    assert isinstance(done, Consolidated)
    return done


def told(done: Consolidated) -> list[str]:
    """The section's title and sentences, as the dashboard shows them; the page says the same."""
    sheet = openpyxl.load_workbook(io.BytesIO(done.master.read_bytes()))["Tableau de bord"]
    column = [str(cell.value or "") for cell in sheet["A"]]
    start = next((rank for rank, text in enumerate(column) if text.startswith(TITLE)), None)
    page = done.report.read_text("utf-8")
    if start is None:
        assert TITLE not in page
        return []
    end = next(
        rank for rank, text in enumerate(column) if rank > start and text.startswith("Ce qui a le plus progressé")
    )
    assert column[start] in page
    return [" ".join(column[start + 1 : end]), column[start]]


def test_the_first_time_nothing_is_said(folder: Path, fill: Fill) -> None:
    take(folder, "a.xlsx", fill("EMP", {"EMP-01": 0.1}), MARCH)

    assert told(made(folder, MARCH)) == []
    assert told(made(folder, MARCH + timedelta(hours=2))) == [], "the same day is the same time"


def test_who_answered_which_status_moved_and_how_many_figures(folder: Path, fill: Fill) -> None:
    take(folder, "a.xlsx", fill("EMP", {"EMP-01": 0.1, "EMP-02": 0.1}), MARCH)
    made(folder, MARCH)
    take(folder, "b.xlsx", fill("CUL", {"CUL-01": 0.4}), APRIL)
    resolve(folder, Ruling(measure="EMP-01", value="35 %", reason="appel"), author="essai", now=APRIL)

    words, title = told(made(folder, APRIL))
    again, _ = told(made(folder, APRIL + timedelta(hours=2)))

    assert title == f"{TITLE}02/03/2016"
    assert words == again
    assert words.startswith("1 fichier reçu, 1 décision prise.")
    assert "A répondu depuis\u00a0: DRAC d’Île-de-France (affaires culturelles)." in words
    assert "EMP-01, Part des jeunes issus des QPV parmi les signataires d’un emploi d’avenir\u00a0: " in words
    assert "(10\u00a0%) → " in words
    assert "(35\u00a0%)" in words


def test_a_late_letter_is_new_although_it_is_dated_before(folder: Path, fill: Fill) -> None:
    made(folder, APRIL)
    take(folder, "vieux.xlsx", fill("EMP", {"EMP-01": 0.1}), MARCH)

    words, _ = told(made(folder, APRIL + timedelta(days=1)))

    assert words.startswith("1 fichier reçu, 0 décision prise.")
    assert "A répondu depuis" in words


def test_nothing_new_is_said_to_be_nothing(folder: Path, fill: Fill) -> None:
    take(folder, "a.xlsx", fill("EMP", {"EMP-01": 0.1}), MARCH)
    made(folder, MARCH)

    assert told(made(folder, APRIL))[0] == "Rien\u00a0: ni retour, ni décision."


def test_what_is_published_says_nothing_of_it(folder: Path, fill: Fill) -> None:
    take(folder, "a.xlsx", fill("EMP", {"EMP-01": 0.1}), MARCH)
    made(folder, MARCH)
    done = consolidate_for_diffusion(folder, target=None, now=APRIL)

    assert isinstance(done, Consolidated)
    assert told(done) == []


def test_an_administration_under_another_code_has_not_answered_anew(folder: Path, fill: Fill) -> None:
    take(folder, "a.xlsx", fill("EMP", {"EMP-01": 0.1}), MARCH)
    made(folder, MARCH)
    campaign = load_campaign(folder)
    respondents = tuple(
        replace(one, code="DRIEETS", former_codes=("EMP",)) if one.code == "EMP" else one
        for one in campaign.respondents
    )
    save_campaign(replace(campaign, respondents=respondents), folder / "campagne.xlsx", created=MARCH)

    assert told(made(folder, APRIL))[0] == "Rien\u00a0: ni retour, ni décision."


def test_the_committees_note_says_what_the_master_says(folder: Path, fill: Fill) -> None:
    """The first five sentences, under the same title; nothing where there was no last time."""
    first = made(folder, MARCH)
    assert not [text for text in _noted(first.note) if text.startswith(TITLE)]
    take(folder, "a.xlsx", fill("EMP", {"EMP-01": 0.1}), APRIL)
    done = made(folder, APRIL)
    words, title = told(done)
    noted = _noted(done.note)
    said = noted[noted.index(title) + 1 :]
    assert said
    assert all(sentence in words for sentence in said if not sentence.startswith("…"))


def _noted(path: Path | None) -> list[str]:
    assert path is not None
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
