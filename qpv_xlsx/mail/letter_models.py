"""The words of our messages: text files that the coordinator can edit in ``modeles/`` of the campaign folder."""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.mail.letter_page import block, page
from qpv_xlsx.messages.wordbook import labels, phrase
from qpv_xlsx.spreadsheet.files import write_whole

FOLDER = "modeles"
NAMES = ("collecte", "correction", "relance")
FIELDS = (
    "campagne",
    "annee",
    "echeance",
    "demande",
    "sujet",
    "signature",
    "coordinateur",
    "fonction",
    "telephone",
    "courriel",
)
"""Fields of every text."""

OWN_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "collecte": ("administration",),
        "correction": ("administration", "nombre", "points"),
        "relance": ("administration", "points", "retard"),
    }
)
"""Fields of one text only."""

_LINE = "====="
_UNSENT = re.compile(r"(?m)^=====.*$")
_WORD: Mapping[str, str] = MappingProxyType({"fr": "Objet", "en": "Subject"})
"""How the subject line begins, by language."""
_SUBJECT = ("Objet\u00a0:", "Objet :", "Objet:", "Subject:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A message in words: plain, and the same as a page (empty: plain only)."""

    subject: str
    body: str
    html: str = ""


def copy_templates(folder: Path, language: str) -> tuple[Path, ...]:
    """Put the texts that are not yet in ``modeles/`` there, for the coordinator to edit; those made are returned.

    One that nobody edited follows the campaign's language; what was edited stays: see *models_in_another_language*.
    """
    made = []
    for name in NAMES:
        target = folder / FOLDER / f"{name}.txt"
        if not target.exists() or _is_ours_in_another_language(target, name, language):
            write_whole(target, (_ours(name, language) + _fields_shown(name, language)).encode("utf-8"))
            made.append(target)
    return tuple(made)


def models_in_another_language(folder: Path, language: str) -> tuple[str, ...]:
    """Names of the texts that the coordinator edited while the campaign had another language: their subject line tells."""
    return tuple(f"{FOLDER}/{name}.txt" for name in NAMES if letter_language(folder, name, language) != language)


def letter_language(folder: Path, name: str, language: str) -> str:
    """The language of the text *name*, which its subject line tells; that of the campaign where it tells none."""
    path = folder / FOLDER / f"{name}.txt"
    said = _read(path).lstrip("\ufeff") if path.is_file() else ""
    return next((known for known, word in _WORD.items() if said.startswith(word)), language)


def _is_ours_in_another_language(path: Path, name: str, language: str) -> bool:
    said = _plain_lines(_read(path))
    others = (other for other in _WORD if other != language)
    shown = ((_ours(name, other), _ours(name, other) + _fields_shown(name, other)) for other in others)
    return any(said in map(_plain_lines, texts) for texts in shown)


def _plain_lines(text: str) -> str:
    return text.lstrip("\ufeff").replace("\r\n", "\n").strip()


def write_text(
    folder: Path, name: str, language: str, facts: Mapping[str, str], rich: Mapping[str, str] = MappingProxyType({})
) -> Text:
    """The text *name*, from the campaign's own file where there is one, with its fields filled in.

    *rich*: what stands on the page instead of a paragraph that is one field alone. A field that is not among *facts*, or a file without subject line, raises CampaignError.
    """
    path = folder / FOLDER / f"{name}.txt"
    source = _read(path) if path.is_file() else _ours(name, language)
    first, _, body = source.lstrip("\ufeff").replace("\r\n", "\n").partition("\n")
    subject = next((first[len(word) :] for word in _SUBJECT if first.startswith(word)), None)
    if subject is None:
        raise CampaignError("template_without_subject", path=str(path))
    body = _UNSENT.split(body, maxsplit=1)[0]
    said = " ".join(_fill(subject, facts, path).split())
    blocks = (_block(part, facts, rich, path) for part in re.split(r"\n[ \t]*\n", body) if part.strip())
    return Text(
        subject=said,
        body=_fill(body.strip("\n") + "\n", facts, path),
        html=page(said, blocks, language),
    )


def _block(part: str, facts: Mapping[str, str], rich: Mapping[str, str], path: Path) -> str:
    """HTML of what stands between two blank lines; a field that holds several paragraphs gives several."""
    field = part.strip().removeprefix("{").removesuffix("}")
    if part.strip() == f"{{{field}}}" and field in rich:
        return rich[field]
    filled = _fill(part.strip("\n"), facts, path)
    return "\n".join(block(one) for one in filled.split("\n\n") if one.strip())


def _fields_shown(name: str, language: str) -> str:
    """What may be used in the text, below a line of which nothing is sent."""
    known = labels(language, "letter_fields")
    shown = [f"{{{field}}}  {known[field]}" for field in (*FIELDS, *OWN_FIELDS[name])]
    return "\n".join(("", f"{_LINE} {phrase(language, 'letter_fields')} {_LINE}", *shown, ""))


def _ours(name: str, language: str) -> str:
    return resources.files("qpv_xlsx.mail").joinpath(f"{name}.{language}.txt").read_text("utf-8")


def _read(path: Path) -> str:
    """UTF-8, or what Windows' Notepad writes by default on an old machine."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _fill(template: str, facts: Mapping[str, str], path: Path) -> str:
    """Plain fields only: « {administration} ». Anything cleverer is refused."""
    try:
        pieces = list(string.Formatter().parse(template))
    except ValueError as wrong:
        raise CampaignError("template_braces", path=str(path)) from wrong
    filled = []
    for words, name, clever, conversion in pieces:
        filled.append(words)
        if name is None:
            continue
        if name not in facts or clever or conversion:
            raise CampaignError("template_field", path=str(path), field=name, known=tuple(facts))
        filled.append(facts[name])
    return "".join(filled)
