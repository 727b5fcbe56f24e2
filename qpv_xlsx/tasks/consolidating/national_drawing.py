"""The national workbook and page, drawn from what was gathered, in this process or in one of their own."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.judging.territories import Country
from qpv_xlsx.export.report.national_page import render_national_report
from qpv_xlsx.spreadsheet.files import copy_whole, write_whole
from qpv_xlsx.tasks.consolidating.bytes_aside import BytesAside
from qpv_xlsx.tasks.consolidating.events_aside import EventsAside
from qpv_xlsx.tasks.consolidating.national_files import NationalFiles
from qpv_xlsx.tasks.consolidating.rows_aside import RowsAside
from qpv_xlsx.workbook.national.national_board import convention_tallies, indicator_tallies, tiles
from qpv_xlsx.workbook.national.national_master import NationalSources, write_national


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalDrawing:
    """All that both are made of, and where they are to stand. It may be carried to another process of this machine.

    *facts*: rows of « Données »; None: there are too many for a sheet.
    """

    country: Country
    settings: Campaign
    files: NationalFiles
    facts: RowsAside | None
    events: EventsAside
    differences: Sequence[tuple[str, str]]
    created: datetime


def draw(drawing: NationalDrawing) -> bool:
    """Write both files; True, for whoever waits for it in another process."""
    country, language = replace(drawing.country, keep=BytesAside().put), drawing.settings.language
    indicators = indicator_tallies(country)
    sources = NationalSources(
        country=country,
        indicators=indicators,
        settings=drawing.settings,
        facts=drawing.facts,
        events=drawing.events.in_order(),
        differences=drawing.differences,
    )
    with tempfile.TemporaryFile() as stream:
        write_national(stream, sources, language=language, created=drawing.created)
        stream.seek(0)
        copy_whole(drawing.files.master, stream)
    page = render_national_report(
        country,
        tiles(country, indicators, language),
        indicators,
        convention_tallies(country),
        language=language,
        created=drawing.created,
    )
    write_whole(drawing.files.report, page.encode())
    return True
