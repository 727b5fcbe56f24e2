"""Plausible example replies for any campaign: what nine different administrations might have typed."""

from collections.abc import Callable, Iterator, Mapping
from random import Random

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, is_excused, measures_of, territory_of
from qpv_xlsx.domain.contract.measures import Direction, Kind, Measure, Perimeter, Progress
from qpv_xlsx.domain.contract.questions import PARTS, Field, Question, Situation, Value
from qpv_xlsx.domain.contract.ranges import possible_range

Replies = dict[Question, Value]
Reply = Callable[[Campaign, Respondent, Random], Mapping[Question, Value]]

_USUAL: Mapping[Kind, float] = {
    Kind.SHARE: 0.25,
    Kind.GAP: 0.12,
    Kind.COUNT: 40,
    Kind.QUANTITY: 4.5,
    Kind.AMOUNT: 50_000,
    Kind.RATIO: 0.2,
}
_SOURCES = (
    "Extraction du système d’information, 31/12",
    "Enquête annuelle",
    "Bilan d’activité",
    "Tableau de suivi interne",
)
_SMALL = 11  # persons; the usual threshold


def flawless(campaign: Campaign, respondent: Respondent, random: Random) -> Replies:
    """A complete and coherent reply: quartiers add up, fractions agree, absences are explained."""
    quartiers = [quartier.id for quartier in territory_of(campaign, respondent).quartiers]
    replies: Replies = {}
    for number, measure in enumerate(_expected(campaign, respondent)):
        if number % 7 == 6:  # noqa: PLR2004  (now and then a figure is not available)
            replies.update(_absent(measure))
        else:
            replies.update(_answered(campaign, measure, quartiers, random))
    return replies


