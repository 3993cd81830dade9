"""Starting the web server: the folder, the tables, static files, the first link, and the server itself."""

from __future__ import annotations

import datetime as dt
import signal
import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

import django
import uvicorn
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from greenshoots.core.errors import FolderError, SettingError
from greenshoots.web.base.data_folder import copies, database, lock, permissions, restore
from greenshoots.web.base.data_folder.layout import Folder
from greenshoots.web.base.data_folder.lock import Lock
from greenshoots.web.base.site import reach

SHUT_DOWN_AFTER = 5
"""Seconds that open requests get to finish when the server stops."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address to open, and the lines about it for the console."""

    url: str
    lines: tuple[str, ...]


Say = Callable[[str], None]
"""Prints a sentence for the person at the console."""


def take(folder: Folder, what: str, say: Say) -> Lock:
    """Lock the folder for this process, and clean up what an earlier process left in it.

    Arguments:
        what: The command that holds it, for the message to other processes.

    Raises:
        FolderError: another process holds it, it cannot be written to, or its database is damaged.
    """
    permissions.make(folder.path)
    # Before the first file: SQLite and collectstatic create theirs by the umask, whatever it was set to.
    permissions.make_private()
    held = lock.acquire(folder, what)
    try:
        _put_in_order(folder, say)
    except BaseException:
        held.release()
        raise
    return held


def _put_in_order(folder: Folder, say: Say) -> None:
    # First of all: until then, the database here may be the one that is being replaced.
    if aside := restore.finish(folder):
        say(f"An interrupted restore has been finished. The earlier data is kept in {aside}.")
    copies.clear_unfinished(folder)
    for sentence in permissions.close_to_others(folder):
        say(sentence)
    for path in copies.expire(folder, dt.datetime.now().astimezone()):
        say(f"{path} was {copies.DAYS} days old and has been deleted.")
    if folder.database is not None and not database.is_empty(folder.database):
        database.check(folder.database)
        # Another program may be reading the file: then the journal is merged later.
        database.checkpoint(folder.database, patience=2.0)


def prepare(folder: Folder, say: Say) -> None:
    """Update the tables, finish pending erasures, and collect static files.

    Raises:
        SettingError: a setting is wrong, or the database cannot be reached.
        FolderError: the tables are from a newer version, or the database cannot be written.
    """
    from django.core.management import call_command

    try:
        django.setup()
        # Imported here, because it reads models, which are ready only now.
        from greenshoots.web.base.site import secure_delete, tables

        tables.bring_up_to_date(folder, say)
        # A server that was killed right after a reveal left published responses readable in the journal (decision 21).
        if not secure_delete.attempt():
            say("Erasing is not finished because another program is reading the database. Greenshoots keeps trying.")
    except ImproperlyConfigured as wrong:
        raise SettingError(str(wrong)) from wrong
    except DatabaseError as wrong:
        raise _cannot_be_used(folder, wrong) from wrong
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    # Imported here, because its table is ready only now.
    from greenshoots.web.base.accounts import mail

    mail.expire()


def look_only(folder: Folder) -> None:
    """Set up Django for a command next to a running server, without changing its tables.

    Raises:
        SettingError: a setting is wrong, or the database cannot be reached.
        FolderError: the running server has a different version.
    """
    try:
        django.setup()
        from greenshoots.web.base.site import tables

        tables.need_the_same()
    except ImproperlyConfigured as wrong:
        raise SettingError(str(wrong)) from wrong
    except DatabaseError as wrong:
        raise _cannot_be_used(folder, wrong) from wrong


def _cannot_be_used(folder: Folder, wrong: DatabaseError) -> SettingError | FolderError:
    if folder.database is not None:
        return FolderError(database.says(wrong, folder.database))
    why = str(wrong).partition("\n")[0]
    return SettingError(f"The database cannot be used: {why}. Check DATABASE_URL and the folder.")


def leave() -> None:
    """Close all connections, so that the database file alone is complete."""
    from greenshoots.web.base.site import secure_delete

    connections.close_all()
    secure_delete.empty_journal()


def first_address(front: str) -> Address:
    """Return the one-time link to create the first account, or the home page once an account exists.

    Arguments:
        front: The address of the server for the person who started it.
    """
    from greenshoots.web.base.accounts import actions
    from greenshoots.web.base.accounts.models import User

    if User.objects.exists():
        return Address(front, (f"Greenshoots is at {front}",))
    url = front + actions.make_owner_link()
    return Address(url, ("Open this link to create the first account. It works once:", f"  {url}"))


def who_else(port: int) -> tuple[str, ...]:
    """Return the lines for the console if others on the network can open this too."""
    if reach.of(settings.SITE_URL) is not reach.LinkReach.NETWORK or not settings.LOCAL:
        return ()
    return (
        f"Others on the same network can open {settings.SITE_URL}",
        "  They can answer with the links you give them, join workshops, and see the sign-in page.",
        "  The connection is not encrypted, so use a network that you trust, not a public network.",
        f"  If a phone cannot open it, allow port {port} in the firewall of this computer.",
    )


def demo(front: str) -> Address:
    """Create the fictional place, unless it exists."""
    from greenshoots.web import demo as place

    email, password = place.make()
    return Address(
        f"{front}/accounts/login/",
        (
            f"The demonstration is at {front}. All its people and results are fictional.",
            f"  Sign in as {email} with the password: {password}",
        ),
    )


def serve(host: str, port: int, *, open_at: str | None = None) -> None:
    """Serve until stopped: by Ctrl+C, by a signal, or by closing the window it runs in."""
    if open_at:
        threading.Thread(target=_open_when_up, args=(host, port, open_at), daemon=True).start()
    connections.close_all()
    config = uvicorn.Config(
        "greenshoots.web.application:application",
        host=host,
        port=port,
        # No line is written for a request: an address and a time next to a response would show who sent it.
        access_log=False,
        log_level="warning",
        # With auto, uvicorn takes a start that failed for a program without one, and serves without our threads.
        lifespan="on",
        server_header=False,
        # We read X-Forwarded-For ourselves, by TRUSTED_PROXIES, and Django reads X-Forwarded-Proto.
        proxy_headers=False,
        # Its loggers write through ours, which leaves out secrets.
        log_config=None,
        # The stream of a workshop ends only with its page, so a stop cannot wait for all of them.
        timeout_graceful_shutdown=SHUT_DOWN_AFTER,
        backlog=4096,
    )
    server = uvicorn.Server(config)
    _stop_in_order(server)
    try:
        server.run()
        if not server.started:
            raise SystemExit(1)  # uvicorn has logged the reason
    except KeyboardInterrupt:
        return  # uvicorn has shut down by now, and raises the signal again
    finally:
        leave()


def _stop_in_order(server: uvicorn.Server) -> None:
    """Make each ending signal stop the server in order: open requests, waiting responses, the journal.

    Once it has shut down, uvicorn sends itself the signal again, which would end the process before its last lines.
    """
    signal.signal(signal.SIGTERM, _end)
    if hasattr(signal, "SIGBREAK"):
        signal.signal(signal.SIGBREAK, _end)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        # A terminal that is closed. Under nohup it is ignored, and stays so.
        signal.signal(signal.SIGHUP, lambda *_signal: setattr(server, "should_exit", True))


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _open_when_up(host: str, port: int, url: str) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            # 0.0.0.0 can only be listened on: Windows refuses to connect to it.
            if probe.connect_ex(("127.0.0.1" if host == "0.0.0.0" else host, port)) == 0:  # noqa: S104 - compared only
                webbrowser.open(url)
                return
        time.sleep(0.1)
