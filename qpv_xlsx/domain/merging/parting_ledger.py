"""A ledger seen from one territory, as ``contract.parting`` sees the campaign."""

from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.several import whole_code
from qpv_xlsx.domain.merging.ledger import Ledger, Whole


def ledger_in(ledger: Ledger, campaign: Campaign, part: Campaign, territory: Territory) -> Ledger:
    """What *ledger*, of *campaign*, knows of *territory*, whose campaign is *part*."""
    codes = {one.code for one in part.respondents}
    whole = ledger.wholes.get(whole_code(campaign, territory.code))
    own = whole_code(part, territory.code)
    return Ledger(
        accounts={code: account for code, account in ledger.accounts.items() if code in codes},
        decisions=tuple(one for one in ledger.decisions if one.respondent in codes),
        wholes={} if whole is None else {own: _named(whole, own)},
        is_public=ledger.is_public,
    )


def _named(whole: Whole, code: str) -> Whole:
    return replace(whole, account=replace(whole.account, respondent=code))
