"""What the tests of speaking share: lines, a stage to speak them on, and engines that fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bulletin.model import Dialect, Line, Voice
from bulletin.speak import Spoken, speak, workers
from bulletin.speak.workers import WORKERS

ADDED = Path(__file__).with_name("added")

SpeakLines = Callable[..., Spoken]


@pytest.fixture(autouse=True)
def rested_workers() -> Iterator[None]:
    """Leave no process behind, and no memory of failures."""
    yield
    WORKERS.rest()
    WORKERS._failed.clear()
    assert not WORKERS._busy


@pytest.fixture
def added_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Install the package of broken engines."""
    monkeypatch.syspath_prepend(ADDED)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a second for a line, no more."""
    monkeypatch.setattr(workers, "LINE_S", 1.0)
    monkeypatch.setattr(workers, "LETTER_S", 0.0)


@pytest.fixture
def voice() -> Callable[..., Voice]:
    """Make a profile; the engine's name is also the voice's."""

    def make(engine: str, *, fallback: str | None = None, name: str = "", id: str = "low") -> Voice:
        return Voice(
            name=name or engine, label=engine, engine=engine, voice=id, rate_wpm=300, fallback=fallback
        )

    return make


@pytest.fixture
def line() -> Callable[..., Line]:
    """Make a line that is spoken as it is written."""

    def make(text: str, voice: str = "tone") -> Line:
        return Line(text=text, spoken=text, tokens=(), voice=voice, pause_after_ms=300)

    return make


@pytest.fixture
def speak_lines(tmp_path: Path) -> SpeakLines:
    """Speak lines with some voices, on two threads, into one cache."""

    def run(lines: Sequence[Line], *voices: Voice, threads: int = 2) -> Spoken:
        with ThreadPoolExecutor(threads) as executor:
            return speak(
                lines,
                voices={voice.name: voice for voice in voices},
                render_line=spell,
                executor=executor,
                cache=tmp_path / "cache",
            )

    return run


def spell(line: Line, dialect: Dialect) -> str:
    """Spell a line so that its dialect can be seen."""
    return f"{line.spoken} {dialect.value}"
