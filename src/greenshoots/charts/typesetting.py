"""Measure text and break it into lines before it is drawn.

Words are measured in the packaged typeface. A reader's own may be wider, so every width carries a safety margin.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from PIL import ImageFont

from greenshoots.charts import fonts

SAFETY = 1.1
"""DejaVu Sans, the widest of the usual system typefaces, runs up to 1.09 times as wide as Noto Sans."""

LINE = 1.3
"""Line height, in type sizes; deep enough for Arabic below the line and a circumflex on a capital above it."""

BASELINE = 0.98
"""How far the baseline lies below the top of a line, in type sizes."""

SOFT_HYPHEN = "\u00ad"
_BREAK_AFTER = "-/–—\u200b"
_ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
_NOTO = ((0x0000, 0x058F), (0x0900, 0x097F), (0x1AB0, 0x20CF))
_MEASURED_AT = 100


@dataclass(frozen=True, slots=True)
class Block:
    """Text in lines, ready to draw.

    Arguments:
        lines: The lines.
        size: Type size.
        width: Of the longest line, with the safety margin.
        broken: True where a word had to be cut because it was wider than the room.
        rtl: True where the words read from right to left.
    """

    lines: tuple[str, ...]
    size: float
    width: float
    broken: bool
    rtl: bool

    @property
    def height(self) -> float:
        """Return the height of all lines."""
        return len(self.lines) * self.size * LINE


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of letters that stays together if possible, and what joins it to the one before."""

    text: str
    space: bool
    soft: bool


def block(text: str, size: float, room: float) -> Block:
    """Break text into as few lines as fit the room, of about equal length.

    Words break at spaces, after hyphens and dashes, and at soft hyphens. Only a word that is wider than the room is
    cut anywhere, with a hyphen.
    """
    clean = tidy(text)
    ems = room / (size * SAFETY)
    lines, broken = _lines(clean, round(ems, 2))
    longest = max((_ems(line) for line in lines), default=0.0)
    return Block(lines, size, longest * size * SAFETY, broken, is_right_to_left(clean))


def width(text: str, size: float) -> float:
    """Return the width of text on one line, with the safety margin."""
    return _ems(text) * size * SAFETY


def tidy(text: str) -> str:
    """Return text as one line that any SVG can hold."""
    allowed = "".join(" " if char.isspace() else char for char in text if char.isspace() or _allowed(char))
    return " ".join(allowed.split())


def _allowed(char: str) -> bool:
    point = ord(char)
    surrogate_or_nothing = 0xD800 <= point <= 0xDFFF or point & 0xFFFE == 0xFFFE
    return unicodedata.category(char) != "Cc" and not surrogate_or_nothing


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter with a direction runs from right to left."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


@lru_cache(maxsize=4096)
def _lines(text: str, room: float) -> tuple[tuple[str, ...], bool]:
    pieces = _pieces(text)
    lines, broken = _fill(pieces, room)
    if len(lines) < 2 or broken:
        return lines, broken
    # The narrowest width that needs no more lines makes all lines about equally long.
    # Two lines hold more than the room, so none of their widths can be below half of it.
    low, high = room / 2, room
    # Six halvings come within a hundredth of the room.
    for _ in range(6):
        middle = (low + high) / 2
        tried, cut = _fill(pieces, middle)
        if cut or len(tried) > len(lines):
            low = middle
        else:
            high = middle
    return _fill(pieces, high)


def _pieces(text: str) -> tuple[_Piece, ...]:
    pieces: list[_Piece] = []
    for word in text.split(" "):
        space = True
        for place, syllable in enumerate(word.split(SOFT_HYPHEN)):
            soft = place > 0
            for unit in _units(syllable):
                pieces.append(_Piece(unit, space, soft))
                space = soft = False
    return tuple(piece for piece in pieces if piece.text)


def _units(word: str) -> list[str]:
    units, run = [], ""
    for char in word:
        # Chinese and Japanese have no spaces and break between any two signs.
        if unicodedata.east_asian_width(char) in "WF":
            units += [run, char]
            run = ""
        elif char in _BREAK_AFTER:
            units.append(run + char)
            run = ""
        else:
            run += char
    return [unit for unit in [*units, run] if unit]


def _fill(pieces: tuple[_Piece, ...], room: float) -> tuple[tuple[str, ...], bool]:
    lines: list[str] = []
    line, broken = "", False
    for at, piece in enumerate(pieces):
        tried = line + (" " if piece.space and line else "") + piece.text
        # A line that may break at a soft hyphen next must have room for the hyphen.
        tail = "-" if at + 1 < len(pieces) and pieces[at + 1].soft else ""
        if line and _ems(tried + tail) > room:
            lines.append(line + ("-" if piece.soft else ""))
            tried = piece.text
        while _ems(tried) > room and len(tried) > 1:
            head, tried = _cut(tried, room)
            lines.append(head)
            broken = True
        line = tried
    return (*lines, line) if line else tuple(lines), broken


def _cut(word: str, room: float) -> tuple[str, str]:
    hyphen = "" if is_right_to_left(word) else "-"
    # At least one letter goes on a line, however narrow the room, or the loop that calls this would never end.
    place = max((n for n in range(1, len(word)) if _ems(word[:n] + hyphen) <= room), default=1)
    # Two letters alone on a line read badly, unless the room leaves no choice.
    if len(word) - place < 3 and place > 5:
        place = len(word) - 3
    return word[:place] + hyphen, word[place:]


@lru_cache(maxsize=16384)
def _ems(text: str) -> float:
    total = 0.0
    for family, run in groupby(text, key=_family):
        letters = "".join(run)
        if family is None:
            # A script without a packaged typeface counts a whole type size for each sign: too wide is safer than cut
            # off.
            total += sum(not _invisible(char) for char in letters)
        else:
            total += _font(family).getlength(letters) / _MEASURED_AT
    return total


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me", "Cf")


def _family(char: str) -> str | None:
    point = ord(char)
    if _invisible(char) and not 0x0600 <= point <= 0x08FF:
        return None
    if any(low <= point <= high for low, high in _ARABIC):
        return "Noto Sans Arabic"
    if any(low <= point <= high for low, high in _NOTO):
        return "Noto Sans"
    return None


@lru_cache(maxsize=8)
def _font(family: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fonts.path(family)), _MEASURED_AT)
