"""Whatever comes: an article or a refusal, never anything else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.clean import clean
from bulletin.errors import RefusedError
from bulletin.model import Article, Document, Entry, Form

TAGS = st.sampled_from(
    "p div article h1 h2 ul li a b span table tr td br img figure script blockquote time main x-y".split()
)
NAMES = st.sampled_from(
    ["", " class='article-body'", " class='related'", " hidden", " style='display:none'", " href='#'"]
)
PROSE = st.sampled_from(
    [
        "The council has agreed to plant trees along the river in the autumn. " * 3,
        "Read more",
        "\x00",
        "£5 &amp; 😀",
    ]
)
PIECES = st.one_of(
    st.builds(lambda tag, name, text: f"<{tag}{name}>{text}", TAGS, NAMES, PROSE),
    st.builds(lambda tag: f"</{tag}>", TAGS),
    PROSE,
    st.text(max_size=20),
)
CONTENT = st.one_of(
    st.binary(max_size=400),
    st.lists(PIECES, max_size=25).map(lambda parts: "".join(parts).encode("utf-8", "replace")),
)


@pytest.mark.parametrize("form", list(Form))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=CONTENT, charset=st.sampled_from([None, "utf-8", "utf-16", "klingon", "cp1252"]))
def test_any_bytes_end_in_an_article_or_a_refusal(form: Form, content: bytes, charset: str | None) -> None:
    document = Document(
        id="x", source="s", address="https://a.example/x", form=form, content=content, charset=charset,
        fetched_at=datetime(2026, 3, 2, tzinfo=UTC), entry=Entry(title="T"),
    )  # fmt: skip

    try:
        article = clean(document)
    except RefusedError as refused:
        assert str(refused)
    else:
        assert isinstance(article, Article)
        assert all(text.strip() == text and text for text in article.texts)
        assert "\x00" not in "".join(article.texts)
