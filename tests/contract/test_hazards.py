"""How values are written: the first table of the hazards, typed in real workbooks."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.contract.person import Form, qpv, report_of

NBSP, NARROW = "\u00a0", "\u202f"
NOTHING = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is typed, and what must come of it. *expected* NOTHING: no value is taken."""

    id: str
    typed: Any
    kind: str
    expected: Any
    code: str | None = None
    severity: str | None = None
    number_format: str | None = None
    situation: str | None = None
    hint: str = ""
    message: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def _spaced(kind: str = "count") -> list[Case]:
    signs = {"space": " ", "no-break": NBSP, "narrow": NARROW, "apostrophe": "'"}
    return [
        Case(id=f"thousands with {name}", typed=f"1{sign}234", kind=kind, expected=1234, code="V04", severity="info")
        for name, sign in signs.items()
    ]


def _absent() -> list[Case]:
    words = {
        "Non disponible (nd)": ("nc", "NC", "n.d.", "nd", "ND", "non disponible", "-", "/", "?"),
        "Sans objet (so)": ("so", "sans objet", "N/A"),
    }
    return [
        Case(
            id=f"« {word} » in a {kind}",
            typed=word,
            kind=kind,
            expected=NOTHING,
            situation=said,
            code="V04",
            severity="info",
        )
        for said, group in words.items()
        for word in group
        for kind in ("count", "share")
    ]


