"""What an export says of its campaign and of each of its territories, in the values that the country is made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime

from qpv_xlsx.domain.contract.asked import unit_asked
from qpv_xlsx.domain.contract.campaign import Campaign, Contact, Respondent
from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention, Indicator, with_measures
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Baseline, Direction, Kind, Measure, Nature, Perimeter
from qpv_xlsx.domain.contract.options import Options, Thresholds
from qpv_xlsx.domain.contract.questions import Field, Situation
from qpv_xlsx.domain.judging.assessment import Assessment, Attainment, MeasureAssessment, Reason, Reporting
from qpv_xlsx.domain.judging.territories import TerritoryResults
from qpv_xlsx.domain.merging.ledger import Parts
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.export.linked_tables import WHOLE, Cell, LinkedTable, Row
from qpv_xlsx.export.local_aim_table import NAME as LOCAL_AIMS
from qpv_xlsx.export.local_aim_table import local_aims_in

Tables = Mapping[str, LinkedTable]

SETTING = frozenset(
    {"campagnes", "mesures", "indicateurs", "conventions", "administrations", "territoires", "quartiers"}
)
"""The tables that ``campaign_in_tables`` needs; the large ones are not among them."""

_TEXTS = (
    "strategic_objective",
    "operational_objective",
    "national_target",
    "wording",
    "baseline_text",
    "local_target",
)


def campaign_in_tables(tables: Tables) -> Campaign:
    """The campaign as far as an export tells it: catalogue, territories, thresholds; no contacts, targets nor waivers.

    Raises LookupError, TypeError or ValueError where the tables do not hold together.
    """
    (told,) = tables["campagnes"].rows
    thresholds = {one.name: float(_figure(told[one.name])) for one in fields(Thresholds)}
    return Campaign(
        code=_text(told["campaign"]),
        title=_text(told["title"]),
        year=_whole(told["year"]),
        language=_text(told["language"]),
        catalogue=_catalogue(tables, told),
        territories=tuple(_territory(tables, row) for row in tables["territoires"].rows),
        respondents=tuple(
            Respondent(code=_text(row["respondent"]), name=_text(row["name"]), territory=_text(row["territory"]))
            for row in tables["administrations"].rows
        ),
        coordinator=Contact(),
        options=Options(thresholds=Thresholds(**thresholds)),
    )


def _catalogue(tables: Tables, told: Row) -> Catalogue:
    conventions = (
        Convention(
            code=_text(row["convention"]),
            name=_text(row["name"]),
            indicators=tuple(_indicators(tables, _text(row["convention"]))),
        )
        for row in tables["conventions"].rows
    )
    return Catalogue(
        title=_text(told["contract"]),
        baseline_year=_year(told["baseline_year"]),
        start=_year(told["start"]),
        end=_year(told["end"]),
        conventions=tuple(conventions),
    )


def _indicators(tables: Tables, convention: str) -> Iterator[Indicator]:
    for row in tables["indicateurs"].rows:
        if row["convention"] == convention:
            code = _text(row["indicator"])
            measures = (_measure(one) for one in tables["mesures"].rows if one["indicator"] == code)
            yield Indicator(code=code, measures=tuple(measures), **{name: _text(row[name]) for name in _TEXTS})


def _measure(row: Row) -> Measure:
    return Measure(
        code=_text(row["measure"]),
        label=_text(row["label"]),
        kind=Kind(_text(row["kind"])),
        unit=_text(row["unit"]),
        direction=Direction(_text(row["direction"])),
        nature=Nature(_text(row["nature"])),
        perimeter=Perimeter(_text(row["perimeter"])),
        by_quartier=bool(row["by_quartier"]),
        counts_persons=bool(row["counts_persons"]),
    )


def _territory(tables: Tables, row: Row) -> Territory:
    quartiers = (
        Quartier(id=_text(one["quartier"]), name=_text(one["name"]), official_code=_text(one["official_code"]) or None)
        for one in tables["quartiers"].rows
        if one["territory"] == row["territory"] and one["quartier"] != WHOLE
    )
    return Territory(
        code=_text(row["territory"]),
        name=_text(row["name"]),
        geography=_text(row["geography"]),
        quartiers=tuple(quartiers),
    )


def results_in_tables(
    tables: Tables, campaign: Campaign, territory: Territory, unlike: frozenset[str]
) -> TerritoryResults:
    """What was found there. *unlike*: measures that the country means otherwise."""
    (counts,) = (row for row in tables["territoires"].rows if row["territory"] == territory.code)
    standing = [row for row in tables["statuts"].rows if row["territory"] == territory.code]
    rows = map(_assessment, standing)
    aims = tables[LOCAL_AIMS].rows if LOCAL_AIMS in tables else ()
    return TerritoryResults(
        campaign=campaign.code,
        year=campaign.year,
        territory=territory,
        catalogue=_with_starts(campaign.catalogue, standing),
        assessment=Assessment(rows={(row.respondent, row.measure): row for row in rows}),
        unlike=unlike,
        respondents=_whole(counts["respondents"]),
        answering=_whole(counts["answering"]),
        errors=_whole(counts["errors"]),
        warnings=_whole(counts["warnings"]),
        local_aims=tuple(local_aims_in(aims, territory.code)),
    )


def _with_starts(catalogue: Catalogue, standing: Sequence[Row]) -> Catalogue:
    """*catalogue* with the starts that its measures have in one territory."""
    starts = {
        _text(row["measure"]): Baseline(value=_optional(row["start"]), year=_year(row["start_year"]))
        for row in standing
    }
    return with_measures(catalogue, lambda one: replace(one, baseline=starts.get(one.code, one.baseline)))


def _assessment(row: Row) -> MeasureAssessment:
    expected, counted = row["parts_expected"], row["parts_counted"]
    value = row["value"] if row["value"] is not None else row["partial_value"]
    return MeasureAssessment(
        respondent=_text(row["respondent"]),
        territory=_text(row["territory"]),
        measure=_text(row["measure"]),
        reporting=Reporting(_text(row["reporting"])),
        attainment=Attainment(_text(row["attainment"])),
        reason=Reason(_text(row["reason"])) if row["reason"] else None,
        value=row["text"] if value is None else value,
        situation=Situation(_text(row["situation"])) if row["situation"] else None,
        perimeter=Perimeter(_text(row["perimeter"])),
        target_year=_year(row["target_year"]),
        is_waived=bool(row["is_waived"]),
        has_target=bool(row["has_target"]),
        barred=Reason(_text(row["barred"])) if row["barred"] else None,
        parts=None if expected is None else Parts(expected=_whole(expected), counted=_whole(counted)),
        questions=("?",) if row["is_reserved"] else (),  # how they are worded, only the campaign says
        **{name: _optional(row[name]) for name in ("territory_value", "target", "expected", "attained", "pace")},
    )


def long_rows_in_tables(tables: Tables, territory: Territory) -> Iterator[LongRow]:
    """The answers that count there, by respondent and measure."""
    rows = [row for row in tables["reponses"].rows if row["territory"] == territory.code and row["absence"] is None]
    measures = {row["measure"]: _measure(row) for row in tables["mesures"].rows}
    asked = {row["measure"]: _text(row["perimeter"]) for row in tables["mesures"].rows}
    said = {
        (row["respondent"], row["measure"], row["field"]): _text(row["text"])
        for row in rows
        if row["quartier"] == WHOLE and row["field"] in {Field.SITUATION, Field.PERIMETER}
    }
    for row in rows:
        about = row["respondent"], row["measure"]
        yield LongRow(
            campaign=_text(row["campaign"]),
            year=_whole(row["year"]),
            territory=territory.code,
            convention=_text(row["convention"]),
            respondent=_text(row["respondent"]),
            indicator=_text(row["indicator"]),
            measure=_text(row["measure"]),
            quartier="" if row["quartier"] == WHOLE else _text(row["quartier"]),
            field=Field(_text(row["field"])),
            value=_optional(row["value"]),
            text=_text(row["text"]),
            unit=unit_asked(measures[row["measure"]], Field(_text(row["field"]))),
            situation=said.get((*about, Field.SITUATION), ""),
            perimeter=said.get((*about, Field.PERIMETER), asked[row["measure"]]),
            file=_text(row["file"]),
            sheet=_text(row["sheet"]),
            cell=_text(row["cell"]),
            received=datetime.fromisoformat(_text(row["received"])).astimezone(),
        )


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _whole(cell: Cell) -> int:
    if not isinstance(cell, int):
        raise TypeError(cell)
    return cell


def _year(cell: Cell) -> int | None:
    return None if cell is None else _whole(cell)


def _figure(cell: Cell) -> float:
    if not isinstance(cell, int | float):
        raise TypeError(cell)
    return cell


def _optional(cell: Cell) -> float | None:
    return None if cell is None else _figure(cell)
