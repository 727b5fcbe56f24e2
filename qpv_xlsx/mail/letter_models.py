"""The words of our messages: text files that the coordinator can edit in ``modeles/`` of the campaign folder."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.spreadsheet.files import write_whole

FOLDER = "modeles"
NAMES = ("collecte", "correction", "relance")
_SUBJECT = ("Objet\u00a0:", "Objet :", "Objet:", "Subject:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A message in words."""

    subject: str
    body: str


def copy_templates(folder: Path, language: str) -> tuple[Path, ...]:
    """Put the texts that are not yet in ``modeles/`` there, for the coordinator to edit; those made are returned."""
    made = []
    for name in NAMES:
        target = folder / FOLDER / f"{name}.txt"
        if not target.exists():
            write_whole(target, _ours(name, language).encode("utf-8"))
            made.append(target)
    return tuple(made)


def write_text(folder: Path, name: str, language: str, facts: Mapping[str, str]) -> Text:
    """The text *name*, from the campaign's own file where there is one, with its fields filled in.

    A field that is not among *facts*, or a file without subject line, raises CampaignError.
    """
    path = folder / FOLDER / f"{name}.txt"
    source = _read(path) if path.is_file() else _ours(name, language)
    first, _, body = source.lstrip("\ufeff").replace("\r\n", "\n").partition("\n")
    subject = next((first[len(word) :] for word in _SUBJECT if first.startswith(word)), None)
    if subject is None:
        raise CampaignError("template_without_subject", path=str(path))
    return Text(
        subject=" ".join(_fill(subject, facts, path).split()),
        body=_fill(body.strip("\n") + "\n", facts, path),
    )


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
