"""The worker: one engine in a process of its own, so that it may hang or exit without harm.

Run as `python -m bulletin.speak.worker ENGINE SCRATCH`; SCRATCH is the folder for its temporary files, which
goes with it.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict
from functools import partial

from bulletin.errors import BulletinError
from bulletin.speak.engine import Engine, Setting, find_engine
from bulletin.speak.messages import Head, pack, unpack
from bulletin.system.children import serve

# The desk runs for months and speaks once an hour; a worker holds 28 MiB.
IDLE_S = 30.0


def answer(engine: Engine, request: bytes) -> bytes:
    """Do what one message asks; a failure is told in the answer, so that the reason arrives."""
    head, _ = unpack(request)
    try:
        return _do(engine, head)
    except BulletinError as error:
        return pack({"failed": str(error)})
    except Exception as error:
        return pack({"failed": f"{type(error).__name__}: {error}"})


def _do(engine: Engine, head: Head) -> bytes:
    match head["do"]:
        case "availability":
            return pack(asdict(engine.availability()))
        case "voices":
            return pack({"voices": [asdict(offer) for offer in engine.voices()]})
        case _:
            clip = engine.speak(head["text"], Setting(**head["setting"]))
            about = {"rate_hz": clip.rate_hz, "engine": clip.engine, "version": clip.version}
            return pack({**about, "voice": clip.voice}, clip.pcm)


def main(name: str, scratch: str) -> None:
    """Serve one engine until the main process goes."""
    try:
        serve(partial(answer, find_engine(name)), idle_s=IDLE_S)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
