"""Migrations at start-up: older tables are updated, newer tables are left alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from greenshoots import __version__
from greenshoots.core.errors import FolderError
from greenshoots.web.base.data_folder import copies, versions
from greenshoots.web.base.data_folder.layout import Folder
from greenshoots.web.base.data_folder.models import ProgramVersion

Step = tuple[str, str]
"""A migration: the room and its name."""


def bring_up_to_date(folder: Folder, say: Callable[[str], None]) -> None:
    """Update the tables of an earlier version, and keep a copy of the earlier data.

    Raises:
        FolderError: the tables are of a newer version, or there is no room for the copy.
    """
    executor = MigrationExecutor(connection)
    applied = set(executor.loader.applied_migrations)
    # Before anything is changed: an older program cannot know what a newer one keeps in its tables.
    _need_no_newer(_unknown(executor), folder)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    # Without an applied migration the database is new, and holds nothing to copy.
    if missing and applied:
        _keep_a_copy(folder, applied, say)
    with _at_once():
        if missing:
            call_command("migrate", verbosity=0, interactive=False)
        if newest() != __version__:
            ProgramVersion.objects.create(version=__version__, since=timezone.localdate())


def need_the_same() -> None:
    """Refuse tables of a different version.

    Raises:
        FolderError: a server of an older or a newer version runs with them.
    """
    executor = MigrationExecutor(connection)
    if _unknown(executor) or executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise FolderError(
            f"The server in this folder runs a different version from this command ({__version__}). Stop the server, "
            "or use the command of the version that it runs."
        )


def compare() -> tuple[str, str]:
    """Return whether the tables are ``newer`` or ``older`` than this version, or ``same``, and what that means."""
    executor = MigrationExecutor(connection)
    if unknown := _unknown(executor):
        return (
            "newer",
            f"A newer version created them ({' '.join(unknown[0])}). This version, {__version__}, will not start.",
        )
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return "older", f"The next start makes {len(missing)} changes for version {__version__}."
    return "same", f"They match this version, {__version__}."


def newest() -> str:
    """Return the version that last changed the tables; empty if no version was noted."""
    if ProgramVersion._meta.db_table not in connection.introspection.table_names():
        return ""
    last = ProgramVersion.objects.last()
    return last.version if last else ""


@contextmanager
def _at_once() -> Iterator[None]:
    """Run all migrations, and the notes of them, in one transaction.

    Django changes the tables in one transaction and may note it in the next. If it is killed in between, each later
    start fails, because a table that it wants to create already exists.
    """
    # SQLite changes tables only while foreign keys are not checked, and this cannot be switched inside a transaction.
    connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            yield  # each migration checks the foreign keys when it ends
    finally:
        connection.enable_constraint_checking()


def _unknown(executor: MigrationExecutor) -> list[Step]:
    """Return the migrations of a newer version."""
    version = newest()
    if version and versions.order(version) < versions.order(__version__):
        return []  # migrations of an earlier version, which have been squashed since
    return sorted(set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations))


def _need_no_newer(unknown: list[Step], folder: Folder) -> None:
    if not unknown:
        return
    version = newest()
    newer = f"Greenshoots {version}" if version and version != __version__ else "a newer Greenshoots"
    room, name = unknown[0]
    earlier_copies = copies.automatic(folder)
    back = (
        f" There is a copy from before that update: {earlier_copies[-1]}. Use greenshoots restore to go back to it."
        if earlier_copies
        else ""
    )
    raise FolderError(
        f"{folder.path} was last used by {newer}. This is {__version__}, which is older and cannot use its tables "
        f"({room} {name}). Nothing was changed. Install that version or a later one.{back}"
    )


def _keep_a_copy(folder: Folder, applied: Iterable[Step], say: Callable[[str], None]) -> None:
    if folder.database is None:
        say("This version updates the tables. Greenshoots does not copy PostgreSQL first: use pg_dump for that.")
        return
    state = hashlib.sha256(repr(sorted(applied)).encode()).hexdigest()[:8]
    copy = copies.before_update(folder, state)
    say(
        f"This version updates the tables. A copy of the earlier data is in {copy}. It may hold responses that have "
        f"not been revealed, so it is deleted at the next reveal, or after {copies.DAYS} days."
    )
