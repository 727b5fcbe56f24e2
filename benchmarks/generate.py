"""What generating nine workbooks costs, against the bare XlsxWriter calls for the same cells. Target: at most twice.

Run from the project's root: python -m benchmarks.generate
"""

import io
import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from qpv_xlsx.campaigns.documents import campaign_from_json
from qpv_xlsx.domain.contract.campaign import Campaign, Respondent
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.spreadsheet.dialect import validation_options
from qpv_xlsx.spreadsheet.known_formats import KnownLook
from qpv_xlsx.spreadsheet.packaging import LanguageBook
from qpv_xlsx.spreadsheet.plain_sheet import PlainSheet
from qpv_xlsx.workbook.collection import write_collection

TEMPLATES = Path(__file__).parents[1] / "templates"
CREATED = datetime(2016, 1, 15, tzinfo=UTC)
ROUNDS = 15
TARGET = 0.5
MADE_BY_XLSXWRITER = {"xf_index", "hyperlink"}  # its own default formats
SHEET_CALLS = (
    "write_string",
    "write_number",
    "write_blank",
    "write_boolean",
    "write_datetime",
    "write_formula",
    "write_rich_string",
    "write_url",
    "write_comment",
    "data_validation",
    "conditional_format",
    "set_row",
    "set_column",
    "autofilter",
    "freeze_panes",
    "set_selection",
    "protect",
    "set_footer",
    "repeat_rows",
    "print_area",
    "fit_to_pages",
)

_SHORT_WAYS: Mapping[str, Callable[..., tuple[str, tuple[Any, ...]]]] = {
    "put_text": lambda *given: ("write_string", given),
    "put_number": lambda *given: ("write_number", given),
    "put_blank": lambda row, column, style: ("write_blank", (row, column, None, style)),
    "put_formula": lambda row, column, formula, style: (
        "write_formula",
        (row, column, formula.text, style, formula.result),
    ),
    "put_letters": lambda row, column, parts, letters, style: (
        "write_rich_string",
        (row, column, *chain(*((look, text) for look, (text, _) in zip(letters, parts, strict=True))), style),
    ),
    "put_validation": lambda corners, validation: ("data_validation", (*corners, validation_options(validation))),
    "put_rule": lambda corners, formula, style, *, stop: (
        "conditional_format",
        (*corners, {"type": "formula", "criteria": formula, "format": style, "stop_if_true": stop}),
    ),
}
"""The pen's own ways into a sheet, as the calls that anybody else would make."""


@dataclass(slots=True)
class Tape:
    """The calls that one workbook made. Formats are numbered in order of their making."""

    formats: list[dict[str, Any]] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    calls: list[tuple[str, str, tuple[Any, ...]]] = field(default_factory=list)

    def take(self, sheet: Worksheet, call: str, given: tuple[Any, ...]) -> None:
        """A call. What is spelt once for all workbooks is spelt on a sheet of none, which has no name."""
        if sheet.get_name():
            self.calls.append((sheet.get_name(), call, given))


def paris() -> Campaign:
    document = json.loads((TEMPLATES / "paris-2015-2020.json").read_text("utf-8"))
    geography = json.loads((TEMPLATES / "geographies" / "paris-2015.json").read_text("utf-8"))
    document["territories"][0]["quartiers"] = geography["quartiers"]
    return campaign_from_json(document)


def ours(campaign: Campaign, respondent: Respondent) -> bytes:
    reference = Reference(campaign=campaign.code, respondent=respondent.code, version=1)
    return write_collection(campaign, respondent, reference, created=CREATED)


def record(campaign: Campaign, respondent: Respondent) -> Tape:
    """The calls behind one workbook, formats replaced by their numbers."""
    tape = Tape()
    with _listening(tape):
        ours(campaign, respondent)
    return tape


