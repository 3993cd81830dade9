"""Tags of the base template and its components."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.loader_tags import BlockNode
from django.utils.translation import gettext as _
from ua_parser import parse

if TYPE_CHECKING:
    from django.template.context import Context

register = template.Library()


class _Again(Node):
    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: Context) -> str:
        # The parser refuses a second block of the same name, but does not know a node that is created here.
        return str(BlockNode(self.name, NodeList()).render(context))


@register.tag
def block_again(_parser: Parser, token: Token) -> Node:
    """Repeat a block: the heading of a page is its title unless the page overrides it."""
    return _Again(token.split_contents()[1].strip("\"'"))


@register.filter
def of(mapping: Mapping[str, object], key: str) -> object | None:
    """Return the value of a key that is a template variable."""
    return mapping.get(key)


@register.filter
def browser(user_agent: str) -> str:
    """Return the name of a browser and its system.

    >>> browser("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
    'Firefox, Linux'
    """
    parsed = parse(user_agent)
    parts = [name.family for name in (parsed.user_agent, parsed.os) if name is not None]
    return ", ".join(parts) or _("Unknown browser")
