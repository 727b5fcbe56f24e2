"""Take the pictures of the form on a screen: ``python -m tests.collection.pictures [NAME …]``, names without extension; none: all.

A screen of 1 366 × 768 pixels, LibreOffice in French, Tab pressed where a bubble is to be seen. Needs Xvfb, openbox,
xdotool, ImageMagick and LibreOffice; without them it says what is missing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qpv_xlsx.domain.contract.questions import Question, Value
from tests.collection.corrections import corrected
from tests.collection.paris import answers_of, paris, written

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SCREEN = "1366x768"
PROGRAMS = ("Xvfb", "openbox", "xdotool", "import", "soffice")
_PATIENCE = 60  # seconds for LibreOffice to show its window


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A workbook, the keys that lead to what is to be seen, and the name that the window's title shows."""

    content: bytes
    keys: Sequence[str]
    name: str = "collecte.xlsx"


def pictures() -> Mapping[str, Picture]:
    """What is shown, by the picture's name."""
    respondent = next(one for one in paris().respondents if one.code == "EMP")
    started = written(paris(), respondent, _first_answers())
    corrections = corrected()
    return {
        "collecte-mode-emploi": Picture(content=started, keys=()),
        "collecte-indicateurs": Picture(content=started, keys=("ctrl+Next", "Tab", "shift+Tab")),
        "collecte-par-quartier": Picture(content=started, keys=("ctrl+Next", "ctrl+Next", "Tab")),
        "collecte-corrections": Picture(content=corrections, keys=("ctrl+Next",)),
    }


def _first_answers() -> dict[Question, Value]:
    respondent = next(one for one in paris().respondents if one.code == "EMP")
    return {one: value for one, value in answers_of(paris(), respondent).items() if one.measure < "EMP-05"}


@contextmanager
def _running(*command: str, environment: Mapping[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield
    finally:
        os.killpg(process.pid, 15)
        process.wait(timeout=20)


def take(picture: Picture, path: Path, display: str) -> None:
    """Open the workbook on a screen of its own, press the keys, and keep what is seen at *path*."""
    environment = {**os.environ, "DISPLAY": display, "LANG": "fr_FR.UTF-8"}
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        book = Path(folder) / picture.name
        book.write_bytes(picture.content)
        office = ("soffice", f"-env:UserInstallation=file://{folder}/profile", "--nologo", "--norestore", str(book))
        with (
            _running("Xvfb", display, "-screen", "0", f"{SCREEN}x24", environment=environment),
            _running("openbox", environment=environment),
            _running(*office, environment=environment),
        ):
            window = _window(picture.name, environment)
            for key in picture.keys:
                subprocess.run(["xdotool", "key", "--window", window, key], env=environment, check=True)
                time.sleep(0.5)
            time.sleep(1)
            order = ["import", "-window", "root", "+dither", "-colors", "48", f"PNG8:{path}"]  # a third of the size
            subprocess.run(order, env=environment, check=True)


def _window(name: str, environment: Mapping[str, str]) -> str:
    """The window of the workbook, made as large as the screen."""
    search = ["xdotool", "search", "--onlyvisible", "--name", name]
    for _ in range(_PATIENCE):
        time.sleep(1)
        found = subprocess.run(search, env=environment, check=False, capture_output=True, text=True).stdout.split()
        if found:
            break
    else:
        raise TimeoutError("LibreOffice")
    time.sleep(4)
    orders = (
        ("windowactivate", found[0]),
        ("windowmove", found[0], "0", "0"),
        ("windowsize", found[0], "100%", "100%"),
    )
    for order in orders:
        subprocess.run(["xdotool", *order], env=environment, check=False)
    time.sleep(1)
    return found[0]


def take_all(pictures: Mapping[str, Picture], names: Sequence[str]) -> None:
    """Take those of *pictures* called *names*, or all of them."""
    if lacking := [program for program in PROGRAMS if shutil.which(program) is None]:
        sys.exit(f"missing: {', '.join(lacking)}")
    for number, (name, picture) in enumerate(pictures.items()):
        if not names or name in names:
            take(picture, PICTURES / f"{name}.png", f":{90 + number}")


if __name__ == "__main__":
    take_all(pictures(), sys.argv[1:])
