"""Both languages say the same things, with the same facts, and French keeps its typography."""

import re
import string
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from qpv_xlsx.domain.findings import Code
from qpv_xlsx.messages.wordbook import LANGUAGES, phrase, table, words


def leaves(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{path}.{key}")
        else:
            yield f"{path}.{key}", str(value)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_languages_have_the_same_sentences() -> None:
    french, english = (dict(leaves(words(language))) for language in LANGUAGES)

    assert french.keys() == english.keys()


@pytest.mark.parametrize("key", sorted(dict(leaves(words("fr")))))
def test_sentence_names_the_same_facts_in_both_languages(key: str) -> None:
    french, english = (dict(leaves(words(language)))[key] for language in LANGUAGES)

    assert fields(french) == fields(english)


@pytest.mark.parametrize("code", list(Code))
def test_code_has_a_title_a_message_and_a_hint(code: Code) -> None:
    for language in LANGUAGES:
        said = words(language)["findings"][code]
        assert said["title"]
        assert said["message"]
        assert said["hint"]


@pytest.mark.parametrize("key", sorted(key for key, _ in leaves(words("fr"))))
def test_french_has_no_breaking_space_before_a_double_sign(key: str) -> None:
    text = re.sub(r"\{[^}]*\}", "x", dict(leaves(words("fr")))[key])

    assert not re.search(r" [:;?!»%€]|« ", text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_apostrophes_are_typographic_but_in_a_sheet_name_that_programs_rely_on(language: str) -> None:
    straight = {key for key, text in leaves(words(language)) if re.search(r"\w'\w", text)}

    assert straight - {".labels.sheets.guide"} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_are_written_and_not_left_to_the_reader(language: str) -> None:
    left = {key for key, text in leaves(words(language)) if re.search(r"\w\((?:s|es|x|aux)\)", text)}

    assert left == set()


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("fr", 0, "0 réponse écrite."),
        ("fr", 1, "1 réponse écrite."),
        ("fr", 2, "2 réponses écrites."),
        ("en", 0, "0 answers written."),
        ("en", 1, "1 answer written."),
        ("en", 2, "2 answers written."),
    ],
)
def test_plural_follows_the_language(language: str, count: int, said: str) -> None:
    assert phrase(language, "export_done", rows=count) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_asked_for_alone_is_that_of_the_whole_file(language: str) -> None:
    """A line of a sentence that begins with « [ » would be taken for the head of a table."""
    for name, told in words(language).items():
        parts = told if name in {"labels", "findings"} else ()
        assert {part: table(language, f"{name}.{part}") for part in parts} == {part: told[part] for part in parts}
        assert parts or table(language, name) == told


def test_a_language_without_words_is_a_bug() -> None:
    with pytest.raises(KeyError, match="de"):
        table("de", "phrases")
