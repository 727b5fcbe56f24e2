"""What the desk says: the same sentences in both languages, each used, in French as it is written."""

import re
import string
import tomllib
from pathlib import Path

import pytest

from qpv_xlsx.desk.speech import Speech
from qpv_xlsx.domain.following.actions import State, Verb

ROOM = Path(__file__).parents[2] / "qpv_xlsx" / "desk"


def sentences(language: str) -> dict[str, str]:
    document = tomllib.loads((ROOM / f"words.{language}.toml").read_text("utf-8"))
    return {f"{section}.{name}": text for section, texts in document.items() for name, text in texts.items()}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_with_the_same_facts() -> None:
    french, english = sentences("fr"), sentences("en")

    assert french.keys() == english.keys()
    assert {key: fields(text) for key, text in french.items()} == {key: fields(text) for key, text in english.items()}


def test_every_sentence_is_said_somewhere() -> None:
    pages = "\n".join(path.read_text("utf-8") for path in [*ROOM.rglob("*.html"), *ROOM.rglob("*.py")])
    told = set(re.findall(r"""(?:\bt|html)\(\s*["']([a-z_]+\.[a-z_]*)["']""", pages))
    prefixes = {key for key in told if key.endswith(("_", "."))} | set(
        re.findall(r"""["']([a-z_]+\.[a-z_]*)["'] ~""", pages)
    )
    prefixes |= set(re.findall(r"""t\(f["']([a-z_]+\.[a-z_]*)\{""", pages))

    unsaid = {
        key for key in sentences("fr") if key not in told and not any(key.startswith(prefix) for prefix in prefixes)
    }
    assert not unsaid


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_state_and_act_has_its_words(language: str) -> None:
    speech = Speech(language=language)

    for state in State:
        assert speech.t(f"guide.state_{state.value}")
    for verb in Verb:
        assert speech.t(f"do.{verb.value}")
        assert speech.t(f"do.why_{verb.value}")
        assert speech.t(f"do.button_{verb.value}")


def test_french_signs_stand_where_they_should() -> None:
    for key, text in sentences("fr").items():
        plain = re.sub(r"<[^>]+>|\{[^}]+\}", "x", text)
        assert not re.search(r" [:;?!»]|« |'", plain), key
        assert not re.search(r"\b(upload|soumettre|valider|OK|oups)\b|!", plain), key


def test_facts_are_escaped_in_sentences_with_marks() -> None:
    assert "<b>" not in Speech(language="fr").html("lock.leftover", name="<b>registre</b>.sqlite")
