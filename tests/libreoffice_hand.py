"""LibreOffice's hand: run by the Python that has « uno », takes orders as JSON lines and answers likewise.

Kept apart from the driver because the tests' own Python knows no UNO. See tests/libreoffice.py.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]  # made by uno at run time

EVERYTHING = 1 | 2 | 4 | 16 | 32  # com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING, FORMULA, HARDATTR
FORMULAS = 16  # com.sun.star.sheet.CellFlags.FORMULA
_ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR
ASCENDING_NUMBER = re.compile(r"[-+]?[\d   ]*[.,]?\d+")
TOLERANCE = 10  # hundredths of a millimetre: programs round heights
POINTS = 72 / 2540  # of a hundredth of a millimetre
FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "ods": "calc8",
    "xls": "MS Excel 97",
    "pdf": "calc_pdf_Export",
    "csv": "Text - txt - csv (StarCalc)",
    "html": "HTML (StarCalc)",
}


class Hand:
    """One LibreOffice, one open document at a time."""

    def __init__(self, profile: str) -> None:
        self._process = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                "--nologo",
                f"-env:UserInstallation=file://{profile}",
                f"--accept=pipe,name={Path(profile).name};urp;",
            ],
            env={**os.environ, "LC_ALL": "fr_FR.UTF-8", "LANG": "fr_FR.UTF-8"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._context = self._connect(Path(profile).name)
        self._desktop = self._service("com.sun.star.frame.Desktop")
        self._dispatcher = self._service("com.sun.star.frame.DispatchHelper")
        self._document: Any = None

    def _connect(self, name: str) -> Any:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(300):
            try:
                return resolver.resolve(f"uno:pipe,name={name};urp;StarOffice.ComponentContext")
            except Exception:  # noqa: BLE001  (UNO's exceptions are made at run time)
                time.sleep(0.1)
        raise TimeoutError(name)

    def _service(self, name: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    def open(self, path: str) -> None:
        """Open a file, closing the one before."""
        self.close()
        self._document = self._desktop.loadComponentFromURL(f"file://{path}", "_blank", 0, ())

    def close(self) -> None:
        """Close the open file without saving."""
        if self._document is not None:
            self._document.close(True)
            self._document = None

    def save(self, path: str, password: str = "") -> None:
        """Save under another name; the extension chooses the format."""
        wanted = [_property("FilterName", FILTERS[path.rpartition(".")[2]])]
        if password and path.endswith(".xlsx"):
            keys = (("CryptoType", "Standard"), ("OOXPassword", password))
            named = tuple(uno.createUnoStruct("com.sun.star.beans.NamedValue", *key) for key in keys)
            wanted.append(_property("EncryptionData", uno.Any("[]com.sun.star.beans.NamedValue", named)))
        elif password:
            wanted.append(_property("Password", password))
        self._document.storeToURL(f"file://{path}", tuple(wanted))

    def type(self, sheet: str, cell: str, text: str) -> str:
        """Type *text* as a person would: « ok », « locked » (protected) or « refused » (a validation stops it)."""
        target = self._cell(sheet, cell)
        if self._sheet(sheet).isProtected() and target.CellProtection.IsLocked:
            return "locked"
        former = target.FormulaLocal
        self._enter(sheet, cell, self._completed(target, text))
        if not self._is_stopped(sheet, target):
            return "ok"
        self._enter(sheet, cell, former)
        return "refused"

    def _enter(self, sheet: str, cell: str, text: str) -> None:
        self._dispatch(".uno:GoToCell", ToPoint=f"$'{sheet}'.{cell}".replace("$''", "$'"))
        if text:
            self._dispatch(".uno:EnterString", StringName=text)
        else:
            self._dispatch(".uno:ClearContents")

    def _completed(self, target: Any, text: str) -> str:
        """In a percent cell LibreOffice and Excel add the sign to a figure while it is typed."""
        shown = self._document.NumberFormats.getByKey(target.NumberFormat).FormatString
        return f"{text}%" if "%" in shown and ASCENDING_NUMBER.fullmatch(text) else text

    def _is_stopped(self, sheet: str, target: Any) -> bool:
        """Whether a validation of the kind « stop » refuses what the cell holds: LibreOffice circles it."""
        validation = target.Validation
        if not validation.ShowErrorMessage or validation.ErrorAlertStyle.value != "STOP":
            return False
        page = self._sheet(sheet).DrawPage
        before = page.Count
        self._dispatch(".uno:ShowInvalid")
        circles = [page.getByIndex(number) for number in range(before, page.Count)]
        place = target.AbsoluteName
        found = any(circle.Anchor.AbsoluteName == place for circle in circles)
        self._dispatch(".uno:ClearArrows")
        return found

    def _dispatch(self, command: str, **arguments: str | bool | int) -> None:
        frame = self._document.CurrentController.Frame
        given = tuple(_property(name, value) for name, value in arguments.items())
        self._dispatcher.executeDispatch(frame, command, "", 0, given)

    def sit_down(self, sheet: str, cell: str, width: int, height: int) -> list[object]:
        """Look at a sheet in a window of so many pixels, the cursor on *cell*. Answers as *tab* does."""
        controller = self._document.CurrentController
        controller.Frame.ContainerWindow.setPosSize(0, 0, width, height, 15)  # com.sun.star.awt.PosSize.POSSIZE
        controller.setActiveSheet(self._sheet(sheet))
        self._dispatch(".uno:GoToCell", ToPoint=cell)
        return self._seen()

    def tab(self) -> list[object]:
        """Press Tab, which goes to the next cell that is not locked; [cell, what the window shows]."""
        self._dispatch(".uno:JumpToNextUnprotected")
        return self._seen()

    def sees(self, cell: str) -> bool:
        """Whether *cell* of the active sheet is in view, frozen panes included."""
        address = self._document.CurrentController.ActiveSheet.getCellRangeByName(cell).CellAddress
        return any(
            view.StartColumn <= address.Column <= view.EndColumn and view.StartRow <= address.Row <= view.EndRow
            for view in self._views()
        )

    def _views(self) -> list[Any]:
        controller = self._document.CurrentController
        return [controller.getByIndex(number).VisibleRange for number in range(controller.Count)]

    def _seen(self) -> list[object]:
        cell = self._document.CurrentSelection.CellAddress
        corners = [[view.StartColumn, view.StartRow] for view in self._views()]
        return [f"{_letters(cell.Column)}{cell.Row + 1}", json.dumps(corners)]

    def shown(self, sheet: str, cell: str) -> str:
        """What a person sees in a cell."""
        return str(self._cell(sheet, cell).String)

    def recalculate(self) -> list[list[object]]:
        """Calculate every formula anew; [sheet, cell, result] of each, errors as « Err:502 »."""
        self._document.calculateAll()
        return [place for sheet in self._document.Sheets for place in _results(sheet)]

    def low_rows(self, sheet: str) -> list[list[float]]:
        """[row, height, height that its texts need] of the visible rows that cut their texts, in points."""
        self.unprotect(sheet)
        cursor = self._sheet(sheet).createCursor()
        cursor.gotoEndOfUsedArea(False)
        found: list[list[float]] = []
        for number in range(cursor.RangeAddress.EndRow + 1):
            row = self._sheet(sheet).Rows.getByIndex(number)
            height, row.OptimalHeight = row.Height, True
            if row.IsVisible and row.Height > height + TOLERANCE:
                found.append([number + 1, height * POINTS, row.Height * POINTS])
        return found

    def unprotect(self, sheet: str) -> None:
        """Lift the protection of a sheet."""
        self._sheet(sheet).unprotect("")

    def rename(self, sheet: str, name: str) -> None:
        """Rename a sheet."""
        self._sheet(sheet).setName(name)

    def insert_rows(self, sheet: str, row: int, count: int) -> None:
        """Insert *count* rows above *row*, counted from 1."""
        self._sheet(sheet).Rows.insertByIndex(row - 1, count)

    def insert_columns(self, sheet: str, column: int, count: int) -> None:
        """Insert *count* columns left of *column*, counted from 1."""
        self._sheet(sheet).Columns.insertByIndex(column - 1, count)

    def delete_rows(self, sheet: str, row: int, count: int) -> None:
        """Delete *count* rows from *row*, counted from 1."""
        self._sheet(sheet).Rows.removeByIndex(row - 1, count)

    def sort(self, sheet: str, area: str, column: int, descending: bool) -> None:  # noqa: FBT001  (a JSON argument)
        """Sort the rows of *area* by its *column*-th column, counted from 1."""
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field = column - 1
        field.IsAscending = not descending
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        order = (PropertyValue("SortFields", 0, fields, 0), _property("ContainsHeader", False))
        self._sheet(sheet).getCellRangeByName(area).sort(order)

    def paste(self, sheet: str, cell: str, text: str) -> None:
        """What pasting from another file does: the cell loses its format and its validation, then takes *text*."""
        target = self._cell(sheet, cell)
        target.clearContents(EVERYTHING)
        target.setPropertyToDefault("NumberFormat")
        self.forget_validation(sheet, cell)
        self._enter(sheet, cell, text)

    def forget_validation(self, sheet: str, cell: str) -> None:
        """Take a cell's validation away, and leave it its format."""
        self._cell(sheet, cell).setPropertyToDefault("Validation")

    def copy_range(self, sheet: str, area: str, target: str) -> None:
        """Copy *area* to *target* of the same sheet, formats and formulas included."""
        page = self._sheet(sheet)
        source = page.getCellRangeByName(area).RangeAddress
        page.copyRange(page.getCellRangeByName(target).CellAddress, source)

    def clear(self, sheet: str, area: str) -> None:
        """Clear the contents of *area*, as the delete key does."""
        self._sheet(sheet).getCellRangeByName(area).clearContents(1 | 2 | 4 | FORMULAS)

    def delete_columns(self, sheet: str, column: int, count: int) -> None:
        """Delete *count* columns from *column*, counted from 1."""
        self._sheet(sheet).Columns.removeByIndex(column - 1, count)

    def hide_rows(self, sheet: str, row: int, count: int) -> None:
        """Hide *count* rows from *row*, counted from 1."""
        for number in range(row - 1, row - 1 + count):
            self._sheet(sheet).Rows.getByIndex(number).IsVisible = False

    def hide_columns(self, sheet: str, column: int, count: int) -> None:
        """Hide *count* columns from *column*, counted from 1."""
        for number in range(column - 1, column - 1 + count):
            self._sheet(sheet).Columns.getByIndex(number).IsVisible = False

    def filter(self, sheet: str, area: str, column: int, text: str) -> None:
        """Show only the rows of *area*, headers included, whose *column*-th cell reads *text*."""
        target = self._sheet(sheet).getCellRangeByName(area)
        wanted = target.createFilterDescriptor(True)
        wanted.ContainsHeader = True
        field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
        field.Field, field.StringValue = column - 1, text
        field.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
        wanted.setFilterFields((field,))
        target.filter(wanted)

    def merge(self, sheet: str, area: str) -> None:
        """Merge *area*; what stood in its other cells is kept underneath, as LibreOffice proposes."""
        self._sheet(sheet).getCellRangeByName(area).merge(True)

    def note(self, sheet: str, cell: str, text: str) -> None:
        """Put a note on a cell."""
        self._sheet(sheet).Annotations.insertNew(self._cell(sheet, cell).CellAddress, text)

    def text_box(self, sheet: str, text: str) -> None:
        """Draw a text box over a sheet."""
        shape = self._document.createInstance("com.sun.star.drawing.TextShape")
        shape.Size = uno.createUnoStruct("com.sun.star.awt.Size", 8000, 2000)
        shape.Position = uno.createUnoStruct("com.sun.star.awt.Point", 3000, 3000)
        self._sheet(sheet).DrawPage.add(shape)
        shape.String = text

    def copy_sheet(self, sheet: str, name: str) -> None:
        """Copy a sheet within the book, at its end."""
        self._document.Sheets.copyByName(sheet, name, self._document.Sheets.Count)

    def delete_sheet(self, sheet: str) -> None:
        """Delete a sheet, hidden or not."""
        self._document.Sheets.removeByName(sheet)

    def move_sheet(self, sheet: str, position: int) -> None:
        """Move a sheet to a position counted from 1."""
        self._document.Sheets.moveByName(sheet, position - 1)

    def only_sheet(self, sheet: str) -> None:
        """Copy one sheet into a new book, which becomes the open one."""
        source = self._document
        source.CurrentController.setActiveSheet(self._sheet(sheet))
        self._dispatch(".uno:Move", DocName="", Index=1, Copy=True)
        components = self._desktop.Components.createEnumeration()
        self._document = next(one for one in components if one.RuntimeUID != source.RuntimeUID)
        source.close(True)

    def sheets(self) -> list[str]:
        """Names of the sheets, in order."""
        return list(self._document.Sheets.ElementNames)

    def _sheet(self, name: str) -> Any:
        return self._document.Sheets.getByName(name)

    def _cell(self, sheet: str, cell: str) -> Any:
        return self._sheet(sheet).getCellRangeByName(cell)

    def quit(self) -> None:
        """End LibreOffice."""
        self.close()
        try:
            self._desktop.terminate()
        except Exception:  # noqa: BLE001  (the bridge falls with the process)
            self._process.terminate()
        self._process.wait(timeout=20)


