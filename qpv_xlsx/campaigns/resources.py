"""Files shipped with the program: templates, geographies, schemas.

The top-level folder « templates » is installed as ``qpv_xlsx/templates``. In a checkout or an editable install it
stands beside the package instead.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def resource(*steps: str) -> Path:
    """A file or folder of « templates », wherever the program runs from."""
    return _root().joinpath(*steps)


def _root() -> Path:
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"
