"""How long the desk takes to answer: start to first page, then each page of the Paris campaign.

Run ``python benchmarks/desk.py``. Figures are of one run; the goals are 1.5 s to start and 150 ms a page.
"""

import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from qpv_xlsx.campaigns import load_campaign, save_campaign  # noqa: E402  (after the path)
from qpv_xlsx.tasks.demo import demo  # noqa: E402  (after the path)

PAGES = ("", "depot", "administration/CAF", "decider", "courriels", "synthese", "journal", "aide")
ROUNDS = 7
Change = Callable[[Path, int], None]
CHANGES: Sequence[tuple[str, Change, float]] = (
    ("register changed", lambda folder, _: os.utime(folder / "registre.sqlite"), 0.0),
    ("campaign saved", lambda folder, turn: saved(folder, turn, "title"), 0.0),
    ("the same, 2 s later", lambda folder, turn: saved(folder, turn, "title"), 2.0),  # the desk has seen it
    ("10 returns read again", lambda folder, turn: saved(folder, turn, "respondents"), 0.0),
    ("the same, 4 s later", lambda folder, turn: saved(folder, turn, "respondents"), 4.0),
)
OK = 200


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "paris"
        demo(folder, language="fr", author="", now=datetime.now().astimezone())
        started = time.perf_counter()
        command = [sys.executable, "-m", "qpv_xlsx", "-C", str(folder), "desk", "--no-browser"]
        environment = {**os.environ, "QPV_XLSX_HOME": scratch, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
            address = (process.stdout or sys.stdin).readline().split()[-1]
            print(f"start to address   {time.perf_counter() - started:6.2f} s")
            host, _, token = address.removeprefix("http://").partition("/")
            cookie = ask(host, f"/{token}")[1].partition(";")[0]
            base = ask(host, "/", cookie)[2]
            if ask(host, base, cookie)[0] != OK:
                sys.exit("the desk does not show its campaign")
            print(f"start to campaign  {time.perf_counter() - started:6.2f} s")
            for words, change, pause in CHANGES:
                moment = after_change(folder, change, pause, lambda: timed(host, base, cookie))
                print(f"{words:21} {moment * 1000:6.0f} ms")
            for page in PAGES:
                times = sorted(timed(host, base + page, cookie) for _ in range(ROUNDS))
                print(f"{page or 'campagne':21} {times[ROUNDS // 2] * 1000:6.0f} ms")
            process.kill()


def after_change(folder: Path, change: Change, pause: float, page: Callable[[], float]) -> float:
    """The median time of the first page after *change*, *pause* seconds later."""
    times = []
    for turn in range(ROUNDS):
        change(folder, turn)
        time.sleep(pause)
        times.append(page())
        time.sleep(1)  # what the desk reads beforehand is not in the way of the next one
    return sorted(times)[ROUNDS // 2]


def saved(folder: Path, turn: int, part: str) -> None:
    """Save the campaign with another title, or with another name of its first respondent."""
    known = load_campaign(folder)
    first, *others = known.respondents
    named = replace(first, name=f"{first.name} {turn}")
    changed = (
        replace(known, title=f"{known.title} {turn}")
        if part == "title"
        else replace(known, respondents=(named, *others))
    )
    save_campaign(changed, folder / "campagne.xlsx", created=datetime.now().astimezone())


def timed(host: str, path: str, cookie: str) -> float:
    began = time.perf_counter()
    status = ask(host, path, cookie)[0]
    if status != OK:
        sys.exit(f"{path}: {status}")
    return time.perf_counter() - began


def ask(host: str, path: str, cookie: str = "") -> tuple[int, str, str]:
    """Status, cookie given, address sent to."""
    wire = http.client.HTTPConnection(host, timeout=60)
    wire.request("GET", path, headers={"Cookie": cookie})
    answer = wire.getresponse()
    answer.read()
    wire.close()
    return answer.status, answer.getheader("Set-Cookie", ""), answer.getheader("Location", "")


if __name__ == "__main__":
    main()
