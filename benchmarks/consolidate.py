"""What consolidating a national campaign costs: 101 territories, 9 conventions, about 100 000 answers.

Prints the time of the master workbook beside that of the same cells written with bare XlsxWriter, and the peak memory.
(Bare XlsxWriter looks for new functions in every formula; the pen, which knows that it writes none, does not.)
Fails when it takes more than 3 times the bare cost, or 1 GiB. Run from the project's root: python benchmarks/consolidate.py
"""

import gc
import io
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

TERRITORIES = int(sys.argv[1]) if len(sys.argv) > 1 else 101
MOST_TIMES = 3.0
MOST_MEMORY = 2**30

Call = tuple[str, str, int, int, Any, Any]


def _master() -> tuple[float, float, int, int]:
    """Seconds of the assessment and of the workbook, peak memory in bytes, number of answers."""
    from qpv_xlsx.domain.judging.assessing import assess
    from qpv_xlsx.workbook.master import write_master
    from tests.master.invention import CREATED, invented_campaign, invented_ledger

    campaign = invented_campaign(1, territories=TERRITORIES)
    ledger = invented_ledger(campaign, 1)
    answers = sum(len(account.entries) for account in ledger.accounts.values())
    start = time.process_time()
    assessment = assess(campaign, ledger)
    assessed = time.process_time()
    write_master(campaign, ledger, assessment, created=CREATED)
    written = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return assessed - start, written - assessed, peak, answers


def _recorded() -> list[Call]:
    """Every cell that the master workbook writes, in order."""
    from qpv_xlsx.domain.judging.assessing import assess
    from qpv_xlsx.spreadsheet.pen import Sheet
    from qpv_xlsx.workbook.master import write_master
    from tests.master.invention import CREATED, invented_campaign, invented_ledger

    calls: list[Call] = []
    write, formula = Sheet.write, Sheet.formula

    def noted_write(sheet: Sheet, row: int, column: int, content: Any, style: Any) -> None:
        calls.append(("write", sheet.name, row, column, content, None))
        write(sheet, row, column, content, style)

    def noted_formula(sheet: Sheet, row: int, column: int, text: str, result: Any, style: Any) -> None:
        calls.append(("formula", sheet.name, row, column, text, result))
        formula(sheet, row, column, text, result, style)

    Sheet.write, Sheet.formula = noted_write, noted_formula  # type: ignore[method-assign]
    campaign = invented_campaign(1, territories=TERRITORIES)
    ledger = invented_ledger(campaign, 1)
    write_master(campaign, ledger, assess(campaign, ledger), created=CREATED)
    return calls


def _bare() -> tuple[float, int]:
    """Seconds to write the same cells with XlsxWriter alone, and their number."""
    import xlsxwriter

    calls = _recorded()
    gc.collect()
    gc.freeze()  # the record is not XlsxWriter's to walk through
    start = time.process_time()
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    style = book.add_format({"border": 1})
    sheets = {name: book.add_worksheet(name) for name in dict.fromkeys(call[1] for call in calls)}
    for kind, name, row, column, content, result in calls:
        sheet = sheets[name]
        match content:
            case _ if kind == "formula":
                sheet.write_formula(row - 1, column - 1, content, style, result)
            case None | "":
                sheet.write_blank(row - 1, column - 1, None, style)
            case str():
                sheet.write_string(row - 1, column - 1, content, style)
            case int() | float():
                sheet.write_number(row - 1, column - 1, content, style)
            case _:
                sheet.write_datetime(row - 1, column - 1, content, style)
    book.close()
    return time.process_time() - start, len(calls)


def _alone(work: Callable[[], Any]) -> Any:
    """The result of *work* in a fresh process, so that memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work)


def main() -> int:
    """Print the costs; 1 when a bound is passed."""
    assessing, writing, peak, answers = _alone(_master)
    bare, cells = _alone(_bare)
    times = (assessing + writing) / bare
    print(f"answers {answers:,}   cells {cells:,}")
    print(f"assessment {assessing:.1f} s   master workbook {writing:.1f} s   bare XlsxWriter {bare:.1f} s")
    print(f"times the bare cost {times:.2f} (at most {MOST_TIMES:g})   peak {peak / 2**20:.0f} MiB (at most 1024)")
    return int(times > MOST_TIMES or peak > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
