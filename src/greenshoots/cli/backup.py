"""`greenshoots backup`: one file that holds everything, taken while people answer."""

from __future__ import annotations

import os
from pathlib import Path

import click

from greenshoots.cli import options
from greenshoots.cli.start import FOLDER, told
from greenshoots.web.base.data_folder import backup, layout
from greenshoots.web.base.data_folder.backup import Backup

DATA = click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The installation's folder.")


@click.command(name="backup")
@click.argument("out", type=options.FILE)
@DATA
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@click.option("--without-key", is_flag=True, help="Leave the secret key out; keep it somewhere else.")
@click.option(
    "--expire", type=click.IntRange(1), metavar="DAYS", help="Delete earlier backups in the folder after so many days."
)
def command(out: Path, data: Path | None, force: bool, without_key: bool, expire: int | None) -> None:
    """Copy everything into one file and check it, also while the server runs.

    OUT is the file, or a folder that gets a file with the moment in its name. Every answer that was acknowledged before
    is in it. The secret key goes into a file beside it: greenshoots restore needs both, and whoever has both can make
    the personal links again.

    A backup made before a reveal holds the single answers that waited. Let old ones expire. PostgreSQL has pg_dump.
    """
    made = backup.make(existing(data), out, force=force, with_key=not without_key, expire=expire)
    click.echo(made.file)
    if made.key:
        click.echo(made.key)
    for sentence in _said(made):
        told(sentence)


def folder_of(data: Path | None) -> layout.Folder:
    """Return the layout of the folder that was named, or of the usual one."""
    return layout.of(data or Path(os.environ.get("GREENSHOOTS_DATA") or FOLDER))


def existing(data: Path | None) -> layout.Folder:
    """Return the layout of a folder that has to be there."""
    folder = folder_of(data)
    if not folder.path.is_dir():
        raise click.UsageError(f"There is no folder {folder.path}. Name the installation's with --data.")
    return folder


def _said(made: Backup) -> list[str]:
    said = [f"The backup was read back and is whole. It holds {made.contents}."]
    if made.contents.waiting:
        said.append("Answers that wait can be read in it: delete it once they are revealed.")
    if made.key:
        said.append("The secret key is in a file of its own beside it. Keep the two apart where you can.")
    elif made.key_is_setting:
        said.append("The secret key is not in it, as a setting names it: keep a copy of that too.")
    else:
        said.append(
            "The secret key is not in it. Keep a copy of it elsewhere: without it, personal links stop working."
        )
    if made.expired:
        said.append(f"Deleted as too old: {', '.join(path.name for path in made.expired)}.")
    return said
