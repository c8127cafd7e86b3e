"""The table of engines."""

from __future__ import annotations

import pytest

from bulletin.errors import EngineError, MisuseError
from bulletin.speak import availability, engine_names
from bulletin.speak.engine import Engine, Offer, best_voice, find_engine


def test_our_engines_and_those_of_other_packages_are_named(added_engines: None) -> None:
    names = engine_names()

    assert {"espeak", "pyttsx3", "tone", "hanging"} <= set(names)
    assert list(names) == sorted(names)


def test_an_engine_of_another_package_is_an_engine(added_engines: None) -> None:
    assert isinstance(find_engine("chatty"), Engine)


def test_an_unknown_engine_is_misuse_and_names_those_that_exist() -> None:
    with pytest.raises(MisuseError, match=r'no speech engine "festival".*espeak, piper, pyttsx3, tone'):
        find_engine("festival")


def test_an_engine_whose_package_is_broken_is_an_engine_error(added_engines: None) -> None:
    with pytest.raises(EngineError, match='"unloadable" cannot be loaded'):
        find_engine("unloadable")


@pytest.mark.parametrize(
    ("tags", "best"),
    [
        (["en-US", "en-GB", "fr-FR"], "en-GB"),
        (["en-US", "en_GB"], "en_GB"),
        (["en-us", "en-gb", "en-gb-x-rp"], "en-gb-x-rp"),
        (["fr-FR", "en-ZA"], "en-ZA"),
        (["de", "en-AU", "en-US"], "en-AU"),
    ],
)
def test_the_best_voice_is_the_most_british(tags: list[str], best: str) -> None:
    offers = tuple(Offer(id=tag, label=tag, language=tag) for tag in tags)

    assert best_voice(offers).id == best


def test_an_engine_that_hangs_when_it_is_loaded_is_not_usable(
    added_engines: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bulletin.speak.workers.START_S", 1.0)

    found = availability("sluggish-start")

    assert not found.usable
    assert "did not answer within 1 s" in found.reason


def test_an_engine_that_is_missing_says_so(added_engines: None) -> None:
    found = availability("lost")

    assert (found.usable, found.reason, found.remedy) == (
        False,
        "The lost library is missing.",
        "Install it.",
    )
