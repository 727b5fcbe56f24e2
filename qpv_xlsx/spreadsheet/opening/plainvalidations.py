"""Drop-downs and the messages of cells in an OpenDocument spreadsheet, on which nothing depends: passed over where they are plain.

They are a fifth of a form of ours. What is passed over is well formed, and nested no deeper than the pattern.
"""

import re

from qpv_xlsx.spreadsheet.opening.odsdocument import OpenDocument
from qpv_xlsx.spreadsheet.opening.plainxml import windows

_FORBIDDEN = r"<>&\x00-\x08\x0b-\x1f\ufffe\uffff"  # as in WORDS
_REFERENCE = "&(?:amp|lt|gt|quot|apos);"
_WORDS = rf"[^{_FORBIDDEN}]*+(?:{_REFERENCE}[^{_FORBIDDEN}]*+)*+"
_VALUE = rf'"[^"{_FORBIDDEN}]*+(?:{_REFERENCE}[^"{_FORBIDDEN}]*+)*+"'
_SPACE = r"[\ \n\t]*+"


def _attributes(tag: str, most: int) -> str:
    """The pattern of up to *most* attributes of a tag, none of them twice."""
    pattern = ""
    for number in reversed(range(most)):
        others = "|".join(f"(?P={tag}{one})=" for one in range(number))
        pattern = rf"(?:\ {f'(?!{others})' if others else ''}(?P<{tag}{number}>[a-z]+:[a-z-]+)={_VALUE}{pattern})?+"
    return pattern


_VALIDATIONS = re.compile(
    rf"""
    (?: {_SPACE} <table:content-validation{_attributes("validation", 6)}(?: /> | >
      (?: {_SPACE} <table:(?P<kind>help|error)-message{_attributes("message", 3)}(?: /> | >
        (?: {_SPACE} <text:p(?: /> | >{_WORDS}(?:<text:line-break/>{_WORDS})*+</text:p> ) )*+ {_SPACE}
      </table:(?P=kind)-message> ) )*+ {_SPACE}
    </table:content-validation> ) )*+ {_SPACE}
    """,
    re.VERBOSE,
)
_END_OF_ONE, _END = b"</table:content-validation>", b"</table:content-validations>"
_DEEPEST = 4


def end_of_validations(content: bytes, start: int, document: OpenDocument) -> int:
    """Where the plain ones end, of those that begin at *start*. Raises NotPlain."""
    if document.has_room(_DEEPEST):
        for text, last in windows(content, start, content.find(_END, start), _END_OF_ONE):
            if _VALIDATIONS.fullmatch(text) is None:
                break
            start = last
    return start
