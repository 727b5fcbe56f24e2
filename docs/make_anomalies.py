"""Write ``anomalies.md``, the page of every finding, from the codes, the rules and the French sentences.

Run ``python docs/make_anomalies.py`` after a change; a test tells when the page is stale.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

sys.path.insert(0, str(Path(__file__).parents[1]))

from qpv_xlsx.domain.findings import DEFAULT_SEVERITY, Code
from qpv_xlsx.domain.returned.rules import RULES
from qpv_xlsx.messages.wordbook import labels, words

PAGE = Path(__file__).with_name("anomalies.md")
INTRODUCTION = """# Anomalies

Chaque observation faite sur un retour porte un code stable : une lettre pour la famille, un numéro qui ne change
jamais. Une *erreur* empêche de retenir la valeur ou le fichier ; un *avertissement* demande l’œil du coordinateur ;
une *information* dit seulement ce qui a été fait. La gravité indiquée est celle du cas général.

Une règle peut être levée pour une administration, une mesure ou un quartier : feuille « Dispenses » de
`campagne.xlsx`, avec le motif. Une valeur peut être acceptée malgré son anomalie : `qpv-xlsx resolve`.

Cette page est produite à partir du programme (`python docs/make_anomalies.py`)."""
FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "F": "Le fichier lui-même : peut-on l’ouvrir ?",
        "I": "À qui est ce classeur, pour quelle campagne et quelle année ?",
        "S": "Feuilles, lignes et colonnes : les réponses sont-elles là où on les attend ?",
        "V": "Ce qui est écrit dans une cellule : comment l’a-t-on lu ?",
        "C": "Les réponses entre elles, avec le passé et avec la valeur de départ.",
        "M": "Ce qui manque.",
        "X": "Ce qui pourrait nuire.",
    },
)
FACTS: Mapping[str, str] = MappingProxyType(
    {
        "read": "contenu",
        "reason": "motif",
        "reading": "valeur lue",
        "folder": "dossier",
        "suffix": "forme de l’archive",
        "other": "autre lecture",
        "proposal": "proposition",
        "example": "exemple",
        "value": "valeur",
        "numerator": "numérateur",
        "denominator": "dénominateur",
        "computed": "calcul",
        "previous": "valeur passée",
        "previous_year": "année",
        "limit": "seuil",
        "found": "trouvé",
        "expected": "attendu",
        "choices": "choix",
        "maximum": "maximum",
        "column": "colonne",
        "sheet": "feuille",
        "rows": "lignes",
        "sum": "somme",
        "quartiers": "quartiers",
        "situation": "situation",
        "first": "jour",
        "second": "mois",
        "day": "date",
        "struck": "texte barré",
        "detail": "détail",
        "bounds": "bornes",
        "length": "longueur",
        "allowed": "limite",
        "marks": "marques",
        "chosen": "retenu",
        "sender": "expéditeur",
        "respondent": "administration",
        "name": "nom",
        "range": "plage",
        "file": "fichier",
        "received": "date de réception",
        "other_file": "autre fichier",
        "other_received": "autre date",
        "part": "partie",
        "line": "ligne",
        "character": "caractère",
        "target": "adresse du lien",
        "subject": "objet",
        "method": "méthode",
        "left_out": "nombre d’omissions",
        "encoding": "codage",
        "decided": "date de décision",
        "other_decided": "autre date de décision",
        "under": "code de l’une",
        "other_under": "code de l’autre",
        "stored": "valeur enregistrée",
        "sent": "date d’envoi",
        "row": "ligne",
        "facing": "code de la ligne",
        "last": "dernière ligne",
        "cells": "cellules",
        "count": "nombre",
        "measure": "mesure",
        "power": "puissance",
        "raised": "exposant",
        "women": "femmes",
        "persons": "personnes",
        "host": "site",
        "closing": "date de clôture",
        "note": "note",
        "source": "code d’origine",
    },
)


def page() -> str:
    """The whole page, in Markdown."""
    return "\n\n".join((INTRODUCTION, *_families())) + "\n"


def _families() -> Iterator[str]:
    for letter, name in labels("fr", "families").items():
        yield f"## {letter} – {name}"
        yield FAMILIES[letter]
        for code in Code:
            if code.value[0] == letter:
                yield from _code(code)


def _code(code: Code) -> Iterator[str]:
    told = words("fr")["findings"][code]
    yield f"### {code} – {told['title']}"
    yield f"Gravité : {labels('fr', 'severities')[DEFAULT_SEVERITY[code]].lower()}.{_rule(code)}"
    cases = [told, *told.get("cases", {}).values()]
    yield "| Ce qui est dit | Ce qu’il faut faire |\n| --- | --- |\n" + "\n".join(
        f"| {_shown(case['message'])} | {_shown(case['hint'])} |" for case in cases
    )


def _rule(code: Code) -> str:
    found = next((rule.check for rule in RULES if rule.code is code), None)
    if found is None:
        return ""
    return f" Règle : `{found.__name__}` (`{found.__module__}`)."


def _shown(template: str) -> str:
    named = re.sub(r"\{(\w+)(:\w+)?\}", lambda field: f"*‹{FACTS[field[1]]}›*", template)
    start = named[:1].upper() + named[1:]
    return start.replace("|", "\\|").replace("{{", "{").replace("}}", "}")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
