"""What a listener hears: sounds that can be told apart, a recorder for streams, and where a sound is in it."""

from __future__ import annotations

import contextlib
import http.client
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bulletin.master.measure import hear
from bulletin.master.tags import Tags
from bulletin.system.programs import find_ffmpeg

Samples = npt.NDArray[np.float32]

RATE_HZ = 8000
STEP_S = 0.01  # of an envelope
SPEECH_ABOVE_HZ = 1000.0
SYLLABLE_S = 0.08


def bed(seconds: float) -> Samples:
    """Music: a steady chord under 400 Hz, so that any gap is a fault."""
    moment = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    chord = sum(np.sin(2 * np.pi * hz * moment) for hz in (131.0, 196.0, 262.0, 330.0))
    return (0.12 * chord).astype(np.float32)


def talk(number: int, seconds: float) -> Samples:
    """Make something with the envelope of speech, all over 1 kHz, never silent; each number is another text."""
    random = np.random.default_rng(number)
    levels = np.repeat(
        random.choice([0.04, 0.15, 0.35, 0.6], round(seconds / SYLLABLE_S)), round(SYLLABLE_S * RATE_HZ)
    )
    noise = np.fft.rfft(random.standard_normal(levels.size))
    hertz = np.fft.rfftfreq(levels.size, 1 / RATE_HZ)
    noise[(hertz < 1.3 * SPEECH_ABOVE_HZ) | (hertz > 3500)] = 0
    sound = np.fft.irfft(noise, levels.size)
    return (levels * sound / np.abs(sound).max()).astype(np.float32)


def write_mp3(path: Path, sound: Samples, *, title: str = "") -> Path:
    """Encode a sound as our editions are: MP3, 44.1 kHz, mono, 128 kbit/s."""
    raw = ["-f", "f32le", "-ar", str(RATE_HZ), "-ac", "1", "-i", "pipe:0"]
    as_ours = ["-ar", "44100", "-b:a", "128k", "-metadata", f"title={title}"]
    subprocess.run(
        [find_ffmpeg(), "-v", "error", "-y", *raw, *as_ours, path],
        input=sound.tobytes(),
        check=True,
        timeout=60,
    )
    return path


def tags_of(path: Path) -> Tags:
    """What a file says of itself."""
    _, tags = hear(path)
    return tags


def read_sound(data: bytes) -> Samples:
    """Decode what was recorded; a stream's cut ends are part of the game."""
    done = subprocess.run(
        [
            find_ffmpeg(),
            "-v",
            "quiet",
            "-f",
            "mp3",
            "-i",
            "pipe:0",
            "-f",
            "f32le",
            "-ar",
            str(RATE_HZ),
            "-ac",
            "1",
            "pipe:1",
        ],
        input=data,
        capture_output=True,
        timeout=60,
    )
    return np.frombuffer(done.stdout, dtype=np.float32)


@dataclass
class Recording:
    """What came from a stream, while it comes."""

    chunks: list[tuple[float, bytes]] = field(default_factory=list)
    """Unix time of arrival, and audio."""
    titles: list[tuple[float, str]] = field(default_factory=list)
    """Unix time of arrival, and what a player would show."""

    @property
    def sound(self) -> Samples:
        """All of it, decoded."""
        return read_sound(b"".join(data for _, data in self.chunks))

    @property
    def longest_wait_s(self) -> float:
        """The longest wait between two pieces."""
        times = [moment for moment, _ in self.chunks]
        return max(np.diff(times), default=0.0)


@contextlib.contextmanager
def recording(port: int, mount: str, *, host: str = "127.0.0.1", again: bool = False) -> Iterator[Recording]:
    """Listen to a mount until the block is left; with `again`, come back whenever the stream ends."""
    heard, leave = Recording(), threading.Event()
    listener = threading.Thread(target=_listen, args=(heard, leave, host, port, mount, again))
    listener.start()
    try:
        yield heard
    finally:
        leave.set()
        listener.join(timeout=15)


def _listen(heard: Recording, leave: threading.Event, host: str, port: int, mount: str, again: bool) -> None:
    while not leave.is_set():
        with contextlib.suppress(OSError, http.client.HTTPException):
            _listen_once(heard, leave, host, port, mount)
        if not again:
            return
        leave.wait(0.1)


