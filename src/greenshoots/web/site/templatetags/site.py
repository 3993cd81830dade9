"""Tags of the base template and its components."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.loader_tags import BlockNode

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
