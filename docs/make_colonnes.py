"""Write ``colonnes.md``, the page of every column, from the lists that writing and reading are built from.

Run ``python docs/make_colonnes.py`` after a change; a test tells when the page is stale.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

sys.path.insert(0, str(Path(__file__).parents[1]))

from qpv_xlsx.campaigns.in_excel.header_notes import note
from qpv_xlsx.campaigns.sheets import columns as campaign
from qpv_xlsx.campaigns.sheets.arrangement import shown
from qpv_xlsx.campaigns.sheets.columns import CellForm
from qpv_xlsx.campaigns.sheets.settings import SETTINGS, SHEET
from qpv_xlsx.campaigns.sheets.tables import SHEETS
from qpv_xlsx.export import columns as data
from qpv_xlsx.messages.wordbook import label, labels
from qpv_xlsx.tasks.init import start_campaign
from qpv_xlsx.workbook import layout
from qpv_xlsx.workbook.by_quartier import quartier_columns
from qpv_xlsx.workbook.layout import Column, Role, SheetKey

PAGE = Path(__file__).with_name("colonnes.md")
INTRODUCTION = """# Colonnes

Les colonnes se reconnaissent à leur en-tête, en français ou en anglais, jamais à leur place : on peut les déplacer. Les
noms des feuilles sont les mêmes dans toutes les langues.

