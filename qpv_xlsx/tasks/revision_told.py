"""What a revision of a former year did, in sentences: the same on screen and at the desk."""

from collections.abc import Iterator
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import PastResult
from qpv_xlsx.domain.following.revising import RevisedPast
from qpv_xlsx.messages.past_words import past_value_words, revision_words
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.tasks.revise import RevisedYear


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionSentence:
    """One sentence. *is_remark*: something is wrong with the workbook that was read. *is_left*: something is left to do."""

    words: str
    is_remark: bool = False
    is_left: bool = False


def told(done: RevisedYear, year: int, language: str) -> Iterator[RevisionSentence]:
    """Every sentence: remarks, what changed, where it is written, what is left."""
    facts = {"year": str(year), "folder": str(done.former.folder or "")}
    names, then = Names.of(done.campaign), Names.of(done.former.campaign)
    for found in done.findings:
        yield RevisionSentence(words=sentence(found, language, then).message, is_remark=True)
    if not done.changed:
        yield RevisionSentence(words=phrase(language, "revised_nothing", year=facts["year"]))
        return
    for one in done.changed:
        yield RevisionSentence(words=_change(done, one, year, language, names))
    yield RevisionSentence(words=phrase(language, "revised_year", year=facts["year"], count=len(done.changed)))
    key = "revised_alone" if done.former.folder is None else "revised_former"
    yield RevisionSentence(words=phrase(language, "revised_closed" if done.former.is_closed else key, **facts))
    for place in done.between:
        words = phrase(language, "revised_between", year=facts["year"], folder=str(place))
        yield RevisionSentence(words=words, is_left=True)
    if done.stale:
        names_of = ", ".join(done.stale)
        yield RevisionSentence(
            words=phrase(language, "revised_stale", year=facts["year"], names=names_of), is_left=True
        )
    if done.others:
        yield RevisionSentence(words=phrase(language, "revised_others", **facts, count=done.others), is_left=True)


def _change(done: RevisedYear, one: RevisedPast, year: int, language: str, names: Names) -> str:
    kind = one.after.kind or done.campaign.catalogue.kind_by_measure[one.after.measure]
    if one.is_figure:
        before = past_value_words(one.before, kind, language) if one.before else ""
        return revision_words(one.after, kind, language, names, whose=_whose(one.after, language), before=before)
    situation = label(language, "situations", one.after.situation or "definitif")
    return phrase(
        language,
        "revised_situation",
        year=str(year),
        about=f"{one.after.measure} ({_whose(one.after, language)})",
        situation=situation,
    )


def _whose(past: PastResult, language: str) -> str:
    """« PREF-QUI »; a territory's whole: « CAR, ensemble »."""
    return past.respondent or ", ".join((past.territory, phrase(language, "revision_of_all")))
