"""What the relational tables are made of, looked up once."""

from collections.abc import Callable, Sequence
from functools import cached_property

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, measures_of
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.several import groups_of, wholes_of
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Assessment
from qpv_xlsx.domain.merging.ledger import Entry, Ledger
from qpv_xlsx.domain.publishing.earlier_publications import Publication
from qpv_xlsx.export.linked_tables import Row


class TableSources:
    """Holds what rows are made of."""

    def __init__(
        self,
        campaign: Campaign,
        ledger: Ledger,
        provenance: Callable[[Entry], str],
        publications: Sequence[Publication] = (),
        *,
        is_diffusion: bool,
    ) -> None:
        self.campaign, self.ledger, self.provenance = campaign, ledger, provenance
        self.publications, self.is_diffusion = publications, is_diffusion
        self.territory_by_code = {territory.code: territory for territory in campaign.territories}
        self.lineage_by_measure = campaign.catalogue.lineage_by_measure

    def keys_of(self, territory: str, measure: str, respondent: str) -> Row:
        """The first columns of every table that has a line per measure: of which campaign, where, what, and of whom."""
        lineage = self.lineage_by_measure[measure]
        return {
            "campaign": self.campaign.code,
            "year": self.campaign.year,
            "territory": territory,
            "convention": lineage.convention.code,
            "indicator": lineage.indicator.code,
            "measure": measure,
            "respondent": respondent,
        }

    @cached_property
    def assessment(self) -> Assessment:
        """Both statuses of every measure."""
        return assess(self.campaign, self.ledger)

    @cached_property
    def asked(self) -> Sequence[tuple[Respondent, tuple[Measure, ...]]]:
        """Who is asked what; last, what several administrations say together."""
        own = [(respondent, measures_of(self.campaign, respondent)) for respondent in self.campaign.respondents]
        return [*own, *wholes_of(self.campaign, groups_of(self.campaign)).items()]

    def is_sound(self, respondent: str, measure: str) -> bool:
        """Whether an answer stands for all that it claims to: of several administrations together, that none is missing."""
        whole = self.ledger.wholes.get(respondent)
        parts = whole.parts.get(measure) if whole else None
        return parts is None or parts.is_sound
