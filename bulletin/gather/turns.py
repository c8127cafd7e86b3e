"""Turns: who is asked next, so that no source waits for all of another and no server is pressed."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

AT_ONCE_OF_ONE_HOST = 2
# Four pages a second of one server at most, which is less than one reader's browser asks for.
GAP_S = 0.25
DEAF_AFTER = 2

What = TypeVar("What")
Host = Hashable | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Job(Generic[What]):
    """One thing to read."""

    lane: int
    """The place of its source among the others."""
    host: Host
    """Whose server is asked; None is nobody's."""
    what: What


class Turns(Generic[What]):
    """Jobs that wait, and what is under way."""

    def __init__(self, *, gap_of: Callable[[Job[What]], float] = lambda _: GAP_S) -> None:
        """
        Begin with nothing to do.

        Args:
            gap_of: Seconds between the starts of two jobs of one host.
        """
        self._gap_of = gap_of
        self._lanes: defaultdict[int, deque[Job[What]]] = defaultdict(deque)
        self._begun: Counter[int] = Counter()
        self._under_way: Counter[Host] = Counter()
        self._free_at: dict[Host, float] = {}
        self._deaf: Counter[Host] = Counter()

    def add(self, jobs: Iterable[Job[What]]) -> None:
        """Put jobs at the end of their lanes."""
        for job in jobs:
            self._lanes[job.lane].append(job)

    def next(self, now_s: float) -> Job[What] | None:
        """Take the next job: of the lane that has had the fewest turns among those that need not wait."""
        able = [lane for lane, jobs in self._lanes.items() if jobs and self._is_free(jobs[0].host, now_s)]
        if not able:
            return None
        lane = min(able, key=lambda one: (self._begun[one], one))
        job = self._lanes[lane].popleft()
        self._begun[lane] += 1
        self._under_way[job.host] += 1
        if job.host is not None:
            self._free_at[job.host] = now_s + self._gap_of(job)
        return job

    def done(self, job: Job[What], *, was_deaf: bool = False) -> None:
        """Note that a job is over, and whether its server answered at all."""
        self._under_way[job.host] -= 1
        self._deaf[job.host] = self._deaf[job.host] + 1 if was_deaf else 0

    def give_up(self, is_over: Callable[[Job[What]], bool]) -> list[Job[What]]:
        """Take out the jobs that are not to be done any more."""
        over = [job for jobs in self._lanes.values() for job in jobs if is_over(job)]
        for lane, jobs in self._lanes.items():
            self._lanes[lane] = deque(job for job in jobs if not is_over(job))
        return over

    def is_deaf(self, host: Host) -> bool:
        """Tell whether a server has not answered several times in a row."""
        return host is not None and self._deaf[host] >= DEAF_AFTER

    def wait_s(self, now_s: float) -> float | None:
        """Tell how long until a job may begin that waits for its gap alone; None when there is none."""
        gaps = [
            self._free_at.get(jobs[0].host, 0.0) - now_s
            for jobs in self._lanes.values()
            if jobs and self._under_way[jobs[0].host] < AT_ONCE_OF_ONE_HOST
        ]
        return max(0.0, min(gaps)) if gaps else None

    def __bool__(self) -> bool:
        return any(self._lanes.values())

    def _is_free(self, host: Host, now_s: float) -> bool:
        return host is None or (
            self._under_way[host] < AT_ONCE_OF_ONE_HOST and self._free_at.get(host, 0.0) <= now_s
        )
