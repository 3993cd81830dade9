"""A client that looks at every page it fetches, so that each test of a page is a test of its bones too."""

from __future__ import annotations

import re

import html5lib
from django.http import HttpResponse
from django.test import Client

# What html5lib calls an error and the living standard of HTML does not.
HARMLESS: frozenset[str] = frozenset()


_TOKENS = re.compile(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"')


class Visitor(Client):
    """A Django client whose HTML answers are checked: valid, one h1, a title, labelled fields, ids that are unique."""

    def request(self, **request: object) -> HttpResponse:
        response = super().request(**request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming and response.content:
            look_at(response.content.decode(), fragment="HTTP_X_FRAGMENT" in request)
        return response

    @staticmethod
    def without_tokens(html: str) -> str:
        """Give a page without what is new each time it is made, so that two can be compared."""
        return _TOKENS.sub("", html)


def on_one_line(html: str) -> str:
    """Return a page without the line breaks of its templates, which no browser shows."""
    return re.sub(r">\s+<", "><", re.sub(r"\s+(/?>)", r"\1", re.sub(r"\s+", " ", html)))


def look_at(html: str, *, fragment: bool = False) -> None:
    """Fail with a sentence where a page is not well made."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(html) if fragment else parser.parse(html)
    faults = [(position, code) for position, code, _ in parser.errors if code not in HARMLESS]
    assert not faults, f"The HTML is not valid: {faults[:3]}"
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids)), f"Ids stand twice: {sorted({name for name in ids if ids.count(name) > 1})}"
    labels = {node.get("for") for node in tree.iter("label")}
    for field in (node for kind in ("input", "select", "textarea") for node in tree.iter(kind)):
        if field.get("type") in {"hidden", "submit", "image", "reset", "button"}:
            continue
        assert field.get("id") in labels or field.get("aria-label") or field.get("aria-labelledby"), (
            f"A field has no label: {field.attrib}"
        )
    assert not [node for node in tree.iter() if node.get("style")], "A style attribute is refused by the policy."
    assert not [n for node in tree.iter() for n in node.attrib if n.startswith("on")], "An inline handler is refused."
    if not fragment:
        assert len(list(tree.iter("h1"))) == 1, "A page has one h1."
        title = next(tree.iter("title"), None)
        assert title is not None, "A page has a title."
        assert (title.text or "").strip(), "A page's title says something."
        assert next(tree.iter("html")).get("lang"), "A page names its language."
