"""Gnumeric calculates what is stored, in the master and in the form: a third program beside Excel's rules and LibreOffice."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qpv_xlsx.messages.wordbook import label
from tests.collection.paris import answers_of, paris
from tests.collection.paris import written as written_form
from tests.collection.test_recalculation import stored_results
from tests.gnumeric import needs_gnumeric, recalculated
from tests.master.invention import invented_campaign, invented_ledger
from tests.master.random_course import random_campaign
from tests.master.test_master_recalculation import Place, falsified, written
from tests.numbered import with_codes_like_numbers

pytestmark = [
    pytest.mark.gnumeric,
    needs_gnumeric,
    pytest.mark.filterwarnings("ignore::UserWarning:openpyxl"),  # it drops sparklines and says so
]


def differences(
    content: bytes, folder: Path, recalculate: Callable[[bytes, Path], bytes] = recalculated
) -> dict[Place, tuple[object, object]]:
    """Stored and calculated results that differ, by cell."""
    stored, calculated = stored_results(content), stored_results(recalculate(content, folder))
    assert stored.keys() == calculated.keys()
    return {
        place: (stored[place], result)
        for place, result in calculated.items()
        if stored[place] != (pytest.approx(result, rel=1e-9, abs=1e-9) if isinstance(result, int | float) else result)
    }


def test_the_master_of_a_year(tmp_path: Path) -> None:
    campaign = invented_campaign(1)

    assert not differences(written(campaign, invented_ledger(campaign, 1)), tmp_path)


@pytest.mark.parametrize("seed", range(2))
def test_random_measures(seed: int, tmp_path: Path) -> None:
    assert not differences(written(*random_campaign(seed)), tmp_path)


@pytest.mark.parametrize("code", ["EMP", "CAF", "CUL"])
def test_the_form(code: str, tmp_path: Path) -> None:
    respondent = next(one for one in paris().respondents if one.code == code)

    assert not differences(written_form(paris(), respondent, answers_of(paris(), respondent)), tmp_path)


def test_codes_that_look_like_numbers_are_no_numbers(tmp_path: Path) -> None:
    """COUNTIFS and SUMIF take « 1.1 » and « 1.10 » for one number, in Gnumeric as in Excel."""
    master = with_codes_like_numbers(invented_campaign(1))
    form = with_codes_like_numbers(paris())

    assert not differences(written(master, invented_ledger(master, 1)), tmp_path)
    for one in form.respondents:  # three of them have two « equal » measures with figures by quartier
        assert not differences(written_form(form, one, answers_of(form, one)), tmp_path)


def test_a_wrong_stored_result_is_found(tmp_path: Path) -> None:
    """The comparison can fail."""
    content = written(*random_campaign(5, count=20))
    place = next(
        place for place, result in stored_results(content).items() if result == label("fr", "attainment", "atteint")
    )

    assert differences(falsified(content, place), tmp_path).keys() == {place}
