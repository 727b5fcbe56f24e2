"""Names beside the codes of the long table, and the parts of answers in words: for people who do not know the codes."""

from collections.abc import Container, Mapping
from types import MappingProxyType

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.messages.sentences import Names
from qpv_xlsx.messages.wordbook import label

NAMED = ("territory", "convention", "respondent", "indicator", "measure", "quartier", "field")
"""Columns that have a name beside them, in order; the names stand after all the columns of the table."""


class NamesBeside:
    """Looks up what codes stand for, in one campaign and one language."""

    def __init__(self, campaign: Campaign, language: str) -> None:
        catalogue = campaign.catalogue
        self._language = language
        self._names: Mapping[str, Mapping[str, str]] = MappingProxyType(
            {
                "territory": {one.code: one.name for one in campaign.territories},
                "convention": {one.code: one.name for one in catalogue.conventions},
                "respondent": {one.code: one.name for one in campaign.respondents},
                "indicator": {one.code: one.wording for one in catalogue.indicators},
                "measure": Names.of(campaign).measures,
            }
        )
        self._quartiers = {(place.code, one.id): one.name for place in campaign.territories for one in place.quartiers}

    def headers(self) -> list[str]:
        """« Nom du territoire », and so on."""
        return self.headers_of(NAMED)

    def headers_of(self, columns: Container[str]) -> list[str]:
        """Those that stand beside *columns*."""
        return [label(self._language, "names_beside", name) for name in NAMED if name in columns]

    def beside(self, row: Mapping[str, object]) -> list[str]:
        """What the codes of a *row* by column stand for, where it has such columns."""
        return [self._names[name].get(str(row[name]), "") for name in NAMED if name in row]

    def of(self, row: LongRow) -> list[str]:
        """What the codes of *row* stand for. Empty: the whole, or a code that the campaign does not list (several together)."""
        found = {name: names.get(getattr(row, name), "") for name, names in self._names.items()}
        found["quartier"] = self._quartiers.get((row.territory, row.quartier), "")
        found["field"] = label(self._language, "fields", row.field.value)
        return [found[name] for name in NAMED]
