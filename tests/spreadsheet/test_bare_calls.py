"""The benchmark of generating sets ours against the calls that anybody else would make for the same workbook: all of them."""

import io
from collections.abc import Mapping

import openpyxl

from benchmarks.generate import bare, ours, paris, record


def held(content: bytes) -> Mapping[str, tuple[int, int, int]]:
    """Of each sheet: cells with content, rules of conditional formats, validations."""
    return {
        sheet.title: (
            sum(cell.value is not None for row in sheet.iter_rows() for cell in row),
            sum(len(area.rules) for area in sheet.conditional_formatting),
            len(sheet.data_validations.dataValidation),
        )
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets
    }


def test_the_bare_calls_make_the_workbook_that_we_make() -> None:
    campaign = paris()
    respondent = campaign.respondents[0]
    told = held(bare(record(campaign, respondent)))
    assert told == held(ours(campaign, respondent))
    assert max(rules for _, rules, _ in told.values()) > 0
