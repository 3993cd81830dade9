"""Random codes: public names of rows, and the codes that people write down."""

from __future__ import annotations

import secrets

# Crockford's base 32: no I, L, O or U, so that no letter is mistaken for a digit and no code spells a word.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})


def new(length: int = 10) -> str:
    """Return a random code; each character holds five bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def address() -> str:
    """Return a code for an address that people type: eight characters in lower case, 40 bits."""
    return new(8).lower()


def read(text: str) -> str:
    """Return a typed code in its stored form: capitals, no spaces or dashes, misread letters corrected.

    >>> read("k7q4-m2xd-9rtw"), read("o1il")
    ('K7Q4M2XD9RTW', '0111')
    """
    return text.strip().upper().translate(_MISREAD)


def spaced(code: str) -> str:
    """Return a code in groups of four, easy to write down.

    >>> spaced("K7Q4M2XD9RTW")
    'K7Q4-M2XD-9RTW'
    """
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
