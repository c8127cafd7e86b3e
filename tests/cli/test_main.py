"""The frame of the command line: help, misuse, faults of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from bulletin.cli import main as frame
from bulletin.errors import Exit, NothingFitError


def test_help_names_every_command_and_loads_no_library() -> None:
    code = (
        "import sys; from bulletin.cli.main import run_command; run_command(['--help']);"
        "heavy = 'numpy pydantic bs4 lxml trafilatura httpx2 pydub rich feedparser platformdirs'.split();"
        "sys.exit(', '.join(sorted(set(heavy) & set(sys.modules))) or 0)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    for name in frame.COMMANDS:
        assert f"  {name}" in done.stdout


@pytest.mark.parametrize("name", frame.COMMANDS)
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = frame.run_command([name, "--help"])

    said = capsys.readouterr().out
    assert status == Exit.DONE
    assert f"bulletin {name}" in said.split("Options:")[0].removeprefix(f"Usage: bulletin {name}")


def test_an_unknown_command_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    status = frame.run_command(["maek"])

    assert status == Exit.MISUSE
    assert "No such command 'maek'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (NothingFitError("Nothing is fit to air."), Exit.NOTHING_FIT, "Nothing is fit to air.\n"),
        (KeyboardInterrupt(), frame.STOPPED_BY_HAND, "\nStopped. What was live still is.\n"),
    ],
)
def test_a_failure_is_one_line_and_its_exit_code(
    raised: BaseException,
    status: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    plant(raised, monkeypatch)

    seen = frame.run_command(["make"])

    assert (seen, capsys.readouterr().err) == (status, said)


def test_a_fault_of_ours_is_one_line_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(ZeroDivisionError("division by zero"), monkeypatch)

    status = frame.run_command(["make"])

    said = capsys.readouterr().err
    assert status == Exit.FAILED
    assert said.startswith("Something went wrong inside bulletin: ZeroDivisionError.")
    assert len(said.splitlines()) == 1


def plant(raised: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def make() -> None:
        raise raised

    monkeypatch.setattr(frame.Commands, "get_command", lambda *_: make)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is Linux's")
def test_a_log_that_cannot_be_written_is_no_traceback_and_no_leak(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "bulletin.log").symlink_to("/dev/full")
    code = "from bulletin.cli.main import _start_log, log; _start_log(); log.error('hush')"

    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "BULLETIN_CACHE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr == ""
