"""Finding entries of the library with the full-text index, against going through them one by one, in the same run.

    python benchmarks/searching.py [entries ...]

Both find the same entries: those in which every word that was asked for begins a word. Entries are made of words of
those that ship. On SQLite, or on the database that `DATABASE_URL` names, which is left as it was found. It prints the
median of several searches once everything is indexed, and what indexing takes, which the first search does.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

ASKED = ("trust risk", "frontline", "shar bud", "people decide", "nothing-has-this-word")
SIZES = (56, 500, 5_000)
TIMES = 15


def set_up(folder: str) -> None:
    """Make the tables where there are none."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "greenshoots.web.base.site.settings",
        "GREENSHOOTS_DATA": folder,
        "SITE_URL": "http://localhost",
        "SECRET_KEY": "x" * 50,
        "LOCAL": "on",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fill(how_many: int) -> Sequence[Any]:
    """Make a place with so many entries besides those that ship; give what its members may read."""
    from django.contrib.auth.models import AnonymousUser

    from greenshoots import library
    from greenshoots.web.act.library import queries
    from greenshoots.web.act.library.models import Entry
    from greenshoots.web.base.places.models import Place

    place = Place.objects.create(name="Northvale Council (fictional)")
    ships, chance = library.entries(), random.Random(17)
    words = " ".join(f"{one.title} {one.text}" for one in ships).split()
    Entry.objects.bulk_create(
        Entry(
            place=place,
            kind="suggestion",
            title=" ".join(chance.sample(words, 7)),
            enablers=chance.choice(ships).enablers[0],
            who="team",
            effort="weeks",
            text=" ".join(chance.choices(words, k=160)),
        )
        for _ in range(how_many - len(ships))
    )
    return queries.every(place, AnonymousUser())


def one_by_one(entries: Sequence[Any], asked: str) -> set[str]:
    """Give the entries that hold the beginning of every word, as plainly as it can be written."""
    from greenshoots.web.act.library import search

    wanted = search.words(asked)
    found = set()
    for one in entries:
        held = search.words(f"{one.title} {one.where} {one.written} {one.first_step}")
        if all(any(word.startswith(begins) for word in held) for begins in wanted):
            found.add(one.key)
    return found


def seconds(work: Callable[[], object]) -> float:
    """Time one piece of work."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure(how_many: int) -> None:
    """Print one row, and take everything away again."""
    from django.db import connection, transaction

    from greenshoots.web.act.library import search

    with transaction.atomic():
        entries = fill(how_many)
        indexing = seconds(search.bring_up_to_date)
        with connection.cursor() as cursor:
            # PostgreSQL does this by itself a minute after many rows have come.
            cursor.execute("ANALYZE library_words")
        for asked in ASKED:
            assert {one.key for one in search.find(entries, asked)} == one_by_one(entries, asked)
        ours = statistics.median(seconds(lambda at=at: search.find(entries, ASKED[at % 5])) for at in range(TIMES))
        theirs = statistics.median(seconds(lambda at=at: one_by_one(entries, ASKED[at % 5])) for at in range(TIMES))
        print(
            f"{how_many:>8}{ours * 1e3:>9.1f} ms{theirs * 1e3:>10.1f} ms{theirs / ours:>8.1f}{indexing * 1e3:>10.0f} ms"
        )
        transaction.set_rollback(True)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="greenshoots-searching-") as folder:
        set_up(folder)
        from django.db import connection

        print(f"{connection.vendor}\n entries       index  one by one   ratio    indexing")
        for how_many in map(int, sys.argv[1:] or SIZES):
            measure(how_many)
        connection.close()


if __name__ == "__main__":
    main()
