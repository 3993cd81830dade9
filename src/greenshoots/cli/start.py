"""`greenshoots start`: the diagnostic on the web, from one folder on this computer."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import click

from greenshoots.cli import installation, network
from greenshoots.core.errors import MissingToolError

FOLDER, DEMO_FOLDER = Path("greenshoots-data"), Path("greenshoots-demo")


@click.command(name="start")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder that holds everything.")
@click.option("--network", "to_network", is_flag=True, help="Let others on the same network open it.")
@click.option("--host", help="Address to listen on, where this computer has several.  [default: 127.0.0.1]")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--demo", is_flag=True, help="A fictional place to click through, in a folder of its own.")
@click.option(
    "--open/--no-open", "open_it", default=None, help="Open a browser; where there is a screen unless you say."
)
def command(data: Path | None, to_network: bool, host: str | None, port: int, demo: bool, open_it: bool | None) -> None:
    """Set up and serve a diagnostic on the web.

    Everything lives in one folder: an SQLite file and a secret key. The first start makes them and prints a link that
    makes you the owner, once. Stop it with Ctrl+C; start it again and all is there.

    Only this computer can open it, unless you say --network: links, QR codes and posters then hold the computer's
    address on the network, for phones in the same room.

    On a server, set SITE_URL to the address people type; docs/reference/settings.md lists every setting.
    """
    need_the_web()
    host = network.host(host, to_network=to_network)
    if data is None:
        data = Path(os.environ.get("GREENSHOOTS_DATA") or (DEMO_FOLDER if demo else FOLDER))
    data.mkdir(parents=True, exist_ok=True)
    settle(data, host, port)
    network.need_the_port(host, port)
    # Imported here: Django reads its settings when it is loaded, and they were only just settled.
    from greenshoots.web import start

    click.echo(f"Setting up {data} …", err=True)
    start.prepare()
    front = network.front(host, port)
    address = start.demo(front) if demo else start.first_address(front)
    for line in (*address.lines, *start.who_else(port)):
        click.echo(line)
    shown = sys.stdout.isatty() and not os.environ.get("CI") if open_it is None else open_it
    click.echo("Stop with Ctrl+C.")
    start.serve(host, port, open_at=address.url if shown else None)


def in_folder(data: Path | None) -> None:
    """Set up everything that a command needs to work in an installation that is there, without serving it."""
    need_the_web()
    data = data or Path(os.environ.get("GREENSHOOTS_DATA") or FOLDER)
    if not data.is_dir():
        raise click.UsageError(f"There is no folder {data}. Name the installation's with --data.")
    settle(data, "127.0.0.1", 8000)
    # Imported here: Django reads its settings when it is loaded, and they were only just settled.
    from greenshoots.web import start

    start.prepare()


def need_the_web() -> None:
    """Refuse where the parts of the web are not installed, with the commands that add them."""
    if importlib.util.find_spec("django") is None or importlib.util.find_spec("uvicorn") is None:
        wanted = installation.requirement("web")
        raise MissingToolError(
            "The pages in the browser need parts that are not installed. Install them with\n\n"
            f'    pip install "{wanted}"\n\n'
            "or, if you use uv, run the program with them:\n\n"
            f'    uvx --from "{wanted}" greenshoots start'
        )


def settle(data: Path, host: str, port: int) -> None:
    """Fill in the settings that the environment leaves open, so that a laptop needs none."""
    os.environ["GREENSHOOTS_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenshoots.web.site.settings")
    if not os.environ.get("SITE_URL"):
        reached_at = network.name(host)
        os.environ["SITE_URL"] = f"http://{reached_at}:{port}"
        os.environ.setdefault("LOCAL", "on")
        os.environ.setdefault("ALLOWED_HOSTS", f"localhost,127.0.0.1,{reached_at}")
    if not os.environ.get("SECRET_KEY") and not os.environ.get("SECRET_KEY_FILE"):
        os.environ["SECRET_KEY_FILE"] = str(_key_file(data))


def _key_file(data: Path) -> Path:
    """Give the file of the secret key; made once, for nobody else to read."""
    import secrets

    path = data / "secret-key"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(50))
    return path
