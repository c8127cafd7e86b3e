"""Piper: neural voices from model files, spoken by piper-tts where the extra `neural` is installed."""

from __future__ import annotations

import json
import os
import zlib
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from bulletin.errors import EngineError
from bulletin.model import Clip, Dialect
from bulletin.speak.engine import Availability, Offer, Setting
from bulletin.speak.models import require_model
from bulletin.system.packages import version_of

REMEDY = 'Install it with: python -m pip install "bulletin[neural]"'
MISSING = "Natural voices need piper-tts, which is not installed."
# Most published voices read about this many words a minute when they are asked for their own pace.
OWN_PACE_WPM = 165
# Lines are spoken side by side, by up to four workers: more threads than that only wait for each other.
MOST_WORKERS = 4
RANDOM = (b"RandomNormal", b"RandomUniform")
"""How the operators of ONNX begin that draw numbers."""


class Piper:
    """Speaks with whatever model file a voice profile names."""

    dialect = Dialect.PIPER

    def __init__(self) -> None:
        self._path = ""
        self._voice: Any = None
        self._draws = False

    @property
    def version(self) -> str:
        """The library's version, or that it is missing; the library is not loaded for it."""
        return version_of("piper-tts") or "missing"

    def availability(self) -> Availability:
        """Load the library once and see."""
        try:
            import piper  # noqa: F401
        except ImportError as error:
            return Availability(
                usable=False, version=self.version, reason=f"{MISSING} ({error})", remedy=REMEDY
            )
        return Availability(usable=True, version=f"piper-tts {self.version}")

    def voices(self) -> tuple[Offer, ...]:
        """None of its own: each is a file that a station has put into its `voices` folder."""
        return ()

    def speak(self, text: str, setting: Setting) -> Clip:
        """Speak one sentence, at the model's own level; pauses and loudness are the master's."""
        voice = self._loaded(setting.voice, text)
        from piper.config import SynthesisConfig

        wish = SynthesisConfig(
            length_scale=voice.config.length_scale * OWN_PACE_WPM / setting.rate_wpm,
            # Otherwise each sentence would be as loud as its loudest sound allows.
            normalize_audio=False,
        )
        pcm = b"".join(chunk.audio_int16_bytes for chunk in voice.synthesize(text.replace("\0", " "), wish))
        if not pcm:
            raise EngineError(f'piper gave no sound for "{text}".')
        rate_hz = int(voice.config.sample_rate)
        return Clip(pcm=pcm, rate_hz=rate_hz, engine="piper", version=self.version, voice=setting.voice)

    def _loaded(self, path: str, text: str) -> Any:
        if self._path != path:
            self._voice = _load(require_model(Path(path)), text)
            self._draws = _draws(Path(path))
            self._path = path
        elif self._draws:
            self._voice.session = _session(Path(path), text)
        return self._voice


def _draws(path: Path) -> bool:
    """Whether a model draws random numbers; most do, for how long sounds last and how they rise and fall."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as model:
        return any(model.find(name) >= 0 for name in RANDOM)


def _session(path: Path, text: str) -> Any:
    """
    The model, set so that a line is spoken the same way each time, whichever worker it falls to.

    A model's source of random numbers is set when it is loaded and goes on from line to line, so it is loaded
    anew for each.
    """
    from onnxruntime import InferenceSession, SessionOptions, set_seed

    set_seed(zlib.crc32(text.encode()))
    # PiperVoice.load would take every core for each worker.
    options = SessionOptions()
    options.intra_op_num_threads = max(1, (os.cpu_count() or 1) // MOST_WORKERS)
    return InferenceSession(str(path), sess_options=options, providers=["CPUExecutionProvider"])


def _load(path: Path, text: str) -> Any:
    try:
        from piper import PiperVoice
        from piper.config import PiperConfig
    except ImportError as error:
        raise EngineError(f"{MISSING} {REMEDY}") from error
    try:
        told = json.loads(Path(f"{path}.json").read_text(encoding="utf-8"))
        return PiperVoice(session=_session(path, text), config=PiperConfig.from_dict(told))
    except Exception as error:
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise EngineError(
            f"{path.name} is no voice that piper can load ({reason}). Download the voice again."
        ) from error
