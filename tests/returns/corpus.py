"""The corpus: real files in ``files/``, each with what reading must make of it in a .toml of the same name.

A .toml says, for people: how the file was made, what becomes of it, and of the answers only those that differ from the
complete reply it was made of (``replies.py``); « — » is an answer that is not read. A finding reads
« V04.fraction warning Indicateurs!I7 EDU-02 ».
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.domain.returned.answers import Submission
from qpv_xlsx.workbook.reading.expectations import Expectations
from qpv_xlsx.workbook.reading.returns import read_return
from tests.paris import paris
from tests.returns.replies import REPLIES, as_written

FILES = Path(__file__).with_name("files")
NOT_READ = "—"
_DIGITS = 12  # of .xls and .ods, the last digits are the program's own
_Told = float | int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a .toml says. *made* and *by*: how and with what; *latest_version*: known to the campaign, 0 for none."""

    made: str
    by: str
    outcome: str
    format: str
    respondent: str
    answers: int
    latest_version: int = 0
    differences: Mapping[str, _Told] = field(default_factory=dict)
    findings: tuple[str, ...] = ()


def paths() -> list[Path]:
    """Every file of the corpus."""
    return sorted(path for path in FILES.iterdir() if path.suffix != ".toml")


def expectation_path(path: Path) -> Path:
    """« files/typed.ods.toml » for « files/typed.ods »."""
    return path.with_name(f"{path.name}.toml")


def expected(path: Path) -> Expected:
    """What must be read in the file at *path*."""
    told = tomllib.loads(expectation_path(path).read_text("utf-8"))
    return Expected(**{**told, "findings": tuple(told.get("findings", ()))})


def read(path: Path, latest_version: int = 0) -> Submission:
    """Read a file as the program does."""
    latest = {code: latest_version for code in REPLIES if latest_version}
    return read_return(path.read_bytes(), path.name, paris(), Expectations(latest_versions=latest))


def found(path: Path, made: str, by: str, latest_version: int = 0) -> Expected:
    """What is read in the file at *path*, in the same words."""
    submission = read(path, latest_version)
    return Expected(
        made=made,
        by=by,
        outcome=submission.outcome.value,
        format=submission.origin.format,
        respondent=submission.origin.respondent or "",
        answers=len(submission.answers),
        latest_version=latest_version,
        differences=_differences(submission),
        findings=tuple(sorted(_line(one) for one in submission.findings)),
    )


def write(path: Path, told: Expected) -> None:
    """Write the .toml of *path*."""
    lines = [f"{name} = {_toml(getattr(told, name))}" for name in ("made", "by", "outcome", "format", "respondent")]
    lines.append(f"answers = {told.answers}")
    if told.latest_version:
        lines.append(f"latest_version = {told.latest_version}")
    lines += ["findings = [", *(f"    {_toml(line)}," for line in told.findings), "]", "", "[differences]"]
    lines += [f"{_toml(question)} = {_toml(value)}" for question, value in told.differences.items()]
    expectation_path(path).write_text("\n".join(lines) + "\n", "utf-8")


def _differences(submission: Submission) -> dict[str, _Told]:
    """Answers that are not those of the complete reply. A blank one is compared with nothing."""
    reply = dict(REPLIES.get(submission.origin.respondent or "", {}))
    values = {as_written(question): _rounded(answer.value) for question, answer in submission.answers.items()}
    if len(values) < len(reply) / 2:
        reply = {}
    return {
        question: values.get(question, NOT_READ)
        for question in dict.fromkeys((*reply, *values))
        if values.get(question) != reply.get(question)
    }


def _rounded(value: _Told) -> _Told:
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    return value if isinstance(value, int) else str(value)


def _line(one: Finding) -> str:
    case = f".{one.case}" if one.case else ""
    place = "!".join(part for part in (one.place.sheet, one.place.cell) if part) or "file"
    about = " ".join(part for part in (one.measure, one.quartier and f"@{one.quartier}") if part)
    return f"{one.code.value}{case} {one.severity.value} {place} {about}".strip()


def _toml(value: Any) -> str:
    return json.dumps(str(value) if isinstance(value, str) else value, ensure_ascii=False)


def findings_of(path: Path) -> Iterator[tuple[str, str]]:
    """Code and place of each finding expected in a file."""
    for line in expected(path).findings:
        code, _, rest = line.partition(" ")
        yield code.partition(".")[0], rest.partition(" ")[2]
