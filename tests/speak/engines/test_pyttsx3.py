"""pyttsx3 and its oddities; the drivers of other systems by hand-written fakes."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from bulletin.errors import EngineError
from bulletin.speak.engine import Setting
from bulletin.speak.engines import pyttsx3
from bulletin.speak.engines.pyttsx3 import Pyttsx3

OPEN = Setting(voice="", rate_wpm=160, pitch=50)


class FakeSystemSpeech:
    """What pyttsx3 looks like with SAPI5 under it; the files it writes are `sound`."""

    def __init__(self, voices: list[SimpleNamespace], sound: bytes) -> None:
        self.proxy = self
        self.voices = voices
        self.sound = sound
        self.told: list[tuple[str, object]] = []
        self.calls: list[str] = []
        self.fault: Exception | None = None

    def connect(self, topic: str, call: Callable[..., None]) -> None:
        self.report = call

    def setBusy(self, busy: bool) -> None:  # noqa: N802 - pyttsx3's name
        self.calls.append(f"busy {busy}")

    def getProperty(self, name: str) -> object:  # noqa: N802 - pyttsx3's name
        return self.voices if name == "voices" else None

    def setProperty(self, name: str, value: object) -> None:  # noqa: N802 - pyttsx3's name
        self.told.append((name, value))

    def save_to_file(self, text: str, path: str) -> None:
        self.calls.append("save")
        if self.fault is not None:
            self.report(name="line", exception=self.fault)
        elif self.sound:
            Path(path).write_bytes(self.sound)

    def runAndWait(self) -> None:  # noqa: N802 - pyttsx3's name
        self.calls.append("run")


@pytest.fixture
def sound(tmp_path: Path) -> bytes:
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(b"\x10\x20" * 16_000)
    return (tmp_path / "a.wav").read_bytes()


@pytest.fixture
def on_windows(
    monkeypatch: pytest.MonkeyPatch, sound: bytes, tmp_path: Path
) -> Callable[..., FakeSystemSpeech]:
    # The engine's file has one name; in the machine's own folder tests side by side would share it.
    monkeypatch.setattr(pyttsx3.tempfile, "gettempdir", lambda: str(tmp_path))

    def start(*voices: tuple[str, object]) -> FakeSystemSpeech:
        listed = [SimpleNamespace(id=id, name=id, languages=languages) for id, languages in voices]
        fake = FakeSystemSpeech(listed, sound)
        monkeypatch.setattr(pyttsx3.sys, "platform", "win32")
        monkeypatch.setattr("pyttsx3.init", lambda _: fake)
        return fake

    return start


def test_on_windows_an_installed_british_voice_comes_before_any_other(on_windows) -> None:
    fake = on_windows(("David", ["en-US"]), ("Hortense", ["fr-FR"]), ("Hazel", ["en-GB"]))

    clip = Pyttsx3().speak("Good morning.", OPEN)

    assert clip.voice == "Hazel"
    assert ("voice", "Hazel") in fake.told
    assert clip.rate_hz == 16_000
    assert clip.seconds == 1.0


@pytest.mark.parametrize("languages", [["en_GB"], [b"\x05en-gb"[1:]], ["en-GB"]])
def test_a_language_is_read_however_the_driver_writes_it(on_windows, languages: list[object]) -> None:
    on_windows(("David", ["en-US"]), ("Nameless", []), ("Daniel", languages))

    assert Pyttsx3().speak("Good morning.", OPEN).voice == "Daniel"


def test_a_list_that_cannot_be_read_leaves_the_systems_own_voice(
    on_windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = on_windows()

    def refuse(name: str) -> object:
        if name == "voices":
            raise ValueError("invalid literal for int() with base 16: '409;9'")
        return "Hazel"

    monkeypatch.setattr(fake, "getProperty", refuse)

    assert Pyttsx3().speak("Good morning.", OPEN).voice == "Hazel"


def test_without_a_british_voice_another_english_one_speaks(on_windows) -> None:
    on_windows(("Hortense", ["fr-FR"]), ("David", ["en-US"]))

    assert Pyttsx3().speak("Good morning.", OPEN).voice == "David"


def test_a_machine_without_an_english_voice_is_told_how_to_get_one(on_windows) -> None:
    on_windows(("Hortense", ["fr-FR"]))

    with pytest.raises(EngineError, match=r"English \(United Kingdom\)"):
        Pyttsx3().speak("Good morning.", OPEN)


def test_each_line_starts_from_a_queue_that_is_busy_as_at_first(on_windows) -> None:
    fake = on_windows(("Hazel", ["en-GB"]))
    engine = Pyttsx3()

    engine.speak("Good morning.", OPEN)
    engine.speak("And good night.", OPEN)

    assert fake.calls == ["busy True", "save", "run"] * 2
    assert [name for name, _ in fake.told] == ["voice", "rate", "volume"]


def test_a_fault_that_is_only_an_event_is_raised(on_windows) -> None:
    fake = on_windows(("Hazel", ["en-GB"]))
    fake.fault = OSError("the voice is not licensed")

    with pytest.raises(EngineError, match="not licensed"):
        Pyttsx3().speak("Good morning.", OPEN)


def test_no_file_is_an_error_even_where_an_old_one_lies(
    on_windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyttsx3.tempfile, "gettempdir", lambda: str(tmp_path))
    fake = on_windows(("Hazel", ["en-GB"]))
    engine = Pyttsx3()
    engine.speak("Good morning.", OPEN)
    fake.sound = b""

    with pytest.raises(EngineError, match="wrote nothing"):
        engine.speak("And good night.", OPEN)


def test_a_file_with_a_head_and_no_samples_is_an_error(on_windows) -> None:
    fake = on_windows(("Hazel", ["en-GB"]))
    fake.sound = fake.sound[:40] + bytes(4)

    with pytest.raises(EngineError, match="without sound"):
        Pyttsx3().speak("Good morning.", OPEN)


def test_a_folder_that_cannot_be_written_is_an_error_and_not_a_hang(
    on_windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = on_windows(("Hazel", ["en-GB"]))
    monkeypatch.setattr(pyttsx3.tempfile, "gettempdir", lambda: str(tmp_path / "missing"))

    with pytest.raises(OSError, match="missing"):
        Pyttsx3().speak("Good morning.", OPEN)

    assert "run" not in fake.calls


def test_a_driver_that_cannot_start_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(driver: str) -> None:
        raise RuntimeError("no speech here")

    monkeypatch.setattr(pyttsx3.sys, "platform", "darwin")
    monkeypatch.setattr("pyttsx3.init", fail)

    found = Pyttsx3().availability()

    assert not found.usable
    assert "no speech here" in found.reason
    assert "speech settings" in found.remedy


BACK_TO_BACK = """
import contextlib, io, sys
from bulletin.speak.engine import Setting
from bulletin.speak.engines.pyttsx3 import Pyttsx3

engine, setting = Pyttsx3(), Setting(voice="", rate_wpm=250, pitch=50)
with contextlib.redirect_stdout(io.StringIO()):
    lengths = {len(engine.speak("Good morning, all.", setting).pcm) // 2205 for _ in range(200)}
print(lengths)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="it is espeak-ng's thread that is waited for")
def test_lines_that_follow_each_other_at_once_are_all_whole(tmp_path: Path) -> None:
    # In a process of its own: espeak-ng can end it.
    done = subprocess.run(
        [sys.executable, "-c", BACK_TO_BACK],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )

    assert done.returncode == 0, done.stderr[-500:]
    lengths = ast.literal_eval(done.stdout)
    assert max(lengths) - min(lengths) <= 1, "tenths of a second"
