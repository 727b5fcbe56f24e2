"""Dated lists of quartiers: those that come with the program, and those that a coordinator has in a file."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from qpv_xlsx.campaigns.encoding import restored
from qpv_xlsx.campaigns.quartier_lists import ListRow, is_of_commune, rows_of
from qpv_xlsx.campaigns.resources import resource
from qpv_xlsx.campaigns.schema import schema_problems
from qpv_xlsx.domain.contract.geography import Quartier
from qpv_xlsx.domain.findings import CampaignError, Fact, Problem
from qpv_xlsx.domain.spelling import folded
from qpv_xlsx.spreadsheet.header_row import SEARCHED

_LONGEST_ID = 60
HEADERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "official_code": frozenset(
            {"code", "code qp", "code qpv", "code quartier", "codeqp", "official code", "code du qp", "code du qpv"}
            | {"code du quartier", "code officiel", "code quartier prioritaire", "code du quartier prioritaire"}
        ),
        "name": frozenset(
            {"libelle", "nom", "quartier", "lib qp", "libelle qp", "nom qp", "nom quartier", "name", "lib qpv"}
            | {"nom qpv", "libelle qpv", "libelle quartier", "nom du quartier", "nom du qp", "nom du qpv", "qpv"}
            | {"libelle du quartier", "libelle du qp", "libelle du qpv", "quartier prioritaire", "quartiers"}
            | {"nom du quartier prioritaire", "nom quartier prioritaire", "libelle du quartier prioritaire"}
        ),
        "area": frozenset(
            {"arrondissement", "commune", "communes", "arrdt", "ville", "nom commune", "lib com", "nom com", "area"}
            | {"libelle commune", "lib commune", "commune qp", "communes concernees", "town", "nom de la commune"}
            | {"libelle de la commune", "commune du qp", "commune du quartier", "nom des communes"}
        ),
    },
)
_COMMUNE_CODES = frozenset(
    {
        "code insee des communes",
        "code de la commune",
        "insee com",
        "code insee",
        "codes insee",
        "insee",
        "codgeo",
        "code commune",
        "insee commune",
        "depcom",
    }
    | {"code insee commune", "code insee de la commune", "com", "code com", "insee code"}
)
_ORDER = ("official_code", "name", "area")
_MOST = 100  # quartiers of one territory; more is a list of the whole country


@dataclass(frozen=True, slots=True, kw_only=True)
class Geography:
    """A dated list of quartiers. *date*: year or day, as text; *authority*: the text that fixes the list."""

    id: str
    name: str
    date: str
    authority: str
    quartiers: tuple[Quartier, ...]
    note: str = ""


def geography_names() -> tuple[str, ...]:
    """The geographies that come with the program."""
    return stems(resource("geographies").iterdir())


def stems(entries: Iterator[object]) -> tuple[str, ...]:
    """Names of the JSON files among *entries*, without their ending."""
    names = (str(getattr(entry, "name", "")) for entry in entries)
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


def load_geography(name: str, asked: Sequence[str] = ()) -> Geography:
    """A geography of the program by its name, or a list of quartiers by its path (.csv, .xlsx, .ods, .xls).

    *asked*: INSEE codes or names of communes, or codes of quartiers: only these are taken; empty: all.
    """
    if name in geography_names():
        return _built_in(name)
    path = Path(name)
    if path.is_file():
        return geography_from_file(path.read_bytes(), path.stem, path.name, asked)
    raise CampaignError("geography_unknown", name=name, choices=geography_names())


def _built_in(name: str) -> Geography:
    document = json.loads(resource("geographies", f"{name}.json").read_text("utf-8"))
    problems = tuple(schema_problems("geography", document))
    if problems:
        raise CampaignError("campaign_invalid", problems=problems, count=len(problems))
    return restored(Geography, document)


def geography_from_file(content: bytes, identifier: str, file: str, asked: Sequence[str] = ()) -> Geography:
    """A list « code;libellé;arrondissement », as Excel or an open-data portal gives it.

    Format, separator, encoding, order of columns and header words are found out; without a header, the order counts.
    Raises CampaignError with the line of each row that cannot be taken, and for what is *asked* and not there.
    """
    rows = rows_of(content, file)
    order, first = _order(rows, file)
    lines = [(row.number, _record(row.cells, order)) for row in rows[first:]]
    if asked:
        lines = _only(lines, asked, file)
    elif len(lines) > _MOST:
        raise CampaignError("geography_many", file=file, count=len(lines))
    problems = tuple(_problems(lines, file))
    if problems or not lines:
        raise CampaignError("geography_invalid", problems=problems, file=file)
    quartiers = tuple(_quartiers([record for _, record in lines]))
    return Geography(id=_slug(identifier), name=identifier, date="", authority=file, quartiers=quartiers)


_Line = tuple[int, dict[str, str]]


def _only(lines: Sequence[_Line], asked: Sequence[str], file: str) -> list[_Line]:
    """The lines of the communes or quartiers *asked*, in the file's order. Raises CampaignError for one that has none."""
    missing = tuple(one for one in asked if not any(_is_asked(record, one) for _, record in lines))
    if missing:
        raise CampaignError("geography_not_there", file=file, missing=missing)
    return [line for line in lines if any(_is_asked(line[1], one) for one in asked)]


