"""One choice of the page « À trancher », once it was given."""

from dataclasses import dataclass

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.workbook.decisions.filled import FilledLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledLine:
    """*typed*: as the form gave it; *told*: what was decided, in words; *refusal*: why nothing was."""

    typed: FilledLine
    told: tuple[str, ...] = ()
    refusal: CampaignError | None = None

    @property
    def key(self) -> str:
        """The line's."""
        return self.typed.key

    @property
    def chosen(self) -> str:
        """The value of the choice that was ticked."""
        offer = self.typed.offer.value if self.typed.offer else self.typed.words
        return f"{offer}:{self.typed.sha256}" if self.typed.sha256 else offer
