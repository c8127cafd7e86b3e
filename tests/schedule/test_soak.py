"""Two hundred slots on a fast clock, most of them with a fault: `bench/soak.py`, which tells what it does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOAK = Path(__file__).parents[2] / "bench" / "soak.py"
ROW = re.compile(
    r"\| (?P<fault>.+?) \| (?P<slots>\d+) \| (?P<on_time>\d+) \| (?P<late>\d+) \| (?P<filled>\d+) \|"
)
HARMLESS = (
    "none",
    "a broken article",
    "the outlet is gone",
    "a mistake in the settings",
)
"""Faults that must not cost a minute."""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="forked runs, kill -9, a small disk")
def test_two_hundred_slots_with_faults_are_on_air_or_filled_and_none_is_stale_or_double(
    tmp_path: Path,
) -> None:
    env = {**os.environ, "BULLETIN_CACHE": str(tmp_path)}

    soaked = subprocess.run(
        [sys.executable, str(SOAK)], env=env, capture_output=True, text=True, timeout=1200, check=False
    )

    rows = {
        row["fault"]: {key: int(row[key]) for key in ("slots", "on_time", "late", "filled")}
        for row in ROW.finditer(soaked.stdout)
    }
    assert soaked.returncode == 0, soaked.stdout + soaked.stderr
    assert rows["all"]["slots"] == 200
    assert rows["all"]["on_time"] + rows["all"]["late"] + rows["all"]["filled"] == 200
    assert [name for name in HARMLESS if rows[name]["on_time"] != rows[name]["slots"]] == []
    assert rows["killed (-9) once to three times"]["filled"] == 0
