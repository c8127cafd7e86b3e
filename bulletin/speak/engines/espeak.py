"""espeak-ng, asked directly: the library through ctypes, synchronous, the same bytes for the same line."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Callable
from typing import Any

from bulletin.errors import EngineError, MissingToolError
from bulletin.model import Clip, Dialect
from bulletin.speak.engine import Availability, Offer, Setting, best_voice
from bulletin.speak.engines.library import REMEDY, Library, data_folder, find_library, require_variant

# speak_lib.h
_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_CHARS_UTF8, _PHONEMES, _END_PAUSE = 0x1, 0x100, 0x1000
_RATE, _PITCH = 1, 3
_BUFFER_MS = 500
# Of every voice in its own data; only the foreign mbrola voices, which need programs of their own, differ.
RATE_HZ = 22_050
# breath and whisper variants (+f2, +f3, +f5) draw noise from rand(), which espeak seeds with the time of day.
_SEED = 1

# Phonemes as the lexicon spells them. Any other bracket is text, and must stay text.
_BRACKETS = re.compile(r"\[(?=\[(?![a-zA-Z0-9@:;,'|_]{1,200}\]\]))")

_Take = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class _Listed(ctypes.Structure):
    """espeak_VOICE, as far as we read it."""

    _fields_ = [
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    ]


class Espeak:
    """The formant voices of espeak-ng."""

    dialect = Dialect.ESPEAK

    def __init__(self) -> None:
        self._data: str | None = None
        self._found: Library | None = None
        self._offers: tuple[Offer, ...] = ()

    @property
    def version(self) -> str:
        """The library's version, or that it is missing; the library is not loaded for it."""
        try:
            return find_library().version
        except MissingToolError:
            return "missing"

    def availability(self) -> Availability:
        """Load the library once and see."""
        try:
            with _Loaded(*self._place()) as library:
                library.espeak_Info.restype = ctypes.c_char_p
                told = library.espeak_Info(None).decode().split()[0]
        except (MissingToolError, EngineError) as error:
            return Availability(usable=False, version=self.version, reason=str(error), remedy=REMEDY)
        return Availability(usable=True, version=f"espeak-ng {told} ({self.version})")

    def voices(self) -> tuple[Offer, ...]:
        """List the library's voices; any of them also takes a variant, such as +f4, which is not listed."""
        if not self._offers:
            with _Loaded(*self._place()) as library:
                self._offers = _list_voices(library)
        return self._offers

    def speak(self, text: str, setting: Setting) -> Clip:
        """
        Speak one sentence with a library loaded for it alone.

        espeak-ng carries state from one utterance to the next, through a terminate as well, so that a repeat
        differs by some samples; only a fresh load does not. It costs 1.7 ms beside 3 ms of speech (measured),
        and makes a clip depend on nothing but its key.
        """
        name = setting.voice or best_voice(self.voices()).id
        found, data = self._place()
        require_variant(name, data)
        with _Loaded(found, data) as library:
            _choose(library, name, setting)
            pcm = _synthesise(library, text)
        if not pcm:
            raise EngineError(f'espeak gave no sound for "{text}".')
        return Clip(pcm=pcm, rate_hz=RATE_HZ, engine="espeak", version=self.version, voice=name)

    def _place(self) -> tuple[Library, str | None]:
        if self._found is None:
            self._found = find_library()
            self._data = data_folder(self._found)
        return self._found, self._data


class _Loaded:
    """The library, loaded and initialised for the length of a block."""

    def __init__(self, library: Library, data: str | None) -> None:
        self._library = library
        self._data = data

    def __enter__(self) -> Any:
        try:
            self._loaded: Any = ctypes.CDLL(self._library.path)
        except OSError as error:
            raise EngineError(f"The speech library cannot be loaded: {error}. {REMEDY}") from error
        data = None if self._data is None else os.fsencode(self._data)
        rate_hz = self._loaded.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, data, _DONT_EXIT)
        if rate_hz != RATE_HZ:
            self._unload()
            raise EngineError(f"espeak-ng cannot read its data in {self._data or 'its own folder'}. {REMEDY}")
        return self._loaded

    def __exit__(self, *_: object) -> None:
        self._loaded.espeak_Terminate()
        self._unload()

    def _unload(self) -> None:
        import _ctypes

        unload: Callable[[int], None] = (
            _ctypes.FreeLibrary if sys.platform == "win32" else _ctypes.dlclose  # type: ignore[attr-defined,unused-ignore]
        )
        unload(self._loaded._handle)


def _choose(library: Any, name: str, setting: Setting) -> None:
    """Set voice, rate and pitch; the library says itself when it has no such voice or variant."""
    if library.espeak_SetVoiceByName(name.encode()) != 0:
        raise EngineError(
            f'espeak has no voice "{name}". Choose one of: bulletin voices list; for example gmw/en-gb-x-rp.'
        )
    library.espeak_SetParameter(_RATE, setting.rate_wpm, 0)
    library.espeak_SetParameter(_PITCH, setting.pitch, 0)
    if hasattr(library, "espeak_ng_SetRandSeed"):  # 1.52 and later
        library.espeak_ng_SetRandSeed(ctypes.c_long(_SEED))


def _synthesise(library: Any, text: str) -> bytes:
    pcm = bytearray()

    def take(samples: Any, count: int, _: int | None) -> int:
        if samples and count:
            pcm.extend(ctypes.string_at(samples, count * 2))
        return 0

    callback = _Take(take)
    library.espeak_SetSynthCallback(callback)
    written = _BRACKETS.sub("[ ", text.replace("\0", " ")).encode() + b"\0"
    flags = _CHARS_UTF8 | _PHONEMES | _END_PAUSE
    refused = library.espeak_Synth(written, ctypes.c_size_t(len(written)), 0, 1, 0, flags, None, None)
    if refused:
        raise EngineError(f"espeak refused a line (code {refused}).")
    library.espeak_Synchronize()
    return bytes(pcm)


def _list_voices(library: Any) -> tuple[Offer, ...]:
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Listed))
    listed = library.espeak_ListVoices(None)
    offers = []
    for place in range(_MOST_VOICES):
        if not listed[place]:
            break
        voice = listed[place].contents
        # The first byte of `languages` is a priority.
        language = voice.languages[1:].decode("utf-8", "replace")
        offers.append(Offer(id=voice.identifier.decode(), label=voice.name.decode(), language=language))
    return tuple(offers)


# The list ends with a null pointer; 141 voices in 1.52.
_MOST_VOICES = 10_000
