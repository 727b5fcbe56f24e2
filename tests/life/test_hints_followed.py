"""What the correction round asks, done as its hint says, ends the matter: nothing is left of it after the next return."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Finding
from qpv_xlsx.domain.following.answered_by import is_answered_in
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.return_ import points_of, return_for_correction
from qpv_xlsx.workbook.collection.correction import to_be_mended

DAY = datetime(2016, 3, 1, 9, tzinfo=UTC)
LATER = datetime(2016, 3, 9, 9, tzinfo=UTC)
RESULT, TOP, BOTTOM = "Résultat 2015", "Numérateur", "Dénominateur"
SITUATION, SCOPE, COMMENT, WHOLE = "Situation", "Périmètre", "Commentaire", "Territoire entier 2015"
ESTIMATED, UNAVAILABLE = "Estimé", "Non disponible (nd)"
ANSWER = "Votre réponse"
Cells = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing asked: what was sent, the code and case that asks, words of its hint, and what they make one type."""

    measure: str
    sent: Cells
    code: Code
    case: str = ""
    hint: str
    typed: Cells


def asked(measure: str, sent: object, code: Code, case: str, hint: str, **typed: object) -> Asked:
    """*sent*: a result, or cells by header. *typed*: result, top, bottom, situation, scope, comment, whole, answer."""
    cells = sent if isinstance(sent, dict) else {RESULT: sent}
    return Asked(
        measure=measure,
        sent=cells,
        code=code,
        case=case,
        hint=hint,
        typed={_HEADERS[name]: value for name, value in typed.items()},
    )


_HEADERS = MappingProxyType(
    {
        "result": RESULT,
        "top": TOP,
        "bottom": BOTTOM,
        "situation": SITUATION,
        "scope": SCOPE,
        "comment": COMMENT,
        "whole": WHOLE,
        "answer": ANSWER,
    }
)

V01, V02, V03, V04, V05, V06, V07, V08, V09, V10, V11 = (Code(f"V{number:02}") for number in range(1, 12))
C01, C02, C04, C05, C06, M01, M02 = Code.C01, Code.C02, Code.C04, Code.C05, Code.C06, Code.M01, Code.M02

_SPOILT = datetime(2016, 8, 12)  # noqa: DTZ001  (a cell's date: what a spreadsheet makes of « 12/8 »)

