"""Which account typed a response in, as far as the protection of everybody else needs to know.

What an account typed in it knows, so the reveal takes each account for an attacker of its own. For that it is enough to
tell accounts apart inside one round. The number is kept with the waiting response and nowhere else, and is erased with
it. Where two accounts get the same number, they count as one, and more is hidden than has to be.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from greenshoots.core.disclosure.typed_in import BY_THEMSELVES
from greenshoots.web.collect.responses.models import Mode

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.collect.diagnostics.models import Round

UNKNOWN = 0
"""Stands for all responses of which it is only known that the team typed them in."""

_MOST = 32_767
"""The largest number that the column holds."""


def number(round_: Round, account: User) -> int:
    """Return the number of an account in one round; in another round it is another."""
    digest = hashlib.sha256(f"typist/{round_.pk}/{account.pk}".encode()).digest()
    return 1 + int.from_bytes(digest[:8]) % _MOST


def account(mode: int, typist: int | None) -> int:
    """Return the account of a waiting response, as `core.typed_in` takes it."""
    if mode == Mode.ONLINE:
        return BY_THEMSELVES
    return UNKNOWN if typist is None else typist
