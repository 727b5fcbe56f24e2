"""One name for one thing: a module or a class that shares its name with another is listed here, with the reason."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2] / "qpv_xlsx"

_COMMAND = "a command and its task"
_ROOMS = "each room's own, where the folder tells which"
MODULES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *(
                "check",
                "close",
                "collect",
                "consolidate",
                "convert",
                "demo",
                "export",
                "fetch",
                "generate",
                "import_",
                "init",
                "login",
                "propose",
            ),
            *("national", "remind", "repair", "resolve", "return_", "rollover", "send", "status", "templates"),
        ),
        _COMMAND,
    ),
    "asked": "what a measure asks (contract), and each field's reading of it (interpreting)",
    "cells": "cells of the report's tables, and cells that are interpreted",
    "columns": _ROOMS,
    "documents": "JSON that is read (campaigns), and JSON that is written (export)",
    "encoding": "campaign and register each have their JSON",
    "fractions": "how they are written (figures), and what is checked of them (rules)",
    "looks": "styles of the campaign's workbook and of the master",
    "marks": "identity of a workbook: what the marks are, and their writing",
    "numbers": "how they are said (messages), and how a cell's are interpreted",
    "package": "Data Package, and package of a spreadsheet",
    "quartiers_sheet": "« Par quartier » of the collection workbook and of the master",
    "reading": "of the campaign, and of a figure",
    "rows": _ROOMS,
    "schema": "JSON Schema of the campaign, SQL of the register",
    "settings": "of the campaign, and the master's « Paramètres »",
    "tables": _ROOMS,
    "targets": "what they are, and what they are called",
    "texts": "in a file, and in an answer",
    "writing": _ROOMS,
}
CLASSES: Mapping[str, str] = {}


def modules() -> Iterator[Path]:
    return (path for path in ROOT.rglob("*.py") if not path.stem.startswith("__"))


def public_classes() -> Iterator[tuple[str, Path]]:
    for path in modules():
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, path


def repeated(places: Iterator[tuple[str, Path]]) -> dict[str, list[str]]:
    found = defaultdict(list)
    for name, path in places:
        found[name].append(str(path.relative_to(ROOT)))
    return {name: paths for name, paths in found.items() if len(paths) > 1}


def test_modules_that_share_a_name_are_listed_with_the_reason() -> None:
    found = repeated((path.stem, path) for path in modules())

    assert sorted(found) == sorted(MODULES), found


def test_no_two_public_classes_share_a_name() -> None:
    found = repeated(public_classes())

    assert sorted(found) == sorted(CLASSES), found
