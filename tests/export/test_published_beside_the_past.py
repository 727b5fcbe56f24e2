"""What a reader makes of a publication beside the past: history, an earlier map of quartiers, findings that compare years."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, quartiers_of
from qpv_xlsx.domain.contract.catalogue import with_measures
from qpv_xlsx.domain.contract.geography import Quartier
from qpv_xlsx.domain.contract.measures import Nature
from qpv_xlsx.domain.contract.questions import Question, Value
from qpv_xlsx.domain.findings import Code, Place, finding
from qpv_xlsx.domain.merging.ledger import Held, Ledger
from qpv_xlsx.domain.publishing.diffusion import Diffusion, diffuse
from qpv_xlsx.domain.publishing.earlier_publications import Publication
from qpv_xlsx.register.figures_published import decode_figures, encode_figures
from qpv_xlsx.workbook.master.journal_sheet import journal_events
from tests.export.accounts import RECEIVED, campaign, ledger, persons

COUNT = "EMP-01-b"
LIMIT = 11


def past(year: int, value: float, respondent: str | None = "EMP", quartier: str | None = None) -> PastResult:
    return PastResult(
        year=year, territory="PARIS", measure=COUNT, respondent=respondent, quartier=quartier, value=value
    )


def counted_since_the_start(*history: PastResult) -> Campaign:
    setting = campaign()
    catalogue = with_measures(
        setting.catalogue, lambda one: replace(one, nature=Nature.CUMULATED) if one.code == COUNT else one
    )
    return replace(setting, catalogue=catalogue, history=history)


def known(made: Diffusion) -> dict[tuple[int, str], float]:
    return {(key.year, key.quartier): value for key, value in made.published.items() if key.measure == COUNT}


ADDED = {
    "a year that brought few": ((past(2014, 40),), 43, False),
    "nobody": ((past(2014, 40),), 40, True),
    "enough": ((past(2014, 40),), 51, True),
    "few over two years, one of them untold": ((past(2013, 40),), 43, False),
    "of the only one who answers, written as the territory's": ((past(2014, 40, None),), 43, False),
    "less than before: one of them is wrong": ((past(2014, 40),), 37, True),
}


@pytest.mark.parametrize(("history", "value", "are_both"), ADDED.values(), ids=ADDED.keys())
def test_what_a_year_adds_to_a_cumulated_count_is_a_count(
    history: tuple[PastResult, ...],
    value: int,
    are_both: bool,  # noqa: FBT001
) -> None:
    told = persons(value)
    made = diffuse(counted_since_the_start(*history), told)
    assert (len(known(made)) == 2) is are_both
    assert not made.protection.exposed
    flow = replace(counted_since_the_start(*history), catalogue=campaign().catalogue)
    assert len(known(diffuse(flow, told))) == 2, "counts of each year tell nothing of each other"


def test_what_a_year_adds_was_given_away_where_both_were_published() -> None:
    setting, told = counted_since_the_start(past(2014, 40)), persons(43)
    free = diffuse(replace(setting, catalogue=campaign().catalogue), told)
    made = diffuse(setting, told, (as_published(free, setting),))
    assert len(known(made)) == 2
    assert {key.role.partition(" ")[0] for key in made.protection.lost} == {"before"}


@pytest.mark.parametrize(
    ("history", "stays"),
    [
        ((past(2014, 4),), False),
        ((past(2014, 400),), True),
        ((past(2014, 4, None),), False),
        ((past(2014, 4, None, "a"),), False),
    ],
    ids=["masked", "published", "masked, of the territory", "masked, of a quartier"],
)
def test_no_finding_compares_a_figure_with_a_masked_one_of_the_past(
    history: tuple[PastResult, ...],
    stays: bool,  # noqa: FBT001
) -> None:
    told = persons(40)
    held = Held(found=finding(Code.C04, place=Place(), measure=COUNT, value=40), respondent="EMP")
    account = replace(told.accounts["EMP"], findings=(held,))
    made = diffuse(replace(campaign(), history=history), Ledger(accounts={"EMP": account}))
    assert len(made.ledger.accounts["EMP"].findings) == stays
    assert (2015, "") in known(made)


def test_the_journal_to_be_published_says_that_a_figure_was_revised_and_nothing_of_what_it_was() -> None:
    was = replace(
        past(2014, 140), revised_on=RECEIVED.date(), revised_by="anne", revision_reason="recomptage", value_before=103
    )
    made = diffuse(replace(campaign(), history=(was,)), persons(200))
    (told,) = (cells["detail"] for _, cells in journal_events(Ledger(accounts={}), "fr", made.campaign))
    assert told == "2014, EMP-01-b\N{NO-BREAK SPACE}: 140, révisé"


def as_published(made: Diffusion, setting: Campaign) -> Publication:
    return Publication(
        number=1,
        moment=RECEIVED,
        name="donnees.csv",
        limit=LIMIT,
        published=made.published,
        withheld=made.withheld,
        quartiers=quartiers_of(setting),
    )


def in_quartiers(*ids: str) -> Campaign:
    setting = campaign()
    (place,) = setting.territories
    split = tuple(Quartier(id=each, name=f"Quartier {each}") for each in ids)
    return replace(setting, territories=(replace(place, quartiers=split),))


def answered(total: int, by_quartier: Mapping[str, int]) -> Ledger:
    told: dict[Question, Value] = {Question(measure=COUNT, quartier=each): value for each, value in by_quartier.items()}
    return ledger({**told, Question(measure=COUNT): total})


def test_a_quartier_that_was_split_is_not_worked_out_from_what_it_was() -> None:
    """« d » had 70 persons: where « d1 » is said to have 66, « d2 » has 4."""
    before, after = in_quartiers("a", "b", "c", "d"), in_quartiers("a", "b", "c", "d1", "d2")
    first = diffuse(before, answered(103, {"a": 3, "b": 14, "c": 16, "d": 70}))
    told = answered(103, {"a": 3, "b": 14, "c": 16, "d1": 66, "d2": 4})
    assert (2015, "d") in known(first)
    beside = diffuse(after, told, (as_published(first, before),))
    assert not {(2015, "d1"), (2015, "d2")} & known(beside).keys()
    assert not beside.protection.exposed


def test_a_publication_remembers_the_quartiers_that_there_were() -> None:
    made = diffuse(campaign(), persons(93, a=3, b=20, c=50, d=20))
    text = encode_figures(made.published, made.withheld, {"PARIS": ("a", "d")})
    assert decode_figures(text) == (made.published, made.withheld, {"PARIS": ("a", "d")})
    older = text.replace(',"quartiers":{"PARIS":["a","d"]}', "")
    assert decode_figures(older) == (made.published, made.withheld, {})


def test_where_a_withheld_figure_stood_is_withheld_too() -> None:
    """« Atteint » beside « s » would bound the figure."""
    held = [replace(past(2014, value), stood="atteint") for value in (4, 400)]
    for was, stood in zip(held, (None, "atteint"), strict=True):
        made = diffuse(replace(campaign(), history=(was,)), persons(40))
        assert [one.stood for one in made.campaign.history] == [stood]
