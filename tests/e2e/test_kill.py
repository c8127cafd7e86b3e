"""kill -9 at random moments of `make` never breaks what is live."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.support.cli import run_bulletin, start_bulletin
from tests.support.news import write_copy

KILLS = 20


@pytest.mark.slow
@pytest.mark.skipif(
    os.name == "nt", reason="kill -9 of a process group is POSIX; Windows ends a tree in another way"
)
def test_a_kill_at_any_moment_leaves_a_whole_bulletin_live(tmp_path: Path) -> None:
    copy, out, cache = write_copy(tmp_path / "copy"), tmp_path / "out", tmp_path / "cache"
    words = ("make", copy, "--out", out, "--length", "1:00")
    env = {"BULLETIN_CACHE": str(cache)}
    started = time.monotonic()
    first = run_bulletin(*words, env=env)
    whole_run_s = time.monotonic() - started
    assert first.status == 0, first.err
    dice = random.Random()

    for _ in range(KILLS):
        shutil.rmtree(cache, ignore_errors=True)
        moment_s = dice.uniform(0, whole_run_s)
        process = start_bulletin(*words, env=env)
        time.sleep(moment_s)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        require_whole(out / "bulletin", f"killed after {moment_s:.3f} s of {whole_run_s:.3f} s")

    assert run_bulletin(*words, env=env).status == 0
    live = json.loads((out / "bulletin" / "latest.json").read_text())
    assert live["sha256"] == digest(out / "bulletin" / "latest.mp3")
    assert not list((out / "bulletin").rglob("*.part"))


def require_whole(root: Path, when: str) -> None:
    """The live audio is, to the byte, some edition's checked audio, and the expiry is no later than its own."""
    live = digest(root / "latest.mp3")
    dated = {digest(path): path for path in root.glob("20*/*/bulletin.mp3")}
    assert live in dated, when
    record = json.loads((root / "latest.json").read_text())
    assert record["state"] == "published", when
    assert int((root / "latest.expires").read_text()) > 0, when


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
