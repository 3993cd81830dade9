"""Braille-ready files for an embosser: 40 cells by 25 lines, through liblouis."""

from __future__ import annotations

import shutil
import subprocess
import textwrap
from collections.abc import Sequence

from greenshoots.core.errors import MissingToolError

CELLS, LINES = 40, 25
PROGRAM = "lou_translate"
TABLES = {"en": "en-ueb-g2.ctb", "cy": "cy-cy-g2.ctb", "de": "de-g2.ctb", "fr": "fr-bfu-g2.ctb", "ar": "ar-ar-g1.utb"}
"""Translation tables by language; uncontracted English Braille stands in for the others."""


def to_brf(paragraphs: Sequence[str], language: str = "en") -> bytes:
    """Translate paragraphs to Braille and lay them out in pages.

    Arguments:
        paragraphs: One a paragraph; a line break within one is kept.
        language: The language of the words.

    Returns:
        ASCII Braille: lines of at most 40 cells, 25 lines a page, the page number on the last line, a form feed
        between pages.

    Raises:
        MissingToolError: liblouis is not installed, or refuses the text.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise MissingToolError(
            "Braille needs liblouis. Install it (on Debian and Ubuntu: apt install liblouis-bin) and try again."
        )
    pieces = [line for paragraph in paragraphs for line in (*paragraph.split("\n"), "")]
    translated = _translate(program, pieces, language)
    lines: list[str] = []
    for piece in translated:
        lines += textwrap.wrap(piece, CELLS, subsequent_indent="  ", break_on_hyphens=False) or [""]
    return _pages(lines).encode("ascii")


def _translate(program: str, pieces: Sequence[str], language: str) -> list[str]:
    table = TABLES.get(language.split("-")[0].lower(), "en-ueb-g1.ctb")
    # The display table comes first: it makes the output the ASCII letters that embossers take.
    command = [program, "--forward", f"en-us-brf.dis,{table}"]
    done = subprocess.run(  # noqa: S603 - a program found on the path, with arguments of our own
        command,
        input="\n".join(" ".join(piece.split()) for piece in pieces) + "\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    found = done.stdout.split("\n")
    if done.returncode or len(found) < len(pieces):
        raise MissingToolError(f"liblouis could not translate the text into Braille: {done.stderr.strip()[:200]}")
    return ["".join(char if char.isascii() else " " for char in line).rstrip() for line in found[: len(pieces)]]


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
