"""A campaign says itself in English as well: explanations, headers, what its schema refuses."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from qpv_xlsx.campaigns.resources import resource
from qpv_xlsx.campaigns.schema import explanation, schema_problems
from qpv_xlsx.campaigns.sheets.columns import CampaignColumn
from qpv_xlsx.campaigns.sheets.settings import SETTINGS
from qpv_xlsx.campaigns.sheets.tables import SHEETS
from qpv_xlsx.campaigns.translations import in_languages
from qpv_xlsx.domain.findings import Code, finding
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.wordbook import LANGUAGES, error_sentence
from qpv_xlsx.workbook.layout import headers, indicator_columns
from tests.paris import paris


def texts(part: Any) -> Iterator[str]:
    match part:
        case dict():
            for key, value in part.items():
                if key in {"title", "description"} and isinstance(value, str):
                    yield value
                else:
                    yield from texts(value)
        case list():
            for value in part:
                yield from texts(value)


def documents(name: str) -> Any:
    return json.loads(resource("schema", name).read_text("utf-8"))


def test_every_text_of_the_schemas_people_meet_has_its_english() -> None:
    french = {text for name in ("campaign", "geography") for text in texts(documents(f"{name}.schema.json"))}

    assert french == documents("english.json").keys()


def test_missing_key_is_named_in_each_language() -> None:
    problems = [one for one in schema_problems("campaign", {"schema": "qpv-xlsx/campaign/1"}) if one.place == "/year"]

    said = [error_sentence(language, one.code, one.facts) for one in problems for language in LANGUAGES]

    assert said == [
        "« Année » est obligatoire (clé « year »). Ajoutez cette valeur.",
        "“Year” is required (key “year”). Add this value.",
    ]


@pytest.mark.parametrize("column", [*SETTINGS, *(column for sheet in SHEETS for column in sheet.columns)])
def test_explanation_is_translated(column: CampaignColumn) -> None:
    assert explanation(column.about, "en") != explanation(column.about, "fr")


def test_missing_column_is_named_as_in_the_readers_workbook() -> None:
    column = next(one for one in indicator_columns(paris(), paris().respondents[0]) if one.key == "comment")

    found = finding(Code.S02, column=headers(column))

    assert "« Commentaire »" in sentence(found, "fr", Names()).message
    assert "“Comment”" in sentence(found, "en", Names()).message


def test_a_key_is_the_same_in_each_language() -> None:
    assert in_languages("respondents") == {"fr": "respondents", "en": "respondents"}
