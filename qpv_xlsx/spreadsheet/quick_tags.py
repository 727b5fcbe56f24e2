"""XlsxWriter's tags, each spelt once: the same few come back in all parts of all workbooks, and are escaped anew each time."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from xlsxwriter.xmlwriter import XMLwriter

_KEPT = 4096  # some nine hundred come back; others are those of one workbook
_speller = XMLwriter()


class QuickTags:
    """To be set before one of XlsxWriter's classes that write a part."""

    fh: Any

    def _xml_start_tag(self, tag: str, attributes: Sequence[tuple[str, object]] = ()) -> None:
        self.fh.write(f"<{tag}{_told(attributes)}>" if attributes else f"<{tag}>")

    def _xml_empty_tag(self, tag: str, attributes: Sequence[tuple[str, object]] = ()) -> None:
        self.fh.write(f"<{tag}{_told(attributes)}/>" if attributes else f"<{tag}/>")

    def _xml_data_element(self, tag: str, data: object, attributes: Sequence[tuple[str, object]] = ()) -> None:
        told = _content(data) if type(data) is str else data
        self.fh.write(f"<{tag}{_told(attributes)}>{told}</{tag}>")


@lru_cache(maxsize=8)  # the sorts of charts
def in_a_hurry(sort: type[Any]) -> type[Any]:
    """*sort*, one of XlsxWriter's classes that it makes objects of itself, with quick tags."""
    return type(sort.__name__, (QuickTags, sort), {})


def _told(attributes: Sequence[tuple[str, object]]) -> str:
    return "".join(
        [f' {name}="{value}"' if type(value) is float else _spelt(name, value) for name, value in attributes]
    )


@lru_cache(
    maxsize=_KEPT, typed=True
)  # 1 and True are spelt differently; floats are not asked for: nor are 0.0 and -0.0
def _spelt(name: str, value: object) -> str:
    return f' {name}="{_speller._escape_attributes(value)}"'  # noqa: SLF001  (XlsxWriter offers no other way)


@lru_cache(maxsize=_KEPT)
def _content(data: str) -> str:
    escaped = _speller._escape_data(data)  # noqa: SLF001  (XlsxWriter offers no other way)
    return str(_speller._escape_control_characters(escaped))  # noqa: SLF001  (XlsxWriter offers no other way)
