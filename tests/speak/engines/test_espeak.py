"""espeak-ng asked directly."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bulletin.errors import EngineError
from bulletin.speak.engine import Setting
from bulletin.speak.engines import espeak, library
from bulletin.speak.engines.espeak import Espeak

NEWS = Setting(voice="gmw/en-gb-x-rp", rate_wpm=160, pitch=50)
FIRST = "The council will mend the bridge."
OTHER = "Nobody was hurt, the fire service said, and the road has opened again."


@pytest.mark.parametrize("variant", ["", "+f3", "+f4"])
def test_a_clip_depends_on_its_own_line_alone(variant: str) -> None:
    setting = Setting(voice=NEWS.voice + variant, rate_wpm=160, pitch=50)
    fresh = Espeak().speak(FIRST, setting).pcm

    engine = Espeak()
    engine.speak(OTHER, NEWS)
    engine.speak(OTHER, Setting(voice="gmw/en-gb-x-rp+f4", rate_wpm=250, pitch=80))

    assert engine.speak(FIRST, setting).pcm == fresh


def test_a_higher_pitch_is_another_sound_of_the_same_length() -> None:
    low, high = (
        Espeak().speak(FIRST, Setting(voice=NEWS.voice, rate_wpm=160, pitch=pitch)) for pitch in (30, 70)
    )

    assert low.pcm != high.pcm
    assert low.seconds == pytest.approx(high.seconds, rel=0.05)


def test_an_unknown_variant_is_refused() -> None:
    with pytest.raises(EngineError, match=r"\+nobody"):
        Espeak().speak(FIRST, Setting(voice="gmw/en-gb-x-rp+nobody", rate_wpm=160, pitch=50))


def test_without_a_library_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    library.find_library.cache_clear()
    monkeypatch.setattr(library, "_wheel_library", lambda: None)
    monkeypatch.setattr(library, "_system_library", lambda: None)

    found = Espeak().availability()

    library.find_library.cache_clear()
    assert not found.usable
    assert "pip install espeakng-loader" in found.remedy
    assert found.version == "missing"


def test_a_library_without_its_data_is_an_error_and_not_an_exit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = library.Library(path=library.find_library().path, data=tmp_path, version="1")
    monkeypatch.setattr(espeak, "find_library", lambda: broken)

    with pytest.raises(EngineError, match="cannot read its data"):
        Espeak().speak(FIRST, NEWS)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of the process from /proc")
def test_memory_stays_flat_over_three_hundred_lines() -> None:
    engine = Espeak()
    for _ in range(50):
        engine.speak(OTHER, NEWS)
    before = _resident_kib()

    for _ in range(300):
        engine.speak(OTHER, NEWS)

    assert _resident_kib() - before < 2048


def _resident_kib() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024
