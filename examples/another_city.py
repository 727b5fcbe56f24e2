"""A campaign for another city, in code: ``python examples/another_city.py FOLDER``."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from qpv_xlsx.domain.contract.campaign import Campaign, Contact, Respondent
from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention, Indicator
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Baseline, Direction, Kind, Measure, Perimeter
from qpv_xlsx.domain.contract.targets import AtLeast
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.init import make_folder

CARE = Measure(
    code="SAN-01",
    label="Enfants de CM2 vus par la médecine scolaire",
    kind=Kind.SHARE,
    unit="%",
    direction=Direction.UP,
    baseline=Baseline(value=0.62, year=2025, perimeter=Perimeter.QPV),
    target=AtLeast(value=0.9, year=2030),
    asks_territory=True,
)
CATALOGUE = Catalogue(
    title="Contrat de ville de Brest 2026-2030",
    baseline_year=2025,
    start=2026,
    end=2030,
    conventions=(
        Convention(
            code="SAN",
            name="Santé",
            indicators=(
                Indicator(
                    code="SAN-01",
                    strategic_objective="Réduire les inégalités de santé",
                    operational_objective="Généraliser le bilan de santé scolaire",
                    national_target="",
                    wording="Part des enfants de CM2 vus par la médecine scolaire",
                    baseline_text="62 % en 2025",
                    local_target="90 % en 2030",
                    measures=(CARE,),
                ),
            ),
        ),
    ),
)
CAMPAIGN = Campaign(
    code="brest-2026",
    title="Contrat de ville de Brest",
    year=2026,
    catalogue=CATALOGUE,
    territories=(
        Territory(
            code="29019",
            name="Brest",
            geography="exemple",
            quartiers=(Quartier(id="quartier-a", name="Quartier A"), Quartier(id="quartier-b", name="Quartier B")),
        ),
    ),
    respondents=(
        Respondent(
            code="SAN",
            name="Agence régionale de santé",
            territory="29019",
            conventions=("SAN",),
            contacts=(Contact(name="Service départemental", email="ars@example.org"),),
        ),
    ),
    coordinator=Contact(name="Mission politique de la ville", email="coordination@example.org"),
    deadline=date(2027, 3, 31),
)


def main(folder: Path) -> None:
    """Save the campaign as campagne.xlsx in *folder*, and make its workbook."""
    now = datetime.now(UTC)
    make_folder(folder, CAMPAIGN, now=now)
    for made in generate(folder, only=(), now=now):
        print(made.path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
