"""The private code with which a person returns to their response, and the digest that is stored instead of it."""

from __future__ import annotations

import hashlib
import re

from greenshoots.web.base.site import codes
from greenshoots.web.collect.diagnostics.models import Round

LENGTH = 12
_FORM = re.compile(f"[{codes.ALPHABET}]{{{LENGTH}}}")


def new() -> str:
    """Return a new code: twelve characters, 60 bits."""
    return codes.new(LENGTH)


def is_one(code: str) -> bool:
    """Return whether a text, read by `codes.read`, has the form of a private code."""
    return _FORM.fullmatch(code) is not None


def digest(round_: Round, code: str) -> int:
    """Return the key of a response: 62 bits of a digest. A stolen table does not give the codes back (decision 11)."""
    # Quick on purpose: the strength lies in the sixty random bits of the code, and each response waits for this.
    # 62 bits fit a signed key. After any change here, people who have a code no longer find their answers.
    made = hashlib.scrypt(code.encode(), salt=f"greenshoots response {round_.code}".encode(), n=16, r=1, p=1)
    return int.from_bytes(made[:8]) >> 2
