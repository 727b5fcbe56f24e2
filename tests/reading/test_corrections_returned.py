"""A correction workbook that comes back: our notes are not answers, the respondent's are."""

import pytest

from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.findings import Code, Place, Severity, finding
from qpv_xlsx.workbook.collection.correction import write_correction
from qpv_xlsx.workbook.ownnotes import as_own_note, respondents_words
from qpv_xlsx.workbook.reading.returns import read_return
from tests.paris import paris, respondent
from tests.reading.filled import CREATED, WHO, answers, values


@pytest.mark.parametrize("language", ["fr", "en"])
def test_our_own_notes_are_not_told(language: str) -> None:
    place = Place(sheet="Indicateurs", cell="I6")
    wrong = finding(Code.C05, place=place, measure="EMP-01", situation="definitif", value=0.2, kind="share")
    reference = Reference(campaign=paris().code, respondent=WHO, version=1)
    content = write_correction(
        paris(),
        respondent(WHO),
        reference,
        answers=answers(),
        findings=[wrong, finding(Code.I05, found=1, expected=2)],  # the second has no cell, hence no formula
        language=language,
        created=CREATED,
    )

    submission = read_return(content, "corrections.xlsx", paris())

    assert values(submission) == dict(answers())
    assert [one for one in submission.findings if one.severity is not Severity.INFO] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_the_respondent_adds_to_our_note_is_kept(language: str) -> None:
    ours = as_own_note("« 1730 % » dépasse 100 %.\nSaisissez 17,3 %.", language)

    assert respondents_words(ours) == ""
    assert respondents_words(f"{ours}\nC’est bien 17,3 %.") == "C’est bien 17,3 %."
    assert respondents_words(f"Vu.\n{ours}") == "Vu."
