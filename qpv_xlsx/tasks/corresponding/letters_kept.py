"""Texts of letters that no longer speak the campaign's language."""

from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.mail.letter_models import models_in_another_language


def letters_kept(folder: Path) -> tuple[str, ...]:
    """Those that the coordinator edited, and that are kept as they are."""
    return models_in_another_language(folder, load_campaign(folder).language)
