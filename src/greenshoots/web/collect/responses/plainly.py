"""Saying on a page what the reading of a file says to people at the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ADVICE = re.compile(
    r"(?:,? or say |(?:(?<=[.!?]) |^)"
    r"(?:To keep one, say|Say|If the column holds words, say|Choose (?:one|another) with) )"
    r"(?=.*(?:--map|--sheet|\[columns\]|\[values\]))",
    re.DOTALL,
)
_SCORE, _WORDS = "score: ", "words about "


def sentence(said: str) -> str:
    """Leave out advice about map files and options: a page asks what the columns mean instead.

    >>> sentence("Its header asks for words. Say what it is in a file for --map: …")
    'Its header asks for words.'
    """
    found = _ADVICE.search(said)
    return said if found is None else said[: found.start()].rstrip(" ,.;") + "."


def meaning(said: str, names: Mapping[str, str]) -> str:
    """Name an enabler as people read it, where the reading gives its id."""
    for kind in (_SCORE, _WORDS):
        if said.startswith(kind) and (name := names.get(said.removeprefix(kind))):
            return kind + name
    return said
