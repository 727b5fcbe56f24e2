"""What is written is what is read: prefilled workbooks, and workbooks filled by hand in LibreOffice in French."""

from pathlib import Path

import pytest

from qpv_xlsx.domain.contract.asked import asked_fields
from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, measures_of
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.domain.returned.answers import Outcome, Submission
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.workbook.by_quartier import quartier_columns
from qpv_xlsx.workbook.layout import FIRST_ROW, indicator_columns
from qpv_xlsx.workbook.reading.returns import read_return
from tests.collection.paris import answers_of, codes, paris, small, written
from tests.libreoffice import Office

SHEET = "Indicateurs"
# By kind: what a person types that is right, what it means, and what must be stopped.
TYPED: dict[Kind, tuple[str, Value, tuple[str, ...]]] = {
    Kind.SHARE: ("17,3", 0.173, ("173", "nd", "-4", "8/15")),
    Kind.GAP: ("16,3 %", 0.163, ("environ 16", "250")),
    Kind.COUNT: ("12", 12, ("12,5", "-3", "une dizaine", "01/02/2016")),
    Kind.QUANTITY: ("4,5", 4.5, ("-1", "4 ETP")),
    Kind.AMOUNT: ("195845,04", 195845.04, ("-1", "12 k€")),
    Kind.RATIO: ("0,25", 0.25, ("-1", "un pour mille")),
    Kind.MILESTONE: ("En cours", "en_cours", ("bientôt", "3")),
    Kind.TEXT: ("Réunion le 8/12, 3 communes", "Réunion le 8/12, 3 communes", ("x" * 2001,)),
}


def _respondent(code: str) -> Respondent:
    return next(respondent for respondent in paris().respondents if respondent.code == code)


def _values(submission: Submission) -> dict[Question, Value]:
    return {
        question: float(f"{answer.value:.12g}") if isinstance(answer.value, float) else answer.value  # .xls rounds
        for question, answer in submission.answers.items()
    }


def _cell(campaign: Campaign, respondent: Respondent, field: Field, rank: int) -> str:
    columns = indicator_columns(campaign, respondent)
    number = next(number for number, column in enumerate(columns, 1) if column.field is field)
    return address(FIRST_ROW + rank, number)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", codes())
def test_prefilled_answers_are_read_back(code: str, language: str) -> None:
    answers = {
        question: value
        for question, value in answers_of(paris(), _respondent(code)).items()
        if question.field is not Field.VALUE or _is_plain(question, value)
    }
    content = written(paris(), _respondent(code), answers, language)
    assert _values(read_return(content, "retour.xlsx", paris())) == answers


def _is_plain(question: Question, value: Value) -> bool:
    """Whether the value is one that reading has nothing to say about."""
    kind = next(measure.kind for measure in paris().catalogue.measures if measure.code == question.measure)
    return kind not in {Kind.SHARE, Kind.COUNT, Kind.GAP, Kind.AMOUNT, Kind.RATIO, Kind.MILESTONE} or (
        value in (0.1, 0.15) or (kind is Kind.COUNT and value == 7)
    )


