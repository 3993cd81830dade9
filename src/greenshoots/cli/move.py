"""`greenshoots move`: an installation to another folder or another disk."""

from __future__ import annotations

from pathlib import Path

import click

from greenshoots.cli.backup import DATA, existing
from greenshoots.cli.start import in_folder_words, told
from greenshoots.web.base.data_folder import layout, lock, move, permissions


@click.command(name="move")
@click.argument("to", type=click.Path(path_type=Path))
@DATA
def command(to: Path, data: Path | None) -> None:
    """Move everything to another folder: copied, checked, and only then deleted here.

    TO must not be there yet, or be empty. Stop the server first. Its address does not change; set GREENSHOOTS_DATA, or
    start it with --data.
    """
    folder = existing(data)
    with in_folder_words(folder.path):
        permissions.make_private()
        with lock.acquire(folder, "greenshoots move"):
            done = move.move(folder, to)
        if not done.left:
            folder.lock.unlink(missing_ok=True)
            _remove(folder.path)
    click.echo(to / layout.DATABASE)
    told(f"Everything is in {to}, was read back and is whole. It holds {done.contents}.")
    if done.left:
        told(f"{folder.path} is left with what is not ours: {', '.join(done.left)}.")
    told(f"Start it with greenshoots start --data {to}")


def _remove(path: Path) -> None:
    try:
        path.rmdir()
    except OSError:
        told(f"{path} is empty and could not be removed; a disk may be mounted there.")
