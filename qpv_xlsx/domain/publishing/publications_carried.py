"""Publications in another campaign's eyes: next year's, or the same one once codes have changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.former import Former, former_codes, present_code
from qpv_xlsx.domain.publishing.earlier_publications import Publication
from qpv_xlsx.domain.publishing.linked_system import CellKey
from qpv_xlsx.domain.publishing.secret_figures import is_whole


def carried(publications: Iterable[Publication]) -> Iterator[Publication]:
    """*publications* as next year's campaign needs them: its history names nobody for what administrations say together."""
    for one in publications:
        yield replace(one, published=_of_nobody(one.published), withheld=_of_nobody(one.withheld))


def _of_nobody(figures: Mapping[CellKey, float]) -> Mapping[CellKey, float]:
    return {replace(key, respondent="") if is_whole(key) else key: value for key, value in figures.items()}


def present_publications(campaign: Campaign, publications: Iterable[Publication]) -> tuple[Publication, ...]:
    """*publications* under the codes that *campaign* has now."""
    former = former_codes(campaign)
    if former.is_empty:
        return tuple(publications)
    return tuple(
        replace(
            one,
            published=_present(one.published, former),
            withheld=_present(one.withheld, former),
            quartiers=_present_quartiers(one.quartiers, former),
        )
        for one in publications
    )


def _present_quartiers(quartiers: Mapping[str, tuple[str, ...]], former: Former) -> Mapping[str, tuple[str, ...]]:
    return {
        present_code(territory, former.territories): tuple(present_code(one, former.quartiers) for one in ids)
        for territory, ids in quartiers.items()
    }


def _present(figures: Mapping[CellKey, float], former: Former) -> Mapping[CellKey, float]:
    """Where two figures would get one key, they keep their former ones: nobody can say which of them is the new one's."""
    names = {key: _renamed(key, former) for key in figures}
    taken = Counter(names.values())
    return {names[key] if taken[names[key]] == 1 else key: value for key, value in figures.items()}


def _renamed(key: CellKey, former: Former) -> CellKey:
    return replace(
        key,
        territory=present_code(key.territory, former.territories),
        respondent=present_code(key.respondent, former.respondents),
        measure=present_code(key.measure, former.measures),
        quartier=present_code(key.quartier, former.quartiers),
    )
