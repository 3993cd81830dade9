"""Letters that no font at hand can draw: pictographs are written out in words, other letters ask for a font."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from greenshoots.core.errors import MissingToolError

_REPORTED = re.compile(r"could not be displayed|disallowed codepoint|private use", re.IGNORECASE)
_QUOTED = re.compile(r'`"((?:[^"\\]|\\.)+)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


def missing(complaint: str) -> set[str]:
    """Give the characters that a complaint of the typesetter names."""
    found: set[str] = set()
    for line in complaint.splitlines():
        # The first pair of quotes holds the text, the second the font.
        if _REPORTED.search(line) and (quoted := _QUOTED.search(line)):
            found |= set(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), quoted[1]))
    return found


def in_words(characters: set[str]) -> Mapping[int, str]:
    """Say how each character is written instead: a pictograph by its name, a joiner or a control not at all.

    Raises:
        MissingToolError: letters of a script are among them; leaving those out would change what is said.

    >>> "Well done 👍".translate(in_words({"👍"}))
    'Well done (thumbs up sign)'
    """
    letters = sorted(char for char in characters if unicodedata.category(char)[0] in "LMN")
    scripts = [char for char in letters if not _joins(char)]
    if scripts:
        raise MissingToolError(
            f"No font on this computer has the letters “{''.join(scripts[:12])}”. "
            "Install a font that has them, such as a Noto font, and try again."
        )
    return {ord(char): _word(char) for char in characters}


def rewritten(content: Any, words: Mapping[int, str]) -> Any:
    """Give plain data with characters replaced in every text of it."""
    if isinstance(content, str):
        return content.translate(words)
    if isinstance(content, Mapping):
        return {key: rewritten(value, words) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [rewritten(value, words) for value in content]
    return content


def _word(char: str) -> str:
    if _joins(char) or unicodedata.category(char)[0] == "C":
        return ""
    return f"({unicodedata.name(char, 'a sign').lower()})"


def _joins(char: str) -> bool:
    """Tell variation selectors and skin tones, which only change how the pictograph before them looks."""
    return 0xFE00 <= ord(char) <= 0xFE0F or 0x1F3FB <= ord(char) <= 0x1F3FF
