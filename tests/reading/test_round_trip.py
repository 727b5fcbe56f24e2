"""Any answers, written into a workbook and read back, are the same answers."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.asked import asked_fields
from qpv_xlsx.domain.contract.campaign import measures_of, territory_of
from qpv_xlsx.domain.contract.measures import Kind, Measure, Perimeter, Progress
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.workbook.collection import write_collection
from qpv_xlsx.workbook.reading.returns import read_return
from tests.paris import paris, respondent
from tests.reading.filled import CREATED, values

WORDS = st.from_regex(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ ,;'’()0-9]{0,40}[A-Za-zÀ-ÿ)]", fullmatch=True)


def figures(measure: Measure) -> st.SearchStrategy[Value]:  # noqa: PLR0911  (one per kind)
    match measure.kind:
        case Kind.SHARE:
            return st.floats(0, measure.maximum or 1).map(lambda share: round(share, 4))
        case Kind.GAP:
            return st.floats(-0.2, measure.maximum or 0.5).map(lambda gap: round(gap, 4))
        case Kind.COUNT:
            return st.integers(0, int(measure.maximum or 1000))
        case Kind.AMOUNT:
            return st.floats(0, measure.maximum or 1e6).map(lambda euros: round(euros, 2))
        case Kind.RATIO | Kind.QUANTITY:
            return st.floats(0, measure.maximum or 10).map(lambda ratio: round(ratio, 5))
        case Kind.MILESTONE:
            return st.sampled_from(list(Progress))
        case Kind.TEXT:
            return WORDS


def of_field(measure: Measure, field: Field) -> st.SearchStrategy[Value]:
    match field:
        case Field.VALUE | Field.TERRITORY_VALUE:
            return figures(measure)
        case Field.NUMERATOR | Field.DENOMINATOR:
            return st.integers(1, 10_000)
        case Field.SITUATION:
            return st.sampled_from(list(Situation))
        case Field.PERIMETER:
            return st.sampled_from(list(Perimeter))
        case _:
            return WORDS


@st.composite
def replies(draw: st.DrawFn, code: str) -> Mapping[Question, Value]:
    who = respondent(code)
    drawn: dict[Question, Value] = {}
    for measure in measures_of(paris(), who):
        for field in sorted(asked_fields(paris(), measure)):
            if draw(st.booleans()):
                drawn[Question(measure=measure.code, field=field)] = draw(of_field(measure, field))
        if measure.by_quartier:
            for quartier in territory_of(paris(), who).quartiers[:3]:
                drawn[Question(measure=measure.code, quartier=quartier.id)] = draw(figures(measure))
    return drawn


@settings(max_examples=25)
@given(data=st.data(), code=st.sampled_from(["EDU", "DDF", "JSP", "CUL", "JUS"]))
def test_what_is_written_is_read_back(data: st.DataObject, code: str) -> None:
    written = data.draw(replies(code))
    reference = Reference(campaign=paris().code, respondent=code, version=1)
    content = write_collection(paris(), respondent(code), reference, answers=written, created=CREATED)

    submission = read_return(content, "retour.xlsx", paris())

    assert values(submission) == dict(written)
