"""Under « Par quartier »: what became of the quartiers of a former map, so that a broken series explains itself."""

from collections.abc import Iterator, Mapping

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.continuing import unmapped
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.successions import Continuity, Succession
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook.master.looks import LEAD, SECTION
from qpv_xlsx.workbook.master.rows import Sources


def write_successions(sheet: Sheet, row: int, sources: Sources) -> None:
    """Write a title and a line for each quartier that did not stay the same; nothing where the map never changed."""
    lines = tuple(succession_lines(sources.campaign, sources.language))
    if not lines:
        return
    sheet.write(row, 1, phrase(sources.language, "master_successions"), SECTION)
    for number, line in enumerate(lines, start=row + 1):
        sheet.write(number, 1, line, LEAD)


def succession_lines(campaign: Campaign, language: str) -> Iterator[str]:
    """« Villa d’Este + Bédier - Boutroux → Bédier - Boutroux - Villa d’Este : fusionné (paris-2015) »."""
    same = sum(one.continuity is Continuity.SAME for one in campaign.successions)
    if same:
        yield phrase(language, "master_successions_same", count=same)
    for territory in campaign.territories:
        for lines in _changes(campaign, territory).values():
            yield _sentence(lines, territory, language)
    for (_, geography), quartiers in unmapped(campaign).items():
        yield phrase(
            language, "master_successions_untold", geography=geography, quartiers=quartiers, count=len(quartiers)
        )


def _changes(campaign: Campaign, territory: Territory) -> Mapping[tuple[str | None, ...], tuple[Succession, ...]]:
    """Lines that say a change, those of one merged quartier together."""
    found: dict[tuple[str | None, ...], tuple[Succession, ...]] = {}
    for one in campaign.successions:
        if one.territory == territory.code and one.continuity is not Continuity.SAME:
            is_merged = one.continuity is Continuity.MERGED
            key = (one.geography, None if is_merged else one.former, one.quartier)
            found[key] = (*found.get(key, ()), one)
    return found


def _sentence(lines: tuple[Succession, ...], territory: Territory, language: str) -> str:
    names = {quartier.id: quartier.name for quartier in territory.quartiers}
    formers = " + ".join(one.former_name or names.get(one.former, one.former) for one in lines if one.former)
    present = lines[0].quartier
    arrow = " → ".join(filter(None, (formers, names.get(present, present) if present else "")))
    word = label(language, "continuities", lines[0].continuity).lower()
    note = " ; ".join(filter(None, (one.note for one in lines)))
    key = "master_succession_noted" if note else "master_succession"
    return phrase(language, key, quartiers=arrow, word=word, geography=lines[0].geography, note=note)
