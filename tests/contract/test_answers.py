"""What is read: JSON numbers where a figure is asked, French labels for words, nothing for an empty cell."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.contract.person import BY_QUARTIER, Form, qpv, report_of

SAYINGS: dict[str, list[tuple[str, str, Any, Any]]] = {
    "EMP": [
        ("EMP-01", "Résultat 2015", 0.173, 0.173),
        ("EMP-01", "Numérateur", 173, 173),
        ("EMP-01", "Dénominateur", 1000, 1000),
        ("EMP-01", "Situation", "Provisoire", "Provisoire"),
        ("EMP-01", "Périmètre", "QPV", "QPV"),
        ("EMP-01", "Commentaire", "  Chiffre\u00a0: de mai. ", "Chiffre\u00a0: de mai."),
        ("EMP-01", "Source", "Dares", "Dares"),
        ("EMP-02", "Situation", "secret statistique (S)", "Secret statistique (s)"),
        ("EMP-10-a", "Résultat 2015", 0, 0),
    ],
    "EDU": [("EDU-03", "Résultat 2015", -0.05, -0.05), ("EDU-05", "Territoire entier 2015", 0.06, 0.06)],
    "CAF": [("CAF-10-d", "Résultat 2015", 195845.04, 195845.04), ("CAF-14-a", "Résultat 2015", 0.0003, 0.0003)],
    "JUS": [("JUS-01-a", "Résultat 2015", "Fait", "Fait"), ("JUS-02-c", "Résultat 2015", "Un projet.", "Un projet.")],
}
FIELDS = {
    "Résultat 2015": "value",
    "Numérateur": "numerator",
    "Dénominateur": "denominator",
    "Territoire entier 2015": "territory_value",
    "Situation": "situation",
    "Périmètre": "perimeter",
    "Commentaire": "comment",
    "Source": "source",
}


@pytest.fixture(scope="module")
def answers(
    paris_folder: Path, blank: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str, str | None], dict[str, Any]]:
    """Answers by measure, field and quartier, read from a zip of four workbooks."""
    folder = tmp_path_factory.mktemp("reponses")
    with zipfile.ZipFile(folder / "tout.zip", "w") as archive:
        for respondent, said in SAYINGS.items():
            form = Form(blank[respondent])
            for code, header, typed, _ in said:
                form.type(code, typed, header)
            if respondent == "CAF":
                form.type("CAF-02", 12, "Goutte d'Or", BY_QUARTIER)
            archive.writestr(f"{respondent}.xlsx", form.save())
    report = report_of(qpv("-C", paris_folder, "check", folder / "tout.zip", "--json", folder=folder))
    assert [file["respondent"] for file in report["files"]] == list(SAYINGS)
    assert {(file["year"], file["format"], file["outcome"]) for file in report["files"]} == {(2015, "xlsx", "accepted")}
    found = [answer for file in report["files"] for answer in file["answers"]]
    assert len(found) == sum(map(len, SAYINGS.values())) + 1
    return {(one["measure"], one["field"], one["quartier"]): one for one in found}


@pytest.mark.parametrize(
    ("code", "header", "expected"),
    [(code, header, expected) for said in SAYINGS.values() for code, header, _, expected in said],
)
def test_answer(
    code: str, header: str, expected: object, answers: dict[tuple[str, str, str | None], dict[str, Any]]
) -> None:
    answer = answers[code, FIELDS[header], None]

    assert answer["value"] == expected
    assert isinstance(answer["value"], str) == isinstance(expected, str)
    assert answer["sheet"] == "Indicateurs"
    assert isinstance(answer["raw"], str)


def test_answer_of_a_quartier_has_its_stable_id(
    answers: dict[tuple[str, str, str | None], dict[str, Any]],
) -> None:
    answer = answers["CAF-02", "value", "goutte-d-or"]

    assert (answer["value"], answer["sheet"]) == (12, BY_QUARTIER)
