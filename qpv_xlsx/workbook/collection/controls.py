"""The live *Contrôle* of a row: each case written once, as a formula for the spreadsheet and as its truth in Python."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from qpv_xlsx.domain.contract.measures import Kind, Measure, Perimeter, Progress
from qpv_xlsx.domain.contract.questions import Field, Situation
from qpv_xlsx.domain.contract.ranges import possible_range
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.workbook.collection.form import Content

COMPLETE = "complete"
NOT_ASKED = "not_asked"
STILL_WRONG = "still_wrong"
TO_REVIEW = "to_review"
ABSENCES = tuple(situation for situation in Situation if situation.explains_absence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One case: its word in ``[labels.controls]``, the formula that tells it, and whether it holds now."""

    word: str
    formula: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The entry cells of a row: their addresses and contents, and the total of its quartiers (None: not summed)."""

    address: Mapping[Field, str]
    content: Mapping[Field, Content]
    quartiers_formula: str | None = None
    quartiers_total: float = 0.0


def control_formula(
    measure: Measure, cells: Cells, language: str, *, tolerance: float, once_complete: tuple[str, str] | None = None
) -> tuple[str, str]:
    """The formula of a row's control, and its result. *tolerance*: fraction, between a share and its quotient.

    *once_complete*: formula and result of what is asked of a row with which nothing else is wrong; None: it is complete.
    """
    formula, result = once_complete or (_quote(_word(language, COMPLETE)), _word(language, COMPLETE))
    for control in reversed(tuple(_controls(measure, cells, language, tolerance))):
        word = _word(language, control.word)
        formula = f"IF({control.formula},{_quote(word)},{formula})"
        result = word if control.holds else result
    return f"={formula}", result


def _word(language: str, word: str) -> str:
    return label(language, "controls", word)


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _controls(measure: Measure, cells: Cells, language: str, tolerance: float) -> Iterator[Control]:
    """The cases, the first that holds wins."""
    yield from _absence(cells, language)
    yield _to_fill(cells, language)
    yield from _nature(measure, cells, language)
    if measure.asks_fraction:
        yield from _fraction(measure, cells, tolerance)
    if measure.asks_territory:
        yield _blank("territory", cells, Field.TERRITORY_VALUE)
    yield _perimeter(cells, language)
    if cells.quartiers_formula is not None:
        yield _quartiers(cells, cells.quartiers_formula)


def _absence(cells: Cells, language: str) -> Iterator[Control]:
    formula, holds = _is_absent(cells, language)
    value, comment = cells.address[Field.VALUE], cells.address[Field.COMMENT]
    yield Control(
        word="contradiction",
        formula=f"AND({formula},{_is_given(value)})",
        holds=holds and _has(cells, Field.VALUE),
    )
    yield Control(
        word="explain",
        formula=f"AND({formula},NOT({_is_given(comment)}))",
        holds=holds and not _has(cells, Field.COMMENT),
    )


def _is_absent(cells: Cells, language: str) -> tuple[str, bool]:
    said = cells.content.get(Field.SITUATION)
    return _says_absent(cells.address[Field.SITUATION], language), said is not None and _folded(said) in _absent(
        language
    )


@lru_cache(maxsize=4096)  # the same cells in the forms of all territories
def _says_absent(situation: str, language: str) -> str:
    words = (label(language, "situations", absence) for absence in ABSENCES)
    return f"OR({','.join(f'{situation}={_quote(word)}' for word in words)})"


@lru_cache(maxsize=8)
def _absent(language: str) -> frozenset[str]:
    return frozenset(label(language, "situations", absence).casefold() for absence in ABSENCES)


def _to_fill(cells: Cells, language: str) -> Control:
    """A blank value, unless its absence is explained: then no further case can hold but this one's neighbours."""
    formula, holds = _is_absent(cells, language)
    value = cells.address[Field.VALUE]
    return Control(
        word="to_fill",
        formula=f"AND(NOT({formula}),NOT({_is_given(value)}))",
        holds=not holds and not _has(cells, Field.VALUE),
    )


def _blank(word: str, cells: Cells, asked: Field) -> Control:
    """A value is given, but not the part *asked* beside it."""
    value, part = cells.address[Field.VALUE], cells.address[asked]
    return Control(
        word=word,
        formula=f"AND({_is_given(value)},NOT({_is_given(part)}))",
        holds=_has(cells, Field.VALUE) and not _has(cells, asked),
    )


