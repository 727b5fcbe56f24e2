"""A correction workbook with a finding of each sort."""

from collections.abc import Mapping, Sequence

from qpv_xlsx.domain.contract.measures import Perimeter
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.workbook.collection.correction import write_correction
from tests.collection.paris import CREATED, paris

ANSWERS: dict[Question, Value] = {
    Question(measure="EMP-01"): 0.173,
    Question(measure="EMP-01", field=Field.NUMERATOR): 30,
    Question(measure="EMP-01", field=Field.DENOMINATOR): 20,
    Question(measure="EMP-03", field=Field.SITUATION): Situation.UNAVAILABLE,
    Question(measure="EMP-08-a", quartier="goutte-d-or"): 12,
}
FINDINGS = (
    finding(
        Code.V04,
        place=Place(sheet="Indicateurs", cell="I6"),
        measure="EMP-01",
        read="17,3 %",
        reading="17,3 %",
    ),
    finding(Code.M02, measure="EMP-03", situation="Non disponible (nd)"),
    finding(
        Code.V01, place=Place(sheet="Indicateurs", cell="I7"), measure="EMP-02", read="une dizaine", example="12,5"
    ),
    finding(Code.C02, place=Place(sheet="Indicateurs", cell="I6"), measure="EMP-01", numerator=30, denominator=20),
    finding(Code.V01, measure="EMP-08-a", quartier="blemont", read="=SUM(A1)", example="12"),
    finding(Code.S01, sheet="Par quartier"),
)


def _of_emp(answers: Mapping[Question, Value], findings: Sequence[Finding], language: str = "fr") -> bytes:
    return write_correction(
        paris(),
        next(respondent for respondent in paris().respondents if respondent.code == "EMP"),
        Reference(campaign=paris().code, respondent="EMP", version=2),
        answers=answers,
        findings=findings,
        language=language,
        created=CREATED,
    )


def corrected() -> bytes:
    """The correction workbook of EMP."""
    return _of_emp(
        answers=ANSWERS,
        findings=FINDINGS,
    )


def doubted(language: str = "fr") -> bytes:
    """EMP-01 has changed much, EMP-02 is wrong for a reason that its row cannot see, EMP-03 is not asked about."""
    return _of_emp(
        answers={
            Question(measure="EMP-01"): 0.173,
            Question(measure="EMP-02"): 0.07,  # as a reader that cannot be trusted gave it
            Question(measure="EMP-03"): 0.1 + 0.2,
        },
        findings=(
            finding(Code.C04, measure="EMP-01", value=0.173, previous=0.05, previous_year=2014, kind="share"),
            finding(Code.V01, measure="EMP-02", read="une dizaine", example="12,5"),
        ),
        language=language,
    )


def typed_as_a_fraction(denominator: float | None = 1000) -> bytes:
    """EMP-01 was typed « 540 sur 1000 »; the cell of the denominator may say something else."""
    answers: dict[Question, Value] = {
        Question(measure="EMP-01"): 0.54,
        Question(measure="EMP-01", field=Field.NUMERATOR): 540,
    }
    if denominator is not None:
        answers[Question(measure="EMP-01", field=Field.DENOMINATOR)] = denominator
    said = finding(
        Code.V04,
        case="fraction",
        severity=Severity.WARNING,
        measure="EMP-01",
        read="540 sur 1000",
        kind="share",
        field="value",
        reading=0.54,
        numerator=540,
        denominator=1000,
    )
    return _of_emp(answers=answers, findings=(said,))


def thrice_doubted() -> bytes:
    """EMP-01: a strong change, a numerator that is no number, another perimeter; EMP-08-a: quartiers left blank."""
    return _of_emp(
        answers={
            Question(measure="EMP-01"): 0.173,
            Question(measure="EMP-01", field=Field.NUMERATOR): 30,
            Question(measure="EMP-01", field=Field.DENOMINATOR): 174,
            Question(measure="EMP-01", field=Field.PERIMETER): Perimeter.ZUS,
            Question(measure="EMP-08-a"): 12,
            Question(measure="EMP-08-a", quartier="goutte-d-or"): 12,
            Question(measure="EMP-08-a", quartier="didot-porte-de-vanves", field=Field.SITUATION): Situation.SECRET,
        },
        findings=(
            finding(Code.V05, measure="EMP-01", severity=Severity.ERROR, field="numerator", read="30,5", value=30.5),
            finding(Code.C04, measure="EMP-01", value=0.173, previous=0.05, previous_year=2014, kind="share"),
            finding(Code.C06, measure="EMP-01", field="perimeter", found="zus", expected="qpv"),
            finding(
                Code.M01,
                measure="EMP-08-a",
                case="quartiers",
                stands_at="blemont",
                quartiers=("Blémont", "Algérie"),
                cells=("M8", "S8"),
            ),
        ),
    )
