"""The whole cycle in English: no word of ours is left in French, but names of sheets and official texts."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.campaigns import campaign_to_json
from qpv_xlsx.campaigns.resources import resource
from qpv_xlsx.domain.contract.questions import Question, Value
from qpv_xlsx.messages.wordbook import words
from qpv_xlsx.tasks.demo import Demonstration, demo
from qpv_xlsx.tasks.demo_replies import __file__ as replies
from qpv_xlsx.tasks.incoming.reading_report import Reading

NOW = datetime(2016, 3, 31, 12, tzinfo=UTC)
KEPT = "labels.sheets", "labels.campaign_sheets"  # part of the contract


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    return demo(tmp_path_factory.mktemp("cycle") / "demo", language="en", author="tests", now=NOW)


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    match tree:
        case Mapping():
            for key, value in tree.items():
                yield from leaves(value, f"{path}.{key}" if path else key)
        case list():
            for value in tree:
                yield from leaves(value, path)
        case str():
            yield path, tree


def french_words() -> set[str]:
    """What we say in French without a fact in it, and not likewise in English."""
    french, english = dict(leaves(words("fr"))), set(dict(leaves(words("en"))).values())
    names = {text for path, text in french.items() if path.startswith(KEPT)}
    explained = json.loads(resource("schema", "english.json").read_text("utf-8"))
    said = {text for path, text in french.items() if "{" not in text} | {text for text in explained if " " in text}
    return said - english - names


def texts_of(book: Path) -> Iterator[str]:
    opened = openpyxl.load_workbook(book)
    for sheet in opened:
        for row in sheet.iter_rows():
            for cell in row:
                yield str(cell.value)
                yield cell.comment.text if cell.comment else ""
        for validation in sheet.data_validations.dataValidation:
            yield from (validation.prompt or "", validation.error or "", validation.errorTitle or "")
    opened.close()


def left_over(said: set[str], done: Demonstration) -> set[str]:
    official = {text for _, text in leaves(campaign_to_json(done.campaign))}
    typed = Path(replies).read_text("utf-8")  # what the example administrations wrote
    return {text for text in said & french_words() if text not in official and text not in typed}


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl: what it does not show
@pytest.mark.parametrize("pattern", ["campagne.xlsx", "a_envoyer/*.xlsx", "a_retourner/*.xlsx", "synthese/*.xlsx"])
def test_workbooks_say_nothing_of_ours_in_french(done: Demonstration, pattern: str) -> None:
    books = list(done.replies.parent.glob(pattern))

    assert books
    assert {book.name: left_over(set(texts_of(book)), done) for book in books} == {book.name: set() for book in books}


def test_the_report_says_nothing_of_ours_in_french(done: Demonstration) -> None:
    page = done.consolidated.report.read_text("utf-8")

    assert '<html lang="en"' in page
    assert left_over(set(re.findall(r">([^<]+)<", page)), done) == set()


@pytest.mark.filterwarnings("ignore::UserWarning")  # likewise
def test_answers_of_an_english_workbook_are_read_as_those_of_a_french_one(done: Demonstration, tmp_path: Path) -> None:
    french = demo(tmp_path / "demo", language="fr", author="tests", now=NOW)

    assert left_over(set(texts_of(french.replies.parent / "campagne.xlsx")), french)  # French is seen where it is
    for one, other in zip(done.readings, french.readings, strict=True):
        assert values(one) == values(other)
        assert codes(one) == codes(other)


def values(reading: Reading) -> dict[Question, Value]:
    return {question: answer.value for question, answer in reading.submission.answers.items()}


def codes(reading: Reading) -> list[str]:
    return sorted(found.code for found in reading.submission.findings)