Cette page est produite à partir du programme (`python docs/make_colonnes.py`)."""
ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.CODE: "rappel, verrouillé",
        Role.OFFICIAL: "rappel, verrouillé",
        Role.PAST: "rappel, verrouillé",
        Role.ENTRY: "à remplir",
        Role.KEY: "masquée, suit les réponses",
        Role.CHECK: "formule",
        Role.ABOUT: "rappel, verrouillé",
    },
)
MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "code": "Code de la mesure : il dit à quelle question répond la ligne.",
        "strategic_objective": "Texte officiel, mot pour mot.",
        "operational_objective": "Texte officiel, mot pour mot.",
        "national_target": "Texte officiel, mot pour mot.",
        "indicator": "Texte officiel, mot pour mot.",
        "state": "Complet, À compléter, À corriger ou Non demandé : ce que dit le contrôle, en un mot.",
        "measure": "Ce qui est demandé ; sous le libellé, l’unité et le périmètre attendu.",
        "baseline": "Texte officiel, mot pour mot ; ce que trois lignes ne montrent pas finit par « … » ; le texte est entier dans « À savoir » et au bas de « Mode d’emploi ».",
        "past": "Résultat d’une année passée.",
        "about": "Unité et périmètre en toutes lettres, détenteur de la donnée, notes.",
        "local_target": "Texte officiel, mot pour mot.",
        "value": "Le résultat de l’année, dans l’unité de la mesure ; une bulle sur la cellule dit la forme attendue.",
        "key": "Code de la mesure, répété parmi les réponses : si on les trie sans leurs libellés, il les ramène.",
        "check": "Ce qui manque à la ligne, en mots ; « Complet » sinon.",
        "total": "Somme des quartiers, ou nombre de quartiers renseignés pour ce qui ne s’additionne pas.",
    },
)
FORMS: Mapping[CellForm, str] = MappingProxyType(
    {
        CellForm.TEXT: "texte",
        CellForm.NAME: "texte",
        CellForm.CODE: "code",
        CellForm.CODES: "codes séparés par des virgules",
        CellForm.LINES: "un par ligne de la cellule",
        CellForm.WORD: "liste",
        CellForm.YES_NO: "Oui ou Non",
        CellForm.WHOLE: "nombre entier",
        CellForm.FIGURE: "nombre",
        CellForm.DATE: "date",
    },
)


def page() -> str:
    """The whole page, in Markdown."""
    return "\n\n".join((INTRODUCTION, *_collection(), *_campaign(), *_data())) + "\n"


def _collection() -> Iterator[str]:
    paris = start_campaign("paris-2015-2020", year=2015, geography=None)
    yield "## Classeur de collecte"
    yield "Exemple : la campagne de Paris sur 2015. La clé figure sur la ligne masquée au-dessus des en-têtes. "
    yield (
        "Chaque cellule à remplir, et la clé masquée de la ligne, portent en outre le code de leur mesure dans leur format : c’est "
        "le nom de leur style de cellule (« qpv EMP-01 »), qui ne change rien à ce qui s’affiche. Le tri, dans Excel comme dans "
        "LibreOffice, déplace le format avec la valeur : si une plage de quelques colonnes est triée seule, ses réponses sont "
        "rendues à leur mesure (S07, information) ; si des cellules ont été échangées à la main, aucune n’est retenue (S07, "
        "erreur). Une cellule recopiée porte le code de celle dont elle vient, une cellule collée d’ailleurs n’en porte aucun, "
        "un bloc déplacé d’un coup les décale tous : rien n’en est alors déduit."
    )
    yield (
        "Limite : des valeurs triées sans leur format (par un programme, ou triées ailleurs et recollées) ne disent plus d’où elles "
        "viennent. Sont alors demandées : une colonne entière en ordre, des chiffres de quartiers qui rendraient juste la somme d’une "
        "autre ligne (C03), aussi quand l’une des deux n’a pas de résultat, des valeurs loin de leur départ qui conviendraient chacune "
        "à une autre ligne (C04), aussi quand ces départs sont d’un autre périmètre ou plus anciens, des lignes qui se suivent et dont "
        "chacune conviendrait à sa voisine, la valeur de la ligne voisine loin du départ de la sienne, un numérateur seul ici et un dénominateur seul là (C01), des quartiers chiffrés sous « Non "
        "disponible » (C05), et ce qui contredit l’unité ou la fraction. Trois ou quatre lignes triées ainsi peuvent passer : dans un "
        "essai sur 276 tris tirés au sort, 64 laissaient un chiffre ou une situation sur une autre ligne sans question (84 "
        "auparavant), pour 16 d’entre eux la seule situation « Définitif », « Provisoire » ou « Estimé » ; les autres étaient surtout "
        "de petits nombres, ou des parts sans départ. Sur 1 440 retours sans tri, aucun n’est questionné à tort. Les quartiers d’une "
        "ligne triés de gauche à droite sans leur en-tête ne laissent de trace que s’ils sont nombreux : avec cinq quartiers, "
        "trois à dix retours honnêtes sur cent ont par hasard une ligne en ordre, et rien n’en est déduit."
    )
    yield "Une colonne à remplir n’est là que si une mesure de l’administration la demande. Les classeurs de la version 1.0.0, "
    yield "où le texte officiel venait d’abord, sont toujours lus."
    yield f"### {layout.sheet_name(SheetKey.INDICATORS)}"
    yield _collection_table(layout.indicator_layout(paris, paris.respondents[0]).known, paris.options.rules.text_limit)
    yield f"### {layout.sheet_name(SheetKey.QUARTIERS)}"
    yield "Une ligne par mesure demandée par quartier, une colonne par quartier du territoire ; voici la première."
    columns = quartier_columns(paris, paris.respondents[0])
    first = next(column for column in columns if column.quartier)
    yield _collection_table([one for one in columns if not one.quartier or one is first], 0)


def _collection_table(columns: Iterable[Column], limit: int) -> str:
    return _table(
        ("En-tête", "En anglais", "Clé", "Usage", "Contenu"),
        (
            (
                layout.header(column, "fr"),
                layout.header(column, "en"),
                f"`{column.key}`",
                ROLES[column.role],
                MEANINGS.get(column.words) or _entry(column.key, limit),
            )
            for column in columns
        ),
    )


def _entry(key: str, limit: int) -> str:
    """What the bubble over an entry cell says."""
    said = " ".join(label("fr", "collection", f"input_{key}").split("Attendu ici")[0].split())
    return said.replace("{limit:number}", str(limit))


def _campaign() -> Iterator[str]:
    yield "## campagne.xlsx"
    yield f"### {campaign.sheet_title(SHEET)}\n\nUne ligne par réglage."
    yield _campaign_table("Rubrique", SETTINGS)
    for sheet in SHEETS:
        yield f"### {campaign.sheet_title(sheet.key)}"
        yield _campaign_table("En-tête", shown(sheet))


def _campaign_table(first: str, columns: Sequence[campaign.CampaignColumn]) -> str:
    return _table(
        (first, "En anglais", "Forme", "Contenu"),
        ((campaign.header(one, "fr"), campaign.header(one, "en"), _form(one), note(one, "fr")) for one in columns),
    )


def _form(column: campaign.CampaignColumn) -> str:
    if column.form is not CellForm.WORD:
        return FORMS[column.form]
    return f"{FORMS[column.form]} : {', '.join(labels('fr', column.words).values())}"


def _data() -> Iterator[str]:
    yield f"## {label('fr', 'sheets', 'facts')}"
    yield (
        "Feuille du classeur de synthèse, et colonnes de `qpv-xlsx export` : une ligne par réponse. "
        "Le nom est celui de l’export en JSON."
    )
    yield _table(
        ("En-tête", "En anglais", "Nom", "Contenu"),
        (
            (data.header(name, "fr"), data.header(name, "en"), f"`{name}`", data.explanation(name, "fr"))
            for name in data.NAMES
        ),
    )


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
