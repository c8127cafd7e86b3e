"""A machine with nothing but Python and our wheels: no ffmpeg, no espeak, no network."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.support.cli import run_bulletin

# Python itself is started by its full path; everything else would have to be found here.
NOTHING = {"PATH": "", "BULLETIN_FFMPEG": "", "ESPEAK_DATA_PATH": "", "LD_LIBRARY_PATH": ""}


def test_a_bulletin_is_made_from_wheels_alone(tmp_path: Path) -> None:
    made = run_bulletin(
        "make", "--demo", "--length", "0:40", "--out", tmp_path / "out", "--json",
        env={**NOTHING, "BULLETIN_CACHE": str(tmp_path / "cache"), "HOME": str(tmp_path)},
    )  # fmt: skip

    assert made.status == 0, made.err
    assert made.record["duration_s"] > 25
    assert (tmp_path / "out" / "bulletin" / "latest.mp3").stat().st_size > 100_000


def test_check_names_the_programs_that_came_with_the_wheels(tmp_path: Path) -> None:
    checked = run_bulletin("check", "--json", env={**NOTHING, "BULLETIN_CACHE": str(tmp_path)})

    findings = {finding["what"]: finding for finding in json.loads(checked.out)}
    assert checked.status == 0, checked.out
    assert "imageio_ffmpeg" in findings["ffmpeg"]["found"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which libraries a process has open")
def test_the_speech_library_is_the_one_of_the_wheel(tmp_path: Path) -> None:
    import espeakng_loader

    checked = run_bulletin("check", "--json", env={**NOTHING, "BULLETIN_CACHE": str(tmp_path)})

    voice = next(f for f in json.loads(checked.out) if f["what"].startswith("voice"))
    assert Path(espeakng_loader.get_library_path()).is_file()
    assert "espeakng-loader" in voice["found"]
