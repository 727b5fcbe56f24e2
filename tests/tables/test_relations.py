"""Links between measures that an official table tells, proposed by « import »."""

import pytest

from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention, Indicator
from qpv_xlsx.domain.contract.measures import Direction, Kind, Measure
from qpv_xlsx.domain.contract.relations import MeasureRelation, RelationKind
from qpv_xlsx.domain.official.relating import proposed_relations

Rows = list[list[tuple[str, Kind]]]
C, S, A = Kind.COUNT, Kind.SHARE, Kind.AMOUNT


def catalogue(rows: Rows) -> Catalogue:
    """One convention, one indicator per row, its measures named « 1a », « 1b », …"""
    indicators = tuple(
        Indicator(
            code=f"X-{number}",
            strategic_objective="",
            operational_objective="",
            national_target="",
            wording="",
            baseline_text="",
            local_target="",
            measures=tuple(
                Measure(code=f"{number}{letter}", label=label, kind=kind, unit="", direction=Direction.UP)
                for letter, (label, kind) in zip("abcd", row, strict=False)
            ),
        )
        for number, row in enumerate(rows, start=1)
    )
    conventions = (Convention(code="X", name="X", indicators=indicators),)
    return Catalogue(title="", baseline_year=2014, start=2015, end=2020, conventions=conventions)


CASES: tuple[tuple[str, Rows, list[tuple[str, str, str, str]]], ...] = (
    ("of which, on the next row", [[("Nombre de jeunes suivis", C)], [("dont jeunes en QPV", C)]], [("dont", "2a", "1a", "")]),
    ("two « dont » of one whole", [[("Nombre de jeunes", C), ("dont filles", C), ("dont en QPV", C)]], [("dont", "1b", "1a", ""), ("dont", "1c", "1a", "")]),
    ("« dont » of another sort", [[("Nombre de jeunes", C)], [("dont crédits", A)]], []),
    ("« dont » of nothing", [[("dont jeunes en QPV", C)]], []),
    ("a share of what is counted", [[("Nombre de jeunes suivis", C)], [("Part des jeunes suivis", S)]], [("part", "1a", "", "2a")]),
    ("a share among others", [[("Part des résidents en QPV parmi les bénéficiaires", S)], [("Nombre de résidents en QPV", C)]], [("part", "2a", "", "1a")]),
    ("a share of others", [[("Nombre de jeunes", C)], [("Part des jeunes filles", S)]], []),
    ("two that could be the numerator", [[("Nombre de jeunes", C)], [("Effectif des jeunes", C)], [("Taux de jeunes", S)]], []),
    ("a total and its parts", [[("Nombre de garçons", C), ("Nombre de filles", C), ("Nombre total d’enfants", C)]], [("somme", "1a,1b", "1c", "")]),
    ("a total of one part", [[("Nombre de garçons", C), ("Nombre total d’enfants", C)]], []),
    ("the largest contributor", [[("Montant des financements", A), ("dont montant de la première entreprise", A)]], [("premier", "1b", "1a", "")]),
    ("how many enterprises", [[("Montant des aides", A), ("dont nombre d’entreprises", C)]], [("entreprises", "1b", "1a", "")]),
    ("how many others", [[("Montant des aides", A), ("dont nombre de jeunes", C)]], []),
)  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_links_are_proposed_where_the_words_tell_them(rows: Rows, expected: list[tuple[str, str, str, str]]) -> None:
    assert proposed_relations(catalogue(rows)) == tuple(
        MeasureRelation(
            kind=RelationKind(kind), parts=tuple(parts.split(",")), whole=whole, share=share, is_confirmed=False
        )
        for kind, parts, whole, share in expected
    )
