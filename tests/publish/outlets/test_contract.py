"""The contract that every outlet keeps, each with a real place to send to or a server that behaves as documented."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bulletin.config.outlets import TABLES
from bulletin.errors import BulletinError, ByHandError, PublishError
from bulletin.model import Edition
from bulletin.publish.outlet import BUILT_IN, TEST_MODE, Outlet, Surroundings, find_outlet
from bulletin.publish.outlets import icecast, libretime
from bulletin.publish.sending import recall_all, send_all
from tests.support.libraries import AzuraCast, LibreTime, library
from tests.support.servers import PASSWORD, USER, closed_port, ftp_server, sftp_server
from tests.support.source_stub import source_stub


@dataclass
class Site:
    """A place to send to."""

    words: dict[str, Any]
    """The outlet's settings."""
    heard: Callable[[], list[bytes]]
    """What can be found there now: whole files, or sound as it was streamed."""
    broken: dict[str, Any]
    """Settings with which nothing can be reached."""
    stays: bool = True
    """Whether it keeps files; a stream has gone by."""


def folder_site(stack: ExitStack, base: Path) -> Site:
    folder = base / "playout"
    folder.mkdir()
    return Site(
        {"folder": folder},
        lambda: [p.read_bytes() for p in folder.iterdir()],
        {"folder": base / "not-connected"},
    )


def podcast_site(stack: ExitStack, base: Path) -> Site:
    folder = base / "www"
    folder.mkdir()
    words = {"folder": folder, "address": "https://ward.example/news"}
    return Site(
        words, lambda: [p.read_bytes() for p in folder.rglob("*.mp3")], {**words, "folder": base / "gone"}
    )


def ftp_site(stack: ExitStack, base: Path, *, tls: bool = False) -> Site:
    folder = base / "ftp"
    folder.mkdir()
    server = stack.enter_context(ftp_server(folder, base / "cert.pem", tls=tls))
    words = {"host": "127.0.0.1", "port": server.port, "user": USER, "tls": tls}
    if tls:
        words["ca_file"] = server.trust
    return Site(words, lambda: [p.read_bytes() for p in folder.iterdir()], {**words, "port": closed_port()})


def ftps_site(stack: ExitStack, base: Path) -> Site:
    return ftp_site(stack, base, tls=True)


def sftp_site(stack: ExitStack, base: Path) -> Site:
    folder = base / "sftp"
    folder.mkdir()
    server = stack.enter_context(sftp_server(folder, base / "known_hosts"))
    words = {"host": "127.0.0.1", "port": server.port, "user": USER, "known_hosts": server.trust}
    return Site(words, lambda: [p.read_bytes() for p in folder.iterdir()], {**words, "port": closed_port()})


def azuracast_site(stack: ExitStack, base: Path) -> Site:
    shelf = stack.enter_context(library(AzuraCast))
    words = {"address": shelf.address, "station": "ward_fm"}
    return Site(words, lambda: shelf.sounds, {**words, "address": f"http://127.0.0.1:{closed_port()}"})


def libretime_site(stack: ExitStack, base: Path) -> Site:
    shelf = stack.enter_context(library(LibreTime))
    stack.enter_context(pytest.MonkeyPatch.context()).setattr(libretime, "POLL_S", 0.02)
    words = {"address": shelf.address}
    return Site(words, lambda: shelf.sounds, {"address": f"http://127.0.0.1:{closed_port()}"})


def icecast_site(stack: ExitStack, base: Path) -> Site:
    stub = stack.enter_context(source_stub())
    stack.enter_context(pytest.MonkeyPatch.context()).setattr(icecast, "LINGER_S", 0.2)
    words = {"host": "127.0.0.1", "port": stub.port, "mount": "/news.mp3"}
    return Site(
        words,
        lambda: [stub.sound] if stub.sound else [],
        {**words, "port": closed_port()},
        stays=False,
    )


def command_site(stack: ExitStack, base: Path) -> Site:
    taken = base / "taken.mp3"
    program = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"
    take = (sys.executable, "-c", program, "{audio}", str(taken))
    words = {"command": take, "recall": take}
    return Site(
        words,
        lambda: [taken.read_bytes()] if taken.exists() else [],
        {"command": (str(base / "no-such-program"),)},
        stays=False,
    )


def soundcard_site(stack: ExitStack, base: Path) -> Site:
    """PortAudio as we call it, and a loudspeaker that can be listened to."""
    played: list[bytes] = []

    class Stream:
        def __init__(self, **words: Any) -> None:
            self.words = words

        def __enter__(self) -> Stream:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def write(self, data: bytes) -> None:
            played.append(data)

    fake: Any = types.ModuleType("sounddevice")
    fake.PortAudioError = type("PortAudioError", (Exception,), {})
    fake.RawOutputStream = Stream
    fake.query_devices = lambda: [
        {"name": "Microphone", "max_output_channels": 0},
        {"name": "Desk USB", "max_output_channels": 2},
    ]
    patch = stack.enter_context(pytest.MonkeyPatch.context())
    patch.setitem(sys.modules, "sounddevice", fake)
    return Site(
        {"device": "desk"}, lambda: [b"".join(played)] if played else [], {"device": "phono"}, stays=False
    )


