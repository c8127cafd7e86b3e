"""A speaking job and its key."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.speak.cache import ClipCache
from bulletin.speak.job import SpeakJob, key_of, render


@pytest.fixture
def job(tmp_path: Path) -> SpeakJob:
    return SpeakJob(
        given="Good morning.",
        engine="tone",
        version="1",
        voice="low",
        rate_wpm=300,
        pitch=50,
        cache=str(tmp_path),
    )


@pytest.mark.parametrize(
    "change",
    [
        {"given": "Good evening."},
        {"engine": "espeak"},
        {"version": "2"},
        {"voice": "high"},
        {"rate_wpm": 299},
        {"pitch": 51},
    ],
)
def test_everything_that_changes_the_sound_changes_the_key(job: SpeakJob, change: dict[str, object]) -> None:
    assert key_of(replace(job, **change)) != key_of(job)


def test_where_the_cache_lies_does_not_change_the_key(job: SpeakJob) -> None:
    assert key_of(replace(job, cache="/elsewhere")) == key_of(job)


def test_a_job_travels_to_another_process(job: SpeakJob) -> None:
    assert pickle.loads(pickle.dumps(job)) == job
    assert pickle.loads(pickle.dumps(render)) is render


def test_a_rendered_job_has_its_clip_in_the_cache(job: SpeakJob) -> None:
    key = render(job)

    clip = ClipCache(Path(job.cache)).find(key)
    assert key == key_of(job)
    assert clip is not None
    assert clip.seconds > 0.4


def test_a_clip_that_exists_is_not_made_again(job: SpeakJob, monkeypatch: pytest.MonkeyPatch) -> None:
    key = render(job)

    monkeypatch.delattr("bulletin.speak.workers.WORKERS")

    with pytest.raises(ImportError):
        render(replace(job, given="Something new."))
    assert key == key_of(job)


def test_four_threads_render_the_same_job_without_harm(job: SpeakJob) -> None:
    with ThreadPoolExecutor(4) as executor:
        keys = set(executor.map(render, [job] * 12))

    assert keys == {key_of(job)}
    assert ClipCache(Path(job.cache)).find(key_of(job)) is not None
