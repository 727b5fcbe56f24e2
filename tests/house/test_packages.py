"""What is installed is what stands in the house: a room left out of setup.cfg is missing from the wheel only."""

import configparser
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_room_is_in_the_wheel() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", "utf-8")
    listed = setup["options"]["packages"].split()
    rooms = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "qpv_xlsx").rglob("*.py")}

    assert len(listed) == len(set(listed))
    assert {name for name in listed if not name.startswith("qpv_xlsx.templates")} == rooms
