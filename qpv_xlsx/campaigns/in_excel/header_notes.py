"""What the note on a header of campagne.xlsx says: the schema's words, or a coordinator's where those speak of JSON."""

from collections.abc import Mapping

from qpv_xlsx.campaigns.schema import explanation
from qpv_xlsx.campaigns.sheets.columns import CampaignColumn
from qpv_xlsx.messages.wordbook import LANGUAGES, labels


def note(column: CampaignColumn, language: str) -> str:
    """What *column* holds, for a person in front of the workbook."""
    return labels(language, "campaign_notes").get(column.name) or explanation(column.about, language)


def notes(column: CampaignColumn) -> Mapping[str, str]:
    """The note of *column* in each language."""
    return {language: note(column, language) for language in LANGUAGES}
