"""The Icecast outlet against a real server, as a listener hears it; also when the server dies in the middle."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from bulletin.config.outlets import IcecastTable
from bulletin.model import Edition, Line, Script
from bulletin.publish.outlet import Outlet, Surroundings, find_outlet
from bulletin.system.programs import find_ffmpeg
from tests.support.hearing import RATE_HZ, Samples, bed, longest_gap_s, recording, talk, talks, write_mp3
from tests.support.playout import SOURCE_PASSWORD, Icecast, daemon, icecast, open_folder, wait_for

pytestmark = pytest.mark.slow

MOUNT, MUSIC = "bulletin.mp3", "music.mp3"
PAUSE_S, SENTENCE_S = 0.5, 3.2
SENTENCES = ("first", "second", "third", "fourth")
LENGTH_S = len(SENTENCES) * (PAUSE_S + SENTENCE_S) + 1.0
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def sentences() -> dict[str, Samples]:
    return {name: talk(number, SENTENCE_S) for number, name in enumerate(SENTENCES)}


@pytest.fixture
def edition(tmp_path: Path, sentences: dict[str, Samples]) -> Edition:
    """Sentences with a little music before each and after the last."""
    parts = [part for sentence in sentences.values() for part in (bed(PAUSE_S), sentence)]
    audio = write_mp3(tmp_path / "bulletin.mp3", np.concatenate((*parts, bed(1.0))))
    line = Line(text="News.", spoken="News.", tokens=(), voice="kind", pause_after_ms=0)
    # Each starts in the pause before, so that a listener can tell it from the cut one.
    lines = [
        replace(line, start_s=0.1 + number * (PAUSE_S + SENTENCE_S)) for number, _ in enumerate(SENTENCES)
    ]
    return Edition(
        programme="bulletin",
        slot=NOON,
        made_at=NOON,
        expires_at=NOON + timedelta(hours=1),
        script=Script(items=tuple(lines)),
        audio=audio,
    )


def outlet(server: Icecast) -> Outlet:
    table = IcecastTable(
        name="direct", kind="icecast", host="127.0.0.1", port=server.port, mount=f"/{MOUNT}", wait=False
    )
    around = Surroundings(station="Elderby Radio", secret=lambda _: SOURCE_PASSWORD)
    return find_outlet("icecast")(table, around)


def break_off(server: Icecast, after_s: float) -> None:
    time.sleep(after_s)
    server.kill()
    time.sleep(1.0)
    server.start()


def test_a_push_takes_listeners_over_from_the_music_in_real_time_and_gives_them_back(
    edition: Edition, sentences: dict[str, Samples]
) -> None:
    with open_folder() as folder, icecast(folder, fallbacks={MOUNT: MUSIC}) as server:
        music = write_mp3(folder / "music.mp3", bed(60))
        with daemon(endless(music, server), log=folder / "music.log"):
            wait_for(lambda: server.has_mount(MUSIC), what="the music")
            with recording(server.port, MOUNT) as heard:
                time.sleep(2)
                began = time.monotonic()
                receipt = outlet(server).send(edition)
                took_s = time.monotonic() - began
                time.sleep(3)

    sound = heard.sound
    pieces = talks(sound, sentences)
    assert [(piece.name, piece.whole) for piece in pieces] == [(name, True) for name in SENTENCES]
    assert "Elderby Radio news, 12:00" in [title for _, title in heard.titles]
    assert LENGTH_S - 0.5 < took_s < LENGTH_S + 2.5
    assert sound.size / RATE_HZ > pieces[-1].start_s + SENTENCE_S + 2.5
    assert longest_gap_s(sound) <= 0.5
    assert receipt.where.endswith(f":{server.port}/{MOUNT}")


def endless(music: Path, server: Icecast) -> list[str | Path]:
    """Give the words that push a file to the music's mount, round and round."""
    address = f"icecast://source:{SOURCE_PASSWORD}@127.0.0.1:{server.port}/{MUSIC}"
    return [
        find_ffmpeg(), "-v", "error", "-re", "-stream_loop", "-1", "-i", music, "-c:a", "copy",
        "-content_type", "audio/mpeg", "-f", "mp3", address,
    ]  # fmt: skip


def test_a_server_that_dies_in_the_middle_gets_the_rest_when_it_is_back(
    edition: Edition, sentences: dict[str, Samples]
) -> None:
    with open_folder() as folder, icecast(folder, burst=True) as server:
        breaking = threading.Thread(target=break_off, args=(server, PAUSE_S + SENTENCE_S + 2.5))
        with recording(server.port, MOUNT, again=True) as heard:
            breaking.start()
            began = time.monotonic()
            outlet(server).send(edition)
            took_s = time.monotonic() - began
        breaking.join()

    pieces = talks(heard.sound, sentences)
    whole = [piece.name for piece in pieces if piece.whole]
    assert whole == list(SENTENCES)
    # What was cut is said again from the start of its sentence, and nothing else twice.
    assert len(pieces) <= len(SENTENCES) + 1
    assert took_s < LENGTH_S + 15
