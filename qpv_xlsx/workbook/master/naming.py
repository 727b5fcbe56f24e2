"""Names of sheets that Excel takes: 31 characters at most, no forbidden sign, no two alike."""

from collections.abc import Iterable, Mapping

_LONGEST = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


def sheet_names(wanted: Iterable[tuple[str, str]], taken: Iterable[str]) -> Mapping[str, str]:
    """A name for each (code, wanted name), near the wanted one; *taken*: names that are not free. Case does not count."""
    used = {name.casefold() for name in taken} | {"history", "historique"}  # Excel keeps those for itself
    names: dict[str, str] = {}
    for code, name in wanted:
        names[code] = _free(name, code, used)
        used.add(names[code].casefold())
    return names


def _free(name: str, code: str, used: set[str]) -> str:
    plain = _fitted(name) or _fitted(code) or "-"
    number, found = 1, plain
    while found.casefold() in used:
        number += 1
        ending = f" ({number})"
        found = plain[: _LONGEST - len(ending)].rstrip() + ending
    return found


def _fitted(name: str) -> str:
    kept = "".join(sign for sign in name.translate(_FORBIDDEN) if sign.isprintable())
    return _shortened(kept).strip().strip("'").strip()


def _shortened(name: str) -> str:
    """*name*, or its first words and « … »; a word that is too long alone is cut."""
    if _size(name) <= _LONGEST:
        return name
    words = name.split()
    while len(words) > 1 and _size(" ".join(words)) >= _LONGEST:
        words.pop()
    kept = " ".join(words)
    while _size(kept) >= _LONGEST:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,-–')}…"


def _size(name: str) -> int:
    """As Excel counts: in halves of UTF-16."""
    return len(name.encode("utf-16-le")) // 2
