"""What a campaign lacks, in words."""

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.lacking import lacking
from qpv_xlsx.messages.wordbook import phrase

_NAMED = 6  # names after a lack before the others are only counted


def lacks_told(campaign: Campaign, language: str) -> str:
    """What *campaign* lacks, in one run of words; "" where it lacks nothing."""
    return phrase(language, "lacks_between").join(lacking_words(campaign, language))


def lacking_words(campaign: Campaign, language: str) -> tuple[str, ...]:
    """« le titre », « les contacts de EMP, EDU »: what to fill in, with where."""
    return tuple(
        phrase(language, f"lack_{missing.lack.value}", count=missing.count, names=_some(missing.names))
        for missing in lacking(campaign)
    )


def _some(names: tuple[str, ...]) -> tuple[str, ...]:
    return names if len(names) <= _NAMED else (*names[:_NAMED], "…")
