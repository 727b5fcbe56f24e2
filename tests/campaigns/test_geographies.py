"""Lists of quartiers: those of the program, and a coordinator's CSV however it was saved."""

import io
from pathlib import Path

import openpyxl
import pytest

from qpv_xlsx.campaigns.geographies import (
    Geography,
    columns_left,
    geography_from_file,
    geography_names,
    load_geography,
)
from qpv_xlsx.domain.contract.geography import Quartier
from qpv_xlsx.domain.findings import CampaignError

LIST = "code;libellé;arrondissement\nQP075019;Les Portes du Vingtième;20e\n;Goutte d’Or;18e\n"
EXPECTED = (
    Quartier(id="les-portes-du-vingtieme", name="Les Portes du Vingtième", official_code="QP075019", area="20e"),
    Quartier(id="goutte-d-or", name="Goutte d’Or", area="18e"),
)
WRITTEN = {
    "as UTF-8": LIST.encode(),
    "with a byte order mark": LIST.encode("utf-8-sig"),
    "as Windows-1252": LIST.encode("cp1252"),
    "as UTF-16": LIST.encode("utf-16"),
    "with commas": LIST.replace(";", ",").encode(),
    "with tabs": LIST.replace(";", "\t").encode(),
    "with Windows line ends and an empty line": LIST.replace("\n", "\r\n").encode() + b";;\r\n",
    "without headers": LIST.split("\n", 1)[1].encode(),
    "in another order": "Nom du QP,Commune,Code QP\n".replace("Nom du QP", "Libelle QP").encode()
    + "Les Portes du Vingtième,20e,QP075019\nGoutte d’Or,18e,\n".encode(),
}


@pytest.mark.parametrize("content", WRITTEN.values(), ids=WRITTEN.keys())
def test_a_list_is_understood_however_it_was_saved(content: bytes) -> None:
    assert geography_from_file(content, "paris", "paris.csv").quartiers == EXPECTED


def test_what_cannot_be_taken_is_told_with_its_line() -> None:
    content = "code;libellé\nQP1;A\nQP1;B\nQP2;\nQP3;a\n".encode()
    with pytest.raises(CampaignError) as caught:
        geography_from_file(content, "x", "x.csv")
    told = [(problem.place, problem.code) for problem in caught.value.problems]
    assert told == [
        ("x.csv, ligne 3", "geography_twice"),
        ("x.csv, ligne 4", "geography_nameless"),
        ("x.csv, ligne 5", "geography_twice"),
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"code;libelle\n", b"\x00\xff\x00"], ids=repr)
def test_an_empty_list_is_refused(content: bytes) -> None:
    with pytest.raises(CampaignError):
        geography_from_file(content, "x", "x.csv")


def test_names_that_look_alike_get_identifiers_of_their_own() -> None:
    content = "code;libellé\n;Saint-Denis\n;Saint Denis\n".encode()
    identifiers = [quartier.id for quartier in geography_from_file(content, "x", "x.csv").quartiers]
    assert identifiers == ["saint-denis", "saint-denis-2"]


@pytest.mark.parametrize(("name", "count"), [("paris-2015", 19), ("paris-2024", 21)])
def test_paris_comes_with_the_program(name: str, count: int) -> None:
    geography: Geography = load_geography(name)
    assert name in geography_names()
    assert len(geography.quartiers) == count


def test_an_unknown_geography_is_refused() -> None:
    with pytest.raises(CampaignError) as caught:
        load_geography("lutece")
    assert caught.value.code == "geography_unknown"


NATIONAL = (
    ("Quartiers prioritaires 2024", "", "", "", ""),
    ("code_qp", "lib_qp", "insee_dep", "insee_com", "lib_com"),
    ("QN09301M", "Les Francs-Moisins", 93, 93066, "Saint-Denis"),
    ("QN09302M", "Centre", 93, "93001, 93066", "Aubervilliers, Saint-Denis"),
    ("QN01301M", "Centre", 13, 13004, "Arles"),
    ("QN00101M", "Grande Reyssouze", 1, 1053, "Bourg-en-Bresse"),
    ("QN07511M", "Goutte d’Or", 75, 75118, "Paris"),
)


def national_list() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Note", "voir l’autre feuille"])
    sheet = book.create_sheet("QP")
    for row in NATIONAL:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (("93066",), ["Les Francs-Moisins", "Centre"]),
        (("Saint-Denis",), ["Les Francs-Moisins", "Centre"]),
        (("13004", "93001"), ["Centre", "Centre"]),
        (("01053",), ["Grande Reyssouze"]),  # the program made 1053 of it
        (("75056",), ["Goutte d’Or"]),  # all of Paris, whose arrondissements have codes of their own
        (("qn07511m",), ["Goutte d’Or"]),
        ((), [str(row[1]) for row in NATIONAL[2:]]),
    ],
)
def test_a_national_list_gives_the_communes_or_quartiers_asked_for(asked: tuple[str, ...], names: list[str]) -> None:
    found = geography_from_file(national_list(), "qp-2024", "qp-2024.xlsx", asked).quartiers

    assert [one.name for one in found] == names
    assert len({one.id for one in found}) == len(found)


def test_a_commune_that_is_not_there_is_told() -> None:
    with pytest.raises(CampaignError) as caught:
        geography_from_file(national_list(), "qp-2024", "qp-2024.xlsx", ("93066", "13055"))
    assert (caught.value.code, caught.value.facts["missing"]) == ("geography_not_there", ("13055",))


def test_a_list_of_the_whole_country_asks_which() -> None:
    content = "code;libellé\n" + "".join(f"QP{rank:06d};Quartier {rank}\n" for rank in range(1, 200))
    with pytest.raises(CampaignError) as caught:
        geography_from_file(content.encode(), "x", "x.csv")
    assert caught.value.code == "geography_many"


def test_a_workbook_that_cannot_be_opened_is_told() -> None:
    with pytest.raises(CampaignError) as caught:
        geography_from_file(national_list()[:500], "x", "x.xlsx")
    assert caught.value.code == "geography_unreadable"


def test_the_columns_of_a_list_that_are_not_taken_are_told(tmp_path: Path) -> None:
    path = tmp_path / "qpv.csv"
    path.write_text(
        "Quartiers prioritaires;;;\nCode du QPV;Nom du quartier;Nom de la commune;Population\nQN01301A;Barriol;Arles;4200\n",
        encoding="utf-8",
    )

    assert [quartier.area for quartier in load_geography(str(path)).quartiers] == ["Arles"]
    assert columns_left(str(path)) == ("Population",)
    assert columns_left("paris-2024") == ()


def test_a_list_whose_headers_nobody_understands_is_refused() -> None:
    with pytest.raises(CampaignError) as refused:
        geography_from_file(b"a;b\n1;2\n", "liste", "liste.csv")

    assert (refused.value.code, refused.value.facts["headers"]) == ("geography_headers", ("a", "b"))
