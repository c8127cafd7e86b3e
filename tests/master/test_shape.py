"""Music under speech, and profiles: what a listener gets of each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bulletin.audio.equaliser import equalised, equaliser
from bulletin.audio.loudness import Energies, blocks, integrated_loudness, loudness_of_energy
from bulletin.audio.samples import Samples, ratio, to_pcm
from bulletin.config.level import LevelProfile, profile_named
from bulletin.master.bed import BETWEEN_LU, UNDER_SPEECH_LU, bed_gains_db, bed_loop, crossfaded, laid
from bulletin.master.shape import shaped, spoken_spans
from bulletin.master.sounds import PACKAGED, Sounds
from bulletin.master.stitch import Timeline, stitch
from bulletin.model import Clip, Cue, CueName, Line, Script, Span
from tests.audio.sounds import speech

RATE_HZ = 22050
STREAM, BEDSIDE = profile_named("stream"), profile_named("bedside")
WITH_BED = Sounds(has_bed=True)


def line(pause_after_ms: int = 400) -> Line:
    return Line(text="A word.", spoken="A word.", tokens=(), voice="amy", pause_after_ms=pause_after_ms)


def cue(name: CueName) -> Cue:
    return Cue(name=name, pause_after_ms=700)


def clip(samples: Samples) -> Clip:
    return Clip(pcm=to_pcm(samples), rate_hz=RATE_HZ, engine="tone", version="1", voice="en-gb")


def a_timeline(*, opening: CueName = CueName.OPENING, softer_db: float = 0.0) -> Timeline:
    items = (cue(opening), line(), line(), cue(CueName.SEPARATOR), line(), cue(CueName.CLOSE))
    soft = speech(5, seed=4) * np.float32(ratio(-softer_db))
    clips = {1: clip(speech(5, seed=2)), 2: clip(soft), 4: clip(speech(6, seed=3))}
    return stitch(Script(items=items), clips)


def heard(timeline: Timeline) -> Samples:
    return timeline.reel.samples(0, len(timeline.reel))


def a_bed_alone(timeline: Timeline) -> Samples:
    bare = shaped(timeline, profile=replace(STREAM, narrowing=1e-9), sounds=PACKAGED)
    return heard(shaped(timeline, profile=replace(STREAM, narrowing=1e-9), sounds=WITH_BED)) - heard(bare)


def short_loudness(samples: Samples) -> np.ndarray:
    energies = Energies(rate_hz=RATE_HZ)
    energies.feed(samples)
    return np.array([loudness_of_energy(float(energy)) for energy in blocks(energies.read())])


def test_speech_is_ten_decibels_over_the_bed_wherever_anyone_speaks() -> None:
    timeline = a_timeline()
    bed = a_bed_alone(timeline)
    voice = heard(shaped(timeline, profile=STREAM, sounds=WITH_BED)) - bed

    for span in spoken_spans(timeline.script):
        inside = slice(round(span.start_s * RATE_HZ), round(span.end_s * RATE_HZ))
        loud = short_loudness(bed[inside])
        assert integrated_loudness(voice[inside], rate_hz=RATE_HZ) - loud.max() >= 10
        # Syllable by syllable, wherever the voice sounds at all.
        spoken = short_loudness(voice[inside])
        sounding = spoken > spoken.max() - 10
        assert (spoken - loud)[sounding].min() >= 5


def test_the_bed_lies_18_lu_under_the_voice() -> None:
    timeline = a_timeline()
    bed = a_bed_alone(timeline)
    voice = heard(shaped(timeline, profile=STREAM, sounds=WITH_BED)) - bed
    spans = [(round(s.start_s * RATE_HZ), round(s.end_s * RATE_HZ)) for s in spoken_spans(timeline.script)]

    under, over = (
        integrated_loudness(np.concatenate([one[a:b] for a, b in spans]), rate_hz=RATE_HZ)
        for one in (bed, voice)
    )

    assert under - over == pytest.approx(UNDER_SPEECH_LU, abs=2.0)


def test_the_ducking_is_drawn_with_ramps_of_800_ms_that_end_where_speech_begins() -> None:
    spoken = (Span(start_s=10.0, end_s=20.0), Span(start_s=20.6, end_s=25.0), Span(start_s=30.0, end_s=35.0))

    drawn = bed_gains_db(spoken, start_s=2.0, end_s=38.0, seconds=40.0)

    at = {time_s: drawn[round(time_s * 100)] for time_s in (5.0, 9.2, 9.6, 10.0, 20.3, 25.8, 30.0)}
    assert at[5.0] == pytest.approx(BETWEEN_LU) == pytest.approx(at[9.2])
    assert at[9.6] == pytest.approx((BETWEEN_LU + UNDER_SPEECH_LU) / 2)
    assert at[10.0] == at[20.3] == at[30.0] == pytest.approx(UNDER_SPEECH_LU)
    assert at[25.8] == pytest.approx(BETWEEN_LU)
    assert drawn[0] < -60 > drawn[-1]


def test_the_packaged_loop_has_no_seam_and_no_swell_that_would_cover_a_word() -> None:
    loop = bed_loop(rate_hz=RATE_HZ)

    steps = np.abs(np.diff(loop))
    loudness = short_loudness(np.concatenate([loop, loop]))
    assert abs(loop[0] - loop[-1]) <= steps.max()
    assert loudness.max() - integrated_loudness(loop, rate_hz=RATE_HZ) < 4
    assert loudness.min() > integrated_loudness(loop, rate_hz=RATE_HZ) - 6


def test_any_music_becomes_a_loop_without_a_click() -> None:
    music = speech(6, seed=9)

    loop = crossfaded(music, rate_hz=RATE_HZ)

    # The loop's end is the frame in front of what its first second was faded into.
    assert abs(loop[0] - music[len(loop)]) < 1e-3
    assert len(loop) == len(music) - RATE_HZ


def test_under_bad_news_there_is_no_music() -> None:
    timeline = a_timeline(opening=CueName.SOMBRE)

    assert shaped(timeline, profile=STREAM, sounds=WITH_BED) is timeline


def test_an_hour_into_a_programme_the_bed_is_to_the_frame_where_it_was_drawn() -> None:
    loop, late = speech(3, seed=5), 1200
    flat = np.zeros(365_000, dtype=np.float32)
    bed = laid(loop, flat, voice_lufs=-23.0, rate_hz=RATE_HZ)

    around = bed.passage(late * len(loop), len(loop))

    assert np.array_equal(around, bed.passage(0, len(loop)))
    split = [bed.passage(late * len(loop), 1234), bed.passage(late * len(loop) + 1234, len(loop) - 1234)]
    assert np.array_equal(np.concatenate(split), around)
    assert integrated_loudness(around, rate_hz=RATE_HZ) == pytest.approx(-23.0, abs=0.01)


def test_without_a_bed_a_plain_profile_leaves_the_programme_alone() -> None:
    timeline = a_timeline()

    assert shaped(timeline, profile=STREAM, sounds=PACKAGED) is timeline


def test_a_shaped_programme_is_as_long_and_in_its_place() -> None:
    timeline = a_timeline()

    bedside = shaped(timeline, profile=BEDSIDE, sounds=WITH_BED)

    assert len(bedside.reel) == len(timeline.reel)
    first = timeline.pieces[1]
    before, after = (heard(one)[first.start : first.end] for one in (timeline, bedside))
    lags = np.fft.irfft(np.conj(np.fft.rfft(before, 1 << 18)) * np.fft.rfft(after, 1 << 18))
    assert int(lags.argmax()) in (0, 1, (1 << 18) - 1)


def test_bedside_takes_the_rumble_out_and_lifts_what_tells_s_from_f() -> None:
    taps = equaliser(
        rate_hz=RATE_HZ,
        high_pass_hz=BEDSIDE.high_pass_hz,
        presence_hz=BEDSIDE.presence_hz,
        presence_db=BEDSIDE.presence_db,
    )

    hz = np.fft.rfftfreq(1 << 15, 1 / RATE_HZ)
    gain_db = 20 * np.log10(np.abs(np.fft.rfft(taps, 1 << 15)))

    def at(wanted_hz: float) -> float:
        return float(gain_db[np.abs(hz - wanted_hz).argmin()])

    assert at(40) < -18
    assert at(BEDSIDE.high_pass_hz) == pytest.approx(-3, abs=1.5)
    assert at(300) == pytest.approx(0, abs=0.5)
    assert at(BEDSIDE.presence_hz) == pytest.approx(BEDSIDE.presence_db, abs=0.3)
    assert at(9000) < 1


def test_filtering_in_blocks_is_filtering_the_whole() -> None:
    taps = equaliser(rate_hz=RATE_HZ, high_pass_hz=110, presence_hz=2800, presence_db=3)
    sound = speech(5, seed=1)

    parts = np.concatenate(list(equalised(np.array_split(sound, [100, 40_000, 40_001]), taps)))
    whole = np.concatenate(list(equalised([sound], taps)))

    assert len(parts) == len(sound)
    assert np.allclose(parts, whole, atol=1e-5)


def test_bedside_brings_a_soft_passage_nearer_to_the_others() -> None:
    timeline = a_timeline(softer_db=8)

    def difference(profile: LevelProfile) -> float:
        sound = heard(shaped(timeline, profile=profile, sounds=PACKAGED))
        loud, soft = (
            integrated_loudness(sound[piece.start : piece.end], rate_hz=RATE_HZ)
            for piece in (timeline.pieces[1], timeline.pieces[2])
        )
        return loud - soft

    assert difference(BEDSIDE) < difference(replace(BEDSIDE, narrowing=1e-9)) - 1.5
