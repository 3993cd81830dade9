"""Texts compared by what they say: case, accents, spaces and punctuation set aside."""

from __future__ import annotations

import re
import unicodedata

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
"""Signs that no document can hold."""


def plain(text: str) -> str:
    """Take case, accents and punctuation off a text.

    >>> plain("  Don't KNOW… ")
    'don t know'
    """
    spread = unicodedata.normalize("NFKD", text)
    letters = "".join(char for char in spread if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]+|_", " ", letters.casefold()).split())


def compact(text: str) -> str:
    """Take the spaces off as well, for survey tools whose codes cannot hold any.

    >>> compact("systems-mindset") == compact("SystemsMindset")
    True
    """
    return plain(text).replace(" ", "")


def clean(text: str) -> str:
    """Take unprintable signs and needless space off a text of one line."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def clean_lines(text: str) -> str:
    """Take unprintable signs off a text and keep its lines."""
    lines = re.split(r"\r\n|\r|\n", text)
    return "\n".join(_UNPRINTABLE.sub("", line).rstrip() for line in lines).strip()
