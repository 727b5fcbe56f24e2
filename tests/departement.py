"""A département of several territories, in few measures: its campaign, and its workbooks filled as people would."""

import io
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from qpv_xlsx.domain.contract.campaign import Campaign, Contact, Respondent
from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention, Indicator
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Baseline, Direction, Kind, Measure, Nature, Perimeter
from qpv_xlsx.domain.contract.targets import AtLeast, ChangeBy, Done

NAMES: Mapping[str, str] = {"REDON": "Redon", "RENNES": "Rennes", "FOUGERES": "Fougères", "VITRE": "Vitré"}
START, END = 2024, 2030


def places(code: str = "EMP-01", **more: Any) -> Measure:
    """So many places, of 200 in 2024 to 260: whose?"""
    told: dict[str, Any] = {
        "label": "places d'accueil",
        "kind": Kind.COUNT,
        "unit": "places",
        "direction": Direction.UP,
        "nature": Nature.STOCK,
        "baseline": Baseline(value=200, year=2024, perimeter=Perimeter.QPV),
        "target": AtLeast(value=260),
    }
    return Measure(code=code, **{**told, **more})


def rate(code: str = "EMP-02", **more: Any) -> Measure:
    """A share, to be raised by a tenth."""
    told: dict[str, Any] = {
        "label": "taux d'emploi",
        "kind": Kind.SHARE,
        "unit": "%",
        "direction": Direction.UP,
        "baseline": Baseline(value=0.4, year=2024, perimeter=Perimeter.QPV),
        "target": ChangeBy(amount=0.1),
    }
    return Measure(code=code, **{**told, **more})


def step(code: str = "CUL-01", **more: Any) -> Measure:
    """Something to be done."""
    told: dict[str, Any] = {"kind": Kind.MILESTONE, "unit": "", "direction": Direction.UP, "target": Done()}
    return Measure(code=code, **{"label": "convention signée", **told, **more})


def indicator(*measures: Measure, local_target: str = "260 places") -> Indicator:
    """A row of the official table."""
    code = measures[0].code if len(measures) == 1 else measures[0].code.rpartition("-")[0]
    texts = dict.fromkeys(("strategic_objective", "operational_objective", "national_target"), "")
    return Indicator(
        code=code,
        wording=measures[0].label,
        baseline_text="200 places",
        local_target=local_target,
        measures=measures,
        **texts,
    )


def departement(
    indicators: Mapping[str, tuple[Indicator, ...]],
    respondents: tuple[Respondent, ...] = (),
    territories: tuple[str, ...] = ("REDON", "RENNES"),
    **more: Any,
) -> Campaign:
    """*indicators* by convention. Without *respondents*, one administration per territory answers everything."""
    asked = respondents or tuple(
        Respondent(
            code=f"DDETS-{code}",
            name="DDETS",
            territory=code,
            conventions=tuple(indicators),
            contacts=(Contact(name="Mme Le Goff", email=f"{code.lower()}@ddets.test"),),
        )
        for code in territories
    )
    told: dict[str, Any] = {"code": "cdv-2025", "title": "Contrats de ville d'Ille-et-Vilaine", "year": 2025, **more}
    return Campaign(
        catalogue=Catalogue(
            title="Contrats de ville 2024-2030",
            baseline_year=START,
            start=START,
            end=END,
            conventions=tuple(
                Convention(code=code, name=code.capitalize(), indicators=rows) for code, rows in indicators.items()
            ),
        ),
        territories=tuple(
            Territory(
                code=code,
                name=NAMES[code],
                geography=f"{code.lower()}-2024",
                quartiers=tuple(
                    Quartier(id=f"{code.lower()}-{number}", name=f"{NAMES[code]} {number}") for number in (1, 2)
                ),
            )
            for code in territories
        ),
        respondents=asked,
        coordinator=Contact(name="Anne Martin", email="anne@prefecture.test"),
        **told,
    )


def fill_in(form: Path, target: Path, cells: Mapping[tuple[str, str], Any]) -> Path:
    """*form* with what a person types, by (code, start of the header), saved as *target*."""
    workbook = openpyxl.load_workbook(io.BytesIO(form.read_bytes()))
    sheet: Any = workbook.worksheets[1]
    heads = {str(cell.value).split("\n")[0]: cell.column for row in sheet.iter_rows(1, 8) for cell in row if cell.value}
    rows = {cell.value: cell.row for cell in sheet["A"] if cell.value}
    for (code, head), value in cells.items():
        sheet.cell(rows[code], heads[head]).value = value
    workbook.save(target)
    return target


def cells_of(path: Path, sheet: str, header: str = "Code") -> list[dict[str, Any]]:
    """The lines of a table, by header: the first row in which *header* stands."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know small charts in cells
        book = openpyxl.load_workbook(path, data_only=True)
    rows = list(book[sheet].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if header in row)
    heads = [str(one) if one is not None else "" for one in rows[start]]
    return [dict(zip(heads, row, strict=True)) for row in rows[start + 1 :] if any(one is not None for one in row)]
