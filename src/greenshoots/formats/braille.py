"""Braille-ready files for an embosser: 40 cells by 25 lines, through liblouis."""

from __future__ import annotations

import shutil
import subprocess
import textwrap
import unicodedata
from collections.abc import Sequence

from greenshoots.core.errors import MissingToolError
from greenshoots.formats import lettering

CELLS, LINES = 40, 25
PROGRAM = "lou_translate"
TABLES = {
    "ar": "ar-ar-g1.utb",
    "cy": "cy-cy-g2.ctb",
    "en": "en-ueb-g2.ctb",
    "es": "es-g1.ctb",
    "fr": "fr-bfu-g2.ctb",
    "ga": "ga-g2.ctb",
    "pl": "Pl-Pl-g1.utb",
}
"""The usual table of each language, of those that stay within six dots and the ASCII letters that stand for them."""

FALLBACK = "en-ueb-g1.ctb"
"""The table for other languages in Latin letters: uncontracted, so that it is read letter by letter."""

_LONGEST = 1000
"""liblouis breaks longer lines wherever it happens to stop reading."""


def to_brf(paragraphs: Sequence[str], language: str = "en") -> bytes:
    """Translate paragraphs to Braille and lay them out in pages.

    Arguments:
        paragraphs: The paragraphs; line breaks within them are kept.
        language: The language of the text.

    Returns:
        ASCII Braille: lines of at most 40 cells, 25 lines a page, the page number on the last line, a form feed
        between pages.

    Raises:
        MissingToolError: liblouis is not installed, or has no Braille for this language.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise MissingToolError(
            "Braille needs liblouis. Install it (on Debian and Ubuntu: apt install liblouis-bin) and try again."
        )
    pieces = [_plain(line) for paragraph in paragraphs for line in (*paragraph.split("\n"), "")]
    lines: list[str] = []
    for piece in _translate(program, pieces, _table(language, pieces)):
        lines += textwrap.wrap(piece, CELLS, subsequent_indent="  ", break_on_hyphens=False) or [""]
    return _pages(lines).encode("ascii")


def _plain(line: str) -> str:
    """Return a line with pictographs in words and without marks that only steer a screen."""
    # liblouis would write a code point for a sign that it does not know.
    signs = {char for char in line if unicodedata.category(char) in ("So", "Cf", "Sk") and not char.isascii()}
    return " ".join(line.translate(lettering.in_words(signs)).split())


def _table(language: str, pieces: Sequence[str]) -> str:
    primary = language.split("-")[0].lower()
    if primary in TABLES:
        return TABLES[primary]
    # Half of the letters decide, so that one English word in an Arabic text does not choose the Latin table.
    letters = [char for piece in pieces for char in piece if char.isalpha()]
    if sum("LATIN" in unicodedata.name(char, "") for char in letters) * 2 < len(letters):
        raise MissingToolError(f"Braille is not available in “{language}”. It is available in: {', '.join(TABLES)}.")
    return FALLBACK


def _translate(program: str, pieces: Sequence[str], table: str) -> list[str]:
    parts = [textwrap.wrap(piece, _LONGEST, break_on_hyphens=False) or [""] for piece in pieces]
    text = "".join(f"{part}\n" for part_list in parts for part in part_list)
    # The display table comes first: it makes the output the ASCII letters that embossers take.
    command = [program, "--forward", f"en-us-brf.dis,{table}"]
    done = subprocess.run(  # noqa: S603 - a program found on the path, with arguments of our own
        command, input=text, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    translated = done.stdout.split("\n")[:-1]
    # liblouis can lose or break a line and report nothing, so the lines are counted.
    if done.returncode or len(translated) != text.count("\n"):
        complaint = " ".join(done.stderr.split())[:200]
        raise MissingToolError(f"liblouis could not write Braille with its table {table}. It said: {complaint}")
    lines = iter("".join(char if char.isascii() else " " for char in line).strip() for line in translated)
    return [" ".join(next(lines) for _ in part_list) for part_list in parts]


def _pages(lines: Sequence[str]) -> str:
    body = LINES - 1
    pages = [lines[start : start + body] for start in range(0, len(lines), body)]
    numbered = []
    for number, page in enumerate(pages, start=1):
        filled = [*page, *[""] * (body - len(page))]
        # Numbers in Braille are the letters a to j after the number sign, which is # in ASCII Braille.
        sign = "#" + "".join("JABCDEFGHI"[int(digit)] for digit in str(number))
        numbered.append("\r\n".join([*filled, sign.rjust(CELLS)]))
    return "\r\n\f".join(numbered) + "\r\n"
