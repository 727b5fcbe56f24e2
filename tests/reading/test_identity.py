"""Whose workbook it is, decided from its marks alone: visible references, hidden sheet, property, name, codes of rows."""

from dataclasses import replace

import pytest

from qpv_xlsx.domain.contract.reference import Reference, print_reference
from qpv_xlsx.domain.findings import Code, Severity
from qpv_xlsx.spreadsheet.book import Book, Cell, FileFormat, Grid
from qpv_xlsx.workbook.reading.identity import Identity, identify
from tests.paris import paris

EMP, CAF = "EMP-01", "CAF-03-a"


def said(respondent: str = "EMP", campaign: str = "paris-2015", version: int = 1) -> str:
    return print_reference(Reference(campaign=campaign, respondent=respondent, version=version))


def sheet(name: str, *rows: str, first: int = 2) -> Grid:
    return Grid(name=name, cells={(first + at, 1): Cell(value=text) for at, text in enumerate(rows)})


def book(*grids: Grid, properties: dict[str, str] | None = None, names: dict[str, str] | None = None) -> Book:
    return Book(format=FileFormat.XLSX, grids=grids, properties=properties or {}, names=names or {})


def told(found: Identity) -> tuple[str | None, int | None, tuple[tuple[Code, str], ...]]:
    findings = tuple((one.code, one.case) for one in found.findings)
    return found.respondent.code if found.respondent else None, found.year, findings


@pytest.mark.parametrize(
    ("given", "respondent", "year", "findings"),
    [
        (book(sheet("Indicateurs", "rien")), None, None, ((Code.F04, ""),)),
        (book(sheet("Indicateurs", said())), "EMP", 2015, ()),
        (book(sheet("Indicateurs", said(), first=60)), "EMP", 2015, ()),
        (book(sheet("Indicateurs", said(), first=61)), None, None, ((Code.F04, ""),)),
        (book(sheet("Feuille", "x"), properties={"qpv": said()}), "EMP", 2015, ()),
        (book(sheet("Feuille", "x"), names={"qpv": said("CAF")}), "CAF", 2015, ()),
        (book(sheet("Feuille", said(), EMP), names={"qpv": said()}), "EMP", 2015, ()),
        (book(sheet("Feuille", said("ZZZ"))), None, 2015, ((Code.I03, ""),)),
        (book(sheet("Feuille", said(campaign="lyon-2015"))), None, 2015, ((Code.I01, ""),)),
        (book(sheet("Feuille", said(campaign="PARIS-2015"))), "EMP", 2015, ()),
        (book(sheet("Feuille", said(campaign="paris-2014"))), None, 2014, ((Code.I02, ""),)),
        (book(sheet("Feuille", EMP)), "EMP", 2015, ((Code.I04, "codes_only"),)),
        (book(sheet("Feuille", EMP, CAF)), None, 2015, ((Code.I03, ""),)),
        (book(sheet("Feuille", "Territoire entier 2014", EMP)), None, 2014, ((Code.I02, ""),)),
        (book(sheet("Feuille", "Territoire entier 2015", EMP)), "EMP", 2015, ((Code.I04, "codes_only"),)),
        (book(sheet("_listes", EMP)), None, None, ((Code.F04, ""),)),
        (book(sheet("Feuille", said("CAF"), EMP)), "CAF", 2015, ((Code.I04, "foreign_rows"),)),
        (book(sheet("Feuille", said("CAF"), EMP, CAF)), "CAF", 2015, ()),
    ],
)
def test_marks(given: Book, respondent: str | None, year: int | None, findings: tuple[tuple[Code, str], ...]) -> None:
    assert told(identify(given, paris(), latest_versions={})) == (respondent, year, findings)


def test_what_people_see_leads_and_marks_that_disagree_are_told_with_their_places() -> None:
    hidden = sheet("_qpv", said("CAF"))
    found = identify(book(hidden, sheet("Indicateurs", said())), paris(), latest_versions={})
    (finding,) = found.findings

    assert (found.respondent and found.respondent.code, finding.code, finding.severity) == (
        "EMP",
        Code.I04,
        Severity.WARNING,
    )
    assert finding.facts["chosen"] == said()
    assert finding.facts["marks"] == (f"{said()} (Indicateurs)", f"{said('CAF')} (_qpv)")


