"""Take the pictures of campagne.xlsx on a screen: ``python -m tests.campaigns.pictures [NAME …]``, none: all.

The campaign is the one that the import proposes for Paris. The screen and the programs are those of the form's pictures.
"""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime

from qpv_xlsx.campaigns.in_excel.writing import write_campaign
from qpv_xlsx.tasks.import_ import Orders
from tests.collection.pictures import Picture, take_all
from tests.tables.opened import of_example


def campaign_pictures() -> Mapping[str, Picture]:
    """The sheet of the measures as it opens, and beside its texts what is proposed."""
    proposed = of_example("paris-2015-2020.docx", Orders(territory="Paris", year=2016)).campaign
    content = write_campaign(proposed, created=datetime(2016, 1, 4, 9, 0, tzinfo=UTC))
    there = ("ctrl+Next",) * 4
    return {
        "campagne-indicateurs": Picture(content=content, keys=there, name="campagne.xlsx"),
        "campagne-propositions": Picture(
            content=content, keys=(*there, *("Down",) * 3, *("Right",) * 14), name="campagne.xlsx"
        ),
    }


if __name__ == "__main__":
    take_all(campaign_pictures(), sys.argv[1:])
