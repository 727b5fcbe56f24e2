"""Write ``commandes.md``, the page of every command, from the help that each of them shows.

Run ``python docs/make_commandes.py`` after a change; a test tells when the page is stale.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from qpv_xlsx.cli.guard import speak
from qpv_xlsx.cli.language import translated
from qpv_xlsx.cli.root import COMMANDS, group, load

PAGE = Path(__file__).with_name("commandes.md")
INTRODUCTION = """# Commandes

Une campagne se mène dans cet ordre : `init`, `generate`, `send`, `collect` (ou `fetch`), `return`, `remind`, `resolve`,
`consolidate`, `export`, `close`, `rollover`. `status` dit à tout moment ce qu’il faut faire ensuite. Chaque commande se lance
dans le dossier de la campagne, ou avec `-C DOSSIER`. Les options générales (`--lang`, `-C`, `-q`, `-v`) se placent devant ou
derrière le nom de la commande ; si l’une est donnée deux fois, la dernière l’emporte.

| Code de sortie | Ce qu’il veut dire |
| --- | --- |
| 0 | Tout s’est bien passé. |
| 1 | Au moins une anomalie est de gravité « erreur ». |
| 2 | La commande est mal écrite, ou la campagne manque ou comporte une erreur. |
| 3 | Le disque ou le réseau a refusé l’opération. |

La sortie standard ne porte que le résultat (avec `--json`, un seul document) ; les messages vont sur la sortie
d’erreur. Les mêmes aides existent en anglais : `qpv-xlsx --lang en COMMANDE --help`.

Cette page est produite à partir du programme (`python docs/make_commandes.py`)."""
_WIDTH = 78  # what click leaves of a console of 80 columns


def page() -> str:
    """The whole page, in Markdown."""
    spoken = os.environ.get("LANGUAGE", "")
    speak("fr")
    try:
        return "\n\n".join((INTRODUCTION, *_sections())) + "\n"
    finally:
        os.environ["LANGUAGE"] = spoken


def _sections() -> Iterator[str]:
    whole = click.Context(translated(group), info_name="qpv-xlsx", terminal_width=_WIDTH, **group.context_settings)
    yield f"## qpv-xlsx\n\n{_help(whole)}"
    for name in COMMANDS:
        command = translated(load(name))
        yield f"## {name}\n\n{_help(click.Context(command, parent=whole, info_name=name))}"


def _help(context: click.Context) -> str:
    return f"```text\n{context.command.get_help(context)}\n```"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
