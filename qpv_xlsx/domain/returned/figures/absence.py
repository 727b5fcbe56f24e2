"""Conventions for missing data, as INSEE's signs and respondents' habits write them. None of them is ever 0.

Signs: nd, ns, s, c and /// are INSEE's (« signes conventionnels »); the rest is what returns hold.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from qpv_xlsx.domain.contract.questions import Situation
from qpv_xlsx.domain.returned.figures.outcomes import Absent
from qpv_xlsx.domain.returned.refusing_words import says_refusal
from qpv_xlsx.domain.spelling import folded

_UNAVAILABLE = """
nd|nc|nr|indispo|sans reponse|n d|n c|n r|n/d|n/c|n/r|?|-|/|//|.|x|xx|xxx|indisponible|indisponibles|inconnu|inconnue|non connu|non connue|non connus
non disponible|non disponibles|non dispo|pas disponible|pas dispo|pas encore disponible|pas encore connu
non communique|non communiquee|non communiques|non renseigne|non renseignee|non transmis|non fourni|non fournie
donnee non disponible|donnees non disponibles|donnee indisponible|donnees indisponibles|pas de donnee|pas de donnees
aucune donnee|a venir|en attente|a preciser|a completer|a renseigner|a confirmer|en cours|en cours de collecte
en cours de consolidation|en cours de calcul|ne sait pas|nsp|not available|unavailable|unknown|no data|tbd|tbc|pending
non disponible (nd)|not available (nd)|non disponible nd
"""
_NOT_APPLICABLE = """
so|s/o|s o|na|n/a|n a|///|sans objet|sans-objet|sans obj|supprime|supprimee|non applicable|pas applicable|non concerne|non concernee|pas concerne
pas concernee|ne s'applique pas|not applicable|sans objet (so)|not applicable (so)|sans objet so|dispositif supprime
dispositif supprimee|dispositif arrete|dispositif termine|dispositif remplace|dispositif abandonne|dispositif inexistant
mesure supprimee|n'existe plus
"""
_CONFIDENTIAL = """
s|c|ss|secret|secret stat|secret statistique|secret fiscal|confidentiel|confidentielle|statistical secrecy
secret statistique (s)|statistical secrecy (s)|donnee confidentielle|donnees confidentielles
"""
_NOT_SIGNIFICANT = "ns|non significatif|non significative|non representatif|pas significatif|not significant"
_NOTHING = "neant|etat neant|neant.|rien a declarer|rien a signaler|nothing to report|nil return|nil"


def _entries(listed: str, situation: Situation, case: str, *, is_sure: bool = True) -> Mapping[str, Absent]:
    absent = Absent(situation=situation, case=case, is_sure=is_sure)
    return {sign: absent for line in listed.split("\n") for sign in line.split("|") if sign}


_SIGNS: Mapping[str, Absent] = MappingProxyType(
    {
        **_entries(_UNAVAILABLE, Situation.UNAVAILABLE, "nd"),
        **_entries(_NOT_APPLICABLE, Situation.NOT_APPLICABLE, "so"),
        **_entries(_CONFIDENTIAL, Situation.SECRET, "s"),
        **_entries(_NOT_SIGNIFICANT, Situation.UNAVAILABLE, "not_significant", is_sure=False),
        **_entries(_NOTHING, Situation.NOT_APPLICABLE, "nothing", is_sure=False),
    },
)

_SIGN_AND_MORE = r"\b\.? ?([:,;(-]|depuis|car|en|pour|cette|a ce\b|au\b|a l'|actuellement)"
_MONTH = r"(janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
_NO_FIGURE = (  # years, days, ranks and ages are no answer
    rf"([^\d]|\b(19|20)\d\d\b|\b\d{{1,2}}/\d{{1,2}}(/\d{{2,4}})?\b|\b\d{{1,2}}(er|e|emes?)\b|\b\d{{1,2}} (ans?|{_MONTH})\b)*$"
)
_WITH_FIGURE = re.compile(  # « nd : 12 », « nd : 492 300 € », « nd : 1 pour 80 »
    r"[:=,;-] ?(?:environ |env\.? ?|~ ?)?(?!(?:19|20)\d\d\b)\d[\d .,]*"
    rf"(?:[%‰€]|(?!{_MONTH}|mois|ans?\b|e\b|er\b)[a-z]+|(?:sur|pour|/) ?\d[\d .,]*)?$"
)
_EXPLAINED = (
    (re.compile(r"(so|s\.o|n/a)" + _SIGN_AND_MORE), Situation.NOT_APPLICABLE),
    (re.compile(r"(nd|n\.d|nc|n\.c|nr|n\.r)" + _SIGN_AND_MORE), Situation.UNAVAILABLE),
    (re.compile(r"(sans objet|non applicable|non concernee?)\b."), Situation.NOT_APPLICABLE),
    (
        re.compile(
            r"(dispositif|mesure|action|contrat|programme|aide)s? (est |sont |a ete |ont ete |n'existe )?"
            r"(supprime|remplace|arrete|abandonne|termine|disparu|clos|inexistant|plus\b)",
        ),
        Situation.NOT_APPLICABLE,
    ),
    (re.compile(r"(n'existe plus|n'est plus en vigueur|fin du dispositif|suppression du )"), Situation.NOT_APPLICABLE),
    (
        re.compile(
            r"((non|pas( encore)?|plus) (disponible|communique|renseigne|connu|transmis|fourni)e?s?|indisponible"
            r"|(donnee|chiffre|indicateur|resultat|information|statistique)s? (nationale?s?|non|indisponible|pas|manquant|inexistant|absent)"
            r"|(pas|aucune?|absence) (de |d')?(donnee|chiffre|statistique|ventilation|remontee|retour|info|information|comptage|releve)s?\b"
            r"|en attente|(donnee|chiffre|resultat|indicateur|information|statistique)s? en cours\b|en cours d|(je|on|nous) ne (sai[st]|savons) pas)"
            + _NO_FIGURE,
        ),
        Situation.UNAVAILABLE,
    ),
    (
        re.compile(
            r"(est |sera |a )?(fourni|donne|transmis|communique|produit|calcule|detenu|publie)e?s? "
            r"(par (?!(quartier|commune|territoire|an|mois|trimestre|semestre|sexe|age|personne|mail|courriel|telephone)s?\b)[a-z]"
            r"|au niveau national)" + _NO_FIGURE,
        ),
        Situation.UNAVAILABLE,
    ),
    (
        re.compile(
            r"((remplace|supprime|abandonne|absorbe)e?s? (par|depuis|en|au|le)|arretee?s? (depuis|en|au profit))\b"
            + _NO_FIGURE
        ),
        Situation.NOT_APPLICABLE,
    ),
    (
        re.compile(
            r"((non|pas( encore)?|jamais) (mesur|calcul|suivi|evalu|quantifi|comptabilis|recens|chiffr|observ|exploitabl|ventil|geolocalis|territorialis|declin|isol|distingu"
            r"|identifi|collect|remont|determin|estim)"
            r"(e|es|ee|ees|able|ables|s)?\b|pas de suivi\b|impossible a (calculer|mesurer|quantifier|evaluer|produire|isoler)"
            r"|(en )?attente (d[eu']|des |retour|reponse)"
            r"|(a (completer|demander|voir|renseigner|obtenir)|demander|voir|contacter) (par|avec|a|aupres d[eu]) "
            r"(la |le |les |l'|du |des )[a-z])" + _NO_FIGURE,
        ),
        Situation.UNAVAILABLE,
    ),
    (
        re.compile(
            r"((donnee|chiffre|indicateur|resultat|information|statistique)s? )?((sera |seront |est |sont )?(disponible|attendu|livre|publie|communique|transmis|fourni)e?s? "
            r"(seulement |uniquement )?(ulterieurement|plus tard|prochainement|a partir|fin|debut|courant|mi|apres|des|d'ici|au printemps|a l'automne|a l'ete|au (1er|2e|2eme|3e|3eme|4e|4eme|premier|second|deuxieme|troisieme|quatrieme|prochain) (trimestre|semestre)"
            r"|en " + _MONTH + r"|en (19|20)\d\d)\b|a venir\b)" + _NO_FIGURE
        ),
        Situation.UNAVAILABLE,
    ),
    (
        re.compile(
            r"secret statistique\b.|((donnee|chiffre|resultat|indicateur|information)s? )?(sous|couverte?s? par le|soumise?s? au|protegee?s? par le) secret\b"
        ),
        Situation.SECRET,
    ),
)


def read_absence(text: str) -> Absent | None:
    """What *text* says of a value that is not there; None where it says nothing of the kind."""
    words = folded(text)
    if says_refusal(text):
        return Absent(situation=Situation.UNAVAILABLE, case="refused", explains=True)
    return _SIGNS.get(words) or _SIGNS.get(_bare(words)) or _explained(words)


def says_nothing_to_report(text: str) -> bool:
    """Whether a comment is an « état néant », which is an answer."""
    found = _SIGNS.get(_bare(folded(text)))
    return folded(text).startswith("etat neant") or (found is not None and found.case == "nothing")


def _bare(words: str) -> str:
    """« n.d. », « [nd] », « (so) », « --- », « ??? » reduced to the sign itself."""
    undotted = words.replace(".", "").replace("…", "").strip(" ()[]\"'*!:;,«»")
    if undotted and set(undotted) <= {"-", " ", "_"}:
        return "-"
    if undotted and set(undotted) <= {"?", " "}:
        return "?"
    return undotted or ("." if set(words) <= set(".…: ") and words else "")


def _explained(words: str) -> Absent | None:
    if _WITH_FIGURE.search(words):  # « nd : 12 » says two things
        return None
    for pattern, situation in _EXPLAINED:
        if pattern.match(words):
            return Absent(situation=situation, case=f"{situation.value}_explained", explains=True)
    return None
