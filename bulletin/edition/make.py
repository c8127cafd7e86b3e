"""Make an edition: the rooms in order."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import replace
from time import monotonic

from bulletin.edition.expiry import expiry
from bulletin.edition.in_time import do_in_time
from bulletin.edition.length import fit_material
from bulletin.edition.minding import mind_articles
from bulletin.edition.order import Order, Tools
from bulletin.edition.rewriting import rewrite_stories
from bulletin.edition.rooms import (
    LIVE_FORMAT,
    choose_stories,
    gather_articles,
    master_audio,
    publish_edition,
    speak_lines,
    write_lines,
)
from bulletin.edition.seen import remember
from bulletin.edition.standin import keep_air_safe, require_filler
from bulletin.edition.stumbling import step_over
from bulletin.edition.terms import last_moments
from bulletin.edition.timing import fit_time
from bulletin.edition.vouching import edits_to_tell
from bulletin.edition.work import Room, Work
from bulletin.errors import LockedError
from bulletin.model import Edition
from bulletin.publish.live import changing_live
from bulletin.publish.mode import ModeName
from bulletin.publish.off_air import require_on_air
from bulletin.publish.places import NOTICE_LOCK, RUN_LOCK, Places
from bulletin.system.files import require_folder, sweep_parts
from bulletin.system.locks import hold

AUTOMATIC = "automatic"
"""The `mode` of an edition in normal times."""

ROOMS: tuple[Room, ...] = (
    gather_articles,  # source -> Document -> Article
    mind_articles,  # what waits for a person, or is not for ill people, is set aside
    choose_stories,  # Article -> Story -> Rundown
    write_lines,  # Rundown -> Script
    speak_lines,  # Line -> Clip
    fit_material,  # chosen, written and spoken again, where what was heard is off the length
    rewrite_stories,  # by a language model, where a station wants it and every guard holds
    fit_time,  # tempo and pauses: on length to the tenth of a second
    master_audio,  # Script + Clips -> Master
    publish_edition,  # Edition -> Receipt
)


FROM_ARTICLES: dict[Room, tuple[Room, ...]] = {
    mind_articles: (mind_articles,),
    choose_stories: (choose_stories,),
    write_lines: (choose_stories, write_lines),
}
"""The rooms that a strange article may stop, and what does their work from the articles on."""


def make_edition(
    order: Order,
    tools: Tools,
    *,
    saved: Edition | None = None,
    gather: Room = gather_articles,
    lock: str = RUN_LOCK,
) -> Edition:
    """
    Make an edition and put it on air.

    Args:
        order: What is asked for.
        tools: What the rooms work with.
        saved: An edition to go on with from where it stopped.
        gather: The first room; one that is patient, say, or that knows where else to look.
        lock: What is held meanwhile. A notice that cannot wait for a run to end has its own.

    Raises:
        LockedError: Another run is making this programme.
        OffAirError: A person has taken the station off air.
        BulletinError: No edition could be made; a live one that has not expired is untouched, else the filler
            is live now.
    """
    root = order.places.root
    require_folder(root)
    if order.format == LIVE_FORMAT:
        require_on_air(order.output)  # asked again before it goes live
    with hold(root / lock, taken=f"Another run is making {order.programme} in {root}. Wait for it to end."):
        try:
            sweep(order.places)
            require_filler(order.places)
            rooms = tuple(gather if room is gather_articles else room for room in ROOMS)
            edition = run_rooms(order, tools, saved=saved, rooms=rooms).edition
            remember(edition.articles, order.station, now=tools.now())
            return edition
        except BaseException:
            keep_air_safe(order, now=tools.now())
            raise


def sweep(places: Places) -> None:
    """Remove what is half written: left by a run that is dead, where nobody else is at work here."""
    with ExitStack() as held, suppress(LockedError):
        for lock in (RUN_LOCK, NOTICE_LOCK):
            held.enter_context(hold(places.root / lock, taken=lock))
        held.enter_context(changing_live(places, wait_s=0))
        sweep_parts(places.root, older_than_s=0)


def draft_edition(order: Order, tools: Tools) -> Edition:
    """Go as far as the script; nothing is left on disk but the clips that tell the voice's pace."""
    return run_rooms(order, tools, rooms=(*ROOMS[: ROOMS.index(speak_lines)], rewrite_stories)).edition


def draft_work(order: Order, tools: Tools) -> Work:
    """Go as far as the script; where every story waits for a person, as far as that."""
    choosing = ROOMS.index(choose_stories)
    work = run_rooms(order, tools, rooms=ROOMS[:choosing])
    if work.waiting and not work.edition.articles:
        return work
    rooms = (*ROOMS[choosing : ROOMS.index(speak_lines)], rewrite_stories)
    return run_rooms(order, tools, rooms=rooms, work=work)


def run_rooms(
    order: Order,
    tools: Tools,
    *,
    rooms: tuple[Room, ...],
    saved: Edition | None = None,
    work: Work | None = None,
) -> Work:
    """Take an edition through rooms; those whose work is in `saved` already are passed by."""
    work = work or Work(edition=_resumed(saved, order, tools) if saved else _new(order, tools))
    for room in rooms:
        if saved is None or not _is_done(room, saved):
            began_s = monotonic()
            if room in FROM_ARTICLES:
                work = step_over(room, work, order, tools, again=FROM_ARTICLES[room])
            else:
                work = do_in_time(room, work, order, tools)
            # A room that is an object with a memory, as scheduled gathering is, has no name of its own.
            name = getattr(room, "__name__", gather_articles.__name__)
            took = (name.replace("_", " "), monotonic() - began_s)
            work = replace(work, times=(*work.times, took))
    return work


def _new(order: Order, tools: Tools) -> Edition:
    return Edition(
        programme=order.programme,
        slot=order.slot,
        made_at=tools.now(),
        expires_at=order.slot,
        mode=AUTOMATIC if order.mode is ModeName.NORMAL else order.mode.value,
        voices=order.newsreaders,
    )


def _resumed(saved: Edition, order: Order, tools: Tools) -> Edition:
    """What was decided stays; what was heard and measured is made again, for the slot that is asked for."""
    expires_at = expiry(
        slot=order.slot,
        valid_for=order.valid_for,
        lines=saved.script.lines,
        now=tools.now(),
        ends=last_moments(saved.stories, zone=order.slot.tzinfo),
    )
    return replace(
        saved,
        slot=order.slot,
        made_at=tools.now(),
        expires_at=expires_at,
        notes=tuple(edits_to_tell(saved)),
        skipped=(),
    )


def _is_done(room: Room, saved: Edition) -> bool:
    done: dict[Room, bool] = {
        gather_articles: bool(saved.articles),
        mind_articles: bool(saved.stories),
        choose_stories: bool(saved.stories),
        write_lines: bool(saved.script.items),
        # What a person has chosen or approved is spoken as it stands; only its tempo and pauses may change.
        fit_material: bool(saved.stories),
        rewrite_stories: bool(saved.stories),
    }
    return done.get(room, False)
