"""Files shipped with the program: templates, geographies, schemas.

The top-level folder « templates » is installed as ``qpv_xlsx/templates``. In a checkout or an editable install it
stands beside the package instead.
"""

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path


def resource(*steps: str) -> Traversable:
    """A file or folder of « templates », wherever the program runs from."""
    return _root().joinpath(*steps)


def _root() -> Traversable:
    package = resources.files("qpv_xlsx")
    installed = package.joinpath("templates")
    if installed.is_dir():
        return installed
    return Path(str(package)).parent / "templates"
