"""What is particular to one kind: media libraries, the sound card, programs."""

from __future__ import annotations

import importlib.util
import os
import sys
import types
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bulletin.config.outlets import AzuracastTable, CommandTable, LibretimeTable, SoundcardTable
from bulletin.errors import (
    BulletinError,
    ByHandError,
    DeadlineError,
    MissingToolError,
    NoRetryError,
    PublishError,
)
from bulletin.model import Edition
from bulletin.publish.outlet import Surroundings
from bulletin.publish.outlets import libretime
from bulletin.publish.outlets.azuracast import AzuracastOutlet
from bulletin.publish.outlets.command import CommandOutlet
from bulletin.publish.outlets.libretime import LibretimeOutlet
from bulletin.publish.outlets.soundcard import SoundcardOutlet
from tests.support.libraries import AzuraCast, Library, LibreTime, library
from tests.support.servers import PASSWORD


@pytest.fixture
def azura() -> Iterator[Library]:
    with library(AzuraCast) as shelf:
        shelf.playlists = {3: "Music", 7: "News"}
        yield shelf


@pytest.fixture
def libre(monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setattr(libretime, "POLL_S", 0.05)
    with library(LibreTime) as shelf:
        yield shelf


def azuracast_at(shelf: Library, around: Surroundings, **words: Any) -> AzuracastOutlet:
    settings = {"station": "ward_fm", **words}
    return AzuracastOutlet(
        AzuracastTable(name="radio", kind="azuracast", address=shelf.address, **settings), around
    )


def libretime_at(shelf: Library, around: Surroundings, **words: Any) -> LibretimeOutlet:
    return LibretimeOutlet(
        LibretimeTable(name="radio", kind="libretime", address=shelf.address, **words), around
    )


def test_azuracast_gets_the_file_into_its_playlists_at_one_path(
    azura: Library, around: Surroundings, edition: Edition
) -> None:
    receipt = azuracast_at(azura, around, playlists=("News",), path="news/{programme}.mp3").send(edition)

    (row,) = azura.files.values()
    assert row["path"] == "news/bulletin.mp3"
    assert row["playlists"] == [7]
    assert "in News" in receipt.checked


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"playlists": ("Nwes",)}, "has no playlist 'Nwes'. It has: Music, News."),
        ({"station": "other"}, "has no station 'other'"),
    ],
)
def test_azuracast_settings_that_cannot_be_are_not_tried_again(
    words: dict[str, Any], told: str, azura: Library, around: Surroundings, edition: Edition
) -> None:
    with pytest.raises(NoRetryError) as caught:
        azuracast_at(azura, around, **words).send(edition)

    assert told in str(caught.value)


def test_azuracast_that_reads_another_length_is_not_trusted(
    azura: Library, around: Surroundings, edition: Edition
) -> None:
    with pytest.raises(PublishError, match=r"as 1\.\d s long, and it is 60\.0 s"):
        azuracast_at(azura, around).send(replace(edition, duration_s=60.0))


@pytest.mark.parametrize(
    ("status", "error", "told"),
    [
        (403, NoRetryError, "refused the API key"),
        (500, PublishError, "refused: 500 refused. Is its disk full?"),
        (302, NoRetryError, "points elsewhere"),
    ],
)
def test_azuracast_refusals_are_told_in_words(
    status: int, error: type[PublishError], told: str, azura: Library, around: Surroundings, edition: Edition
) -> None:
    azura.refuse = status

    with pytest.raises(error) as caught:
        azuracast_at(azura, around).send(edition)

    assert told in str(caught.value)
    assert PASSWORD not in str(caught.value)


def test_libretime_keeps_the_newest_only(
    libre: Library, around: Surroundings, edition: Edition, sound: Path
) -> None:
    outlet = libretime_at(libre, around)
    outlet.send(edition)
    first = set(libre.files)

    receipt = outlet.send(edition)

    assert len(libre.files) == 1
    assert set(libre.files) != first
    assert "the one before is deleted" in receipt.checked
    (row,) = libre.files.values()
    assert row["name"] == f"bulletin-{edition.slot:%Y%m%d-%H%M}.mp3"


def test_libretime_that_cannot_import_is_named(
    libre: Library, around: Surroundings, edition: Edition
) -> None:
    libre.fails_import = True

    with pytest.raises(PublishError, match="could not import"):
        libretime_at(libre, around).send(edition)


def test_libretime_whose_analyzer_sleeps_is_not_waited_for_for_ever(
    libre: Library, around: Surroundings, edition: Edition
) -> None:
    libre.polls = -(10**6)

    with pytest.raises(PublishError, match="Is its analyzer running"):
        libretime_at(libre, around, import_s=0.2).send(edition)


