"""Files that no newsroom would send: broken, hostile, empty, enormous or oddly named."""

from __future__ import annotations

import gzip
import random

SAID = (
    "Marlow Vale Town Council has agreed to plant 200 trees along the River Arrow in the autumn of this year."
)
MB = 1_000_000

TEXTS: dict[str, bytes] = {
    "nothing.txt": b"",
    "a-letter.txt": b"a",
    "blank.txt": b" \n\t\r\n" * 1000,
    "nuls.txt": bytes(5000),
    "noise.txt": random.Random(7).randbytes(20_000),
    "utf-16.txt": SAID.encode("utf-16"),
    "half-utf-16.txt": SAID.encode("utf-16")[:51],
    "marked.txt": b"\xef\xbb\xbf" + SAID.encode(),
    "torn-utf-8.txt": b"Trees \xff\xfe\xc3\x28 by the river.",
    "surrogate.txt": b"\xed\xa0\x80 trees by the river",
    "old-windows.txt": "Café – “quoted” £5".encode("cp1252"),
    "one-word.txt": b"t" * MB,
    "one-line.txt": b"trees " * 300_000,
    "no-stop.txt": b"and then " * 20_000,
    "stops-alone.txt": b"...!!!??? --- ;;; " * 400,
    "faces-alone.txt": ("\N{GRINNING FACE}\N{ZERO WIDTH JOINER}\N{FIRE}" * 400).encode(),
    "turned-about.txt": "Trees \u202eby the\u202c \u200b\u200d\ufeff river.".encode(),
    "heaped-accents.txt": ("a" + "\u0301" * 500 + " ").encode() * 50,
    "three-scripts.txt": "مرحبا 你好 Привет".encode(),
    "digits.txt": b"7" * 100_000,
    "speech-markup.txt": b"<speak><break time='3600s'/><audio src='file:///etc/passwd'/> & < > \" '",
    "phonemes.txt": b"[[tr'i:z]] [[ ]] [[[[ \x01 \x02 ]]",
    "options.txt": b"--help\n-w owned.wav\n-v none\n",
    "template.txt": b"{{ 7*7 }} {% for x in y %}{% endfor %} ${7*7} %(x)s {0.__class__} %s %n",
    "-rf.txt": b"a file whose name looks like an option",
    "it's $(id) `id`;.txt": b"Good morning.",
    "caf\u00e9-\N{GRINNING FACE}.txt": b"Good morning.",
}

PAGES: dict[str, bytes] = {
    "script.html": b"<html><body><article><script>alert(1)</script><p onclick='x()'>Trees <img src=x onerror=y>",
    "deep.html": b"<div>" * 50_000 + b"trees",
    "deep-inline.html": b"<p>" + b"<b><i>" * 50_000 + b"trees",
    "unclosed.html": b"<html><body><p>Trees <b>by <i>the <table><tr>",
    "cdata.html": b"<![CDATA[" * 1000,
    "comments.html": b"<!-- " * 100_000,
    "no-text.html": b"<html><head><title>x</title></head><body><img src='a.png'></body></html>",
    "huge-attribute.html": b"<p title='" + b"a" * (2 * MB) + b"'>Trees</p>",
    "huge-script.html": b"<p>Trees</p><script>" + b"x=1;" * MB + b"</script>",
    "breaks.html": b"<br>" * 500_000,
    "entities.html": b"&#0;&#x110000;&#xD800;&nosuch;&amp" * 5000,
    "deep-data.html": b'<script type="application/ld+json">'
    + b'{"@graph":[' * 100_000
    + b"</script><p>Trees",
    "false-utf-16.html": b"<meta charset='utf-16'><p>Trees by the river.</p>",
    "no-such-charset.html": b"<meta charset='klingon'><p>Trees \xe9 by the river.</p>",
    "paywall.html": b"<html><body><article><h1>Trees</h1><p>Subscribe to continue reading.</p></article>",
    "cookies.html": b"<html><body><div>We value your privacy. Accept all cookies.</div></body></html>",
    "frames.html": b"<frameset><frame src='a.html'><noframes>Your browser has no frames.</noframes></frameset>",
    "picture-called-page.html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
}


def feed(items: int = 2, *, title: str = "Story", link: str = "", text: str = f"{SAID} " * 3) -> bytes:
    """Make a feed whose entries hold their text."""
    entries = "".join(
        f"<item><title>{title} {n}</title><link>{link}</link><guid>{n}</guid><description>{text}</description></item>"
        for n in range(items)
    )
    return f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>T</title>{entries}</channel></rss>".encode()


def _laughs() -> bytes:
    entities = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    return f"<!DOCTYPE r [<!ENTITY a0 'ha'>{entities}]><rss><channel><title>&a9;</title></channel></rss>".encode()


def _outside(target: str) -> bytes:
    return f"<!DOCTYPE r [<!ENTITY x SYSTEM '{target}'>]><rss><channel><item><title>&x;</title></item></channel></rss>".encode()


FEEDS: dict[str, bytes] = {
    "laughs.xml": _laughs(),
    "quadratic.xml": f"<!DOCTYPE r [<!ENTITY a '{'x' * 100_000}'>]><rss><channel><title>{'&a;' * 20_000}</title></channel></rss>".encode(),
    "outside-file.xml": _outside("file:///etc/passwd"),
    "outside-address.xml": _outside("http://127.0.0.1:9/"),
    "deep.xml": b"<a>" * 200_000,
    "torn.xml": feed()[:-90],
    "no-root.xml": b"<?xml version='1.0'?>",
    "two-roots.xml": feed() + feed(),
    "page.xml": b"<!doctype html><p>hi",
    "control-signs.xml": feed(text=SAID.replace("trees", "tr\x01\x0bees")),
    "no-such-entity.xml": feed(text="&nosuch; " + SAID),
    "empty-entries.xml": b"<rss><channel><item/><item></item><item><title/></item></channel></rss>",
    "path-for-title.xml": feed(title="../../../../etc/cron.d/owned"),
    "long-title.xml": feed(title="T" * 300_000),
    "script-for-link.xml": feed(link="javascript:alert(1)"),
    "file-for-link.xml": feed(link="file:///etc/passwd"),
    "bomb.xml.gz": gzip.compress(feed() + b" " * (64 * MB)),
    "null.json": b'{"version": "https://jsonfeed.org/version/1.1", "items": null}',
    "deep.json": b'{"items": ' + b"[" * 100_000,
}
