"""Exact or lowest versions of all that the project needs: ``python .ci/constraints.py tested|lowest``.

``tested`` prints what is installed where it runs, followed from setup.cfg through every requirement: the content of
``constraints.txt``. ``lowest`` prints the lower bounds of setup.cfg as exact versions, direct requirements only.
Packages of other systems (pywin32, colorama) are not installed here, hence not pinned.
"""

import configparser
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

_ROOT = Path(__file__).resolve().parents[1]
_HEAD = "# The tested set, exact versions. Made by: python .ci/constraints.py tested > constraints.txt\n"


def main(wanted: str) -> None:
    """Print the constraints."""
    declared = [Requirement(line) for line in _declared()]
    pins = _lowest(declared) if wanted == "lowest" else _tested(declared)
    sys.stdout.write((_HEAD if wanted == "tested" else "") + "".join(f"{pin}\n" for pin in sorted(set(pins))))


def _declared() -> Iterator[str]:
    setup = configparser.ConfigParser()
    setup.read(_ROOT / "setup.cfg", encoding="utf-8")
    groups = (setup["options"]["install_requires"], *setup["options.extras_require"].values())
    return (line for group in groups for line in group.split("\n") if line.strip())


def _lowest(declared: Iterable[Requirement]) -> Iterator[str]:
    for requirement in declared:
        bounds = (bound.version for bound in requirement.specifier if bound.operator in {">=", "=="})
        yield from (f"{_name(requirement.name)}=={version}" for version in bounds)


def _tested(declared: Iterable[Requirement]) -> Iterator[str]:
    waiting = [(requirement.name, frozenset(requirement.extras)) for requirement in declared]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (_name(name), extras) in seen:
            continue
        seen.add((_name(name), extras))
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        yield f"{_name(name)}=={package.version}"
        for line in package.requires or ():
            further = Requirement(line)
            if further.marker is None or any(further.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                waiting.append((further.name, frozenset(further.extras)))


def _name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main(sys.argv[1])
