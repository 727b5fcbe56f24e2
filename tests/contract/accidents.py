"""One accident of real life per finding code: a file, and what must be told of it."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from tests.contract.person import BY_QUARTIER, RESULT, SHEET, Form, bytes_of

Blank = Mapping[str, bytes]
UNTOLD = "not compared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding as a reader of the report sees it."""

    code: str
    severity: str
    sheet: str | None = None
    cell: str | None = None
    measure: str | None = None
    value: str | None = None
    message: str = ""
    hint: str = ""
    quartier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accident:
    """A *content* that came back under *name*, what became of it, and everything that is told, nothing more."""

    content: bytes
    told: tuple[Told, ...]
    name: str = "retour.xlsx"
    outcome: str = "accepted"
    format: str = "xlsx"


ACCIDENTS: dict[str, Callable[[Blank], Accident]] = {}


def accident(make: Callable[[Blank], Accident]) -> Callable[[Blank], Accident]:
    """Put *make* in the list, under its own name."""
    ACCIDENTS[make.__name__] = make
    return make


def repacked(
    content: bytes, edit: Callable[[str, bytes], bytes | None], added: Mapping[str, bytes] | None = None
) -> bytes:
    """The archive with each part edited (None: dropped), and parts added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = edit(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in (added or {}).items():
            new.writestr(name, part)
    return stream.getvalue()


def sheet_part(content: bytes, name: str = SHEET) -> str:
    """The archive member that holds sheet *name*: sheets stand in the order of the workbook."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        order = re.findall(r'<sheet [^>]*?name="([^"]*)"', archive.read("xl/workbook.xml").decode())
    return f"xl/worksheets/sheet{[found.replace('&apos;', chr(39)) for found in order].index(name) + 1}.xml"


def _ods(parts: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def _rejected(code: str, content: bytes, name: str, message: str, hint: str, **more: Any) -> Accident:
    return Accident(
        content=content,
        name=name,
        outcome="rejected",
        told=(Told(code=code, severity="error", message=message, hint=hint),),
        **more,
    )


@accident
def truncated(blank: Blank) -> Accident:
    content = Form(blank["CUL"]).fill().save()
    return _rejected(
        "F01", content[: len(content) // 2], "tronqué.xlsx", "tronqué", "Joignez de nouveau", format="unknown"
    )


@accident
def password(_: Blank) -> Accident:
    manifest = b'<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    content = _ods({"META-INF/manifest.xml": manifest, "content.xml": b"\x00\x01"})
    return _rejected("F02", content, "secret.ods", "mot de passe", "mot de passe", format="unknown")


@accident
def pdf(_: Blank) -> Accident:
    return _rejected("F03", b"%PDF-1.4\n%%EOF\n", "collecte.pdf", "PDF", ".xlsx, .ods ou .xls", format="unknown")


@accident
def foreign_workbook(_: Blank) -> Accident:
    book = openpyxl.Workbook()
    book["Sheet"]["A1"] = "Budget"
    return _rejected("F04", bytes_of(book), "budget.xlsx", "classeur de collecte", "reçu par courriel")


@accident
def too_heavy(blank: Blank) -> Accident:
    content = blank["CUL"] + bytes(25 * 2**20)
    return _rejected("F05", content, "lourd.xlsx", "25 Mio", "images", format="unknown")


@accident
def csv(_: Blank) -> Accident:
    return _rejected(
        "F06", "Code;Résultat\nEMP-01;17,3 %\n".encode(), "collecte.csv", "CSV", "classeur", format="unknown"
    )


@accident
def empty(_: Blank) -> Accident:
    return _rejected("F07", b"", "vide.xlsx", "0 octet", "Joignez", format="unknown")


@accident
def marks_of_another(blank: Blank) -> Accident:
    """Somebody pasted the hidden sheet of a colleague's workbook."""
    form = Form(blank["CUL"]).fill()
    theirs = Form(blank["JSP"]).sheet("_qpv")
    for row in range(1, theirs.max_row + 1):
        form.sheet("_qpv").cell(row, 2).value = theirs.cell(row, 2).value
    told = Told(code="I04", severity="warning", message="se contredisent", hint="deux classeurs")
    return Accident(content=form.save(), told=(told,))


@accident
def quartiers_deleted(blank: Blank) -> Accident:
    form = Form(blank["INT"]).fill()
    form.answer("INT-01-a", 3)
    del form.book[BY_QUARTIER]
    told = Told(code="S01", severity="warning", message="« Par quartier » est absente", hint="toutes ses feuilles")
    return Accident(content=form.save(), told=(told,))


@accident
def column_deleted(blank: Blank) -> Accident:
    form = Form(blank["CUL"]).fill()
    form.sheet().delete_cols(form.headers()["Source"])
    told = Told(code="S02", severity="warning", sheet=SHEET, message="« Source » est absente", hint="« Source »")
    return Accident(content=form.save(), told=(told,))


@accident
def row_deleted(blank: Blank) -> Accident:
    form = Form(blank["DDF"]).fill()
    form.sheet().delete_rows(form.rows()["DDF-02"])
    told = Told(
        code="S03", severity="warning", sheet=SHEET, measure="DDF-02", message="supprimée", hint="classeur d’origine"
    )
    return Accident(content=form.save(), told=(told,))


@accident
def row_twice(blank: Blank) -> Accident:
    form = Form(blank["EMP"]).fill()
    first = form.answer("EMP-01", 0.17)
    sheet, row = form.sheet(), form.rows()["EMP-01"]
    last = sheet.max_row + 1
    for column in range(1, sheet.max_column + 1):
        sheet.cell(last, column).value = sheet.cell(row, column).value
    sheet.cell(last, form.headers()[RESULT]).value = 0.19
    sheet.cell(last, form.headers()[RESULT]).number_format = "0.00%"
    told = Told(
        code="S04",
        severity="error",
        sheet=SHEET,
        cell=first,
        measure="EMP-01",
        message="ne sont pas retenues",
        hint="une seule ligne",
    )
    return Accident(content=form.save(), told=(told,))


@accident
def row_invented(blank: Blank) -> Accident:
    form = Form(blank["EMP"]).fill()
    row = form.sheet().max_row + 1
    form.sheet().cell(row, 1).value = "EMP-77"
    form.sheet().cell(row, form.headers()[RESULT]).value = 12
    told = Told(
        code="S05",
        severity="warning",
        sheet=SHEET,
        cell=f"A{row}",
        message="« EMP-77 »",
        hint="Commentaire",
        value=UNTOLD,
    )
    return Accident(content=form.save(), told=(told,))


@accident
def wording_edited(blank: Blank) -> Accident:
    form = Form(blank["EMP"]).fill()
    cell = form.type("EMP-01", "Part des jeunes de nos quartiers", "Indicateur")
    told = Told(
        code="S06",
        severity="info",
        sheet=SHEET,
        cell=cell,
        measure="EMP-01",
        message="« Indicateur » a été modifié",
        hint="Commentaire",
        value="Part des jeunes de nos quartiers",
    )
    return Accident(content=form.save(), told=(told,))


@accident
def rows_sorted(blank: Blank) -> Accident:
    form = Form(blank["EMP"]).fill()
    form.answer("EMP-01", 0.17)
    form.answer("EMP-04", 0.29)
    sheet, rows = form.sheet(), form.rows()
    one, other = rows["EMP-01"], rows["EMP-04"]
    for column in range(1, sheet.max_column + 1):
        left, right = sheet.cell(one, column), sheet.cell(other, column)
        if left.data_type != "f":  # a formula reads its own row, wherever it is put
            left.value, right.value = right.value, left.value
    told = Told(code="S07", severity="info", sheet=SHEET, message="autre ordre", hint="Rien à faire")
    return Accident(content=form.save(), told=(told,))


@accident
def rows_inserted(blank: Blank) -> Accident:
    form = Form(blank["EMP"]).fill()
    form.sheet().insert_rows(form.rows()["EMP-03"], 2)
    told = Told(code="S08", severity="info", sheet=SHEET, message="lignes ont été insérées", hint="Rien à faire")
    return Accident(content=form.save(), told=(told,))


@accident
def cells_merged(blank: Blank) -> Accident:
    """Both measures have lost their value, the one that shows it too: nobody knows whose it is."""
    form = Form(blank["EMP"]).fill()
    cell = form.answer("EMP-01", 0.17)
    below = str(form.cell("EMP-02").coordinate)
    form.sheet().merge_cells(f"{cell}:{below}")
    told = tuple(
        Told(
            code="S09",
            severity="error",
            sheet=SHEET,
            cell=where,
            measure=measure,
            message=f"{cell}:{below}",
            hint="Annulez la fusion",
            value=UNTOLD,
        )
        for measure, where in (("EMP-01", cell), ("EMP-02", below))
    )
    return Accident(content=form.save(), told=told)


@accident
def row_hidden(blank: Blank) -> Accident:
    form = Form(blank["EMP"]).fill()
    cell = form.answer("EMP-04", 0.29)
    form.sheet().row_dimensions[form.rows()["EMP-04"]].hidden = True
    told = Told(
        code="S10",
        severity="warning",
        sheet=SHEET,
        cell=cell,
        measure="EMP-04",
        message="masquée",
        hint="Affichez",
        value=UNTOLD,
    )
    return Accident(content=form.save(), told=(told,))


@accident
def sheet_renamed(blank: Blank) -> Accident:
    form = Form(blank["EMP"]).fill()
    form.sheet().title = "Feuil1"
    told = Told(
        code="S11",
        severity="info",
        sheet="Feuil1",
        message="« Indicateurs » a été renommée « Feuil1 »",
        hint="Rien à faire",
    )
    return Accident(content=form.save(), told=(told,))


@accident
def answer_in_the_past(blank: Blank) -> Accident:
    form = Form(blank["EMP"]).fill()
    cell = form.type("EMP-01", 0.18, "Résultats 2014 pour Paris")
    told = Told(
        code="S12",
        severity="warning",
        sheet=SHEET,
        cell=cell,
        measure="EMP-01",
        message="résultats passés",
        hint="colonne jaune",
        value=UNTOLD,
    )
    return Accident(content=form.save(), told=(told,))


@accident
def answer_at_the_right(blank: Blank) -> Accident:
    form = Form(blank["EMP"]).fill()
    sheet = form.sheet()
    where = sheet.cell(form.rows()["EMP-01"], sheet.max_column + 2)
    where.value = "voir aussi 2013"
    told = Told(
        code="S12",
        severity="warning",
        sheet=SHEET,
        cell=where.coordinate,
        measure=UNTOLD,
        message="« voir aussi 2013 »",
        hint="Commentaire",
        value="voir aussi 2013",
    )
    return Accident(content=form.save(), told=(told,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Something typed in one cell of an otherwise flawless reply."""

    code: str
    severity: str
    typed: Any
    value: str | None
    message: str
    hint: str
    who: str = "EMP"
    measure: str = "EMP-04"
    header: str = RESULT
    situation: str | None = "Définitif"
    number_format: str | None = None
    beside: Mapping[str, Any] = field(default_factory=dict)
    told_at: str | None = None
    quartiers: Mapping[str, Any] = field(default_factory=dict)


TYPED = {
    "text_in_a_number": Typed(
        code="V01",
        severity="error",
        typed="voir le rapport",
        value="voir le rapport",
        message="n’est pas un nombre",
        hint="Commentaire",
    ),
    "percent_of_percent": Typed(
        code="V02", severity="error", typed=17.3, value="1730 %", message="dépasse 100\u00a0%", hint="17,3\u00a0%"
    ),
    "format_pasted_over": Typed(
        code="V03",
        severity="warning",
        typed=17.3,
        number_format="General",
        value="17,3",
        message="17,3\u00a0%",
        hint="avec son signe",
    ),
    "percent_as_text": Typed(
        code="V04",
        severity="info",
        typed="17,3 %",
        value="17,3 %",
        message="est lu comme 17,3\u00a0%",
        hint="Rien à faire",
    ),
    "half_a_meeting": Typed(
        code="V05",
        severity="error",
        typed=12.5,
        measure="EMP-10-a",
        value="12,5",
        message="nombre entier",
        hint="nombre entier",
    ),
    "situation_invented": Typed(
        code="V06",
        severity="error",
        header="Situation",
        typed="Peut-être",
        situation=None,
        beside={RESULT: 0.28},
        value="Peut-être",
        message="liste",
        hint="Définitif, Provisoire",
    ),
    "formula_error": Typed(
        code="V07", severity="error", typed="#DIV/0!", value="#DIV/0!", message="#DIV/0!", hint="Remplacez la formule"
    ),
    "formula_without_result": Typed(
        code="V08", severity="error", typed="=8/15", value="=8/15", message="n’a pas de résultat", hint="recalculez"
    ),
    "fraction_became_date": Typed(
        code="V09", severity="error", typed=date(2015, 12, 8), value=UNTOLD, message="date", hint="Numérateur"
    ),
    "about_twenty": Typed(
        code="V10",
        severity="warning",
        typed="environ 20",
        measure="EMP-10-a",
        value="environ 20",
        message="valeur approchée",
        hint="Estimé",
    ),
    "novel": Typed(
        code="V11",
        severity="warning",
        header="Commentaire",
        typed="long " * 500,
        beside={RESULT: 0.28},
        value=UNTOLD,
        message="caractères",
        hint="Résumez",
    ),
    "control_characters": Typed(
        code="V13",
        severity="info",
        header="Commentaire",
        typed="suite_x0007_ au prochain bilan",
        beside={RESULT: 0.28},
        value="suite au prochain bilan",
        message="retirés",
        hint="Rien à faire",
    ),
    "fraction_differs": Typed(
        code="C01",
        severity="warning",
        typed=0.5,
        beside={"Numérateur": 8, "Dénominateur": 20},
        value="50 %",
        message="diffère de 8 / 20, soit 40\u00a0%",
        hint="Corrigez",
    ),
    "numerator_above": Typed(
        code="C02",
        severity="error",
        header="Numérateur",
        typed=20,
        beside={RESULT: 0.4, "Dénominateur": 8},
        value="20",
        message="supérieur au dénominateur (8)",
        hint="intervertis",
    ),
    "situation_contradicts": Typed(
        code="C05",
        severity="warning",
        header="Situation",
        typed="Non disponible (nd)",
        situation=None,
        beside={RESULT: 0.28, "Commentaire": "Pas encore."},
        value="Non disponible (nd)",
        message="contredit",
        hint="Effacez le résultat",
    ),
    "other_perimeter": Typed(
        code="C06",
        severity="warning",
        header="Périmètre",
        typed="Territoire entier",
        beside={RESULT: 0.28},
        value="Territoire entier",
        message="« Territoire entier » diffère",
        hint="« QPV »",
    ),
    "answer_missing": Typed(
        code="M01",
        severity="warning",
        typed=None,
        situation=None,
        value=None,
        message="aucune réponse",
        hint="Saisissez le résultat",
    ),
    "explanation_missing": Typed(
        code="M02",
        severity="warning",
        typed=None,
        situation="Non disponible (nd)",
        told_at="Commentaire",
        value=UNTOLD,
        message="doit être expliquée",
        hint="pourquoi",
    ),
    "looks_like_a_formula": Typed(
        code="X03",
        severity="info",
        header="Commentaire",
        typed="@SOMME(A1)",
        beside={RESULT: 0.28},
        value="@SOMME(A1)",
        message="formule",
        hint="Rien à faire",
    ),
}


def from_typed(one: Typed, blank: Blank) -> Accident:
    form = Form(blank[one.who]).fill()
    for header, value in {"Situation": one.situation, "Commentaire": None, **one.beside, one.header: one.typed}.items():
        form.type(one.measure, value, header)
    if one.number_format:
        form.cell(one.measure, one.header).number_format = one.number_format
    cell = str(form.cell(one.measure, one.told_at or one.header).coordinate)
    told = Told(
        code=one.code,
        severity=one.severity,
        sheet=SHEET,
        cell=cell,
        measure=one.measure,
        value=one.value,
        message=one.message,
        hint=one.hint,
    )
    return Accident(content=form.save(), told=(told,))


@accident
def note(blank: Blank) -> Accident:
    form = Form(blank["EMP"]).fill()
    cell = form.answer("EMP-04", 0.28)
    form.sheet()[cell].comment = Comment("chiffre de septembre", "Agent")
    told = Told(
        code="V12",
        severity="warning",
        sheet=SHEET,
        cell=cell,
        measure="EMP-04",
        message="chiffre de septembre",
        hint="Commentaire",
        value="chiffre de septembre",
    )
    return Accident(content=form.save(), told=(told,))


QUARTIERS = ("Grand Belleville", "Compans - Pelleport")


def by_quartier(form: Form, code: str, first: Any, others: Any) -> str:
    """Fill the row of *code* on « Par quartier »; the first cell's address comes back."""
    headers = form.headers(BY_QUARTIER)
    names = [name for name in headers if name not in {"Code", "Mesure", "Clé", "Total"}]
    for name in names[1:]:
        form.type(code, others, name, BY_QUARTIER)
    return form.type(code, first, names[0], BY_QUARTIER)


@accident
def quartiers_above_the_total(blank: Blank) -> Accident:
    form = Form(blank["INT"]).fill()
    cell = form.answer("INT-01-a", 3)
    by_quartier(form, "INT-01-a", 2, 1)
    told = Told(
        code="C03",
        severity="warning",
        sheet=SHEET,
        cell=cell,
        measure="INT-01-a",
        message="(20) dépasse le résultat d’ensemble (3)",
        hint="Commentaire",
        value="3",
    )
    return Accident(content=form.save(), told=(told,))


@accident
def few_persons(blank: Blank) -> Accident:
    form = Form(blank["INT"]).fill()
    form.answer("INT-05", 200)
    cell = by_quartier(form, "INT-05", 4, 0)
    told = Told(
        code="C08",
        severity="warning",
        sheet=BY_QUARTIER,
        cell=cell,
        measure="INT-05",
        quartier="grand-belleville",
        message="inférieur à 11",
        hint="Secret statistique (s)",
        value="4",
    )
    return Accident(content=form.save(), told=(told,))


@accident
def few_persons_everywhere(blank: Blank) -> Accident:
    """One line for the measure, not one for each of nineteen quartiers."""
    form = Form(blank["INT"]).fill()
    form.answer("INT-05", 200)
    cell = by_quartier(form, "INT-05", 4, 5)
    told = Told(
        code="C08",
        severity="warning",
        sheet=BY_QUARTIER,
        cell=cell,
        measure="INT-05",
        message="Grand Belleville (4), Compans - Pelleport (5)",
        hint="Secret statistique (s)",
    )
    return Accident(content=form.save(), told=(told,))


@accident
def nothing_filled_in(blank: Blank) -> Accident:
    told = Told(code="M03", severity="warning", sheet=UNTOLD, message="aucune réponse", hint="état néant")
    return Accident(content=blank["EMP"], outcome="ignored", told=(told,))


@accident
def macros(blank: Blank) -> Accident:
    content = repacked(
        Form(blank["CUL"]).fill().save(),
        lambda name, part: (
            part.replace(b"spreadsheetml.sheet.main+xml", b"x").replace(
                b"application/vnd.openxmlformats-officedocument.x",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            )
            if name == "[Content_Types].xml"
            else part
        ),
        {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
    )
    told = Told(code="X01", severity="info", message="macros", hint="Rien à faire")
    return Accident(content=content, name="retour.xlsm", format="xlsm", told=(told,))


@accident
def external_link(blank: Blank) -> Accident:
    relation = b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="file:///C:/bilan.xlsx" TargetMode="External"/></Relationships>'
    link = b'<?xml version="1.0"?><externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><externalBook r:id="rId1"/></externalLink>'

    def edit(name: str, part: bytes) -> bytes:
        if name == "xl/_rels/workbook.xml.rels":
            added = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>'
            return part.replace(b"</Relationships>", added)
        if name == "[Content_Types].xml":
            kind = b'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"/></Types>'
            return part.replace(b"</Types>", kind)
        return part

    content = repacked(
        Form(blank["CUL"]).fill().save(),
        edit,
        {"xl/externalLinks/externalLink1.xml": link, "xl/externalLinks/_rels/externalLink1.xml.rels": relation},
    )
    told = Told(code="X02", severity="info", message="liens vers d’autres fichiers", hint="valeurs")
    return Accident(content=content, told=(told,))


@accident
def doctype(blank: Blank) -> Accident:
    content = repacked(
        Form(blank["CUL"]).fill().save(),
        lambda name, part: (
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + part.partition(b"?>")[2]
            if name == "xl/workbook.xml"
            else part
        ),
    )
    return _rejected("X04", content, "xxe.xlsx", "n’a pas été ouvert", ".xlsx", format=UNTOLD)


@accident
def formula_with_its_result(blank: Blank) -> Accident:
    """« =7/25 » as Excel saves it: nothing to say."""
    form = Form(blank["EMP"]).fill()
    cell = form.answer("EMP-04", "=7/25").encode()
    part = sheet_part(saved := form.save())
    content = repacked(
        saved,
        lambda name, held: (
            re.sub(rb'(<c r="' + cell + rb'"[^>]*>)<f>7/25</f><v ?/?>(</v>)?', rb"\1<f>7/25</f><v>0.28</v>", held)
            if name == part
            else held
        ),
    )
    return Accident(content=content, told=())


@accident
def struck_through(blank: Blank) -> Accident:
    form = Form(blank["EMP"]).fill()
    cell = form.answer(
        "EMP-10-a", CellRichText(TextBlock(InlineFont(strike=True), "12"), TextBlock(InlineFont(), "15"))
    )
    told = Told(
        code="V04",
        severity="warning",
        sheet=SHEET,
        cell=cell,
        measure="EMP-10-a",
        message="texte barré « 12 »",
        hint="Effacez le texte barré",
        value="15",
    )
    return Accident(content=form.save(), told=(told,))


@accident
def one_address_two_cells(blank: Blank) -> Accident:
    form = Form(blank["EMP"]).fill()
    cell = form.answer("EMP-10-a", 15).encode()
    part = sheet_part(saved := form.save())
    content = repacked(
        saved, lambda name, held: re.sub(rb'(<c r="' + cell + rb'".*?</c>)', rb"\1\1", held) if name == part else held
    )
    told = Told(
        code="F01", severity="error", sheet=SHEET, cell=cell.decode(), message="deux cellules", hint="enregistrez-le"
    )
    return Accident(content=content, outcome="rejected", format=UNTOLD, told=(told,))


@accident
def flawless(blank: Blank) -> Accident:
    return Accident(content=Form(blank["CAF"]).fill().save(), told=())


@accident
def lock_file(_: Blank) -> Accident:
    told = Told(code="F03", severity="info", message="verrou", hint="Rien à faire")
    return Accident(content=b"\x05Agent", name="~$retour.xlsx", outcome="ignored", format="unknown", told=(told,))


def accidents(blank: Blank) -> Iterator[tuple[str, Accident]]:
    """All of them."""
    for name, one in TYPED.items():
        yield name, from_typed(one, blank)
    for name, make in ACCIDENTS.items():
        yield name, make(blank)
