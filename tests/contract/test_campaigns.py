"""The campaign: its two forms, its located errors, its codes."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.contract.person import ROOT, qpv

NUMBERED = {"EMP": 10, "EDU": 6, "INT": 9, "SAN": 12, "CAF": 29, "DDF": 3, "JSP": 7, "CUL": 1, "JUS": 9}
NAMES = {
    "EMP": "Emploi",
    "EDU": "Education",
    "INT": "Intérieur",
    "SAN": "Santé",
    "CAF": "CAF",
    "DDF": "Droits des femmes",
    "JSP": "Jeunesse et sports",
    "CUL": "Culture et Communication",
    "JUS": "Justice",
}


@pytest.fixture(scope="module")
def document(paris_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("json")
    shutil.copy(paris_folder / "campagne.xlsx", folder)
    assert qpv("convert", "campagne.xlsx", "une.json", folder=folder).status == 0
    assert qpv("convert", "une.json", "deux.xlsx", folder=folder).status == 0
    assert qpv("convert", "deux.xlsx", "deux.json", folder=folder).status == 0
    first, second = (json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("une", "deux"))
    assert first == second
    found: dict[str, Any] = first
    return found


def test_conversion_keeps_the_template_word_for_word(document: dict[str, Any]) -> None:
    template = json.loads((ROOT / "templates" / "paris-2015-2020.json").read_text("utf-8"))

    assert without_blanks(document["catalogue"]) == without_blanks(template["catalogue"])


DEFAULTS: tuple[object, ...] = (None, "", [], {}, False, {"type": "undefined"})


def without_blanks(value: Any) -> Any:
    """What is said, without keys whose value is the default: null, empty, false."""
    if isinstance(value, dict):
        kept = {key: without_blanks(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in DEFAULTS and (key, one) != ("is_confirmed", True)}
    return [without_blanks(one) for one in value] if isinstance(value, list) else value


def test_conventions_and_indicators_have_the_codes_of_the_contract(document: dict[str, Any]) -> None:
    conventions = document["catalogue"]["conventions"]

    assert {one["code"]: one["name"] for one in conventions} == NAMES
    for convention in conventions:
        code = convention["code"]
        assert [one["code"] for one in convention["indicators"]] == [
            f"{code}-{number:02}" for number in range(1, NUMBERED[code] + 1)
        ]
    assert sum(NUMBERED.values()) == 86


def test_measures_are_numbered_within_their_indicator(document: dict[str, Any]) -> None:
    for convention in document["catalogue"]["conventions"]:
        for indicator in convention["indicators"]:
            codes = [measure["code"] for measure in indicator["measures"]]
            several = [f"{indicator['code']}-{letter}" for letter in "abcdefgh"[: len(codes)]]
            assert codes == (several if len(codes) > 1 else [indicator["code"]])


def test_official_texts_are_verbatim(document: dict[str, Any]) -> None:
    source = json.loads((ROOT / "tests" / "catalogue" / "source.json").read_text("utf-8"))
    rows = source if isinstance(source, list) else next(one for one in source.values() if isinstance(one, list))
    indicators = [one for convention in document["catalogue"]["conventions"] for one in convention["indicators"]]

    assert len(rows) == len(indicators) == 86
    texts = [squeezed(" ".join(str(text) for text in indicator.values())) for indicator in indicators]
    for row, said in zip(rows, texts, strict=True):
        for text in row.values() if isinstance(row, dict) else row:
            if isinstance(text, str) and len(text) > 30:
                assert squeezed(text) in said


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_each_respondent_has_the_code_of_its_convention(document: dict[str, Any]) -> None:
    assert {one["code"]: one["conventions"] for one in document["respondents"]} == {code: [code] for code in NAMES}


def _header(book: openpyxl.Workbook, sheet: str, header: str) -> str:
    [cell] = [cell for row in book[sheet].iter_rows(max_row=5) for cell in row if cell.value == header]
    return str(cell.column_letter)


WRONG: dict[str, tuple[str, str, int, str | None, str]] = {
    "an address without @": ("Administrations", "Adresse électronique", 5, "rectorat", "adresse électronique"),
    "a convention that is not there": ("Administrations", "Conventions", 6, "XYZ", "XYZ"),
    "a kind that is not in the list": ("Indicateurs", "Nature", 7, "Pourboire", "Pourboire"),
    "a measure twice": ("Indicateurs", "Code mesure", 5, "EMP-01", "EMP-01"),
    "a code missing": ("Quartiers", "Identifiant", 6, None, "Identifiant"),
    "neither yes nor no": ("Indicateurs", "Par quartier", 8, "peut-être", "Oui"),
    "words for a year": ("Indicateurs", "Départ\u00a0: année", 4, "l'an dernier", "nombre entier"),
}


def test_errors_of_the_workbook_are_told_all_at_once_with_their_cells(paris_folder: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(paris_folder / "campagne.xlsx")
    places = []
    for sheet, header, row, value, said in WRONG.values():
        cell = f"{_header(book, sheet, header)}{row}"
        book[sheet][cell] = value
        places.append((f"{sheet}!{cell}", said))
    book.save(tmp_path / "campagne.xlsx")

    done = qpv("status", folder=tmp_path)

    assert (done.status, done.out) == (2, "")
    lines = done.err.splitlines()
    for place, said in places:
        assert [line for line in lines if line.strip().startswith(f"{place}\u00a0: ") and said in line], place
    assert f"{len(lines) - 1} erreur" in done.err


def test_errors_of_json_are_told_with_their_pointers(document: dict[str, Any], tmp_path: Path) -> None:
    broken = json.loads(json.dumps(document))
    broken["year"] = "deux mille quinze"
    broken["respondents"][1]["contacts"][0]["email"] = "rectorat"
    broken["catalogue"]["conventions"][0]["indicators"][0]["measures"][0]["kind"] = "part"
    broken["inconnu"] = 1
    (tmp_path / "campagne.json").write_text(json.dumps(broken), "utf-8")

    done = qpv("status", folder=tmp_path)

    assert (done.status, done.out) == (2, "")
    for pointer in (
        "/year",
        "/respondents/1/contacts/0/email",
        "/catalogue/conventions/0/indicators/0/measures/0/kind",
    ):
        assert f"  {pointer}\u00a0: " in done.err
    assert "inconnu" in done.err


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a": NaN}'], ids=repr)
def test_broken_json(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "campagne.json").write_bytes(content)

    done = qpv("status", folder=tmp_path)

    assert (done.status, done.out) == (2, "")
    assert "campagne" in done.err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"bonjour"], ids=repr)
def test_broken_workbook(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "campagne.xlsx").write_bytes(content)

    done = qpv("status", folder=tmp_path)

    assert (done.status, done.out) == (2, "")
    assert "campagne.xlsx" in done.err


def test_json_alone_is_a_campaign(document: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "campagne.json").write_text(json.dumps(document), "utf-8")

    assert qpv("status", folder=tmp_path).status == 0
    assert qpv("generate", "--only", "CUL", folder=tmp_path).status == 0
    assert (tmp_path / "a_envoyer" / "paris-2015_CUL.xlsx").is_file()
