"""The same returns through bcompiler-engine (PyPI), in its own environment: ``python benchmarks/datamaps.py FOLDER``.

*FOLDER* has one folder per convention, each with ``input/`` (returns and datamap.csv) and an empty ``output/``.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from measuring import report


def import_all(folder: Path) -> Mapping[str, float]:
    """One run per convention: a datamap has one address per answer, hence one layout of workbook."""
    import logging

    from engine.adapters.cli import import_and_create_master
    from engine.config import Config

    logging.disable(logging.CRITICAL)  # in its favour: it says five lines a file
    quiet = {f"click_echo_{colour}": lambda *_: None for colour in ("green", "red", "yellow", "white")}
    Config.initialise()
    files = 0
    for convention in sorted(folder.iterdir()):
        Config.PLATFORM_DOCS_DIR = convention
        import_and_create_master(quiet, inputdir=convention / "input")
        files += len(list((convention / "input").glob("*.xlsx")))
    return {"files": files}


if __name__ == "__main__":
    report(import_all, Path(sys.argv[1]))