SITES: dict[str, Callable[[ExitStack, Path], Site]] = {
    "folder": folder_site,
    "podcast": podcast_site,
    "ftp": ftp_site,
    "ftps": ftps_site,
    "sftp": sftp_site,
    "azuracast": azuracast_site,
    "libretime": libretime_site,
    "icecast": icecast_site,
    "command": command_site,
    "soundcard": soundcard_site,
}
KIND_OF = {"ftps": "ftp"}


@pytest.fixture(params=SITES)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def site(kind: str, tmp_path: Path) -> Iterator[Site]:
    base = tmp_path / "site"
    base.mkdir()
    with ExitStack() as stack:
        yield SITES[kind](stack, base)


@pytest.fixture
def make(kind: str, around: Surroundings) -> Callable[[dict[str, Any]], Outlet]:
    def make(words: dict[str, Any]) -> Outlet:
        kind_of = KIND_OF.get(kind, kind)
        table = TABLES[kind_of].model_validate({"name": "there", "kind": kind_of, "tries": 1, **words})
        return find_outlet(kind_of)(table, around)

    return make


@pytest.fixture
def outlet(make: Callable[[dict[str, Any]], Outlet], site: Site) -> Outlet:
    return make(site.words)


def is_the_sound(found: bytes, sound: bytes, kind: str) -> bool:
    if kind == "icecast":  # frames without tags
        return len(found) > 0.9 * len(sound) and found in sound
    if kind == "soundcard":  # decoded: 1.5 s of 16 bit stereo
        return abs(len(found) / 4 / 44_100 - 1.5) < 0.1
    return found == sound


def test_every_built_in_kind_is_under_contract() -> None:
    assert {KIND_OF.get(kind, kind) for kind in SITES} == set(BUILT_IN) == set(TABLES) - {"added"}


def test_an_outlet_is_what_the_protocol_says(outlet: Outlet) -> None:
    assert isinstance(outlet, Outlet)
    assert outlet.name == "there"


def test_an_edition_arrives_whole_and_its_receipt_says_how_that_was_checked(
    kind: str, outlet: Outlet, site: Site, edition: Edition
) -> None:
    receipt = outlet.send(edition)

    assert edition.audio is not None
    assert [is_the_sound(found, edition.audio.read_bytes(), kind) for found in site.heard()] == [True]
    assert receipt.outlet == "there"
    assert receipt.where
    assert receipt.checked
    assert PASSWORD not in repr(receipt)


@pytest.mark.parametrize("kind", ["folder", "ftp", "ftps", "sftp", "azuracast", "libretime"], indirect=True)
def test_a_second_edition_takes_the_place_of_the_first(
    outlet: Outlet, site: Site, edition: Edition, sound: Path
) -> None:
    outlet.send(edition)
    assert edition.audio is not None
    edition.audio.write_bytes(sound.read_bytes() + b"second")
    second = replace(edition, sha256="of the second")

    outlet.send(second)

    assert site.heard() == [sound.read_bytes() + b"second"]


def test_the_filler_takes_the_edition_off_the_air(
    kind: str, outlet: Outlet, site: Site, edition: Edition, filler: Path
) -> None:
    outlet.send(edition)
    before = site.heard()

    try:
        outlet.recall(edition, filler=filler)
    except ByHandError as error:
        assert "by hand" in str(error)
        return

    assert site.heard() in ([], [filler.read_bytes()]) or (not site.stays and site.heard() == before)


def test_a_recall_before_anything_was_sent_is_no_fault(
    outlet: Outlet, edition: Edition, filler: Path
) -> None:
    receipts, skipped = recall_all(edition, (outlet,), filler=filler)

    assert len(receipts) == 1
    assert skipped == ()


def test_a_test_is_heard_back_and_leaves_nothing(outlet: Outlet, site: Site, edition: Edition) -> None:
    receipt = outlet.send(replace(edition, mode=TEST_MODE))

    assert receipt.checked
    assert not site.stays or site.heard() == []


def test_what_cannot_be_reached_is_one_line_without_the_password(
    make: Callable[[dict[str, Any]], Outlet], site: Site, edition: Edition
) -> None:
    receipts, skipped = send_all(edition, (make(site.broken),), sleep=lambda _: None)

    assert receipts == ()
    assert skipped[0].what == "outlet there"
    assert "failed inside" not in skipped[0].why
    assert "\n" not in skipped[0].why
    assert PASSWORD not in skipped[0].why
    assert len(skipped[0].why) > 30


def test_an_edition_without_sound_is_refused(outlet: Outlet, site: Site, edition: Edition) -> None:
    with pytest.raises(PublishError, match="audio"):
        outlet.send(replace(edition, audio=None))

    assert site.heard() == []


def test_no_print_of_an_outlet_shows_its_password(outlet: Outlet) -> None:
    assert PASSWORD not in repr(outlet) + repr(vars(outlet))


@pytest.mark.parametrize("wanted", ["azuracast", "ftp", "icecast", "libretime", "sftp"])
def test_a_missing_password_is_one_line_that_says_where_it_goes(
    wanted: str, edition: Edition, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        words = SITES[wanted](stack, tmp_path).words
        table = TABLES[wanted].model_validate({"name": "there", "kind": wanted, **words})
        outlet = find_outlet(wanted)(table, Surroundings(secret=lambda _: None))

        with pytest.raises(BulletinError, match=r"secrets\.toml") as caught:
            outlet.send(edition)

    assert "BULLETIN_OUTLET_THERE_PASSWORD" in str(caught.value)