def _fill(
    office: Office, campaign: Campaign, respondent: Respondent, measure: Measure, rank: int
) -> dict[Question, Value]:
    """Type a measure's answers as a person would, wrong ones first: each must be stopped."""
    text, value, wrong = TYPED[measure.kind]
    spot = _cell(campaign, respondent, Field.VALUE, rank)
    for attempt in wrong:
        assert office.type(SHEET, spot, attempt) == "refused", (measure.code, attempt)
    assert office.type(SHEET, spot, text) == "ok", (measure.code, text)
    assert office.type(SHEET, _cell(campaign, respondent, Field.SITUATION, rank), "peut-être") == "refused"
    assert office.type(SHEET, _cell(campaign, respondent, Field.SITUATION, rank), "Définitif") == "ok"
    assert office.type(SHEET, _cell(campaign, respondent, Field.SOURCE, rank), "fichier 2015") == "ok"
    said = {Field.VALUE: value, Field.SITUATION: "definitif", Field.SOURCE: "fichier 2015"}
    has_numerators = any(column.field is Field.NUMERATOR for column in indicator_columns(campaign, respondent))
    if has_numerators and Field.NUMERATOR not in asked_fields(campaign, measure):
        assert office.type(SHEET, _cell(campaign, respondent, Field.NUMERATOR, rank), "3") == "locked"
    return {Question(measure=measure.code, field=field): answer for field, answer in said.items()}


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("code", codes())
def test_what_is_typed_in_libreoffice_is_read_back_from_every_format(code: str, office: Office, tmp_path: Path) -> None:
    campaign, respondent = paris(), _respondent(code)
    path = tmp_path / "collecte.xlsx"
    path.write_bytes(written(campaign, respondent))
    office.open(path)
    expected: dict[Question, Value] = {}
    for rank, measure in enumerate(measures_of(campaign, respondent)[:12]):
        expected |= _fill(office, campaign, respondent, measure, rank)
        assert office.type(SHEET, address(FIRST_ROW + rank, 1), "X") == "locked"
    for suffix in ("xlsx", "ods", "xls"):
        saved = office.save(tmp_path / f"retour.{suffix}")
        submission = read_return(saved.read_bytes(), saved.name, campaign)
        assert (submission.outcome, submission.origin.format) == (Outcome.ACCEPTED, suffix)
        assert _values(submission) == expected, suffix


@pytest.mark.libreoffice
def test_quartiers_are_typed_summed_and_read_back(office: Office, tmp_path: Path) -> None:
    campaign, respondent = small(), small().respondents[0]
    columns = quartier_columns(campaign, respondent)
    path = tmp_path / "collecte.xlsx"
    path.write_bytes(written(campaign, respondent))
    office.open(path)
    rank = [measure.kind for measure in measures_of(campaign, respondent)].index(Kind.COUNT)
    row = FIRST_ROW + rank
    assert office.type("Par quartier", address(row, 3), "12,5") == "refused"
    assert office.type("Par quartier", address(row, 3), "-2") == "refused"
    assert office.type("Par quartier", address(row, 3), "beaucoup") == "refused"
    assert [office.type("Par quartier", address(row, 5), words) for words in ("nd", "So", " s")] == ["ok"] * 3
    assert office.type("Par quartier", address(row, 3), "20") == "ok"
    assert office.type("Par quartier", address(row, 4), "22") == "ok"
    assert office.shown("Par quartier", address(row, len(columns))) == "42"
    keys = [column.key for column in indicator_columns(campaign, respondent)]
    check = address(row, keys.index("check") + 1)
    assert office.type(SHEET, _cell(campaign, respondent, Field.VALUE, rank), "41") == "ok"
    assert office.shown(SHEET, check) == "Total des quartiers supérieur au résultat"
    assert office.type(SHEET, _cell(campaign, respondent, Field.VALUE, rank), "42") == "ok"
    assert office.shown(SHEET, check) == "Complet"
    assert office.shown("Mode d'emploi", "B19").startswith("1 sur 8")
    code = measures_of(campaign, respondent)[rank].code
    saved = office.save(tmp_path / "retour.ods")
    assert _values(read_return(saved.read_bytes(), "retour.ods", campaign)) == {
        Question(measure=code): 42,
        Question(measure=code, quartier="goutte"): 20,
        Question(measure=code, quartier="blemont"): 22,
    }


@pytest.mark.libreoffice
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", codes())
def test_no_row_cuts_a_text(code: str, language: str, office: Office, tmp_path: Path) -> None:
    """A row keeps to three lines: of a longer text it shows what they hold."""
    path = tmp_path / "collecte.xlsx"
    path.write_bytes(written(paris(), _respondent(code), answers_of(paris(), _respondent(code)), language))
    office.open(path)
    low = {sheet: office.low_rows(sheet) for sheet in ("Mode d'emploi", SHEET, "Par quartier")}
    assert not any(low.values()), low
