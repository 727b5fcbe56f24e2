"""The tested set holds every requirement, within its bounds; a requirement added is pinned the same day."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("constraints", ROOT / ".ci" / "constraints.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DECLARED = [Requirement(line) for line in script()._declared()]
PINNED = dict(
    line.split("==") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")
)


@pytest.mark.parametrize("requirement", DECLARED, ids=lambda requirement: requirement.name)
def test_a_requirement_is_pinned_within_its_bounds(requirement: Requirement) -> None:
    if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
        pytest.skip("of another system")
    version = PINNED.get(script()._name(requirement.name))

    assert version, "run: python .ci/constraints.py tested > constraints.txt"
    assert requirement.specifier.contains(version, prereleases=True)


def test_the_lowest_versions_are_those_of_the_bounds() -> None:
    lowest = dict(pin.split("==") for pin in script()._lowest(DECLARED))

    for requirement in DECLARED:
        if any(bound.operator == ">=" for bound in requirement.specifier):
            assert requirement.specifier.contains(lowest[script()._name(requirement.name)])


def test_a_package_needed_by_another_is_pinned_too() -> None:
    assert {"et-xmlfile", "numpy", "pluggy"} <= set(PINNED)  # of openpyxl, pandas and pytest
