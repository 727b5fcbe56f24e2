"""What a year leaves unfinished, on screen."""

from qpv_xlsx.cli.harmless import printable
from qpv_xlsx.cli.show import say, screen
from qpv_xlsx.domain.following.unfinished import Unfinished
from qpv_xlsx.messages.unfinished_words import unfinished_words
from qpv_xlsx.messages.wordbook import phrase


def say_unfinished(unfinished: Unfinished, heading: str, language: str) -> None:
    """One line for each kind of thing that is left open, under the sentence *heading*; nothing where all is done."""
    if unfinished.is_nothing:
        return
    console = screen()
    say(console, phrase(language, heading), style="bold")
    for words in unfinished_words(unfinished, language):
        say(console, printable(words), indent=2)
