"""Files are written whole, whatever another program does in the same folder."""

from pathlib import Path
from typing import IO, cast

import pytest

from qpv_xlsx.spreadsheet.files import write_whole


def test_a_folder_that_another_program_makes_in_the_meantime_is_written_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first return of a campaign, taken by two programs at once: one of them stopped."""
    folder, begin = tmp_path / "recus", Path.open

    def too_early(path: Path, mode: str) -> IO[bytes]:
        if not folder.exists():
            folder.mkdir()
            raise FileNotFoundError(path)
        return cast(IO[bytes], begin(path, mode))

    monkeypatch.setattr(Path, "open", too_early)
    write_whole(folder / "retour.xlsx", b"un")
    monkeypatch.undo()
    assert [path.read_bytes() for path in folder.iterdir()] == [b"un"]
