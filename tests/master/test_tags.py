from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bulletin.master.tags import Tags, parse_metadata, write_metadata
from bulletin.model import Span

HEADLINES = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)


def shown(text: str) -> str:
    """What a tag keeps of a headline: what can be printed, on one line."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


@given(title=HEADLINES, chapter=HEADLINES)
def test_any_headline_comes_back_as_text_and_nothing_else(title: str, chapter: str) -> None:
    tags = Tags(
        title=title,
        artist="Radio Thornbury Vale",
        expires_at=datetime(2026, 3, 4, 12, 30, tzinfo=UTC),
        chapters=(
            Span(start_s=1.5, end_s=3.25, title=chapter),
            Span(start_s=3.25, end_s=9.0, title="Weather"),
        ),
    )

    read = parse_metadata(write_metadata(tags))

    assert read.title == shown(title)
    assert read.artist == "Radio Thornbury Vale"
    assert read.expires_at == tags.expires_at
    assert [(span.start_s, span.end_s, span.title) for span in read.chapters] == [
        (1.5, 3.25, shown(chapter)),
        (3.25, 9.0, "Weather"),
    ]


def test_a_headline_cannot_open_a_section_or_set_a_key() -> None:
    text = write_metadata(Tags(title="x\n[CHAPTER]\nexpires=2099-01-01T00:00:00+00:00"))

    assert len(text.splitlines()) == 3
    assert parse_metadata(text).expires_at is None


def test_a_very_long_headline_is_cut() -> None:
    assert len(parse_metadata(write_metadata(Tags(title="word " * 1000))).title) <= 500


def test_an_expiry_without_a_zone_is_not_believed() -> None:
    assert parse_metadata(";FFMETADATA1\nexpires=2026-03-04T12:00:00\n").expires_at is None


def test_chapters_are_read_in_the_order_of_their_times() -> None:
    text = ";FFMETADATA1\n" + "".join(
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={start + 10}\ntitle={start}\n" for start in (500, 20)
    )

    assert [chapter.title for chapter in parse_metadata(text).chapters] == ["20", "500"]


def test_words_of_other_programs_are_passed_over() -> None:
    read = parse_metadata(";FFMETADATA1\nencoder=Lavf\nrubbish\n# note\nTITLE=Noon\n[STREAM]\ntitle=other\n")

    assert read == Tags(title="Noon", language="")
