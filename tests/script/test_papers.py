"""The script as plain text, page and captions."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from bulletin.model import Cue, CueName, Line, Script, Token
from bulletin.script.papers import as_html, as_text, captions


def line(text: str, *, story: str | None = "fair", start_s: float | None = None, pause_ms: int = 350) -> Line:
    end_s = None if start_s is None else start_s + 2.5
    return Line(
        text=text,
        spoken=text,
        tokens=(),
        voice="Ann",
        pause_after_ms=pause_ms,
        story=story,
        start_s=start_s,
        end_s=end_s,
    )


SCRIPT = Script(
    items=(
        Cue(name=CueName.OPENING, pause_after_ms=700, start_s=0.0),
        line("This is the news.", story=None, start_s=3.0, pause_ms=700),
        line("Fish & chips cost £8.", start_s=6.0),
        line("It rained.", story="rain", start_s=3661.25, pause_ms=700),
    )
)
HOSTILE = Script(items=(line('<script src="//x">--> & [[x]] \0\x1b[2J\n\n00:01 --> 00:02', start_s=1.0),))


class Tags(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_text_shows_lines_and_sounds_in_order() -> None:
    assert as_text(SCRIPT).split("\n\n") == [
        "[opening sound]",
        "This is the news.",
        "Fish & chips cost £8.",
        "It rained.\n",
    ]


def test_control_characters_never_reach_a_terminal() -> None:
    assert all(mark.isprintable() or mark == "\n" for mark in as_text(HOSTILE))


def test_the_page_is_in_large_print_with_a_heading_for_each_story() -> None:
    page = as_html(SCRIPT, title="Monday", slugs={"fair": "The fair"})

    assert Tags(page).names.count("h2") == 2
    assert "1. The fair" in page
    assert min(int(size) for size in re.findall(r"(\d+)pt", page)) >= 18


def test_the_page_marks_long_pauses_and_times() -> None:
    page = as_html(SCRIPT)

    assert page.count('aria-label="pause"') == 2
    assert "0:06" in page
    assert "61:01" in page


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    tags = Tags(as_html(HOSTILE, title="</title><script>", slugs={"fair": '"><img src=x>'}))

    assert not {"script", "img", "link", "iframe"} & set(tags.names)
    assert not {"src", "href", "onclick", "style"} & set(tags.attributes)
    assert '<script src="//x">' in tags.words


def test_captions_give_each_line_its_time() -> None:
    assert captions(SCRIPT).split("\n\n")[1:] == [
        "00:00:03.000 --> 00:00:05.500\nThis is the news.",
        "00:00:06.000 --> 00:00:08.500\nFish &amp; chips cost £8.",
        "01:01:01.250 --> 01:01:03.750\nIt rained.\n",
    ]


def test_a_caption_cannot_begin_another() -> None:
    vtt = captions(HOSTILE)

    assert vtt.count("-->") == 1
    assert len(vtt.strip().splitlines()) == 4
    assert "<" not in vtt


def test_lines_without_a_time_have_no_caption() -> None:
    assert captions(Script(items=(line("It rained."),))) == "WEBVTT\n"


def test_a_presenter_sees_first_and_last_words_length_and_back_time() -> None:
    script = Script(
        items=(
            line("A walk to the weir.", story="weir", start_s=0.0),
            line("A scanner for the ward.", story="scan", start_s=3.0),
            line("The scanner came on Monday after a long wait.", story="scan", start_s=10.0),
            line("Patients are glad of it.", story="scan", start_s=14.0),
            line("The weir is open for walks.", story="weir", start_s=20.0),
            line("Dogs are welcome there.", story="weir", start_s=24.0),
            line("That was the news.", story=None, start_s=30.0),
        )
    )

    page = as_html(script)

    words = re.sub(r"<[^>]+>", "", page)
    assert "In A scanner for the … Out … are glad of it. Length 0:13 Back-time 0:29" in words
    assert "In The weir is open … Out … Dogs are welcome there. Length 0:06 Back-time 0:12" in words
    assert page.index("A walk to the weir.") < page.index("<h2>")


def test_a_script_that_nobody_spoke_has_lengths_at_a_usual_pace() -> None:
    page = as_html(Script(items=(line(" ".join(["word"] * 55) + ".", pause_ms=0),)))

    assert "<b>Length</b> 0:20" in page
    assert "[55 words: take a breath]" in page


def test_names_of_the_lexicon_are_noted_where_they_stand() -> None:
    token = Token(start=0, end=7, written="Elderby", kind="lexicon", spoken="Elderby", value="ELL-der-bee")
    said = replace(line("Elderby is far."), tokens=(token,))

    assert "Elderby: ELL-der-bee" in as_html(Script(items=(said,)))
