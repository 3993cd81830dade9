"""`greenshoots backup`: the whole installation in one file, made while people answer."""

from __future__ import annotations

import os
from pathlib import Path

import click

from greenshoots.cli import options
from greenshoots.cli.start import FOLDER, print_note
from greenshoots.web.base.data_folder import backup, layout
from greenshoots.web.base.data_folder.backup import Backup

DATA = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder of the installation."
)


@click.command(name="backup")
@click.argument("out", type=options.FILE)
@DATA
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.option("--without-key", is_flag=True, help="Do not copy the secret key. Keep it somewhere else.")
@click.option(
    "--expire", type=click.IntRange(1), metavar="DAYS", help="Delete backups in the folder that are older than this."
)
def command(out: Path, data: Path | None, force: bool, without_key: bool, expire: int | None) -> None:
    """Back up an installation to one file and check the file. The server can keep running.

    OUT is a file, or a folder; in a folder, the file is named after the date and time. The backup contains all
    responses saved before it started. The secret key is copied to a second file: greenshoots restore needs both.
    Anyone who has both files can recreate the personal links, so store them safely.

    A backup made before results are shown contains single responses, so delete old backups (see --expire). For
    PostgreSQL, use pg_dump instead.
    """
    made = backup.make(existing(data), out, force=force, with_key=not without_key, expire=expire)
    click.echo(made.file)
    if made.key:
        click.echo(made.key)
    for sentence in _sentences(made):
        print_note(sentence)


def folder_of(data: Path | None) -> layout.Folder:
    """Return the layout of the folder that was given, or of the default one."""
    return layout.of(data or Path(os.environ.get("GREENSHOOTS_DATA") or FOLDER))


def existing(data: Path | None) -> layout.Folder:
    """Return the layout of a folder that must exist."""
    folder = folder_of(data)
    if not folder.path.is_dir():
        raise click.UsageError(
            f"There is no folder {folder.path}. Give the data folder of the installation with --data."
        )
    return folder


def _sentences(made: Backup) -> list[str]:
    sentences = [f"The backup was checked and is complete. It contains {made.contents}."]
    if made.contents.waiting:
        sentences.append("It contains single responses. Delete it once their results have been shown.")
    if made.key:
        sentences.append("The secret key is in a separate file. Store the two files in different places if you can.")
    elif made.key_is_setting:
        sentences.append(
            "The secret key is not in the backup: it comes from a setting. Keep a copy of the key as well."
        )
    else:
        sentences.append(
            "The secret key is not in the backup. Keep a copy elsewhere: without it, personal links stop working."
        )
    if made.expired:
        sentences.append(f"Old backups deleted: {', '.join(path.name for path in made.expired)}.")
    return sentences
