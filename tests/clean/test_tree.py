"""Any text to a tree of elements."""

from __future__ import annotations

from bulletin.clean.tree import MOST_TAGS, cut_after, parse, strip_machinery


def test_what_lies_in_hundreds_of_elements_that_nobody_closed_is_in_the_tree() -> None:
    root = parse("".join(f"<div><b>Street {n}. " for n in range(500)))

    assert root is not None
    assert "Street 499." in root.text_content()


def test_nothing_makes_no_tree() -> None:
    assert parse("") is None


def test_machinery_goes_and_the_words_around_it_stay() -> None:
    root = parse("<p>One <script>two</script> three <button>four</button> five<nav>six</nav></p>")

    strip_machinery(root)

    assert root.text_content().split() == ["One", "three", "five"]


def test_a_tree_is_cut_after_an_element_at_every_level() -> None:
    root = parse("<div><p>One <b>two</b> three <i>four</i></p><p>five</p></div><p>six</p>")

    cut_after(next(root.iter("b")))

    assert root.text_content().split() == ["One", "two", "three"]


def test_a_page_of_too_many_tags_is_cut_before_one_of_them() -> None:
    root = parse("<p>One</p>" + "<br>" * MOST_TAGS + "<p>two</p>")

    assert root is not None
    assert root.text_content().split() == ["One"]


def test_a_menu_that_nobody_closed_does_not_swallow_the_story() -> None:
    root = parse("<nav><a>Home</a><div><h1>Bridge shut</h1><p>One</p><p>two</p><p>three</p></div>")

    strip_machinery(root)

    assert "three" in root.text_content()
