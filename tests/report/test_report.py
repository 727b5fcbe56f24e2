"""report.html: one self-contained page, escaped, accessible, sortable."""

import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.export.report.bars import stacked
from qpv_xlsx.export.report.page import render_report
from tests.master.invention import CREATED, invented_campaign, invented_ledger


def page(campaign: Campaign | None = None, language: str = "fr") -> str:
    chosen = campaign or invented_campaign(1)
    ledger = invented_ledger(chosen, 1)
    return render_report(chosen, ledger, assess(chosen, ledger), language=language, created=CREATED)


class _Outline(HTMLParser):
    """Elements in order, with their attributes; checks that they close."""

    _VOID = frozenset({"meta", "link", "rect"})

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self._VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Outline()
    parser.feed(text)
    assert not parser.open
    return parser.elements


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_fetched_from_anywhere(language: str) -> None:
    for tag, attributes in outline(page(language=language)):
        assert "src" not in attributes, tag
        assert (attributes.get("href") or "#").startswith(("#", "data:")), tag
    assert "@import" not in page()
    assert "url(" not in page()


def test_landmarks_headings_and_tables_speak_to_screen_readers() -> None:
    elements = outline(page())
    tags = [tag for tag, _ in elements]
    assert {"header", "nav", "main", "footer"} <= set(tags)
    assert tags.count("h1") == 1
    assert tags.count("caption") == tags.count("table") > 4
    assert all(attributes.get("scope") in {"col", "row"} for tag, attributes in elements if tag == "th")
    drawings = [attributes for tag, attributes in elements if tag == "svg"]
    identifiers = {attributes.get("id") for _, attributes in elements}
    assert all(drawing["role"] == "img" and drawing["aria-labelledby"] in identifiers for drawing in drawings)


def test_no_two_regions_have_the_same_name() -> None:
    named = [
        attributes.get("aria-label") or attributes.get("aria-labelledby")
        for tag, attributes in outline(page())
        if tag == "section" or attributes.get("role") == "region"
    ]
    assert len(named) == len(set(named)) > 4


def test_no_figure_has_more_digits_than_people_write() -> None:
    # ratios below 1 keep their three decimals
    cells = re.findall(r'<td class="figure"[^>]*>([^<]*)</td>', page())
    assert not [text for text in cells if re.search(r",\d{3}|,\d\d\u00a0(%|point)", text) and not text.startswith("0,")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_letters_in_brackets_of_a_header_are_explained_under_the_table(language: str) -> None:
    text = page(language=language)
    heads = set(re.findall(r"<button[^>]*>([^<]* \([A-Z]+\))</button>", text))
    said = " ".join(re.findall(r"<p[^>]*>([^<]*)</p>", text)).replace("\u00a0", " ")
    assert len(heads) == 2
    assert {head for head in heads if not re.search(re.escape(head) + " ?: [a-z]", said)} == set()


def test_what_respondents_wrote_is_escaped() -> None:
    campaign = invented_campaign(1)
    nasty = "<script>alert(1)</script>&\"'"
    renamed = replace(campaign.respondents[0], name=nasty)
    text = page(replace(campaign, respondents=(renamed, *campaign.respondents[1:])))
    assert nasty not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in text


def test_several_territories_have_their_own_table_and_column() -> None:
    text = page(invented_campaign(1, territories=3))
    assert 'id="territory"' in text
    assert text.count("Territoire n° 2") > 10
    assert 'id="territory"' not in page()


def test_every_status_has_its_colour_and_icon() -> None:
    text = page()
    for status in set(re.findall(r'class="status ([a-z_-]+)"', text)):
        assert f".{status}::before" in text
        assert f".{status} {{" in text or f".{status}," in text


_PROBE = """
<script>
const headers = [...document.querySelectorAll("#indicators thead th")];
const column = headers.findIndex((header) => header.textContent.startsWith("Résultat"));
const orders = () => [...document.querySelectorAll("#indicators tbody tr")]
  .map((row) => row.cells[column].dataset.order).filter((order) => order !== undefined).map(Number);
const isSorted = (values, sign) => values.every((value, place) => !place || sign * (value - values[place - 1]) >= 0);
const words = () => [...document.querySelectorAll("#indicators tbody th")].map((cell) => cell.textContent);
const found = { before: isSorted(orders(), 1), rows: words().length };
headers[column].querySelector("button").click();
found.up = isSorted(orders(), 1); found.aria = headers[column].getAttribute("aria-sort");
headers[column].querySelector("button").click();
found.down = isSorted(orders(), -1);
headers[0].querySelector("button").click();
found.words = words()[0]; found.kept = words().length;
found.wide = document.documentElement.scrollWidth <= window.innerWidth;
document.title = JSON.stringify(found);
</script>
"""


@pytest.mark.chromium
def test_the_browser_sorts_and_complains_of_nothing(tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is missing: install chromium")
    path = tmp_path / "report.html"
    path.write_text(page().replace("</body>", f"{_PROBE}</body>"), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--window-size=1400,1000"]
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    done = subprocess.run(
        [chromium, *options, profile, "--dump-dom", path.as_uri()],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "CONSOLE" not in done.stderr
    title = re.search(r"<title>(\{.*?\})</title>", done.stdout)
    assert title, done.stdout[:500]
    import json

    found = json.loads(title[1])
    rows = len(assess(invented_campaign(1), invented_ledger(invented_campaign(1), 1)).rows)
    assert found == {
        "before": False,
        "rows": rows,
        "up": True,
        "aria": "ascending",
        "down": True,
        "words": "CAF-01-a",
        "kept": rows,
        "wide": True,
    }


def test_a_name_of_two_lines_is_whole_over_the_first_bar() -> None:
    """The upper half of « Emploi et développement » was cut off at the edge of the chart."""
    drawn = stacked(
        title="t",
        section="reporting",
        statuses={"x": "X"},
        counts={"Emploi et développement économique des quartiers": {"x": 1}},
    )
    for shape, lines in zip(drawn.drawings, (2, 1), strict=True):
        tops = [middle - 8 for _, middle in shape.names]
        assert len(tops) == lines
        assert min(tops) >= 0
        assert max(segment.y + shape.bar for segment in shape.segments) <= shape.height


def test_on_a_telephone_names_stand_over_bars_that_keep_their_counts() -> None:
    """Bars ran beyond the edge of the screen; both shapes show the same."""
    wide, narrow = stacked(
        title="t",
        section="reporting",
        statuses={"x": "X", "y": "Y"},
        counts={"Emploi": {"x": 3, "y": 1}, "Santé": {"x": 0, "y": 2}},
    ).drawings
    assert narrow.width < 360 < wide.width
    assert [name for name, _ in narrow.names] == [name for name, _ in wide.names]
    assert [segment.title for segment in narrow.segments] == [segment.title for segment in wide.segments]
    assert all(middle + 8 < segment.y for (_, middle), segment in zip(narrow.names, narrow.segments[::2], strict=True))


def test_anomalies_begin_with_errors_and_decisions_are_asked_before_the_tables() -> None:
    html = page()
    anomalies = html[html.index('id="title-findings"') :]
    assert re.findall(r"severities-(error|warning)", anomalies) == sorted(
        re.findall(r"severities-(error|warning)", anomalies)
    )
    assert html.index('<h2 id="matters">') < html.index('id="title-attention"')
