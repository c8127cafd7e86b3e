"""Liquidsoap with the configurations we ship, on air through a real Icecast, as a listener hears it."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bulletin.audio.find import find, track
from bulletin.publish.live import put_filler, put_live
from bulletin.publish.places import Places
from bulletin.publish.playout import filled_in, read_configuration
from tests.support.hearing import (
    RATE_HZ,
    Heard,
    Recording,
    Samples,
    bed,
    longest_gap_s,
    recording,
    talk,
    talks,
    write_mp3,
)
from tests.support.playout import SOURCE_PASSWORD, daemon, icecast, open_folder, program, wait_for

pytestmark = pytest.mark.slow

TESTED = "liquidsoap-2.1.liq"
TALK_S = 3.2
REPLACEMENTS = 50
FILLER = "filler"
EXPIRED = "expired"


@dataclass(kw_only=True)
class Air:
    """A station on air: Liquidsoap with our configuration, and somebody who listens."""

    places: Places
    heard: Recording
    known: Mapping[str, Path]
    """Each piece of talk that may be put live, as a file."""

    def put(self, name: str, *, valid_s: float = 600.0) -> float:
        """Put one of the known pieces live; give the Unix second."""
        until = datetime.now(UTC) + timedelta(seconds=valid_s)
        record = json.dumps({"mode": "automatic", "audio": name, "expires_at": until.isoformat()})
        put_live(self.places, audio=self.known[name], record=record, feed="<rss/>", expires_at=until)
        return time.time()

    def wait_for_title(self, title: str, *, since: float, within_s: float = 20.0) -> float:
        """Wait until a player shows a title; give the Unix second at which it came."""

        def seen() -> list[float]:
            return [moment for moment, text in self.heard.titles if text == title and moment > since]

        wait_for(lambda: bool(seen()), what=f"the title {title}", within_s=within_s)
        return seen()[0]


def marks(every_s: int) -> str:
    """Give a Liquidsoap predicate that is true for a second at each mark of a minute."""
    return "{" + " or ".join(f"{second}s-{second + 2}s" for second in range(0, 60, every_s)) + "}"


def next_mark(every_s: int, *, after: float) -> float:
    return (after // every_s + 1) * every_s


@contextlib.contextmanager
def on_air(known: Mapping[str, Path], music: Path, *, every_s: int, wait_for_track: bool) -> Iterator[Air]:
    """Put our configuration on air, edited as a volunteer would, and listen."""
    liquidsoap = program("liquidsoap")
    with open_folder() as folder, icecast(folder) as server:
        places = Places(root=folder / "output" / "bulletin")
        places.root.mkdir(parents=True)
        configuration, log = folder / "radio.liq", folder / "liquidsoap.log"
        configuration.write_text(
            filled_in(
                read_configuration(TESTED),
                {
                    "folder": f'"{places.root}"',
                    "music_from": f'"{music}"',
                    "mark": marks(every_s),
                    "wait_for_track": "true" if wait_for_track else "false",
                    "icecast_host": '"127.0.0.1"',
                    "icecast_port": str(server.port),
                    "icecast_password": f'"{SOURCE_PASSWORD}"',
                },
            ),
            encoding="utf-8",
        )
        with daemon([liquidsoap, configuration], log=log):
            wait_for(lambda: server.has_mount("radio.mp3"), what="the station's mount", log=log)
            with recording(server.port, "radio.mp3") as heard:
                wait_for(lambda: bool(heard.chunks), what="sound", log=log)
                yield Air(places=places, heard=heard, known=known)


@contextlib.contextmanager
def load() -> Iterator[None]:
    """Keep both processors and the disk busy, as a donated PC is."""
    spawn = multiprocessing.get_context("spawn")
    busy = [spawn.Process(target=_burn, daemon=True) for _ in range(2)]
    for process in busy:
        process.start()
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.join()


def _burn() -> None:
    with tempfile.TemporaryFile() as file:
        while True:
            file.seek(0)
            file.write(bytes(range(256)) * 4096)
            file.flush()
            sum(number * number for number in range(100_000))


@dataclass(frozen=True, kw_only=True)
class Day:
    """A short day on air, and what was heard of it."""

    sound: Samples
    heard: tuple[Heard, ...]
    wait_s: float
    titles: tuple[str, ...]
    put_at: Mapping[str, float]
    began_at: float


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Samples]:
    names = [*(f"news {number}" for number in range(REPLACEMENTS + 1)), FILLER, EXPIRED]
    return {name: talk(number, TALK_S) for number, name in enumerate(names)}


@pytest.fixture(scope="module")
def files(pieces: dict[str, Samples]) -> Iterator[dict[str, Path]]:
    with open_folder() as folder:
        yield {name: write_mp3(folder / f"{name}.mp3", sound, title=name) for name, sound in pieces.items()}


@pytest.fixture(scope="module")
def day(pieces: dict[str, Samples], files: dict[str, Path]) -> Day:
    """One bulletin; 50 replacements under load; one that expires; the filler; music."""
    every_s = 6
    with open_folder() as music:
        write_mp3(music / "bed.mp3", bed(120), title="bed")
        with on_air(files, music, every_s=every_s, wait_for_track=False) as air:
            put_at = {"news 0": air.put("news 0")}
            air.wait_for_title("news 0", since=put_at["news 0"])
            with load():
                for number in range(1, REPLACEMENTS + 1):
                    put_at[f"news {number}"] = air.put(f"news {number}")
                    time.sleep(0.6)
            last = next_mark(every_s, after=time.time())
            time.sleep(last + 1.5 - time.time())
            air.put(EXPIRED, valid_s=2.0)
            time.sleep(2 * every_s)
            air.places.filler.write_bytes(files[FILLER].read_bytes())
            put_filler(air.places, now=datetime.now(UTC), programme="bulletin", title="News")
            heard_at = air.wait_for_title(FILLER, since=last)
            air.places.audio.unlink()
            time.sleep(heard_at + TALK_S + 4 - time.time())
            recorded = air.heard
    sound = recorded.sound
    return Day(
        sound=sound,
        heard=tuple(talks(sound, pieces)),
        wait_s=recorded.longest_wait_s,
        titles=tuple(title for _, title in recorded.titles),
        put_at=put_at,
        began_at=recorded.chunks[0][0],
    )


def test_the_bulletin_is_heard_whole_at_the_mark(day: Day) -> None:
    first = day.heard[0]

    assert (first.name, first.whole) == ("news 0", True)
    late_s = (day.began_at + first.start_s) % 6
    assert late_s < 2.5  # up to a second of polling and mounting, and what Icecast holds back
    assert "news 0" in day.titles


def test_our_own_search_finds_it_in_the_recording_too(day: Day, pieces: dict[str, Samples]) -> None:
    recorded = track([day.sound], rate_hz=RATE_HZ)

    found = find(track([pieces["news 0"]], rate_hz=RATE_HZ), recorded)

    assert found is not None
    assert found.is_whole
    assert found.at_s == pytest.approx(day.heard[0].start_s, abs=0.1)
    assert find(track([pieces[EXPIRED]], rate_hz=RATE_HZ), recorded) is None


def test_fifty_replacements_under_load_let_no_part_of_a_file_be_heard(day: Day) -> None:
    assert len(day.heard) >= 7
    assert [heard for heard in day.heard if not heard.whole] == []


def test_fifty_replacements_under_load_leave_no_gap(day: Day) -> None:
    assert longest_gap_s(day.sound) <= 0.5
    assert day.wait_s < 2.0


def test_each_mark_has_what_was_live_then(day: Day) -> None:
    news = [heard for heard in day.heard if heard.name in day.put_at]

    for heard in news:
        ages_s = day.began_at + heard.start_s - day.put_at[heard.name]
        newer = [at for at in day.put_at.values() if at > day.put_at[heard.name]]
        assert ages_s > 0
        assert not newer or min(newer) > day.began_at + heard.start_s - 3.0
    numbers = [int(heard.name.split()[1]) for heard in news]
    assert numbers == sorted(numbers)
    assert numbers[-1] == REPLACEMENTS


def test_an_expired_bulletin_is_never_played(day: Day) -> None:
    names = [heard.name for heard in day.heard]

    assert EXPIRED not in names
    # Two marks went by with music only.
    filler, before = day.heard[names.index(FILLER)], day.heard[names.index(FILLER) - 1]
    assert filler.start_s - before.start_s > 2 * 6


def test_after_the_filler_music_goes_on(day: Day) -> None:
    last = day.heard[-1]

    assert (last.name, last.whole) == (FILLER, True)
    after = day.sound[round((last.start_s + TALK_S + 0.5) * RATE_HZ) :]
    assert after.size > RATE_HZ
    assert talks(after, {}) == []
    assert longest_gap_s(after) < 0.1


def test_waiting_for_the_song_to_end_never_plays_what_expired_meanwhile(
    pieces: dict[str, Samples], files: dict[str, Path]
) -> None:
    every_s, song_s = 5, 6.0
    with open_folder() as music:
        write_mp3(music / "song.mp3", bed(song_s), title="song")
        with on_air(files, music, every_s=every_s, wait_for_track=True) as air:
            began = air.put("news 1", valid_s=60)
            talking = air.wait_for_title("news 1", since=began)
            air.put(EXPIRED, valid_s=-1.0)
            song_began, mark = talking + TALK_S, next_mark(every_s, after=talking + TALK_S + 1)
            while (mark - song_began) % song_s > song_s - 2.5:
                mark += every_s
            time.sleep(mark - 1.5 - time.time())
            air.put(EXPIRED, valid_s=mark + 1.2 - time.time())
            time.sleep(song_s + 1)
            second = air.put("news 2", valid_s=60)
            air.wait_for_title("news 2", since=second)
            air.put(EXPIRED, valid_s=-1.0)
            time.sleep(TALK_S + 3)
            sound = air.heard.sound

    heard = talks(sound, pieces)

    assert [(piece.name, piece.whole) for piece in heard] == [("news 1", True), ("news 2", True)]
    music_s = heard[1].start_s - heard[0].start_s - heard[0].seconds
    songs = music_s / song_s
    assert songs == pytest.approx(round(songs), abs=0.1)
    assert longest_gap_s(sound) <= 0.5
