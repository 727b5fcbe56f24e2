"""What the desk says: the same sentences in both languages, each used, in French as it is written."""

import re
import string
import tomllib
from pathlib import Path

import pytest

from qpv_xlsx.desk.speech import Speech
from qpv_xlsx.domain.following.actions import State, Verb
from qpv_xlsx.messages.wordbook import words

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

    prefixes |= {"here.", "hint."}  # looked up by the code of what is told

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


_COMMAND = re.compile(
    r"qpv-xlsx (?:-|[a-z]{4,}\b)|(?<![\w-])--[a-z]|[Cc]ommand|pip install|variable d’env|environment variable|\bterminal"
)
_ELSEWHERE = frozenset(
    {
        *("cluster_missing", "cluster_differs", "cluster_lost", "parquet_missing"),  # another machine's work
        *("export_unreadable", "export_without", "export_public", "national_register_lost"),  # national
        *("interrupted", "login_no_terminal", "posting_two_ways", "convert_target_exists"),
        *("resolve_several", "resolve_choice", "resolve_respondent", "resolve_refusal_quartier", "resolve_words"),
        *(
            "rollover_year",
            "revise_year",
            "revise_several",
            "revise_choice",
            "revise_kind",
            "import_two_places",
            "import_no_such_column",
        ),
    }
)
"""Errors of commands and options that the desk has not."""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_error_at_the_desk_speaks_of_commands(language: str) -> None:
    errors = words(language)["errors"]
    here = tomllib.loads((ROOM / f"words.{language}.toml").read_text("utf-8"))["here"]

    assert here.keys() <= errors.keys()
    assert not {key for key, text in errors.items() if _COMMAND.search(text)} - here.keys() - _ELSEWHERE
    assert not {key for key, text in here.items() if _COMMAND.search(text)}
    for key, text in here.items():
        assert fields(text) <= fields(errors[key]), key


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_hint_at_the_desk_speaks_of_commands(language: str) -> None:
    told = words(language)["findings"]
    wordings = {(code, case): text for code, one in told.items() for case, text in one.get("cases", {}).items()}
    wordings |= {(code, ""): one for code, one in told.items() if "hint" in one}
    here = tomllib.loads((ROOM / f"words.{language}.toml").read_text("utf-8"))["hint"]

    commanding = {"_".join(filter(None, key)) for key, text in wordings.items() if _COMMAND.search(text["hint"])}
    assert not commanding - here.keys()
    assert not here.keys() - commanding, "no need of it"
    assert not [text for text in here.values() if _COMMAND.search(text)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_of_the_desk_speaks_of_commands(language: str) -> None:
    """Its title is « qpv-xlsx », and the refusal at the gate is read where the desk was started."""
    told = {key: text for key, text in sentences(language).items() if key != "gate.forbidden"}

    assert not {key for key, text in told.items() if re.search(r"qpv-xlsx (?:-|[a-z]{4,} )|(?<![\w-])--[a-z]", text)}
