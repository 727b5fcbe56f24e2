"""The page of anomalies says what the program says."""

import importlib.util
from pathlib import Path
from types import ModuleType

from qpv_xlsx.domain.findings import Code

DOCS = Path(__file__).parents[2] / "docs"


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_anomalies", DOCS / "make_anomalies.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date() -> None:
    expected = generator().page()
    assert (DOCS / "anomalies.md").read_text("utf-8") == expected, "run: python docs/make_anomalies.py"


def test_every_code_has_its_place() -> None:
    page = generator().page()
    assert [code for code in Code if f"### {code} – " not in page] == []
