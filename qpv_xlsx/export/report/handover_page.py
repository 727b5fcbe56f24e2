"""« Passation » as a page of its own."""

from collections.abc import Sequence

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.export.report.cells import Shown, SortableTable
from qpv_xlsx.export.report.page import render_story
from qpv_xlsx.export.report.story import Story
from qpv_xlsx.messages.handing_over import HandoverSection
from qpv_xlsx.messages.wordbook import phrase


def render_handover(campaign: Campaign, sections: Sequence[HandoverSection], language: str) -> str:
    """The page. All that people wrote is escaped."""
    tables = tuple(
        SortableTable(
            key=f"passation-{number}",
            title=section.title,
            headers=section.headers,
            rows=tuple(tuple(Shown(text=text) for text in row) for row in section.rows),
            note=section.note,
        )
        for number, section in enumerate(sections, start=1)
    )
    title = phrase(language, "handover_page", title=campaign.title, year=campaign.year)
    lead = phrase(language, "handover_lead")
    return render_story(Story(title=title, lead=lead, tiles=(), charts=(), tables=tables, method=""), language)
