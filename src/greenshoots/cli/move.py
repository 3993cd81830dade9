"""`greenshoots move`: an installation to another folder or disk."""

from __future__ import annotations

from pathlib import Path

import click

from greenshoots.cli.backup import DATA, existing
from greenshoots.cli.start import folder_errors, print_note
from greenshoots.web.base.data_folder import layout, lock, move, permissions


@click.command(name="move")
@click.argument("to", type=click.Path(path_type=Path))
@DATA
def command(to: Path, data: Path | None) -> None:
    """Move an installation to another folder. It is copied and checked, and only then deleted here.

    TO must be empty or not exist yet. Stop the server first. The web address stays the same. Afterwards set
    GREENSHOOTS_DATA to the new folder, or start the server with --data.
    """
    folder = existing(data)
    with folder_errors(folder.path):
        permissions.make_private()
        with lock.acquire(folder, "greenshoots move"):
            done = move.move(folder, to)
        if not done.left:
            folder.lock.unlink(missing_ok=True)
            _remove(folder.path)
    click.echo(to / layout.DATABASE)
    print_note(f"Everything was moved to {to} and checked. It contains {done.contents}.")
    if done.left:
        print_note(f"{folder.path} still has files that do not belong to Greenshoots: {', '.join(done.left)}.")
    print_note(f"To start it: greenshoots start --data {to}")


def _remove(path: Path) -> None:
    try:
        path.rmdir()
    except OSError:
        print_note(f"{path} is empty but could not be deleted. A disk may be mounted there.")
