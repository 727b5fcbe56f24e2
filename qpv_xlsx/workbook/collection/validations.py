"""What an entry cell accepts while typing, and what it says. Reading never relies on it: a paste removes it."""

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Situation
from qpv_xlsx.domain.contract.ranges import Range, possible_range, range_of
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.spreadsheet.drawing import Validation
from qpv_xlsx.workbook.collection.lists_sheet import PERIMETERS, PROGRESS, PROGRESS_THERE, SITUATIONS
from qpv_xlsx.workbook.collection.words import say


def entry_validation(  # noqa: PLR0911  (one per field)
    campaign: Campaign, measure: Measure, asked: Field, language: str
) -> Validation:
    """The validation of one entry cell of « Indicateurs »."""
    match asked:
        case Field.VALUE:
            return value_validation(campaign, measure, say(language, f"input_{measure.kind}"), language)
        case Field.TERRITORY_VALUE:
            return value_validation(
                campaign, measure, say(language, "input_territory_value"), language, Field.TERRITORY_VALUE
            )
        case Field.NUMERATOR | Field.DENOMINATOR:
            message = say(language, "error_part")
            return _decimal(possible_range(measure, asked), say(language, f"input_{asked}"), message, language)
        case Field.WOMEN:
            return _whole(
                possible_range(measure, asked), say(language, "input_women"), say(language, "error_count"), language
            )
        case Field.SITUATION:
            return _choice(SITUATIONS, say(language, "input_situation"), language)
        case Field.PERIMETER:
            expected = label(language, "perimeters", measure.perimeter)
            return _choice(PERIMETERS, say(language, "input_perimeter", perimeter=expected), language)
        case Field.COMMENT | Field.SOURCE | Field.METHOD:
            limit = campaign.options.rules.text_limit
            return _text(limit, say(language, f"input_{asked}", limit=limit), language)
        case Field.OBSERVED_ON:
            return _text(campaign.options.rules.text_limit, say(language, "input_observed_on"), language)


def value_validation(
    campaign: Campaign, measure: Measure, message: str, language: str, asked: Field = Field.VALUE
) -> Validation:
    """The validation of a result (of the whole territory: *asked*), with *message* shown beside the cell."""
    match measure.kind:
        case Kind.MILESTONE:
            return _choice(PROGRESS, message, language)
        case Kind.TEXT:
            return _text(campaign.options.rules.text_limit, message, language)
    possible = possible_range(measure, asked)
    error = _number_error(measure.kind, possible, language, say(language, "error_absent"))
    if measure.kind is Kind.COUNT:
        return _whole(possible, message, error, language)
    return _decimal(possible, message, error, language)


def quartier_validation(campaign: Campaign, measure: Measure, language: str, first: str) -> Validation:
    """The validation of a quartier's figures, from the cell *first* on: « nd », « so » and « s » are answers there."""
    message = say(language, f"input_{measure.kind}").partition("\n")[0]  # there is no situation here
    if measure.kind is Kind.MILESTONE:
        return _choice(PROGRESS_THERE, f"{message}\n{say(language, 'input_absent_quartier')}", language)
    if not measure.kind.is_number:
        return value_validation(campaign, measure, message, language)
    possible = possible_range(measure)
    bounds = [f"{first}>={_bound(possible.minimum)}", f"{first}<={_bound(possible.maximum)}"]
    bounds += [f"{first}=INT({first})"] if measure.kind is Kind.COUNT else []
    absences = ",".join(f'TRIM({first})="{situation.value}"' for situation in Situation if situation.explains_absence)
    return Validation(
        kind="custom",
        source=f"=IF(ISNUMBER({first}),AND({','.join(bounds)}),OR({absences}))",
        input_message=f"{message}\n{say(language, 'input_absent_quartier')}",
        error_title=say(language, "error_title"),
        error_message=_number_error(measure.kind, possible, language, say(language, "error_absent_quartier")),
    )


def _bound(value: float) -> str:
    return f"{value:.15g}"


def _number_error(kind: Kind, possible: Range, language: str, absent: str) -> str:
    """What is expected; then, *absent*, what to do where there is no figure."""
    match kind:
        case Kind.SHARE | Kind.GAP:
            expected = say(language, f"error_{kind}", minimum=possible.minimum, maximum=possible.maximum)
        case _ if possible == range_of(kind, None):  # nothing of its own that would be worth telling
            expected = say(language, "error_count" if kind is Kind.COUNT else "error_number")
        case _:
            key = "error_count_maximum" if kind is Kind.COUNT else "error_number_maximum"
            expected = say(language, key, maximum=possible.maximum)
    return f"{expected} {absent}"


def _whole(possible: Range, message: str, error: str, language: str) -> Validation:
    return Validation(
        kind="whole",
        minimum=possible.minimum,
        maximum=possible.maximum,
        input_message=message,
        error_title=say(language, "error_title"),
        error_message=error,
    )


def _decimal(possible: Range, message: str, error: str, language: str) -> Validation:
    return Validation(
        kind="decimal",
        minimum=possible.minimum,
        maximum=possible.maximum,
        input_message=message,
        error_title=say(language, "error_title"),
        error_message=error,
    )


def _choice(name: str, message: str, language: str) -> Validation:
    return Validation(
        kind="list",
        source=f"={name}",
        input_message=message,
        error_title=say(language, "error_title"),
        error_message=say(language, "error_list"),
    )


def _text(limit: int, message: str, language: str) -> Validation:
    return Validation(
        kind="length",
        minimum=0,
        maximum=limit,
        input_message=message,
        error_title=say(language, "error_title"),
        error_message=say(language, "error_length", limit=limit),
    )
