"""`greenshoots archive`: everything one place owns, as one file to keep or to bring elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from greenshoots.cli import options, start


@click.command(name="archive")
@click.argument("place")
@click.argument("out", type=options.FILE)
@click.option(
    "--data", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder that holds everything."
)
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
def command(place: str, out: Path, data: Path | None, force: bool) -> None:
    """Write everything a place owns that may leave into one ZIP file.

    PLACE is its code, as it stands in the address of its pages: places/CODE/. Answers that wait to be revealed are not
    in it; greenshoots backup copies them too. docs/reference/archive.md describes the file.
    """
    if out.exists() and not force:
        raise click.UsageError(f"{out} is there already. Choose another name, or add --force.")
    start.in_folder(data, "greenshoots archive")
    # Imported here: Django reads its settings when it is loaded, and they were only just settled.
    from greenshoots.web.archives import commands

    made = commands.take(place)
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(made)
        part.chmod(0o600)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    click.echo(out)
