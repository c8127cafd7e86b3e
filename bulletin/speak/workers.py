"""The pool of workers: engines in processes of their own, kept warm, watched, and replaced when they fail."""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bulletin.errors import EngineError
from bulletin.model import Clip
from bulletin.speak.engine import Availability, Offer, Setting
from bulletin.speak.job import SpeakJob
from bulletin.speak.messages import Head, pack, unpack
from bulletin.speak.whole import require_whole
from bulletin.system.children import Child, ChildDiedError, ChildHungError

log = logging.getLogger(__name__)

# A cold start reads 10 MB of library from a donated PC's disk, or builds SAPI5's bindings, once.
START_S = 15.0
LINE_S = 5.0
LETTER_S = 0.05
# A large model on a donated PC may take three times as long to speak as to hear.
NEURAL_LETTER_S = 0.2
# Within one run a setting that failed twice is not asked again: a hanging engine costs its deadlines once.
FAILED_FOR_S = 60.0
# A second engine takes the processor from the start of the first and from the rest of the program, and a fast
# one has spoken a short bulletin before a second is up: it is waited for so long in all before there are two.
PATIENCE_S = 0.5

SCRATCH = "bulletin-voice-"
# A worker at work touches its folder with every line.
SCRATCH_DEAD_S = 3600.0


@dataclass(frozen=True, slots=True)
class Post:
    """What a worker does all its life: pyttsx3 speaks stale settings when they change between sentences."""

    engine: str
    setting: Setting


class Worker:
    """One engine in its own process."""

    def __init__(self, engine: str) -> None:
        self._engine = engine
        # Its temporary files die with it even when it is killed in the middle of one.
        sweep_scratch()
        self._scratch = tempfile.mkdtemp(prefix=SCRATCH)
        self._child = Child(
            "bulletin.speak.worker",
            engine,
            self._scratch,
            env=dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._scratch),
        )

    def ask(self, head: Head, *, timeout_s: float) -> tuple[Head, bytes]:
        """Ask one thing; any failure is an EngineError that names the engine."""
        try:
            answer, pcm = unpack(self._child.ask(pack(head), timeout_s=timeout_s))
        except ChildHungError as error:
            raise EngineError(
                f"The speech engine {self._engine} did not answer within {timeout_s:.0f} s and was stopped."
            ) from error
        except (ChildDiedError, json.JSONDecodeError) as error:
            raise EngineError(f"The speech engine {self._engine} ended by itself: {error}") from error
        if "failed" in answer:
            raise EngineError(answer["failed"])
        return answer, pcm

    def greet(self) -> None:
        """Wait until the engine is loaded, so that a line's deadline is for speaking alone."""
        found, _ = self.ask({"do": "availability"}, timeout_s=START_S)
        if not found["usable"]:
            raise EngineError(found["reason"])

    def speak(self, job: SpeakJob) -> Clip:
        """Speak one line and make sure that it is whole."""
        setting = {"voice": job.voice, "rate_wpm": job.rate_wpm, "pitch": job.pitch}
        letter_s = NEURAL_LETTER_S if job.engine == "piper" else LETTER_S
        timeout_s = LINE_S + letter_s * len(job.given)
        about, pcm = self.ask({"do": "speak", "text": job.given, "setting": setting}, timeout_s=timeout_s)
        clip = Clip(pcm=pcm, **about)
        require_whole(clip, job.given, rate_wpm=job.rate_wpm)
        return clip

    @property
    def is_alive(self) -> bool:
        """Whether it can still be asked; it ends by itself when it was idle for long."""
        return self._child.is_alive

    def close(self) -> None:
        """End the process and remove its files."""
        self._child.close()
        shutil.rmtree(self._scratch, ignore_errors=True)


