"""What a person sees who stops a command, or works in a window that says nothing of its width."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(os.name == "nt", reason="the signal of Ctrl+C goes to a whole console there")
def test_control_c_is_told_in_a_sentence_and_leaves_with_130(tmp_path: Path) -> None:
    program = (
        "import signal, sys, time, click\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a program in the background is deaf to it
        "from qpv_xlsx.cli.guard import guarded\n"
        "@click.command()\n"
        "def wait():\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(60)\n"
        "sys.exit(guarded(wait, []))\n"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=30)
    assert running.returncode == 130
    assert told.strip().startswith("Interrompu.")


@pytest.mark.parametrize("library", ["click", "qpv_xlsx.cli.root", "gettext", "qpv_xlsx.tasks.templates"])
def test_control_c_while_the_program_is_being_loaded_is_told_too(library: str, tmp_path: Path) -> None:
    program = (
        "import builtins, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "honest, left = builtins.__import__, [sys.argv.pop()]\n"
        "def load(name, *rest, **more):\n"
        "    if name in left:\n"
        "        left.remove(name)\n"
        "        signal.raise_signal(signal.SIGINT)\n"
        "    return honest(name, *rest, **more)\n"
        "builtins.__import__ = load\n"
        "from qpv_xlsx.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "--lang", "en", "templates", library],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.strip().startswith("Interrupted.")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="the signal of Ctrl+C goes to a whole console there")
def test_control_c_while_code_made_of_text_is_run_leaves_with_130_too(tmp_path: Path) -> None:
    program = (
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from qpv_xlsx.cli import guard, main\n"
        "guard.guarded = lambda *_: exec('signal.raise_signal(signal.SIGINT)')\n"
        "guard.interrupted = lambda _: 130\n"  # what tells it may run such code too, and Python then forgets
        "main()\n"
    )
    (tmp_path / "started.py").write_text(program, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "started", "templates"],  # as the command is: of « -c » Python forgets the signal
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stderr) == (130, "")


@pytest.mark.parametrize("columns", ["0", "", "-3", "beaucoup"])
def test_a_width_of_nothing_is_no_width(columns: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qpv_xlsx", "templates"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "COLUMNS": columns, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "paris-2015-2020" in done.stdout
