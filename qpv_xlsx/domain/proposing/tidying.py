"""A wording made plain: one kind of space, of apostrophe, of dash and of arrow. Nothing is read here."""

import re
import unicodedata

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
_REWRITTEN = (
    (re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]"), " "),  # our own marks are made of these
    (re.compile(r"\r\n?"), "\n"),
    (re.compile(r"(?<=\d) ?½"), ",5"),
    (re.compile(r"(?<=\d) ?¼"), ",25"),
    (re.compile(r"(?<=\d) ?¾"), ",75"),
    (re.compile(r"½"), " 1/2"),
    (re.compile(r"¼"), " 1/4"),
    (re.compile(r"¾"), " 3/4"),
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
    (re.compile(r"> ?="), "≥"),
    (re.compile(r"< ?="), "≤"),
    (re.compile(r"(?<=[\d%a-zéA-Z])[¹²³⁰-⁹]+(?![a-z])"), ""),
    (re.compile(r"\*+(?! ?\d)"), ""),
)
_AREA = re.compile(r"\b(k?m)[²2]\b")
_FOOTNOTE = re.compile(r"(?<=[%€]) ?\((?:\d|[a-z])\)|(?<=[a-zé]) ?\(\d\)(?=$|[ ,;.\n])")
_LIST = re.compile(r"^(?:[-o·*] |\d{1,2}[.)°] (?=[^\W\d])|[a-z]\) )", re.MULTILINE)


def tidy(wording: str) -> str:
    """The wording with plain signs, without footnote calls nor bullets; its line breaks stay."""
    text = _AREA.sub(r"\1²", wording)
    text = re.sub(r"(k?m)²", r"\1_carre", text).translate(_SIGNS)
    for pattern, plain in _REWRITTEN:
        text = pattern.sub(plain, text)
    text = _FOOTNOTE.sub("", text)
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return "\n".join(_without_bullets([line for line in lines if line]))


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
