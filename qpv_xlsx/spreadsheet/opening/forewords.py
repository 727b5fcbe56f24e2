"""What Excel writes before a conversation that it keeps as a note too, for programs that know notes only.

« [Threaded comment] Your version of Excel allows you to read… », in the words of its language, then a link that is the same
in all of them, then « Comment: » and « Reply: », each above the words that a person wrote.
"""

import re

_LINK = re.compile(r"https?://go\.microsoft\.com/fwlink/\?linkid=870924\.?", re.IGNORECASE)
_LABEL = re.compile(r"^[^\n:]{1,40}:[ \t]*\n[ \t]{2,}(?=\S)", re.MULTILINE)


def without_foreword(note: str) -> str:
    """The words that people wrote, one comment under the other."""
    link = _LINK.search(note)
    if link is None:
        return note
    return _LABEL.sub("", note[link.end() :].strip("\n ")).strip()
