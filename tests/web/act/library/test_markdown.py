"""Markdown that people write is shown, and nothing in it can act."""

from __future__ import annotations

import html5lib
import pytest

from greenshoots.web.act.library import markdown

NASTY = (
    "<script>alert(1)</script>",
    "<style>body{display:none}</style>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)" onclick="alert(1)">here</a>',
    "[here](javascript:alert(1))",
    "[here](JaVaScRiPt:alert(1))",
    "[here](&#106;avascript:alert(1))",
    "[here](data:text/html;base64,PHNjcmlwdD4=)",
    "[here](vbscript:x)",
    "![a picture](https://elsewhere.example/track.png)",
    '<iframe src="https://elsewhere.example"></iframe>',
    '<p style="position:fixed">over everything</p>',
    '<form action="https://elsewhere.example"><input name="x"></form>',
    "<svg><script>alert(1)</script></svg>",
    "<<script>script>alert(1)<</script>/script>",
    "[x]: javascript:alert(1)\n\n[here][x]",
    '[here](https://example.org "x\\" onmouseover=\\"alert(1)")',
    "<https://example.org/<script>>",
    "```<script>\nalert(1)\n```",
)


@pytest.mark.parametrize("text", NASTY)
def test_what_could_act_or_load_is_cut_out(text: str) -> None:
    tree = html5lib.parseFragment(str(markdown.html(text)), namespaceHTMLElements=False)
    nodes = list(tree.iter())
    assert {node.tag for node in nodes} - {"DOCUMENT_FRAGMENT"} <= markdown.TAGS
    for node in nodes:
        assert set(node.attrib) <= {"href", "rel", "start"}, node.attrib
        assert node.get("href", "https:").split(":")[0] in {"https", "http", "mailto"}


def test_text_reads_as_it_was_meant() -> None:
    made = str(markdown.html("# A heading\n\nSome *words*, a [link](https://example.org).\n\n- one\n- two"))
    assert "<h3>A heading</h3>" in made
    assert "<em>words</em>" in made
    assert 'href="https://example.org" rel="noopener noreferrer nofollow"' in made
    assert made.count("<li>") == 2


def test_html_that_somebody_typed_is_shown_and_not_obeyed() -> None:
    assert "&lt;b&gt;loud&lt;/b&gt;" in str(markdown.html("Not <b>loud</b> here."))


def test_letters_of_every_language_stay() -> None:
    assert "Tŷ’r Cyngor – £5 & más" in str(markdown.html("Tŷ’r Cyngor – £5 & más")).replace("&amp;", "&")
