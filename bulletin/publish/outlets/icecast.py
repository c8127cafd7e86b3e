"""An Icecast mount: pushed at real speed, titles and all, taken up again when the connection breaks."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.audio.mpeg import Frame, frames_of
from bulletin.errors import NoRetryError, PublishError
from bulletin.model import Edition, Receipt, Span
from bulletin.publish.listening import Ear
from bulletin.publish.outlet import TEST_MODE, Surroundings
from bulletin.publish.outlets.icecast_source import LostError, Mount, Source, connect, show_title
from bulletin.publish.realtime import insist, wait_for
from bulletin.system.clock import now

if TYPE_CHECKING:
    from bulletin.config.outlets import IcecastTable

# How far the server is ahead of the listener: enough for a busy machine, little enough to lose.
LEAD_S = 1.0
BATCH_S = 0.2
# The server hands the last frames on after we have gone only if it had the time before.
LINGER_S = 1.0
BACK_OFF_S = (0.5, 1.0, 2.0, 4.0, 8.0)


class IcecastOutlet:
    """Plays an edition on a mount of an Icecast server."""

    plays = True
    """It is heard while it is sent, and never twice."""

    def __init__(self, table: IcecastTable, around: Surroundings) -> None:
        """Serve one mount."""
        self.name = table.name
        self.tries = table.tries
        self._table = table
        self._around = around

    def send(self, edition: Edition) -> Receipt:
        """
        Play the edition when it airs; this takes as long as it sounds.

        Raises:
            NoRetryError: The password, the mount, the station was stopped, or the server stayed away.
            PublishError: The server cannot be reached, or the mount is in use.
        """
        if edition.audio is None:
            raise PublishError("The edition has no audio, so it was not pushed.")
        mount = self._mount()
        data = edition.audio.read_bytes()
        wait_for(edition, wanted=self._around.wanted, waits=self._table.wait)
        push = Push(
            mount=mount,
            data=data,
            frames=tuple(frames_of(data)),
            titles=_titles(edition, self._around.station),
            starts=tuple(line.start_s for line in edition.script.lines if line.start_s is not None),
            around=self._around,
            patience_s=self._table.patience_s,
        )
        if edition.mode == TEST_MODE:
            with Ear(mount.address) as ear:
                push.run(ear.start)
            heard = _heard(ear.heard, data)
            return self._receipt(mount, f"{push.told}; {heard}")
        push.run()
        return self._receipt(mount, push.told)

    def recall(self, edition: Edition, *, filler: Path) -> Receipt:  # noqa: ARG002
        """Nothing stays on a mount; what is being pushed ends as soon as `wanted` says so."""
        return self._receipt(self._mount(), "nothing stays on a mount; a push that runs ends within a second")

    def _mount(self) -> Mount:
        table = self._table
        return Mount(
            host=table.host, port=table.port, path=table.mount, user=table.user, tls=table.tls,
            password=self._around.insist_on_password(self.name), station=self._around.station,
            public=table.public,
        )  # fmt: skip

    def _receipt(self, mount: Mount, checked: str) -> Receipt:
        return Receipt(outlet=self.name, where=mount.address, at=now(), checked=checked)


@dataclass(slots=True, kw_only=True)
class Push:
    """One edition on its way to a mount."""

    mount: Mount
    data: bytes
    frames: tuple[Frame, ...]
    titles: tuple[Span, ...]
    starts: tuple[float, ...]
    """When the edition's sentences begin: after a break it goes on with a whole one."""
    around: Surroundings
    patience_s: float
    told: str = ""
    _breaks: int = 0
    _away_s: float = 0.0
    _sent_s: float = 0.0
    _shown: list[bool] = field(default_factory=list)
    _title_threads: list[threading.Thread] = field(default_factory=list)

    def run(self, began: threading.Event | None = None) -> None:
        """Push it all. Raises as `IcecastOutlet.send`."""
        if not self.frames:
            raise NoRetryError("The edition holds no MP3 sound, and a mount is pushed nothing else.")
        source, place = connect(self.mount), 0
        if began:
            began.set()
        try:
            while True:
                try:
                    self._play(source, place)
                    break
                except LostError:
                    source.close()
                    place = self._place_again()
                    source = self._come_back()
            time.sleep(LINGER_S)
        finally:
            source.close()
        for thread in self._title_threads:
            thread.join()
        self._tell()

    def _play(self, source: Source, place: int) -> None:
        """Send the frames from `place` on at their own pace. Raises LostError, NoRetryError."""
        self._sent_s = at_s = sum(frame.seconds for frame in self.frames[:place])
        started = time.monotonic() - at_s
        self._show(at_s, again=True)
        batch, batch_s = b"", 0.0
        for number, frame in enumerate(self.frames[place:], place + 1):
            batch += self.data[frame.start : frame.start + frame.size]
            batch_s += frame.seconds
            if batch_s < BATCH_S and number < len(self.frames):
                continue
            source.send(batch)
            self._sent_s += batch_s
            batch, batch_s = b"", 0.0
            insist(self.around.wanted)
            self._show(self._sent_s)
            time.sleep(max(0.0, self._sent_s - LEAD_S - (time.monotonic() - started)))
        time.sleep(max(0.0, self._sent_s - (time.monotonic() - started)))

    def _place_again(self) -> int:
        """The frame to go on with: the start of the sentence that was cut."""
        heard_s = max(0.0, self._sent_s - LEAD_S)
        from_s = max((start for start in self.starts if start <= heard_s), default=heard_s)
        at_s = 0.0
        for number, frame in enumerate(self.frames):
            if at_s + frame.seconds > from_s:
                return number
            at_s += frame.seconds
        return len(self.frames) - 1

    def _come_back(self) -> Source:
        """Connect again, waiting longer each time, as long as there is patience. Raises NoRetryError."""
        self._breaks += 1
        tries = 0
        while True:
            wait_s = BACK_OFF_S[min(tries, len(BACK_OFF_S) - 1)]
            insist(self.around.wanted)
            time.sleep(wait_s)
            self._away_s += wait_s
            tries += 1
            try:
                return connect(self.mount)
            except NoRetryError:
                raise
            except PublishError as error:
                if self._away_s >= self.patience_s:
                    # Not to be tried from the top: listeners have heard the first part.
                    raise NoRetryError(
                        f"The stream broke after {self._sent_s:.0f} s and did not come back within "
                        f"{self.patience_s:.0f} s. {error}"
                    ) from error

    def _show(self, at_s: float, *, again: bool = False) -> None:
        """Show the title of what is heard now; in a thread, for the sound must not wait for it."""
        due = [number for number, title in enumerate(self.titles) if title.start_s <= at_s]
        if not due or (not again and due[-1] < len(self._shown)):
            return
        title = self.titles[due[-1]].title
        self._shown += [False] * (due[-1] + 1 - len(self._shown))
        thread = threading.Thread(target=self._show_one, args=(due[-1], title), daemon=True)
        thread.start()
        self._title_threads.append(thread)

    def _show_one(self, number: int, title: str) -> None:
        self._shown[number] = show_title(self.mount, title)

    def _tell(self) -> None:
        self.told = f"the server took all {self._sent_s:.1f} s at real speed"
        if self._breaks:
            self.told += f"; the connection broke {self._breaks} times and {self._away_s:.0f} s were lost"
        self.told += "; title shown" if any(self._shown) else "; the server took no title"


def _titles(edition: Edition, station: str) -> tuple[Span, ...]:
    """What listeners see, and from when: the bulletin, then each story."""
    first = Span(start_s=0.0, end_s=0.0, title=f"{station} news, {edition.slot:%H:%M}")
    later = (chapter for chapter in edition.chapters if chapter.start_s > BATCH_S and chapter.title)
    return (
        first,
        *(Span(start_s=c.start_s, end_s=c.end_s, title=f"{station} news: {c.title}") for c in later),
    )


def _heard(heard: bytes, data: bytes) -> str:
    """Icecast hands on what it is sent byte for byte, so what a listener got can be found in it."""
    # The end may hold what a fallback mount plays after us.
    sure = heard[: len(heard) * 9 // 10]
    if not sure or sure not in data:
        raise PublishError("The server took the sound, but a listener at the mount did not get it back.")
    return f"a listener got {100 * len(heard) // len(data)} % of it back, byte for byte"
