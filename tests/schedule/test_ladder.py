"""The ladder: each stage has its share of the time; what is over it leads to less, never to a missed slot."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from importlib import resources

import pytest

from bulletin.config.quantities import Length
from bulletin.edition import in_time
from bulletin.edition.in_time import do_in_time
from bulletin.edition.ladder import Ladder, start_ladder
from bulletin.edition.order import Order, Tools
from bulletin.edition.punctual import Punctual
from bulletin.edition.rooms import gather_articles, speak_lines
from bulletin.edition.work import Work
from bulletin.errors import BulletinError, DeadlineError, EngineError, Exit, UnfitError
from bulletin.model import Edition, Receipt
from bulletin.publish import sending
from bulletin.speak import lines as speaking
from bulletin.speak.job import SpeakJob
from bulletin.speak.job import render as render_job
from bulletin.store import Outcome
from tests.schedule.conftest import ONE, Radio


def late() -> EngineError:
    return EngineError("late")


def test_the_shares_are_of_what_is_left() -> None:
    fresh, old = start_ladder(100), Ladder(began_s=time.monotonic() - 90, whole_s=100)

    assert fresh.gather_s() == pytest.approx(40, abs=0.5)
    assert fresh.speak_s() == pytest.approx(50, abs=0.5)
    assert fresh.master_s() == pytest.approx(80, abs=0.5)
    assert old.gather_s() == pytest.approx(4, abs=0.5)
    assert fresh.has_time_for_niceties() and not old.has_time_for_niceties()
    assert old.send_s(30) == pytest.approx(130, abs=0.5)


def test_work_within_its_share_is_done_as_ever() -> None:
    with ThreadPoolExecutor(2) as threads, Punctual(threads, share=lambda: 5.0, late=late) as punctual:
        done = [punctual.submit(pow, number, 2) for number in range(20)]

        assert [future.result() for future in done] == [number**2 for number in range(20)]
    assert not punctual.was_late


def test_work_over_its_share_fails_and_the_next_has_a_share_of_its_own() -> None:
    with ThreadPoolExecutor(2) as threads, Punctual(threads, share=lambda: 0.3, late=late) as punctual:
        slow, queued = punctual.submit(time.sleep, 0.6), punctual.submit(time.sleep, 0.6)
        began_s = time.monotonic()

        with pytest.raises(EngineError):
            slow.result()
        with pytest.raises(EngineError):
            queued.result()
        took_s = time.monotonic() - began_s
        time.sleep(0.4)
        again = punctual.submit(pow, 2, 2).result()

    assert took_s < 0.5
    assert again == 4
    assert punctual.was_late


def test_who_waits_for_work_that_was_cancelled_is_told() -> None:
    with ThreadPoolExecutor(1) as threads, Punctual(threads, share=lambda: 5.0, late=late) as punctual:
        # By then nobody has begun with the second: its voice failed on the first, say.
        slow, queued = punctual.submit(time.sleep, 0.3), punctual.submit(time.sleep, 0.3)
        threading.Timer(0.1, queued.cancel).start()
        seen = []
        for future in as_completed((slow, queued), timeout=3):
            seen.append(future)

    assert len(seen) == 2


def test_a_failure_of_the_work_itself_comes_through() -> None:
    with ThreadPoolExecutor(1) as threads, Punctual(threads, share=lambda: 5.0, late=late) as punctual:
        failed = punctual.submit(divmod, 1, 0).exception()
    assert isinstance(failed, ZeroDivisionError)
    assert not punctual.was_late


def with_shares(monkeypatch: pytest.MonkeyPatch, **seconds: float) -> None:
    """Let stages have so many seconds, whatever is left."""
    for stage, share_s in seconds.items():
        monkeypatch.setattr(Ladder, f"{stage}_s", lambda _self, *_, share_s=share_s: share_s)


def slow_for(monkeypatch: pytest.MonkeyPatch, is_slow: Callable[[str, str], bool], seconds: float) -> None:
    """Let an engine take its time over some lines: `is_slow` is asked with voice and text."""
    really = render_job

    def render(job: SpeakJob) -> object:
        if is_slow(job.voice, job.given):
            time.sleep(seconds)
        return really(job)

    monkeypatch.setattr(speaking, "render", render)


@pytest.mark.slow
def test_speaking_that_is_over_its_share_leaves_the_stories_that_were_spoken(
    radio: Radio, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with_shares(monkeypatch, speak=4.0, nicety=0.0)
    asked: list[str] = []

    def is_first_of_bridge(_: str, text: str) -> bool:
        """One thread is busy with it, the other goes on."""
        is_bridge = "deck is replaced" in text or "Mill Lane" in text or "rotten" in text
        return is_bridge and not asked and not asked.append(text)  # type: ignore[func-returns-value]

    slow_for(monkeypatch, is_first_of_bridge, 9.0)
    cache = tmp_path_factory.mktemp("clips")

    ended = radio.run(
        ONE, lambda order: replace(order, cache=cache, length=Length(shortest_s=110, longest_s=110))
    )

    lost = [skip.line for skip in ended.edition.skipped] if ended.edition else []
    assert ended.status == Exit.WITH_LOSS, ended.said
    assert any("Footbridge" in line and "not spoken within" in line for line in lost)
    assert not any("footbridge" in line["text"].casefold() for line in radio.record["lines"])
    assert radio.record["stories"]
    assert radio.is_fresh


@pytest.mark.slow
def test_speaking_that_brings_nothing_in_its_share_ends_in_the_filler_before_the_deadline(
    radio: Radio, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    passage = resources.files("bulletin.speak").joinpath("passage.txt").read_text(encoding="utf-8")
    with_shares(monkeypatch, speak=0.5)
    slow_for(monkeypatch, lambda _, text: text[:20] not in passage, 1.5)
    cache = tmp_path_factory.mktemp("clips")
    began_s = time.monotonic()

    ended = radio.run(ONE, lambda order: replace(order, cache=cache))

    row = radio.row(ONE)
    assert ended.status == Exit.DEADLINE, ended.said
    assert time.monotonic() - began_s < 20
    assert row is not None and row.outcome == Outcome.FILLER
    assert radio.live.is_filler
    assert len([line for line in radio.alerts if line.startswith("trouble | no new news")]) == 1


def test_niceties_that_take_too_long_leave_the_bulletin_as_it_was() -> None:
    def better(work: Work, order: Order, tools: Tools) -> Work:
        if tools.has_time_for_niceties():
            tools.executor.submit(time.sleep, 1.0).result()
            return work.noted("better")
        return work.noted("as it was")

    with ThreadPoolExecutor(1) as threads, pytest.MonkeyPatch.context() as patch:
        patch.setitem(in_time.KEEPERS, better, in_time._nicely)
        tools = Tools(executor=threads, now=lambda: ONE.airs_at, ladder=start_ladder(0.5))
        done = do_in_time(better, blank(), None, tools)  # type: ignore[arg-type]

    assert done.edition.notes == ("as it was",)


@pytest.mark.parametrize(
    ("failure", "tries"),
    [(BulletinError("Cannot encode: killed"), 2), (UnfitError("too loud"), 1)],
    ids=["an encoder that was killed", "audio that is not fit"],
)
def test_mastering_is_tried_again_where_that_can_help(failure: BulletinError, tries: int) -> None:
    tried: list[int] = []

    def master(work: Work, order: Order, tools: Tools) -> Work:
        tried.append(1)
        if len(tried) < 3:
            raise failure
        return work

    with pytest.raises(type(failure)):
        mastered(master, seconds=10)

    assert len(tried) == tries


def test_mastering_that_hangs_is_given_up_at_its_share() -> None:
    def master(work: Work, order: Order, tools: Tools) -> Work:
        time.sleep(2)
        return work

    began_s = time.monotonic()

    with pytest.raises(DeadlineError, match="its share of 0 s"):
        mastered(master, seconds=0.5)

    assert time.monotonic() - began_s < 1


def mastered(master: Callable[[Work, Order, Tools], Work], *, seconds: float) -> Work:
    with ThreadPoolExecutor(1) as threads, pytest.MonkeyPatch.context() as patch:
        patch.setitem(in_time.KEEPERS, master, in_time._mastered)
        tools = Tools(executor=threads, now=lambda: ONE.airs_at, ladder=start_ladder(seconds))
        return do_in_time(master, blank(), None, tools)  # type: ignore[arg-type]


def test_an_outlet_that_does_not_end_is_named_and_the_others_have_the_edition() -> None:
    class Slow:
        name = "slow"

        def send(self, edition: Edition) -> Receipt:
            time.sleep(2)
            raise AssertionError

        def recall(self, edition: Edition, *, filler: object) -> Receipt:
            raise AssertionError

    class Quick(Slow):
        name = "quick"

        def send(self, edition: Edition) -> Receipt:
            return Receipt(outlet="quick", where="there", at=ONE.airs_at, checked="yes")

    receipts, lost = sending.send_all(blank().edition, [Slow(), Quick()], within_s=0.3)

    assert [receipt.outlet for receipt in receipts] == ["quick"]
    assert [skip.what for skip in lost] == ["outlet slow"]
    assert "had not taken the edition" in lost[0].why


def test_without_a_deadline_the_rooms_take_the_time_they_need() -> None:
    def room(work: Work, order: Order, tools: Tools) -> Work:
        return work.noted("done")

    with ThreadPoolExecutor(1) as threads:
        tools = Tools(executor=threads, now=lambda: ONE.airs_at)
        assert do_in_time(room, blank(), None, tools).edition.notes == ("done",)  # type: ignore[arg-type]
    assert speak_lines in in_time.KEEPERS
    assert gather_articles not in in_time.KEEPERS


def blank() -> Work:
    edition = Edition(programme="news", slot=ONE.airs_at, made_at=ONE.airs_at, expires_at=ONE.airs_at)
    return Work(edition=edition)
