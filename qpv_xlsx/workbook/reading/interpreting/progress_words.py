"""Cells that say how far a milestone is: a word of the list, or the words that people use for one."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from qpv_xlsx.domain.contract.measures import Progress
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.findings import Code, Severity
from qpv_xlsx.domain.returned.figures import Surroundings
from qpv_xlsx.domain.returned.figures.absence import read_absence
from qpv_xlsx.domain.returned.figures.words_beside import is_mere_note
from qpv_xlsx.domain.spelling import folded
from qpv_xlsx.domain.wording import bare_words
from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.workbook.reading.interpreting.asked import Asked, Read
from qpv_xlsx.workbook.reading.interpreting.cleaning import clean
from qpv_xlsx.workbook.reading.interpreting.figures import read_absent
from qpv_xlsx.workbook.reading.interpreting.lists import CROSSES, is_doubted, listed_member, not_listed
from qpv_xlsx.workbook.reading.interpreting.typed import typed

_DONE = r"(?:fait|realise|termine|acheve|finalise|signe|fini|mis en (?:place|oeuvre|service))(?:es|e|s)?"
_BEGUN = r"(?:engage|lance|demarre|commence|debute|entame|amorce)(?:es|e|s)?"
_WHEN = r"(?P<when> (?:en|depuis(?: le)?|le|fin|debut) (?:[a-z]+ )?[\d /.-]*(?:[a-z]+ )?(?:19|20)\d\d)?"  # « en partie » is no date
_WORDS: tuple[tuple[re.Pattern[str], Progress], ...] = (
    (re.compile(rf"(?:deja )?{_DONE}{_WHEN}"), Progress.DONE),
    (re.compile(rf"(?:deja )?{_BEGUN}{_WHEN}|toujours en cours|in progress|started"), Progress.ONGOING),
    (re.compile(rf"(?:non|pas|pas encore|jamais) {_BEGUN}|non realisee?|a faire|not started"), Progress.NOT_STARTED),
)
_ONGOING = re.compile(r"(?:toujours )?en cours(?: ?[(:,;-]| d['e]| depuis\b)(?P<more>.*)")
_OF_FIGURES = re.compile(r" ?(?:calcul|collecte|recueil|remontee|consolidation|traitement|exploitation)")
_ENDED = re.compile(rf"\b(?:{_DONE}|annule\w*|abandonne\w*|arrete\w*|supprime\w*|reporte\w*)\b")
_NOTED = re.compile(
    r"(?P<rest>[^([]+?)\s*(?:[([](?P<bracketed>[^()\[\]]+)[)\]]|(?:[,;:]|\s[-–—])\s*(?P<note>[^\W\d][^,;()]*))"
)
_ARTICLES = frozenset({"l", "la", "le", "les", "un", "une"})
_IS = re.compile(r"^(?:est|a ete|sont|ont ete) ")
_WAITING: Mapping[str, str] = MappingProxyType(  # of the figure elsewhere; here, of the act itself or of the answer?
    dict.fromkeys(("a venir", "en attente", "a preciser", "a confirmer", "pending"), "")
)


def read_milestone(cell: Cell, asked: Asked) -> Read:
    """A Progress by its label or usual words, or the situation that explains why there is none."""
    text = clean(typed(cell)).text
    words = bare_words(text)
    if found := listed_member(Progress, "progress", text):
        return (asked.answer(found, text),), ()
    bare = _without_note(text, asked.around)
    known = _known(words) or _known(_without_name(bare_words(bare), asked.around)) or _listed(bare)
    if known and not is_doubted(text):
        progress, severity = known
        said = asked.finding(
            Code.V04, text, case="listed", severity=severity, reading=progress.value, section="progress"
        )
        return (asked.answer(progress, text),), (said,)
    if _is_ongoing(folded(text)) and not is_doubted(text):
        return _ongoing(text, asked)
    absent = None if CROSSES.fullmatch(words) or words in _WAITING else read_absence(text)
    if absent and not words.startswith(("en attente ", "en cours ")):
        return read_absent(absent, text, asked)
    return (), (not_listed(text, asked, Progress, "progress"),)


def _listed(text: str) -> tuple[Progress, Severity] | None:
    found = listed_member(Progress, "progress", text)
    return (found, Severity.INFO) if found else None


def _known(words: str) -> tuple[Progress, Severity] | None:
    """What *words* say; those that name a year are to be looked at, for it may be one that is still to come."""
    for pattern, progress in _WORDS:
        if match := pattern.fullmatch(words):
            return progress, Severity.WARNING if match.groupdict().get("when") else Severity.INFO
    return None


def _without_note(text: str, around: Surroundings) -> str:
    """« En cours » of « En cours (source : DDETS) »; *text* itself where what stands beside may matter."""
    noted = _NOTED.fullmatch(text.strip())
    is_mere = noted and is_mere_note(folded(noted["bracketed"] or noted["note"]), around)
    return noted["rest"] if noted and is_mere else text


def _without_name(words: str, around: Surroundings) -> str:
    """« signee » of « la convention est signee »: without the name of what was to be done."""
    said = words.split(" ")
    named = next((place for place, word in enumerate(said) if not around.names(word) and word not in _ARTICLES), 0)
    return _IS.sub("", " ".join(said[named:]))


def _is_ongoing(words: str) -> bool:
    """« en cours de signature »; « en cours de calcul » speaks of the answer, « en cours, fait en 2016 » says two things."""
    match = _ONGOING.fullmatch(words)
    return match is not None and not _OF_FIGURES.match(match["more"]) and not _ENDED.search(match["more"])


def _ongoing(text: str, asked: Asked) -> Read:
    said = asked.finding(
        Code.V04, text, case="listed", severity=Severity.WARNING, reading=Progress.ONGOING.value, section="progress"
    )
    comment = () if asked.quartier else (asked.answer(text, text, Field.COMMENT),)
    return (asked.answer(Progress.ONGOING, text), *comment), (said,)
