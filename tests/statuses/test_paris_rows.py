"""How many rows of the Paris table can be judged, before and after the coordinator decides: as docs/statuts.md says."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qpv_xlsx.campaigns.documents import campaign_from_json
from qpv_xlsx.campaigns.resources import resource
from qpv_xlsx.domain.contract.campaign import Campaign, open_questions
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.courses import course_in
from qpv_xlsx.domain.merging.ledger import Ledger

PAGE = Path(__file__).parents[2] / "docs" / "statuts.md"


def paris() -> Campaign:
    return campaign_from_json(json.loads(resource("paris-2015-2020.json").read_text("utf-8")))


def can_be_judged(campaign: Campaign, measure: Measure) -> bool:
    """Whether a result, on the perimeter that is asked, gets a status at the deadline at the latest."""
    return not course_in(campaign, measure, "75").is_barred


def decided(measure: Measure) -> Measure:
    """As it is when every question is answered: starts covering what is asked where nobody had written it."""
    perimeter = measure.baseline.perimeter or measure.perimeter
    return replace(measure, baseline=replace(measure.baseline, perimeter=perimeter))


def confirmed(measure: Measure) -> Measure:
    """As it is when it is confirmed as it was read, too."""
    return replace(decided(measure), is_confirmed=True)


def counted(campaign: Campaign, settled: Callable[[Measure], Measure] = lambda measure: measure) -> tuple[int, int]:
    """Rows and measures that can be judged once each measure is *settled*."""
    judged = {
        indicator.code: sum(can_be_judged(campaign, settled(measure)) for measure in indicator.measures)
        for indicator in campaign.catalogue.indicators
    }
    return sum(count > 0 for count in judged.values()), sum(judged.values())


def test_the_page_says_how_many_rows_can_be_judged() -> None:
    campaign = paris()
    rows, measures = len(tuple(campaign.catalogue.indicators)), len(tuple(campaign.catalogue.measures))
    first, middle, last = counted(campaign), counted(campaign, decided), counted(campaign, confirmed)
    unsure = sum(not measure.is_confirmed for measure in campaign.catalogue.measures)
    questions = len(campaign.choices)
    reserved = sum(
        bool(found) and can_be_judged(campaign, campaign.catalogue.measure_by_code[code])
        for code, found in open_questions(campaign).items()
    )
    said = re.sub("\u00a0", " ", PAGE.read_text("utf-8"))
    assert (
        f"Le premier jour, {first[0]} des {rows} lignes et {first[1]} des {measures} mesures peuvent recevoir un statut, "
        f"dont {reserved} mesures sous réserve ; une fois les {questions} questions tranchées dans le sens de la lecture "
        f"retenue, {middle[0]} lignes et {middle[1]} mesures ; et une fois les {unsure} mesures douteuses confirmées "
        f"(feuille `Indicateurs`, colonne « Confirmée »), {last[0]} lignes et {last[1]} mesures."
    ) in said
    assert first[0] <= middle[0] <= last[0] <= rows
    assert first[1] <= middle[1] <= last[1] <= measures


def test_lines_follow_the_official_table_whatever_the_order_of_administrations() -> None:
    campaign = paris()
    turned = replace(campaign, respondents=campaign.respondents[::-1])
    rows = assess(turned, Ledger(accounts={}, orphans=())).rows
    official = [measure.code for measure in campaign.catalogue.measures]
    assert [measure for _, measure in rows] == official
    assert list(rows) == list(assess(campaign, Ledger(accounts={}, orphans=())).rows)
