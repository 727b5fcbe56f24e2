"""What the committee will read: figures, the master workbook, exports, next year."""

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from qpv_xlsx.desk.pages.place import author_and_now, place_of
from qpv_xlsx.desk.works import Work
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.judging.assessment import Attainment, MeasureAssessment
from qpv_xlsx.domain.judging.indicators import assess_indicators
from qpv_xlsx.domain.judging.rankings import points_of_attention
from qpv_xlsx.domain.judging.tallies import REPORTING_ORDER, Tally, indicator_tally, tally
from qpv_xlsx.messages.decided_words import value_words
from qpv_xlsx.messages.shared_names import shared_name
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.file_names import portable_name
from qpv_xlsx.tasks.corresponding.addressees import all_called
from qpv_xlsx.tasks.overview import Overview

room = Blueprint("summary", __name__, url_prefix="/c/<key>/synthese")

_FARTHEST = 5  # measures: the whole list is in the master
TONE_OF_REPORTING = {
    "renseigne": "full",
    "provisoire": "part",
    "nd": "nd",
    "s": "nd",
    "so": "nd",
    "a_completer": "late",
    "a_corriger": "away",
    "recu_apres_cloture": "none",
    "refus": "none",
    "non_recu": "none",
}
TONE_OF_ATTAINMENT = {
    "atteint": "met",
    "en_bonne_voie": "track",
    "a_surveiller": "watch",
    "pas_encore_atteint": "part",
    "en_retard": "late",
    "s_eloigne": "away",
    "non_atteint": "away",
}


