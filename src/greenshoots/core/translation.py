"""In which language results speak. Every sentence that they say goes through here.

The source of every message is English, with its facts by name in braces. Who wants another language gives a catalogue
for a while; `greenshoots.speech` has them. Nothing here reads a file.

>>> say("{first} or {second}", first=4, second=5), say_plural("1 person", "{n} people", 1204)
('4 or 5', '1,204 people')
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

ENGLISH = "en-GB"

THOUSANDS, DECIMALS = "between thousands", "before decimals"
"""Contexts of the two marks within numbers, which are messages like any other."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A language and the words for it.

    Arguments:
        language: Its tag, such as ``cy``.
        catalogue: Gives each message in it.
        draft: True while the words wait for somebody who speaks the language at home; documents say so.
    """

    language: str = ENGLISH
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)
    draft: bool = False


_spoken: ContextVar[Voice] = ContextVar("spoken", default=Voice())  # noqa: B039 - it never changes


@contextmanager
def using(voice: Voice) -> Iterator[None]:
    """Let everything that is said inside the block be said by this voice.

    A sentence is said when it is made: results and outlines that were made before keep their language, and drawing or
    rendering them belongs inside the block too.
    """
    token = _spoken.set(voice)
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """Give the tag of the language that is spoken now."""
    return _spoken.get().language


def draft_sentence() -> str:
    """Say that a translation is a draft; nothing where it is not."""
    if not _spoken.get().draft:
        return ""
    return say("This translation is a draft. A native speaker has not checked it yet.")


def say(message: str, /, **facts: object) -> str:
    """Say a message.

    Arguments:
        message: Its English source.
        facts: What stands in its braces; they are put in as they are and never read as a message.
    """
    # A catalogue keeps its own header under the empty message.
    words = _spoken.get().catalogue.gettext(message) if message else message
    return words.format(**facts) if facts else words


def say_plural(one: str, many: str, n: int, /, **facts: object) -> str:
    """Say a message that depends on a number, which stands in it as ``{n}``.

    Arguments:
        one: Its English source for 1.
        many: For every other number.
        n: The number.
        facts: What else stands in its braces.
    """
    return _spoken.get().catalogue.ngettext(one, many, n).format(n=count(n), **facts)


def mark(message: str) -> str:
    """Mark a message that is said later, so that catalogues hold it."""
    return message


def count(n: int) -> str:
    """Write a whole number.

    >>> count(1204)
    '1,204'
    """
    return f"{n:,}".replace(",", _spoken.get().catalogue.pgettext(THOUSANDS, ","))


def decimal(value: float, decimals: int) -> str:
    """Write a number with decimal places.

    >>> decimal(3.25, 1), decimal(0.98, 2)
    ('3.2', '0.98')
    """
    return f"{value:.{decimals}f}".replace(".", _spoken.get().catalogue.pgettext(DECIMALS, "."))


def per_cent(share: float) -> str:
    """Write a share as a per cent.

    >>> per_cent(0.95)
    '95%'
    """
    return say("{number}%", number=f"{share * 100:.0f}")
