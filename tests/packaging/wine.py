"""The Windows folder, unpacked and run by Wine as a coordinator would: a real CPython for Windows, our zip, nothing else."""

import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMPILER = "x86_64-w64-mingw32-gcc"
THEIRS, OURS = "api-ms-win-crt-math-l1-1-0", "qpv-ms-win-crt-math-l1-1-0"


def wine_program() -> str | None:
    """Where Wine is; None: not installed."""
    return shutil.which("wine64") or next((path for path in ("/usr/lib/wine/wine64",) if Path(path).exists()), None)


def why_not() -> str | None:
    """What is missing to run these tests; None: nothing."""
    if wine_program() is None or shutil.which(COMPILER) is None:
        return "install Wine and MinGW-w64 (Debian: wine64, gcc-mingw-w64-x86-64)"
    if "QPV_XLSX_ALL_TESTS" not in os.environ:
        return "downloads packages for Windows: set QPV_XLSX_ALL_TESTS=1"
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsFolder:
    """The unpacked zip. *prefix*: Wine's own Windows."""

    place: Path
    prefix: Path

    def run(self, *arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
        """``qpv-xlsx`` in *folder*. Streams are pipes: Wine refuses a plain file as a console program's output."""
        return subprocess.run(
            self.command(*arguments),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=300,
            env=self.environment(**environment),
        )

    def command(self, *arguments: str) -> list[str]:
        python = self.place / "qpv-xlsx" / "python" / "python.exe"
        return [str(wine_program()), str(python), "-m", "qpv_xlsx", *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        quiet = {"WINEDEBUG": "-all", "WINEPREFIX": str(self.prefix), "WINEARCH": "win64", "LC_ALL": "C.UTF-8"}
        return {"PATH": os.environ["PATH"], "HOME": str(self.prefix), **quiet, **more}


def unpacked(scratch: Path) -> WindowsFolder:
    """Build the zip from this checkout and unpack it in a folder with accents, spaces and an apostrophe."""
    build: list[str | Path] = [sys.executable, ROOT / "packaging" / "windows" / "build.py", "-o", scratch / "zip"]
    subprocess.run(build, check=True, capture_output=True)
    place = scratch / "Préfecture d'Île-de-France, côté cour"
    with zipfile.ZipFile(scratch / "zip" / "qpv-xlsx-windows.zip") as archive:
        archive.extractall(place)
    fill_gaps_of_wine(place / "qpv-xlsx")
    return WindowsFolder(place=place, prefix=scratch / "prefix")


def fill_gaps_of_wine(folder: Path) -> None:
    """What Windows has and Wine 8 lacks: one function for wheels built with Rust, complex numbers for NumPy.

    Wine takes the C library's mathematics from itself whatever stands in the folder: NumPy is sent to ours by name.
    """
    python = folder / "python"
    _compile(python / "bcryptprimitives.dll", "prng.c", "-ladvapi32")
    _compile(python / f"{OURS}.dll", "complex.c", "numpy_math.def", "-O1", "-static-libgcc")
    for extension in (folder / "bibliotheques" / "numpy").rglob("*.pyd"):
        content = extension.read_bytes()
        extension.write_bytes(content.replace(f"{THEIRS}.dll".encode(), f"{OURS}.dll".encode()))


def _compile(library: Path, *what: str) -> None:
    subprocess.run([COMPILER, "-s", "-shared", "-o", library, *what], cwd=Path(__file__).parent, check=True)
