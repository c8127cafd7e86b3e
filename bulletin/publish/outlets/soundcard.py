"""A sound card of this machine: played when the edition airs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from bulletin.errors import MissingToolError, NoRetryError, PublishError
from bulletin.model import Edition, Receipt
from bulletin.publish.outlet import Surroundings
from bulletin.publish.realtime import insist, wait_for
from bulletin.system.clock import now
from bulletin.system.programs import find_ffmpeg, start

if TYPE_CHECKING:
    from bulletin.config.outlets import SoundcardTable

RATE_HZ = 44_100
CHANNELS = 2
"""Both ears: a mono file on a stereo desk would come out of one side only."""
FRAME_BYTES = 2 * CHANNELS
BLOCK_FRAMES = RATE_HZ // 5


class SoundcardOutlet:
    """Plays an edition on a sound card."""

    plays = True
    """It is heard while it is sent, and never twice."""

    def __init__(self, table: SoundcardTable, around: Surroundings) -> None:
        """Serve one device."""
        self.name = table.name
        self.tries = table.tries
        self._table = table
        self._around = around

    def send(self, edition: Edition) -> Receipt:
        """
        Play the edition when it airs; this takes as long as it sounds.

        Raises:
            NoRetryError: There is no sound card, or no such device, or the station was stopped.
            MissingToolError: The library for sound cards is not installed.
            PublishError: The device would not play.
        """
        if edition.audio is None:
            raise PublishError("The edition has no audio, so it was not played.")
        library = _library()
        device, label = _device(library, self._table.device)
        wait_for(edition, wanted=self._around.wanted, waits=self._table.wait)
        try:
            played_s = self._play(library, device, edition.audio)
        except library.PortAudioError as error:
            raise PublishError(
                f"The sound card {label} would not play: {error.args[0]}. Is it in use?"
            ) from error
        return self._receipt(label, f"{played_s:.1f} s played; what left the loudspeaker cannot be read back")

    def recall(self, edition: Edition, *, filler: Path) -> Receipt:  # noqa: ARG002
        """Nothing stays on a sound card; what is being played ends as soon as `wanted` says so."""
        return self._receipt(self._table.device or "the sound card", "what plays ends within a second")

    def _play(self, library: Any, device: int | None, audio: Path) -> float:
        frames = 0
        with (
            _decoded(audio) as sound,
            library.RawOutputStream(
                samplerate=RATE_HZ, channels=CHANNELS, dtype="int16", device=device
            ) as stream,
        ):
            while block := sound.read(BLOCK_FRAMES * FRAME_BYTES):
                insist(self._around.wanted)
                stream.write(block[: len(block) // FRAME_BYTES * FRAME_BYTES])
                frames += len(block) // FRAME_BYTES
        if not frames:
            raise NoRetryError(f"{audio.name} holds no sound that can be read.")
        return frames / RATE_HZ

    def _receipt(self, where: str, checked: str) -> Receipt:
        return Receipt(outlet=self.name, where=where, at=now(), checked=checked)


def _library() -> Any:
    try:
        import sounddevice
    except ImportError as error:
        raise MissingToolError(
            "Playing on a sound card needs one more library. "
            "Install it with: pip install 'bulletin[soundcard]'"
        ) from error
    except OSError as error:
        raise MissingToolError(
            "PortAudio is missing, so no sound card can be used. On Debian: apt install libportaudio2"
        ) from error
    return sounddevice


def _device(library: Any, wanted: str) -> tuple[int | None, str]:
    """The device's number and name; with no wish, the system's own. Raises NoRetryError."""
    outputs = [
        (number, str(row["name"]))
        for number, row in enumerate(library.query_devices())
        if row["max_output_channels"] > 0
    ]
    if not outputs:
        raise NoRetryError("This machine has no sound card that can play. Plug one in, or remove the outlet.")
    if not wanted:
        return None, "the system's own sound card"
    for number, name in outputs:
        if wanted == str(number) or wanted.casefold() in name.casefold():
            return number, name
    names = "; ".join(f"{number} {name}" for number, name in outputs)
    raise NoRetryError(f"There is no sound card {wanted!r}. There are: {names}.")


@contextlib.contextmanager
def _decoded(audio: Path) -> Iterator[IO[bytes]]:
    words = [
        "-hide_banner",
        "-nostdin",
        "-v",
        "quiet",
        "-protocol_whitelist",
        "file,pipe",
        "-i",
        f"file:{audio}",
    ]
    form = [
        "-map",
        "0:a:0",
        "-ar",
        str(RATE_HZ),
        "-ac",
        str(CHANNELS),
        "-c:a",
        "pcm_s16le",
        "-f",
        "s16le",
        "pipe:1",
    ]
    with start([find_ffmpeg(), *words, *form]) as process:
        assert process.stdout is not None
        yield process.stdout
