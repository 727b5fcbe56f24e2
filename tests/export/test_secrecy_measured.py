"""What the page on secrecy says was measured can be measured again: its programs run, and nothing is exposed."""

import subprocess
import sys
from pathlib import Path

import pytest

_BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.mark.parametrize("name", ["secrecy.py", "secrecy_country.py"])
def test_a_small_measurement_exposes_nothing(name: str) -> None:
    done = subprocess.run(
        [sys.executable, str(_BENCHMARKS / name), "1"], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    exposed = [line.split("\t")[1] for line in done.stdout.splitlines() if line.startswith("exposed")]
    assert exposed == ["0"]
