"""Bulletins of a station of a test's own, made at times of its choice."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from tests.support.cli import bulletin


def made(capsys: pytest.CaptureFixture[str], radio: Path, at: datetime) -> dict[str, Any]:
    with time_machine.travel(at, tick=True):
        ran = bulletin(capsys, "make", "--station", radio, "--engine", "tone")
    assert ran.status == 0, ran.err
    record: dict[str, Any] = json.loads((radio / "output" / "news" / "latest.json").read_text("utf-8"))
    return record
