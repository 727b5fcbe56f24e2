"""Whose workbook is it? Several marks are looked for; each may be missing, and those that disagree are told."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, conventions_of, measures_of, respondent_of
from qpv_xlsx.domain.contract.former import respondent_called
from qpv_xlsx.domain.contract.reference import Reference, find_reference, print_reference
from qpv_xlsx.domain.contract.remembering import remembered
from qpv_xlsx.domain.findings import Code, Finding, Severity, finding
from qpv_xlsx.messages.wordbook import LANGUAGES, label
from qpv_xlsx.spreadsheet.book import Book, Grid

TOP_ROWS = 60  # the reference stands in row 2; somebody may have inserted rows above it
_YEAR_OF_CODE = re.compile(r"-(\d{4})$")
_YEAR = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(?!\d)")


class Trust(IntEnum):
    """Kinds of marks, the most trusted first: what people see and programs keep, then what each program may lose."""

    VISIBLE = 1
    HIDDEN_SHEET = 2
    PROPERTY = 3
    NAME = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A reference found somewhere. *where*: sheet name, property or name."""

    trust: Trust
    where: str
    reference: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whose workbook, as far as it is known. *is_ours*: something of a collection workbook was recognised.

    *respondent* is None where it cannot be told, or is not in the campaign: such a file cannot be read.
    *findings* of severity error forbid reading. *sender*: whose form of another year it is, empty elsewhere.
    """

    respondent: Respondent | None
    campaign: str | None
    year: int | None
    version: int | None
    findings: tuple[Finding, ...]
    sender: str = ""


def identify(
    book: Book,
    campaign: Campaign,
    *,
    latest_versions: Mapping[str, int],
    presumed: str | None = None,
    decided: str | None = None,
    marks: Sequence[Mark] | None = None,
) -> Identity:
    """Decide by agreement of the *marks* of *book*, where they are known already.

    *latest_versions*: version last generated, by respondent. *presumed*: respondent that the mail thread points to,
    used only where the workbook itself is silent. *decided*: the one whose it is, as the coordinator said.
    """
    marks = marks_in(book) if marks is None else marks
    codes = _code_counts(book, campaign)
    if not marks and not codes:
        return _refused(Code.F04)
    chosen = marks[0].reference if marks else None
    year = year_of_ours(chosen.campaign, campaign, book) if chosen else _year_in_headers(book, "territory_value")
    other = _other_campaign(chosen, year, campaign)
    if other is not None:
        return Identity(
            respondent=None,
            campaign=chosen.campaign.lower() if chosen else None,
            year=_year_of(chosen.campaign) if year is None and chosen else year,
            version=chosen.version if chosen else None,
            findings=(other,),
            sender=_sender(chosen, campaign) if other.code is Code.I02 else "",
        )
    respondent, findings = _respondent(chosen, codes, campaign, presumed)
    if decided is not None and (owner := respondent_called(campaign, decided)) is not None:
        respondent, findings = owner, ()
    if respondent is not None:
        findings = (*findings, *_disagreements(marks, codes, respondent, campaign))
    if chosen and respondent and chosen.version < latest_versions.get(respondent.code, 0):
        latest = latest_versions[respondent.code]
        findings = (*findings, finding(Code.I05, found=chosen.version, expected=latest))
    return Identity(
        respondent=respondent,
        campaign=campaign.code,
        year=campaign.year,
        version=chosen.version if chosen else None,
        findings=findings,
    )


def _sender(chosen: Reference | None, campaign: Campaign) -> str:
    """Who was sent that form, if it is still asked."""
    found = respondent_called(campaign, chosen.respondent) if chosen else None
    return found.code if found else ""


def _refused(code: Code) -> Identity:
    return Identity(respondent=None, campaign=None, year=None, version=None, findings=(finding(code),))


def marks_in(book: Book) -> Sequence[Mark]:
    """Every mark of *book*, the most trusted first."""
    return sorted(_marks(book), key=lambda mark: mark.trust)


def _marks(book: Book) -> Iterator[Mark]:
    hidden_name = label("fr", "sheets", "marks")
    for grid in book.grids:
        trust = Trust.HIDDEN_SHEET if grid.name == hidden_name else Trust.VISIBLE
        if (seen := reference_on(grid)) is not None:
            yield Mark(trust=trust, where=grid.name, reference=seen)
    for trust, texts in ((Trust.PROPERTY, book.properties), (Trust.NAME, book.names)):
        for where, text in texts.items():
            if (reference := find_reference(text)) is not None:
                yield Mark(trust=trust, where=where, reference=reference)


def reference_on(grid: Grid) -> Reference | None:
    """The reference that people see at the top of *grid*."""
    for (row, _), cell in grid.cells.items():
        if row <= TOP_ROWS and isinstance(cell.value, str) and cell.value.count("/") > 1:
            reference = find_reference(cell.value)
            if reference is not None:
                return reference
    return None


def _code_counts(book: Book, campaign: Campaign) -> Mapping[str, int]:
    """How many measure codes of each convention stand in the visible sheets."""
    convention_by_measure = _conventions_by_measure(campaign)
    texts = {
        value
        for grid in book.grids
        if not grid.name.startswith("_")
        for cell in grid.cells.values()
        if isinstance(value := cell.value, str)
    }
    return Counter(convention_by_measure[code] for code in set(map(str.strip, texts)) & convention_by_measure.keys())


@remembered
def _conventions_by_measure(campaign: Campaign) -> Mapping[str, str]:
    return {
        code: convention.code
        for convention in campaign.catalogue.conventions
        for measure in convention.measures
        for code in (measure.code, *measure.former_codes)
    }


def _year_of(campaign_code: str) -> int | None:
    match = _YEAR_OF_CODE.search(campaign_code)
    return int(match.group(1)) if match else None


def _year_in_headers(book: Book, *columns: str) -> int | None:
    """The last year above *columns*, where no reference is left."""
    templates = [label(language, "columns", column) for language in LANGUAGES for column in columns]
    shapes = [re.compile(re.escape(template).replace(r"\{year\}", r"(\d{4})")) for template in templates]
    years = [
        int(match.group(1))
        for grid in book.grids
        for (row, _), cell in grid.cells.items()
        if row <= TOP_ROWS and isinstance(cell.value, str)
        for shape in shapes
        if (match := shape.fullmatch(cell.value.strip()))
    ]
    return max(years, default=None)


def _other_campaign(chosen: Reference | None, year: int | None, campaign: Campaign) -> Finding | None:
    """I02 for the same collection of another *year*, I01 for a foreign campaign (which has no year of ours), None for ours."""
    if chosen is not None and year is None:
        return finding(Code.I01, found=chosen.campaign.lower(), expected=campaign.code)
    if year is not None and year != campaign.year:
        return finding(Code.I02, found=str(year), expected=str(campaign.year))
    return None


def year_of_ours(code: str, campaign: Campaign, book: Book) -> int | None:
    """The year of a collection of ours that is called *code*: one of another year, or under a former code. None: foreign."""
    if code.casefold() == campaign.code.casefold():
        return campaign.year
    for called in (campaign.code, *campaign.former_codes):
        shape = re.escape(called).replace(str(campaign.year), r"(\d{4})", 1)
        match = re.fullmatch(shape, code, re.IGNORECASE)
        if match and match.groups():
            return int(match.group(1))
        if match:  # a former code, which does not say this year
            years = [int(found) for found in _YEAR.findall(code)]
            return _year_in_headers(book, "value", "territory_value") or min(years, default=campaign.year)
        if _stem(called) == _stem(code) and _year_of(code) != _year_of(called):
            return _year_of(code)
    return None


def _stem(campaign_code: str) -> str:
    return _YEAR_OF_CODE.sub("", campaign_code.casefold())


def _respondent(
    chosen: Reference | None,
    codes: Mapping[str, int],
    campaign: Campaign,
    presumed: str | None,
) -> tuple[Respondent | None, tuple[Finding, ...]]:
    if chosen is not None:
        return _named(chosen.respondent, campaign)
    if presumed is not None and (respondent := respondent_of(campaign, presumed)) is not None:
        return respondent, (finding(Code.I04, case="presumed", chosen=respondent.code),)
    covering = [one for one in campaign.respondents if codes.keys() <= conventions_of(campaign, one)]
    if len(covering) == 1:
        return covering[0], (finding(Code.I04, case="codes_only", chosen=covering[0].code),)
    return None, (finding(Code.I03, found=", ".join(sorted(codes))),)


def _named(code: str, campaign: Campaign) -> tuple[Respondent | None, tuple[Finding, ...]]:
    respondent = respondent_called(campaign, code)
    return respondent, () if respondent else (finding(Code.I03, found=code),)


def _has_other_year(marks: Sequence[Mark], campaign: Campaign) -> bool:
    """Whether people see a sheet of another year's collection: its answers would be taken for this year's."""
    years = {_year_of(mark.reference.campaign) for mark in marks if mark.trust is Trust.VISIBLE}
    return len(years | {campaign.year}) > 1


def _disagreements(
    marks: Sequence[Mark],
    codes: Mapping[str, int],
    respondent: Respondent,
    campaign: Campaign,
) -> Iterator[Finding]:
    places: dict[str, list[str]] = {}
    for mark in marks:
        places.setdefault(print_reference(mark.reference), []).append(mark.where)
    if len(places) > 1:
        said = tuple(f"{reference} ({', '.join(where)})" for reference, where in places.items())
        yield finding(
            Code.I04,
            severity=Severity.ERROR if _has_other_year(marks, campaign) else None,
            marks=said,
            chosen=print_reference(marks[0].reference),
        )
    own = conventions_of(campaign, respondent)
    foreign = {convention: count for convention, count in codes.items() if convention not in own}
    if codes and foreign and len(foreign) == len(codes) and measures_of(campaign, respondent):
        yield finding(
            Code.I04,
            case="foreign_rows",
            marks=tuple(sorted(foreign)),
            chosen=respondent.code,
        )
