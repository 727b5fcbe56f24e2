"""Make the three tables of ``examples/tables``: ``python examples/make_tables.py FOLDER``.

The first is the official table of Paris, as a Word document; the two others are invented, in other layouts.
"""

import csv
import io
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from qpv_xlsx.spreadsheet import pen
from qpv_xlsx.spreadsheet.drawing import Style

SOURCE = Path(__file__).resolve().parents[1] / "tests" / "catalogue" / "source.json"
PARIS, YEARS, CSV = "paris-2015-2020.docx", "port-vieux-2030.xlsx", "montrieux-2030.csv"
MADE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def paris(folder: Path) -> None:
    """The official table: seven columns, cells merged downwards where a theme or an objective has several indicators."""
    source = json.loads(SOURCE.read_text("utf-8"))
    document: Any = Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(42), Cm(29.7)
    document.core_properties.title = source["titre"]
    document.core_properties.created = document.core_properties.modified = MADE.replace(tzinfo=None)
    document.styles["Normal"].font.size = Pt(8)
    document.add_heading(source["titre"], level=1)
    rows = source["lignes"]
    keys = list(source["colonnes"])
    table = document.add_table(rows=len(rows) + 1, cols=len(keys), style="Table Grid")
    grid = [list(row.cells) for row in table.rows]
    for column, key in enumerate(keys):
        texts = [source["colonnes"][key], *(row[key] for row in rows)]
        for line, text in enumerate(texts):
            if column < _MERGED and line > 1 and _is_same(rows, line - 1, keys[: column + 1]):
                continue
            grid[line][column].text = text
        if column < _MERGED:
            _merge(grid, column, rows, keys)
    document.add_paragraph(
        "Source : convention d’application du contrat de ville. Les textes sont reproduits mot pour mot."
    )
    document.save(folder / PARIS)


_MERGED = 3  # columns whose equal neighbours are one cell


def _is_same(rows: Sequence[dict[str, str]], rank: int, keys: Sequence[str]) -> bool:
    """Whether the row says the same as the one above, up to that column, and says something."""
    return bool(rows[rank][keys[-1]]) and all(rows[rank][key] == rows[rank - 1][key] for key in keys)


def _merge(grid: list[list[Any]], column: int, rows: Sequence[dict[str, str]], keys: Sequence[str]) -> None:
    start = 1
    for line in range(2, len(rows) + 2):
        if line <= len(rows) and _is_same(rows, line - 1, keys[: column + 1]):
            continue
        if line - start > 1:
            grid[start][column].merge(grid[line - 1][column])
        start = line


HEAD = Style(bold=True, fill="#DDDDDD", wrap=True, borders="LRTB")
TEXT = Style(wrap=True, borders="LRTB")
TITLE = Style(bold=True, size=14)
SHEETS: dict[str, Sequence[tuple[str, Sequence[tuple[Any, ...]]]]] = {
    "Emploi et insertion": (
        (
            "Rapprocher les habitants des QPV de l’emploi",
            (
                ("Part des habitants des QPV parmi les entrées en contrat aidé", "%", 0.114, 0.121, 0.137, 0.18, "France Travail"),
                ("Nombre de clauses d’insertion réalisées au profit d’habitants des QPV", "heures", 8200, 9150, 10400, 14000, "Communauté d’agglomération"),
            ),
        ),
        (
            "Réduire le chômage des jeunes",
            (("Taux de chômage des 16-25 ans en QPV", "%", 0.342, 0.336, "nd", 0.28, "France Travail / Mission locale"),),
        ),
    ),
    "Éducation": (
        (
            "Réduire les écarts de réussite",
            (
                ("Écart de réussite au brevet entre les collèges en REP+ et le département", "points", 14.2, 13.8, 12.9, 8, "DSDEN"),
                ("Nombre d’enfants suivis par le programme de réussite éducative", "enfants", 212, 240, 251, 300, "Ville"),
            ),
        ),
    ),
    "Santé": (
        (
            "Développer l’accès aux soins de premier recours",
            (
                ("Nombre de maisons de santé en QPV ou à proximité", "structures", 1, 1, 2, 3, "ARS"),
                ("Nombre de consultations avancées par an", "consultations", "", 12, 18, 24, "ARS et CPAM"),
            ),
        ),
    ),
}  # fmt: skip


