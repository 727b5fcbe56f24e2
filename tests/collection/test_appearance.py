"""Every text can be read on its background (WCAG 2, level AA), and rows hold their texts."""

import pytest

from qpv_xlsx.spreadsheet import palette
from qpv_xlsx.spreadsheet.drawing import Style
from qpv_xlsx.workbook import appearance
from qpv_xlsx.workbook.heights import broken, line_count, row_height

STYLES = {name: style for name, style in vars(appearance).items() if isinstance(style, Style)}
ENOUGH = 4.5


def _luminance(color: str) -> float:
    channels = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert _contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
def test_text_can_be_read_on_its_background(style: Style) -> None:
    backgrounds = [style.fill or palette.WHITE]
    if style.fill and style.pattern != 1:
        backgrounds.append(style.pattern_color)
    assert min(_contrast(style.color, background) for background in backgrounds) >= ENOUGH


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("court", 10, 1),
        ("un deux trois quatre cinq six", 10, 3),
        ("ligne\nautre ligne", 40, 2),
        ("anticonstitutionnellement", 10, 3),
        ("a\n\nb", 10, 3),
        ("Saint-André-lez-Lille (centre)", 10, 4),
    ],
)
def test_lines_are_counted_as_they_wrap(text: str, width: float, lines: int) -> None:
    assert line_count(text, width) == lines


def test_a_row_is_as_tall_as_its_tallest_text() -> None:
    assert row_height({"a": 10, "un deux trois quatre cinq six sept": 10}) > row_height({"a": 10, "b": 10})


def test_what_a_no_break_space_holds_together_stays_on_one_line() -> None:
    text = "Ont répondu depuis\u00a0: la préfecture, avec «\u00a0un mot\u00a0»"

    for room in range(30, 300, 10):
        lines = broken(text, room)
        assert " ".join(lines) == text
        assert not any(line.startswith((":", "»")) or line.endswith("«") for line in lines)
