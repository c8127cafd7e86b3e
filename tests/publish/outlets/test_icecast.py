"""The Icecast push against a stub that refuses, breaks off and keeps what it gets."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bulletin.audio.mpeg import frames_of
from bulletin.config.outlets import IcecastTable
from bulletin.errors import NoRetryError, PublishError
from bulletin.model import Edition, Line, Script
from bulletin.publish.outlet import Surroundings
from bulletin.publish.outlets import icecast
from bulletin.publish.outlets.icecast import IcecastOutlet
from tests.support.servers import PASSWORD
from tests.support.source_stub import Stub, source_stub

Make = Callable[..., IcecastOutlet]


@pytest.fixture
def stub() -> Iterator[Stub]:
    lent: AbstractContextManager[Stub] = source_stub()
    with lent as server:
        yield server


@pytest.fixture
def make(stub: Stub, around: Surroundings, monkeypatch: pytest.MonkeyPatch) -> Make:
    monkeypatch.setattr(icecast, "LINGER_S", 0.1)

    def make(**words: Any) -> IcecastOutlet:
        settings = {"port": stub.port, **words}
        return IcecastOutlet(
            IcecastTable(name="stream", kind="icecast", host="127.0.0.1", mount="/news.mp3", **settings),
            around,
        )

    return make


def refusal(status: str, body: str = "") -> bytes:
    return f"HTTP/1.0 {status}\r\nContent-Type: text/html\r\n\r\n<html><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (refusal("401 Authentication Required"), NoRetryError, "refused the user source or the password"),
        (
            refusal("403 Forbidden", "Mountpoint in use"),
            PublishError,
            "is in use, or the server has as many sources",
        ),
        (
            refusal("403 Forbidden", "too many sources connected"),
            PublishError,
            "raise <sources> in icecast.xml",
        ),
        (refusal("404 Not Found"), NoRetryError, "has no mount /news.mp3"),
        (refusal("500 Oops", "disk on fire"), PublishError, "500 Oops disk on fire"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", PublishError, "did not answer as Icecast does"),
        (b"", PublishError, "closed the connection"),
    ],
)
def test_a_refusal_is_told_in_words(
    answer: bytes, error: type[PublishError], words: str, stub: Stub, make: Make, edition: Edition
) -> None:
    stub.answers = [answer]

    with pytest.raises(error) as caught:
        make().send(edition)

    assert words in str(caught.value)
    assert PASSWORD not in str(caught.value)
    assert (type(caught.value) is NoRetryError) == (error is NoRetryError)


@pytest.mark.slow  # real time
def test_the_sound_goes_at_its_own_speed_without_tags(
    stub: Stub, make: Make, edition: Edition, sound: Path
) -> None:
    began = time.monotonic()

    receipt = make().send(edition)

    took_s = time.monotonic() - began
    frames = tuple(frames_of(sound.read_bytes()))
    assert took_s == pytest.approx(sum(frame.seconds for frame in frames), abs=0.4)
    assert stub.sound == b"".join(sound.read_bytes()[f.start : f.start + f.size] for f in frames)
    assert "real speed" in receipt.checked


def test_a_listener_sees_the_bulletin_and_then_each_story(stub: Stub, make: Make, edition: Edition) -> None:
    make().send(edition)

    assert stub.titles == [f"Ward FM news, {edition.slot:%H:%M}", "Ward FM news: A new scanner"]


def test_an_old_server_is_spoken_to_in_its_own_words(stub: Stub, make: Make, edition: Edition) -> None:
    stub.answers = [refusal("405 Method Not Allowed")]

    make().send(edition)

    first = [head.split(b"\r\n")[0] for head in stub.requests if not head.startswith(b"GET")]
    assert first == [b"PUT /news.mp3 HTTP/1.1", b"SOURCE /news.mp3 HTTP/1.0"]
    assert stub.sound


@pytest.mark.slow  # real time
def test_a_broken_stream_goes_on_with_the_sentence_that_was_cut(
    stub: Stub, make: Make, edition: Edition, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(icecast, "LEAD_S", 0.2)
    lines = tuple(
        Line(text="x", spoken="x", tokens=(), voice="v", pause_after_ms=0, start_s=start_s)
        for start_s in (0.0, 0.5, 1.2)
    )
    stub.hang_up_after = [14_000]  # after 0.87 s of sound

    receipt = make().send(replace(edition, script=Script(items=lines)))

    data = sound.read_bytes()
    frames = tuple(frames_of(data))
    again = [data[f.start : f.start + f.size] for f in frames[round(0.5 / frames[0].seconds - 0.5) :]]
    assert stub.pieces[1] == b"".join(again)
    assert "broke 1 times" in receipt.checked


@pytest.mark.slow  # real time
def test_a_mount_still_held_by_our_own_ghost_is_waited_for(stub: Stub, make: Make, edition: Edition) -> None:
    stub.hang_up_after = [8_000]
    outlet = make()
    original = icecast.connect
    calls: list[int] = []

    def connect(mount: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            stub.answers.append(refusal("403 Forbidden", "Mountpoint in use"))
        return original(mount)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(icecast, "connect", connect)
        patch.setattr(icecast, "BACK_OFF_S", (0.05,))
        outlet.send(edition)

    assert len(calls) == 3


def test_patience_ends_and_the_bulletin_does_not_begin_again(
    stub: Stub, make: Make, edition: Edition
) -> None:
    stub.hang_up_after = [8_000]
    outlet = make(patience_s=0.1)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(icecast, "BACK_OFF_S", (0.06,))
        original = icecast.connect

        def connect(mount: Any) -> Any:
            if stub.sound:
                raise PublishError("Cannot reach it.")
            return original(mount)

        patch.setattr(icecast, "connect", connect)
        with pytest.raises(NoRetryError, match="did not come back within 0 s"):
            outlet.send(edition)


def test_a_station_that_is_stopped_falls_silent_at_once(
    stub: Stub, around: Surroundings, edition: Edition
) -> None:
    table = IcecastTable(name="stream", kind="icecast", host="127.0.0.1", port=stub.port, mount="/news.mp3")
    outlet = IcecastOutlet(table, replace(around, wanted=lambda: not stub.sound))
    began = time.monotonic()

    with pytest.raises(NoRetryError, match="was stopped"):
        outlet.send(edition)

    assert time.monotonic() - began < 1


@pytest.mark.slow  # real time
def test_it_begins_when_the_edition_airs(stub: Stub, make: Make, edition: Edition) -> None:
    from datetime import timedelta

    from bulletin.system.clock import now

    airs_at = now() + timedelta(seconds=0.8)
    make().send(replace(edition, slot=airs_at))

    assert (now() - airs_at).total_seconds() == pytest.approx(1.6, abs=0.5)


def test_what_airs_tomorrow_is_not_waited_for(make: Make, edition: Edition) -> None:
    from datetime import timedelta

    with pytest.raises(NoRetryError, match="too long to wait"):
        make().send(replace(edition, slot=edition.slot + timedelta(days=1)))


def test_the_password_is_in_no_address_and_in_no_title(stub: Stub, make: Make, edition: Edition) -> None:
    make().send(edition)

    assert all(PASSWORD.encode() not in head for head in stub.requests)
    assert all(b"Authorization: Basic " in head for head in stub.requests)
