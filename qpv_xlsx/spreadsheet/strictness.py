"""What XlsxWriter warns about or answers with a negative number is an error here."""

import warnings
from collections.abc import Callable
from typing import Any

from xlsxwriter.exceptions import XlsxWriterException


class PenError(Exception):
    """Something that the file format cannot hold: a bug of the caller."""


def strictly(call: Callable[..., Any], *arguments: Any) -> Any:  # noqa: ANN401  (XlsxWriter is untyped)
    """Call XlsxWriter; a warning or a negative return code is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            code = call(*arguments)
        except (Warning, XlsxWriterException) as wrong:
            raise PenError(str(wrong)) from wrong
    if isinstance(code, int) and code < 0:
        raise PenError(call.__name__, code, str(arguments)[:200])
    return code
