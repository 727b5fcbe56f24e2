"""A doubt on a reading in plain words, with the words of the text that it is about."""

from collections.abc import Sequence

from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.messages.wordbook import label, phrase


def doubt_words(doubt: Doubt, words_left: Sequence[str], language: str) -> str:
    """« ces mots n’ont pas été compris, les relire : « en baisse » »; the label of *doubt* where no words are its own."""
    if doubt is not Doubt.WORDS_LEFT or not words_left:
        return label(language, "doubts", doubt)
    quoted = tuple(phrase(language, "doubt_quotation", words=words) for words in words_left)
    return phrase(language, "doubt_words_left", words=quoted)
