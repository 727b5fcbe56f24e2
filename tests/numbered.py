"""Campaigns whose codes look like numbers, as plans of action are numbered: to Excel « 1.1 » and « 1.10 » are equal."""

from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign


def with_codes_like_numbers(campaign: Campaign) -> Campaign:
    """*campaign* without its former years, its conventions, indicators, measures and administrations numbered, two by two « equal »."""
    catalogue, respondents = campaign.catalogue, campaign.respondents
    conventions = {one.code: _numeral(rank, 1) for rank, one in enumerate(catalogue.conventions)}
    indicators = {one.code: _numeral(rank, 2) for rank, one in enumerate(catalogue.indicators)}
    measures = {one.code: _numeral(rank, 3) for rank, one in enumerate(catalogue.measures)}
    numbered = tuple(
        replace(
            convention,
            code=conventions[convention.code],
            indicators=tuple(
                replace(
                    one,
                    code=indicators[one.code],
                    measures=tuple(replace(own, code=measures[own.code]) for own in one.measures),
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
            replace(one, code=_numeral(rank, 4), conventions=tuple(conventions[code] for code in one.conventions))
            for rank, one in enumerate(respondents)
        ),
        history=(),
        waivers=(),
        choices=(),
        revisions=(),
    )


def _numeral(rank: int, sort: int) -> str:
    """« 0.1 », « 0.10 », « 1.1 »…"""
    return f"{rank // 2}.{sort}{'0' * (rank % 2)}"
