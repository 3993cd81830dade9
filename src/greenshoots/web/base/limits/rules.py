"""How many wrong tries are too many, in ten minutes. Decision 22 says why the numbers are these."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

ANYWHERE = "anywhere"
"""Stands for the source where tries from all sources count together."""


class LimitLevel(IntEnum):
    """What happens to the next try."""

    FREE = 0
    WARNED = 1
    REFUSED = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit on wrong tries of one kind.

    Attributes:
        name: What is counted.
        warn: From so many on, a wrong try is answered with "too often". A right attempt passes: people who share an
            address with a guesser, or whose account is guessed at, must not be locked out.
        refuse: From so many on, no attempt is checked until the ten minutes are over.
    """

    name: str
    warn: int
    refuse: int

    def level(self, number: int) -> LimitLevel:
        """Return what so many wrong tries lead to."""
        return LimitLevel((number >= self.warn) + (number >= self.refuse))


# All numbers but those of messages and new accounts are of wrong attempts. Earlier limits counted right passwords too,
# which an office that signs in together would have run into (decision 22).
PASSWORD = Rule("password", 10, 40)
"""Of one account, from one source or from one known device."""

PASSWORDS_FROM = Rule("passwords from", 60, 240)
"""Of any account, from one source: an office of hundreds mistypes fewer."""

PASSWORDS_FOR = Rule("passwords for", 60, 240)
"""Of one account, from all sources together; a known device of the account is not counted in, nor refused."""

SECOND_STEP = Rule("second step", 5, 10)
"""Six digits, and a person who guesses them already has the password: so few, and from all sources together."""

MAILED_CODE = Rule("mailed code", 20, 100)
"""Codes that went out by mail; each one ends after three wrong tries in any case."""

MESSAGES = Rule("messages", 6, 6)
"""To one mail address, asked for from one source. Every message counts: the next one would be as unwanted."""

MESSAGES_FROM = Rule("messages from", 120, 120)
MESSAGES_TO = Rule("messages to", 30, 30)

SIGN_UP = Rule("sign-up", 60, 60)
"""New accounts from one source; each counts."""

# At 1,000 wrong codes in ten minutes, finding one of ten running workshops takes two years on average (decision 22).
JOIN_CODE = Rule("join code", 30, 1000)
"""Codes of rounds, rooms and published pages, from one source. A room of 200 phones mistypes some 40."""

PRIVATE_CODE = Rule("private code", 30, 1000)
LINK = Rule("link", 30, 1000)
"""Secrets of invitations, personal links and links that end reminders: too long to guess, counted all the same."""
