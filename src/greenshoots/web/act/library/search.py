"""Finding entries by words, with the full-text index of the database: FTS5 in SQLite, `tsvector` in PostgreSQL.

Both index the same folded words, so that the same search finds the same entries on both, in any language: see
docs/decisions/0015-library-search.md.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F, Q

from greenshoots import library
from greenshoots.web.act.library.models import Entry, Words

if TYPE_CHECKING:
    from greenshoots.web.act.library.queries import Shown

LONGEST = 200
_WORD = re.compile(r"[^\W_]+")

# A word of the title counts eight times one of the text, a word of the place four times; a whole word counts beside its
# beginning, so twice.
SQLITE = """
    SELECT words.key, bm25(library_index, 8.0, 4.0, 1.0)
    FROM library_index JOIN library_words words ON words.id = library_index.rowid
    WHERE library_index MATCH %s
"""
VECTOR = """(
    setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', place), 'B')
    || setweight(to_tsvector('simple', text), 'D')
)"""
POSTGRES = f"""
    SELECT key, -ts_rank('{{0.1, 0.1, 0.4, 0.8}}', {VECTOR}, asked) FROM library_words, to_tsquery('simple', %s) asked
    WHERE {VECTOR} @@ asked
"""  # noqa: S608 - nothing in it comes from anybody


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

    Arguments:
        entries: What whoever asks may read; nothing else is found.
        asked: What was typed. Without a word in it, everything stays as it is.
    """
    wanted = words(asked[:LONGEST])
    if not wanted:
        return list(entries)
    ranks = _ranks(wanted)
    # Where two count the same, the order they came in stays.
    return sorted((one for one in entries if one.key in ranks), key=lambda one: ranks[one.key])


def _ranks(wanted: Sequence[str]) -> dict[str, float]:
    """Give the entries that hold every word, by key; the lower the number, the better."""
    bring_up_to_date()
    with connection.cursor() as cursor:
        # Words are letters and figures only, so none of them is a sign of the query's own language.
        if connection.vendor == "sqlite":
            cursor.execute(SQLITE, [" AND ".join(f'("{word}" OR "{word}"*)' for word in wanted)])
        else:
            cursor.execute(POSTGRES, [" & ".join(f"('{word}' | '{word}':*)" for word in wanted)])
        return dict(cursor.fetchall())


def bring_up_to_date() -> int:
    """Index what has changed since the last search, and what ships anew; give how many entries that was."""
    rows = [*_of_guide(), *_of_places()]
    if rows:
        with transaction.atomic():
            Words.objects.filter(entry=None).exclude(key__in=_shipped()).delete()
            fields = ("version", "named", "digest", "title", "place", "text")
            Words.objects.bulk_create(rows, update_conflicts=True, unique_fields=["key"], update_fields=fields)
    return len(rows)


def _of_guide() -> Iterator[Words]:
    kept = dict(Words.objects.filter(entry=None).values_list("key", "digest"))
    ships = _shipped()
    if {key: read["digest"] for key, read in ships.items()} != kept:
        yield from (Words(key=key, **read) for key, read in ships.items())


@cache
def _shipped() -> dict[str, dict[str, str]]:
    return {one.id: _read(one.title, one.place, f"{one.text} {one.first_step}") for one in library.entries()}


def _of_places() -> Iterator[Words]:
    changed = Q(words=None) | ~Q(words__version=F("version")) | ~Q(words__named=F("place__name"))
    for one in Entry.objects.filter(changed).select_related("place"):
        read = _read(one.title, one.place.name, f"{one.text} {one.first_step}")
        yield Words(key=one.code, entry=one, version=one.version, named=one.place.name, **read)


def _read(*parts: str) -> dict[str, str]:
    title, place, text = (" ".join(words(part)) for part in parts)
    digest = hashlib.sha256("\n".join((title, place, text)).encode()).hexdigest()
    return {"title": title, "place": place, "text": text, "digest": digest}
