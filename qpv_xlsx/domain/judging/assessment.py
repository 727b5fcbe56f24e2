"""The two statuses of each measure, and the figures they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qpv_xlsx.domain.contract.measures import Perimeter
from qpv_xlsx.domain.contract.questions import Situation, Value
from qpv_xlsx.domain.merging.ledger import Parts


class Reporting(StrEnum):
    """*Remontée*: has the figure come in?"""

    NOT_RECEIVED = "non_recu"
    AFTER_CLOSING = "recu_apres_cloture"  # it came too late to count, and nobody admitted it
    REFUSED = "refus"  # the administration will not answer
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
    NOT_YET = "pas_encore_atteint"  # a target, no start to measure the way from
    MISSED = "non_atteint"  # the deadline has come
    NOT_ASSESSABLE = "non_evaluable"

    @property
    def is_verdict(self) -> bool:
        """Whether it says where the measure stands."""
        return self is not Attainment.NOT_ASSESSABLE


class Reason(StrEnum):
    """Why a measure cannot be assessed; or, beside NOT_YET, why the way done cannot be measured."""

    NO_VALUE = "pas_de_valeur"
    NO_TARGET = "pas_de_cible"
    QUALITATIVE = "cible_qualitative"
    NO_BASELINE = "pas_de_valeur_de_depart"
    NOUGHT_START = "depart_nul"  # twice nothing, and 20 % more than nothing, are nothing
    PERIMETER = "perimetre_non_comparable"
    GEOGRAPHY = "rupture_de_geographie"  # two maps of the QPV
    START_PERIMETER = "perimetre_du_depart"  # nobody wrote what the baseline covers
    TOO_EARLY = "annee_de_depart"
    NOT_CONFIRMED = "a_confirmer"
    PARTIAL = "partiel"  # of an indicator: some of its measures
    PARTIAL_SUM = "somme_partielle"  # some administrations have not answered
    CONTRADICTED = "contredit_par_la_situation"  # a figure, and « nd » or « so » beside it
    PART_OF_WHOLE = "compte_dans_l_ensemble"  # put together with others: the target is that of all of them
    EXCUSED = "dispensee"  # nothing is asked of it, and no rate counts it
    NONE_ASSESSABLE = "aucune_mesure_evaluable"  # of an indicator: all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAssessment:
    """One measure of one respondent. Figures are in the measure's unit; None: cannot be known.

    *expected*: value on the straight line this year. *attained*: TA, part of the way done, 0..1 (PILOTE).
    *pace*: R, progress made over progress expected by now (Eurostat). *perimeter*: what the answer says it covers.
    *reason* is given exactly beside NOT_ASSESSABLE and NOT_YET. *has_target*: a figure to reach, or a step to be done.
    *barred*: why it is not judged, whatever its course: it is put together with others, what was put together is not
    sound, nothing is asked of it, or it is denied by what stands beside it. *parts*: on the line of several administrations, how many of them it holds; None: the line of one.
    *questions*: those still open on the official text, on which the status rests.
    """

    respondent: str
    territory: str
    measure: str
    reporting: Reporting
    attainment: Attainment
    reason: Reason | None = None
    value: Value | None = None
    situation: Situation | None = None
    perimeter: Perimeter | None = None
    territory_value: float | None = None
    target: float | None = None
    target_year: int | None = None
    expected: float | None = None
    attained: float | None = None
    pace: float | None = None
    is_waived: bool = False
    has_target: bool = False
    barred: Reason | None = None
    parts: Parts | None = None
    questions: tuple[str, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether it is one of the measures whose status is counted: asked, and not a part of another line."""
        return not self.is_waived and self.barred is not Reason.PART_OF_WHOLE

    @property
    def is_awaited(self) -> bool:
        """Whether it calls for an answer of its own: the line of several administrations has theirs."""
        return self.parts is None

    @property
    def is_known(self) -> bool:
        """Whether there is a target and a result to hold against it: the denominator of the headline."""
        return self.has_target and self.value is not None and not self.is_waived

    @property
    def is_reserved(self) -> bool:
        """Whether its status rests on an open question."""
        return self.attainment.is_verdict and bool(self.questions) and not self.is_waived


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Every measure's assessment, by (respondent, measure), in campaign order."""

    rows: Mapping[tuple[str, str], MeasureAssessment]
