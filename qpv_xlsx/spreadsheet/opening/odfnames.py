"""Names of OpenDocument as everybody writes them (« table:table-cell »), whatever prefixes a file declares."""

from collections.abc import Mapping
from types import MappingProxyType

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        f"{_OASIS}office:1.0": "office",
        f"{_OASIS}table:1.0": "table",
        f"{_OASIS}text:1.0": "text",
        f"{_OASIS}style:1.0": "style",
        f"{_OASIS}datastyle:1.0": "number",
        f"{_OASIS}drawing:1.0": "draw",
        f"{_OASIS}xsl-fo-compatible:1.0": "fo",
        f"{_OASIS}meta:1.0": "meta",
        "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
        "http://purl.org/dc/elements/1.1/": "dc",
    },
)


def other_prefixes(root: Mapping[str, str]) -> Mapping[str, str]:
    """From the attributes of the root: the usual prefix by the one that the file uses, where they differ."""
    declared = ((key, _PREFIXES[uri]) for key, uri in root.items() if uri in _PREFIXES and key.startswith("xmlns"))
    own = ((key.removeprefix("xmlns").removeprefix(":"), usual) for key, usual in declared if key != "xmlns:" + usual)
    return dict(own)


def usual_name(name: str, prefixes: Mapping[str, str]) -> str:
    """« table:table-cell » for « t:table-cell »."""
    prefix, colon, local = name.rpartition(":")
    usual = prefixes.get(prefix, prefix)
    return f"{usual}:{local}" if colon or usual else name
