"""Lines spoken side by side, and voices that stand in for others."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bulletin.errors import EngineError, MisuseError
from bulletin.model import Dialect, Line, Voice
from bulletin.speak import Spoken, load_voices, rest, speak
from bulletin.speak.workers import WORKERS

MakeLine = Callable[..., Line]
MakeVoice = Callable[..., Voice]
SpeakLines = Callable[..., Spoken]

TEXTS = ("The bridge is open.", "Nobody was hurt in the fire.", "Rain will clear by noon.", "Good night.")


@pytest.fixture
def news(line: MakeLine) -> list[Line]:
    return [line(text) for text in TEXTS]


def test_clips_come_one_for_one_and_in_order(
    news: list[Line], voice: MakeVoice, speak_lines: SpeakLines
) -> None:
    spoken = speak_lines(news, voice("tone"), threads=4)

    lengths = [clip.seconds for clip in spoken.clips]
    assert [line.text for line in spoken.lines] == list(TEXTS)
    assert [line.given for line in spoken.lines] == [f"{text} plain" for text in TEXTS]
    assert lengths[1] > lengths[2] > lengths[0] > lengths[3]
    assert (spoken.fresh, spoken.skipped, spoken.engines) == (4, (), ("tone",))


def test_nothing_to_say_is_no_trouble(voice: MakeVoice, speak_lines: SpeakLines) -> None:
    assert list(speak_lines([], voice("tone")).clips) == []


def test_a_second_run_speaks_nothing_and_starts_no_engine(
    news: list[Line], voice: MakeVoice, speak_lines: SpeakLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = speak_lines(news, voice("tone"))
    monkeypatch.setattr("bulletin.speak.workers.Worker", None)

    second = speak_lines(news, voice("tone"))

    assert second.fresh == 0
    assert list(second.clips) == list(first.clips)


def test_one_changed_line_is_the_only_one_spoken(
    news: list[Line], line: MakeLine, voice: MakeVoice, speak_lines: SpeakLines
) -> None:
    speak_lines(news, voice("tone"))

    spoken = speak_lines([*news[:3], line("Good night to you all.")], voice("tone"))

    assert spoken.fresh == 1


def test_a_line_said_twice_is_spoken_once(line: MakeLine, voice: MakeVoice, speak_lines: SpeakLines) -> None:
    spoken = speak_lines([line("And now the weather.")] * 3, voice("tone"))

    assert spoken.fresh == 1
    assert len(spoken.clips) == 3


def test_a_damaged_clip_is_made_again(
    news: list[Line], voice: MakeVoice, speak_lines: SpeakLines, tmp_path: Path
) -> None:
    first = speak_lines(news, voice("tone"))
    before = list(first.clips)
    victim = sorted((tmp_path / "cache").rglob("*.clip"))[0]
    victim.write_bytes(victim.read_bytes()[:-1])

    second = speak_lines(news, voice("tone"))

    assert second.fresh == 1
    assert list(second.clips) == before


@pytest.mark.parametrize("engine", ["exiting", "silent", "unloadable"])
def test_when_a_voice_fails_its_fallback_speaks_in_its_own_spelling(
    engine: str, added_engines: None, line: MakeLine, voice: MakeVoice, speak_lines: SpeakLines
) -> None:
    lines = [line(text, engine) for text in TEXTS]
    twin = voice("espeak", id="gmw/en-gb-x-rp")

    spoken = speak_lines(lines, voice(engine, fallback="espeak"), twin)

    assert [line.voice for line in spoken.lines] == ["espeak"] * 4
    assert [line.given for line in spoken.lines] == [f"{text} espeak" for text in TEXTS]
    assert {clip.engine for clip in spoken.clips} == {"espeak"}
    (skipped,) = spoken.skipped
    assert skipped.what == f'voice "{engine}"'
    assert 'The voice "espeak" spoke instead' in skipped.why
    assert "bulletin check" in skipped.why


def test_a_hanging_voice_costs_its_deadlines_once_and_not_for_each_line(
    added_engines: None, impatient: None, line: MakeLine, voice: MakeVoice, speak_lines: SpeakLines
) -> None:
    lines = [line(f"Line number {place}.", "hanging") for place in range(40)]
    begun = time.monotonic()

    spoken = speak_lines(lines, voice("hanging", fallback="tone"), voice("tone"))

    assert time.monotonic() - begun < 10
    assert spoken.fresh == 40
    assert [skip.what for skip in spoken.skipped] == ['voice "hanging"']


def test_a_voice_that_fails_is_replaced_in_all_of_its_lines_and_no_others(
    added_engines: None, line: MakeLine, voice: MakeVoice, speak_lines: SpeakLines
) -> None:
    lines = [line(text, name) for text in TEXTS for name in ("tone", "silent")]
    high = voice("tone", name="high", id="high")

    spoken = speak_lines(lines, voice("tone"), voice("silent", fallback="high"), high)

    assert [line.voice for line in spoken.lines] == ["tone", "high"] * 4
    assert [clip.voice for clip in spoken.clips] == ["low", "high"] * 4


def test_a_fallback_that_fails_too_hands_on_to_its_own(
    added_engines: None, line: MakeLine, voice: MakeVoice, speak_lines: SpeakLines
) -> None:
    spoken = speak_lines(
        [line("Good night.", "silent")],
        voice("silent", fallback="empty"),
        voice("empty", fallback="tone"),
        voice("tone"),
    )

    assert spoken.lines[0].voice == "tone"
    assert [skip.what for skip in spoken.skipped] == ['voice "silent"', 'voice "empty"']


@pytest.mark.parametrize("fallback", [None, "empty"])
def test_with_no_voice_left_the_run_ends_with_one_plain_line(
    fallback: str | None, added_engines: None, line: MakeLine, voice: MakeVoice, speak_lines: SpeakLines
) -> None:
    voices = (voice("silent", fallback=fallback), voice("empty", fallback="silent"))

    with pytest.raises(EngineError, match=r"failed and no other is left: .* Try: bulletin check"):
        speak_lines([line("Good night.", "silent")], *voices)


def test_an_unknown_voice_is_misuse_and_names_those_that_exist(
    line: MakeLine, voice: MakeVoice, speak_lines: SpeakLines
) -> None:
    with pytest.raises(MisuseError, match=r'no voice "nobody"\. The voices are: tone'):
        speak_lines([line("Good night.", "nobody")], voice("tone"))


def test_a_profile_of_an_engine_that_does_not_exist_is_misuse(
    line: MakeLine, voice: MakeVoice, speak_lines: SpeakLines
) -> None:
    with pytest.raises(MisuseError, match='no speech engine "festival"'):
        speak_lines([line("Good night.", "festival")], voice("festival", fallback="tone"), voice("tone"))


def test_a_cache_that_is_a_file_is_misuse(line: MakeLine, voice: MakeVoice, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")

    with ThreadPoolExecutor(1) as executor, pytest.raises(MisuseError, match="Cannot write"):
        speak(
            [line("Good night.")],
            voices={"tone": voice("tone")},
            render_line=lambda line, _: line.spoken,
            executor=executor,
            cache=tmp_path / "cache",
        )


def test_a_fault_of_ours_in_spelling_is_raised_whole(
    line: MakeLine, voice: MakeVoice, tmp_path: Path
) -> None:
    def misspell(line: Line, dialect: Dialect) -> str:
        raise KeyError("our fault")

    with ThreadPoolExecutor(1) as executor, pytest.raises(KeyError, match="our fault"):
        speak(
            [line("Good night.")],
            voices={"tone": voice("tone")},
            render_line=misspell,
            executor=executor,
            cache=tmp_path,
        )


def test_a_profile_that_leaves_the_voice_open_gets_the_systems_british_one(
    line: MakeLine, voice: MakeVoice, speak_lines: SpeakLines
) -> None:
    spoken = speak_lines([line("Good night.", "espeak")], voice("espeak", id=""))

    assert spoken.clips[0].voice.casefold() == "gmw/en-gb-x-rp"


def test_workers_stay_warm_until_they_are_told_to_rest(
    news: list[Line], voice: MakeVoice, speak_lines: SpeakLines
) -> None:
    speak_lines(news, voice("tone"))
    warm = len(WORKERS._idle)

    rest()

    assert warm >= 1
    assert not WORKERS._idle
    assert not WORKERS._busy


def test_the_packaged_newsreaders_speak_with_their_own_engines(line: MakeLine, tmp_path: Path) -> None:
    names = ("newsreader", "second", "newsreader-espeak", "second-espeak")
    lines = [line("The bridge at Marlow Vale is open again.", name) for name in names]

    with ThreadPoolExecutor(2) as executor:
        spoken = speak(
            lines,
            voices=load_voices(),
            render_line=lambda line, _: line.spoken,
            executor=executor,
            cache=tmp_path,
        )

    lengths = [clip.seconds for clip in spoken.clips]
    assert spoken.skipped == ()
    assert [clip.engine for clip in spoken.clips] == ["pyttsx3", "pyttsx3", "espeak", "espeak"]
    assert lengths[:2] == pytest.approx(lengths[2:], rel=0.01)
    assert spoken.clips[2].pcm != spoken.clips[3].pcm
