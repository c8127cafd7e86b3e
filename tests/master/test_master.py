"""From a script and clips to a finished file, measured by a second meter."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.audio.loudness import integrated_loudness
from bulletin.audio.samples import Samples, ratio
from bulletin.config.level import profile_named
from bulletin.master.measure import measure, measure_with_ffmpeg
from bulletin.master.programme import chapters_of, make_filler, master
from bulletin.master.sounds import Sounds
from bulletin.master.stitch import spoken_seconds, stitch, unspoken_seconds
from bulletin.model import Clip, Master, Script
from bulletin.system.programs import find_ffmpeg
from tests.audio.sounds import speech
from tests.master.pieces import TAGS, bulletin_of_two_voices, clip, line
from tests.support.hearing import tags_of

TITLES = {"a": "Ward reopens", "b": "Fête = fun; #1 \\ [CHAPTER]\nSTART=0"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Master:
    script, clips = bulletin_of_two_voices()
    out = tmp_path_factory.mktemp("made") / "bulletin.mp3"
    return master(script, clips, out=out, tags=TAGS, titles=TITLES)


def decoded(path: Path) -> Samples:
    words = [str(find_ffmpeg()), "-v", "error", "-i", str(path), "-ac", "1", "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(words, capture_output=True, check=True).stdout, dtype="<f4")


def test_a_bulletin_reaches_its_target_loudness_on_a_second_meter(made: Master) -> None:
    heard = measure_with_ffmpeg(made.audio)

    assert heard.loudness_lufs == pytest.approx(-16.0, abs=0.2)
    assert heard.true_peak_dbtp <= -1.0


def test_what_is_reported_is_what_the_second_meter_reads(made: Master) -> None:
    heard = measure_with_ffmpeg(made.audio)

    assert made.measured.loudness_lufs == pytest.approx(heard.loudness_lufs, abs=0.1)
    assert made.measured.true_peak_dbtp == pytest.approx(heard.true_peak_dbtp, abs=0.2)
    assert made.measured.duration_s == pytest.approx(heard.duration_s, abs=0.05)


def test_the_decoded_file_is_as_long_as_the_timeline(made: Master) -> None:
    script, clips = bulletin_of_two_voices()

    length_s = stitch(script, clips).seconds

    assert len(decoded(made.audio)) / 44100 == pytest.approx(length_s, abs=0.001)


def test_the_length_is_known_before_anything_is_laid_out(made: Master) -> None:
    script, clips = bulletin_of_two_voices()

    assert spoken_seconds(script, clips) + unspoken_seconds(script) == pytest.approx(
        stitch(script, clips).seconds, abs=0.002
    )


def test_every_item_knows_when_it_is_heard(made: Master) -> None:
    times = [(item.start_s, item.end_s) for item in made.script]

    assert times[0][0] == 0.0
    for item, (_, end), (start, _) in zip(made.script, times, times[1:], strict=False):
        assert start == pytest.approx(end + item.pause_after_ms / 1000, abs=1e-4)


def test_two_voices_and_the_furniture_are_equally_loud(made: Master) -> None:
    sound = decoded(made.audio)

    def heard(first: int, last: int) -> float:
        start, end = made.script.items[first].start_s, made.script.items[last].end_s
        assert start is not None
        assert end is not None
        return integrated_loudness(sound[round(start * 44100) : round(end * 44100)], rate_hz=44100)

    amy, brian, opening = heard(1, 2), heard(4, 5), heard(0, 0)

    assert amy == pytest.approx(brian, abs=1.0)
    assert opening == pytest.approx(amy - 0.5, abs=0.5)


def test_no_join_clicks(made: Master) -> None:
    sound = decoded(made.audio)
    edges = [at for item in made.script for at in (item.start_s, item.end_s) if at is not None]

    for at in edges:
        around = sound[max(0, round(at * 44100) - 60) : round(at * 44100) + 60]
        assert np.abs(np.diff(around)).max(initial=0.0) < 0.05


def test_tags_and_chapters_are_in_the_file(made: Master) -> None:
    tags = tags_of(made.audio)

    assert replace(tags, chapters=()) == TAGS
    assert [chapter.title for chapter in tags.chapters] == [
        "Ward reopens",
        "Fête = fun; #1 \\ [CHAPTER] START=0",
    ]
    for found, wanted in zip(tags.chapters, made.chapters, strict=True):
        assert found.start_s == pytest.approx(wanted.start_s, abs=0.001)
        assert found.end_s == pytest.approx(wanted.end_s, abs=0.001)


def test_a_chapter_begins_with_the_first_word_of_its_story(made: Master) -> None:
    starts = [chapter.start_s for chapter in made.chapters]

    assert starts == [made.script.items[1].start_s, made.script.items[4].start_s]
    assert made.chapters[0].end_s == made.chapters[1].start_s


def test_the_tag_is_of_the_version_that_playout_systems_read(made: Master) -> None:
    head = made.audio.read_bytes()[:4096]

    assert head[:4] == b"ID3\x03"
    assert head.count(b"CHAP\x00") == 2
    assert b"CTOC" in head
    assert b"TSSE" not in head


def test_the_hash_is_of_the_file_and_the_same_twice(made: Master, tmp_path: Path) -> None:
    script, clips = bulletin_of_two_voices()

    again = master(script, clips, out=tmp_path / "again.mp3", tags=TAGS, titles=TITLES)

    assert again.sha256 == made.sha256
    assert again.audio.read_bytes() == made.audio.read_bytes()


def test_the_envelope_covers_the_programme(made: Master) -> None:
    envelope = made.envelope

    assert envelope.step_s * len(envelope.peaks) == pytest.approx(made.measured.duration_s, abs=0.2)
    assert max(envelope.peaks) <= ratio(-1)


@pytest.mark.parametrize(
    "format", ["wav", "wav-48k", "flac", "opus", "m4a", "mp2", "mp3-64k", "mp3-stereo", "mp3-192k-stereo"]
)
def test_other_formats_are_level_too(format: str, tmp_path: Path) -> None:
    script, clips = bulletin_of_two_voices()

    made = master(script, clips, out=tmp_path / "bulletin", tags=TAGS, format=format)

    heard = measure_with_ffmpeg(made.audio)
    assert heard.loudness_lufs == pytest.approx(-16.0, abs=0.2)
    assert heard.true_peak_dbtp <= -1.0
    # Layer II has no place for words.
    assert tags_of(made.audio).title == ("" if format == "mp2" else TAGS.title)


@pytest.mark.slow
@pytest.mark.parametrize("format", ["mp3", "mp3-64k", "mp3-stereo", "mp3-192k-stereo"])
@pytest.mark.parametrize("profile", ["stream", "broadcast", "bedside"])
@pytest.mark.parametrize("has_bed", [False, True])
def test_every_profile_lands_on_its_target_in_every_format(
    profile: str, format: str, has_bed: bool, tmp_path: Path
) -> None:
    script, clips = bulletin_of_two_voices()
    wanted = profile_named(profile)

    made = master(
        script,
        clips,
        out=tmp_path / "bulletin.mp3",
        tags=TAGS,
        profile=wanted,
        sounds=Sounds(has_bed=has_bed),
        format=format,
    )

    heard = measure_with_ffmpeg(made.audio)
    assert heard.loudness_lufs == pytest.approx(wanted.target_lufs, abs=0.2)
    assert heard.true_peak_dbtp <= -1.0


def test_another_target_is_reached_as_well(tmp_path: Path) -> None:
    script, clips = bulletin_of_two_voices()

    made = master(script, clips, out=tmp_path / "quiet.mp3", tags=TAGS, profile=profile_named("broadcast"))

    assert measure_with_ffmpeg(made.audio).loudness_lufs == pytest.approx(-23.0, abs=0.2)


def test_a_voice_that_is_wanted_softer_is_softer(tmp_path: Path) -> None:
    script, clips = bulletin_of_two_voices()

    made = master(script, clips, out=tmp_path / "b.wav", tags=TAGS, format="wav", gains_db={"brian": -6.0})

    sound = decoded(made.audio)
    level = [
        np.sqrt(np.mean(sound[round(item.start_s * 44100) : round(item.end_s * 44100)] ** 2))
        for item in (made.script.items[2], made.script.items[4])
        if item.start_s is not None and item.end_s is not None
    ]
    assert 20 * np.log10(level[0] / level[1]) > 3


def test_clips_of_other_rates_are_brought_together(tmp_path: Path) -> None:
    script = Script(items=(line(), line(voice="brian", pause_after_ms=0)))
    clips = {
        0: clip(speech(4, rate_hz=16000), rate_hz=16000),
        1: clip(speech(4, rate_hz=44100), rate_hz=44100),
    }

    made = master(script, clips, out=tmp_path / "mixed.mp3", tags=TAGS)

    assert made.measured.loudness_lufs == pytest.approx(-16.0, abs=0.2)


def test_lone_clicks_in_a_soft_voice_do_not_keep_it_soft(tmp_path: Path) -> None:
    voice = speech(10) * np.float32(0.03)
    voice[[50000, 100000, 170000]] = 0.99
    script = Script(items=(line(pause_after_ms=0),))

    made = master(script, {0: clip(voice)}, out=tmp_path / "clicks.mp3", tags=TAGS)

    assert made.measured.loudness_lufs == pytest.approx(-16.0, abs=0.2)
    assert made.measured.true_peak_dbtp <= -1.0


def test_a_very_short_bulletin_is_level(tmp_path: Path) -> None:
    script = Script(items=(line(pause_after_ms=0),))

    made = master(script, {0: clip(speech(0.8))}, out=tmp_path / "short.mp3", tags=TAGS)

    assert made.measured.loudness_lufs == pytest.approx(-16.0, abs=0.2)


def test_a_bulletin_that_ends_just_before_a_step_of_the_meter_is_level(tmp_path: Path) -> None:
    said = {0: clip(speech(2.0))}
    scripts = (Script(items=(line(pause_after_ms=pause_ms),)) for pause_ms in range(100))
    # The last row of gains, 35 frames, is filled up with silence, and completes a step of 2205 that way.
    script = next(script for script in scripts if len(stitch(script, said).reel) % 2205 > 2205 - 35)

    made = master(script, said, out=tmp_path / "step.mp3", tags=TAGS)

    assert made.measured.loudness_lufs == pytest.approx(-16.0, abs=0.2)


@settings(deadline=None, max_examples=25)
@given(
    parts=st.lists(
        st.tuples(st.integers(2000, 12000), st.integers(0, 1500), st.sampled_from([16000, 22050])),
        min_size=1,
        max_size=8,
    )
)
def test_a_timeline_is_as_long_as_its_parts(parts: list[tuple[int, int, int]]) -> None:
    items = tuple(line(pause_after_ms=pause) for _, pause, _ in parts)
    clips = {
        index: clip(np.full(frames, 0.5, dtype=np.float32), rate_hz=rate_hz)
        for index, (frames, _, rate_hz) in enumerate(parts)
    }

    timeline = stitch(Script(items=items), clips)

    assert timeline.seconds == pytest.approx(
        spoken_seconds(Script(items=items), clips) + unspoken_seconds(Script(items=items)),
        abs=0.001 * len(parts),
    )
    expected_s = sum(frames / rate_hz + pause / 1000 for frames, pause, rate_hz in parts)
    assert timeline.seconds == pytest.approx(expected_s, abs=0.001 * len(parts))
    whole = timeline.reel.passage(0, len(timeline.reel))
    assert len(whole.raw_data) == 2 * len(timeline.reel)
    assert (whole.channels, whole.frame_rate) == (1, timeline.rate_hz)


def test_clips_are_not_kept_once_they_are_laid_down() -> None:
    asked: list[int] = []

    class OnDisk(dict[int, Clip]):
        def __getitem__(self, index: int) -> Clip:
            asked.append(index)
            return super().__getitem__(index)

        def get(self, index: int, default: object = None) -> Clip:  # type: ignore[override]
            return self[index]

    stitch(Script(items=(line(), line())), OnDisk({0: clip(speech(1)), 1: clip(speech(1))}))

    assert asked == [0, 1]


def test_a_story_announced_at_the_top_has_its_chapter_where_it_is_told() -> None:
    items = (
        replace(line(story="a"), start_s=0.0, end_s=2.0),
        replace(line(story="b"), start_s=3.0, end_s=5.0),
        replace(line(story="a"), start_s=6.0, end_s=20.0),
        replace(line(story="b"), start_s=21.0, end_s=40.0),
        replace(line(), start_s=41.0, end_s=43.0),
    )

    chapters = chapters_of(Script(items=items), {"a": "First"})

    assert [(chapter.start_s, chapter.end_s, chapter.title) for chapter in chapters] == [
        (6.0, 21.0, "First"),
        (21.0, 40.0, "Story 2"),
    ]


def test_a_script_without_stories_has_no_chapters() -> None:
    assert chapters_of(Script(items=(line(),)), {}) == ()


def test_the_filler_is_twenty_level_seconds_without_a_silence(tmp_path: Path) -> None:
    filler = make_filler(tmp_path / "filler.mp3")

    heard = measure_with_ffmpeg(filler.audio)
    assert heard.duration_s == pytest.approx(20.0, abs=0.1)
    assert heard.loudness_lufs == pytest.approx(-16.0, abs=0.2)
    assert heard.true_peak_dbtp <= -1.0
    assert all(gap.end_s - gap.start_s < 1.0 for gap in measure(filler.audio).silences)
    assert tags_of(filler.audio).expires_at is None
