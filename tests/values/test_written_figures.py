"""Figures are written as Babel writes them, from its own tables."""

import pytest
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.messages.numbers import locale_of, number, percent
from qpv_xlsx.messages.telling import rounded

FIGURES = st.one_of(
    st.integers(-(10**15), 10**15),
    st.floats(-1e15, 1e15, allow_nan=False),
    st.floats(-2, 2, allow_nan=False),
    st.decimals(-(10**9), 10**9, places=4, allow_nan=False).map(float),
)


@pytest.mark.parametrize("language", ["fr", "en"])
@given(value=FIGURES, decimals=st.integers(0, 9))
def test_figures_are_written_as_babel_writes_them(language: str, value: float, decimals: int) -> None:
    pattern = f"#,##0.{'#' * decimals}"
    locale = locale_of(language)
    after = {"fr": "\u00a0%", "en": "%"}[language]

    assert number(value, language, decimals) == format_decimal(rounded(value, decimals), format=pattern, locale=locale)
    assert percent(value, language, decimals) == format_percent(
        rounded(value, decimals + 2), format=pattern + after, locale=locale
    )
