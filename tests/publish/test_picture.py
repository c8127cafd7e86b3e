"""Pictures of a programme: everything in them is inline and nothing in a headline is markup."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from bulletin.model import Envelope, Span
from bulletin.publish.picture import draw, draw_times

ENVELOPE = Envelope(step_s=1.0, peaks=(0.1, 0.5, 0.2) * 40, loudness_lufs=(-20.0, -16.0, float("-inf")) * 40)


def test_a_picture_marks_each_chapter_by_its_number_and_the_target() -> None:
    chapters = (Span(start_s=10, end_s=60, title="A <b> & C"), Span(start_s=60, end_s=110, title="D"))

    picture = ElementTree.fromstring(draw(ENVELOPE, chapters=chapters, target_lufs=-16.0))

    texts = ["".join(text.itertext()) for text in picture.iter("text")]
    assert [text for text in texts if re.match(r"[12][A-Z]", text)] == ["1A <b> & C", "2D"]
    assert "-16 LUFS" in texts
    assert "1:00" in texts


def test_an_hour_has_no_more_marks_of_time_than_can_be_read() -> None:
    hour = Envelope(step_s=4.5, peaks=(0.5,) * 800, loudness_lufs=(-16.0,) * 800)

    assert draw(hour, chapters=(), target_lufs=-16.0).count('class="tick"') == 11


def test_what_was_done_is_drawn_one_after_another_to_its_time() -> None:
    drawn = ElementTree.fromstring(draw_times((("gather articles", 1.0), ("master audio", 3.0))))

    first, second = (bar.attrib for bar in drawn.iter("rect"))
    assert float(second["width"]) == 3 * float(first["width"])
    assert float(second["x"]) == float(first["x"]) + float(first["width"])


def test_a_file_without_sound_can_be_drawn() -> None:
    nothing = Envelope(step_s=0.1, peaks=(), loudness_lufs=())

    assert ElementTree.fromstring(draw(nothing, chapters=(), target_lufs=-16.0)) is not None
