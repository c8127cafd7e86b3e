"""Who is asked next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bulletin.gather.turns import AT_ONCE_OF_ONE_HOST, DEAF_AFTER, GAP_S, Job, Turns


def job(lane: int, what: str, host: str | None = "echo") -> Job[str]:
    return Job(lane=lane, host=host, what=what)


def taken(turns: Turns[str], *, step_s: float = GAP_S) -> list[str]:
    """Take all there is, each done at once."""
    order, now_s = [], 0.0
    while turns:
        if found := turns.next(now_s):
            order.append(found.what)
            turns.done(found)
        else:
            now_s += step_s
    return order


def test_no_source_waits_for_all_of_another() -> None:
    turns: Turns[str] = Turns()
    turns.add(job(0, f"a{n}", "one") for n in range(4))
    turns.add(job(1, f"b{n}", "two") for n in range(2))

    assert taken(turns) == ["a0", "b0", "a1", "b1", "a2", "a3"]


def test_a_server_is_asked_for_two_things_at_once_and_no_more() -> None:
    turns: Turns[str] = Turns()
    turns.add(job(lane, f"{lane}") for lane in range(5))

    begun = [turns.next(100.0 * at) for at in range(5)]

    assert sum(one is not None for one in begun) == AT_ONCE_OF_ONE_HOST


def test_a_server_has_a_pause_between_two_questions() -> None:
    turns: Turns[str] = Turns()
    turns.add([job(0, "a"), job(0, "b")])
    first = turns.next(0.0)
    assert first is not None
    turns.done(first)

    assert turns.next(GAP_S / 2) is None
    assert turns.wait_s(GAP_S / 2) == GAP_S / 2
    assert turns.next(GAP_S) is not None


def test_a_longer_pause_is_kept_where_the_owner_asks_for_it() -> None:
    turns: Turns[str] = Turns(gap_of=lambda _: 3.0)
    turns.add([job(0, "a"), job(0, "b")])
    turns.next(0.0)

    assert turns.wait_s(0.0) == 3.0


def test_files_wait_for_nobody() -> None:
    turns: Turns[str] = Turns()
    turns.add(job(0, f"{n}", None) for n in range(9))

    assert [one.what for _ in range(9) if (one := turns.next(0.0))] == list("012345678")


def test_a_server_that_does_not_answer_twice_in_a_row_is_deaf() -> None:
    turns: Turns[str] = Turns()
    for was_deaf in (True, False, *[True] * DEAF_AFTER):
        assert not turns.is_deaf("echo")
        turns.done(job(0, "a"), was_deaf=was_deaf)

    assert turns.is_deaf("echo")
    assert not turns.is_deaf(None)


def test_jobs_that_are_given_up_come_back_once() -> None:
    turns: Turns[str] = Turns()
    turns.add([job(0, "keep"), job(0, "drop"), job(1, "drop")])

    assert [one.what for one in turns.give_up(lambda one: one.what == "drop")] == ["drop", "drop"]
    assert taken(turns) == ["keep"]


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["one", "two", None])), max_size=40))
def test_every_job_is_done_once_and_in_the_order_of_its_source(rows: list[tuple[int, str | None]]) -> None:
    turns: Turns[str] = Turns()
    turns.add(Job(lane=lane, host=host, what=f"{at}") for at, (lane, host) in enumerate(rows))

    order = taken(turns)

    assert sorted(order, key=int) == [f"{at}" for at in range(len(rows))]
    for lane in range(6):
        own = [int(what) for what in order if rows[int(what)][0] == lane]
        assert own == sorted(own)
