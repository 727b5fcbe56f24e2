"""How long nothing has been said of a measure, in words."""

from qpv_xlsx.domain.contract.campaign import Campaign, past_years
from qpv_xlsx.messages.wordbook import phrase


def silence_words(since: int | None, campaign: Campaign, language: str) -> str | None:
    """« non renseigné depuis 2025 », or « jamais renseigné »; None: something was said last year, or is said."""
    if since is None:
        return None
    is_never = since == past_years(campaign)[0]
    return phrase(language, "silent_always" if is_never else "silent_since", year=str(since))
