"""`greenshoots start`: the web side, from one folder on this computer."""

from __future__ import annotations

import errno
import importlib.util
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from greenshoots.cli import installation, network
from greenshoots.core.errors import FolderError, MissingToolError
from greenshoots.web.base.data_folder import key, layout, lock

FOLDER, DEMO_FOLDER = Path("greenshoots-data"), Path("greenshoots-demo")


@click.command(name="start")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder of the installation.")
@click.option("--network", "to_network", is_flag=True, help="Make it available to others on the same network.")
@click.option("--host", help="The address to listen on, if this computer has several.  [default: 127.0.0.1]")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--demo", is_flag=True, help="Try it with a fictional place, in a separate folder.")
@click.option("--open/--no-open", "open_it", default=None, help="Open a browser. By default only if there is a screen.")
def command(data: Path | None, to_network: bool, host: str | None, port: int, demo: bool, open_it: bool | None) -> None:
    """Start Greenshoots in the browser.

    All data is in one folder: an SQLite file and a secret key. The first start creates them and prints a link. Open the
    link to create your account as the owner; it works once. Stop with Ctrl+C. When you start again, all data is still
    there. Only one server at a time can use a folder.

    Only this computer can open it. With --network, phones and computers on the same network can open it too: links, QR
    codes and posters then use the address of this computer on the network.

    On a server, set SITE_URL to the address that people use. docs/reference/settings.md lists all settings.
    """
    need_the_web()
    host = network.host(host, to_network=to_network)
    if data is None:
        data = Path(os.environ.get("GREENSHOOTS_DATA") or (DEMO_FOLDER if demo else FOLDER))
    # Imported here, and what follows too: the command line works where the web is not installed.
    from greenshoots.web import start

    folder = layout.of(data)
    with folder_errors(folder.path), start.take(folder, "greenshoots start", print_note):
        settle(data, host, port)
        network.need_the_port(host, port)
        print_note(f"Preparing {data} …")
        start.prepare(folder, print_note)
        front = network.front(host, port)
        address = start.demo(front) if demo else start.first_address(front)
        for line in (*address.lines, *start.who_else(port)):
            click.echo(line)
        shown = sys.stdout.isatty() and not os.environ.get("CI") if open_it is None else open_it
        click.echo("Press Ctrl+C to stop.")
        start.serve(host, port, open_at=address.url if shown else None)


def print_note(sentence: str) -> None:
    """Print a sentence to stderr, apart from the output."""
    click.echo(sentence, err=True)


@contextmanager
def folder_errors(path: Path) -> Iterator[None]:
    """Turn errors of the operating system about a folder into a sentence.

    Raises:
        FolderError: it is full, cannot be written to, or belongs to another account.
    """
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise FolderError(f"The disk with {path} is full. Free some space, then start again.") from error
        if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
            raise FolderError(
                f"{error.filename or path} cannot be written to: {error.strerror}. Greenshoots needs its own folder "
                "with permission to write. Check who owns the folder, or choose another with --data."
            ) from error
        raise


def in_folder(data: Path | None, what: str = "greenshoots") -> None:
    """Prepare an existing installation for a command, without serving it.

    While a server runs, no tables are changed; otherwise the folder is locked until the command is over.
    """
    need_the_web()
    data = data or Path(os.environ.get("GREENSHOOTS_DATA") or FOLDER)
    if not data.is_dir():
        raise click.UsageError(f"There is no folder {data}. Give the data folder of the installation with --data.")
    # Imported here: Django reads its settings when it is loaded.
    from greenshoots.web import start

    folder = layout.of(data)
    with folder_errors(folder.path):
        if lock.holder(folder) is not None:
            settle(data, "127.0.0.1", 8000)
            start.look_only(folder)
            return
        held = start.take(folder, what, print_note)
        if context := click.get_current_context(silent=True):
            context.call_on_close(held.release)
        settle(data, "127.0.0.1", 8000)
        start.prepare(folder, print_note)
        if context:
            context.call_on_close(start.leave)


def need_the_web() -> None:
    """Stop if the parts of the web are not installed, and print the commands that install them."""
    if importlib.util.find_spec("django") is None or importlib.util.find_spec("uvicorn") is None:
        wanted = installation.requirement("web")
        raise MissingToolError(
            "Greenshoots in the browser needs parts that are not installed. Install them with\n\n"
            f'    pip install "{wanted}"\n\n'
            "or, if you use uv, run Greenshoots with\n\n"
            f'    uvx --from "{wanted}" greenshoots start'
        )


def settle(data: Path, host: str, port: int, *, make_key: bool = True) -> None:
    """Fill in the settings that the environment does not set, so that a laptop needs none.

    Arguments:
        make_key: Whether to create a secret key if there is none yet.
    """
    os.environ["GREENSHOOTS_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenshoots.web.base.site.settings")
    # A laptop needs no settings; a server that sets its address is not taken for one.
    if not os.environ.get("SITE_URL"):
        reached_at = network.name(host)
        os.environ["SITE_URL"] = f"http://{reached_at}:{port}"
        os.environ.setdefault("LOCAL", "on")
        os.environ.setdefault("ALLOWED_HOSTS", f"localhost,127.0.0.1,{reached_at}")
    named = os.environ.get("SECRET_KEY") or os.environ.get("SECRET_KEY_FILE")
    if not named and (make_key or (data / layout.KEY).exists()):
        os.environ["SECRET_KEY_FILE"] = str(_key_file(data))


def _key_file(data: Path) -> Path:
    """Return the file of the secret key; it is created once, readable by its owner only."""
    path = data / layout.KEY
    if not path.exists():
        # A first start has no key and nobody to warn. A lost key ends personal links, so it must not go unnoticed.
        if (data / layout.DATABASE).exists():
            print_note(
                f"{path} was missing, so a new key is created. Everyone has to sign in again, and personal links that "
                "were sent no longer work."
            )
        key.write(path, secrets.token_urlsafe(50))
    return path
