"""Links between measures that their words tell: « dont …», « part de … » beside « nombre de … ». Proposed, to be confirmed.

Only what the table itself says is proposed; a link that nobody wrote is left to the coordinator (docs, « Secret statistique »).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.contract.catalogue import Catalogue
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.relations import MeasureRelation, RelationKind
from qpv_xlsx.domain.wording import bare_words

_AMONG = re.compile(r"^(?:et |soit )?dont\b")
_LARGEST = re.compile(
    r"\b(?:premier contributeur|premiere entreprise|premier beneficiaire|plus gros (?:contributeur|beneficiaire))\b"
)
_ENTERPRISES = re.compile(r"\b(?:nombre d |nombre des )?(?:entreprises|employeurs|etablissements)\b")
_HOW_MANY = re.compile(r"^(?:le |un )?(?:nombre|effectif|total)s? (?:total )?(?:de|des|du|d) (?:la |l |les )?")
_WHICH_SHARE = re.compile(r"^(?:la |le )?(?:part|pourcentage|proportion|taux) (?:de|des|du|d) (?:la |l |les )?")
_TOTAL = re.compile(r"^(?:le )?(?:nombre total|total|ensemble)\b")
_BASES = ("parmi", "dans", "sur", "par rapport")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Named:
    measure: Measure
    words: str  # of its label, plain


def proposed_relations(catalogue: Catalogue) -> tuple[MeasureRelation, ...]:
    """The links within each convention, in the order of the table; none is confirmed."""
    found: list[MeasureRelation] = []
    for convention in catalogue.conventions:
        named = [
            _Named(one, bare_words(one.label)) for indicator in convention.indicators for one in indicator.measures
        ]
        found += (*_among(named), *_shares(named))
        for indicator in convention.indicators:
            found += _sums([_Named(one, bare_words(one.label)) for one in indicator.measures])
    return tuple(dict.fromkeys(found))


def _among(named: Sequence[_Named]) -> Iterator[MeasureRelation]:
    """« dont … » is counted in the last measure before it that is no « dont », if both count the same."""
    whole: Measure | None = None
    for one in named:
        if not _AMONG.match(one.words):
            whole = one.measure if one.measure.kind.adds_up else None
        elif whole is not None and one.measure.kind is whole.kind:
            is_largest = whole.kind is Kind.AMOUNT and _LARGEST.search(one.words)
            kind = RelationKind.LARGEST if is_largest else RelationKind.WITHIN
            yield MeasureRelation(kind=kind, parts=(one.measure.code,), whole=whole.code, is_confirmed=False)
        elif whole is not None and _counts_enterprises(whole, one):
            kind = RelationKind.ENTERPRISES
            yield MeasureRelation(kind=kind, parts=(one.measure.code,), whole=whole.code, is_confirmed=False)


def _counts_enterprises(whole: Measure, one: _Named) -> bool:
    """« Montant des aides », « dont nombre d’entreprises »."""
    is_number_beside_amount = whole.kind is Kind.AMOUNT and one.measure.kind is Kind.COUNT
    return is_number_beside_amount and _ENTERPRISES.search(one.words) is not None


def _shares(named: Sequence[_Named]) -> Iterator[MeasureRelation]:
    """« nombre de X » is the numerator of « part de X » (« part de X parmi Y »), where one measure only is « nombre de X »."""
    for share in named:
        start = _WHICH_SHARE.match(share.words)
        if share.measure.kind is not Kind.SHARE or start is None:
            continue
        asked = share.words[start.end() :]
        tops = [one.measure for one in named if one.measure.kind is Kind.COUNT and _is_same(_counted(one.words), asked)]
        if len(tops) == 1:
            codes = (tops[0].code,)
            yield MeasureRelation(kind=RelationKind.SHARE, parts=codes, share=share.measure.code, is_confirmed=False)


def _counted(words: str) -> str:
    start = _HOW_MANY.match(words)
    return words[start.end() :] if start else ""


def _is_same(counted: str, asked: str) -> bool:
    """Whether the share is of what is counted: the same words, or followed by those among whom."""
    return bool(counted) and (asked == counted or any(asked.startswith(f"{counted} {word} ") for word in _BASES))


def _sums(named: Sequence[_Named]) -> Iterator[MeasureRelation]:
    """Of one indicator, « nombre total » is the sum of the others, two at least, all counts and none a « dont »."""
    totals = [one for one in named if _TOTAL.match(one.words) and one.measure.kind is Kind.COUNT]
    others = [one for one in named if one not in totals]
    if (
        len(totals) == 1
        and len(others) >= _FEWEST
        and all(one.measure.kind is Kind.COUNT and not _AMONG.match(one.words) for one in others)
    ):
        parts = tuple(one.measure.code for one in others)
        yield MeasureRelation(kind=RelationKind.SUM, parts=parts, whole=totals[0].measure.code, is_confirmed=False)
