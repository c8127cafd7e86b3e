"""Files, folders and standard input."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from bulletin.gather import Gathered
from bulletin.model import Form

Read = Callable[..., Gathered]


@pytest.mark.parametrize(
    ("name", "form", "identity"),
    [
        ("trees.txt", Form.TEXT, "trees"),
        ("trees.md", Form.MARKDOWN, "trees"),
        ("trees.html", Form.HTML, "trees"),
        ("trees.htm", Form.HTML, "trees"),
        ("two.trees.html.gz", Form.HTML, "two.trees"),
    ],
)
def test_a_file_is_read_by_its_kind(tmp_path: Path, read: Read, name: str, form: Form, identity: str) -> None:
    content = b"<p>Trees</p>" if "htm" in name else b"Trees\n\nTwo hundred of them."
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)

    (document,) = read(str(tmp_path / name)).documents

    assert (document.id, document.form, document.content) == (identity, form, content)
    assert document.address == name


def test_a_folder_gives_its_articles_by_name_without_hidden_ones(tmp_path: Path, read: Read) -> None:
    for name in ("b.txt", "a.html", ".hidden.txt", "c.md"):
        (tmp_path / name).write_text("<p>Something to read.</p>")
    (tmp_path / "drafts").mkdir()

    gathered = read(str(tmp_path))

    assert [document.id for document in gathered.documents] == ["a", "b", "c"]
    assert not gathered.skipped


def test_a_folder_names_what_it_cannot_use(tmp_path: Path, read: Read) -> None:
    (tmp_path / "good.txt").write_text("Something to read.")
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04" + bytes(50))
    (tmp_path / "renamed.txt").write_bytes(b"PK\x03\x04" + bytes(50))

    gathered = read(str(tmp_path))

    assert [document.id for document in gathered.documents] == ["good"]
    assert {Path(skip.what).name for skip in gathered.skipped} == {"letter.docx", "renamed.txt"}
    assert all("plain text" in skip.why for skip in gathered.skipped)


def test_a_folder_says_when_it_holds_more_than_are_read(tmp_path: Path, read: Read) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text("Something to read.")

    gathered = read(str(tmp_path), max_items=3)

    assert len(gathered.documents) == 3
    assert "2 more files" in gathered.skipped[0].why


def test_an_empty_folder_is_named(tmp_path: Path, read: Read) -> None:
    assert "holds no article" in read(str(tmp_path)).skipped[0].why


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\0" * 500, "empty"),
        (b"MZ\x90\0" + bytes(range(256)) * 8, "not text"),
        (gzip.compress(b"words " * 2_000_000), "larger than 6 MB"),
        (b"\x1f\x8b\x08\0garbage", "damaged"),
        (b"w" * 6_000_001, "larger than 6 MB"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_its_name(
    tmp_path: Path, read: Read, content: bytes, reason: str
) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(content)

    (skip,) = read(str(path)).skipped

    assert skip.what == str(path)
    assert reason in skip.why


def test_a_text_about_markup_stays_a_text(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "course.txt"
    path.write_text("The course begins.\n\nWrite <html><body> first, said the teacher.")

    assert read(str(path)).documents[0].form is Form.TEXT


def test_a_saved_feed_gives_its_entries(tmp_path: Path, read: Read) -> None:
    text = "The council met on Tuesday and agreed the plan. " * 5
    path = tmp_path / "news.xml"
    path.write_text(
        f"<rss version='2.0'><channel><item><title>Plan</title><description>{text}</description></item></channel></rss>"
    )

    (document,) = read(str(path)).documents

    assert (document.id, document.form) == ("plan", Form.ENTRY)


def test_two_files_of_one_name_get_two_ids(tmp_path: Path, read: Read) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text("Something to read.")

    gathered = read(str(tmp_path / "one"), str(tmp_path / "two"))

    assert [document.id for document in gathered.documents] == ["news", "news-2"]


@pytest.mark.parametrize(
    ("content", "form"), [(b"<html><p>Trees</p>", Form.HTML), (b"Trees\n\nMany.", Form.TEXT)]
)
def test_standard_input_is_told_by_its_content(read: Read, monkeypatch, content: bytes, form: Form) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))

    (document,) = read("-").documents

    assert (document.form, document.content) == (form, content)


@pytest.mark.parametrize(
    "address", ["ftp://files.example/x", "file:///etc/hosts", "data:text/html,x", "javascript:alert(1)", ""]
)
def test_an_address_that_nobody_reads_is_named(read: Read, address: str) -> None:
    assert len(read(address).skipped) == 1


def test_a_drive_letter_is_no_scheme() -> None:
    from bulletin.gather.readers import reader_name

    assert reader_name("C:\\news\\trees.txt") == "file"
    assert reader_name("https://echo.example") == "web"
    assert reader_name("-") == "input"


def test_what_the_system_leaves_in_a_folder_is_no_loss(tmp_path: Path, read: Read) -> None:
    (tmp_path / "story.txt").write_text("One sentence of news.", encoding="utf-8")
    (tmp_path / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")

    gathered = read(str(tmp_path))

    assert [document.id for document in gathered.documents] == ["story"]
    assert not gathered.skipped
