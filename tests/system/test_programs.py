"""Other programs, with Python as the one that is everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.errors import DeadlineError, MissingToolError
from bulletin.system.programs import find_ffmpeg, run, start, stop

PYTHON = sys.executable


@pytest.fixture
def fresh_search(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    find_ffmpeg.cache_clear()
    monkeypatch.delenv("BULLETIN_FFMPEG", raising=False)
    yield
    find_ffmpeg.cache_clear()


def test_a_program_gets_its_input_and_gives_its_output() -> None:
    done = run(
        [PYTHON, "-c", "import sys; print(sys.stdin.read()[::-1], end='')"], stdin=b"abc", timeout_s=20
    )

    assert (done.code, done.stdout) == (0, b"cba")


def test_words_are_not_read_by_a_shell(tmp_path: Path) -> None:
    word = f'$(touch {tmp_path / "hacked"}); `id` & | > "x"'

    done = run([PYTHON, "-c", "import sys; print(sys.argv[1], end='')", word], timeout_s=20)

    assert done.stdout.decode() == word
    assert list(tmp_path.iterdir()) == []


def test_a_program_without_input_finds_its_end_and_does_not_wait_for_ours() -> None:
    done = run([PYTHON, "-c", "import sys; print(len(sys.stdin.read()))"], timeout_s=20)

    assert done.stdout.strip() == b"0"


def test_a_failing_program_is_told_by_its_last_words() -> None:
    done = run([PYTHON, "-c", "import sys; sys.exit('first\\n  the reason  \\n')"], timeout_s=20)

    assert (done.code, done.last_words) == (1, "the reason")


def test_a_silent_failure_is_told_by_its_status() -> None:
    assert run([PYTHON, "-c", "raise SystemExit(3)"], timeout_s=20).last_words == "exit status 3"


def test_a_program_past_its_deadline_is_killed() -> None:
    begun = time.monotonic()

    with pytest.raises(DeadlineError, match=r"did not end within 0\.5 s and was stopped"):
        run([PYTHON, "-c", "import time; time.sleep(600)"], timeout_s=0.5)

    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("call", [lambda argv: run(argv, timeout_s=5), lambda argv: start(argv).__enter__()])
def test_a_program_that_is_not_there_is_named(call: object) -> None:
    with pytest.raises(MissingToolError, match="Cannot start no-such-program-here: No such file"):
        call(["no-such-program-here"])  # type: ignore[operator]


def test_a_program_that_was_started_is_gone_after_its_block() -> None:
    with start([PYTHON, "-c", "import time; time.sleep(600)"]) as process:
        assert process.poll() is None

    assert process.returncode is not None


def test_a_program_that_was_started_speaks_over_pipes_with_what_was_added_to_its_environment() -> None:
    with start(
        [PYTHON, "-c", "import os; print(os.environ['ADDED'], input())"], env={"ADDED": "a"}
    ) as process:
        heard, _ = process.communicate(b"b\n", timeout=20)

    assert heard.split() == [b"a", b"b"]


def test_stopping_with_unsent_bytes_in_the_pipe_is_no_trouble() -> None:
    process = subprocess.Popen([PYTHON, "-c", ""], stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.wait()
    process.stdin.write(b"too late")

    stop(process)

    assert process.stdin.closed


def test_the_ffmpeg_of_the_setting_comes_first(
    fresh_search: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "ffmpeg-of-the-station"
    chosen.touch()
    monkeypatch.setenv("BULLETIN_FFMPEG", str(chosen))

    assert find_ffmpeg() == chosen


@pytest.mark.skipif(os.name == "nt", reason="an executable needs its suffix there")
def test_then_that_of_the_path(fresh_search: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "ffmpeg"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_ffmpeg() == program


def test_on_a_bare_machine_that_of_the_wheel(fresh_search: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    found = find_ffmpeg()

    assert "imageio_ffmpeg" in str(found)
    assert run([found, "-version"], timeout_s=20).stdout.startswith(b"ffmpeg version")


def test_without_any_ffmpeg_the_cure_is_named(fresh_search: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)

    with pytest.raises(MissingToolError, match="pip install imageio-ffmpeg"):
        find_ffmpeg()
