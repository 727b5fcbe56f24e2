"""What one year published and withheld is read beside what the next one publishes."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import save_campaign
from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.domain.contract.several import WHOLE
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.domain.publishing.diffusion import diffuse
from qpv_xlsx.domain.publishing.linked_system import CellKey
from qpv_xlsx.domain.publishing.publications_carried import carried, present_publications
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.export import ExportFormat, Wish, export
from qpv_xlsx.tasks.rollover import rollover
from tests.export.accounts import ledger
from tests.export.random_figures import PERSONS, QUARTIERS, as_told, linked_campaign, random_answers
from tests.export.test_attacked_returns import filled
from tests.export.test_diffusion import remembered

NOW = datetime(2016, 4, 1, 8, 0, tzinfo=UTC)
WISH = Wish(form=ExportFormat.CSV, is_diffusion=True)


@pytest.mark.parametrize("seed", range(3))
def test_next_year_holds_this_years_masks(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    this, following = tmp_path / "2015", tmp_path / "2016"
    this.mkdir()
    save_campaign(linked_campaign(), this / "campagne.xlsx", created=NOW)
    (this / "retour.xlsx").write_bytes(filled(as_told(random_answers(dice), dice)))
    collect(this, [this / "retour.xlsx"], author="essai", now=NOW)
    export(this, WISH, now=NOW)
    setting = rollover(this, following, 2016, author="essai", now=NOW).campaign
    export(following, WISH, now=NOW + timedelta(days=365))
    with open_register(this) as register:
        (first,) = register.publications()
    with open_register(following) as register:
        former, later = register.publications()
    assert (former.moment, former.name) == (first.moment, first.name)
    assert former.published == first.published
    assert not set(later.published) & set(first.withheld)
    assert any(key.year < setting.year for key in later.withheld)


def test_a_history_masked_anew_would_open_what_was_masked() -> None:
    """Why publications are carried: one mask among equals is chosen anew, and the two publications subtract."""
    small: dict[Question, Value] = {Question(measure=PERSONS, quartier="a"): 3}
    others = dict(zip(QUARTIERS[1:], (30, 20, 20, 50), strict=False))
    told = {**small, **{Question(measure=PERSONS, quartier=each): value for each, value in others.items()}}
    told[Question(measure=PERSONS)] = sum(int(value) for value in told.values())
    setting = linked_campaign()
    first = diffuse(setting, ledger(told))
    second = next(key for key in first.masked if key.quartier and key.quartier != "a")
    grown = {**told, Question(measure=PERSONS, quartier=second.quartier): int(told[_asked(second)]) + 1000}
    grown[Question(measure=PERSONS)] = sum(int(value) for each, value in grown.items() if each.quartier)
    alone = diffuse(setting, ledger(grown))
    beside = diffuse(setting, ledger(grown), (remembered(first),))
    assert second in alone.published
    assert second in beside.masked


def _asked(key: CellKey) -> Question:
    return Question(measure=key.measure, quartier=key.quartier, field=key.field)


def test_what_administrations_say_together_is_nobodys_next_year() -> None:
    together = CellKey(year=2015, territory="PARIS", respondent=WHOLE, measure=PERSONS)
    own = replace(together, respondent="EMP")
    made = diffuse(linked_campaign(), Ledger(accounts={}))
    publication = replace(remembered(made), published={together: 60.0, own: 30.0}, withheld={})
    (later,) = carried([publication])
    assert dict(later.published) == {replace(together, respondent=""): 60.0, own: 30.0}


def test_codes_that_changed_are_followed_and_never_confused() -> None:
    setting = linked_campaign()
    respondents = tuple(replace(one, former_codes=("ANCIEN", "AUTRE")) for one in setting.respondents)
    renamed = replace(setting, respondents=respondents)
    key = CellKey(year=2015, territory="PARIS", respondent="ANCIEN", measure=PERSONS, field=Field.VALUE)
    other = replace(key, respondent="AUTRE", quartier="a")
    publication = replace(
        remembered(diffuse(setting, Ledger(accounts={}))),
        published={key: 1.0},
        withheld={other: 2.0, replace(other, respondent="ANCIEN"): 3.0},
    )
    (present,) = present_publications(renamed, [publication])
    assert set(present.published) == {replace(key, respondent="EMP")}
    assert set(present.withheld) == {other, replace(other, respondent="ANCIEN")}
