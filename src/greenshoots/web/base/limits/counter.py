"""Counting wrong tries: at once in memory, twice a second into a table that processes share.

A wrong try never waits for the one writer of SQLite, and a flood of them costs it two small transactions a second.
Stopping the server writes what waits; a power cut loses half a second of counts.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import threading
import time
from collections import Counter

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models import Q

from greenshoots.web.base.limits import client_address
from greenshoots.web.base.limits.models import Count, Window
from greenshoots.web.base.limits.rules import LimitLevel, Rule

SECONDS = 600
"""How long a window is. Its salt and all counts end with it."""

PAUSE = 0.5
MOST = 50_000
"""New subjects of a window that get a separate count; further subjects are counted by wide network."""

Subject = tuple[str, ...]
log = logging.getLogger(__name__)
# A database that is away or being restarted stops no sign-in: counting goes on in memory (decision 22).
GONE = (DatabaseError, InterfaceError)


class Tries:
    """The wrong tries of the current window, as this process knows them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._stopping = False
        self.forget()

    def forget(self, number: int = -1) -> None:
        """Empty the memory, as when a window ends."""
        self._number, self._salt, self._new = number, b"", 0
        self._waiting: Counter[Subject] = Counter()
        self._writing: Counter[Subject] = Counter()
        self._refused: set[Subject] = set()

    def level(self, rule: Rule, source: str, *about: str) -> LimitLevel:
        """Return what happens to the next try.

        Arguments:
            rule: What is tried.
            source: Where it comes from, or `rules.ANYWHERE`.
            about: What it is about, such as an account.
        """
        with self._lock:
            subject = self._subject(rule, source, about)
            here = self._waiting[subject] + self._writing[subject]
        level = rule.level(here + self._kept(subject))
        if level is LimitLevel.REFUSED:
            with self._lock:
                self._refused.add(subject)
        return level

    def record(self, rule: Rule, source: str, *about: str) -> LimitLevel:
        """Count one wrong try; return what happens to the next."""
        with self._lock:
            subject = self._subject(rule, source, about)
            self._new += subject not in self._waiting
            self._waiting[subject] += 1
        self._start()
        return self.level(rule, source, *about)

    def is_refused(self, rule: Rule, source: str, *about: str) -> bool:
        """Return from memory alone whether an attempt is refused: pages of people who answer must not wait."""
        if not self._refused:
            return False
        with self._lock:
            return self._subject(rule, source, about) in self._refused

    @property
    def any_refused(self) -> bool:
        """Return whether anything is refused at all, before an address is even read."""
        return bool(self._refused)

    def _subject(self, rule: Rule, source: str, about: tuple[str, ...]) -> Subject:
        number = int(time.time()) // SECONDS
        if number != self._number:
            self.forget(number)
        subject = (rule.name, source, *about)
        if self._new >= MOST and subject not in self._waiting:
            # A flood from everywhere fills no memory this way, and still locks out no other network (decision 22).
            return (rule.name, client_address.neighbourhood(source), "and around")
        return subject

    def _kept(self, subject: Subject) -> int:
        """Return what the table holds; nothing where it is away, for then memory has to do."""
        try:
            # Only the writing thread makes a salt, so that no request waits for SQLite's one writer.
            salt = self._salt or self._look_for_salt()
            if not salt:
                return 0
            return Count.objects.filter(pk=_key(salt, subject)).values_list("number", flat=True).first() or 0
        except GONE:
            return 0

    def _look_for_salt(self) -> bytes:
        number = self._number
        stored = Window.objects.filter(pk=number).values_list("salt", flat=True).first()
        with self._lock:
            if stored is not None and self._number == number:
                self._salt = bytes(stored)
        return bytes(stored or b"")

    # --- Writing, in a separate thread ----------------------------------------------------------------------------

    def start(self) -> None:
        """Delete what an earlier run left behind, and begin to count."""
        self._start()

    def stop(self) -> None:
        """Write what waits, and end."""
        with self._lock:
            thread, self._stopping = self._thread, True
        self._wake.set()
        if thread is not None:
            thread.join(timeout=10)
        self._stopping = False

    def _start(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="limits", daemon=True)
                self._thread.start()
        self._wake.set()

    def _run(self) -> None:
        try:
            while True:
                flushed = self._try_to_flush()
                with self._lock:
                    number, waiting = self._number, bool(self._waiting or self._writing)
                    if self._stopping or (not waiting and flushed and number != int(time.time()) // SECONDS):
                        # Nothing of a window is left, neither here nor in the table.
                        self._thread = None
                        return
                self._wake.clear()
                # Nothing waits: sleep until the window ends, to delete it, or until the next wrong try.
                self._wake.wait(SECONDS - time.time() % SECONDS + PAUSE if not waiting else PAUSE)
                if not self._stopping:
                    # Also after a wake-up: a flood of guesses may cost the one writer of SQLite only two transactions a
                    # second (decision 22).
                    time.sleep(PAUSE if flushed else 10 * PAUSE)
        finally:
            connection.close()

    def _try_to_flush(self) -> bool:
        try:
            self.flush()
        except GONE as error:
            log.warning("Wrong tries could not be written down yet: %s", type(error).__name__)
            connection.close()
            return False
        return True

    def flush(self) -> None:
        """Write down what waits, and delete what belongs to windows that are over."""
        with self._lock:
            current = int(time.time()) // SECONDS
            if self._number != current:
                self.forget(current)
            # What a failed write left is added to: while the database is away, no count is lost.
            self._writing, self._waiting = self._waiting + self._writing, Counter()
            taken = self._writing
        # Before the return below: on a quiet server too, salts and counts must go with their ten minutes.
        _delete_other_windows(current)
        if not taken:
            return
        salt = self._salt or _salt_of(current)
        _add(current, {_key(salt, subject): number for subject, number in taken.items()})
        with self._lock:
            if self._number == current:
                # Only for the window that was written: in the meantime the next one may have begun, with another salt.
                self._salt, self._writing = salt, Counter()


def _key(salt: bytes, subject: Subject) -> int:
    """Return 62 bits of a keyed digest. With the window's salt gone, nothing can be tried against it any more."""
    # From the secret key too: a backup made during an attack holds counts and their salt, and must not be enough to try
    # addresses against them (decision 22).
    key = hmac.new(settings.SECRET_KEY.encode(), b"limits" + salt, hashlib.sha256).digest()
    digest = hmac.new(key, "\x1f".join(subject).encode("utf-8", "replace"), hashlib.sha256).digest()
    return int.from_bytes(digest[:8]) >> 2


def _salt_of(number: int) -> bytes:
    # Of two processes that begin a window, one is first, and both use its salt.
    Window.objects.bulk_create([Window(number=number, salt=secrets.token_bytes(32))], ignore_conflicts=True)
    return bytes(Window.objects.values_list("salt", flat=True).get(pk=number))


@transaction.atomic
def _add(period: int, counts: dict[int, int]) -> None:
    table = connection.ops.quote_name(Count._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (key, period, number) VALUES (%s, %s, %s) "  # noqa: S608 - the table's own name
            f"ON CONFLICT (key) DO UPDATE SET number = {table}.number + excluded.number",
            # In one order for all processes, so that two of them never wait for each other's rows.
            [(key, period, number) for key, number in sorted(counts.items())],
        )


def _delete_other_windows(current: int) -> None:
    """Delete what is over, and what a clock that was wrong left for the future; a neighbour's may be a little ahead."""
    others = Window.objects.filter(Q(pk__lt=current) | Q(pk__gt=current + 1))
    counts = Count.objects.filter(Q(period__lt=current) | Q(period__gt=current + 1))
    # Looked for first: mostly there is nothing, and to find that out needs no writer.
    if others.exists() or counts.exists():
        with transaction.atomic():
            counts.delete()
            others.delete()


tries = Tries()
"""The wrong tries that this process knows of."""