def test_a_bulletin_in_a_show_of_libretime_is_taken_out_by_hand(
    libre: Library, around: Surroundings, edition: Edition, filler: Path
) -> None:
    outlet = libretime_at(libre, around)
    outlet.send(edition)
    libre.scheduled = set(libre.files)

    with pytest.raises(ByHandError, match="open the calendar at http"):
        outlet.recall(edition, filler=filler)


def test_libretime_refusals_are_told_in_words(libre: Library, around: Surroundings, edition: Edition) -> None:
    for status, told in (
        (403, "refused the API key"),
        (404, "is not LibreTime's"),
        (400, "refused the file"),
    ):
        libre.refuse = status
        with pytest.raises(PublishError, match=told):
            libretime_at(libre, around).send(edition)


def soundcard(around: Surroundings, device: str = "") -> SoundcardOutlet:
    return SoundcardOutlet(SoundcardTable(name="desk", kind="soundcard", device=device), around)


def test_without_the_library_one_line_says_what_to_install(
    around: Surroundings, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)

    with pytest.raises(MissingToolError, match=r"pip install 'bulletin\[soundcard\]'"):
        soundcard(around).send(edition)


def test_without_a_sound_card_one_line_says_so(
    around: Surroundings, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake: Any = types.ModuleType("sounddevice")
    fake.query_devices = lambda: [{"name": "Microphone", "max_output_channels": 0}]
    monkeypatch.setitem(sys.modules, "sounddevice", fake)

    with pytest.raises(NoRetryError, match="has no sound card that can play"):
        soundcard(around).send(edition)


def test_an_unknown_device_is_told_which_there_are(
    around: Surroundings, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake: Any = types.ModuleType("sounddevice")
    fake.query_devices = lambda: [{"name": "Desk USB", "max_output_channels": 2}]
    monkeypatch.setitem(sys.modules, "sounddevice", fake)

    with pytest.raises(NoRetryError, match="There are: 0 Desk USB"):
        soundcard(around, "phono").send(edition)


def test_the_real_library_says_something_true_of_this_machine(around: Surroundings, edition: Edition) -> None:
    if importlib.util.find_spec("sounddevice") is None and os.environ.get("CI") != "true":
        pytest.skip("sounddevice is not installed")

    try:
        receipt = soundcard(around).send(edition)
    except BulletinError as error:
        assert "sound card" in str(error)
    else:
        assert "s played" in receipt.checked


def command(around: Surroundings, *words: str, **more: Any) -> CommandOutlet:
    return CommandOutlet(CommandTable(name="import", kind="command", command=words, **more), around)


def test_a_program_gets_each_argument_whole_and_no_shell_reads_them(
    around: Surroundings, edition: Edition, tmp_path: Path
) -> None:
    told = tmp_path / "told.txt"
    program = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text('\\n'.join(sys.argv[2:]))"
    around = replace(around, station='Ward; rm -rf "$HOME" & {x} FM')

    command(
        around, sys.executable, "-c", program, str(told), "{title}", "--to={expires}", "{duration}", "$HOME"
    ).send(edition)

    lines = told.read_text().splitlines()
    assert lines[0].startswith('Ward; rm -rf "$HOME" & {x} FM news, ')
    assert lines[1] == f"--to={edition.expires_at.isoformat()}"
    assert lines[2:] == ["1.5", "$HOME"]


def test_a_program_that_fails_is_quoted(around: Surroundings, edition: Edition) -> None:
    with pytest.raises(PublishError, match="failed with status 3: the cart is locked"):
        command(
            around,
            sys.executable,
            "-c",
            "import sys; print('the cart is locked', file=sys.stderr); sys.exit(3)",
        ).send(edition)


def test_a_program_that_hangs_is_stopped(around: Surroundings, edition: Edition) -> None:
    with pytest.raises(DeadlineError, match=r"did not end within 0\.3 s"):
        command(around, sys.executable, "-c", "import time; time.sleep(60)", timeout_s=0.3).send(edition)


def test_a_shell_script_of_windows_is_refused(around: Surroundings, edition: Edition) -> None:
    with pytest.raises(NoRetryError, match="shell script"):
        command(around, "import.bat", "{title}").send(edition)


def test_a_program_that_cannot_recall_is_named_with_what_to_do(
    around: Surroundings, edition: Edition, filler: Path
) -> None:
    with pytest.raises(ByHandError, match=r"off air by hand, and put filler\.mp3 in its place"):
        command(around, "import", "{audio}").recall(edition, filler=filler)
