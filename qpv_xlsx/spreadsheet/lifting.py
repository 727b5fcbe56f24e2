"""Charts lifted out of a workbook, for a document of another kind: their DrawingML, and the workbook they draw."""

import io
import zipfile
from dataclasses import dataclass

_VALUE = b'<c:showVal val="1"/>'
_HIDDEN = b"".join(b'<c:show%s val="0"/>' % what for what in (b"CatName", b"SerName", b"Percent", b"BubbleSize"))
_VALUE_ALONE = b'<c:showLegendKey val="0"/>' + _VALUE + _HIDDEN


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftedChart:
    """*drawing*: the chart's XML part, values included; *workbook*: the .xlsx behind it, for whoever edits it.

    *description*: the text that stands for it (screen readers). *width*, *height*: pixels, 96 to an inch.
    """

    drawing: bytes
    workbook: bytes
    description: str
    width: int
    height: int


def drawing_of(workbook: bytes, number: int) -> bytes:
    """The XML of a workbook's chart, from 1 in the order in which charts were placed.

    Labels say there what Excel takes for granted: elsewhere, what is not said to be hidden is shown.
    """
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        drawing = parts.read(f"xl/charts/chart{number}.xml")
    return drawing.replace(_VALUE, _VALUE_ALONE)
