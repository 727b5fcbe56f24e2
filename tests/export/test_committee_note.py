"""The committee's note: short, in words, and nothing in it that the master does not say."""

import io
import re

import docx
import openpyxl
import pytest

from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.rankings import points_of_attention
from qpv_xlsx.domain.judging.tallies import tally
from qpv_xlsx.export.committee_note import render_note
from qpv_xlsx.workbook.master import write_master
from tests.master.invention import CREATED, invented_campaign, invented_ledger

_MOST_LETTERS = 4_500  # of a page at nine points, both charts included


def note(language: str = "fr") -> list[str]:
    campaign = invented_campaign(1)
    ledger = invented_ledger(campaign, 1)
    content = render_note(campaign, ledger, assess(campaign, ledger), language=language, created=CREATED)
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_is_one_page(language: str) -> None:
    told = note(language)
    assert sum(map(len, told)) < _MOST_LETTERS
    assert not [text for text in told if "{" in text or "None" in text]


def test_the_points_of_attention_name_the_measure_and_who_answers() -> None:
    campaign = invented_campaign(1)
    ledger = invented_ledger(campaign, 1)
    first = points_of_attention(assess(campaign, ledger))[0]
    name = next(one.name for one in campaign.respondents if one.code == first.respondent)
    assert any(text.startswith(first.measure) and name in text for text in note())


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it drops sparklines and says so
def test_its_counts_are_those_of_the_master() -> None:
    campaign = invented_campaign(1)
    ledger = invented_ledger(campaign, 1)
    found = assess(campaign, ledger)
    counts = tally(found.rows.values())
    sentence = next(text for text in note() if "ont répondu" in text or "a répondu" in text)
    assert f"{counts.answered} mesures reçues sur {counts.expected}" in sentence
    master = openpyxl.load_workbook(io.BytesIO(write_master(campaign, ledger, found, created=CREATED)), data_only=True)
    tiles = [str(cell.value) for cell in master["Tableau de bord"][4] if cell.value]
    pairs = [" sur ".join(tile.split(" / ")) for tile in (tiles[0], tiles[3])]
    numbers = re.sub(r"(administrations?|indicateurs?|mesures?) ", "", sentence)
    assert all(pair in numbers for pair in pairs)
