"""Show how French wordings of targets and results are understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qpv_xlsx.domain.proposing.proposal import Proposal, propose
from qpv_xlsx.domain.proposing.row_context import RowContext

SCHEMA = "qpv-xlsx/proposal/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """A wording and its readings, all to be confirmed."""

    wording: str
    proposals: tuple[Proposal, ...]


def propose_all(wordings: Sequence[str], context: RowContext = RowContext()) -> tuple[Understanding, ...]:  # noqa: B008  (frozen)
    """Read each wording, all of one *context*."""
    return tuple(Understanding(wording=wording, proposals=propose(wording, context=context)) for wording in wordings)


def proposals_document(understandings: Sequence[Understanding]) -> Mapping[str, Any]:
    """The JSON document of ``propose --json``; kinds, targets and baselines in the form of ``campagne.json``."""
    from qpv_xlsx.campaigns.encoding import encoded

    return {
        "schema": SCHEMA,
        "wordings": [
            {
                "wording": understood.wording,
                "proposals": [
                    {
                        "label": proposal.label,
                        "kind": proposal.kind,
                        "target": encoded(proposal.target),
                        "baseline": encoded(proposal.baseline),
                        "is_strict": proposal.is_strict,
                        "doubts": list(proposal.doubts),
                        "words_left": list(proposal.words_left),
                        "is_confirmed": False,
                    }
                    for proposal in understood.proposals
                ],
            }
            for understood in understandings
        ],
    }
