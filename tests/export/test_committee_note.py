"""The committee's note: short, in words, and nothing in it that the master does not say."""

import io
import re

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind, Progress
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.contract.targets import Done
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.rankings import points_of_attention
from qpv_xlsx.domain.judging.tallies import tallies_by_convention, tally
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.export.committee_note import render_note
from qpv_xlsx.workbook.master import write_master
from qpv_xlsx.workbook.master.counting import status_word
from qpv_xlsx.workbook.master.note_charts import Status, charts_of_note
from tests.export.accounts import ledger as answered
from tests.master.invention import CREATED, invented_campaign, invented_ledger
from tests.rules.samples import context, measure

_MOST_LETTERS = 4_500  # of a page at nine points, both charts included


def written(language: str = "fr") -> bytes:
    campaign = invented_campaign(1)
    ledger = invented_ledger(campaign, 1)
    found = assess(campaign, ledger)
    charts = charts_of_note(tuple(tallies_by_convention(campaign.catalogue, found)), language=language, created=CREATED)
    return render_note(campaign, ledger, found, charts, language=language, created=CREATED)


def note(language: str = "fr") -> list[str]:
    document = docx.Document(io.BytesIO(written(language)))
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


def test_its_charts_draw_the_masters_counts_and_open_them() -> None:
    campaign = invented_campaign(1)
    found = assess(campaign, invented_ledger(campaign, 1))
    conventions = tuple(tallies_by_convention(campaign.catalogue, found))
    document = docx.Document(io.BytesIO(written()))
    drawn = [part for part in document.part.package.iter_parts() if part.partname.startswith("/word/charts/")]
    assert len(document.element.findall(".//{*}drawing//{*}chart")) == len(drawn) == 2
    both = (
        [dict[Status, int](one.measures.reporting.items()) for one in conventions],
        [dict[Status, int](one.indicators.attainment.items()) for one in conventions],
    )
    for number, (chart, counts) in enumerate(zip(sorted(drawn, key=lambda part: part.partname), both, strict=True)):
        values = [
            [float(v.text) for v in cache.findall(".//{*}v")]
            for cache in parse_xml(chart.blob).findall(".//{*}numCache")
        ]
        present = [status for status in counts[0] if any(row[status] for row in counts)]
        assert sorted(values) == sorted([row[status] for row in counts] for status in present)
        (source,) = [relation.target_part for relation in chart.rels.values()]
        sheet = openpyxl.load_workbook(io.BytesIO(source.blob)).worksheets[number]
        assert {cell.value for cell in sheet[1][1:]} == {status_word(status, "fr") for status in present}
    told = [element.get("descr") for element in document.element.findall(".//{*}docPr")]
    assert all(one.name in text for text in told for one in conventions)


def test_a_step_is_told_in_its_own_words() -> None:
    """« – pour une cible de – » stood there: the state of a step is a word, and its target none."""
    late = measure(kind=Kind.MILESTONE, target=Done(year=2016))
    campaign = context(late).campaign
    ledger = answered({Question(measure=late.code): Progress.ONGOING})
    told = text_of(campaign, ledger)
    assert f"{late.code}, {late.label} : En cours. Non atteint." in told.replace("\u00a0", " ").replace("\u2011", "-")
    assert "– pour" not in told


def text_of(campaign: Campaign, ledger: Ledger) -> str:
    found = assess(campaign, ledger)
    charts = charts_of_note(tuple(tallies_by_convention(campaign.catalogue, found)), language="fr", created=CREATED)
    made = docx.Document(io.BytesIO(render_note(campaign, ledger, found, charts, created=CREATED)))
    return "\n".join(paragraph.text for paragraph in made.paragraphs)
