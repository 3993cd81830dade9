"""Find entries by words, with the full-text index of the database: FTS5 in SQLite, `tsvector` in PostgreSQL.

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
    from greenshoots.web.act.library.queries import ShownEntry

LONGEST = 200
_WORD = re.compile(r"[^\W_]+")

# A word of the title counts eight times as much as a word of the text, a word of the place four times. A whole word
# matches as a beginning too, so it counts twice.
SQLITE = """
    SELECT words.key, bm25(library_index, 8.0, 4.0, 1.0)
    FROM library_index JOIN library_words words ON words.id = library_index.rowid
    WHERE library_index MATCH %s
"""
# The configuration “simple” does not stem, and neither does FTS5: both have to find the same entries (decision 15).
VECTOR = """(
    setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', place), 'B')
    || setweight(to_tsvector('simple', text), 'D')
)"""
POSTGRES = f"""
    SELECT key, -ts_rank('{{0.1, 0.1, 0.4, 0.8}}', {VECTOR}, asked) FROM library_words, to_tsquery('simple', %s) asked
    WHERE {VECTOR} @@ asked
"""  # noqa: S608 - nothing in it comes from a person


def fold(text: str) -> str:
    """Return text as it is compared: without accents, capitals and apostrophes, so that “ty” finds “tŷ”.

    >>> fold("Tŷ'r Cyngor"), fold("Straße")
    ('tyr cyngor', 'strasse')
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter) and letter not in "'’‘")


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded."""
    return tuple(_WORD.findall(fold(text)))


def find(entries: Sequence[ShownEntry], asked: str) -> list[ShownEntry]:
    """Return the entries in which every search word begins a word, the best first.

    Arguments:
        entries: The entries that the reader can see; no others are found.
        asked: The search as typed. Without a word in it, the entries are returned as they are.
    """
    wanted = words(asked[:LONGEST])
    if not wanted:
        return list(entries)
    ranks = _ranks(wanted)
    # Entries of the same rank keep their order.
    return sorted((entry for entry in entries if entry.key in ranks), key=lambda entry: ranks[entry.key])


def _ranks(wanted: Sequence[str]) -> dict[str, float]:
    """Return the rank of each entry with all the words, by key; lower is better."""
    # The search itself does this, so that writing, renaming a place and importing an archive need not think of the
    # index.
    bring_up_to_date()
    with connection.cursor() as cursor:
        # Words are letters and figures only, so none of them means anything in the query language.
        if connection.vendor == "sqlite":
            cursor.execute(SQLITE, [" AND ".join(f'("{word}" OR "{word}"*)' for word in wanted)])
        else:
            cursor.execute(POSTGRES, [" & ".join(f"('{word}' | '{word}':*)" for word in wanted)])
        return dict(cursor.fetchall())


def bring_up_to_date() -> int:
    """Index the entries that changed since the last search, and return how many there were."""
    rows = [*_of_guide(), *_of_places()]
    if rows:
        with transaction.atomic():
            # A newer program may no longer ship an entry, and its words would still be found.
            Words.objects.filter(entry=None).exclude(key__in=_shipped()).delete()
            fields = ("version", "named", "digest", "title", "place", "text")
            Words.objects.bulk_create(rows, update_conflicts=True, unique_fields=["key"], update_fields=fields)
    return len(rows)


def _of_guide() -> Iterator[Words]:
    indexed = dict(Words.objects.filter(entry=None).values_list("key", "digest"))
    shipped = _shipped()
    if {key: read["digest"] for key, read in shipped.items()} != indexed:
        yield from (Words(key=key, **read) for key, read in shipped.items())


@cache
def _shipped() -> dict[str, dict[str, str]]:
    return {
        entry.id: _read(entry.title, entry.place, f"{entry.text} {entry.first_step}") for entry in library.entries()
    }


def _of_places() -> Iterator[Words]:
    # The name of the place is indexed as well, so an entry also changes when its place is renamed.
    changed = Q(words=None) | ~Q(words__version=F("version")) | ~Q(words__named=F("place__name"))
    for row in Entry.objects.filter(changed).select_related("place"):
        read = _read(row.title, row.place.name, f"{row.text} {row.first_step}")
        yield Words(key=row.code, entry=row, version=row.version, named=row.place.name, **read)


def _read(*parts: str) -> dict[str, str]:
    title, place, text = (" ".join(words(part)) for part in parts)
    digest = hashlib.sha256("\n".join((title, place, text)).encode()).hexdigest()
    return {"title": title, "place": place, "text": text, "digest": digest}
