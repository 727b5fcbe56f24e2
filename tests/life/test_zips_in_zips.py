"""Zips in zips: opened so far, within the limits of the outermost one."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.incoming.parcels import Parcel
from qpv_xlsx.tasks.incoming.reading_report import Reading
from qpv_xlsx.tasks.incoming.unpacking import unpacked

NOW = datetime(2016, 3, 2, 9, 0, tzinfo=UTC)
Fill = Callable[..., bytes]


def take(folder: Path, path: Path, content: bytes) -> Sequence[Reading]:
    path.write_bytes(content)
    return collect(folder, (path,), author="essai", now=NOW)[1]


def told(readings: Sequence[Reading]) -> list[tuple[str, str, str]]:
    """(name within the outermost zip, outcome, code of the file)."""
    return [
        (
            one.path.partition(".zip/")[2],
            one.submission.outcome.value,
            next((found.code.value for found in one.submission.findings if found.code.value[0] == "F"), ""),
        )
        for one in readings
    ]


def zipped(parts: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_a_zip_in_a_zip_is_opened(folder: Path, tmp_path: Path, fill: Fill) -> None:
    inner = zipped({"Emploi/retour EMP.xlsx": fill("EMP", {"EMP-01": 0.2}), "__MACOSX/._retour EMP.xlsx": b"x"})
    outer = zipped({"retour CUL.xlsx": fill("CUL", {"CUL-01": 0.3}), "encore.zip": inner})
    readings = take(folder, tmp_path / "retours.zip", outer)
    assert sorted((path, outcome) for path, outcome, _ in told(readings)) == [
        ("encore.zip/Emploi/retour EMP.xlsx", "accepted"),
        ("encore.zip/__MACOSX/._retour EMP.xlsx", "ignored"),
        ("retour CUL.xlsx", "accepted"),
    ]


def test_zips_one_in_the_other_are_opened_so_far_and_no_further(folder: Path, tmp_path: Path, fill: Fill) -> None:
    content = fill("EMP", {"EMP-01": 0.2})
    for deep in range(3):
        content = zipped({"retour.xlsx" if deep == 0 else "encore.zip": content})
    assert [outcome for _, outcome, _ in told(take(folder, tmp_path / "trois.zip", content))] == ["accepted"]
    for _ in range(3):
        content = zipped({"encore.zip": content})
    readings = take(folder, tmp_path / "six.zip", content)
    assert [(outcome, code) for _, outcome, code in told(readings)] == [("rejected", "F06")]


def test_zips_in_a_zip_share_its_limits() -> None:
    limits = Limits(archive_total=2**20, archive_entries=20)
    heavy = zipped({f"{number}.zip": zipped({"x.txt": b"0" * 2**18}) for number in range(12)})
    wide = zipped({f"{number}.zip": zipped({f"{one}.txt": b"0" for one in range(9)}) for number in range(9)})
    for content in (heavy, wide):
        found = Parcel(path="z.zip", name="z.zip", content=content, moment=NOW)
        parcels = list(unpacked(found, limits))
        taken = [one for one in parcels if one.name.endswith(".txt")]
        assert 0 < len(taken) < 12
        assert sum(len(one.content) for one in taken) <= limits.archive_total
        assert {one.verdict.code for one in parcels if one.verdict is not None} == {"F05"}