def _listen_once(heard: Recording, leave: threading.Event, host: str, port: int, mount: str) -> None:
    line = http.client.HTTPConnection(host, port, timeout=5)
    with contextlib.closing(line):
        line.request("GET", f"/{mount}", headers={"Icy-MetaData": "1"})
        stream = line.getresponse()
        if stream.status != 200:
            return
        every = int(stream.headers.get("icy-metaint", 0))
        left = every or 1024
        while not leave.is_set():
            data = stream.read1(min(left, 4096))
            if not data:
                return
            heard.chunks.append((time.time(), data))
            left -= len(data)
            if left == 0:
                left = every or 1024
                if every:
                    _read_title(heard, stream)


def _read_title(heard: Recording, stream: http.client.HTTPResponse) -> None:
    size = 16 * (stream.read(1) or b"\0")[0]
    text = stream.read(size).rstrip(b"\0").decode("utf-8", "replace")
    if text.startswith("StreamTitle='"):
        heard.titles.append((time.time(), text.removeprefix("StreamTitle='").split("';")[0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A stretch of talk in a recording."""

    start_s: float
    seconds: float
    name: str
    """Of the known sound that it is; empty if it is none."""
    whole: bool
    """All four quarters of that sound are there, and nothing more."""


def talks(sound: Samples, known: Mapping[str, Samples]) -> list[Heard]:
    """Tell every stretch of talk in a recording, which known sound it is, and whether it is whole."""
    return [_name(sound, start, end, known) for start, end in _runs(_is_talk(sound))]


def longest_gap_s(sound: Samples) -> float:
    """Measure the longest silence: under -50 dBFS; music and talk of ours never are."""
    quiet = envelope(sound) < 10 ** (-50 / 20)
    return max((end - start for start, end in _runs(quiet, join_s=0.0, least_s=0.0)), default=0.0)


def envelope(sound: Samples) -> npt.NDArray[np.float64]:
    """Root mean square of each 10 ms."""
    step = round(STEP_S * RATE_HZ)
    frames = sound[: sound.size // step * step].reshape(-1, step).astype(np.float64)
    return np.sqrt((frames**2).mean(axis=1))


def _is_talk(sound: Samples) -> npt.NDArray[np.bool_]:
    """For each 10 ms: whether more of it lies over 1 kHz than under."""
    step, size = round(STEP_S * RATE_HZ), round(0.04 * RATE_HZ)
    count = max((sound.size - size) // step, 0)
    frames = (
        np.lib.stride_tricks.sliding_window_view(sound, size)[: count * step : step]
        if count
        else np.zeros((0, size))
    )
    power = np.abs(np.fft.rfft(frames * np.hanning(size), axis=1)) ** 2
    high = np.fft.rfftfreq(size, 1 / RATE_HZ) > SPEECH_ABOVE_HZ
    is_loud = power.sum(axis=1) > 1e-4
    return is_loud & (power[:, high].sum(axis=1) > power[:, ~high].sum(axis=1))


def _runs(
    flags: npt.NDArray[np.bool_], *, join_s: float = 0.2, least_s: float = 0.2
) -> list[tuple[float, float]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    runs: list[tuple[float, float]] = []
    for start, end in zip(edges[::2] * STEP_S, edges[1::2] * STEP_S, strict=True):
        if runs and start - runs[-1][1] < join_s:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return [(start, end) for start, end in runs if end - start >= least_s]


def _name(sound: Samples, start: float, end: float, known: Mapping[str, Samples]) -> Heard:
    margin_s = 0.3
    first = max(round((start - margin_s) * RATE_HZ), 0)
    part = envelope(sound[first : round((end + margin_s) * RATE_HZ)])
    scores = {name: _best(part, envelope(other)) for name, other in known.items()}
    name, (score, quarters) = max(scores.items(), key=lambda item: item[1][0], default=("", (0.0, 0.0)))
    same_length = bool(known) and abs(end - start - known[name].size / RATE_HZ) < 0.15
    if score < 0.6:
        name = ""
    return Heard(
        start_s=start, seconds=end - start, name=name, whole=bool(name) and quarters > 0.7 and same_length
    )


def _best(part: npt.NDArray[np.float64], shape: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Slide a shape over a part; give the best correlation, and there that of the worst quarter."""
    if part.size < shape.size:
        part = np.pad(part, (0, shape.size - part.size))
    places = np.lib.stride_tricks.sliding_window_view(part, shape.size)
    scores = [_alike(place, shape) for place in places]
    best = int(np.argmax(scores))
    quarters = zip(np.array_split(places[best], 4), np.array_split(shape, 4), strict=True)
    return scores[best], min(_alike(one, other) for one, other in quarters)


def _alike(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    if one.std() < 1e-9 or other.std() < 1e-9:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