@contextmanager
def _listening(tape: Tape) -> Iterator[None]:
    ways: dict[tuple[type, str], Callable[..., Any]] = {(Worksheet, name): partial(_same, name) for name in SHEET_CALLS}
    ways |= {(PlainSheet, name): way for name, way in _SHORT_WAYS.items()}
    originals = {(owner, name): getattr(owner, name) for owner, name in ways}
    add_format, define_name = xlsxwriter.Workbook.add_format, xlsxwriter.Workbook.define_name
    known_format, named_format = LanguageBook.known_format, LanguageBook.named_format
    numbers: dict[int, int] = {}

    def listened(way: Callable[..., Any], original: Callable[..., Any]) -> Callable[..., Any]:
        def call(sheet: Worksheet, *arguments: Any, **named: Any) -> Any:
            name, given = way(*arguments, **named)
            tape.take(sheet, name, tuple(_numbered(one, numbers) for one in given))
            return original(sheet, *arguments, **named)

        return call

    def format_made(book: Any, properties: dict[str, Any]) -> Any:
        made = add_format(book, properties)
        if properties.keys().isdisjoint(MADE_BY_XLSXWRITER):
            numbers[id(made)] = len(tape.formats)
            tape.formats.append(properties)
        return made

    def known_made(book: Any, look: KnownLook) -> Any:
        made = known_format(book, look)
        numbers[id(made)] = len(tape.formats)
        tape.formats.append(dict(look.options))
        return made

    def named_made(book: Any, plain: Any, name: str) -> Any:
        made = named_format(book, plain, name)
        numbers[id(made)] = numbers[id(plain)]  # XlsxWriter knows no cell styles: the same look without one
        return made

    def name_defined(book: Any, name: str, formula: str) -> Any:
        tape.names.append((name, formula))
        return define_name(book, name, formula)

    xlsxwriter.Workbook.add_format, xlsxwriter.Workbook.define_name = format_made, name_defined
    LanguageBook.known_format = known_made  # type: ignore[method-assign, assignment]  # listened to
    LanguageBook.named_format = named_made  # type: ignore[method-assign, assignment]  # listened to
    for (owner, name), original in originals.items():
        setattr(owner, name, listened(ways[owner, name], original))
    try:
        yield
    finally:
        xlsxwriter.Workbook.add_format, xlsxwriter.Workbook.define_name = add_format, define_name
        LanguageBook.known_format = known_format  # type: ignore[method-assign]  # as it was
        LanguageBook.named_format = named_format  # type: ignore[method-assign]  # as it was
        for (owner, name), original in originals.items():
            setattr(owner, name, original)


def _same(name: str, *arguments: Any) -> tuple[str, tuple[Any, ...]]:
    return name, arguments


@dataclass(frozen=True, slots=True)
class FormatNumber:
    number: int


def _numbered(argument: Any, numbers: dict[int, int]) -> Any:
    if id(argument) in numbers:
        return FormatNumber(numbers[id(argument)])
    if isinstance(argument, dict):
        return {key: _numbered(value, numbers) for key, value in argument.items()}
    return argument


def bare(tape: Tape) -> bytes:
    """The same calls, without anything of ours around them."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    formats = [book.add_format(properties) for properties in tape.formats]
    sheets = {name: book.add_worksheet(name) for name in dict.fromkeys(sheet for sheet, _, _ in tape.calls)}
    for sheet, call, arguments in tape.calls:
        getattr(sheets[sheet], call)(*(_restored(argument, formats) for argument in arguments))
    for name, formula in tape.names:
        book.define_name(name, formula)
    book.close()
    return stream.getvalue()


def _restored(argument: Any, formats: list[Any]) -> Any:
    if isinstance(argument, FormatNumber):
        return formats[argument.number]
    if isinstance(argument, dict):
        return {key: _restored(value, formats) for key, value in argument.items()}
    return argument


def seconds(work: Callable[[], object]) -> float:
    """Of processor: others use the machine too."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    campaign = paris()
    tapes = [record(campaign, respondent) for respondent in campaign.respondents]
    with_us, without = [], []
    for _ in range(ROUNDS):
        with_us.append(seconds(lambda: [ours(campaign, respondent) for respondent in campaign.respondents]))
        without.append(seconds(lambda: [bare(tape) for tape in tapes]))
    ratio = statistics.median(with_us) / statistics.median(without)
    cells = sum(call.startswith("write_") for tape in tapes for _, call, _ in tape.calls)
    print(f"workbooks: {len(tapes)}, cells: {cells}")
    print(f"ours: {statistics.median(with_us) * 1000:.0f} ms, bare: {statistics.median(without) * 1000:.0f} ms")
    print(f"ratio: {ratio:.2f} (target: at most {TARGET:.1f})")


if __name__ == "__main__":
    main()
