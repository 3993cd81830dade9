"""Starting the web: tables, files that pages need, the first link, and the server."""

from __future__ import annotations

import socket
import threading
import time
import webbrowser
from dataclasses import dataclass

import django
import uvicorn
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from greenshoots.core.errors import SettingError
from greenshoots.web.site import reach

SHUT_DOWN_AFTER = 5
"""Seconds that open requests get to finish when the server stops."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to go, and what to say about it on the console."""

    url: str
    lines: tuple[str, ...]


def prepare() -> None:
    """Bring the tables up to date and gather the files that pages need.

    Raises:
        SettingError: a setting is wrong, or the database cannot be reached.
    """
    from django.core.management import call_command

    try:
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
    except ImproperlyConfigured as wrong:
        raise SettingError(str(wrong)) from wrong
    except OperationalError as wrong:
        why = str(wrong).partition("\n")[0]
        raise SettingError(f"The database cannot be used: {why}. Look at DATABASE_URL and at the folder.") from wrong
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    # Imported here: its table is ready only now.
    from greenshoots.web.accounts import mail

    mail.expire()


def first_address(front: str) -> Address:
    """Give the one-time link of the first owner, or the front page once there is one.

    Arguments:
        front: The address at which whoever started the server opens it.
    """
    from greenshoots.web.accounts import actions
    from greenshoots.web.accounts.models import User

    if User.objects.exists():
        return Address(front, (f"Greenshoots is at {front}",))
    url = front + actions.make_owner_link()
    return Address(url, ("Open this link to become the owner. It works once:", f"  {url}"))


def who_else(port: int) -> tuple[str, ...]:
    """Return what to say on the console where others on the network can open this too."""
    if reach.of(settings.SITE_URL) is not reach.Reach.NETWORK or not settings.LOCAL:
        return ()
    return (
        f"Others on the same network can open {settings.SITE_URL}",
        "  They can answer with the links you give them, join workshops, and see the page to sign in.",
        "  Nothing is encrypted on the way, so use a network that you trust, not a public one.",
        f"  If a phone cannot open it, let port {port} through the firewall of this computer.",
    )


def demo(front: str) -> Address:
    """Make the fictional place, unless it is there already."""
    from greenshoots.web import demo as place

    email, password = place.make()
    return Address(
        f"{front}/accounts/login/",
        (
            f"A fictional place to click through is at {front}",
            f"  Sign in as {email} with the password: {password}",
        ),
    )


def serve(host: str, port: int, *, open_at: str | None = None) -> None:
    """Serve until somebody stops it."""
    if open_at:
        threading.Thread(target=_open_when_up, args=(host, port, open_at), daemon=True).start()
    uvicorn.run(
        "greenshoots.web.site.asgi:application",
        host=host,
        port=port,
        # No line is written for a request: an address and a time beside an answer would say who gave it.
        access_log=False,
        log_level="warning",
        lifespan="on",
        server_header=False,
        # We read X-Forwarded-For ourselves, by TRUSTED_PROXIES, and Django reads X-Forwarded-Proto.
        proxy_headers=False,
        # Its loggers write through ours, which leaves out what a line must not hold.
        log_config=None,
        timeout_graceful_shutdown=SHUT_DOWN_AFTER,
        backlog=4096,
    )


def _open_when_up(host: str, port: int, url: str) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1" if host == "0.0.0.0" else host, port)) == 0:  # noqa: S104 - compared only
                webbrowser.open(url)
                return
        time.sleep(0.1)
