"""Run the command line inside this process, or as a program of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bulletin.cli.main import run_command


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def record(self) -> dict[str, Any]:
        """Standard output as JSON."""
        parsed: dict[str, Any] = json.loads(self.out)
        return parsed


def bulletin(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Ran:
    """Run `bulletin WORDS...` inside this process."""
    capsys.readouterr()
    status = run_command([str(word) for word in words])
    said = capsys.readouterr()
    assert "Traceback" not in said.err + said.out
    return Ran(status=int(status), out=said.out, err=said.err)


def start_bulletin(*words: str | Path, env: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """Start `bulletin WORDS...` as a program of its own, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "bulletin", *(str(word) for word in words)],
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run_bulletin(*words: str | Path, env: dict[str, str] | None = None, timeout_s: float = 120) -> Ran:
    """Run `bulletin WORDS...` as a program of its own."""
    process = start_bulletin(*words, env=env)
    out, err = process.communicate(timeout=timeout_s)
    assert "Traceback" not in err + out
    return Ran(status=process.returncode, out=out, err=err)