@dataclass(slots=True)
class Workers:
    """Workers by post, lent to threads; never more of them than there were ever askers at once."""

    _idle: list[tuple[Post, Worker]] = field(default_factory=list)
    _busy: set[Worker] = field(default_factory=set)
    _failed: dict[Post, tuple[float, EngineError]] = field(default_factory=dict)
    _lock: threading.Condition = field(default_factory=threading.Condition)
    _patience_s: float = PATIENCE_S
    """What is left of it."""
    _closed: bool = False

    def speak(self, job: SpeakJob) -> Clip:
        """
        Speak one line; a failure is tried once more in a fresh worker.

        Raises:
            EngineError: It failed twice, or its post did so within the last minute.
        """
        setting = Setting(voice=job.voice, rate_wpm=job.rate_wpm, pitch=job.pitch)
        post = Post(job.engine, setting)
        self._require_trust(post)
        try:
            return self._speak_once(post, job)
        except EngineError as error:
            log.info("%s is started afresh: %s", job.engine, error)
        try:
            return self._speak_once(post, job)
        except EngineError as error:
            with self._lock:
                self._failed[post] = time.monotonic(), error
            raise

    def availability(self, engine: str) -> Availability:
        """Say whether an engine works here; one that dies or hangs when loaded does not."""
        try:
            return Availability(**self._ask_new(engine, "availability"))
        except EngineError as error:
            remedy = "Choose another engine or voice; bulletin check names those that work."
            return Availability(usable=False, version="", reason=str(error), remedy=remedy)

    def offers(self, engine: str) -> tuple[Offer, ...]:
        """
        List an engine's voices.

        Raises:
            EngineError: The engine does not work here.
        """
        return tuple(Offer(**offer) for offer in self._ask_new(engine, "voices")["voices"])

    def rest(self) -> None:
        """Close the workers that nobody uses; the next line starts one anew."""
        with self._lock:
            idle, self._idle = self._idle, []
            self._patience_s = PATIENCE_S
        for _, worker in idle:
            worker.close()

    def close(self) -> None:
        """Close all workers, also those at work, and start no more."""
        with self._lock:
            self._closed = True
            self._lock.notify_all()
            busy = list(self._busy)
        self.rest()
        for worker in busy:
            worker.close()

    def _speak_once(self, post: Post, job: SpeakJob) -> Clip:
        worker = self._take(post)
        try:
            clip = worker.speak(job)
        except BaseException:
            self._dismiss(worker)
            raise
        with self._lock:
            self._busy.discard(worker)
            self._idle.append((post, worker))
            self._lock.notify()
        return clip

    def _take(self, post: Post) -> Worker:
        """Lend an idle worker of the post, else a new one in the place of an idle one of another post."""
        with self._lock:
            self._wait_a_little()
            fitting = [place for place, (held, _) in enumerate(self._idle) if held == post]
            found = self._idle.pop(fitting[-1] if fitting else 0)[1] if self._idle else None
            if found is not None and fitting and found.is_alive:
                self._busy.add(found)
                return found
            if found is not None:
                found.close()
            # Before anybody else sees that none is at work.
            worker = self._hire(post.engine)
        try:
            worker.greet()
        except BaseException:
            self._dismiss(worker)
            raise
        return worker

    def _wait_a_little(self) -> None:
        """Let go of the lock until a worker is free or none is at work, as long as there is patience."""
        if self._patience_s > 0 and not self._closed:
            began_s = time.monotonic()
            self._lock.wait_for(
                lambda: self._idle or not self._busy or self._closed, timeout=self._patience_s
            )
            self._patience_s -= time.monotonic() - began_s

    def _hire(self, engine: str) -> Worker:
        with self._lock:
            if self._closed:
                raise EngineError("The speech engines are closed; the program is ending.")
            worker = Worker(engine)
            self._busy.add(worker)
        return worker

    def _dismiss(self, worker: Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
            self._lock.notify_all()
        worker.close()

    def _ask_new(self, engine: str, what: str) -> Head:
        worker = self._hire(engine)
        try:
            return worker.ask({"do": what}, timeout_s=START_S)[0]
        finally:
            self._dismiss(worker)

    def _require_trust(self, post: Post) -> None:
        with self._lock:
            when, error = self._failed.get(post, (float("-inf"), None))
        if error is not None and time.monotonic() - when < FAILED_FOR_S:
            raise EngineError(str(error))


WORKERS = Workers()
"""Those of this process; threads share them, and a cluster's processes each have their own."""
atexit.register(WORKERS.close)


@cache
def sweep_scratch() -> None:
    """Remove, once a run, the folders of workers that were killed together with their main process."""
    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > SCRATCH_DEAD_S:
                shutil.rmtree(folder, ignore_errors=True)


def rest() -> None:
    """Close the engines that nobody uses, to give their memory back before other heavy work."""
    WORKERS.rest()


def availability(engine: str) -> Availability:
    """Say whether an engine works on this machine."""
    return WORKERS.availability(engine)


def offers(engine: str) -> tuple[Offer, ...]:
    """List an engine's voices; EngineError when it does not work here."""
    return WORKERS.offers(engine)
