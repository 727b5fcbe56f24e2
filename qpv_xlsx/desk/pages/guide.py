"""Help where it is needed: the year in seven acts and in a dozen pages, states, findings by code, the campaign's glossary."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request

from qpv_xlsx.desk.pages.place import place_of, the_desk
from qpv_xlsx.domain.findings import DEFAULT_SEVERITY, Code
from qpv_xlsx.messages.wordbook import labels, wording

room = Blueprint("guide", __name__)


@room.get("/aide")
def alone() -> str:
    """Help before any campaign is chosen."""
    return render_template("guide_alone.html", **_common())


@room.get("/c/<key>/aide")
def show(key: str) -> str:
    """Help inside a campaign, with its own glossary."""
    place = place_of(key)
    overview = place.overview()
    sought = request.args.get("sigle", "")
    terms = [
        term
        for term in overview.campaign.catalogue.glossary
        if sought.casefold() in f"{term.term} {term.expansion}".casefold()
    ]
    return place.show("guide.html", overview=overview, terms=terms, sought=sought, **_common())


@room.get("/aide/annee")
def year_alone() -> str:
    """The coordinator's year, before any campaign is chosen."""
    return render_template("year_guide_alone.html")


@room.get("/c/<key>/aide/annee")
def year(key: str) -> str:
    """The coordinator's year, inside a campaign."""
    place = place_of(key)
    return place.show("year_guide.html", overview=place.overview())


def _common() -> dict[str, object]:
    language = the_desk().speech.language
    codes: Mapping[str, object] = {code.value: wording(language, code) for code in Code}
    severities = {code.value: DEFAULT_SEVERITY[code] for code in Code}
    return {
        "codes": codes,
        "severities": severities,
        "families": labels(language, "families"),
        "states": labels(language, "states"),
    }
