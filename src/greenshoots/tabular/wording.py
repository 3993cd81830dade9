"""Texts for comparison, without case, accents, spaces and punctuation, and texts cleaned of unprintable signs."""

from __future__ import annotations

import re
import unicodedata

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
"""Signs that no document can hold."""


def plain(text: str) -> str:
    """Return a text without case, accents and punctuation.

    >>> plain("  Don't KNOW… ")
    'don t know'
    """
    spread = unicodedata.normalize("NFKD", text)
    letters = "".join(char for char in spread if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]+|_", " ", letters.casefold()).split())


def compact(text: str) -> str:
    """Return a plain text without spaces too, as the codes of some survey tools have none.

    >>> compact("systems-mindset") == compact("SystemsMindset")
    True
    """
    return plain(text).replace(" ", "")


def clean(text: str) -> str:
    """Return a text of one line without unprintable signs and needless spaces."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def clean_lines(text: str) -> str:
    """Return a text without unprintable signs, with its lines."""
    lines = re.split(r"\r\n|\r|\n", text)
    return "\n".join(_UNPRINTABLE.sub("", line).rstrip() for line in lines).strip()