ROUND: Mapping[str, tuple[Asked, ...]] = {
    "EMP": (
        asked("EMP-01", "1730 %", V02, "percent", "écrire 17,3 %", result="17,3 %"),
        asked("EMP-02", 17.3, V02, "percent", "écrire 17,3 %", result=0.173),
        asked("EMP-03", "beaucoup", V10, "letters", "« Estimé »", result="31 %", situation=ESTIMATED),
        asked("EMP-04", "environ 40 %", V10, "approximate", "40 % avec « Estimé »", result="40 %", situation=ESTIMATED),
        asked("EMP-05-a", "17,3", V03, "unsigned", "par exemple 17,3 %", result="17,3 %"),
        asked("EMP-05-b", 1.5, V02, "percent", "écrire 1,5 %", result="1,5 %"),
        asked("EMP-05-c", -0.2, V02, "negative", "positif ou nul", result="20 %"),
        asked("EMP-05-d", "8 sur 15", V04, "fraction", "8 dans Numérateur et 15", top=8, bottom=15, result="53,3 %"),
        asked("EMP-06", "#DIV/0!", V07, "", "par la valeur", result=0.4),
        asked("EMP-07-a", "entre 10 et 15 %", V10, "range", "une seule valeur", result="12 %", situation=ESTIMATED),
        asked("EMP-07-b", _SPOILT, V09, "fraction", "12 dans Numérateur", top=8, bottom=12, result="67 %"),
        asked("EMP-07-c", {RESULT: 0.5, TOP: 16, BOTTOM: 8}, C02, "", "intervertis", top=8, bottom=16),
        asked("EMP-07-d", {RESULT: 0.5, TOP: 3, BOTTOM: 8}, C01, "", "Corrigez le résultat", result="37,5 %"),
        asked(
            "EMP-07-e", {RESULT: 12, SITUATION: UNAVAILABLE, COMMENT: "?"}, C05, "", "changez", situation="Définitif"
        ),
        asked("EMP-07-f", {RESULT: 12, SITUATION: "peut-être"}, V06, "", "Définitif", situation="Définitif"),
        asked("EMP-08-a", "12,5", V05, "", "nombre entier", result=12),
        asked("EMP-08-b", {RESULT: 0.4, SCOPE: "Autre (à préciser)"}, C06, "", "Donnez", scope="QPV"),
        asked("EMP-08-c", -3, V02, "negative", "positif ou nul", result=3),
        asked(
            "EMP-09", {RESULT: 0.4, SCOPE: "ZUS"}, C06, "", "écart en Commentaire", comment="ZUS et QPV se recouvrent"
        ),
        asked("EMP-10-a", {SITUATION: UNAVAILABLE}, M02, "", "dans Commentaire", comment="dispositif supprimé en 2014"),
        asked("EMP-10-b", "une vingtaine", V10, "letters_proposal", "Saisissez 20", result=20, situation=ESTIMATED),
    ),
    "CAF": (
        asked("CAF-02", 12.5, V05, "", "nombre entier", result=12),
        asked("CAF-03-b", "19 (dont 3 femmes)", V01, "proposal", "19", result=19, comment="dont 3 femmes"),
        asked("CAF-03-c", "12 et 5", V01, "", "par exemple 12", result=17, comment="12 et 5"),
        asked("CAF-04-a", "=A1+", V08, "", "saisissez la valeur", result=4),
        asked("CAF-06", "oui", V01, "", "Saisissez un nombre", result=202),
        asked("CAF-07-a", True, V01, "boolean", "par exemple 12", result=12),
        asked("CAF-07-b", "26 %", V01, "percent", "le nombre lui-même", result=26),
        asked("CAF-08", "214 k€", V01, "unit", "le nombre seul", result=214),
        asked("CAF-09", 1e15, V02, "maximum", "Vérifiez la valeur", result=1500),
        asked("CAF-10-d", "12,5 M", V01, "", "Saisissez un nombre", result=195_845, comment="195,8 k€"),
        asked("CAF-11-a", "deux mille", V10, "letters_proposal", "en chiffres", result="2000"),
        asked("CAF-12-a", "12¹", V01, "proposal", "12", result=12),
        asked("CAF-13", "0,5", V03, "unsigned_both", "0,5 %", result="0,5 %", whole="1 %"),
        asked(
            "CAF-14-a",
            "1 pour 3500",
            V04,
            "fraction",
            "3\u202f500",
            top=1,
            bottom=3500,
            result=1 / 3500,
            whole=1 / 3000,
        ),
        asked("CAF-19", "50", V03, "unsigned", "50 %", result="50 %", whole="40 %"),
        asked("CAF-21-b", -1, V02, "negative", "positif ou nul", result=1),
    ),
    "SAN": (
        asked("SAN-01-a", {RESULT: 0.9, SITUATION: "Sans objet (so)", COMMENT: "?"}, C05, "", "Effacez", result=None),
        asked("SAN-01-b", "bientôt", V06, "", "En cours", result="En cours"),
        asked("SAN-02", 24000, V02, "maximum", "Vérifiez la valeur", result=24),
        asked("SAN-03", "x" * 6000, V11, "", "Résumez", result="accès aux soins"),
        asked("SAN-05-b", "100,5 %", V02, "share", "signe %", result="100 %"),
        asked("SAN-08", "12 / 15", V01, "fraction", "12", result=12),
    ),
    "JUS": (
        asked("JUS-02-b", 1700, V02, "maximum", "Vérifiez la valeur", result=2),
        asked("JUS-03", 4, V06, "", "Fait", result="Fait"),
        asked("JUS-02-a", 34, C04, "baseline", "Confirmez la valeur", answer="Je confirme, parce que 29 ont ouvert."),
        asked("JUS-01-a", {}, M01, "", "choisissez nd", situation=UNAVAILABLE, comment="non suivi"),
        asked("JUS-04", "beaucoup", V10, "letters", "en chiffres", result=130),
    ),
    "EDU": (
        asked("EDU-02", "0.5 pt", V04, "other_unit", "Confirmez 0,5 %", result="0,5 %"),
        asked("EDU-03", -5, V02, "percent_reversed", "écrire 5 points", result="5 points"),
        asked("EDU-04-a", 0.6, M01, "territory", "absence en Commentaire", comment="chiffre académique non diffusé"),
        asked("EDU-04-b", -0.07, V03, "sign", "confirmez-le en Commentaire", comment="l’écart s’est inversé"),
        asked("EDU-05", 0.0066, C04, "unit", "Saisissez 6,6 %", result="6,6 %", whole="5 %"),
    ),
}


