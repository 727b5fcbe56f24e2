"""What goes back to a respondent: errors, and what they alone can answer; each cause once, what only follows from it not at all."""

from collections.abc import Collection, Iterable, Iterator

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.domain.merging.ledger import Account

_TO_CONFIRM = frozenset({Code.C04, Code.C06, Code.C09, Code.V03})
"""Strong changes, factors of ten, another perimeter, percent scale: nobody else knows whether the figure is right."""

_OF_THE_COORDINATOR = frozenset({Code.C07, Code.C08, Code.I05, Code.I06, Code.I07, Code.I08})
_ECHOES = frozenset({Code.C01, Code.C03, Code.C04, Code.C05, Code.C09})
_EMPTIED = "emptied"


def asked_back(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that a respondent is asked about, in their order."""
    asked = [found for found in findings if _is_for_respondent(found)]
    caused = {(found.measure, found.quartier) for found in asked if _is_cause(found)}
    measures = {measure for measure, _ in caused}
    return tuple(found for found in asked if not _is_echo(found, caused, measures))


def asked_again(account: Account, points: Iterable[Finding], unsaid: Collection[str] = ()) -> Iterator[Finding]:
    """M02 for each line that the coordinator asks again, with the reason, where they gave one or *points*, those of the findings, say nothing.

    *unsaid*: reasons that stand for none.
    """
    told = {(found.measure, found.quartier or "") for found in points}
    for (measure, quartier), reason in sorted(account.asked.items()):
        is_said = bool(reason) and reason not in unsaid
        if (measure, quartier) in told and not is_said:
            continue
        yield finding(
            Code.M02,
            case="asked_because" if is_said else "asked",
            place=_place(account, measure, quartier),
            measure=measure,
            quartier=quartier or None,
            field=Field.VALUE.value,
            reason=reason.rstrip(" ."),
        )


def _place(account: Account, measure: str, quartier: str) -> Place:
    """Where the figure stands, or what was said of its line."""
    entry = account.entries.get(Question(measure=measure, quartier=quartier))
    said = (held.found for held in account.findings)
    on_line = (found.place for found in said if (found.measure, found.quartier or "") == (measure, quartier))
    return entry.answer.place if entry else next(on_line, Place())


def is_to_confirm(found: Finding) -> bool:
    """Whether a warning is worth a letter of its own."""
    return found.severity is Severity.WARNING and found.code in _TO_CONFIRM


def _is_for_respondent(found: Finding) -> bool:
    if found.severity is Severity.INFO:
        return False
    if found.code in _OF_THE_COORDINATOR and found.case != _EMPTIED:
        return False
    return found.severity is Severity.ERROR or found.code.value[0] not in "FX"


def _is_cause(found: Finding) -> bool:
    """A figure that could not be read, or was read in another unit: what else is odd about it comes from that."""
    if found.measure is None:
        return False
    is_unread = found.severity is Severity.ERROR and found.code.value[0] == "V"
    return (
        is_unread
        or found.code in {Code.C02, Code.V03}
        or (found.code is Code.C04 and found.case in {"unit", "territory_unit"})
    )


def _is_echo(found: Finding, caused: set[tuple[str | None, str | None]], measures: set[str | None]) -> bool:
    """On the line of a cause; or on the whole of a measure, of which a quartier has one."""
    if found.code not in _ECHOES or _is_cause(found):
        return False
    return (found.measure, found.quartier) in caused or (found.quartier is None and found.measure in measures)
