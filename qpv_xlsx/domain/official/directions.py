"""Where a measure ought to go, as far as the row's words say it, or its start and its target. A figure alone never does."""

import re

from qpv_xlsx.domain.contract.measures import Direction
from qpv_xlsx.domain.contract.targets import (
    Above,
    AtLeast,
    AtMost,
    Below,
    ChangeBy,
    Maintain,
    MultiplyBy,
    PerYear,
    ReduceGapBy,
    Target,
    YearlyIncrease,
)
from qpv_xlsx.domain.wording import bare_words

_UP = re.compile(
    r"\b(?:augment\w*|accro\w*|developp\w*|amplifi\w*|elargi\w*|etend\w*|extension|amelior\w*|promouvoir|promotion|multipli\w*|doubl\w*|tripl\w*|hausse|progress\w*"
    r"|intensifi\w*|renforc\w*|prioris\w*|generalis\w*|soutenir|strengthen\w*|faciliter|favoriser|encourager|increas\w*|improv\w*|expand\w*|promot\w*|develop\w*)\b"
)
_DOWN = re.compile(
    r"\b(?:redui\w*|reduction|diminu\w*|baiss\w*|resorb\w*|lutt\w*|preven\w*|limit\w*|combat\w*|reduc\w*|decreas\w*|lower\w*|tackl\w*)\b"
)
_KEEP = re.compile(r"\b(?:maint\w*|stabilis\w*|preserv\w*|conserv\w*|keep\w*|sustain\w*)\b")
_WANTED_LOW = re.compile(
    r"\b(?:chomage|chomeurs?|demandeurs? d emploi|decroch\w*|delinquance|infractions?|plaintes?|violences?|ecarts?|retards?|echecs?|absenteisme|vacan(?:ce|ts?)\b(?! d)|vacance (?:du parc|des logements|d(?:u|es) (?:commerces?|locaux))"
    r"|impayes?|pauvrete|precarite|expulsions?|incivilites?|degradations?|non recours|illettrisme|cambriolages?|obesite|renoncements?|delais?|dechets|depots sauvages|consommation|emissions?"
    r"|recidive|unemployment|waiting times?|delays?|burglar\w*|complaints|evictions|dropouts?|drop out|crime|poverty|gap|vacancy)\b"
)

_DONE_ABOUT = re.compile(
    r"\b(?:accompagn\w*|form(?:es?|ation)|inser\w*|places?|prises? en charge|suivis?|aid\w*|orient\w*|repere\w*|resolu\w*|elucid\w*|trait\w*|collecte\w*|tri(?:es?)?|recycl\w*|prevention|sensibilis\w*|actions?|sorti\w*|sortant\w*|retour\w*|recours)\b"
)
_BOUND = re.compile(
    r"\b(?:moins|plus|minim\w*|mini|maxim\w*|maxi|plancher|plafond|sup[ée]rieur\w*|inf[ée]rieur\w*|d[ée]pass\w*|sous|dessous|dessus|least|most|than)\b|[<>≤≥]"
)


def direction_of(target: Target, target_text: str, wording: str, *objectives: str) -> Direction | None:
    """The direction that the target's form, the target's words, or else the nearest objective's say; None: not said.

    Words that go down beside a level to reach leave it open: « réduire l'écart », and 20 % of job seekers in training.
    """
    by_form = _form(target)
    if by_form is not None:
        return by_form
    said = (bare_words(target_text), *(bare_words(text) for text in objectives))
    telling = next((words for words in said if _ways(words)), "")
    way = _settled(_ways(telling), is_wanted_low=bool(_WANTED_LOW.search(bare_words(wording))))
    is_level = isinstance(target, AtLeast | Above | PerYear)
    is_kept = way is Direction.STEADY and bool(_KEEP.search(said[0]))
    return way if way is Direction.UP or is_kept or not is_level else None


def course_from(
    start: float | None, target: Target, target_text: str, wording: str, *objectives: str
) -> tuple[Direction, Target] | None:
    """The way from *start* to a level, and that level as it bounds the measure where its words name no bound; None: not sure.

    Up to more of what nobody says to be bad, or down to less of what is: « taux de vacance » from 8 % to 5 % is 5 % at most.
    What is done about a bad thing is good (« demandeurs d'emploi accompagnés »), unless an objective goes down.
    """
    if start is None or not isinstance(target, AtLeast | Above | AtMost | PerYear):
        return None
    is_bare = isinstance(target, AtLeast | AtMost) and _BOUND.search(target_text) is None
    if isinstance(target, AtLeast) and target.is_floor:
        return None
    words, purposes = bare_words(wording), map(bare_words, objectives)
    is_bad = _WANTED_LOW.search(words) is not None
    is_done_about = _DONE_ABOUT.search(words) is not None and not any(map(_DOWN.search, purposes))
    if target.value > start and (not is_bad or is_done_about) and (is_bare or not isinstance(target, AtMost)):
        return Direction.UP, AtLeast(value=target.value, year=target.year) if is_bare else target
    if target.value < start and is_bare and is_bad and _DONE_ABOUT.search(words) is None:
        return Direction.DOWN, AtMost(value=target.value, year=target.year)
    return None


def _form(target: Target) -> Direction | None:
    match target:
        case AtMost() | Below() | ReduceGapBy():
            return Direction.DOWN
        case Maintain():
            return Direction.STEADY
        case ChangeBy(amount=amount) if amount:
            return Direction.UP if amount > 0 else Direction.DOWN
        case YearlyIncrease(rate=rate) if rate:
            return Direction.UP if rate > 0 else Direction.DOWN
        case MultiplyBy(factor=factor) if factor != 1:
            return Direction.UP if factor > 1 else Direction.DOWN
    return None


def _ways(words: str) -> frozenset[Direction]:
    patterns = ((Direction.UP, _UP), (Direction.DOWN, _DOWN), (Direction.STEADY, _KEEP))
    return frozenset(way for way, pattern in patterns if pattern.search(words))


def _settled(ways: frozenset[Direction], *, is_wanted_low: bool) -> Direction | None:
    """Verbs both ways leave it open; so does a rise of what nobody wants, or a fall of what is not known as bad."""
    if len(ways) != 1:
        return None
    (way,) = ways
    if way is Direction.STEADY:
        return way
    return way if is_wanted_low == (way is Direction.DOWN) else None
