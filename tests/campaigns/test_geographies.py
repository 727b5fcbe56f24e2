"""Lists of quartiers: those of the program, and a coordinator's CSV however it was saved."""

import pytest

from qpv_xlsx.campaigns.geographies import Geography, geography_from_csv, geography_names, load_geography
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
    assert geography_from_csv(content, "paris", "paris.csv").quartiers == EXPECTED


def test_what_cannot_be_taken_is_told_with_its_line() -> None:
    content = "code;libellé\nQP1;A\nQP1;B\nQP2;\nQP3;a\n".encode()
    with pytest.raises(CampaignError) as caught:
        geography_from_csv(content, "x", "x.csv")
    told = [(problem.place, problem.code) for problem in caught.value.problems]
    assert told == [
        ("x.csv, ligne 3", "geography_twice"),
        ("x.csv, ligne 4", "geography_nameless"),
        ("x.csv, ligne 5", "geography_twice"),
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"code;libelle\n", b"\x00\xff\x00"], ids=repr)
def test_an_empty_list_is_refused(content: bytes) -> None:
    with pytest.raises(CampaignError):
        geography_from_csv(content, "x", "x.csv")


def test_names_that_look_alike_get_identifiers_of_their_own() -> None:
    content = "code;libellé\n;Saint-Denis\n;Saint Denis\n".encode()
    identifiers = [quartier.id for quartier in geography_from_csv(content, "x", "x.csv").quartiers]
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
