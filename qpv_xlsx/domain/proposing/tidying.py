"""A wording made plain: one kind of space, of apostrophe, of dash and of arrow. Nothing is read here."""

import re
import unicodedata

from qpv_xlsx.domain.numbered_lists import on_lines

_SPACES = re.compile(r"[^\S\n]+|[\u200b-\u200d\u2060\ufeff\u00ad]")
_SIGNS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "´": "'",
        "`": "'",
        "−": "-",
        "–": "-",
        "—": "-",
        "‑": "-",
        "‐": "-",
        "×": "x",
        "➔": "→",
        "➜": "→",
        "⇒": "→",
        "⟶": "→",
        "«": " ",
        "»": " ",
        "“": " ",
        "”": " ",
        '"': " ",
        "•": "\n",
        "▪": "\n",
        "‣": "\n",
        "…": "...",
        "[": "(",
        "]": ")",
    }
)
_PERCENT_SIGNS = r"(?: ?(?:per[ -]?cents?\b|pour-cents?\b|pour ?centage\b|prct\b\.?|pct\b\.?|p\. ?c\.|[°º] ?/ ?[°ºo0](?!\w)|[％٪])| [o0] ?/ ?[o0](?!\w)|o/o\b)"  # foreign, abbreviated, or misread by a scanner: « 0/0 »
_LONE_BOUND = r"(?:au )?(?:min(?:i(?:mum)?)?|max(?:i(?:mum)?)?)\.?|au (?:moins|plus)|[aà] minima|environ"
_GOES_UP_OR_DOWN = r"augment\w+|progress\w+|accroître|hausse|mont(?:er|ée)|réduire|réduction|diminu\w+|baiss\w+"
_REWRITTEN = (
    (re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]"), " "),  # our own marks are made of these
    (re.compile(r"\r\n?"), "\n"),
    (re.compile(r"(?<=\d) ?½"), ",5"),
    (re.compile(r"(?<=\d) ?¼"), ",25"),
    (re.compile(r"(?<=\d) ?¾"), ",75"),
    (re.compile(r"½"), " 1/2"),
    (re.compile(r"¼"), " 1/4"),
    (re.compile(r"¾"), " 3/4"),
    (re.compile(rf"(?<=\d){_PERCENT_SIGNS}", re.IGNORECASE), " %"),
    (re.compile(r"(?<=\d) ?pour (?:mille|1 ?000)(?=\W*(?:$|\n|en |d.ici))", re.IGNORECASE), " ‰"),
    (re.compile(r"\bune? demi[- ](?=points?\b)", re.IGNORECASE), "0,5 "),
    (re.compile(r"\bun point et demi\b", re.IGNORECASE), "1,5 point"),
    (re.compile(r"\b(en|de) \+(?= ?(?:$|[^\W\d]|[,;.)]))", re.IGNORECASE | re.MULTILINE), r"\1 plus"),
    (re.compile(r"\b(en) -(?= ?(?:$|[^\W\d]|[,;.)]))", re.IGNORECASE | re.MULTILINE), r"\1 moins"),
    (re.compile(r"\bau - (?=\d)", re.IGNORECASE), "au moins "),
    (re.compile(r"\bau \+ (?=\d)", re.IGNORECASE), "au plus "),
    (re.compile(r"\b(et|ou) \+ *(?=$|[,;)])", re.IGNORECASE | re.MULTILINE), r"\1 plus"),
    (re.compile(r"\b(et|ou) - *(?=$|[,;)])", re.IGNORECASE | re.MULTILINE), r"\1 moins"),
    (re.compile(rf"\( ?({_LONE_BOUND}) ?\)", re.IGNORECASE), r"\1"),
    (re.compile(rf"\b({_GOES_UP_OR_DOWN}) (?:pour (?:atteindre|arriver à)|jusqu.à) (?=\d)", re.IGNORECASE), r"\1 à "),
    (
        re.compile(
            r"\b(ne|n.) ?(?:doit|doivent|devra|devront|saurait|peut|peuvent|pourra|pourront) (pas|jamais|plus) ",
            re.IGNORECASE,
        ),
        r"\1 \2 ",
    ),
    (re.compile(r"\bse (?=maint|stabilis)", re.IGNORECASE), ""),
    (
        re.compile(
            r"\batteindre (?:et|puis|ou) (?:se )?(?:maintenir|stabiliser|conserver|rester|tenir)\b(?: à)?",
            re.IGNORECASE,
        ),
        "atteindre",
    ),
    (re.compile(r"\b(?:la )?moitié moins (?=de |d.)", re.IGNORECASE), "baisse de moitié "),
    (re.compile(r"<?[-=]+>"), " → "),
    (re.compile(r"↗|⬈|▲"), " hausse "),
    (re.compile(r"↘|⬊|▼"), " baisse "),
    (re.compile(r"(?<!\w)\+ (?=(?:de |d.)[\du])"), "plus "),
    (re.compile(r"(?<!\w)- (?=(?:de |d.)[\du])"), "moins "),
    (re.compile(r"±|\+ ?/ ?-"), "~"),
    (
        re.compile(
            r"\b(maint(?:ien|enir)|stabilis(?:er|ation)) (?:ou|voire|et/ou|et) (?:l'|la |une )?"
            r"(?:amélior|progress|hausse|augment|accro|relèvement|relever)\w*(?: d[ue](?= taux| la part| nombre| niveau| l'))?",
            re.IGNORECASE,
        ),
        r"\1 au moins",
    ),
    (re.compile(r"> ?(?:ou )?="), "≥"),
    (re.compile(r"< ?(?:ou )?="), "≤"),
    (re.compile(r"(?<=[\d%a-zéA-Z])[¹²³⁰-⁹]+(?![a-z])"), ""),
    (re.compile(r"\*+(?! ?\d)"), ""),
)
_DOZENS = {  # « une 30aine »
    "10": "dizaine", "12": "douzaine", "15": "quinzaine", "20": "vingtaine", "30": "trentaine", "40": "quarantaine",
    "50": "cinquantaine", "60": "soixantaine", "100": "centaine",
}  # fmt: skip
_WRITTEN_DOZEN = re.compile(
    r"(?P<lead>\b(?:une|la|quelques|plusieurs|des|les) )?(?<![\d,.])(?P<number>\d{2,3}) ?aine(?P<plural>s?)\b",
    re.IGNORECASE,
)
_AREA = re.compile(r"\b(k?m)[²2]\b")
_FOOTNOTE = re.compile(r"(?<=[%€]) ?\((?:\d|[a-z])\)|(?<=[a-zé]) ?\(\d\)(?=$|[ ,;.\n])")
_REFERENCE = re.compile(
    r"(?<=\S) ?\((?:cf\.?|voir|v\.)? ?(?:la |l'|les )?(?:notes?|annexes?|fiches?|renvois?|p\.|pages?|tableaux?)(?: n ?°| n°)? ?\d{1,3}\)",
    re.IGNORECASE,
)  # « 60 % (cf. note 3) »
_LIST = re.compile(r"^(?:[-o·*] |\d{1,2}[.)°] (?=[^\W\d])|[a-z]\) |\d\) ?)", re.MULTILINE)


