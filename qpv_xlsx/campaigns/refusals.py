"""What a JSON Schema refuses, error by error, as located problems. Loaded only where something is refused."""

import json
from collections.abc import Iterator, Mapping

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from qpv_xlsx.campaigns.pointers import pointer
from qpv_xlsx.campaigns.translations import in_languages
from qpv_xlsx.domain.findings import Fact, Problem
from qpv_xlsx.domain.spelling import cut_to


def refusals(definition: Mapping[str, object], document: object) -> Iterator[Problem]:
    """Everything in *document* that the schema *definition* refuses, in the document's order."""
    validator = Draft202012Validator(definition, format_checker=Draft202012Validator.FORMAT_CHECKER)
    told: set[tuple[object, ...]] = set()
    for error in sorted(validator.iter_errors(document), key=lambda error: [str(step) for step in error.absolute_path]):
        once = (*error.absolute_path, None, *error.absolute_schema_path)  # one error for each key of « required »
        if once not in told:
            told.add(once)
            yield from _problems(error)


def _problems(error: ValidationError) -> Iterator[Problem]:
    here = tuple(error.absolute_path)
    match error.validator:
        case "required":
            yield from _missing(error, here)
        case "additionalProperties":
            yield from _unknown(error, here)
        case "type":
            yield _problem(here, f"campaign_type_{_first_type(error)}", read=_shown(error.instance))
        case "enum" | "const":
            yield _problem(here, "campaign_choice", read=_shown(error.instance), choices=_choices(error))
        case "pattern" | "format" | "minLength" | "maxLength" | "minItems" | "minimum" | "maximum":
            is_blank = error.validator == "pattern" and isinstance(error.instance, str) and not error.instance.strip()
            code = "campaign_minlength" if is_blank else f"campaign_{error.validator.lower()}"
            expected = in_languages(error.schema.get("description", "") if isinstance(error.schema, Mapping) else "")
            yield _problem(here, code, read=_shown(error.instance), limit=str(error.validator_value), expected=expected)
        case _:
            yield _problem(here, "campaign_refused", read=_shown(error.instance))


def _problem(path: tuple[str | int, ...], code: str, **facts: Fact) -> Problem:
    return Problem(place=pointer(*path), code=code, facts=facts)


def _missing(error: ValidationError, here: tuple[str | int, ...]) -> Iterator[Problem]:
    """One problem per missing key, in the schema's order."""
    properties = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
    for key in error.validator_value:  # type: ignore[union-attr]  # a list of keys for « required »
        if key not in error.instance:  # type: ignore[operator]  # an object
            title = properties.get(key, {}).get("title", key)
            yield _problem((*here, key), "campaign_missing", key=key, title=in_languages(title))


def _unknown(error: ValidationError, here: tuple[str | int, ...]) -> Iterator[Problem]:
    known = tuple(error.schema["properties"]) if isinstance(error.schema, Mapping) else ()
    for key in error.instance:  # type: ignore[union-attr]  # an object
        if key not in known:
            yield _problem((*here, key), "campaign_unknown_key", key=str(key), choices=known)


def _first_type(error: ValidationError) -> str:
    expected = error.validator_value
    return str(expected[0] if isinstance(expected, list) else expected)


def _choices(error: ValidationError) -> tuple[str, ...]:
    values = error.validator_value if error.validator == "enum" else [error.validator_value]
    return tuple(_shown(value) for value in values if value is not None)  # type: ignore[union-attr]  # a list


def _shown(value: object) -> str:
    """What was read, short enough for a sentence."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return cut_to(text, 60)
