"""An invented national campaign: as many départements as wanted, the nine conventions of the Paris catalogue in each."""

from dataclasses import replace
from random import Random

from qpv_xlsx.campaigns.starters import load_template
from qpv_xlsx.domain.contract.campaign import Campaign, Contact, Respondent
from qpv_xlsx.domain.contract.catalogue import with_measures
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Measure

TERRITORIES = 101
_QUARTIERS = (4, 9)  # least and most of a territory: about 100 000 answers in 909 workbooks


def national_campaign(territories: int) -> Campaign:
    """A campaign over that many invented territories; the same number gives the same campaign."""
    paris = load_template("paris-2015-2020")
    places = tuple(_territory(number) for number in range(1, territories + 1))
    return replace(
        paris,
        code="france-2016",
        title="Contrats de ville, campagne nationale inventée",
        year=2016,
        catalogue=with_measures(paris.catalogue, _asked_everywhere),
        territories=places,
        respondents=tuple(_at(respondent, place) for place in places for respondent in paris.respondents),
    )


def _asked_everywhere(measure: Measure) -> Measure:
    """Some are asked in two quartiers of Paris only, which are in no other territory."""
    return replace(measure, quartiers=())


def _territory(number: int) -> Territory:
    code = f"D{number:03}"
    count = Random(code).randint(*_QUARTIERS)
    quartiers = tuple(
        Quartier(id=f"{code}-{rank:02}", name=f"Quartier inventé {rank} du département {number}")
        for rank in range(1, count + 1)
    )
    return Territory(code=code, name=f"Département inventé {number}", geography="inventée", quartiers=quartiers)


def _at(respondent: Respondent, place: Territory) -> Respondent:
    code = f"{place.code}-{respondent.code}"
    return Respondent(
        code=code,
        name=f"{respondent.name} ({place.name})",
        territory=place.code,
        conventions=respondent.conventions,
        contacts=(Contact(name=code, email=f"{code.lower()}@exemple.fr"),),
    )
