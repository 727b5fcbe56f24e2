"""A figure of a former year, corrected by hand: what « resolve --year » does, from the page of decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from qpv_xlsx.desk.pages.place import author_and_now, place_of
from qpv_xlsx.desk.works import Work
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.messages.past_words import revision_words
from qpv_xlsx.messages.sentences import Names

room = Blueprint("former_years", __name__, url_prefix="/c/<key>/annees-passees")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerYears:
    """What the form offers. *years*: those that the history knows, the latest first. *measures*: code and label.

    *revised*: what was corrected already, in words.
    """

    years: Sequence[int]
    measures: Sequence[tuple[str, str]]
    quartiers: Sequence[tuple[str, str]]
    revised: Sequence[str]


def former_years_of(campaign: Campaign, language: str) -> FormerYears:
    """Years, measures and quartiers that have a result of a former year."""
    past = [one for one in campaign.history if one.year < campaign.year]
    names, kinds = Names.of(campaign), campaign.catalogue.kind_by_measure
    answered = {one.measure for one in past}
    local = {one.quartier for one in past if one.quartier}
    return FormerYears(
        years=sorted({one.year for one in past}, reverse=True),
        measures=[(code, names.measures.get(code, "")) for code in kinds if code in answered],
        quartiers=[(code, name) for code, name in names.quartiers.items() if code in local],
        revised=[
            revision_words(one, kinds[one.measure], language, names, whose=one.respondent or "")
            for one in past
            if one.is_revised and one.measure in kinds
        ],
    )


@room.post("")
def revise_now(key: str) -> Response:
    """Correct one figure of a former year, here and in that year's folder."""
    place = place_of(key)
    form = {name: request.form.get(name, "").strip() for name in _FIELDS}
    if not form["annee"].isdigit():
        abort(400)
    language = place.desk.speech.language

    def act(work: Work) -> object:
        from qpv_xlsx.tasks.deciding.ruling import Ruling
        from qpv_xlsx.tasks.revise import YearRuling, revise
        from qpv_xlsx.tasks.revision_told import told

        work.tell({"kind": "progress", "done": 0, "total": 0})
        year, reason = int(form["annee"]), form["motif"]
        ruling = Ruling(
            measure=form["mesure"],
            respondent=form["administration"],
            quartier=form["quartier"],
            value=form["valeur"],
            reason=reason,
        )
        wanted = YearRuling(year=year, ruling=ruling, path=None, former=None, reason=reason)
        return tuple(told(revise(place.folder, wanted, **author_and_now(place.desk)), year, language))

    return place.begin("revise", act)


_FIELDS = ("annee", "mesure", "administration", "quartier", "valeur", "motif")
