"""Ahead: what can begin before it is needed."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor, Future
from threading import Thread
from typing import TYPE_CHECKING

from bulletin.speak import measure_pace

if TYPE_CHECKING:
    from bulletin.edition.order import Order, Tools
    from bulletin.model import Article
    from bulletin.speak import Pace


def start_pace(order: Order, executor: Executor) -> Future[Pace]:
    """
    Begin to measure the first newsreader's pace.

    The engine then starts, and speaks its passage, while the rest of the program is loaded and the sources
    are fetched.
    """
    pace: Future[Pace] = Future()
    Thread(target=_measure, args=(pace, order, executor), daemon=True, name="pace").start()
    return pace


def measured_pace(order: Order, tools: Tools, *, meanwhile: Iterable[Article]) -> Pace:
    """
    Give the pace, once it is measured.

    Args:
        order: Whose first newsreader it is.
        tools: Where it is being measured already, or what measures it.
        meanwhile: What choosing will ask for next is read while the engine still speaks.

    Raises:
        EngineError: The voice failed and has no fallback left.
    """
    from bulletin.edition.preferring import home_of
    from bulletin.summarise.reading import read_ahead

    pace = tools.pace or start_pace(order, tools.executor)
    read_ahead(meanwhile, home=home_of(order.station), until=pace.done)
    return pace.result()


def _measure(pace: Future[Pace], order: Order, executor: Executor) -> None:
    try:
        voice = order.voices[order.newsreaders[0]]
        pace.set_result(measure_pace(voice, voices=order.voices, executor=executor, cache=order.cache))
    except BaseException as error:
        pace.set_exception(error)
        return
    # The main thread now waits for the engine to speak; the sounds of the station are made meanwhile.
    from bulletin.edition.sounding import sounds_of
    from bulletin.master.stitch import prepare

    prepare(sounds_of(order))
