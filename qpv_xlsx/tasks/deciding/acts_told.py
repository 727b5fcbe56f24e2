"""What was just decided, told line by line: as what was understood of the words typed, with the names of returns."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.merging.ledger import Decision, Resolution
from qpv_xlsx.domain.merging.renaming import present_decisions
from qpv_xlsx.domain.merging.standing import act_of
from qpv_xlsx.messages.decided_words import act_words
from qpv_xlsx.messages.sentences import Names
from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.register import open_register


def acts_told(folder: Path, decisions: Iterable[Decision], language: str) -> Iterator[str]:
    """One text for all that was decided of one line at one moment; an undoing is told as what it takes back."""
    wanted, campaign = dict.fromkeys(map(act_of, decisions)), load_campaign(folder)
    with open_register(folder) as register:
        recorded = present_decisions(campaign, register.decisions())
        files = {one.submission.origin.sha256: one.submission.origin.name for one in register.arrivals()}
    measures, quartiers = campaign.catalogue.measure_by_code, Names.of(campaign).quartiers
    for key in wanted:
        act = [one for one in recorded if one.verdict is not Resolution.UNDO and act_of(one) == key]
        asked = act[0].question
        kind = measures[asked.measure].kind if asked.measure in measures else Kind.TEXT
        quartier = quartiers.get(asked.quartier, asked.quartier)
        words = act_words(act, kind, files, language).replace("\n", ", ")
        about = ", ".join(part for part in (act[0].respondent, asked.measure, quartier) if part)
        yield phrase(language, "act_told", about=about, words=words, reason=act[0].reason)
