"""The first minutes of a campaign that has nothing in it: what is said is true of an empty one."""

from pathlib import Path

import pytest

from tests.contract.person import qpv


@pytest.mark.parametrize(
    ("folder", "year", "code"),
    [("arles", "2026", "arles-2026"), ("arles-2026", "2026", "arles-2026"), ("Été bleu", "2030", "ete-bleu-2030")],
)
def test_the_folder_and_the_year_give_the_code(folder: str, year: str, code: str, tmp_path: Path) -> None:
    done = qpv("init", folder, "--year", year, folder=tmp_path)

    assert code in done.err
    assert "Elle est vide" in done.err
    assert "generate" not in done.err
    assert "import TABLEAU --into" in done.err


def test_status_of_a_blank_campaign_says_what_is_missing_and_what_to_type(tmp_path: Path) -> None:
    qpv("init", "arles", "--year", "2026", folder=tmp_path)

    done = qpv("status", folder=tmp_path / "arles")

    assert done.status == 0
    assert done.out.splitlines()[0] == "arles-2026"
    assert "Il manque\u00a0: le titre de la campagne" in " ".join(done.out.split("\n"))
    assert "qpv-xlsx import TABLEAU --into ." in done.out
    assert "Réponses" not in done.out  # no table of nobody


def test_generate_in_a_blank_campaign_says_what_to_do(tmp_path: Path) -> None:
    qpv("init", "arles", "--year", "2026", folder=tmp_path)

    done = qpv("generate", folder=tmp_path / "arles")

    assert done.status == 2
    assert "import TABLEAU --into" in done.err
    assert not list((tmp_path / "arles" / "a_envoyer").iterdir())
