"""In time: a room that is over its share gives way to less material, to another voice, or to the filler."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from threading import Thread

from bulletin.edition.estimate import script_of
from bulletin.edition.ladder import Ladder
from bulletin.edition.length import fit_material
from bulletin.edition.order import Order, Tools
from bulletin.edition.punctual import Punctual
from bulletin.edition.rooms import master_audio, speak_lines
from bulletin.edition.timing import fit_time
from bulletin.edition.work import Room, Work
from bulletin.errors import BulletinError, DeadlineError, EngineError
from bulletin.model import Line, Script, Skipped

log = logging.getLogger(__name__)

TOO_LATE_TO_SPEAK = "Its lines were not spoken within the share of the time that speaking has."
NO_SHARE = "There was no time left for another try."


def do_in_time(room: Room, work: Work, order: Order, tools: Tools) -> Work:
    """
    Let a room work, within its share where there is a deadline.

    Speaking that is late is taken over by the fallback voices; when they are late too, the stories that were
    spoken whole are the bulletin. A nicety that is late leaves the work as it was. Late mastering ends the
    run while there is time to put the filler on air. Gathering and sending keep their shares themselves.

    Raises:
        DeadlineError: It is over its share, and nothing of it can be used.
        BulletinError: As the room says.
    """
    ladder = tools.ladder
    if ladder is None or room not in KEEPERS:
        return room(work, order, tools)
    return KEEPERS[room](room, work, order, tools, ladder)


def _spoken(room: Room, work: Work, order: Order, tools: Tools, ladder: Ladder) -> Work:
    with Punctual(
        tools.executor, share=ladder.speak_s, late=lambda: EngineError(TOO_LATE_TO_SPEAK)
    ) as executor:
        tools = replace(tools, executor=executor)
        try:
            return room(work, order, tools)
        except EngineError as error:
            if not executor.was_late:
                raise
            return room(_with_what_was_spoken(work, order, tools, error), order, tools)


def _with_what_was_spoken(work: Work, order: Order, tools: Tools, error: EngineError) -> Work:
    """Keep the stories whose every line is a clip already; links between them are spoken anew."""
    edition = work.edition
    with Punctual(tools.executor, share=lambda: 0.0, late=lambda: EngineError(NO_SHARE)) as nobody:
        silent = replace(tools, executor=nobody, tell=lambda _: None)
        kept = tuple(story for story in edition.stories if _is_spoken(story.id, work, order, silent))
    if len(kept) < max(1, order.min_stories):
        raise DeadlineError(f"Speaking took too long, so no bulletin was made. {error}") from error
    lost = [Skipped(what=s.headline or s.id, why=TOO_LATE_TO_SPEAK) for s in edition.stories if s not in kept]
    log.warning("%d of %d stories were spoken in time", len(kept), len(edition.stories))
    script = _by_the_same_voices(script_of(kept, order), edition.script)
    return replace(work, edition=replace(edition, stories=kept, script=script)).lost(*lost)


def _by_the_same_voices(script: Script, earlier: Script) -> Script:
    """Leave every story with who has spoken it, also where newsreaders would now take turns otherwise."""
    voices = {line.story: line.voice for line in earlier.lines if line.story}
    items = (
        replace(item, voice=voices.get(item.story, item.voice))
        if isinstance(item, Line) and item.story
        else item
        for item in script
    )
    return Script(items=tuple(items))


def _is_spoken(story: str, work: Work, order: Order, silent: Tools) -> bool:
    items = tuple(line for line in work.edition.script.lines if line.story == story)
    try:
        speak_lines(replace(work, edition=replace(work.edition, script=Script(items=items))), order, silent)
    except EngineError:
        return False
    return True


def _nicely(room: Room, work: Work, order: Order, tools: Tools, ladder: Ladder) -> Work:
    with Punctual(tools.executor, share=ladder.nicety_s, late=lambda: DeadlineError(NO_SHARE)) as executor:
        try:
            return room(work, order, replace(tools, executor=executor))
        except DeadlineError:
            log.info("no time for %s", room.__name__)
    return room(work, order, replace(tools, ladder=replace(ladder, allows_niceties=False)))


def _mastered(room: Room, work: Work, order: Order, tools: Tools, ladder: Ladder) -> Work:
    try:
        return _within(ladder.master_s(), lambda: room(work, order, tools))
    except BulletinError as error:
        # An encoder that was killed for want of memory, say: from what was spoken, a second try is short.
        if type(error) is not BulletinError:
            raise
        tools.tell(f"{error} Trying again")
    return _within(ladder.master_s(), lambda: room(work, order, tools))


def _within(seconds: float, act: Callable[[], Work]) -> Work:
    """Wait so long and no longer; what hangs in a thread cannot be ended, so it is left behind."""
    done: Future[Work] = Future()

    def run() -> None:
        try:
            done.set_result(act())
        except BaseException as error:
            done.set_exception(error)

    Thread(target=run, daemon=True, name="mastering").start()
    try:
        return done.result(timeout=seconds)
    except TimeoutError:
        if done.done():
            raise
    raise DeadlineError(
        f"Mastering was not ready after its share of {seconds:.0f} s, so the bulletin was given up. "
        "To see what is wrong with ffmpeg: bulletin check"
    )


KEEPERS: dict[Room, Callable[[Room, Work, Order, Tools, Ladder], Work]] = {
    speak_lines: _spoken,
    fit_material: _nicely,
    fit_time: _nicely,
    master_audio: _mastered,
}
