"""Letters that no installed font can draw: pictographs are written in words, other letters need a font."""

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
    """Return the characters that an error of the typesetter names."""
    characters: set[str] = set()
    for line in complaint.splitlines():
        # The first pair of quotes holds the text, the second the font.
        if _REPORTED.search(line) and (quoted := _QUOTED.search(line)):
            characters |= set(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), quoted[1]))
    return characters


def in_words(characters: set[str]) -> Mapping[int, str]:
    """Return a replacement for each character: the name of a pictograph, nothing for a joiner or a control.

    Raises:
        MissingToolError: the characters include letters of a script. Leaving those out would change the text.

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
    """Return plain data with characters replaced in every text."""
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
    """Return whether a character is a variation selector or skin tone, which only changes the pictograph before it."""
    return 0xFE00 <= ord(char) <= 0xFE0F or 0x1F3FB <= ord(char) <= 0x1F3FF