def port_vieux(folder: Path) -> None:
    """One theme per sheet, two header rows, a column per year, a forecast, notes below."""
    book = pen.Pen(title="Contrat de ville de Port-Vieux 2024-2030", created=MADE)
    for name, objectives in SHEETS.items():
        _sheet(book.sheet(name), name, objectives)
    (folder / YEARS).write_bytes(book.finish())


def _sheet(sheet: pen.Sheet, name: str, objectives: Sequence[tuple[str, Sequence[tuple[Any, ...]]]]) -> None:
    sheet.write(1, 1, "Contrat de ville de Port-Vieux 2024-2030 – Engagements Quartiers 2030", TITLE)
    sheet.write(2, 1, f"Fiche thématique : {name}", Style(italic=True))
    for column, width in enumerate((34, 50, 14, 10, 10, 10, 14, 12, 28), start=1):
        sheet.width(column, column, width)
    heads = ("Objectif opérationnel", "Indicateur de suivi", "Unité", "Réalisé 2021", "Réalisé 2022", "Réalisé 2023", "Prévision 2025", "Cible 2030", "Pilote")  # fmt: skip
    for column, words in enumerate(heads, start=1):
        sheet.write(4, column, words, HEAD)
    row = 5
    for objective, indicators in objectives:
        for rank, (wording, unit, first, second, third, target, pilot) in enumerate(indicators):
            figures = (first, second, third, _forecast(third, target), target)
            for column, content in enumerate((objective if rank == 0 else "", wording, unit, *figures, pilot), start=1):
                is_share = unit == "%" and isinstance(content, float)
                sheet.write(
                    row, column, content, Style(wrap=True, borders="LRTB", number_format="0.0%") if is_share else TEXT
                )
            row += 1
    sheet.write(row + 1, 1, "nd : non disponible. Source : observatoire local.", Style(italic=True))


def _forecast(now: Any, target: Any) -> Any:  # noqa: ANN401  (a figure or a text)
    return round((now + target) / 2, 3) if isinstance(now, int | float) and isinstance(target, int | float) else ""


ENGAGEMENTS = (
    ("Engagements Quartiers 2030 – Ville de Montrieux", "", "", "", "", "", "", ""),
    ("", "", "", "", "", "", "", ""),
    ("Axe", "Engagement", "Indicateur(s)", "Situation de départ (2023)", "Cible 2028", "Responsable", "Source", "Fréquence"),
    ("1. Plein emploi", "Amener les clauses sociales dans tous les marchés", "• Nombre de marchés avec clause\n• Part des heures réalisées par des habitants des QPV", "• 6 marchés\n• 22 %", "• 15 marchés\n• 40 %", "Ville ; PLIE", "Facilitateur des clauses", "annuelle"),
    ("", "Soutenir la création d’activité", "Nombre de créateurs accompagnés résidant en QPV", "31", "augmenter de 30 %", "BGE", "BGE", "semestrielle"),
    ("2. Transition écologique", "Réduire les charges des locataires", "Nombre de logements sociaux rénovés en QPV", "140 en 2022", "entre 400 et 500", "Bailleurs", "DDT", "annuelle"),
    ("", "Végétaliser les espaces publics", "Surface désimperméabilisée (m²)", "à préciser", "3 000 m²", "Ville", "Service des espaces verts", "annuelle"),
    ("3. Émancipation", "Réduire le non-recours", "Taux de non-recours au RSA dans les QPV", "34 %", "réduire l’écart avec la ville de moitié", "CAF et CCAS", "CAF", "tous les deux ans"),
    ("", "Ouvrir un lieu d’accueil parents-enfants", "Ouverture du lieu", "", "réalisé en 2027", "CAF", "CAF", "annuelle"),
    ("", "Prévenir le décrochage", "Taux de décrochage au lycée", "8,5 %", "5 % maximum", "Éducation nationale", "DSDEN", "annuelle"),
    ("Source : préfecture et ville de Montrieux. Document de travail.", "", "", "", "", "", "", ""),
)  # fmt: skip


def montrieux(folder: Path) -> None:
    """A CSV as a French Excel saves it: semicolons, Windows-1252, blank cells for what is said above."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(ENGAGEMENTS)
    (folder / CSV).write_bytes(stream.getvalue().encode("cp1252"))


def main(folder: Path) -> None:
    """Write the three tables into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    paris(folder)
    port_vieux(folder)
    montrieux(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
