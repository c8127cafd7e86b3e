"""Whether a clip can be all of its line."""

from __future__ import annotations

import pytest

from bulletin.errors import EngineError
from bulletin.model import Clip
from bulletin.speak.engine import Setting
from bulletin.speak.engines.espeak import Espeak
from bulletin.speak.whole import require_whole

TEXT = "The bridge over the river will open again on Monday morning."


def clip(pcm: bytes) -> Clip:
    return Clip(pcm=pcm, rate_hz=22_050, engine="espeak", version="1", voice="v")


@pytest.mark.parametrize("rate_wpm", [80, 150, 300])
@pytest.mark.parametrize("text", [TEXT, "No.", "B M A", "1,234,567", "Mmmmmmmmmmmmm", "www.x.uk"])
def test_what_an_engine_really_says_is_whole(text: str, rate_wpm: int) -> None:
    spoken = Espeak().speak(text, Setting(voice="gmw/en-gb-x-rp", rate_wpm=rate_wpm, pitch=50))

    require_whole(spoken, text, rate_wpm=rate_wpm)


@pytest.mark.parametrize(
    ("pcm", "said"),
    [(b"", "no sound"), (b"\x00\x10" * 9_000, r"only 0\.41 s"), (bytes(2 * 100_000), "silence")],
)
def test_what_cannot_be_the_whole_line_is_refused(pcm: bytes, said: str) -> None:
    with pytest.raises(EngineError, match=rf'espeak gave {said}.*for "The bridge over'):
        require_whole(clip(pcm), TEXT, rate_wpm=160)