def _nature(measure: Measure, cells: Cells, language: str) -> Iterator[Control]:
    """Whether the value is of the kind that is asked."""
    value, content = cells.address[Field.VALUE], cells.content.get(Field.VALUE)
    given, has = _is_given(value), _has(cells, Field.VALUE)
    match measure.kind:
        case Kind.TEXT:
            return
        case Kind.MILESTONE:
            words = [label(language, "progress", progress) for progress in Progress]
            listed = ",".join(f"{value}={_quote(word)}" for word in words)
            is_listed = _folded(content) in {word.casefold() for word in words}
            yield Control(word="not_listed", formula=f"AND({given},NOT(OR({listed})))", holds=has and not is_listed)
        case _:
            number = content if isinstance(content, (int, float)) else None
            yield Control(
                word="not_number", formula=f"AND({given},NOT(ISNUMBER({value})))", holds=has and number is None
            )
            yield _bounds(measure, value, number)
            if measure.kind is Kind.COUNT:
                is_broken = number is not None and number != int(number)
                yield Control(word="not_whole", formula=_for_number(value, f"{value}<>INT({value})"), holds=is_broken)


def _bounds(measure: Measure, value: str, number: float | None) -> Control:
    possible = possible_range(measure)
    outside = f"OR({value}<{_figure(possible.minimum)},{value}>{_figure(possible.maximum)})"
    is_outside = number is not None and number not in possible
    return Control(word="out_of_range", formula=_for_number(value, outside), holds=is_outside)


def _fraction(measure: Measure, cells: Cells, tolerance: float) -> Iterator[Control]:
    upper, lower = Field.NUMERATOR, Field.DENOMINATOR
    above, below = cells.address[upper], cells.address[lower]
    numerator, denominator = cells.content.get(upper), cells.content.get(lower)
    yield Control(
        word="half_fraction",
        formula=f"ISNUMBER({above})<>ISNUMBER({below})",
        holds=_is_number(numerator) != _is_number(denominator),
    )
    if measure.kind is not Kind.SHARE:
        return
    yield Control(
        word="numerator_above",
        formula=_for_numbers((above, below), f"{above}>{below}"),
        holds=_all_numbers(lambda n, d: n > d, numerator, denominator),
    )
    value = cells.address[Field.VALUE]
    yield Control(
        word="fraction_differs",
        # multiplied out, so that a denominator of zero divides nothing
        formula=_for_numbers(
            (value, above, below), f"AND({below}>0,ABS({value}*{below}-{above})>{_figure(tolerance)}*{below})"
        ),
        holds=_all_numbers(
            lambda v, n, d: d > 0 and abs(v * d - n) > tolerance * d,
            cells.content.get(Field.VALUE),
            numerator,
            denominator,
        ),
    )


def _perimeter(cells: Cells, language: str) -> Control:
    """« Autre (à préciser) » needs its words."""
    chosen, other = cells.address[Field.PERIMETER], label(language, "perimeters", Perimeter.OTHER)
    is_other = _folded(cells.content.get(Field.PERIMETER)) == other.casefold()
    return Control(
        word="perimeter",
        formula=f"AND({chosen}={_quote(other)},NOT({_is_given(cells.address[Field.COMMENT])}))",
        holds=is_other and not _has(cells, Field.COMMENT),
    )


def _quartiers(cells: Cells, total: str) -> Control:
    value, content = cells.address[Field.VALUE], cells.content.get(Field.VALUE)
    return Control(
        word="quartiers_above",
        formula=_for_number(value, f"{total}>{value}"),
        holds=_all_numbers(lambda v: cells.quartiers_total > v, content),
    )


def _is_given(cell: str) -> str:
    return f"LEN(TRIM({cell}))>0"


def _has(cells: Cells, asked: Field) -> bool:
    content = cells.content.get(asked)
    return content is not None and str(content).strip(" ") != ""


def _for_number(cell: str, formula: str) -> str:
    return _for_numbers((cell,), formula)


def _for_numbers(cells: tuple[str, ...], formula: str) -> str:
    """*formula* where every cell holds a number, else false: texts compare as greater than any number."""
    guard = f"COUNT({','.join(cells)})={len(cells)}"
    return f"IF({guard},{formula},FALSE)"


def _all_numbers(judge: Callable[..., bool], *contents: Content) -> bool:
    return all(_is_number(content) for content in contents) and judge(*contents)


def _is_number(content: Content) -> bool:
    return isinstance(content, (int, float))


def _folded(content: Content) -> str:
    """Comparisons of texts in a spreadsheet ignore case."""
    return content.casefold() if isinstance(content, str) else ""


def _figure(value: float) -> str:
    return f"{value:.15g}"