def test_a_sheet_of_another_year_beside_ours_forbids_reading() -> None:
    """Its answers would be taken for this year's; a hidden mark of another year does not stand beside an answer."""
    ours = sheet("Indicateurs", said())
    beside = identify(
        book(ours, sheet("Indicateurs (2)", said(campaign="paris-2014"))), paris(), latest_versions={}
    ).findings
    behind = identify(book(ours, sheet("_qpv", said(campaign="paris-2014"))), paris(), latest_versions={}).findings

    assert [one.severity for one in (*beside, *behind)] == [Severity.ERROR, Severity.WARNING]


@pytest.mark.parametrize(
    ("latest", "is_older"), [({}, False), ({"EMP": 2}, False), ({"EMP": 3}, True), ({"CAF": 3}, False)]
)
def test_an_older_version_is_told(latest: dict[str, int], *, is_older: bool) -> None:
    found = identify(book(sheet("Indicateurs", said(version=2))), paris(), latest_versions=latest)

    assert (found.version, [one.code for one in found.findings]) == (2, [Code.I05] if is_older else [])


def test_the_thread_tells_only_where_the_workbook_is_silent_and_the_coordinator_always() -> None:
    silent, marked = book(sheet("Feuille", EMP)), book(sheet("Feuille", said()))

    by_thread = identify(silent, paris(), latest_versions={}, presumed="EMP")
    assert told(by_thread) == ("EMP", 2015, ((Code.I04, "presumed"),))
    assert (
        told(identify(silent, paris(), latest_versions={}, presumed="CAF"))[0] == "CAF"
    )  # its rows are another's: told
    assert told(identify(marked, paris(), latest_versions={}, presumed="CAF")) == ("EMP", 2015, ())
    assert told(identify(silent, paris(), latest_versions={}, decided="EMP")) == ("EMP", 2015, ())
    assert told(identify(marked, paris(), latest_versions={}, decided="ZZZ")) == ("EMP", 2015, ())


@pytest.mark.parametrize(
    ("called", "year", "code"),
    [
        ("cdv-2015", None, None),  # the code that the campaign had: its own form
        ("CDV-2015", None, None),
        ("cdv-2014", 2014, Code.I02),
        ("autre-2014", 2014, Code.I01),
    ],
)
def test_a_campaign_that_was_called_otherwise(called: str, year: int | None, code: Code | None) -> None:
    campaign = replace(paris(), former_codes=("cdv-2015",))
    found = identify(book(sheet("Indicateurs", said(campaign=called))), campaign, latest_versions={})

    assert found.year == (year or 2015)
    assert [one.code for one in found.findings] == ([code] if code else [])
    assert found.sender == ("EMP" if code is Code.I02 else "")


@pytest.mark.parametrize(
    ("headers", "year", "code"),
    [
        ((), 2014, Code.I02),  # the first year of the contract that it names, for want of better
        (("Résultat 2015",), 2015, None),
        (("Territoire entier 2016",), 2016, Code.I02),
    ],
)
def test_a_former_code_without_the_year_leaves_it_to_the_headers(
    headers: tuple[str, ...], year: int, code: Code | None
) -> None:
    campaign = replace(paris(), former_codes=("contrat-2014-2020",))
    given = book(sheet("Indicateurs", said(campaign="contrat-2014-2020"), *headers))
    found = identify(given, campaign, latest_versions={})

    assert (found.year, [one.code for one in found.findings]) == (year, [code] if code else [])


@pytest.mark.parametrize(("row", "is_read"), [(60, True), (61, False)])
def test_headers_are_looked_for_at_the_top(row: int, *, is_read: bool) -> None:
    given = book(sheet("Indicateurs", EMP), sheet("Suite", "Territoire entier 2014", first=row))
    found = identify(given, paris(), latest_versions={})

    assert [one.code for one in found.findings] == [Code.I02 if is_read else Code.I04]