def _is_asked(record: Mapping[str, str], one: str) -> bool:
    wanted = folded(one)
    named = {folded(record.get("official_code", "")), *(folded(name) for name in record.get("area", "").split(","))}
    return wanted in named or is_of_commune(record.get("commune", ""), one)


def _order(rows: Sequence[ListRow], file: str) -> tuple[Mapping[str, int], int]:
    """Where each field stands, and the first row of the list. Raises CampaignError where neither headers nor codes tell."""
    for rank, row in enumerate(rows[:SEARCHED]):
        heads = [header_words(cell) for cell in row.cells]
        fields = {**HEADERS, "commune": _COMMUNE_CODES}
        found = {
            field: next((n for n, head in enumerate(heads) if head in words), None) for field, words in fields.items()
        }
        known = {field: number for field, number in found.items() if number is not None}
        if "name" in known:
            return known, rank + 1
    if not any(_is_code(row.cells[0]) for row in rows):
        said = [tuple(filter(None, row.cells)) for row in rows]
        read = next((cells for cells in said if len(cells) > 1), ())
        raise CampaignError("geography_headers", file=file, headers=read)
    return {field: number for number, field in enumerate(_ORDER)}, 0


_OFFICIAL = re.compile(r"Q[PNV][0-9A-Z]{5,7}", re.IGNORECASE)


def is_official_code(words: str) -> bool:
    """Whether *words* are the code of a quartier in an official list: « QP075019 », « QN01301I »."""
    return _OFFICIAL.fullmatch(words.strip()) is not None


def _is_code(cell: str) -> bool:
    """Whether a first cell can be that of a list without a header: an official code, or nothing yet."""
    return not cell.strip() or is_official_code(cell)


def columns_left(name: str) -> tuple[str, ...]:
    """The headers of the list at the path *name* that no field of ours takes; none of a geography of the program."""
    path = Path(name)
    if name in geography_names() or not path.is_file():
        return ()
    rows = rows_of(path.read_bytes(), path.name)
    order, first = _order(rows, path.name)
    heads = rows[first - 1].cells if first else ()
    return tuple(head.strip() for rank, head in enumerate(heads) if head.strip() and rank not in order.values())


def header_words(text: str) -> str:
    """The words of a header, without accents nor signs."""
    return _slug(text).replace("-", " ")


def _record(row: Sequence[str], order: Mapping[str, int]) -> dict[str, str]:
    return {field: row[number].strip() if number < len(row) else "" for field, number in order.items()}


def _problems(lines: Sequence[tuple[int, dict[str, str]]], file: str) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for number, record in lines:
        place = f"{file}, ligne {number}"
        if not _slug(record["name"]):
            yield Problem(place=place, code="geography_nameless")
        for field in ("official_code", "name"):
            said = record.get(field, "").casefold()
            if field == "name" and said:  # two communes may both have a « Centre »
                said += f"|{record.get('commune', '')}|{record.get('area', '').casefold()}"
            if said and (field, said) in seen:
                facts: dict[str, Fact] = {"read": record[field], "line": seen[field, said]}
                yield Problem(place=place, code="geography_twice", facts=facts)
            seen.setdefault((field, said), number)


def _quartiers(records: Sequence[dict[str, str]]) -> Iterator[Quartier]:
    taken: set[str] = set()
    for record in records:
        identifier = _free(_slug(record["name"]), taken)
        taken.add(identifier)
        code = record.get("official_code") or None
        yield Quartier(id=identifier, name=record["name"], official_code=code, area=record.get("area", ""))


def _free(slug: str, taken: set[str]) -> str:
    """*slug*, with a number where another quartier has it already."""
    candidates = (slug if rank == 1 else f"{slug[: _LONGEST_ID - 4]}-{rank}" for rank in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


def quartier_id(name: str) -> str:
    """The identifier of a quartier that was only given its name."""
    return _slug(name)


def _slug(text: str) -> str:
    """« Goutte d'Or » → « goutte-d-or »."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")[:_LONGEST_ID].strip("-")
