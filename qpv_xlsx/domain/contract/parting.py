"""A campaign seen from one of its territories: what is asked there, and what is known of it."""

from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.geography import Territory


def campaign_in(campaign: Campaign, territory: Territory) -> Campaign:
    """The part of *campaign* that concerns *territory*, whose name is added to the title."""
    respondents = tuple(one for one in campaign.respondents if one.territory == territory.code)
    codes = {one.code for one in respondents}
    return replace(
        campaign,
        title=f"{campaign.title} – {territory.name}",
        territories=(territory,),
        respondents=respondents,
        revisions=tuple(one for one in campaign.revisions if one.territory in {None, territory.code}),
        local_aims=tuple(one for one in campaign.local_aims if one.territory == territory.code),
        waivers=tuple(one for one in campaign.waivers if one.respondent is None or one.respondent in codes),
        history=tuple(one for one in campaign.history if one.territory == territory.code),
        successions=tuple(one for one in campaign.successions if one.territory == territory.code),
    )