@room.get("")
def show(key: str) -> str:
    """The page before consolidating."""
    place = place_of(key)
    overview = place.overview()
    counts = tally(overview.assessment.rows.values())
    judged = _judged(counts)
    farthest = points_of_attention(overview.assessment)
    follow_ups = overview.status.follow_ups
    return place.show(
        "summary.html",
        overview=overview,
        counts=counts,
        reporting=[
            (one.value, TONE_OF_REPORTING.get(one.value, "none"), counts.reporting[one]) for one in REPORTING_ORDER
        ],
        attainment=judged,
        judged=sum(number for _, _, number in judged),
        reached=counts.attainment[Attainment.REACHED],
        farthest=[_far(overview, row, place.desk.speech.language) for row in farthest[:_FARTHEST]],
        tone_of=TONE_OF_ATTAINMENT,
        more=len(farthest) - _FARTHEST,
        unjudged=_unjudged(overview, place.desk.speech.language),
        headlines=[
            (
                "indicators",
                indicator_tally(assess_indicators(overview.campaign.catalogue, overview.assessment).values()).headline,
            ),
            ("measures", counts.headline),
        ],
        partial=_partial_sums(overview, place.desk.speech.language),
        answered=sum(one.has_answered for one in follow_ups),
        to_correct=[one for one in follow_ups if one.errors],
        conflicts=[one for one in follow_ups if one.to_resolve],
        conventions=_conventions(overview),
        names=all_called(overview.campaign),
        next_name=_next_name(place.folder.name, overview.campaign.year),
        master=_written(place.folder, overview),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FarMeasure:
    """A measure far from its target, in words. *who* answers it; *reserve*: empty unless its status rests on an open question."""

    code: str
    label: str
    who: str
    value: str
    target: str
    attainment: str
    reserve: str


def _far(overview: Overview, row: MeasureAssessment, language: str) -> FarMeasure:
    measure = overview.campaign.catalogue.measure_by_code[row.measure]
    everybody = phrase(language, "master_all_administrations", expected=row.parts.expected if row.parts else 0)
    value, target = (
        "–" if one is None else value_words(one, Field.VALUE, measure.kind, language) for one in (row.value, row.target)
    )
    return FarMeasure(
        code=measure.code,
        label=measure.label,
        who=all_called(overview.campaign).get(row.respondent, everybody),
        value=value,
        target=target,
        attainment=row.attainment.value,
        reserve=phrase(language, "master_sous_reserve") if row.is_reserved else "",
    )


def _judged(counts: Tally) -> list[tuple[str, str, int]]:
    """How many measures stand where, those that cannot be judged left out, each with its colour."""
    return [
        (one.value, TONE_OF_ATTAINMENT.get(one.value, "none"), counts.attainment[one])
        for one in Attainment
        if one.is_verdict
    ]


def _unjudged(overview: Overview, language: str) -> list[str]:
    """« à confirmer par le coordinateur (6) »: why measures cannot be judged, the most frequent reason first."""
    rows = overview.assessment.rows.values()
    counts = Counter(row.reason for row in rows if row.reason is not None and not row.attainment.is_verdict)
    return [f"{label(language, 'reasons', reason.value)} ({count})" for reason, count in counts.most_common()]


def _next_name(name: str, year: int) -> str:
    """« Paris 2016 » after « Paris 2015 »; a name without its year gets the next one."""
    if str(year) in name:
        return portable_name(name.replace(str(year), str(year + 1)))
    return portable_name(f"{name} {year + 1}")


def _written(folder: object, overview: Overview) -> str:
    """The name of the master workbook that is there already; empty: none."""
    from pathlib import Path

    name = f"{overview.campaign.code}_synthese.xlsx"
    return name if (Path(str(folder)) / "synthese" / name).is_file() else ""


def _partial_sums(overview: Overview, language: str) -> list[str]:
    """Results that lack an administration: « EMP-01, Mesure – 2 sur 3 administrations »."""
    measures = overview.campaign.catalogue.measure_by_code
    return [
        f"{row.measure}, {shared_name(row, measures[row.measure].label, '', language)}"
        for row in overview.assessment.rows.values()
        if row.parts is not None and row.parts.is_partial and row.parts.counted and not row.is_waived
    ]


def _conventions(overview: Overview) -> list[dict[str, object]]:
    found = []
    for convention in overview.campaign.catalogue.conventions:
        codes = {measure.code for measure in convention.measures}
        counts = tally(row for (_, code), row in overview.assessment.rows.items() if code in codes)
        found.append(
            {"name": convention.name, "counts": counts, "headline": counts.headline, "attainment": _judged(counts)}
        )
    return found


@room.post("/consolider")
def consolidate_now(key: str) -> Response:
    """The master workbook and the report page."""
    place = place_of(key)

    def act(work: Work) -> object:
        from qpv_xlsx.tasks.consolidate import consolidate

        return consolidate(place.folder, target=None, watch=work.watch, **author_and_now(place.desk))

    return place.begin("consolidate", act)


@room.post("/exporter")
def export_now(key: str) -> Response:
    """The long table, in the format asked for."""
    from qpv_xlsx.tasks.export import ExportFormat, Wish, export

    place = place_of(key)
    try:
        form = ExportFormat(request.form.get("format", "csv"))
    except ValueError:
        abort(400)
    wish = Wish(
        form=form,
        language=place.desk.speech.language,
        has_labels=form is ExportFormat.CSV,
        is_diffusion="diffusion" in request.form,
    )
    return place.begin("export", lambda work: export(place.folder, wish, now=place.desk.clock(), watch=work.watch))


@room.post("/clore")
def close_now(key: str) -> Response:
    """End the year: everything in one archive, and nothing changes any more."""
    place = place_of(key)
    reason, language = request.form.get("motif", ""), place.desk.speech.language

    def act(work: Work) -> object:
        from qpv_xlsx.messages.unfinished_words import unfinished_words
        from qpv_xlsx.tasks.close import close_year

        work.watch(0, 0)
        closed = close_year(place.folder, reason=reason, **author_and_now(place.desk))
        return closed, tuple(unfinished_words(closed.unfinished, language))

    return place.begin("close", act)


@room.post("/suite")
def roll_over(key: str) -> Response:
    """Next year's folder, beside this one."""
    place = place_of(key)
    name = portable_name(request.form.get("nom", ""))
    if not name:
        abort(400)
    year = place.overview().campaign.year + 1
    target = place.folder.parent / name

    def act(work: Work) -> object:
        from qpv_xlsx.tasks.rollover import rollover

        made = rollover(place.folder, target, year, watch=work.watch, **author_and_now(place.desk))
        return made, place.desk.enter_campaign(target)

    return place.begin("rollover", act)
