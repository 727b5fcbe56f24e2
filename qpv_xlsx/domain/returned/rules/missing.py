"""What was asked and not answered, or answered without the explanation it needs."""

from collections.abc import Iterator

from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import WORDS, Field, Question
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity
from qpv_xlsx.domain.findings import finding as make_finding
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.domain.returned.figures.absence import says_nothing_to_report
from qpv_xlsx.domain.returned.refusing_words import WHOLE, refusals_told
from qpv_xlsx.domain.returned.rules.context import Answers, Context, about, figure, is_commented, situation


def answer_missing(answers: Answers, context: Context) -> Iterator[Finding]:
    """M01: per measure, then for the territory, then for the quartiers, once for all of them."""
    refused = refusals_told(answers)
    if has_nothing_to_report(answers) or WHOLE in refused:
        return
    for measure in context.measures:
        if measure.code in refused:
            comment = refused[measure.code]
            yield about(
                Code.M01,
                measure,
                comment.place,
                case="refused",
                field=Field.COMMENT.value,
                severity=Severity.INFO,
                read=comment.raw,
            )
            continue
        asked = Question(measure=measure.code)
        said = situation(answers, measure)
        by_quartier = tuple(_silent_quartiers(answers, measure, context))
        if asked not in answers and said is None:
            if context.is_there(asked):
                yield _without_answer(answers, measure, context)
            if not by_quartier or len(by_quartier) == len(context.questions_by_quartier[measure.code]):
                continue
        if said and said.explains_absence:
            continue
        yield from _without_territory(answers, measure, context)
        yield from _without_parts(answers, measure, context)
        if by_quartier:
            yield _without_quartiers(measure, by_quartier, context)


def explanation_missing(answers: Answers, context: Context) -> Iterator[Finding]:
    """M02: nd, so and s say why."""
    for measure in context.measures:
        said = situation(answers, measure)
        if said and said.explains_absence and not is_commented(answers, measure):
            stated = answers[Question(measure=measure.code, field=Field.SITUATION)]
            comment = Question(measure=measure.code, field=Field.COMMENT)
            place = context.place(comment) if context.place(comment).cell else stated.place
            yield about(Code.M02, measure, place, field=Field.COMMENT.value, read=stated.raw, situation=said.value)


def nothing_filled_in(answers: Answers, context: Context) -> Iterator[Finding]:
    """M03: the workbook came back as it was sent, or a comment says « néant », or refuses, and is taken for all that is asked."""
    if not answers and context.measures:
        sheet = next((place.sheet for place in context.places.values()), None)
        yield make_finding(Code.M03, place=Place(sheet=sheet))
    if has_nothing_to_report(answers):
        said = next(_nil_comments(answers))
        yield make_finding(Code.M03, place=said.place, case="nil", read=said.raw, count=len(context.measures))
    elif (refusal := refusals_told(answers).get(WHOLE)) is not None:
        count = len(context.measures)
        yield make_finding(Code.M03, place=refusal.place, case="refused_all", read=refusal.raw, count=count)


def has_nothing_to_report(answers: Answers) -> bool:
    """« État néant » in a comment, and no figure: an answer for the whole workbook."""
    if any(question.field not in WORDS for question in answers):
        return False
    return any(_nil_comments(answers))


def _nil_comments(answers: Answers) -> Iterator[Answer]:
    return (
        answer
        for question, answer in answers.items()
        if question.field is Field.COMMENT and says_nothing_to_report(str(answer.value))
    )


def _without_answer(answers: Answers, measure: Measure, context: Context) -> Finding:
    place = context.place(Question(measure=measure.code))
    top, bottom = figure(answers, measure, Field.NUMERATOR), figure(answers, measure, Field.DENOMINATOR)
    if top is not None and bottom:
        return about(Code.M01, measure, place, case="computable", computed=top / bottom)
    if is_commented(answers, measure):
        return about(Code.M01, measure, place, case="comment_only", severity=Severity.INFO)
    return about(Code.M01, measure, place)


def _without_territory(answers: Answers, measure: Measure, context: Context) -> Iterator[Finding]:
    asked = Question(measure=measure.code, field=Field.TERRITORY_VALUE)
    if measure.asks_territory and asked not in answers and context.is_there(asked):
        yield about(
            Code.M01,
            measure,
            context.place(asked),
            case="territory",
            field=Field.TERRITORY_VALUE.value,
            severity=Severity.INFO if is_commented(answers, measure) else None,
        )


def _without_parts(answers: Answers, measure: Measure, context: Context) -> Iterator[Finding]:
    """An overall share is made of all numerators and denominators: a result alone cannot be put together with others."""
    if measure.code not in context.overall or Question(measure=measure.code) not in answers:
        return
    parts = [Question(measure=measure.code, field=field) for field in (Field.NUMERATOR, Field.DENOMINATOR)]
    missing = [asked for asked in parts if asked not in answers and context.is_there(asked)]
    if missing:
        cells = tuple(context.place(asked).cell or "" for asked in missing)
        yield about(Code.M01, measure, context.place(missing[0]), case="parts", cells=cells, count=len(missing))


def _silent_quartiers(answers: Answers, measure: Measure, context: Context) -> Iterator[str]:
    for asked in context.questions_by_quartier[measure.code]:
        is_silent = asked not in answers and situation(answers, measure, asked.quartier) is None
        if is_silent and context.is_there(asked) and not context.is_waived(measure.code, asked.quartier):
            yield asked.quartier


def _without_quartiers(measure: Measure, silent: tuple[str, ...], context: Context) -> Finding:
    name_by_id = {quartier.id: quartier.name for quartier in context.territory.quartiers}
    places = [context.place(Question(measure=measure.code, quartier=quartier)) for quartier in silent]
    return about(
        Code.M01,
        measure,
        places[0],
        case="quartiers" if len(silent) < len(context.questions_by_quartier[measure.code]) else "every_quartier",
        stands_at=silent[0],
        quartiers=tuple(name_by_id[quartier] for quartier in silent),
        cells=tuple(place.cell or "" for place in places),
    )
