"""Campaigns whose codes look like numbers, as plans of action are numbered: to Excel « 1.1 » and « 1.10 » are equal."""

from dataclasses import replace
from string import ascii_lowercase

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.catalogue import Indicator
from qpv_xlsx.domain.contract.measures import Measure


def with_codes_like_numbers(campaign: Campaign) -> Campaign:
    """*campaign* without its former years, its conventions, indicators, measures and administrations numbered, two by two « equal »."""
    catalogue, respondents = campaign.catalogue, campaign.respondents
    conventions = {one.code: _numeral(rank, 1) for rank, one in enumerate(catalogue.conventions)}
    indicators = {one.code: _numeral(rank, 2) for rank, one in enumerate(catalogue.indicators)}
    numbered = tuple(
        replace(
            convention,
            code=conventions[convention.code],
            indicators=tuple(
                replace(
                    one,
                    code=indicators[one.code],
                    measures=_renamed(one, indicators[one.code]),
                )
                for one in convention.indicators
            ),
        )
        for convention in catalogue.conventions
    )
    return replace(
        campaign,
        catalogue=replace(catalogue, conventions=numbered),
        respondents=tuple(
            replace(one, code=_numeral(rank, 3), conventions=tuple(conventions[code] for code in one.conventions))
            for rank, one in enumerate(respondents)
        ),
        history=(),
        waivers=(),
        choices=(),
        revisions=(),
    )


def _renamed(indicator: Indicator, code: str) -> tuple[Measure, ...]:
    """Its measures, named after it: the only one bears its code."""
    if len(indicator.measures) == 1:
        return (replace(indicator.measures[0], code=code),)
    return tuple(replace(one, code=f"{code}-{ascii_lowercase[rank]}") for rank, one in enumerate(indicator.measures))


def _numeral(rank: int, sort: int) -> str:
    """« 0.1 », « 0.10 », « 1.1 »…"""
    return f"{rank // 2}.{sort}{'0' * (rank % 2)}"
