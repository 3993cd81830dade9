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
        # A node made here is unknown to the parser, which refuses a second block of one name.
        return str(BlockNode(self.name, NodeList()).render(context))


@register.tag
def block_again(_parser: Parser, token: Token) -> Node:
    """Give a block once more: the heading of a page is its title unless the page says otherwise."""
    return _Again(token.split_contents()[1].strip("\"'"))


@register.filter
def of(mapping: Mapping[str, object], key: str) -> object | None:
    """Give what a mapping holds under a name that a template carries."""
    return mapping.get(key)


@register.filter
def browser(user_agent: str) -> str:
    """Say in words which browser it is that calls itself so, and on what it runs.

    >>> browser("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
    'Firefox, Linux'
    """
    found = parse(user_agent)
    parts = [one.family for one in (found.user_agent, found.os) if one is not None]
    return ", ".join(parts) or _("Unknown browser")
