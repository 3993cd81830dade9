"""Plain text that reads well in an e-mail, on a Braille display and aloud."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence

WIDTH = 72


def heading(text: str, level: int = 1) -> str:
    """Return a heading, underlined: double for the title, single for other levels."""
    lines = wrap(text).split("\n")
    # As long as the heading on a screen: a combining accent takes no column, a Chinese letter two.
    return "\n".join([*lines, ("=" if level == 1 else "-") * max(map(columns, lines))])


def wrap(text: str, *, first: str = "", rest: str = "") -> str:
    """Wrap a paragraph to `WIDTH` columns.

    Arguments:
        text: The paragraph.
        first: The start of the first line, such as a bullet.
        rest: The start of the other lines.
    """
    return textwrap.fill(
        " ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def bullets(items: Sequence[str], *, numbered: bool = False) -> str:
    """Return a list with one item below the other."""
    marks = [f"{number}. " for number in range(1, len(items) + 1)] if numbered else ["- "] * len(items)
    return "\n".join(wrap(item, first=mark, rest=" " * len(mark)) for mark, item in zip(marks, items, strict=True))


def columns(text: str) -> int:
    """Return the number of columns that a text takes on a screen of fixed-width letters."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(bool(unicodedata.combining(char)) for char in text)
