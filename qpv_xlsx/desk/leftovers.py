"""What clouds and copies leave in a campaign's folder: noticed, explained, never used."""

import re
from pathlib import Path

_CONFLICT = re.compile(
    r"^(?P<stem>campagne|registre|decisions|journal)(?P<mark>.+)\.(?P<suffix>xlsx|json|sqlite|jsonl)$", re.IGNORECASE
)
_OURS = re.compile(r"^-avant-\d{8}-\d{6}(-\d+)?$")
"""What ``init --force`` keeps of a former campagne.xlsx."""


def leftovers_of(folder: Path) -> tuple[str, ...]:
    """Names such as « registre (copie en conflit).sqlite » or « campagne (1).xlsx », in order."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file())
    except OSError:
        return ()
    return tuple(name for name in names if (found := _CONFLICT.match(name)) and not _OURS.match(found["mark"]))
