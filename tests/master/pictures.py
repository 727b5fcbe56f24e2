"""Take the pictures of the master on a screen: ``python -m tests.master.pictures MASTER [NAME …]``, none: all.

*MASTER*: the workbook of the demonstration. The screen and the programs are those of the form's pictures.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import openpyxl

from tests.collection.pictures import Picture, take_all

SHEETS: Mapping[str, str] = MappingProxyType(
    {
        "synthese-tableau-de-bord": "Tableau de bord",
        "synthese-suivi-des-retours": "Suivi des retours",
        "synthese-indicateurs": "Indicateurs",
        "synthese-convention": "Emploi",
        "synthese-par-quartier": "Par quartier",
        "synthese-anomalies": "Anomalies",
        "synthese-donnees": "Données",
        "synthese-parametres": "Paramètres",
        "synthese-journal": "Journal",
    }
)


def master_pictures(master: Path) -> Mapping[str, Picture]:
    """Each sheet as it opens, reached with Ctrl+PageDown."""
    names = openpyxl.load_workbook(master, read_only=True).sheetnames
    content = master.read_bytes()
    return {
        picture: Picture(content=content, keys=("ctrl+Next",) * names.index(sheet), name=master.name)
        for picture, sheet in SHEETS.items()
    }


if __name__ == "__main__":
    take_all(master_pictures(Path(sys.argv[1])), sys.argv[2:])
