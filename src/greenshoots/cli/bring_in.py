"""`greenshoots import`: import a place from an archive."""

from __future__ import annotations

from pathlib import Path

import click

from greenshoots.cli import options, start


@click.command(name="import")
@click.argument("archive", type=options.FILE)
@click.option("--owner", metavar="E-MAIL", help="The owner of the place. Not needed if there is only one account.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder of the installation.")
def command(archive: Path, owner: str | None, data: Path | None) -> None:
    """Import a place from an archive. Either all of it is imported or nothing.

    The owner needs an account: start Greenshoots once and open the link it prints. Only the owner becomes a member of
    the place. The earlier members are printed, so that you can invite them again.
    """
    start.in_folder(data, "greenshoots import")
    # Imported here: Django reads its settings when it is loaded, and they were only just set.
    from greenshoots.web.archives import commands

    with archive.open("rb") as file:
        imported = commands.bring_in(file, owner or "")
    for name, email, role in imported.members:
        click.echo(f"Earlier member: {name} <{email}>, {role}", err=True)
    click.echo(f"places/{imported.place.code}/")
