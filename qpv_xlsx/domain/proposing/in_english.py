"""An English wording in the words that the grammar knows: « at least 70 % by 2028 » is « au moins 70 % d'ici 2028 »."""

import re

_ENGLISH = re.compile(
    r"\b(?:the|of|at least|at most|by|per (?:year|month|quarter|week|annum|school)|from|than|each|every|increas\w+|decreas\w+|reduc(?:e|ed|ing)|halve[ds]?|keep|kept"
    r"|maintain(?:ed)?|complet(?:e|ed|ion)|within|less|fewer|more|over|below|under|above|between|half|quarterly|yearly|annually|monthly|weekly|to be (?:defined|determined|confirmed)|tbd|tbc|set up|signed|opened|gap)\b",
    re.IGNORECASE,
)
_FRENCH = re.compile(
    r"\b(?:le|la|les|de|du|des|au|aux|en|par|pour|une?|et|ou|dans|avec|sur|ans?|moins|plus|d['’]ici|jusqu)\b|\b[dlnsq]['’]|[éèêàçùâîô]",
    re.IGNORECASE,
)
_ONLY_ENGLISH = re.compile(
    r"€ ?\d|\b(?:tenants|residents|inhabitants|women|girls|boys|young people|youths?|children|pupils|students|job ?seekers|apprentices|households|families"
    r"|dwellings|homes|houses|meetings|workshops|mediators|volunteers|schools|jobs|companies|businesses|doctors|events|people|neighbou?rhoods|districts|additional|two thirds)\b",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_MONTHS = {
    "january": "janvier", "february": "février", "march": "mars", "april": "avril", "may": "mai", "june": "juin", "july": "juillet",
    "august": "août", "september": "septembre", "october": "octobre", "november": "novembre", "december": "décembre",
}  # fmt: skip
_NUMBERS = {
    "one": "un", "two": "deux", "three": "trois", "four": "quatre", "five": "cinq", "six": "six", "seven": "sept", "eight": "huit",
    "nine": "neuf", "ten": "dix", "twelve": "douze", "twenty": "vingt",
}  # fmt: skip
_NOUNS = {
    "tenants": "locataires", "residents": "habitants", "inhabitants": "habitants", "participants": "participants", "women": "femmes",
    "girls": "filles", "boys": "garçons", "men": "hommes", "young people": "jeunes", "youths": "jeunes", "youth": "jeunes", "children": "enfants",
    "pupils": "élèves", "students": "élèves", "jobseekers": "demandeurs d'emploi", "job seekers": "demandeurs d'emploi", "apprentices": "apprentis",
    "beneficiaries": "bénéficiaires", "households": "ménages", "families": "familles", "dwellings": "logements", "homes": "logements",
    "housing units": "logements", "houses": "logements", "meetings": "réunions", "workshops": "ateliers", "sessions": "séances", "visits": "visites",
    "mediators": "médiateurs", "volunteers": "bénévoles", "schools": "écoles", "classes": "classes", "places": "places", "projects": "projets",
    "jobs": "emplois", "contracts": "contrats", "companies": "entreprises", "businesses": "entreprises", "associations": "associations",
    "doctors": "médecins", "burglaries": "cambriolages", "complaints": "plaintes", "events": "manifestations", "actions": "actions",
    "partners": "partenaires", "people": "personnes", "persons": "personnes", "staff": "agents", "teachers": "enseignants", "neighbourhoods": "quartiers",
    "neighbourhood": "quartier", "neighborhoods": "quartiers", "districts": "quartiers", "district": "quartier", "school": "école",
    "parity": "parité", "satisfied": "satisfaits", "satisfaction": "satisfaction", "trained": "formés", "supported": "accompagnés", "renovated": "rénovés",
    "enrolled": "inscrits", "vacancy": "de vacance", "unemployment": "chômage", "employment": "emploi", "attendance": "fréquentation",
    "response rate": "taux de réponse", "rate": "taux", "share": "part", "number of": "nombre de", "proportion of": "part des",
    "over the period": "sur la période", "in total": "au total", "with": "avec", "are": "sont", "is": "est", "were": "sont",
}  # fmt: skip
_WORDS = (
    (r"€ ?(\d(?:[\d .,]*\d)?) ?(?:m|million)\b", r"\1 M€"),
    (r"€ ?(\d(?:[\d .,]*\d)?) ?k\b", r"\1 k€"),
    (r"€ ?(\d(?:[\d .,]*\d)?)", r"\1 €"),
    (r"\bmillion euros?\b", "millions d'euros"),
    (r"\b(?:percentage points?|pp|p\.p\.|ppts?)(?!\w)", "points"),
    (r"\bper ?cent\b|\bpercent\b", "%"),
    (r"\b(?:at the )?(?:very )?(?:at least|no (?:less|fewer) than|not (?:less|fewer) than|a minimum of|minimum of)\b", "au moins"),
    (r"\b(?:at most|no more than|not more than|not exceeding|not to exceed|up to a maximum of|a maximum of|maximum of|capped at|limited to)\b", "au plus"),
    (r"\b(?:or more|or above|or higher)\b", "ou plus"),
    (r"\b(?:or less|or fewer|or below|or lower)\b", "ou moins"),
    (r"\b(?:less|fewer|lower) than\b|\b(?:below|under)(?= \d)", "moins de"),
    (r"\b(?:more|greater|higher) than\b|\b(?:above|over|exceeding)(?= \d)", "plus de"),
    (r"\b(?:to )?(?:increas\w+|rais\w+|rise|grow|go|going|move|bring|brought)(?: up)? from (?=\d)", "passer de "),
    (r"\b(?:to )?(?:reduc\w+|decreas\w+|cut|lower\w*|fall|drop)(?: down)? from (?=\d)", "passer de "),
    (r"\bfrom (?=\d)", "de "),
    (r"\b(?:an? )?(?:increase|rise|growth|gain) (?:of|by) (?:an? )?", "hausse de "),
    (r"\b(?:to )?(?:increas\w+|rais\w+|rise|grow|improve)\b(?=.*\bby \+?\d)", "augmenter"),
    (r"\b(?:a )?(?:reduction|decrease|fall|drop|cut) (?:of|by|in) ", "baisse de "),
    (r"\b(?:to )?(?:reduc\w+|decreas\w+|cut|lower\w*)\b", "réduire"),
    (r"\b(?:to )?clos\w+ the gap\b", "réduire l'écart"),
    (r"\bthe gap\b|\bgap\b", "l'écart"),
    (r"\b(?:to )?(?:increas\w+|rais\w+)\b", "augmenter"),
    (r"\b(?:to )?doubl(?:e|ed|ing)\b", "doubler"),
    (r"\b(?:to )?tripl(?:e|ed|ing)\b", "tripler"),
    (r"\b(?:to )?halv(?:e|ed|ing)\b", "réduire de moitié"),
    (r"\btwice as many\b", "doubler"),
    (r"\b(?:to )?(?:maintain(?:ed)?|keep|kept)(?: at least)? at (?:least )?(?=\d)", "maintien à "),
    (r"\b(?:to )?(?:maintain(?:ed)?|keep|kept|stable|sustain(?:ed)?)\b", "maintien"),
    (r"\bby the end of (?=(?:[a-z]+ )?20\d\d)", "d'ici fin "),
    (r"\b(?:by|before|no later than) (?=(?:[a-z]+ )?20\d\d)", "d'ici "),
    (r"\bby (?=[-+]?\d)", "de "),
    (r"\bin (?=(?:[a-z]+ )?20\d\d)", "en "),
    (r"\b(?:a|per|each|every) year\b|\bper annum\b|\b(?:yearly|annually)\b", "par an"),
    (r"\b(?:a|per|each|every) quarter\b|\bquarterly\b", "par trimestre"),
    (r"\b(?:a|per|each|every) month\b|\bmonthly\b", "par mois"),
    (r"\b(?:a|per|each|every) week\b|\bweekly\b", "par semaine"),
    (r"\b(?:per|in each|in every) (?=\w)", "par "),
    (r"\b(?:one|a) half\b|\bhalf\b", "la moitié"),
    (r"\btwo thirds\b", "deux tiers"),
    (r"\b(?:one|a) third\b", "un tiers"),
    (r"\bthree quarters\b", "trois quarts"),
    (r"\b(?:one|a) quarter\b", "un quart"),
    (r"\b(?:compared (?:with|to)|against|versus|vs\.?)(?: the)?(?: level of)? (?=20\d\d)", "par rapport à "),
    (r"\bout of (?=\d)", "sur "),
    (r"\b(?:to )?reach(?:ed|ing)?\b", "atteindre"),
    (r"\b(?:target|goal)\b", "objectif"),
    (r"\bbaseline\b", "situation de départ"),
    (r"\b(?:to be (?:defined|determined|confirmed|decided)|tbd|tbc|n/a|not defined)\b", "à définir"),
    (r"\b(?:completed|delivered|implemented|in place|done|achieved)\b", "réalisé"),
    (r"\bset up\b|\bestablished\b|\bcreated\b", "créé"),
    (r"\bsigned\b", "signé"),
    (r"\bopened\b", "ouvert"),
    (r"\bwithin (?=\d)", "sous "),
    (r"\bbetween (?=\d)", "entre "),
    (r"\b(?:about|around|approximately|roughly|some)(?= \d)", "environ"),
    (r"(?<=\d )(?:additional|extra|more|new) (\w+)", r"\1 supplémentaires"),
    (r"\b(?:days?)\b", "jours"),
    (r"\bweeks?\b", "semaines"),
    (r"\bmonths?\b", "mois"),
    (r"\byears?\b", "ans"),
    (r"\bhours?\b", "heures"),
    (r"(?<=% )of (?:the |all )?", "des "),
    (r"\b(moitié|tiers|quarts?) of (?:the |all )?", r"\1 des "),
    (r"(?<=\d )to (?=\d)|(?<=% )to (?=\d)|(?<=points )to (?=\d)", "à "),
    (r"\bto (?=\d)", "à "),
    (r"\band\b", "et"),
    (r"\bthe\b", "les"),
)  # fmt: skip
_NAMED = {**_MONTHS, **_NUMBERS, **_NOUNS}
_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_NAMED, key=len, reverse=True))})\b", re.IGNORECASE)
_SAID = tuple((re.compile(english, re.IGNORECASE), french) for english, french in _WORDS)


def is_english(wording: str) -> bool:
    """Whether the words are English, and none is French."""
    is_said = _ENGLISH.search(wording) or _ONLY_ENGLISH.search(wording)
    return is_said is not None and _FRENCH.search(wording) is None


def in_french(wording: str) -> str:
    """*wording*, which is English, with the words that tell bounds, changes, dates and rhythms in French; nouns stay."""
    text = _THOUSANDS.sub(" ", wording)
    for pattern, french in _SAID:
        text = pattern.sub(french, text)
    return _WORD.sub(lambda found: _NAMED[found[0].lower()], text)
