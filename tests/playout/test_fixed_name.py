"""MPD and ezstream play the fixed name round and round, and pick up the edition that is renamed onto it."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from bulletin.publish.live import put_live
from bulletin.publish.places import Places
from tests.support.hearing import RATE_HZ, Samples, bed, longest_gap_s, recording, talk, talks, write_mp3
from tests.support.playout import (
    SOURCE_PASSWORD,
    Icecast,
    answers,
    daemon,
    free_port,
    icecast,
    open_folder,
    program,
    wait_for,
)

pytestmark = pytest.mark.slow

TALK_S = 3.2
ROUND_S = TALK_S + 1.0
MOUNT = "news.mp3"

EZSTREAM = """<?xml version="1.0" encoding="UTF-8"?>
<ezstream>
  <servers><server><hostname>127.0.0.1</hostname><port>{port}</port><password>{password}</password></server></servers>
  <streams><stream><mountpoint>/{mount}</mountpoint><format>MP3</format></stream></streams>
  <intakes><intake><type>file</type><filename>{audio}</filename></intake></intakes>
</ezstream>
"""
MPD = """
music_directory "{live}"
db_file "{folder}/mpd.db"
bind_to_address "127.0.0.1"
port "{control}"
zeroconf_enabled "no"
audio_output {{
  type "shout"
  name "news"
  host "127.0.0.1"
  port "{port}"
  mount "/{mount}"
  password "{password}"
  bitrate "128"
  format "44100:16:1"
  encoding "mp3"
}}
"""


@pytest.fixture(scope="module")
def pieces() -> dict[str, Samples]:
    return {name: talk(number, TALK_S) for number, name in enumerate(("first", "second"))}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A folder with the first edition live, and a server to play it to."""

    folder: Path
    server: Icecast
    places: Places
    pieces: dict[str, Samples]

    def put(self, name: str) -> None:
        # A little music at both ends, so that one round can be told from the next.
        audio = np.concatenate((bed(0.5), self.pieces[name], bed(0.5)))
        path = write_mp3(self.folder / f"{name}.mp3", audio, title=name)
        until = datetime.now(UTC) + timedelta(minutes=10)
        put_live(self.places, audio=path, record="{}", feed="<rss/>", expires_at=until)

    def names_heard(self, *, rounds: int, log: Path) -> list[str]:
        """Listen for two rounds, put the second edition live in the middle of one, and listen on."""
        wait_for(lambda: self.server.has_mount(MOUNT), what="the mount", log=log)
        with recording(self.server.port, MOUNT) as heard:
            time.sleep(2 * ROUND_S)
            self.put("second")
            time.sleep(rounds * ROUND_S)
        sound = heard.sound
        # The ends of the recording cut a round; what is between must be whole.
        inside = [
            piece
            for piece in talks(sound, self.pieces)
            if 0.3 < piece.start_s < sound.size / RATE_HZ - ROUND_S
        ]
        assert longest_gap_s(sound) <= 0.5
        assert [piece for piece in inside if not piece.whole] == []
        return [piece.name for piece in inside]


@pytest.fixture
def desk(pieces: dict[str, Samples]) -> Iterator[Desk]:
    with open_folder() as folder, icecast(folder) as server:
        places = Places(root=folder / "live")
        places.root.mkdir()
        desk = Desk(folder=folder, server=server, places=places, pieces=pieces)
        desk.put("first")
        yield desk


def test_ezstream_plays_the_fixed_name_and_picks_up_the_next(desk: Desk) -> None:
    ezstream, log = program("ezstream"), desk.folder / "ezstream.log"
    configuration = desk.folder / "ezstream.xml"
    configuration.write_text(
        EZSTREAM.format(port=desk.server.port, password=SOURCE_PASSWORD, mount=MOUNT, audio=desk.places.audio)
    )

    with daemon([ezstream, "-c", configuration], log=log):
        names = desk.names_heard(rounds=3, log=log)

    assert names[0] == "first"
    assert names[-1] == "second"
    assert names == sorted(names)


def test_mpd_plays_the_fixed_name_and_picks_up_the_next(desk: Desk) -> None:
    mpd, log, control = program("mpd"), desk.folder / "mpd.log", free_port()
    configuration = desk.folder / "mpd.conf"
    configuration.write_text(
        MPD.format(
            live=desk.places.root, folder=desk.folder, control=control,
            port=desk.server.port, password=SOURCE_PASSWORD, mount=MOUNT,
        )
    )  # fmt: skip

    with daemon([mpd, "--no-daemon", "--stderr", configuration], log=log):
        wait_for(lambda: answers(control), what="MPD", log=log)
        with contextlib.closing(Mpd(control)) as player:
            player.say("update")
            wait_for(
                lambda: "file: latest.mp3" in player.say("listall"), what="latest.mp3 in MPD's list", log=log
            )
            for words in ("repeat 1", "add latest.mp3", "play"):
                player.say(words)
            # It opens the next round early, so the old edition is heard up to twice more.
            names = desk.names_heard(rounds=5, log=log)

    assert names[0] == "first"
    assert names[-1] == "second"
    assert names == sorted(names)


class Mpd:
    """The control line of an MPD."""

    def __init__(self, port: int) -> None:
        self._line = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._answers = self._line.makefile("r", encoding="utf-8")
        self._answers.readline()

    def say(self, words: str) -> str:
        """Send a command; give its answer."""
        self._line.sendall(f"{words}\n".encode())
        lines = []
        while not (line := self._answers.readline()).startswith("OK"):
            assert line, f"MPD hung up on: {words}"
            assert not line.startswith("ACK"), line
            lines.append(line)
        return "".join(lines)

    def close(self) -> None:
        """Hang up."""
        self._answers.close()
        self._line.close()
