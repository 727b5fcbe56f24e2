"""The page « L’année au bureau » shows every picture that the project's script takes, in the order of a year."""

import re
from pathlib import Path

from tests.desk.pictures import PAGES

DOCS = Path(__file__).parents[2] / "docs"


def test_every_picture_is_shown_in_its_order() -> None:
    shown = re.findall(r"\(pictures/(bureau-[a-z]+)\.png\)", (DOCS / "annee-au-bureau.md").read_text("utf-8"))

    assert shown == ["bureau-accueil", *PAGES]
    assert {path.stem for path in (DOCS / "pictures").glob("bureau-*.png")} == set(shown)
