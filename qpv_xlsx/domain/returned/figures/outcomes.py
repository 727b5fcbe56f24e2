"""What reading a text as a figure can give."""

from dataclasses import dataclass

from qpv_xlsx.domain.contract.questions import Situation
from qpv_xlsx.domain.findings import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A figure. *value* is in the measure's unit (shares and gaps are fractions); bounds are not checked here.

    *code* and *case* name the sentence that says what was converted. *is_sure* is False where a person must look.
    *other*: the second possible reading, same unit; None where there is none.
    *situation*: what the text itself says of the figure (« env. 20 » is provisional).
    *numerator* and *denominator* are given by « 8 sur 15 ».
    """

    value: float | int
    code: Code = Code.V04
    case: str = ""
    is_sure: bool = True
    other: float | int | None = None
    situation: Situation | None = None
    numerator: float | int | None = None
    denominator: float | int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A convention for missing data. *explains*: the text says more than a sign, and is a comment as well."""

    situation: Situation
    case: str
    is_sure: bool = True
    explains: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRead:
    """No value can be taken. *proposal*: what was perhaps meant, in the measure's unit; never used as a value."""

    code: Code
    case: str = ""
    proposal: float | int | None = None


Reading = Understood | Absent | NotRead
