"""One wording of an answer for workbooks, exports and the report, whatever its kind and field."""

import itertools
from datetime import UTC, datetime

import pytest

from qpv_xlsx.domain.contract.measures import Kind, Perimeter, Progress
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.findings import Place
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.messages.closed_words import list_of, worded, worded_row
from qpv_xlsx.messages.wordbook import labels
from qpv_xlsx.tasks.incoming.reading_report import outer_value

LISTS = {"situations": Situation, "perimeters": Perimeter, "progress": Progress}
EVERY = [*itertools.product(Kind, Field)]
KEYS = sorted({member.value for members in LISTS.values() for member in members})


@pytest.mark.parametrize(("kind", "field"), EVERY)
def test_only_the_words_of_the_field_s_own_list_are_translated(kind: Kind, field: Field) -> None:
    section = list_of(field, kind)
    for language, key in itertools.product(("fr", "en"), KEYS):
        expected = labels(language, section).get(key, key) if section else key
        assert worded(key, field, kind, language) == expected


@pytest.mark.parametrize(("kind", "field"), EVERY)
def test_figures_stay_figures(kind: Kind, field: Field) -> None:
    assert worded(0.173, field, kind, "fr") == 0.173


@pytest.mark.parametrize(
    ("kind", "field", "value", "expected"),
    [
        (Kind.TEXT, Field.VALUE, "s", "s"),
        (Kind.TEXT, Field.VALUE, "autre", "autre"),
        (Kind.TEXT, Field.VALUE, "fait", "fait"),
        (Kind.TEXT, Field.COMMENT, "so", "so"),
        (Kind.MILESTONE, Field.VALUE, Progress.DONE, "Fait"),
        (Kind.MILESTONE, Field.TERRITORY_VALUE, Progress.ONGOING, "En cours"),
        (Kind.MILESTONE, Field.VALUE, "s", "s"),
        (Kind.COUNT, Field.SITUATION, Situation.SECRET, "Secret statistique (s)"),
        (Kind.TEXT, Field.PERIMETER, Perimeter.OTHER, "Autre (à préciser)"),
    ],
)
def test_an_answer_says_the_same_in_an_export_and_in_json(
    kind: Kind, field: Field, value: Value, expected: str
) -> None:
    row = LongRow(
        campaign="paris",
        year=2015,
        territory="paris",
        convention="EMP",
        respondent="EMP",
        indicator="EMP-01",
        measure="EMP-01",
        quartier="",
        field=field,
        value=None,
        text=str(value),
        unit="",
        situation="s",
        perimeter="autre",
        file="",
        sheet="",
        cell="",
        received=datetime(2016, 1, 1, tzinfo=UTC),
    )
    answer = Answer(question=Question(measure="EMP-01", field=field), value=value, raw=str(value), place=Place())
    said = worded_row(row, kind, "fr")

    assert (said.text, said.situation, said.perimeter) == (expected, "Secret statistique (s)", "Autre (à préciser)")
    assert outer_value(answer, kind) == expected
