"""The espeak-ng library on a bare machine: wheels alone, and however deep they lie."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.errors import EngineError, MissingToolError
from bulletin.speak.engine import Setting
from bulletin.speak.engines import library
from bulletin.speak.engines.espeak import Espeak, _Loaded
from bulletin.speak.engines.library import LONGEST_DATA_PATH_BYTES, Library, data_folder, find_library
from bulletin.speak.workers import Worker

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the wheel serves Linux only")

ASK = {
    "do": "speak",
    "text": "The bridge will open again on Monday.",
    "setting": {"voice": "gmw/en-gb-x-rp", "rate_wpm": 160, "pitch": 50},
}


@pytest.fixture
def deep_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the wheel where its data path is far too long."""
    deep = tmp_path.joinpath(*["a-folder-of-thirty-letters-long"] * 6)
    deep.mkdir(parents=True)
    (deep / "espeakng_loader").symlink_to(Path(find_library().path).parent, target_is_directory=True)
    monkeypatch.syspath_prepend(deep)
    return deep / "espeakng_loader"


@pytest.fixture
def worker_of() -> Iterator[object]:
    made: list[Worker] = []

    def make(engine: str) -> Worker:
        made.append(Worker(engine))
        return made[-1]

    yield make
    for worker in made:
        worker.close()


def test_with_no_program_on_the_path_pyttsx3_speaks_with_the_wheels_library(
    monkeypatch: pytest.MonkeyPatch, worker_of
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)

    worker = worker_of("pyttsx3")
    _, pcm = worker.ask(ASK, timeout_s=10)
    maps = Path(f"/proc/{worker._child.pid}/maps").read_text()

    loaded = {line.split(maxsplit=5)[5] for line in maps.splitlines() if "espeak" in line}
    assert len(pcm) > 22_050
    assert {Path(path).parent for path in loaded} == {Path(find_library().path).parent.resolve()}


@pytest.mark.parametrize("engine", ["espeak", "pyttsx3"])
def test_a_deep_folder_does_not_stop_the_speech(engine: str, deep_wheel: Path, worker_of) -> None:
    assert len(bytes(deep_wheel / "espeak-ng-data")) > 160

    worker = worker_of(engine)
    _, pcm = worker.ask(ASK, timeout_s=10)

    assert len(pcm) > 22_050


def test_the_limit_is_real(deep_wheel: Path) -> None:
    with (
        pytest.raises(EngineError, match="cannot read its data"),
        _Loaded(find_library(), str(deep_wheel / "espeak-ng-data")),
    ):
        pass


def test_a_short_data_path_is_used_as_it_is() -> None:
    short = Library(path="x", data=Path("/opt/data"), version="1")

    assert data_folder(short) == str(Path("/opt/data"))


def test_where_links_are_forbidden_the_data_is_copied(
    deep_wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise OSError("links are forbidden here")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    found = Library(path="x", data=deep_wheel / "espeak-ng-data", version="1")

    folder = Path(data_folder(found) or "")

    try:
        assert len(bytes(folder)) <= LONGEST_DATA_PATH_BYTES
        assert (folder / "phontab").is_file()
    finally:
        shutil.rmtree(folder.parent)


def test_a_system_library_is_used_when_the_wheel_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_wheel_library", lambda: None)
    monkeypatch.setattr(library.ctypes.util, "find_library", lambda name: f"lib{name}.so.1")
    find_library.cache_clear()

    found = find_library()

    find_library.cache_clear()
    assert found == Library(path="libespeak-ng.so.1", data=None, version="system libespeak-ng.so.1")
    assert data_folder(found) is None


def test_no_library_at_all_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_wheel_library", lambda: None)
    monkeypatch.setattr(library.ctypes.util, "find_library", lambda _: None)
    find_library.cache_clear()

    with pytest.raises(MissingToolError, match="pip install espeakng-loader"):
        find_library()


def test_the_engine_reads_the_wheel_and_not_the_system() -> None:
    engine = Espeak()

    clip = engine.speak(str(ASK["text"]), Setting(voice="gmw/en-gb-x-rp", rate_wpm=160, pitch=50))

    assert "espeakng_loader" in find_library().path
    assert clip.version.startswith("espeakng-loader ")
