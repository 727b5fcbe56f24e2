"""Rows of the report's tables: what is written there is read as it was written, and marked as what it is."""

from qpv_xlsx.export.report.cells import Shown
from qpv_xlsx.export.report.row_html import rows_html


def test_words_are_escaped_wherever_they_stand() -> None:
    hostile = '<b a="1">l\'été & EMP-04</b>'
    told = rows_html(
        [(Shown(text=hostile, link="a b/é.html"), Shown(text=hostile), Shown(hostile, hostile, "kept"))], ()
    )
    assert "<b" not in told
    assert told.count("&lt;b a=&quot;1&quot;&gt;l&#x27;été &amp;") == 4  # three texts, and what one sorts by
    assert '<th scope="row"><a href="a%20b/%C3%A9.html">' in told


def test_each_cell_says_how_it_looks_and_what_it_sorts_by() -> None:
    row = (
        Shown(text="EMP-04"),
        Shown(text="0", order=0),
        Shown(text="17,3 %", order=0.173),
        Shown(text="Atteint", status="attainment-reached"),
        Shown(text="plus de treize lettres"),
    )
    assert rows_html([row], frozenset({2})) == (
        "<tr>\n"
        '<th scope="row">EMP-04</th>\n'
        '<td class="short" data-order="0">0</td>\n'
        '<td class="figure" data-order="0.173">17,3 %</td>\n'
        '<td class="short"><span class="status attainment-reached">Atteint</span></td>\n'
        "<td>plus de treize lettres</td>\n"
        "</tr>\n"
    )


def test_a_row_that_begins_with_a_status_has_no_name() -> None:
    assert "<th" not in rows_html([(Shown(text="Erreur", status="severities-error"), Shown(text="C01"))], ())