def _results(sheet: Any) -> list[list[object]]:
    """Results of a sheet's formulas, read area by area (cell by cell takes minutes on a large workbook)."""
    errors = {
        (column, row): sheet.getCellByPosition(column, row).getError()
        for area in sheet.queryFormulaCells(_ERRORS).RangeAddresses
        for column in range(area.StartColumn, area.EndColumn + 1)
        for row in range(area.StartRow, area.EndRow + 1)
    }
    found: list[list[object]] = []
    for area in sheet.queryContentCells(FORMULAS).RangeAddresses:
        corners = (area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
        for row, line in enumerate(sheet.getCellRangeByPosition(*corners).getDataArray(), start=area.StartRow):
            for column, result in enumerate(line, start=area.StartColumn):
                error = errors.get((column, row))
                found.append([sheet.Name, f"{_letters(column)}{row + 1}", f"Err:{error}" if error else result])
    return found


def _letters(column: int) -> str:
    """« A » for 0, « AA » for 26."""
    return (_letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def _property(name: str, value: object) -> Any:
    return PropertyValue(name, 0, value, 0)


def main() -> None:
    """Answer orders until the input ends."""
    hand = Hand(sys.argv[1])
    for line in sys.stdin:
        order = json.loads(line)
        act: Callable[..., object] = getattr(hand, order["do"])
        try:
            answer = {"done": act(*order["with"])}
        except Exception as trouble:  # noqa: BLE001  (told to the test)
            answer = {"trouble": f"{type(trouble).__name__}: {trouble}"}
        print(json.dumps(answer), flush=True)  # noqa: T201  (the answer)
    hand.quit()


if __name__ == "__main__":
    main()
