"""What is known of a return before it is opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectations:
    """What is known besides the file. *latest_versions*: of the workbooks generated, by respondent.

    *presumed*: the respondent that the mail points to, used only where the workbook is silent. *decided*: the one whose
    it is, as the coordinator said.
    """

    latest_versions: Mapping[str, int] = field(default_factory=dict)
    presumed: str | None = None
    decided: str | None = None
