"""``status`` tells the open questions of each measure, in number and in words, on screen and as JSON."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import jsonschema
import pytest

from qpv_xlsx.campaigns import save_campaign
from qpv_xlsx.campaigns.schema import schema
from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.show_status import show_status
from qpv_xlsx.domain.contract.campaign import Choice
from qpv_xlsx.domain.contract.measures import Perimeter
from qpv_xlsx.tasks.status import Status, read_status, status_document
from tests.paris import paris

NOW = datetime(2016, 3, 24, 9, 0, tzinfo=UTC)


def asked(measure: str, question: str = "Laquelle ?", **more: object) -> Choice:
    return replace(Choice(measure=measure, question=question), **more)  # type: ignore[arg-type]  # its own fields


def status(tmp_path: Path, *choices: Choice) -> Status:
    save_campaign(replace(paris(), choices=choices), tmp_path / "campagne.xlsx", created=NOW)
    return read_status(tmp_path, now=NOW)


def test_each_measure_with_its_questions_and_those_of_its_indicator(tmp_path: Path) -> None:
    found = status(
        tmp_path,
        asked("EMP-05", "Les trois ?"),
        asked("EMP-05-a", "Cohorte ?"),
        asked("EMP-01", decision="La première.", decided_on=date(2016, 1, 4)),
        asked("EMP-02", start_perimeter=Perimeter.QPV),
    )
    document = status_document(found)
    for one in document["questions"]:
        jsonschema.validate(one, schema("status")["$defs"]["question"])
    measures = [one.code for one in paris().catalogue.measures if one.code.startswith("EMP-05")]
    assert document["questions"] == [
        {"measure": code, "count": len(questions), "questions": list(questions)}
        for code, questions in ((one, _of(one)) for one in measures)
    ]


def _of(code: str) -> Sequence[str]:
    return ("Les trois ?", "Cohorte ?") if code == "EMP-05-a" else ("Les trois ?",)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_screen_tells_them_in_words_and_how_many_more(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = [one.code for one in paris().catalogue.measures][:7]
    setting = Setting(language=language, folder=tmp_path, is_quiet=False, is_verbose=False)
    show_status(status(tmp_path, *(asked(code, f"Question {code} ?") for code in codes)), setting)
    said = capsys.readouterr().out
    assert [code for code in codes if f"Question {code} ?" in said] == codes[:5]
    assert {"fr": "7 questions ouvertes", "en": "7 open questions"}[language] in said
    assert {"fr": "… et 2 autres mesures", "en": "… and 2 other measures"}[language] in said


def test_nothing_is_told_where_all_is_settled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = status(tmp_path, asked("EMP-01", decision="Oui."))
    show_status(found, Setting(language="fr", folder=tmp_path, is_quiet=False, is_verbose=False))
    assert "ouverte" not in capsys.readouterr().out
    assert status_document(found)["questions"] == []
