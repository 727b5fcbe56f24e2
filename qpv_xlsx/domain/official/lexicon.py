"""What the words above a column say that it holds, in French and in English."""

import re
from dataclasses import dataclass
from enum import StrEnum

from qpv_xlsx.domain.wording import bare_words


class TableRole(StrEnum):
    """What a column of an official table holds."""

    THEME = "theme"
    STRATEGIC = "strategic"
    OPERATIONAL = "operational"
    NATIONAL = "national"
    INDICATOR = "indicator"
    UNIT = "unit"
    BASELINE = "baseline"
    BASELINE_YEAR = "baseline_year"  # of the figure beside it
    RESULT = "result"  # of the year in the header
    FORECAST = "forecast"  # neither a result nor a target
    TARGET = "target"
    PILOT = "pilot"
    SOURCE = "source"
    FREQUENCY = "frequency"
    DEADLINE = "deadline"
    NUMBER = "number"  # the table's own numbering
    ASIDE = "aside"  # read by a person, not by this program


_WORDS: tuple[tuple[TableRole, str], ...] = (
    (TableRole.INDICATOR, r"^(?:les |intitules? d(?:e l |es )|libelles? d(?:e l |es ))?indicat(?:eur|or)s?\b(?!.*\b(?:cibles?|valeurs?|target|baseline|unites?|national))"),
    (TableRole.INDICATOR, r"^(?:ce que (?:l )?(?:on|nous) mesur\w*|(?:que|quoi) mesurer|mesure de l (?:impact|effet)|how (?:do we|will we|to) measure\b.*)$"),
    (TableRole.UNIT, r"^unites?\b|^units?$|^unit of|\bmeasurement unit\b|\bunites? de mesure\b"),
    (TableRole.NUMBER, r"^(?:n|no|num|numero|ref|code|id|rang|n d ordre)(?: (?:de l |de |d )?(?:indicateur|action|fiche|objectif|mesure|indicator)s?)?$|^fiches?(?: actions?)?$"),
    (TableRole.DEADLINE, r"^(?:echeances?|calendriers?|echeanciers?|delais?|dates? (?:limites?|d echeance|butoir|de fin|cibles?|prevues?|visees?)|annees? (?:cibles?|d echeance|visees?)|horizons?|target (?:year|date)|date de realisation|deadline|timeline|timing|quand|when)$"),
    (TableRole.PILOT, r"\bpilot(?:e|es|age)\b|\bresponsables?\b|\bporteurs?\b|\bchefs? de file\b|\breferents?\b|\blead\b|\bleader\b|\bowners?\b|\bresponsible\b|\bservices?\b|\bacteurs?\b|\boperateurs?\b|\binstitutions?\b|\bmaitr(?:es?|ises?) d ouvrages?\b|\bstructures? (?:referentes?|pilotes?|porteuses?|responsables?)\b|\breferentes?\b|\ben charge\b|\bservices? instructeurs?\b|\badministrations?\b|^qui\b|^who\b"),
    (TableRole.ASIDE, r"partenaires?\b|\bpartners?\b|\bcommentaires?\b|\bobservations?\b|\bremarques?\b|\bcomments?\b|\bnotes?\b|\bcout\b|\bbudget\b|\bfinancements?\b|\bmodes? de calcul\b|\bmethodes?\b|\bdefinition\b|\bmoyens\b|\bmeans(?! of verification)\b|\bmodalites?\b|^comment (?:le |la |les |l )?(?:suit|suivre|mesure|evalue)\b.*|\bhypotheses?\b|^(?:sexe|genre|ventilation|details?|precisions?|sous population|tranche d age|gender|sex|breakdown)$|\bassumptions?\b|\brisques?\b|\brisks?\b|\bconditions? de (?:reussite|succes)\b|^(?:qpv?|quartiers?) (?!prioritaires?\b|\d)[a-z].*|\btaux (?:de realisation|d avancement|d execution|d atteinte)\b|^statuts?$|^descript(?:if|ion)s?\b|^contexte$|\bjalons?\b|\bmilestones?\b|^etapes?\b|\bvaleurs? intermediaires?\b|\bcibles? intermediaires?\b|\bobjectifs? intermediaires?\b|\bpublic (?:cible|vise)|\bavancement\b|^(?:ville|epci|agglo\w*|communes?|departement|region|france|metropole|academie|moyenne\b.*)(?: entiere)?(?: (?:19|20)\d\d)?$|\betat d avancement"),
    (TableRole.SOURCE, r"\bsources?\b|\bmeans of verification\b|\bmoyens? de verification\b|\borigine des donnees|\bproducteurs?\b|\bfournisseurs?\b"),
    (TableRole.FREQUENCY, r"\bfrequences?\b|\bperiodicites?\b|\bfrequency\b|\brythme\b"),
    (TableRole.NATIONAL, r"\bnational(?:e|es|s|aux)?\b"),
    (TableRole.FORECAST, r"\bprevisions?\b|\bprevisionnel(?:le)?s?\b|\bprevue?s?\b|\bprev\b|\bforecasts?\b|\btendanciel|\bprojections?\b"),
    (TableRole.BASELINE_YEAR, r"^an(?:nee)?s? (?:d[eu] )?(?:la )?(?:baseline|reference|base|depart|valeur (?:initiale|de depart|de reference)|mesure|situation|donnees?)$|^(?:baseline|reference) year$|^year of (?:the )?(?:baseline|reference)$"),
    (TableRole.BASELINE, r"\bsituations? (?:de depart|initiales?|actuelles?|de reference|en \d{4}|\d{4})|\bvaleurs? (?:initiales?|de depart|de reference|actuelles?|de base)|\betats? (?:initial|initiaux|des lieux|de depart|actuel)|\bpoints? de depart|\bdonnees? (?:de depart|initiales?|de reference)|\bresultats? (?:de depart|initia)|\bbaseline\b|\bstarting (?:point|value)|\binitial (?:value|situation)|^(?:depart|references?|initial)$|^(?:base|depart|initial)(?: en)? \d{4}$|\bt ?0\b|^ref(?:erence)?s? (?:en )?\d{4}$|^(?:diagnostic|photographie|niveau|mesure|etat) (?:en )?\d{4}$|\ban(?:nee)? (?:de reference|zero)|^situation$|\bou en (?:est on|sommes nous|est l action)\b|\bpoints? de situation\b|\bd ou (?:part on|partons nous)\b|\bwhere (?:are we|do we stand|we are)\b|\bcurrent (?:situation|value|state)\b|^(?:ensemble|total|moyenne) des (?:qpv?|quartiers?)(?: prioritaires?)?(?: (?:en )?\d{4})?$|^aujourd hui$|^actuel(?:lement)?$|\bniveau (?:actuel|initial|de depart)\b|\bchiffres? (?:actuels?|cles? de depart)\b"),
    (TableRole.TARGET, r"\bcibles?\b|\btargets?\b|\bresultats? attendus?|\bvaleurs? (?:visees?|attendues?|a atteindre)|\bobjectifs? (?:loca(?:l|ux)|chiffres?|quantifies?|quantitatifs?|vises?|a atteindre|cibles?|annuels?|fin(?:al|aux)|(?:en |pour |a |d ici |horizon )*\d{4})|\bgoals? \d{4}|\battendus?\b|\bobjectifs?\b.*\b20\d\d\b|\becheances? \d{4}|\bhorizon \d{4}|\ba atteindre\b|^objectifs? (?:(?:a|sous|dans) (?:\d+|un|deux|trois|quatre|cinq) (?:ans?|mois)|a terme)\b|\bou (?:voulons nous|veut on|souhaitons nous) (?:aller|arriver|en etre)\b|\bwhere (?:do we|we) want to (?:be|go)\b|\bambitions? (?:chiffrees?|(?:pour |en |a |d ici )*20\d\d)"),
    (TableRole.RESULT, r"^(?:en |dans les )?(?:qpv?|quartiers?(?: prioritaires?)?) (?:19|20)\d\d$|\bresultats?\b|\brealis(?:e|es|ee|ees|ation|ations)\b|\bconstat(?:e|es|ee|ees)?\b|\bbilans?\b|\bactuals?\b|\bachieved\b|\bresults?\b(?! chain)|\bvaleurs?\b.*\d{4}|\bobserve"),
    (TableRole.INDICATOR, r"\bindicat(?:eur|or)s?\b|\bcriteres? (?:d evaluation|de suivi|de reussite)|\bkpis?\b"),
    (TableRole.OPERATIONAL, r"\boperation(?:nel|nels|nelle|nelles|al)\b|\bobjectifs? specifiques?\b|\bactions?\b|\bmesures?\b|\bengagements?\b|\bleviers?\b|\bmeasures?\b|\bsous objectifs?\b|\b(?:results? chain|chaine de resultats|intervention logic|logique d intervention|niveaux? de resultats?|narrative summary|outputs?|outcomes?|effets? attendus?)\b"),
    (TableRole.STRATEGIC, r"\bstrategi(?:que|ques|c)\b|\borientations?\b|\benjeux?\b|\bfinalites?\b|\bobjectifs? generaux\b|\bobjectif general\b|\bambitions?\b|\bgoals?\b"),
    (TableRole.THEME, r"\bthem(?:e|es|atique|atiques)\b|\baxes?\b|\bpiliers?\b|\bvolets?\b|\bconventions?\b|\bdomaines?\b|\bpolitiques? publiques?\b|\bpriorites?\b|\bchapitres?\b|\bpillars?\b|\bareas?\b|\bfields?\b|\bsecteurs?\b"),
    (TableRole.OPERATIONAL, r"\bobjectifs?\b|\bobjectives?\b"),
)  # fmt: skip
ENGLISH = frozenset(
    {
        "indicator",
        "indicators",
        "target",
        "targets",
        "lead",
        "owner",
        "goal",
        "objective",
        "objectives",
        "theme",
        "unit",
        "actual",
        "achieved",
        "area",
    }
    | {
        "result",
        "results",
        "strategic",
        "operational",
        "measure",
        "frequency",
        "deadline",
        "partners",
        "pillar",
        "responsible",
    }
)
FRENCH = frozenset(
    {
        "indicateur",
        "indicateurs",
        "cible",
        "cibles",
        "objectif",
        "objectifs",
        "pilote",
        "pilotes",
        "responsable",
        "unite",
        "theme",
        "thematique",
        "axe",
    }
    | {
        "resultat",
        "resultats",
        "depart",
        "valeur",
        "situation",
        "echeance",
        "frequence",
        "mesure",
        "strategique",
        "operationnel",
    }
)
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _WORDS)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEAR_ALONE = re.compile(r"(?:annee |year |an )?((?:19|20)\d\d)(?: (?:19|20)?\d\d)?")
_LONGEST = 120  # characters of a header; longer texts are contents


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A header understood. *years*: those it names, in order; *is_year_alone*: it says nothing else."""

    role: TableRole
    years: tuple[int, ...] = ()
    is_year_alone: bool = False


def heading_of(words: str) -> Heading | None:
    """What *words* above a column announce; None for words that announce nothing known."""
    said = bare_words(words)
    if not said or len(said) > _LONGEST:
        return None
    years = tuple(int(year) for year in _YEAR.findall(said))
    if _YEAR_ALONE.fullmatch(said):
        return Heading(role=TableRole.RESULT, years=years, is_year_alone=True)
    role = next((role for role, pattern in _PATTERNS if pattern.search(said)), None)
    return None if role is None else Heading(role=role, years=years)


_NAMES: tuple[tuple[TableRole, str], ...] = (
    (TableRole.THEME, "thème|thématique|axe|convention"),
    (TableRole.STRATEGIC, "objectif stratégique|orientation|stratégique"),
    (TableRole.OPERATIONAL, "objectif opérationnel|objectif|action|opérationnel"),
    (TableRole.NATIONAL, "cible nationale|valeur cible nationale"),
    (TableRole.INDICATOR, "indicateur|indicator"),
    (TableRole.UNIT, "unité|unit"),
    (TableRole.BASELINE, "départ|situation de départ|valeur initiale|référence|baseline"),
    (TableRole.BASELINE_YEAR, "année de départ|année de référence|baseline year"),
    (TableRole.TARGET, "cible|objectif local|target"),
    (TableRole.PILOT, "pilote|responsable|administration|lead"),
    (TableRole.SOURCE, "source"),
    (TableRole.FREQUENCY, "fréquence|frequency"),
    (TableRole.DEADLINE, "échéance|deadline"),
    (TableRole.NUMBER, "numéro|number"),
    (TableRole.FORECAST, "prévision|forecast"),
    (TableRole.ASIDE, "rien|ignorer|ignore|none"),
)
_ROLE_BY_NAME = {bare_words(name): role for role, names in _NAMES for name in names.split("|")}


def named_role(name: str) -> Heading | None:
    """The role that a coordinator names to correct a reading: « cible », « cible 2028 », « résultat 2023 »."""
    said = bare_words(name)
    years = tuple(int(year) for year in _YEAR.findall(said))
    bare = " ".join(_YEAR.sub(" ", said).split())
    if years and bare in {"", "resultat", "resultats", "realise", "result"}:
        return Heading(role=TableRole.RESULT, years=years)
    role = _ROLE_BY_NAME.get(bare) or _ROLE_BY_NAME.get(re.sub(r"s\b", "", bare))  # « cibles »
    return None if role is None else Heading(role=role, years=years)


def role_names() -> tuple[str, ...]:
    """One name per role, as *named_role* takes them."""
    return tuple(names.split("|")[0] for _, names in _NAMES)
