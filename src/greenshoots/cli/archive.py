"""`greenshoots archive`: everything that belongs to a place, as one file to keep or to import elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from greenshoots.cli import options, start


@click.command(name="archive")
@click.argument("place")
@click.argument("out", type=options.FILE)
@click.option(
    "--data", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The data folder of the installation."
)
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def command(place: str, out: Path, data: Path | None, force: bool) -> None:
    """Download everything that belongs to a place, as one ZIP file.

    PLACE is the code of the place. You find it in the address of its pages: places/CODE/. The file does not contain
    responses whose results have not been shown yet; a backup does. docs/reference/archive.md describes the file.
    """
    if out.exists() and not force:
        raise click.UsageError(f"{out} already exists. Choose another name, or add --force.")
    start.in_folder(data, "greenshoots archive")
    # Imported here: Django reads its settings when it is loaded, and they were only just set.
    from greenshoots.web.archives import commands

    archive = commands.take(place)
    # Under another name until it is complete, and private before it gets its name.
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(archive)
        part.chmod(0o600)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    click.echo(out)
