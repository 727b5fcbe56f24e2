"""``report.html``: the story of the master workbook on one self-contained page, for those who prefer a browser."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.judging.assessment import Assessment
from qpv_xlsx.domain.judging.since_last import Changes
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.export.report.row_html import rows_html
from qpv_xlsx.export.report.story import Story, tell
from qpv_xlsx.messages.change_words import change_sentences, changes_title
from qpv_xlsx.messages.whole_codes import as_html
from qpv_xlsx.messages.wordbook import label, phrase

if TYPE_CHECKING:
    from jinja2 import Template

_PARTS = ("report.css", "report.js")


def render_report(
    campaign: Campaign,
    ledger: Ledger,
    assessment: Assessment,
    *,
    language: str = "fr",
    created: datetime,
    changes: Changes | None = None,
) -> str:
    """The page. Everything that respondents wrote is escaped; nothing is fetched from a network.

    *changes*: since it was last made; None: nothing is said of it.
    """
    story = tell(campaign, ledger, assessment, language=language, created=created)
    if changes is not None:
        words = change_sentences(campaign, changes, language)
        story = replace(story, changes_title=changes_title(changes, language), changes=words)
    return render_story(story, language)


def render_story(story: Story, language: str) -> str:
    """The page that tells *story*."""
    from markupsafe import Markup

    css, script = (Markup(_part(name)) for name in _PARTS)  # noqa: S704  (our own files)

    def say(key: str) -> str:
        return phrase(language, f"report_{key}")

    def head(key: str, **facts: int) -> str:
        return label(language, "master_columns", key).format(**facts)

    title = phrase(language, "master_matters")
    page = {"story": story, "language": language, "css": css, "script": script, "matters_title": title}
    return page_template().render(**page, say=say, head=head)


@lru_cache(maxsize=1)  # a country has a page per territory: reading the template takes as long as writing one
def page_template() -> "Template":
    """What all pages are made of."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page.filters["whole_codes"] = lambda text: Markup(as_html(text))  # noqa: S704  (it escapes the rest)
    page.filters["rows"] = lambda table: Markup(rows_html(table.rows, table.figures))  # noqa: S704  (likewise)
    return page.from_string(_part("report.html"))


def _part(name: str) -> str:
    return resources.files("qpv_xlsx.export.report").joinpath(name).read_text("utf-8")
