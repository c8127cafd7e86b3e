"""pyttsx3: the system's own voices (SAPI5 on Windows, nsss on macOS) and espeak-ng on Linux.

Every oddity handled here was measured with pyttsx3 2.99; issue numbers are those of its own repository.
It must run in a worker process: it can hang for ever, and espeak-ng can end the process.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
import tempfile
import threading
import time
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bulletin.errors import EngineError, MissingToolError
from bulletin.model import Clip, Dialect
from bulletin.speak.engine import Availability, Offer, Setting, best_voice
from bulletin.speak.engines.library import REMEDY, Library, data_folder, find_library, require_variant
from bulletin.speak.sound_files import Sound, read_sound
from bulletin.system.packages import version_of

DRIVERS = {"win32": "sapi5", "darwin": "nsss"}
ON_ESPEAK = "espeak"
# A change of voice or rate is queued to espeak's thread while pyttsx3 starts at once: 71 to 75 % of changed
# calls spoke with stale settings; 20 ms of pause made it 0 of 150.
SETTLE_S = 0.05
IDLE_S = 0.0005


class Pyttsx3:
    """The default engine: what the machine speaks with."""

    dialect = Dialect.PYTTSX3

    def __init__(self) -> None:
        self._driver = DRIVERS.get(sys.platform, ON_ESPEAK)
        self._engine: Any = None
        self._library: Library | None = None
        self._data: str | None = None
        self._set: Setting | None = None
        self._voice = ""
        self._faults: list[str] = []
        self._ended = threading.Event()

    @cached_property
    def version(self) -> str:
        """pyttsx3's version and that of the synthesiser under it."""
        told = version_of("pyttsx3")
        try:
            under = find_library().version if self._driver == ON_ESPEAK else platform.version()
        except MissingToolError:
            return "missing"
        return f"{told}, {self._driver}, {under}" if told else "missing"

    def availability(self) -> Availability:
        """Start it and see."""
        try:
            self._start()
        except (MissingToolError, EngineError) as error:
            return Availability(usable=False, version=self.version, reason=str(error), remedy=self._remedy)
        return Availability(usable=True, version=self.version)

    def voices(self) -> tuple[Offer, ...]:
        """List the installed voices; on Linux each also takes a variant, such as +f4, which is not listed."""
        engine = self._start()
        try:
            listed = engine.getProperty("voices")
        except Exception:
            # One voice with an odd language ("409;9") stops SAPI5's whole list; the system's own choice,
            # the voice it speaks with unasked, can still be had.
            current = engine.getProperty("voice")
            return (Offer(id=current, label="the system's voice", language="en"),)
        return tuple(
            Offer(id=voice.id, label=voice.name or voice.id, language=_language_of(voice)) for voice in listed
        )

    def speak(self, text: str, setting: Setting) -> Clip:
        """
        Speak one sentence into a file of its own and read it.

        One `save_to_file` a run: of several only the last is written (issues 170, 402, 419, 440).
        """
        self._start()
        if setting != self._set:
            self._apply(setting)
        sound = self._saved(text)
        if not sound.pcm:
            # On a busy machine the end of the sentence before may come late, and is taken for the end of it.
            sound = self._saved(text)
        if not sound.pcm:
            raise EngineError(f'pyttsx3 wrote a file without sound for "{text}".')
        return Clip(
            pcm=sound.pcm,
            rate_hz=sound.rate_hz,
            engine="pyttsx3",
            version=self.version,
            voice=self._voice,
        )

    def _saved(self, text: str) -> Sound:
        path = Path(tempfile.gettempdir()) / "line.sound"
        # An old file would pass for a new one, and in a folder that cannot be written runAndWait hangs.
        path.unlink(missing_ok=True)
        path.touch()
        path.unlink()
        self._run(_speakable(text), path)
        self._raise_faults()
        if not path.is_file():
            raise EngineError(f'pyttsx3 wrote nothing for "{text}".')
        return read_sound(path.read_bytes())

    def _start(self) -> Any:
        if self._engine is None:
            if self._driver == ON_ESPEAK:
                self._preload()
            try:
                import pyttsx3

                self._engine = pyttsx3.init(self._driver)
            except (ImportError, RuntimeError, OSError) as error:
                raise EngineError(f"pyttsx3 cannot start: {str(error).strip()} {self._remedy}") from error
            # Failures are told to this event alone; the calls themselves stay silent.
            self._engine.connect("error", self._note_fault)
            if self._driver == ON_ESPEAK:
                self._wake_at_the_end()
                # Without this empty run the first utterance races with its own end and is lost (issue 142).
                self._engine.runAndWait()
        return self._engine

    def _run(self, text: str, path: Path) -> None:
        if self._driver != ON_ESPEAK:
            # Read from the source of 2.99, not run: each run leaves the queue marked idle. From then on SAPI5
            # saves at once and then waits for an end that has passed, and nsss is told to stop while it
            # speaks. Marked busy, as it was before the first run, the queue does both in their order.
            self._engine.proxy.setBusy(True)
        self._ended.clear()
        self._engine.save_to_file(text, str(path))
        self._engine.runAndWait()
        if self._driver == ON_ESPEAK:
            self._let_it_end()

    def _wake_at_the_end(self) -> None:
        """
        Let the driver's loop wake when a sentence ends.

        It looks every 10 ms whether espeak-ng is done, which takes 4 to 10 ms for a sentence: a processor
        idled for a third of the time.
        """
        from pyttsx3.drivers import espeak

        espeak.time = SimpleNamespace(sleep=self._ended.wait)
        self._engine.connect("finished-utterance", lambda **_: self._ended.set())

    def _let_it_end(self) -> None:
        """
        Wait until espeak's thread is idle.

        Otherwise its last words on a sentence are taken for the end of the one after it, which is then
        written without sound: one in some hundred that follow each other at once.
        """
        from pyttsx3.drivers import _espeak

        while _espeak.IsPlaying():
            time.sleep(IDLE_S)

    def _preload(self) -> None:
        """
        Load the wheel's library before pyttsx3 looks for the system's, and tell it where its data lies.

        Its soname is libespeak-ng.so.1, so pyttsx3's own load of that name finds it in the process. Without
        the data path espeak-ng prints an error and ends the process.
        """
        library = find_library()
        data = data_folder(library)
        if data is not None:
            os.environ["ESPEAK_DATA_PATH"] = data
        try:
            ctypes.CDLL(library.path, mode=ctypes.RTLD_GLOBAL)
        except OSError as error:
            raise EngineError(f"The speech library cannot be loaded: {error}. {REMEDY}") from error
        self._library, self._data = library, data

    def _apply(self, setting: Setting) -> None:
        """Set voice, rate, pitch and volume, then let them settle."""
        self._voice = self._choose(setting.voice)
        self._engine.setProperty("voice", self._voice)
        self._engine.setProperty("rate", int(setting.rate_wpm))
        self._engine.setProperty("volume", 1.0)
        # SAPI5 and nsss have no pitch; asking them only prints a complaint.
        if self._driver == ON_ESPEAK:
            self._engine.setProperty("pitch", int(setting.pitch))
        time.sleep(SETTLE_S)
        self._raise_faults()
        self._set = setting

    def _choose(self, name: str) -> str:
        """Check the voice against those installed; empty chooses the best for a British station."""
        offers = self.voices()
        if not name:
            return best_voice(offers).id
        known = {offer.id.casefold(): offer.id for offer in offers}
        plain, plus, variant = name.partition("+")
        if self._driver == ON_ESPEAK:
            require_variant(name, self._data)
        found = known.get(plain.casefold()) or known.get(f"gmw/{plain}".casefold())
        if found is None:
            raise EngineError(
                f'pyttsx3 has no voice "{name}" here. Choose one with: bulletin voices list; '
                f"for example {best_voice(offers).id}."
            )
        return found + plus + variant

    def _note_fault(self, name: object = None, exception: object = None) -> None:
        self._faults.append(str(exception or name))

    def _raise_faults(self) -> None:
        faults, self._faults = self._faults, []
        if faults:
            raise EngineError(f"pyttsx3 reported: {faults[0]}")

    @property
    def _remedy(self) -> str:
        if self._driver == ON_ESPEAK:
            return REMEDY
        return "Install a voice in the system's speech settings, and pyttsx3 with: pip install pyttsx3"


def _language_of(voice: Any) -> str:
    """Read the language that a driver gives as text, as bytes, as a list of either, or not at all."""
    told = (voice.languages or [""])[0] or ""
    return told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)


def _speakable(text: str) -> str:
    """pyttsx3 asserts that there is text, and SAPI5 takes a leading < for markup, though we give it none."""
    return " ".join(text.replace("\0", " ").replace("<", " ").split()) or "."
