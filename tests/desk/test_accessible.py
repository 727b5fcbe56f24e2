"""Every page, checked by axe-core (rules of WCAG 2.1 A and AA, and its best practices), from 320 to 1 920 pixels."""

from pathlib import Path
from typing import Any

import pytest

from tests.desk.browser import needs_chromium, page
from tests.desk.conftest import Start

pytestmark = [pytest.mark.chromium, needs_chromium, pytest.mark.slow]

PAGES = (
    "",
    "depot",
    "administration/CAF",
    "administration/JUS",
    "decider",
    "courriels",
    "courriels/remind/relire?only=CAF",
    "courriels/return/relire?only=CAF",
    "synthese",
    "journal",
    "aide",
    "aide/annee",
    "/",
    "/parcourir",
    "/aide",
    "/aide/annee",
)
WIDTHS = (320, 400, 1366, 1920)


def test_no_page_has_a_fault_nor_overflows(with_addresses: Path, start: Start) -> None:
    desk = start(with_addresses)
    faults: list[str] = []
    axe = _script()
    with page() as opened:
        go: Any = opened
        go.goto(desk.address)
        base = go.url
        for name in PAGES:
            go.goto(f"http://{desk.host}{name}" if name.startswith("/") else base + name)
            go.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            for width in WIDTHS:
                go.set_viewport_size({"width": width, "height": 900})
                whole = go.evaluate("document.documentElement.scrollWidth")
                if whole > width:
                    faults.append(f"{name}: {whole} px wide at {width}")
            go.evaluate(axe)  # the debugger's door: the pages' own policy forbids it to them
            found = go.evaluate("axe.run().then((told) => told.violations.map((one) => [one.id, one.nodes[0].html]))")
            faults += [f"{name}: {rule} {html[:120]}" for rule, html in found]
    assert not faults


def test_every_act_is_reached_by_the_keyboard_and_seen(campaign: Path, start: Start) -> None:
    desk = start(campaign)
    with page() as opened:
        go: Any = opened
        go.goto(desk.address)
        wanted = go.locator("a[href], button, input:not([type=hidden]), select, summary").count()
        seen = set()
        for _ in range(wanted + 5):
            go.keyboard.press("Tab")
            told = go.evaluate(
                """() => { const one = document.activeElement; const style = getComputedStyle(one);
                return [one.outerHTML.slice(0, 200), one.tagName, style.outlineStyle, one.type || ""]; }"""
            )
            if told[1] == "BODY":
                break
            seen.add(told[0])
            assert told[2] != "none" or told[3] == "file", told[0]
        assert len(seen) >= wanted * 0.9


def _script() -> str:
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