def half_filled(campaign: Campaign, respondent: Respondent, random: Random) -> Replies:
    """Only the first half of the measures, as if a colleague still had the other."""
    asked = _expected(campaign, respondent)
    kept = {measure.code for measure in asked[: (len(asked) + 1) // 2]}
    return {
        question: value
        for question, value in flawless(campaign, respondent, random).items()
        if question.measure in kept
    }


def _expected(campaign: Campaign, respondent: Respondent) -> tuple[Measure, ...]:
    """What is asked and not waived."""
    return tuple(
        measure for measure in measures_of(campaign, respondent) if not is_excused(campaign, respondent.code, measure)
    )


def careless(campaign: Campaign, respondent: Respondent, random: Random) -> Replies:
    """A reply as people really write: percent signs, approximations, dots, an unexplained « nd », an impossible value."""
    replies = flawless(campaign, respondent, random)
    slips: dict[Kind, list[Value]] = {
        Kind.SHARE: ["17,3 %", "1730 %", "8 sur 15"],
        Kind.COUNT: ["1 234", "env. 20", "12 (dont 3 femmes)", 12.5, "une vingtaine"],
        Kind.AMOUNT: ["12 450 €"],
    }
    for measure in measures_of(campaign, respondent):
        typed = slips.get(measure.kind)
        question = Question(measure=measure.code)
        if typed and question in replies:
            _forget(replies, measure, but=question)
            replies[question] = typed.pop(0)
    _leave_unexplained(replies)
    _count_few(replies, campaign, respondent)
    return replies


def _count_few(replies: Replies, campaign: Campaign, respondent: Respondent) -> None:
    """So few persons in one quartier of each measure that statistical secrecy hides them in the version to publish."""
    for measure in measures_of(campaign, respondent):
        if not (measure.counts_persons and measure.by_quartier):
            continue
        counted = [each for each in replies if each.measure == measure.code and each.quartier]
        figures = {each: value for each in counted if isinstance(value := replies[each], int) and value >= _SMALL}
        if len(figures) > 1:
            first, last = min(figures), max(figures)
            few = 3 + len(measure.code) % 5
            replies[first] = figures[first] + figures[last] - few
            replies[last] = few


def _answered(
    campaign: Campaign, measure: Measure, quartiers: list[str], random: Random
) -> Iterator[tuple[Question, Value]]:
    def asks(field: Field) -> Question:
        return Question(measure=measure.code, field=field)

    if not measure.kind.is_number:
        state = random.choice([Progress.ONGOING, Progress.DONE])
        yield (
            asks(Field.VALUE),
            state if measure.kind is Kind.MILESTONE else "Action engagée avec les partenaires locaux.",
        )
        yield asks(Field.SITUATION), Situation.FINAL
        return
    yield from _figures(measure, [*filter(measure.is_asked_in, quartiers)], random)
    yield asks(Field.SITUATION), random.choice([Situation.FINAL, Situation.FINAL, Situation.PROVISIONAL])
    if measure.perimeter is not Perimeter.OTHER:
        yield asks(Field.PERIMETER), measure.perimeter
    yield asks(Field.SOURCE), random.choice(_SOURCES)
    if campaign.asks_date:
        yield asks(Field.OBSERVED_ON), f"{campaign.year}-12-31"
    if campaign.asks_method:
        yield asks(Field.METHOD), "Extraction du fichier de gestion."


def _figures(measure: Measure, quartiers: list[str], random: Random) -> Iterator[tuple[Question, Value]]:
    def asks(field: Field) -> Question:
        return Question(measure=measure.code, field=field)

    value = persons = _plausible(measure, random)
    if measure.kind is Kind.SHARE:
        denominator = random.randrange(200, 900)
        persons = round(value * denominator)
        value = round(persons / denominator, 4)
        yield asks(Field.NUMERATOR), persons
        yield asks(Field.DENOMINATOR), denominator
    if quartiers:
        parts = _parts(measure, value, quartiers, random)
        for quartier, part in parts.items():
            yield Question(measure=measure.code, quartier=quartier), part
        value = sum(parts.values()) if measure.kind.adds_up else value
    yield asks(Field.VALUE), value
    if measure.asks_territory:
        yield asks(Field.TERRITORY_VALUE), _whole(measure, value)
    if measure.asks_women:
        persons = persons if measure.kind is Kind.SHARE else value
        yield asks(Field.WOMEN), int(persons * random.uniform(0.4, 0.6))


def _plausible(measure: Measure, random: Random) -> float:
    """A value some way from the baseline, mostly in the wanted direction."""
    start = measure.baseline.value if measure.baseline.value is not None else _USUAL[measure.kind]
    towards = {Direction.UP: 1, Direction.DOWN: -1, Direction.STEADY: 0, Direction.UNTOLD: 0}[measure.direction]
    value = max(0.0, start or _USUAL[measure.kind] / 4) * (1 + towards * random.uniform(-0.04, 0.14))
    value = min(value, possible_range(measure).maximum)
    return round(value) if measure.kind is Kind.COUNT else round(value, 2 if measure.kind is Kind.AMOUNT else 3)


def _parts(measure: Measure, value: float, quartiers: list[str], random: Random) -> dict[str, float]:
    """The value of each quartier; counts of persons stay clear of statistical secrecy."""
    if not measure.kind.adds_up:
        return {quartier: round(value * random.uniform(0.9, 1.1), 3) for quartier in quartiers}
    least = _SMALL if measure.counts_persons else 0
    even = int(value) // len(quartiers)
    parts: dict[str, float] = dict.fromkeys(quartiers, even if even >= least else 0)
    rest = int(value) - int(sum(parts.values()))
    parts[quartiers[0]] += rest if parts[quartiers[0]] or rest >= least else 0
    return parts


def _whole(measure: Measure, value: float) -> float:
    """The same figure for the whole territory."""
    if measure.kind.adds_up:
        return value * 4
    return round(value * 0.8, 3)


def _absent(measure: Measure) -> Iterator[tuple[Question, Value]]:
    yield Question(measure=measure.code, field=Field.SITUATION), Situation.UNAVAILABLE
    yield Question(measure=measure.code, field=Field.COMMENT), "Donnée disponible au niveau national en juin seulement."


def _forget(replies: Replies, measure: Measure, *, but: Question) -> None:
    """Leave only one cell of the measure's figures."""
    for question in [question for question in replies if question.measure == measure.code and question != but]:
        if question.quartier or question.field in PARTS:
            del replies[question]


def _leave_unexplained(replies: Replies) -> None:
    """Drop the explanation of the first « nd »."""
    for question in list(replies):
        if question.field is Field.COMMENT:
            del replies[question]
            return
