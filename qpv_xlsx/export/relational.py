"""The campaign as tables that hold together: from them the master can be made again, without our code.

Codes and closed words are neutral, shares are fractions, moments are in UTC, and no key is empty: « _T » stands for the
territory as a whole. An answer that was expected and is not there is a row, with the reason of its absence.
"""

from collections.abc import Callable, Sequence

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.merging.ledger import Entry, Ledger
from qpv_xlsx.domain.publishing.earlier_publications import Publication
from qpv_xlsx.domain.publishing.long_table import file_of
from qpv_xlsx.export.answer_table import answer_table
from qpv_xlsx.export.finding_table import finding_table
from qpv_xlsx.export.linked_tables import LinkedTables
from qpv_xlsx.export.list_tables import (
    campaign_table,
    convention_table,
    decision_table,
    indicator_table,
    measure_table,
    quartier_table,
    respondent_table,
    succession_table,
    territory_table,
)
from qpv_xlsx.export.local_aim_table import local_aim_table
from qpv_xlsx.export.publication_tables import publication_table, published_figure_table
from qpv_xlsx.export.quartier_status_table import quartier_status_table
from qpv_xlsx.export.status_table import indicator_status_table, status_table
from qpv_xlsx.export.table_sources import TableSources
from qpv_xlsx.export.year_tables import result_table


def tables_of(
    campaign: Campaign,
    ledger: Ledger,
    provenance: Callable[[Entry], str] = file_of,
    publications: Sequence[Publication] = (),
    *,
    is_diffusion: bool = False,
) -> LinkedTables:
    """Every table. *is_diffusion*: without files, words of respondents, codes of findings, local aims, decisions and former publications."""
    sources = TableSources(campaign, ledger, provenance, publications, is_diffusion=is_diffusion)
    makers = (
        answer_table,
        status_table,
        indicator_status_table,
        campaign_table,
        measure_table,
        indicator_table,
        convention_table,
        respondent_table,
        territory_table,
        quartier_table,
        succession_table,
        quartier_status_table,
        result_table,
        finding_table,
        *(() if is_diffusion else (local_aim_table, decision_table, publication_table, published_figure_table)),
    )
    return LinkedTables(tables=tuple(make(sources) for make in makers), is_public=is_diffusion)
