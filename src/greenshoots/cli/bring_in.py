"""`greenshoots import`: make a place from an archive."""

from __future__ import annotations

from pathlib import Path

import click

from greenshoots.cli import options, start


@click.command(name="import")
@click.argument("archive", type=options.FILE)
@click.option("--owner", metavar="E-MAIL", help="Whose the place will be; may be left out while there is one account.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder that holds everything.")
def command(archive: Path, owner: str | None, data: Path | None) -> None:
    """Make a place from an archive. All of it comes in, or nothing.

    The owner needs an account: start Greenshoots once and open the link it prints. Nobody else becomes a member; who
    belonged to the place is printed, to be invited.
    """
    start.in_folder(data, "greenshoots import")
    # Imported here: Django reads its settings when it is loaded, and they were only just settled.
    from greenshoots.web.archives import commands

    with archive.open("rb") as file:
        brought = commands.bring_in(file, owner or "")
    for name, email, role in brought.members:
        click.echo(f"Belonged to it: {name} <{email}>, {role}", err=True)
    click.echo(f"places/{brought.place.code}/")
