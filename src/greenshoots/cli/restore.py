"""`greenshoots restore`: a backup in the place of what is there."""

from __future__ import annotations

from pathlib import Path

import click

from greenshoots.cli import options
from greenshoots.cli.backup import folder_of
from greenshoots.cli.start import in_folder_words, told
from greenshoots.web.base.data_folder import copies, lock, permissions, restore
from greenshoots.web.base.data_folder.restore import Restored

KEYS = {
    "backup": "The secret key came with the backup.",
    "kept": "The secret key of the folder stays in use.",
    "setting": "The secret key is the one that the settings name.",
    "other": (
        "The secret key in use is not the one of this backup. Everybody has to sign in again, and personal links that "
        "were sent no longer work. With the right key in a file, restore again with --key."
    ),
    "none": (
        "There is no secret key, so the next start makes a new one. Everybody has to sign in again, and personal links "
        "that were sent no longer work. With the right key in a file, restore again with --key."
    ),
}


@click.command(name="restore")
@click.argument("backup", type=options.FILE)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The folder to put it into.")
@click.option("--key", type=options.FILE, help="The secret key, where it does not lie beside the backup.")
@click.option("--force", is_flag=True, help="Put it in the place of what is there, which is kept aside.")
def command(backup: Path, data: Path | None, key: Path | None, force: bool) -> None:
    """Restore a backup into a folder: all of it or nothing, checked before anything is changed.

    BACKUP is the file that greenshoots backup wrote, or a data folder that was copied as a whole. Stop the server
    first. What is in the folder now is kept aside in it, and the command says where.
    """
    folder = folder_of(data)
    with in_folder_words(folder.path):
        permissions.make(folder.path)
        permissions.make_private()
        with lock.acquire(folder, "greenshoots restore"):
            done = restore.restore(folder, backup, key_file=key, force=force)
            permissions.mend(folder)
    click.echo(folder.database)
    for sentence in _said(done):
        told(sentence)


def _said(done: Restored) -> list[str]:
    said = [f"The backup is whole and in its place. It holds {done.contents}.", KEYS[done.key]]
    if done.aside:
        said.append(
            f"What was there before is kept in {done.aside}. It may hold answers that wait: it is deleted at the next "
            f"reveal, or after {copies.DAYS} days."
        )
    if done.again:
        said.append(
            "Revealed after this backup was made, so these answers wait again: "
            f"{'; '.join(done.again)}. Whoever saw those results and sees a second reveal could set the two against "
            "each other. Do not reveal them again if anybody answers in between."
        )
    said.append("Start it with greenshoots start.")
    return said
