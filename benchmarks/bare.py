"""What others would do with the same returns: ``python benchmarks/bare.py openpyxl|pandas FOLDER``."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from measuring import report

SHEETS = ["Indicateurs", "Par quartier"]


def with_openpyxl(returns: Path) -> Mapping[str, float]:
    """Open every workbook, and look at nothing: the price of the library alone."""
    import openpyxl

    opened = [len(openpyxl.load_workbook(path).worksheets) for path in sorted(returns.glob("*.xlsx"))]
    return {"files": len(opened)}


def with_pandas(returns: Path) -> Mapping[str, float]:
    """The loop that people write: read both answer sheets of each file, stack them, write one workbook."""
    import warnings

    import pandas as pd

    warnings.simplefilter("ignore")  # of what pandas will do in a later version

    frames: dict[str, list[pd.DataFrame]] = {sheet: [] for sheet in SHEETS}
    for path in sorted(returns.glob("*.xlsx")):
        for sheet, frame in pd.read_excel(path, sheet_name=SHEETS, header=None).items():
            frames[sheet].append(frame.assign(file=path.name))
    with pd.ExcelWriter(returns.parent / "pandas.xlsx") as target:
        for sheet, several in frames.items():
            pd.concat(several).to_excel(target, sheet_name=sheet)
    return {"files": len(frames[SHEETS[0]])}


WAYS: Mapping[str, Callable[[Path], Mapping[str, float]]] = {"openpyxl": with_openpyxl, "pandas": with_pandas}

if __name__ == "__main__":
    report(WAYS[sys.argv[1]], Path(sys.argv[2]))
