"""Help texts in the language asked for: written in French beside each command, translated through gettext."""

import copy
import gettext
import inspect
import re
from collections.abc import Iterator
from typing import TypeVar

import click

_COMMAND_TEXTS = ("help", "short_help", "epilog", "options_metavar", "subcommand_metavar")
_PARAMETER_TEXTS = ("help", "metavar")
_BREAKS = re.compile(r" (?=[:;?!»%])|(?<=«) ")  # a line must not begin with a French sign, nor end with «
_APART = "\n\n"
_AS_WRITTEN = "\b\n"  # click does not wrap a paragraph that begins so
_Spoken = TypeVar("_Spoken", click.Command, click.Parameter)


def translated(command: click.Command) -> click.Command:
    """A copy of *command* whose texts are in the language that ``LANGUAGE`` names; French needs no translation."""
    spoken = _translated(command, _COMMAND_TEXTS)
    spoken._help_option = None  # noqa: SLF001  (click keeps its own in the language that was first asked for)
    spoken.params = [_translated(parameter, _PARAMETER_TEXTS) for parameter in command.params]
    return spoken


def french_paragraphs(command: click.Command) -> Iterator[str]:
    """What is to be translated of *command*: each paragraph that is shown, as written in the source."""
    texts = [_text(command, name) for name in _COMMAND_TEXTS]
    texts += [_text(parameter, name) for parameter in command.params for name in _PARAMETER_TEXTS]
    for text in filter(None, texts):
        for paragraph in text.split(_APART):
            yield paragraph.removeprefix(_AS_WRITTEN)


def _translated(source: _Spoken, names: tuple[str, ...]) -> _Spoken:
    spoken = copy.copy(source)
    for name in names:
        if french := _text(source, name):
            setattr(spoken, name, _APART.join(_paragraph(paragraph) for paragraph in french.split(_APART)))
    return spoken


def _paragraph(french: str) -> str:
    marker = _AS_WRITTEN if french.startswith(_AS_WRITTEN) else ""
    return marker + _BREAKS.sub("\u00a0", gettext.gettext(french.removeprefix(_AS_WRITTEN)))


def _text(source: click.Command | click.Parameter, name: str) -> str:
    """One text without its indentation; empty where there is none."""
    return inspect.cleandoc(getattr(source, name, None) or "")
