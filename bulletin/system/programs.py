"""Other programs: found, run with a deadline, fed through pipes; never through a shell."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bulletin.errors import DeadlineError, MissingToolError


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """What a program left behind."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def last_words(self) -> str:
        """The last line it wrote to stderr, for an error message."""
        lines = self.stderr.decode("utf-8", "replace").strip().splitlines()
        return lines[-1].strip() if lines else f"exit status {self.code}"


@cache
def find_ffmpeg() -> Path:
    """
    Find ffmpeg: `BULLETIN_FFMPEG`, else PATH, else the one that the wheel imageio-ffmpeg brings.

    Raises:
        MissingToolError: None of them is there.
    """
    for found in (os.environ.get("BULLETIN_FFMPEG"), shutil.which("ffmpeg")):
        if found and Path(found).is_file():
            return Path(found)
    try:
        import imageio_ffmpeg

        return Path(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise MissingToolError(
            "ffmpeg is missing, so no audio can be encoded. Install it with: pip install imageio-ffmpeg"
        ) from error


def run(argv: Sequence[str | Path], *, stdin: bytes | None = None, timeout_s: float) -> Completed:
    """
    Run a program to its end.

    Raises:
        MissingToolError: It is not there or cannot be started.
        DeadlineError: It took longer than `timeout_s` and was killed.
    """
    try:
        done = subprocess.run(
            [str(word) for word in argv],
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            timeout=timeout_s,
            check=False,
            creationflags=_NO_WINDOW,
        )
    except subprocess.TimeoutExpired as error:
        raise DeadlineError(
            f"{Path(argv[0]).name} did not end within {timeout_s:g} s and was stopped."
        ) from error
    except OSError as error:
        raise MissingToolError(f"Cannot start {argv[0]}: {error.strerror or error}.") from error
    return Completed(code=done.returncode, stdout=done.stdout, stderr=done.stderr)


@contextlib.contextmanager
def start(
    argv: Sequence[str | Path], *, env: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """
    Start a program with pipes on its three ends; it is killed when the block is left before it ends.

    Args:
        argv: The program and its words.
        env: What to add to the environment.

    Raises:
        MissingToolError: It is not there or cannot be started.
    """
    try:
        process = subprocess.Popen(
            [str(word) for word in argv],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **env} if env else None,
            creationflags=_NO_WINDOW,
        )
    except OSError as error:
        raise MissingToolError(f"Cannot start {argv[0]}: {error.strerror or error}.") from error
    try:
        yield process
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Kill a program if it still runs, reap it, and close our ends of its pipes."""
    if process.poll() is None:
        process.kill()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            # A pipe with unsent bytes complains on close once its reader is gone.
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()


# On Windows a console child would flash a black window over the playout.
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
