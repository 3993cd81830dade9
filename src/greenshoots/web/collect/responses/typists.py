"""The account that entered a response, as far as the protection of everyone else needs it.

An account knows the responses that it entered, so the reveal treats each account as a separate attacker. For that it
is enough to distinguish accounts within one round. The number is stored with the pending response and nowhere else, and
is erased with it. If two accounts get the same number, they count as one, and more is hidden than necessary.
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
"""The account of all responses of which it is only known that the team entered them."""

_MOST = 32_767
"""The largest number that the column holds."""


def number(round_: Round, account: User) -> int:
    """Return the number of an account in one round; it has another number in another round."""
    digest = hashlib.sha256(f"typist/{round_.pk}/{account.pk}".encode()).digest()
    # From 1 on: 0 is `UNKNOWN`. The round is part of the digest, so that no number follows an account across rounds.
    return 1 + int.from_bytes(digest[:8]) % _MOST


def account(mode: int, typist: int | None) -> int:
    """Return the account of a pending response, as `core.typed_in` takes it."""
    if mode == Mode.ONLINE:
        return BY_THEMSELVES
    return UNKNOWN if typist is None else typist
