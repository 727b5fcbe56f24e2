"""The two statuses of each measure, and the figures they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qpv_xlsx.domain.contract.questions import Situation, Value


class Reporting(StrEnum):
    """*Remontée*: has the figure come in?"""

    NOT_RECEIVED = "non_recu"
    TO_CORRECT = "a_corriger"
    TO_COMPLETE = "a_completer"
    PROVISIONAL = "provisoire"
    FILLED = "renseigne"
    UNAVAILABLE = "nd"
    NOT_APPLICABLE = "so"
    SECRET = "s"  # noqa: S105  (INSEE's sign)


class Attainment(StrEnum):
    """*Avancement*: where does the measure stand on its way to the target?"""

    REACHED = "atteint"
    ON_TRACK = "en_bonne_voie"
    WATCH = "a_surveiller"
    LATE = "en_retard"
    MOVING_AWAY = "s_eloigne"
    NOT_ASSESSABLE = "non_evaluable"


class Reason(StrEnum):
    """Why a measure cannot be assessed."""

    NO_VALUE = "pas_de_valeur"
    NO_TARGET = "pas_de_cible"
    QUALITATIVE = "cible_qualitative"
    NO_BASELINE = "pas_de_valeur_de_depart"
    PERIMETER = "perimetre_non_comparable"
    TOO_EARLY = "annee_de_depart"
    NOT_CONFIRMED = "a_confirmer"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAssessment:
    """One measure of one respondent. Figures are in the measure's unit; None: cannot be known.

    *expected*: value on the straight line this year. *attained*: TA, part of the way done, 0..1 (PILOTE).
    *pace*: R, progress made over progress expected by now (Eurostat). *gap*: value minus the territory's.
    *reason* is None exactly when *attainment* is not NOT_ASSESSABLE.
    """

    respondent: str
    territory: str
    measure: str
    reporting: Reporting
    attainment: Attainment
    reason: Reason | None = None
    value: Value | None = None
    situation: Situation | None = None
    territory_value: float | None = None
    target: float | None = None
    target_year: int | None = None
    expected: float | None = None
    attained: float | None = None
    pace: float | None = None
    is_waived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Every measure's assessment, by (respondent, measure), in campaign order."""

    rows: Mapping[tuple[str, str], MeasureAssessment]
