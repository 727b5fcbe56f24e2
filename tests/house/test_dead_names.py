"""What is written and never read is deleted: each name of the package is said at least twice, tests left aside."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

PACKAGE = Path(__file__).parents[2] / "qpv_xlsx"
CALLED_BY_OTHERS = MappingProxyType(
    {
        "list_commands": "click asks a group for its commands",
        "get_command": "click asks a group for one of them",
        "_describe_range": "click asks how the range of a number is told",
        "fold_binary": "email's policies are asked to fold",
        "header_fetch_parse": "email's policies are asked for a header",
        "format_field": "string.Formatter is asked to write a fact",
        "_store_workbook": "XlsxWriter asks for the file",
        "_write_shared_strings_file": "XlsxWriter asks for the texts of a workbook",
        "_write_core_file": "XlsxWriter asks for the properties of a document",
        "_write_styles_file": "XlsxWriter asks for the formats of a workbook",
        "_write_cell_style_xfs": "XlsxWriter asks for how cell styles look",
        "_write_cell_styles": "XlsxWriter asks for the names of cell styles",
        "_get_font_key": "XlsxWriter asks what tells a font from others",
        "_get_border_key": "XlsxWriter asks what tells a border from others",
        "_prepare_formula": "XlsxWriter asks for a formula as it is stored",
        "_write_rows": "XlsxWriter asks for the rows of a sheet as text",
        "_write_conditional_formatting": "XlsxWriter asks for the rules of an area",
        "_write_sparklines": "XlsxWriter asks for the small bars of a sheet",
        "french_paragraphs": "the tests of translation ask what there is to translate",
        "assured": "the property that no hidden result raises the headline is about it",
        "STOCK": "a word of the campaign's closed list, the default in all but name",
    }
)


def definitions(tree: ast.Module) -> Iterator[str]:
    """Functions, methods, classes, constants and fields. What a decorator registers is called by whoever decorates."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                if isinstance(node, ast.ClassDef) or all(map(is_ours_still, node.decorator_list)):
                    yield node.name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Assign():
                yield from (target.id for target in node.targets if isinstance(target, ast.Name))
            case _:
                pass


def is_ours_still(decorator: ast.expr) -> bool:
    return ast.unparse(decorator).split(".")[-1] in {
        "property",
        "cached_property",
        "cache",
        "classmethod",
        "staticmethod",
    }


def test_no_name_is_written_and_never_read() -> None:
    sources = {
        path: path.read_text("utf-8") for ending in ("py", "html", "js") for path in PACKAGE.rglob(f"*.{ending}")
    }
    said = Counter(word for text in sources.values() for word in re.findall(r"\w+", text))
    dead = {
        name: path.relative_to(PACKAGE).as_posix()
        for path, text in sources.items()
        if path.suffix == ".py"
        for name in definitions(ast.parse(text))
        if said[name] == 1 and not name.startswith("__")
    }

    assert {name: path for name, path in dead.items() if name not in CALLED_BY_OTHERS} == {}
    assert CALLED_BY_OTHERS.keys() - said.keys() == set()
