"""The private code with which somebody comes back to their answer, and the digest that stands for it in the table."""

from __future__ import annotations

import hashlib
import re

from greenshoots.web.base.site import codes
from greenshoots.web.collect.diagnostics.models import Round

LENGTH = 12
_FORM = re.compile(f"[{codes.ALPHABET}]{{{LENGTH}}}")


def new() -> str:
    """Give a code: twelve characters, 60 bits."""
    return codes.new(LENGTH)


def is_one(code: str) -> bool:
    """Tell whether a text, read by `codes.read`, has the form of a private code."""
    return _FORM.fullmatch(code) is not None


def digest(round_: Round, code: str) -> int:
    """Give the key of a response: 62 bits of a digest. A stolen table does not give the codes back (decision 11)."""
    made = hashlib.scrypt(code.encode(), salt=f"greenshoots response {round_.code}".encode(), n=16, r=1, p=1)
    return int.from_bytes(made[:8]) >> 2
