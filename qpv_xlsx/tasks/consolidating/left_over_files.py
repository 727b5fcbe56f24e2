"""Masters, pages and notes that an earlier consolidation made and this one does not: they go on saying former figures."""

from collections.abc import Iterable, Iterator
from glob import escape
from pathlib import Path

from qpv_xlsx.register.vault import safe_name
from qpv_xlsx.tasks.consolidating.consolidate_territories import TERRITORIES

_ENDINGS = ("_synthese*", "_report*.html")


def left_over_files(
    master: Path, codes: Iterable[str], made: Iterable[Path], former: Iterable[str] = ()
) -> tuple[str, ...]:
    """Paths from the folder of *master*, in order. *made*: what stands there by right, the master included.

    *codes*: of the campaigns, whose territories' files are looked for; *former*: what a campaign was called, of which the
    master and the note are too.
    """
    mine, root = frozenset(made), master.parent
    found = {path for path in _found(master, frozenset(codes), frozenset(former)) if path not in mine}
    return tuple(sorted(path.relative_to(root).as_posix() for path in found))


def _found(master: Path, codes: frozenset[str], former: frozenset[str]) -> Iterator[Path]:
    root = master.parent
    yield from root.glob(f"{escape(master.stem)}_note.docx")  # a country has none, its one territory had
    for ending in _ENDINGS:
        for code in codes | former:
            yield from (root / TERRITORIES).glob(f"{escape(safe_name(code))}_*{ending}")
        for code in former - codes:
            yield from root.glob(f"{escape(safe_name(code))}{ending}")
