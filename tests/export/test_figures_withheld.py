"""What an administration did not give, or declared secret without a figure, is not worked out from what it gave beside."""

from typing import Any

import pytest

from qpv_xlsx.campaigns import campaign_from_json
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.publishing.diffusion import Diffusion, diffuse
from qpv_xlsx.messages.wordbook import labels
from tests.campaigns.samples import document
from tests.export.accounts import ledger

QUARTIERS = ("a", "b", "c")
ALL, AMONG, SHARE, MORE, OTHER = (f"EMP-01-{letter}" for letter in "abcde")
PART = {"kind": "part", "parts": [AMONG], "whole": ALL, "share": SHARE}
SECRET = Field.SITUATION


def campaign(*relations: dict[str, Any], **of_all: Any) -> Campaign:
    """Two counts of persons by quartier, and one more; shares of one in another."""
    whole = document()
    whole["territories"][0]["quartiers"] = [{"id": each, "name": f"Quartier {each}"} for each in QUARTIERS]
    (indicator,) = whole["catalogue"]["conventions"][0]["indicators"]
    sample = indicator["measures"][0]
    count = {"kind": "count", "unit": "personnes", "by_quartier": True, "counts_persons": True} | of_all
    indicator["measures"] = [sample | {"code": code} | count for code in (ALL, AMONG, MORE)]
    indicator["measures"] += [sample | {"code": code, "counts_persons": True} for code in (SHARE, OTHER)]
    whole["catalogue"]["relations"] = list(relations)
    return campaign_from_json(whole)


def of(measure: str, value: float | str, field: Field = Field.VALUE, quartier: str = "") -> dict[Question, Value]:
    return {Question(measure=measure, quartier=quartier, field=field): value}


def declared(measure: str, quartier: str = "") -> dict[Question, Value]:
    return of(measure, Situation.SECRET, SECRET, quartier)


def published(made: Diffusion) -> set[tuple[str, str, Field]]:
    return {(key.measure, key.quartier, key.field) for key in made.published}


