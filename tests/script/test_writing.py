"""The script: opening, stories, links and close."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bulletin.model import Article, BlockKind, Cue, CueName, Line, Paragraph, Passage, Rundown, Script, Story
from bulletin.script.wording import read_wording
from bulletin.script.writing import write_script

MONDAY = datetime(2026, 11, 23, 13, tzinfo=UTC)


def story(id: str, *texts: str, headline: str = "", edits: tuple[str, ...] = ()) -> Story:
    article = Article(id=f"a-{id}", source="Echo", paragraphs=tuple(Paragraph(text=text) for text in texts))
    passages = tuple(Passage(paragraph=at, text=text, edits=edits) for at, text in enumerate(texts))
    return Story(id=id, article=article, headline=headline, passages=passages, seconds=10.0)


FAIR = story(
    "fair",
    "The fair opens on Friday at 8am. It lasts a week.",
    "“Everybody is welcome,” said Rosa Fenwick, who runs it.",
    headline="Thousands of lanterns to light up the riverside",
)
FERRY = story("ferry", "The ferry stays at its berth.")


def script_of(*stories: Story, **options: object) -> Script:
    defaults = {"station_name": "Thornbury Vale Radio", "day": MONDAY, "voices": ["Ann", "Ben"]}
    rundown = Rundown(stories=stories, budget_s=60)
    return write_script(rundown, **{**defaults, **options})  # type: ignore[arg-type]


def texts_of(script: Script) -> list[str]:
    return [line.text for line in script.lines]


def test_the_opening_names_the_station_and_the_day_but_no_hour() -> None:
    opening = script_of(FERRY).lines[0]

    assert opening.text == "This is the Thornbury Vale Radio news, for Monday the 23rd of November."
    assert opening.spoken == "This is the Thornbury Vale Radio news, for Monday the twenty-third of November."


def test_the_hour_and_a_greeting_are_said_only_when_it_is_certain() -> None:
    assert texts_of(script_of(FERRY, airs_at=MONDAY))[:2] == [
        "Good afternoon.",
        "This is the Thornbury Vale Radio news at one o'clock, on Monday the 23rd of November.",
    ]


def test_sounds_open_separate_and_close() -> None:
    cues = [item.name for item in script_of(FAIR, FERRY) if isinstance(item, Cue)]

    assert cues == [CueName.OPENING, CueName.SEPARATOR, CueName.CLOSE]


def test_every_line_is_one_sentence_with_its_trace() -> None:
    lines = [line for line in script_of(FAIR).lines if line.story]

    assert [line.text for line in lines] == [
        "Thousands of lanterns to light up the riverside.",
        "The fair opens on Friday at 8am.",
        "It lasts a week.",
        "Rosa Fenwick, who runs it, said: “Everybody is welcome.”",
    ]
    assert [
        line.trace and (line.trace.article, line.trace.paragraphs, line.trace.headline) for line in lines
    ] == [
        ("a-fair", (), True),
        ("a-fair", (0,), False),
        ("a-fair", (0,), False),
        ("a-fair", (1,), False),
    ]


def test_lines_of_ours_belong_to_no_story() -> None:
    lines = script_of(FAIR, FERRY).lines

    assert [line.text for line in lines if line.story is None] == [lines[0].text, lines[-1].text]
    assert all(line.trace is None for line in lines if line.story is None)


def test_pauses_grow_from_sentence_to_paragraph_to_story() -> None:
    pauses = [line.pause_after_ms for line in script_of(FAIR, FERRY).lines]

    assert pauses == [700, 550, 350, 550, 700, 700, 700]
    assert all(250 <= pause <= 800 for pause in pauses)


def test_newsreaders_take_turns_by_story() -> None:
    script = script_of(FAIR, FERRY, story("mill", "The mill grinds corn again."))
    voices = {line.story: line.voice for line in script.lines}

    assert (voices["fair"], voices["ferry"], voices["mill"], voices[None]) == ("Ann", "Ben", "Ann", "Ann")


def test_links_are_sparse_and_never_the_same_twice() -> None:
    many = [story(str(n), f"Lamp {n} shines again.") for n in range(13)]

    links = [text for text in texts_of(script_of(*many)) if text in read_wording().links]

    assert sorted(links) == sorted(read_wording().links)


def test_the_wording_is_the_stations() -> None:
    wording = read_wording({"close": "Bye from {place}.", "attribution": "From the {source}."})

    script = script_of(FERRY, wording=wording, place="Elderby")

    assert texts_of(script)[1:] == ["From the Echo.", "The ferry stays at its berth.", "Bye from Elderby."]


def test_an_empty_wording_says_nothing() -> None:
    script = script_of(FERRY, wording=read_wording({"opening": "", "close": ""}))

    assert texts_of(script) == ["The ferry stays at its berth."]


def test_edits_of_the_summariser_go_with_the_first_line_of_their_passage() -> None:
    lines = script_of(story("fair", "It opens. It lasts.", edits=("misprint",))).lines

    assert [line.edits for line in lines[1:3]] == [("misprint",), ()]


def test_a_story_of_a_bare_quotation_is_passed_over_with_its_separator() -> None:
    script = script_of(FERRY, story("bare", "“We are pleased.”"), FAIR)

    assert [item.name for item in script if isinstance(item, Cue)].count(CueName.SEPARATOR) == 1
    assert "We are pleased" not in " ".join(texts_of(script))


def test_no_story_gives_opening_and_close() -> None:
    assert len(script_of().lines) == 2


@pytest.mark.parametrize(
    "hostile", ['<break time="20s"/>', "[[slnc 20000]]", "{{ station }}", "{station}", "\0", "$(reboot)"]
)
def test_nothing_in_an_article_is_obeyed(hostile: str) -> None:
    script = script_of(story("fair", f"The fair {hostile} opens on Friday."))

    line = script.lines[1]
    assert line.text.startswith("The fair")
    assert "Thornbury" not in line.text
    assert "".join(token.written for token in line.tokens) == line.text
    assert not set("<>[]{}\0$") & set(line.spoken)


def test_a_paragraph_of_a_hundred_thousand_characters_passes_through() -> None:
    items = script_of(story("long", "word " * 20_000 + "end.")).items

    assert max(len(item.text) for item in items if isinstance(item, Line)) > 99_000


def test_the_first_link_changes_from_bulletin_to_bulletin() -> None:
    stories = [story(str(n), f"Lamp {n} shines again.") for n in range(4)]

    firsts = {
        next(text for text in texts_of(script_of(*stories, day=day)) if text in read_wording().links)
        for day in (MONDAY, MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=2))
    }

    assert len(firsts) == 3


def test_a_second_voice_reads_what_people_said() -> None:
    heard = [(line.voice, line.text) for line in script_of(FAIR, quotations="Cora").lines if line.story]

    assert heard[-2:] == [("Ann", "Rosa Fenwick, who runs it, said:"), ("Cora", "“Everybody is welcome.”")]


def test_one_voice_for_all_announces_somebodys_own_words() -> None:
    glad = story("glad", "“I am glad of it,” said Rosa Fenwick.")

    (alone,) = [line.text for line in script_of(glad).lines if line.story]
    second = [line.text for line in script_of(glad, quotations="Cora").lines if line.story]

    assert alone == "Rosa Fenwick put it this way: “I am glad of it.”"
    assert second == ["Rosa Fenwick said:", "“I am glad of it.”"]


def test_listeners_are_told_of_the_voice_where_a_station_wants_it() -> None:
    wording = read_wording({"disclosure": "This voice is made by a computer."})

    assert "This voice is made by a computer." in texts_of(script_of(FERRY, wording=wording))[:2]


def test_the_close_names_the_next_bulletin_where_it_is_known() -> None:
    soon, tomorrow = MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=19)

    assert texts_of(script_of(FERRY, next_at=soon))[-1].endswith("The next bulletin is at two o'clock.")
    assert texts_of(script_of(FERRY, next_at=tomorrow))[-1].endswith("is tomorrow at eight o'clock.")
    assert texts_of(script_of(FERRY, next_at=MONDAY + timedelta(days=3)))[-1] == (
        "That's the news from Thornbury Vale Radio."
    )


def test_a_light_item_at_the_end_is_announced() -> None:
    cat = replace(FERRY, id="cat", block=BlockKind.LIGHT)

    texts = texts_of(script_of(FAIR, cat))

    assert texts[texts.index("The ferry stays at its berth.") - 1] == "And finally."