CASES = [
    Case(id="17,3 % as text", typed="17,3 %", kind="share", expected=0.173, code="V04", severity="info"),
    Case(id="17.3% as text", typed="17.3%", kind="share", expected=0.173, code="V04", severity="info"),
    Case(id="17,3% as text", typed="17,3%", kind="share", expected=0.173, code="V04", severity="info"),
    Case(id="0.173 in a percent cell", typed=0.173, kind="share", expected=0.173),
    Case(
        id="17.3 in a percent cell",
        typed=17.3,
        kind="share",
        expected=NOTHING,
        code="V02",
        severity="error",
        hint=f"17,3{NBSP}%",
    ),
    Case(
        id="17.3 pasted over",
        typed=17.3,
        kind="share",
        number_format="General",
        expected=0.173,
        code="V03",
        severity="warning",
        message=f"17,3{NBSP}%",
    ),
    Case(
        id="0.5 pasted over",
        typed=0.5,
        kind="share",
        number_format="General",
        expected=0.5,
        code="V03",
        severity="warning",
        message=f"0,5{NBSP}%",
        hint=f"50{NBSP}%",
    ),
    *_spaced(),
    Case(id="1.234 as text", typed="1.234", kind="count", expected=1234, code="V04", severity="warning"),
    Case(id="12 450 €", typed="12 450 €", kind="amount", expected=12450, code="V04", severity="info"),
    Case(id="195 845,04€", typed="195 845,04€", kind="amount", expected=195845.04, code="V04", severity="info"),
    Case(
        id="8 sur 15",
        typed="8 sur 15",
        kind="share",
        expected=8 / 15,
        code="V04",
        severity="warning",
        more={"numerator": 8, "denominator": 15},
    ),
    Case(
        id="8/15",
        typed="8/15",
        kind="share",
        expected=8 / 15,
        code="V04",
        severity="warning",
        more={"numerator": 8, "denominator": 15},
    ),
    Case(
        id="8/12 became a date in a share",
        typed=date(2015, 12, 8),
        kind="share",
        expected=NOTHING,
        code="V09",
        severity="error",
        hint="Numérateur",
    ),
    Case(
        id="8/12 became a date in a count",
        typed=datetime(2015, 12, 8),  # noqa: DTZ001  (a cell knows no zone)
        kind="count",
        expected=NOTHING,
        code="V09",
        severity="error",
        hint="Numérateur",
    ),
    Case(
        id="env. 20", typed="env. 20", kind="count", expected=20, code="V10", severity="warning", situation="Provisoire"
    ),
    Case(id="~20", typed="~20", kind="count", expected=20, code="V10", severity="warning", situation="Provisoire"),
    Case(id="une vingtaine", typed="une vingtaine", kind="count", expected=NOTHING, code="V10", severity="error"),
    Case(id="10-15", typed="10-15", kind="count", expected=NOTHING, code="V10", severity="error"),
    Case(id=">50", typed=">50", kind="count", expected=NOTHING, code="V10", severity="error"),
    Case(id="moins de 5", typed="moins de 5", kind="count", expected=NOTHING, code="V10", severity="error"),
    Case(
        id="12 (dont 3 femmes)",
        typed="12 (dont 3 femmes)",
        kind="count",
        expected=NOTHING,
        code="V01",
        severity="error",
        hint="12",
    ),
    *_absent(),
    Case(id="zero is a value", typed=0, kind="count", expected=0),
    Case(id="zero is a share", typed=0, kind="share", expected=0),
    Case(id="empty is no value", typed=None, kind="count", expected=NOTHING, code="M01", severity="warning"),
    *(
        Case(
            id=f"{error} in a {kind}",
            typed=error,
            kind=kind,
            expected=NOTHING,
            code="V07",
            severity="error",
            message=error,
        )
        for error in ("#DIV/0!", "#REF!", "#N/A")
        for kind in ("count", "share", "amount")
    ),
    Case(
        id="formula without result",
        typed="=6*7",
        kind="count",
        expected=NOTHING,
        code="V08",
        severity="error",
        message="=6*7",
    ),
    Case(id="serial number of a date", typed=46054, kind="count", expected=NOTHING, code="V09", severity="error"),
    Case(id="TRUE", typed=True, kind="count", expected=NOTHING, code="V01", severity="error"),
    Case(id="a time", typed=time(8, 15), kind="count", expected=NOTHING, code="V09", severity="error"),
    Case(id="a duration", typed=timedelta(hours=30), kind="count", expected=NOTHING, code="V09", severity="error"),
    Case(id="12.5 people", typed=12.5, kind="count", expected=NOTHING, code="V05", severity="error"),
    Case(id="minus three", typed=-3, kind="count", expected=NOTHING, code="V02", severity="error"),
    Case(id="spaces around", typed=f" \t{NBSP}125{NBSP} ", kind="count", expected=125, code="V04", severity="info"),
    Case(id="zero-width inside", typed="12\u200b5", kind="count", expected=125, code="V04", severity="info"),
]
KINDS = {
    "share": (
        "EMP",
        ("EMP-01", "EMP-02", "EMP-03", "EMP-04", "EMP-06", "EMP-07-a", "EMP-07-b", "EMP-07-c", "EMP-07-d", "EMP-09"),
    ),
    "count": ("CAF", ("CAF-02", "CAF-04-a", "CAF-05-a", "CAF-08", "CAF-07-a", "CAF-09", "CAF-10-a", "CAF-11-a")),
    "amount": ("CAF", ("CAF-10-d",)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What ``check`` said of one cell, with the cell's address and measure."""

    cell: str
    measure: str
    values: dict[str, Any]
    findings: list[dict[str, Any]]


def _save_over(form: Form, code: str, case: Case) -> str:
    cell = form.cell(code)
    cell.value = case.typed
    if case.number_format:
        cell.number_format = case.number_format
    elif isinstance(case.typed, int | float) and not isinstance(case.typed, bool):
        pass  # the cell keeps the format that we gave it
    return str(cell.coordinate)


@pytest.fixture(scope="module")
def readings(paris_folder: Path, blank: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    """Every case typed in as few workbooks as its kind allows, all read by one command."""
    folder = tmp_path_factory.mktemp("valeurs")
    places: dict[str, tuple[str, str, str]] = {}
    for kind, (respondent, codes) in KINDS.items():
        waiting = [case for case in CASES if case.kind == kind]
        for batch in range(0, len(waiting), len(codes)):
            form = Form(blank[respondent])
            name = f"{kind}_{batch}.xlsx"
            for code, case in zip(codes, waiting[batch:], strict=False):
                places[case.id] = (name, code, _save_over(form, code, case))
            form.type(KINDS[kind][1][-1] if kind != "amount" else "CAF-02", "relu", "Commentaire")
            (folder / name).write_bytes(form.save())
    report = report_of(qpv("-C", paris_folder, "check", folder, "--json", folder=folder))
    by_name = {Path(file["path"]).name: file for file in report["files"]}
    assert {file["outcome"] for file in report["files"]} == {"accepted"}
    return {
        id_: Read(
            cell=cell,
            measure=code,
            values={a["field"]: a["value"] for a in by_name[name]["answers"] if a["measure"] == code},
            findings=[f for f in by_name[name]["findings"] if f["measure"] == code and f["cell"] == cell],
        )
        for id_, (name, code, cell) in places.items()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_value(case: Case, readings: dict[str, Read]) -> None:
    read = readings[case.id]

    assert read.values.get("value", NOTHING) == (
        case.expected if case.expected is NOTHING else pytest.approx(case.expected)
    )
    assert read.values.get("situation") == case.situation
    for name, value in case.more.items():
        assert read.values[name] == value
    beside = {"M01", "C04"} - {
        case.code
    }  # missing numbers, and the comparison with the measure's baseline, are another matter
    told = [found for found in read.findings if found["code"] not in beside]
    if case.code is None:
        assert told == []
        return
    assert [(found["code"], found["severity"]) for found in told] == [(case.code, case.severity)]
    assert told[0]["sheet"] == "Indicateurs"
    assert told[0]["message"].startswith(f"Indicateurs!{read.cell} ({read.measure}, ")
    assert case.message in told[0]["message"]
    assert case.hint in told[0]["hint"]
