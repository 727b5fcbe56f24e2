"""How long the desk takes to answer: start to first page, then each page of the Paris campaign.

Run ``python benchmarks/desk.py``. Figures are of one run; the goals are 1.5 s to start and 150 ms a page.
"""

import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from qpv_xlsx.tasks.demo import demo  # noqa: E402  (after the path)

PAGES = ("", "depot", "administration/CAF", "decider", "courriels", "synthese", "journal", "aide")
ROUNDS = 7
CHANGES = (
    ("register changed", "registre.sqlite", 0.0),
    ("campaign saved", "campagne.xlsx", 0.0),
    ("the same, 2 s later", "campagne.xlsx", 2.0),  # as after a save in Excel: the desk has seen it
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
            for words, name, pause in CHANGES:
                print(
                    f"{words:18} {after_change(folder / name, pause, lambda: timed(host, base, cookie)) * 1000:6.0f} ms"
                )
            for page in PAGES:
                times = sorted(timed(host, base + page, cookie) for _ in range(ROUNDS))
                print(f"{page or 'campagne':18} {times[ROUNDS // 2] * 1000:6.0f} ms")
            process.kill()


def after_change(path: Path, pause: float, page: Callable[[], float]) -> float:
    """The median time of the first page after *path* was written, *pause* seconds later."""
    times = []
    for _ in range(ROUNDS):
        os.utime(path)
        time.sleep(pause)
        times.append(page())
    return sorted(times)[ROUNDS // 2]


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
