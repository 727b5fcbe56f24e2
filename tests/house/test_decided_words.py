"""Whatever the coordinator can decide has words, in both languages: « decisions.xlsx » and the handover list all of it."""

from datetime import UTC, datetime

import pytest

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.deciding.acts import acts_standing
from qpv_xlsx.domain.merging.ledger import Decision, Resolution
from qpv_xlsx.messages.decided_words import act_words

NOW = datetime(2016, 3, 1, 9, tzinfo=UTC)
LISTED_APART = {Resolution.NOTE, Resolution.UNDO}


@pytest.mark.parametrize("verdict", [one for one in Resolution if one not in LISTED_APART])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_verdict_has_words(verdict: Resolution, language: str) -> None:
    decision = Decision(
        respondent="CUL",
        question=Question(measure="CUL-01"),
        verdict=verdict,
        reason="fusion",
        decided=NOW,
        sha256="a" * 64,
        code="V03",
        value=0.4,
    )
    (act,) = acts_standing([decision]).values()
    assert act_words(act, Kind.SHARE, {"a" * 64: "retour.xlsx"}, language)
