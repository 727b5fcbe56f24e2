"""Paths in sentences: as they are read, and as they are typed again after a command."""

import os
import re
import shlex

_BARE = re.compile(r"[\w.,:/@%+=-]+")  # needs no quotes in any shell
_HERE = {"fr": "le dossier courant", "en": "the current folder"}
_QUOTED = {"fr": "«\u00a0{}\u00a0»", "en": "“{}”"}


def as_typed(argument: str, *, is_windows: bool = os.name == "nt") -> str:
    """*argument* as it can be typed, or pasted, after a command: quoted where it has a space or a sign of the shell.

    Double quotes, which every shell knows; where the words hold what a Unix shell would read in them, its own quotes.
    """
    if _BARE.fullmatch(argument) or (is_windows and re.fullmatch(r"[\w.,:/\\@+=-]+", argument)):
        return argument
    if is_windows or not re.search(r'["$`\\!]', argument):
        return f'"{argument}"'
    return shlex.quote(argument)


def as_place(folder: str, language: str) -> str:
    """« le dossier courant », or the folder's path between quotes: « créée dans .. » would end in a row of dots."""
    return _HERE[language] if folder == "." else _QUOTED[language].format(folder)