WITHHELD = {
    "a numerator declared secret, its share and its denominator given": (
        campaign(PART),
        of(ALL, 75) | of(SHARE, 19 / 75) | declared(AMONG),
        [(ALL, "", Field.VALUE), (SHARE, "", Field.VALUE)],
    ),
    "a denominator declared secret, its share and its numerator given": (
        campaign(PART),
        of(AMONG, 19) | of(SHARE, 19 / 75) | declared(ALL),
        [(AMONG, "", Field.VALUE), (SHARE, "", Field.VALUE)],
    ),
    "a small numerator that was not given": (
        campaign(PART),
        of(ALL, 75) | of(SHARE, 3 / 75),
        [(ALL, "", Field.VALUE), (SHARE, "", Field.VALUE)],
    ),
    "a share and its own denominator, of which few persons": (
        campaign(),
        of(SHARE, 3 / 75) | of(SHARE, 75, Field.DENOMINATOR),
        [(SHARE, "", Field.VALUE), (SHARE, "", Field.DENOMINATOR)],
    ),
    "a share and its own numerator, few persons being left": (
        campaign(),
        of(SHARE, 72 / 75) | of(SHARE, 72, Field.NUMERATOR),
        [(SHARE, "", Field.VALUE), (SHARE, "", Field.NUMERATOR)],
    ),
    "a total declared secret, its parts given": (
        campaign({"kind": "somme", "parts": [AMONG, MORE], "whole": ALL}),
        of(AMONG, 100) | of(MORE, 130) | declared(ALL),
        [(AMONG, "", Field.VALUE), (MORE, "", Field.VALUE)],
    ),
    "a part of a sum of amounts declared secret": (
        campaign(
            {"kind": "somme", "parts": [AMONG, MORE], "whole": ALL}, kind="amount", unit="€", counts_persons=False
        ),
        of(AMONG, 1000) | of(ALL, 5000) | declared(MORE),
        [(AMONG, "", Field.VALUE), (ALL, "", Field.VALUE)],
    ),
    "a quartier declared secret where nobody is left": (
        campaign(),
        of(ALL, 90) | of(ALL, 40, quartier="a") | of(ALL, 50, quartier="b") | declared(ALL, "c"),
        [(ALL, each, Field.VALUE) for each in ("", "a", "b")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("setting", "told", "together"), WITHHELD.values(), ids=WITHHELD)
def test_what_was_not_given_is_not_given_by_the_rest(
    setting: Campaign, told: dict[Question, Value], together: list[tuple[str, str, Field]]
) -> None:
    made = diffuse(setting, ledger(told))
    assert not made.protection.exposed
    assert not set(together) <= published(made), "all of them together tell it"


def test_quartiers_without_their_total_are_bounded_by_the_territory() -> None:
    """Eleven in the whole territory: no more than that in the quartiers together, whose total was not given."""
    told = of(ALL, 28, Field.TERRITORY_VALUE) | {
        Question(measure=ALL, quartier=each): value for each, value in zip(QUARTIERS, (6, 2, 11), strict=True)
    }
    made = diffuse(campaign(asks_territory=True), ledger(told))
    assert not made.protection.exposed
    assert all(made.protection.intervals[key].high <= 28 for key in made.masked if key.quartier and key.quartier != "c")


def test_a_figure_that_two_shares_give_one_after_the_other() -> None:
    """The part of a part, whose own number was not given."""
    deeper = {"kind": "part", "parts": [MORE], "whole": AMONG, "share": OTHER}
    told = of(ALL, 400) | of(SHARE, 0.5) | of(OTHER, 0.25) | declared(MORE)
    for relations in ((PART, deeper), (deeper, PART)):
        made = diffuse(campaign(*relations), ledger(told))
        assert not made.protection.exposed
        assert len(made.published) < len([1 for each in told if each.field is Field.VALUE])


def test_what_a_sum_gives_and_what_its_table_leaves_may_differ() -> None:
    """Some persons are of no quartier: what the table leaves for the blank is not what its parts add up to."""
    told = of(ALL, 27) | of(ALL, 24, quartier="a") | declared(ALL, "b") | of(ALL, 0, quartier="c")
    told |= of(AMONG, 13) | of(AMONG, 11, quartier="a") | of(AMONG, 2, quartier="b") | of(AMONG, 0, quartier="c")
    told |= of(MORE, 14) | of(MORE, 13, quartier="a") | of(MORE, 0, quartier="b") | of(MORE, 0, quartier="c")
    made = diffuse(campaign({"kind": "somme", "parts": [AMONG, MORE], "whole": ALL}), ledger(told))
    assert not made.protection.exposed


def test_large_figures_that_were_not_given_hide_nothing() -> None:
    made = diffuse(campaign(PART), ledger(of(ALL, 750) | of(SHARE, 0.4)))
    assert not made.masked


def test_a_share_beside_a_masked_part_of_another_measure_is_printed_to_a_tenth_of_a_percent() -> None:
    made = diffuse(campaign(PART), ledger(of(ALL, 37) | of(AMONG, 5) | of(SHARE, 5 / 37)))
    entries = made.ledger.accounts["EMP"].entries
    shown = entries.get(Question(measure=SHARE))
    assert {key.measure for key in made.masked} >= {AMONG}
    assert shown is None or shown.answer.value == pytest.approx(0.135, abs=1e-12)


def test_zero_among_what_is_always_secret_stops_nothing() -> None:
    """What one enterprise brings to nothing is nothing: no interval can be had of it, and none is needed."""
    relation = {"kind": "premier", "parts": [AMONG], "whole": ALL}
    setting = campaign(relation, kind="amount", unit="€", counts_persons=False)
    told = of(ALL, 61000) | of(ALL, 24000, quartier="a") | of(ALL, 37000, quartier="b")
    told |= of(AMONG, 24000) | of(AMONG, 24000, quartier="a") | of(AMONG, 0, quartier="c")
    made = diffuse(setting, ledger(told))
    assert not made.protection.exposed
    assert (AMONG, "c", Field.VALUE) not in published(made)


def test_a_blank_under_an_empty_total_does_not_stop_what_it_is_counted_with() -> None:
    relation = {"kind": "dont", "parts": [AMONG], "whole": ALL}
    told = of(ALL, 0) | of(ALL, 0, quartier="a") | of(ALL, 0, quartier="b")
    told |= {Question(measure=AMONG, quartier=each): 0 for each in QUARTIERS} | declared(AMONG)
    assert not diffuse(campaign(relation), ledger(told)).protection.exposed


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_audit_has_a_word_for_each_thing_that_is_worked_out(language: str) -> None:
    roles = labels(language, "audit_roles")
    for setting, told, _ in WITHHELD.values():
        found = diffuse(setting, ledger(told)).protection.intervals
        assert {key.role.partition(" ")[0] for key in found if key.role} <= roles.keys()
