"""A code that is known is found at once: a country names its territories tens of thousands of times."""

from collections.abc import Iterator

import pytest

from qpv_xlsx.campaigns.checking.document_records import unknown_reference


class NeverRead(frozenset[str]):
    """A set that may be asked and not gone through."""

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("gone through")


def test_known_codes_are_not_gone_through_for_one_that_is_among_them() -> None:
    """18 180 administrations of 2 020 territories took five seconds to check, in each command."""
    assert [*unknown_reference(("respondents", 0), "D7", NeverRead({"D7", "D8"}))] == []
    assert [*unknown_reference(("respondents", 0), "", NeverRead({"D7"}))] == []


@pytest.mark.parametrize(
    ("read", "known", "code", "choices"),
    [
        ("D9", ("D8", "", "D7", "D8"), "campaign_unknown_reference", ("D7", "D8")),
        ("D9", frozenset({"", "D7"}), "campaign_unknown_reference", ("D7",)),
        (
            "D99",
            {f"D{rank:02}": 0 for rank in range(20)},
            "campaign_unknown_reference",
            (*(f"D{n:02}" for n in range(12)), "…"),
        ),
        ("D9", ("",), "campaign_nothing_to_name", None),
        ("D9", (), "campaign_nothing_to_name", None),
    ],
)
def test_one_that_is_not_is_told_with_a_few_that_are(
    read: str, known: tuple[str, ...], code: str, choices: tuple[str, ...] | None
) -> None:
    (problem,) = unknown_reference(("respondents", 0), read, known)
    assert (problem.place, problem.facts["read"], problem.facts.get("choices")) == ("/respondents/0", read, choices)
    assert problem.code == code
