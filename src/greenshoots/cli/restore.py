"""`greenshoots restore`: a backup replaces the data in a folder."""

from __future__ import annotations

from pathlib import Path

import click

from greenshoots.cli import options
from greenshoots.cli.backup import folder_of
from greenshoots.cli.start import folder_errors, print_note
from greenshoots.web.base.data_folder import copies, lock, permissions, restore
from greenshoots.web.base.data_folder.restore import Restored

KEYS = {
    "backup": "The secret key came with the backup.",
    "kept": "The secret key in the folder is still used.",
    "setting": "The secret key from the settings is used.",
    "other": (
        "The secret key does not belong to this backup. Everyone has to sign in again, and personal links that were "
        "sent no longer work. If you have the right key in a file, restore again with --key."
    ),
    "none": (
        "There is no secret key, so a new one is created at the next start. Everyone has to sign in again, and "
        "personal links that were sent no longer work. If you have the right key in a file, restore again with --key."
    ),
}


@click.command(name="restore")
@click.argument("backup", type=options.FILE)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The folder to restore to.")
@click.option("--key", type=options.FILE, help="The file with the secret key, if it is not next to the backup.")
@click.option("--force", is_flag=True, help="Replace the data in the folder. The old data is kept.")
def command(backup: Path, data: Path | None, key: Path | None, force: bool) -> None:
    """Restore a backup to a folder. It is checked before anything is changed.

    BACKUP is a file from greenshoots backup, or a copy of a whole data folder. Stop the server first. The data that is
    in the folder now is kept, and the command prints where.
    """
    folder = folder_of(data)
    with folder_errors(folder.path):
        permissions.make(folder.path)
        permissions.make_private()
        with lock.acquire(folder, "greenshoots restore"):
            done = restore.restore(folder, backup, key_file=key, force=force)
            # A backup may come with other permissions: files in the folder are 0600 (decision 21).
            permissions.close_to_others(folder)
    click.echo(folder.database)
    for sentence in _sentences(done):
        print_note(sentence)


def _sentences(done: Restored) -> list[str]:
    sentences = [f"The backup was checked and restored. It contains {done.contents}.", KEYS[done.key]]
    if done.aside:
        sentences.append(
            f"The earlier data is kept in {done.aside}. It may contain single responses, so it is deleted when results "
            f"are next shown, or after {copies.DAYS} days."
        )
    if done.again:
        sentences.append(
            "These results were shown after this backup was made, so they can be shown a second time: "
            f"{'; '.join(done.again)}. By comparing the first results with the second, people could work out single "
            "answers. Do not show these results again if more people have responded."
        )
    sentences.append("To start it: greenshoots start")
    return sentences
