"""`bulletin voices`: natural voices installed from a catalogue on loopback, and all voices heard."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.master.measure import measure
from tests.support.catalogue import Catalogue, serve_catalogue
from tests.support.cli import Ran, bulletin
from tests.support.disks import small_disk
from tests.support.hearing import tags_of
from tests.support.neural import write_voice

NAME = "en_GB-hum-low"
MODEL, ABOUT = f"{NAME}.onnx", f"{NAME}.onnx.json"


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with serve_catalogue() as served:
        served.add(write_voice(tmp_path / "made"))
        yield served


@pytest.fixture
def radio(station: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    bulletin(capsys, "init", "--yes", "--station", station)
    return station


def install(
    capsys: pytest.CaptureFixture[str],
    radio: Path,
    catalogue: Catalogue,
    *words: str | Path,
    name: str = NAME,
) -> Ran:
    where = ("--station", radio, "--catalogue", catalogue.address)
    return bulletin(capsys, "voices", "install", name, *where, *words)


def voice_files(radio: Path) -> set[str]:
    return {path.name for path in (radio / "voices").iterdir() if NAME in path.name}


def test_an_installed_voice_has_said_a_sentence_and_makes_a_bulletin(
    radio: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = install(capsys, radio, catalogue)
    made = bulletin(
        capsys, "make", "--demo", "--station", radio, "--voice", NAME, "--length", "0:45", "--json"
    )

    assert ran.status == 0
    assert voice_files(radio) == {MODEL, ABOUT}
    assert made.status == 0
    assert made.record["engine"] == "piper"
    assert made.record["duration_s"] == pytest.approx(45.0, abs=0.1)


def test_a_download_that_was_cut_off_goes_on_where_it_stopped(
    radio: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue.cut_after = 300

    cut = install(capsys, radio, catalogue)
    nothing_yet = {MODEL, ABOUT} & voice_files(radio)
    catalogue.cut_after = None
    whole = install(capsys, radio, catalogue)

    assert cut.status == 1
    assert "stopped" in cut.err
    assert "goes on from there" in cut.err
    assert not nothing_yet
    assert whole.status == 0
    assert (f"/en/en_GB/{NAME}/{MODEL}", "bytes=300-") in catalogue.asked
    assert voice_files(radio) == {MODEL, ABOUT}


def test_a_server_that_cannot_go_on_begins_again(
    radio: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue.cut_after = 300
    install(capsys, radio, catalogue)
    catalogue.cut_after, catalogue.goes_on = None, False

    assert install(capsys, radio, catalogue).status == 0


@pytest.mark.parametrize("spoil", [lambda body: body[:-1] + b"?", lambda body: body + b"more"])
def test_a_damaged_file_is_not_kept(
    radio: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str], spoil: object
) -> None:
    path = f"/en/en_GB/{NAME}/{MODEL}"
    catalogue.files[path] = spoil(catalogue.files[path])  # type: ignore[operator]

    ran = install(capsys, radio, catalogue)

    assert ran.status == 1
    assert "came damaged" in ran.err
    assert MODEL not in voice_files(radio)
    assert ABOUT not in voice_files(radio)


@pytest.mark.skipif(sys.platform != "linux", reason="a small disk is mounted by Linux's tmpfs")
def test_a_full_disk_is_one_line_and_leaves_nothing_half_installed(
    radio: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    model = tmp_path / "made" / MODEL
    model.write_bytes(model.read_bytes() + bytes(3_000_000))
    catalogue.add(model)
    (radio / "voices" / "lexicon.tsv").unlink(missing_ok=True)
    for path in (radio / "voices").iterdir():
        path.unlink()
    (radio / "voices").rmdir()

    with small_disk(radio / "voices"):
        ran = install(capsys, radio, catalogue)

        assert ran.status == 1
        assert "There is no room for" in ran.err
        assert MODEL not in voice_files(radio)
        assert not [path for path in (radio / "voices").iterdir() if path.suffix == ".download"]


@pytest.mark.parametrize("licence", ["Licence: CC BY-NC 4.0", "License: see the paper", "Dataset: somewhere"])
def test_a_voice_that_is_not_clearly_for_broadcast_needs_somebodys_word(
    radio: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str], tmp_path: Path, licence: str
) -> None:
    catalogue.add(tmp_path / "made" / MODEL, licence=licence)

    refused = install(capsys, radio, catalogue)
    taken = install(capsys, radio, catalogue, "--i-have-the-right")

    assert refused.status == 2
    assert "not clearly for broadcast" in refused.err
    assert taken.status == 0


@pytest.mark.parametrize("licence", ["License: Public Domain", "Licence: cc-by 4.0", "* License: MIT"])
def test_a_free_licence_is_clear(
    radio: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str], tmp_path: Path, licence: str
) -> None:
    catalogue.add(tmp_path / "made" / MODEL, licence=licence)

    listed = bulletin(capsys, "voices", "catalogue", "--catalogue", catalogue.address)

    assert listed.status == 0
    assert NAME in listed.out
    assert "MB" in listed.out
    assert "not clearly" not in listed.out


def test_a_voice_that_is_not_listed_is_told_which_are(
    radio: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = install(capsys, radio, catalogue, name="en_GB-nobody-high")

    assert ran.status == 2
    assert NAME in ran.err


def test_without_a_network_the_line_says_what_to_do(radio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = Catalogue(address="http://127.0.0.1:9/")

    ran = install(capsys, radio, nowhere)

    assert ran.status == 1
    assert "cannot be reached" in ran.err
    assert "bulletin voices install FILE.onnx" in ran.err


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"en_GB-a-b": {}}', b"\xff\xfe"])
def test_what_is_no_catalogue_is_told(
    radio: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str], body: bytes
) -> None:
    catalogue.files["/voices.json"] = body

    ran = install(capsys, radio, catalogue)

    assert ran.status == 1
    assert "catalogue of voices" in ran.err


def test_a_name_in_the_catalogue_cannot_leave_the_folder(
    radio: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue.rows["../../evil"] = catalogue.rows[NAME]
    catalogue.add(radio.parent / "made" / MODEL)

    ran = install(capsys, radio, catalogue, name="../../evil")

    assert ran.status == 2


def test_a_file_that_was_fetched_elsewhere_is_installed(
    radio: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = write_voice(tmp_path / "stick")

    ran = bulletin(capsys, "voices", "install", model, "--station", radio)

    assert ran.status == 0
    assert voice_files(radio) == {MODEL, ABOUT}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda model: Path(f"{model}.json").unlink(), "beside it"),
        (lambda model: model.write_text("not a model"), "no ONNX model"),
        (lambda model: model.unlink(), "no voice file"),
    ],
)
def test_a_file_that_is_no_voice_is_not_installed(
    radio: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: object, said: str
) -> None:
    model = write_voice(tmp_path / "stick")
    spoil(model)  # type: ignore[operator]

    ran = bulletin(capsys, "voices", "install", model, "--station", radio)

    assert ran.status == 2
    assert said in ran.err
    assert not voice_files(radio)


def test_an_audition_has_a_chapter_for_each_voice(
    radio: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_voice(radio / "voices")
    out = tmp_path / "hear.mp3"

    ran = bulletin(capsys, "voices", "audition", NAME, "tone", "--station", radio, "--out", out)

    assert ran.status == 0
    assert [chapter.title for chapter in tags_of(out).chapters] == [
        f"Natural voice hum en_GB low ({NAME})",
        "Test tone (tone)",
    ]
    assert measure(out).loudness_lufs == pytest.approx(-16.0, abs=0.2)


def test_a_voice_that_cannot_speak_is_left_out_by_name(
    radio: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(f"{write_voice(radio / 'voices')}.json").unlink()

    ran = bulletin(
        capsys, "voices", "audition", NAME, "tone", "--station", radio, "--out", tmp_path / "hear.mp3"
    )

    assert ran.status == 4
    assert f'voice "{NAME}"' in ran.err
