"""Render Markdown as safe HTML: one library parses it, another removes everything active."""

from __future__ import annotations

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"a", "blockquote", "br", "code", "em", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong", "ul"}
_HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}
# HTML in the text is shown as typed. Pictures are left out, because a page loads nothing from other hosts.
_READER = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline", "html_block"])


@lru_cache(maxsize=512)
def html(text: str) -> SafeString:
    """Return Markdown as HTML.

    Headings start below those of the page. Links have ``rel="noopener noreferrer nofollow"`` and lead to the web or
    to an e-mail address. Nothing else that could act or load is left.
    """
    tokens = _READER.parse(text)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
    rendered = _READER.renderer.render(tokens, _READER.options, {})
    clean = nh3.clean(
        rendered,
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has removed everything active
