"""The language of results. Every sentence of results goes through here.

The source of every message is English, with named values in braces. For another language, a catalogue is set for the
length of a block; `greenshoots.speech` has the catalogues. This module reads no file.

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
    """A language and its catalogue of messages.

    Arguments:
        language: The language tag, such as ``cy``.
        catalogue: The translations.
        draft: True until a native speaker has checked the translation; documents say so.
    """

    language: str = ENGLISH
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)
    draft: bool = False


# A context variable, because pages in several languages are written at the same time.
_spoken: ContextVar[Voice] = ContextVar("spoken", default=Voice())  # noqa: B039 - it never changes


@contextmanager
def using(voice: Voice) -> Iterator[None]:
    """Use this language for all sentences that are written inside the block.

    A sentence is written when results are computed: results and outlines that were created before keep their language,
    and drawing or rendering them belongs inside the block too.
    """
    token = _spoken.set(voice)
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """Return the tag of the current language."""
    return _spoken.get().language


def draft_sentence() -> str:
    """Write that a translation is a draft; empty where it is not."""
    if not _spoken.get().draft:
        return ""
    return say("This translation is a draft. A native speaker has not checked it yet.")


def say(message: str, /, **facts: object) -> str:
    """Return a message in the current language.

    Arguments:
        message: The English source.
        facts: The values for the braces; they are inserted as they are and never read as messages.
    """
    # A catalogue keeps its own header under the empty message.
    words = _spoken.get().catalogue.gettext(message) if message else message
    return words.format(**facts) if facts else words


def say_plural(one: str, many: str, n: int, /, **facts: object) -> str:
    """Return a message that depends on a number, ``{n}`` in the message.

    Arguments:
        one: The English source for 1.
        many: The English source for every other number.
        n: The number.
        facts: The values for the other braces.
    """
    return _spoken.get().catalogue.ngettext(one, many, n).format(n=count(n), **facts)


def mark(message: str) -> str:
    """Mark a message that is used later, so that catalogues contain it."""
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