def left(folder: Path, code: str, measures: set[str], now: datetime) -> list[Finding]:
    """What would be asked of the respondent about the *measures*, their quartiers left aside."""
    campaign = load_campaign(folder)
    with open_register(folder) as register:
        account = ledger_of(campaign, register, now).accounts[code]
    points = [found for found in points_of(account) if found.measure in measures]
    return [found for found in points if not (found.code is M01 and found.case == "every_quartier")]


def with_answers(content: bytes, answers: Mapping[str, str]) -> bytes:
    """The correction workbook with « Votre réponse » filled in, by ``measure|quartier|code``."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    sheet: Any = workbook["Corrections"]
    (head,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == ANSWER)
    for row in sheet.iter_rows(head.row + 1):
        if row[head.column].value in answers:
            row[head.column - 1].value = answers[row[head.column].value]
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


_FIELDS = MappingProxyType(
    {
        RESULT: Field.VALUE,
        TOP: Field.NUMERATOR,
        BOTTOM: Field.DENOMINATOR,
        SITUATION: Field.SITUATION,
        SCOPE: Field.PERIMETER,
        COMMENT: Field.COMMENT,
        WHOLE: Field.TERRITORY_VALUE,
    }
)


def is_closed_by(found: Finding, typed: Cells) -> bool:
    """Whether the correction workbook shows the point as answered by what the hint makes one type."""
    asked = to_be_mended(found)
    assert asked is not None
    cells = [Question(measure=asked.measure, field=_FIELDS[head]) for head in typed if head != ANSWER]
    return ANSWER in typed or any(is_answered_in(found, asked, cell) for cell in cells)


@pytest.mark.parametrize("code", ROUND)
def test_each_hint_followed_ends_the_matter(
    folder: Path, fill: Callable[..., bytes], tmp_path: Path, code: str
) -> None:
    points, path = ROUND[code], tmp_path / "retour.xlsx"
    measures = {point.measure for point in points}
    path.write_bytes(
        fill(code, {(point.measure, head): value for point in points for head, value in point.sent.items()})
    )
    collect(folder, [path], author="", now=DAY)
    names = Names.of(load_campaign(folder))
    told = {(found.measure, found.code, found.case): found for found in left(folder, code, measures, DAY)}
    for point in points:
        assert (point.measure, point.code, point.case) in told, told.keys()
        found = told[point.measure, point.code, point.case]
        assert point.hint in str(sentence(found, "fr", names).hint).replace("\u00a0", " ")
        assert is_closed_by(found, point.typed), (found, point.typed)

    list(return_for_correction(folder, only=(code,), author="", now=DAY))
    workbook = (folder / "a_retourner" / f"paris-2015_{code}_corrections.xlsx").read_bytes()
    typed = {(one.measure, head): value for one in points for head, value in one.typed.items() if head != ANSWER}
    answers = {f"{one.measure}||{one.code}": one.typed[ANSWER] for one in points if ANSWER in one.typed}
    path.write_bytes(with_answers(fill(code, typed, workbook), answers))
    collect(folder, [path], author="", now=LATER)

    assert [(found.measure, found.code, found.case, found.read) for found in left(folder, code, measures, LATER)] == []
