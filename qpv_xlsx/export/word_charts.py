"""Native charts in a Word document: they are drawn by Word, and open their numbers when somebody edits them.

python-docx writes none: the parts are those of ECMA-376, 21.2 (a chart, and the workbook that it draws).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qpv_xlsx.spreadsheet.lifting import LiftedChart

if TYPE_CHECKING:
    from docx.document import Document

_EMU = 9525  # to a pixel, 96 to an inch
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHARTS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_END = b"<c:printSettings>"  # what comes after the link to the workbook


def place_charts(document: "Document", charts: Sequence[LiftedChart]) -> None:
    """Add *charts* in one paragraph, side by side."""
    paragraph = document.add_paragraph()
    for number, chart in enumerate(charts, start=1):
        relation = _add_parts(document, chart, number)
        paragraph.add_run()._r.append(_drawing(chart, relation, number))  # noqa: SLF001  (python-docx's own way to an element)


def _add_parts(document: "Document", chart: LiftedChart, number: int) -> str:
    """The relation by which the text names the chart."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    workbook = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _WORKBOOK, chart.workbook, package)
    drawing = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, b"", package)
    source = f'<c:externalData r:id="{drawing.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)}"/>'.encode()
    drawing._blob = chart.drawing.replace(_END, source + _END)  # noqa: SLF001  (known only once the relation is)
    return document.part.relate_to(drawing, RELATIONSHIP_TYPE.CHART)


def _drawing(chart: LiftedChart, relation: str, number: int) -> object:
    from docx.oxml import OxmlElement

    drawing, inline = OxmlElement("w:drawing"), OxmlElement("wp:inline")
    extent, properties = OxmlElement("wp:extent"), OxmlElement("wp:docPr")
    extent.attrib.update({"cx": str(chart.width * _EMU), "cy": str(chart.height * _EMU)})
    properties.attrib.update({"id": str(number), "name": f"Chart {number}", "descr": chart.description})
    graphic, data = OxmlElement("a:graphic"), OxmlElement("a:graphicData")
    data.set("uri", _CHARTS)
    named = OxmlElement("c:chart", nsdecls={"c": _CHARTS, "r": _RELATIONS})
    named.set(f"{{{_RELATIONS}}}id", relation)
    data.append(named)
    graphic.append(data)
    for element in (extent, properties, OxmlElement("wp:cNvGraphicFramePr"), graphic):
        inline.append(element)
    drawing.append(inline)
    return drawing
