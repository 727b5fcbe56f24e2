"""What an administration did not give, or declared secret without a figure, is not worked out from what it gave beside."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qpv_xlsx.campaigns import campaign_from_json
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.publishing.diffusion import Diffusion, diffuse
from qpv_xlsx.domain.publishing.earlier_publications import Publication
from qpv_xlsx.export.secrecy_audit import audit_document
from qpv_xlsx.messages.wordbook import error_sentence, labels
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.consolidating import publishing
from tests.campaigns.samples import document
from tests.export.accounts import RECEIVED, ledger

QUARTIERS = ("a", "b", "c")
ALL, AMONG, SHARE, MORE, OTHER = (f"EMP-01-{letter}" for letter in "abcde")
PART = {"kind": "part", "parts": [AMONG], "whole": ALL, "share": SHARE}
SECRET = Field.SITUATION


def campaign(*relations: dict[str, Any], quartiers: Sequence[str] = QUARTIERS, **of_all: Any) -> Campaign:
    """Two counts of persons by quartier, and one more; shares of one in another."""
    whole = document()
    whole["territories"][0]["quartiers"] = [{"id": each, "name": f"Quartier {each}"} for each in quartiers]
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


def publication_of(made: Diffusion) -> Publication:
    return Publication(
        number=1, moment=RECEIVED, name="donnees.csv", limit=11, published=made.published, withheld=made.withheld
    )


def audit_cells(made: Diffusion) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = audit_document(made, campaign(), (), "donnees.csv", RECEIVED)["cells"]
    return cells


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
    "a quartier declared secret of a measure without total, of which its sum leaves nobody": (
        campaign({"kind": "somme", "parts": [AMONG, MORE], "whole": ALL}),
        of(ALL, 80) | of(AMONG, 80) | of(MORE, 0, quartier="a") | of(MORE, 0, quartier="b") | declared(MORE, "c"),
        [(ALL, "", Field.VALUE), (AMONG, "", Field.VALUE)],
    ),
    "a quartier declared secret of a measure without total, of which its sum leaves few others": (
        campaign({"kind": "somme", "parts": [AMONG, MORE], "whole": ALL}),
        of(ALL, 120) | of(AMONG, 80) | of(MORE, 25, quartier="a") | of(MORE, 12, quartier="b") | declared(MORE, "c"),
        [(ALL, "", Field.VALUE), (AMONG, "", Field.VALUE), (MORE, "a", Field.VALUE), (MORE, "b", Field.VALUE)],
    ),
    "a quartier declared secret, the only one of which something is said, where nobody is left": (
        campaign(),
        of(ALL, 0) | declared(ALL, "c"),
        [(ALL, "", Field.VALUE)],
    ),
    "a quartier declared secret, the only one of which something is said, where its sum leaves nobody": (
        campaign({"kind": "somme", "parts": [AMONG, MORE], "whole": ALL}),
        of(ALL, 80) | of(AMONG, 80) | declared(MORE, "c"),
        [(ALL, "", Field.VALUE), (AMONG, "", Field.VALUE)],
    ),
    "a quartier declared secret under a measure of which nobody is within": (
        campaign({"kind": "dont", "parts": [AMONG], "whole": ALL}),
        of(ALL, 0) | declared(AMONG, "c"),
        [(ALL, "", Field.VALUE)],
    ),
    "a quartier declared secret under a total that a share makes nought": (
        campaign(PART),
        of(ALL, 80) | of(SHARE, 0) | declared(AMONG, "c"),
        [(ALL, "", Field.VALUE), (SHARE, "", Field.VALUE)],
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


SUM = {"kind": "somme", "parts": [AMONG, MORE], "whole": ALL}
WITHIN = {"kind": "dont", "parts": [AMONG], "whole": ALL}


def table(measure: str, total: float, *by_quartier: float | None) -> dict[Question, Value]:
    """Its total, and its quartiers in order; None: not answered."""
    cells = {Question(measure=measure, quartier=each): value for each, value in zip("abcde", by_quartier, strict=False)}
    return of(measure, total) | {question: value for question, value in cells.items() if value is not None}


def test_a_blank_that_its_table_gives_more_than_its_whole_holds_is_still_within_that_whole() -> None:
    """Nobody of the whole lives there: its zero tells the figure declared secret, whatever the table of the part leaves."""
    told = of(ALL, 124, Field.TERRITORY_VALUE) | table(ALL, 60, 2, 40, 18) | table(AMONG, 0, None, 20, 15)
    told |= of(AMONG, 43) | of(ALL, 0, quartier="a") | declared(AMONG, "a")
    made = diffuse(campaign(WITHIN, asks_territory=True), ledger(told))
    assert not made.protection.exposed
    assert (ALL, "a", Field.VALUE) not in published(made)


def test_what_lies_between_its_whole_and_its_part_is_not_bounded_by_them() -> None:
    """No total was given: the whole and the part of the same quartier tell the figure declared secret."""
    setting = campaign(WITHIN, {"kind": "dont", "parts": [MORE], "whole": AMONG})
    told = of(ALL, 43, quartier="b") | of(MORE, 42, quartier="b") | declared(AMONG, "b")
    made = diffuse(setting, ledger(told))
    assert not made.protection.exposed
    assert not {(ALL, "b", Field.VALUE), (MORE, "b", Field.VALUE)} <= published(made)


def test_a_share_of_a_part_is_bounded_by_the_territory_where_no_total_was_given() -> None:
    """At most twelve in the territory, so at most three are the quarter of a part of them: not given, and told all the same."""
    setting = campaign(WITHIN, {"kind": "part", "parts": [MORE], "whole": AMONG, "share": SHARE}, asks_territory=True)
    told = of(ALL, 12, Field.TERRITORY_VALUE) | of(AMONG, 4) | of(MORE, 1) | of(SHARE, 0.25)
    made = diffuse(setting, ledger(told))
    assert not made.protection.exposed
    assert not {(ALL, "", Field.TERRITORY_VALUE), (SHARE, "", Field.VALUE)} <= published(made)


def test_men_of_the_whole_territory_are_a_complement_where_no_total_was_given() -> None:
    setting = campaign(asks_territory=True, asks_women=True)
    made = diffuse(setting, ledger(of(ALL, 400, Field.TERRITORY_VALUE) | of(ALL, 397, Field.WOMEN)))
    assert not made.protection.exposed
    assert not {(ALL, "", Field.TERRITORY_VALUE), (ALL, "", Field.WOMEN)} <= published(made)


def test_quartiers_that_were_all_given_add_up_to_a_total_that_was_not() -> None:
    """At most sixteen in the territory, and four fifths of a part of them: who is left of the quartier is three persons at most."""
    setting = campaign(
        WITHIN,
        {"kind": "dont", "parts": [MORE], "whole": AMONG},
        {"kind": "part", "parts": [MORE], "whole": AMONG, "share": SHARE},
        asks_territory=True,
    )
    told = of(ALL, 16, Field.TERRITORY_VALUE) | table(ALL, 7, 0, None, 5) | table(AMONG, 5, 0, None, 5)
    told |= {Question(measure=MORE, quartier=each): value for each, value in zip(QUARTIERS, (0, 0, 4), strict=True)}
    made = diffuse(setting, ledger(told | of(SHARE, 0.8)))
    shown = published(made)
    quartiers = [(MORE, each, Field.VALUE) for each in ("a", "b")]
    assert not made.protection.exposed
    assert not {(ALL, "", Field.TERRITORY_VALUE), (SHARE, "", Field.VALUE), *quartiers} <= shown


def test_two_publications_of_a_sum_of_which_some_persons_live_in_no_quartier() -> None:
    """Six of the second part live in no quartier, of which one quartier is blank: the second total gives what the first masked."""
    setting = campaign(SUM)
    before = table(AMONG, 1, 1, 0, 0) | table(MORE, 6, 0, 0, None) | table(ALL, 7, 1, 0, None)
    first = diffuse(setting, ledger(before))
    after = table(AMONG, 31, 1, 30, 0) | table(MORE, 6, 0, 0, None) | table(ALL, 37, 1, 30, 0)
    later = diffuse(setting, ledger(after), (publication_of(first),))
    assert (AMONG, "", Field.VALUE) not in published(first)
    assert not later.protection.exposed
    assert not later.protection.lost
    assert not {(AMONG, "", Field.VALUE), (ALL, "", Field.VALUE)} <= published(later), "what is left is the other part"


def test_blanks_that_two_sums_share_do_not_stop_a_publication() -> None:
    """Tables with a blank each, of quartiers that differ, and persons of no quartier."""
    setting = campaign(SUM, quartiers="abcde")
    told = table(AMONG, 17, 3, 4, None, 1, None) | declared(AMONG, "e") | table(MORE, 12, None, None, 3, 1, 3)
    told |= declared(MORE, "a") | table(ALL, 29, 6, 6, 5, 2, 6)
    assert not diffuse(setting, ledger(told)).protection.exposed


def test_a_figure_published_then_declared_secret_without_a_figure_is_told_as_given_away() -> None:
    setting = campaign()
    first = diffuse(setting, ledger(table(ALL, 90, 40, 30, 20)))
    later = diffuse(setting, ledger(table(ALL, 90, 40, 30, None) | declared(ALL, "c")), (publication_of(first),))
    given = [one for one in audit_cells(later) if one["given_away"] and one["publication"] == 1]
    assert [(one["quartier"], one["role"], one["low"], one["high"]) for one in given] == [("c", None, 20, 20)]


@pytest.mark.parametrize(
    ("kinds", "told", "untold"),
    [
        (["count"], "seuil de 11", "10\N{NO-BREAK SPACE}%"),
        (["amount"], "10\N{NO-BREAK SPACE}% de leur valeur", "seuil"),
        (["count", "amount"], "10\N{NO-BREAK SPACE}% de leur valeur (montants)", "règle"),
    ],
)
def test_a_refusal_names_the_rule_that_asks_for_the_secret(
    kinds: list[str], told: str, untold: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting = campaign()
    made = diffuse(setting, ledger(of(ALL, 4) | of(AMONG, 900)))
    counted, amount = (next(key for key in made.system.unknowns if key.measure == code) for code in (ALL, AMONG))
    unknowns = {**made.system.unknowns, amount: replace(made.system.unknowns[amount], need=90.0)}
    exposed = [{"count": counted, "amount": amount}[kind] for kind in kinds]
    made = replace(
        made,
        system=replace(made.system, unknowns=unknowns),
        protection=replace(made.protection, exposed=exposed),
    )
    monkeypatch.setattr(publishing, "diffuse", lambda *_: made)
    with open_register(tmp_path) as register, pytest.raises(CampaignError) as refused:
        publishing.prepare(setting, ledger({}), register)
    sentence = error_sentence("fr", refused.value.code, refused.value.facts)
    assert told in sentence
    assert untold not in sentence


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_audit_has_a_word_for_each_thing_that_is_worked_out(language: str) -> None:
    roles = labels(language, "audit_roles")
    for setting, told, _ in WITHHELD.values():
        found = diffuse(setting, ledger(told)).protection.intervals
        assert {key.role.partition(" ")[0] for key in found if key.role} <= roles.keys()


def test_a_quartier_told_earlier_and_secret_without_figure_now_is_taken_to_be_the_same() -> None:
    told = of(ALL, 25) | of(ALL, 8, quartier="a") | of(ALL, 7, quartier="b") | of(ALL, 10, quartier="c")
    first = diffuse(campaign(), ledger(told))
    now = of(ALL, 27) | of(ALL, 8, quartier="a") | declared(ALL, "b") | of(ALL, 12, quartier="c")

    second = diffuse(campaign(), ledger(now), [publication_of(first)])

    assert (ALL, "", Field.VALUE) in published(first) & published(second)
    assert (ALL, "c", Field.VALUE) not in published(second)  # 27 − 12 are a and b, and 25 − 15 is the former c


def test_quartiers_under_a_total_that_a_share_gives_are_bounded_by_what_it_leaves() -> None:
    within = {"kind": "dont", "parts": [AMONG], "whole": ALL}
    told = of(ALL, 110) | of(ALL, 47, quartier="a") | of(ALL, 40, quartier="b") | of(ALL, 23, quartier="c")
    told |= of(AMONG, 30, quartier="a") | of(AMONG, 0, quartier="b") | of(SHARE, 34 / 110)

    made = diffuse(campaign(within, PART), ledger(told))

    given = {(SHARE, "", Field.VALUE), (ALL, "", Field.VALUE), (AMONG, "a", Field.VALUE), (AMONG, "b", Field.VALUE)}
    assert not given <= published(made)  # 34 − 30 − 0 live in the third


def test_what_lies_outside_the_quartiers_given_is_not_what_lies_outside_the_total_that_was_not() -> None:
    somme = {"kind": "somme", "parts": [AMONG, MORE], "whole": ALL}
    told = of(ALL, 11, Field.TERRITORY_VALUE) | of(ALL, 0, quartier="a") | of(ALL, 1, quartier="c")
    told |= of(AMONG, 1) | of(AMONG, 0, quartier="a") | of(AMONG, 1, quartier="c")
    told |= of(MORE, 6) | of(MORE, 0, quartier="b") | of(MORE, 0, quartier="c") | declared(ALL)

    assert not diffuse(campaign(somme, asks_territory=True), ledger(told)).protection.exposed
