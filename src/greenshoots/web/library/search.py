"""Finding entries by words. Why this needs no index: docs/decisions/0015-library-search.md."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from greenshoots.web.library.queries import Shown

LONGEST = 200
TITLE, WHERE, TEXT = 8, 4, 1
"""How much a word counts by where it stands."""
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Give text as it is compared: without accents, capitals and apostrophes, so that “tŷ” is found by “ty”.

    >>> fold("Tŷ'r Cyngor"), fold("Straße")
    ('tyr cyngor', 'strasse')
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter) and letter not in "'’‘")


def words(text: str) -> tuple[str, ...]:
    """Give the words of a text, folded."""
    return tuple(_WORD.findall(fold(text)))


def find(entries: Sequence[Shown], asked: str) -> list[Shown]:
    """Give the entries in which every word that was asked for begins a word, the best first.

    A whole word counts double, a word of the title more than one of the text; where two count the same, the order
    they came in stays.
    """
    wanted = words(asked[:LONGEST])
    if not wanted:
        return list(entries)
    found = [(score, one) for one in entries if (score := _score(one, wanted))]
    return [one for _score_of_it, one in sorted(found, key=lambda pair: -pair[0])]


def _score(one: Shown, wanted: tuple[str, ...]) -> int:
    parts = (TITLE, _words(one.title)), (WHERE, _words(one.where)), (TEXT, _words(f"{one.written} {one.first_step}"))
    total = 0
    for word in wanted:
        best = max(weight * _meets(word, held) for weight, held in parts)
        if not best:
            return 0
        total += best
    return total


def _meets(word: str, held: tuple[str, ...]) -> int:
    if word in held:
        return 2
    return int(any(one.startswith(word) for one in held))


# Folding is most of the work; the texts of a few thousand entries stay folded.
_words = lru_cache(maxsize=8_192)(words)