def tidy(wording: str) -> str:
    """The wording with plain signs, without footnote calls nor bullets; its line breaks stay."""
    text = _AREA.sub(r"\1²", wording)
    text = re.sub(r"(k?m)²", r"\1_carre", text).translate(_SIGNS)
    for pattern, plain in _REWRITTEN:
        text = pattern.sub(plain, text)
    text = _REFERENCE.sub("", _FOOTNOTE.sub("", _WRITTEN_DOZEN.sub(_dozen, text)))
    lines = [_SPACES.sub(" ", line).strip() for whole in text.split("\n") for line in on_lines(whole).split("\n")]
    return "\n".join(_without_bullets([line for line in lines if line]))


def _dozen(match: re.Match[str]) -> str:
    """« 30aine » is « une trentaine »; « la 30aine » as well, and « 13aine » stays as it is."""
    word = _DOZENS.get(match["number"])
    if word is None:
        return match[0]
    is_one = not match["plural"] and (match["lead"] or "une ").lower() in {"une ", "la "}
    return f"une {word}" if is_one else (match["lead"] or "") + word + "s"


def _without_bullets(lines: list[str]) -> list[str]:
    """A dash opens an item only where several lines have one: « - 2 points » alone is a fall."""
    marked = sum(bool(_LIST.match(line)) for line in lines)
    return [_LIST.sub("", line) for line in lines] if marked > 1 else lines


def fold(text: str) -> str:
    """Small letters without accents, as many as in *text*: what is found in one stands at the same place in the other."""
    return "".join(map(_folded, text))


def _folded(letter: str) -> str:
    bare = unicodedata.normalize("NFD", letter)[0].lower()
    return bare if len(bare) == 1 else letter
