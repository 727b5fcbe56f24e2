"""Time and memory of statistical secrecy over a whole country: every figure of every territory, linked, masked and audited.

    python benchmarks/secrecy_country.py [TERRITORIES]

The campaign is invented (the Paris catalogue everywhere); of the counts of persons by quartier, one in ten is small.
"""

import resource
import sys
from datetime import UTC, datetime
from random import Random
from time import perf_counter, process_time

from france import national_campaign

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent
from qpv_xlsx.domain.contract.questions import Question, Value
from qpv_xlsx.domain.findings import Place
from qpv_xlsx.domain.merging.ledger import Account, Entry, Ledger, Received
from qpv_xlsx.domain.publishing.diffusion import diffuse
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission
from qpv_xlsx.tasks.demo_replies import flawless

RECEIVED = datetime(2016, 12, 1, tzinfo=UTC)
_SMALL = 0.1  # of the counts of persons by quartier


def main(territories: int) -> int:
    """Print what was measured; 1 where a figure could be worked out."""
    campaign = national_campaign(territories)
    ledger = Ledger(accounts={one.code: _account(campaign, one) for one in campaign.respondents})
    began, worked = perf_counter(), process_time()
    made = diffuse(campaign, ledger)
    print(f"territories\t{territories}\nfigures published\t{len(made.published)}")
    print(f"masked\t{len(made.masked)}\nprimary\t{len(made.primary)}\nexposed\t{len(made.protection.exposed)}")
    print(f"clock s\t{perf_counter() - began:.1f}\nprocessor s\t{process_time() - worked:.1f}")
    print(f"memory MiB\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")
    return int(bool(made.protection.exposed))


def _account(campaign: Campaign, respondent: Respondent) -> Account:
    told = _with_small_counts(
        campaign, flawless(campaign, respondent, Random(respondent.code)), Random(respondent.code)
    )
    answers = {asked: Answer(question=asked, value=value, raw="", place=Place()) for asked, value in told.items()}
    origin = Origin(name=f"{respondent.code}.xlsx", sha256="0" * 64, format="xlsx", respondent=respondent.code)
    submission = Submission(origin=origin, outcome=Outcome.ACCEPTED, answers=answers)
    source = Received(sequence=1, submission=submission, received=RECEIVED)
    entries = {asked: Entry(answer=answer, source=source) for asked, answer in answers.items()}
    return Account(respondent=respondent.code, returns=(source,), entries=entries)


def _with_small_counts(campaign: Campaign, told: dict[Question, Value], dice: Random) -> dict[Question, Value]:
    """The same with some quartiers that count few persons; totals stay the sums of their quartiers."""
    measures = campaign.catalogue.measure_by_code
    for asked, value in list(told.items()):
        whole = asked._replace(quartier="")
        is_count = asked.quartier and isinstance(value, int) and measures[asked.measure].counts_persons
        if is_count and dice.random() < _SMALL and isinstance(total := told.get(whole), int):
            told[asked] = few = dice.randint(1, 10)
            told[whole] = total - int(str(value)) + few
    return told


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
