"""Proof: an edition in a recording of a stream, told in a line and noted beside its record."""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from bulletin.edition.proof import live_audio, look_for, note_proof, prove
from bulletin.errors import BulletinError, NothingFitError
from bulletin.publish.listening import Recording
from bulletin.publish.places import Places
from bulletin.system.programs import find_ffmpeg
from tests.support.editions import keep_edition
from tests.support.hearing import RATE_HZ, Samples, bed, talk, write_mp3

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 7, 6, 12, tzinfo=UTC)
LENGTH_S = 24.0


@pytest.fixture(scope="module")
def audio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_mp3(tmp_path_factory.mktemp("proof") / "bulletin.mp3", talk(7, LENGTH_S))


def recorded(folder: Path, *parts: Samples) -> Recording:
    """What a listener has of a stream that has come at its own pace: a transcoded, cut MP3."""
    whole = write_mp3(folder / "whole.mp3", np.concatenate(parts))
    path = folder / "stream"
    transcode = ("-v", "error", "-i", whole, "-b:a", "48k", "-ar", "22050", "-f", "mp3", path)
    subprocess.run([find_ffmpeg(), *transcode], check=True)
    path.write_bytes(path.read_bytes()[1000:])
    size, seconds = path.stat().st_size, sum(map(len, parts)) / RATE_HZ
    arrivals = tuple((after, round(size * after / seconds)) for after in np.arange(0.5, seconds + 0.5, 0.5))
    return Recording(path=path, started_at=NOON, arrivals=arrivals)


def test_a_bulletin_that_aired_is_heard_whole_with_its_time_and_length(audio: Path, tmp_path: Path) -> None:
    recording = recorded(tmp_path, bed(10), talk(7, LENGTH_S), bed(10))

    proof = look_for(audio, recording, zone=LONDON)

    assert proof.heard
    assert proof.whole
    match = re.fullmatch(r"heard whole at 13:00:(\d\d), 2(4\.\d) s", proof.text)
    assert match
    assert 9 <= int(match[1]) <= 11


def test_another_bulletin_is_not_taken_for_it(audio: Path, tmp_path: Path) -> None:
    proof = look_for(audio, recorded(tmp_path, bed(5), talk(8, LENGTH_S), bed(5)), zone=LONDON)

    assert not proof.heard
    assert proof.text == "not heard in 34 s"


def test_a_bulletin_that_was_cut_off_is_heard_in_part(audio: Path, tmp_path: Path) -> None:
    cut = talk(7, LENGTH_S)[: 15 * RATE_HZ]

    proof = look_for(audio, recorded(tmp_path, bed(10), cut, bed(15)), zone=LONDON)

    assert proof.heard
    assert not proof.whole
    assert re.match(
        r"heard in part, from 13:00:(09|10), 1\d\.\d of 24\.\d s, missing: 1\d to 24 s", proof.text
    )


def test_what_is_no_sound_is_one_line(audio: Path, tmp_path: Path) -> None:
    (tmp_path / "stream").write_bytes(b"<html>Please sign in</html>")
    recording = Recording(path=tmp_path / "stream", started_at=NOON, arrivals=((1.0, 20),))

    with pytest.raises(BulletinError, match="no sound"):
        look_for(audio, recording, zone=LONDON)


def test_what_was_heard_stands_beside_the_record(tmp_path: Path, audio: Path) -> None:
    edition = keep_edition(tmp_path, audio, slot=NOON)
    places = Places(root=tmp_path / "bulletin")
    places.audio.write_bytes(audio.read_bytes())
    proof = look_for(live_audio(places), recorded(tmp_path, bed(2), talk(7, LENGTH_S)), zone=LONDON)

    folder = note_proof(places, proof, audio=places.audio, address="http://radio.example/live")

    assert edition.audio is not None
    assert folder == edition.audio.parent
    told = json.loads((folder / "proof.json").read_text(encoding="utf-8"))
    assert told["heard"] is True
    assert told["address"] == "http://radio.example/live"
    assert datetime.fromisoformat(told["at"]) - NOON < timedelta(seconds=4)


def test_with_nothing_live_there_is_nothing_to_listen_for(tmp_path: Path) -> None:
    with pytest.raises(NothingFitError, match="Make a bulletin"):
        live_audio(Places(root=tmp_path))


@contextmanager
def station(sound: bytes, *, pace: int) -> Iterator[str]:
    """A stream at a pace, in bytes a second."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            for start in range(0, len(sound), pace // 10):
                try:
                    self.wfile.write(sound[start : start + pace // 10])
                except OSError:
                    return
                time.sleep(0.1)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/live.mp3"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_stream_is_recorded_and_the_bulletin_found_in_it(audio: Path, tmp_path: Path) -> None:
    on_air = write_mp3(tmp_path / "air.mp3", np.concatenate((bed(4), talk(7, LENGTH_S), bed(4)))).read_bytes()
    told: list[str] = []

    # Ten times as fast as real, for the test's sake.
    with station(on_air, pace=160_000) as address:
        proof = prove(address, audio, seconds=8, zone=LONDON, tell=told.append)

    assert proof.whole
    assert told[0].startswith("Listening to http://127.0.0.1")
