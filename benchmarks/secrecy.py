"""Time and number of masks of statistical secrecy, beside the naive rule: tables of quartiers with women, and a measure within another.

python benchmarks/secrecy.py [TABLES]
"""

import random
import sys
from statistics import median
from time import perf_counter

from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.publishing.linked_system import CellKey, LinkedSystem, Protection, Unknown
from qpv_xlsx.domain.publishing.suppressing import audit, protect

QUARTIERS, LIMIT = 20, 11
_EXACT = 1e-6


def table(dice: random.Random, number: int) -> LinkedSystem:
    """Two linked measures of 20 quartiers with their totals, women and men: 63 cells and complements."""
    unknowns: dict[CellKey, Unknown] = {}
    equations: list[dict[CellKey, float]] = []

    def put(key: CellKey, value: float, cost: float, *, is_printed: bool = True) -> CellKey:
        need = float(LIMIT) if 0 < value < LIMIT else 0.0
        upper = value + max(5 * LIMIT, value)
        unknowns[key] = Unknown(key=key, true=value, upper=upper, cost=cost, need=need, is_printed=is_printed)
        return key

    def at(measure: str, quartier: str = "", field: Field = Field.VALUE, role: str = "") -> CellKey:
        return CellKey(
            year=2015, territory="T", respondent=str(number), measure=measure, quartier=quartier, field=field, role=role
        )

    sizes = [dice.choice((0, 3, 7, 15, 40, 120)) for _ in range(QUARTIERS)]
    parts = [dice.randint(0, size) for size in sizes]
    for measure, figures in (("A", sizes), ("B", parts)):
        total = put(at(measure), sum(figures), 40.0 + sum(figures) ** 0.5)
        cells = [put(at(measure, str(rank)), value, 1 + value**0.5) for rank, value in enumerate(figures)]
        equations.append({total: 1.0, **dict.fromkeys(cells, -1.0)})
    for rank in range(QUARTIERS):
        rest = put(at("A", str(rank), role="rest"), sizes[rank] - parts[rank], 1.0, is_printed=False)
        equations.append({at("A", str(rank)): 1.0, at("B", str(rank)): -1.0, rest: -1.0})
    women = put(at("A", field=Field.WOMEN), int(sum(sizes) * 0.45), 8.0)
    men = put(at("A", role="men"), sum(sizes) - unknowns[women].true, 1.0, is_printed=False)
    equations.append({at("A"): 1.0, women: -1.0, men: -1.0})
    return LinkedSystem(unknowns=unknowns, equations=tuple(equations))


def naive(system: LinkedSystem) -> set[CellKey]:
    """What is done by hand: small counts go, and where one alone is missing under a total, the smallest other one too."""
    cells = [one for one in system.unknowns.values() if one.is_printed]
    masked = {one.key for one in cells if one.need}
    for measure in ("A", "B"):
        table = [one for one in cells if one.key.measure == measure and one.key.quartier]
        hidden = [one for one in table if one.key in masked]
        others = sorted((one.true, one.key) for one in table if one.key not in masked and one.true)
        if len(hidden) == 1 and others:
            masked.add(others[0][1])
    return masked


def recovered(found: Protection, system: LinkedSystem) -> tuple[int, int]:
    """How many figures that must not be known are known exactly, and how many too nearly."""
    widths = [found.intervals[key].width for key in found.exposed if system.unknowns[key].need]
    return sum(width < _EXACT for width in widths), len(widths)


def main(tables: int) -> None:
    """Print what was measured."""
    dice, times, masked, small, exposed = random.Random(7), list[float](), 0, 0, 0
    by_hand, exact, near = 0, 0, 0
    for number in range(tables):
        system = table(dice, number)
        began = perf_counter()
        found = protect(system)
        times.append(perf_counter() - began)
        masked += len(found.masked)
        small += sum(bool(one.need) and one.is_printed for one in system.unknowns.values())
        exposed += len(found.exposed)
        hidden = naive(system)
        by_hand += len(hidden)
        told = recovered(audit(system, hidden), system)
        exact, near = exact + told[0], near + told[1]
    print(f"tables\t{tables}")
    print(f"median s\t{median(times):.3f}\nworst s\t{max(times):.3f}\ntotal s\t{sum(times):.1f}")
    print(f"small counts\t{small}\nmasked\t{masked}\nexposed\t{exposed}")
    print(f"naive rule: masked\t{by_hand}\nnaive rule: recovered exactly\t{exact}\nnaive rule: exposed\t{near}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
