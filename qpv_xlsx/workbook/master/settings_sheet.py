"""Writes « Paramètres »."""

from dataclasses import replace
from functools import cache

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.drawing import Allowed, Area, Style, Validation, place_of
from qpv_xlsx.spreadsheet.pen import Pen, Sheet
from qpv_xlsx.workbook.master.columns import FIRST_ROW, Look, MasterColumn
from qpv_xlsx.workbook.master.looks import ENTRY, STYLES, Badge
from qpv_xlsx.workbook.master.settings import Parameter, settings_of
from qpv_xlsx.workbook.master.tables import finish, head, line_height

_COLUMNS = (
    MasterColumn(key="setting", look=Look.TEXT, width=36),
    MasterColumn(key="setting_value", look=Look.WORD, width=30),
    MasterColumn(key="meaning", look=Look.TEXT, width=90),
    MasterColumn(key="setting_name", look=Look.WORD, width=34),
)
_VALUE_COLUMN = 2


def write_settings(pen: Pen, campaign: Campaign, name: str, language: str) -> None:
    """One line per setting; its value has a defined name, which the formulas of the workbook read.

    A name is a place: were the lines sorted, « Atteint » would read « Non atteint ». No filter offers it, and protection,
    which has no password, lets figures alone be changed.
    """
    sheet = pen.sheet(name)
    lead = phrase(language, "master_settings_lead")
    head(sheet, _COLUMNS, language, title=label(language, "sheet_headings", "settings"), lead=lead)
    settings = tuple(settings_of(campaign, language))
    for row, setting in enumerate(settings, start=FIRST_ROW):
        _line(sheet, row, setting)
        pen.name(setting.name, f"={place_of(name, row, _VALUE_COLUMN)}")
    finish(sheet, _COLUMNS, language, rows=len(settings), frozen=0, has_filter=False)
    sheet.protect((Allowed.FORMAT_CELLS, Allowed.FORMAT_COLUMNS, Allowed.FORMAT_ROWS))


def _line(sheet: Sheet, row: int, setting: Parameter) -> None:
    text = STYLES[Look.TEXT]
    sheet.write(row, 1, setting.title, text)
    _value(sheet, row, setting)
    sheet.write(row, 3, setting.meaning, text)
    sheet.write(row, 4, setting.name, STYLES[Look.WORKING])
    sheet.height(row, line_height(_COLUMNS, (setting.title, _words(setting), setting.meaning, None)))


def _words(setting: Parameter) -> str | None:
    return setting.value if isinstance(setting.value, str) else None


def _value(sheet: Sheet, row: int, setting: Parameter) -> None:
    if isinstance(setting.value, str):
        sheet.write(row, _VALUE_COLUMN, setting.value, _shown(setting.badge) if setting.badge else _WORDS)
        return
    sheet.write(row, _VALUE_COLUMN, setting.value, _figure(setting.number_format))
    place = Area(row, _VALUE_COLUMN, row, _VALUE_COLUMN)
    sheet.validate(place, Validation(kind="decimal", minimum=-10, maximum=10_000))


_WORDS = replace(STYLES[Look.STATUS], wrap=True)


@cache
def _figure(number_format: str) -> Style:
    return replace(ENTRY, number_format=number_format, align="left")


@cache
def _shown(badge: Badge) -> Style:
    return replace(STYLES[Look.STATUS], color=badge.ink, fill=badge.fill, number_format=badge.style.number_format)
