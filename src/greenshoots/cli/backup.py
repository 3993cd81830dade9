"""`greenshoots backup`: one file that holds everything, taken while people answer."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import click

from greenshoots.cli import options
from greenshoots.cli.start import FOLDER

DATABASE = "greenshoots.sqlite3"


@click.command(name="backup")
@click.argument("out", type=options.FILE)
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder to back up.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
def command(out: Path, data: Path | None, force: bool) -> None:
    """Write a consistent copy of the SQLite file, also while the server runs.

    To go back, stop the server and put the copy in the place of greenshoots.sqlite3. Answers that were waiting when the
    copy was made are in it: let old copies expire. PostgreSQL has pg_dump for this.
    """
    source = (data or Path(os.environ.get("GREENSHOOTS_DATA") or FOLDER)) / DATABASE
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        raise click.UsageError("DATABASE_URL names PostgreSQL. Back it up with pg_dump.")
    if not source.exists():
        raise click.UsageError(f"There is no {source}. Name the folder with --data.")
    if out.exists() and not force:
        raise click.UsageError(f"{out} is there already. Choose another name, or add --force.")
    part = out.with_name(f".{out.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30)) as database:
            # VACUUM INTO copies what is there and nothing that was erased; other ways copy the free pages too.
            database.execute("VACUUM INTO ?", (str(part),))
        part.chmod(0o600)
        part.replace(out)
    except sqlite3.Error as error:
        raise click.ClickException(f"The copy could not be made: {error}.") from error
    finally:
        part.unlink(missing_ok=True)
    click.echo(out)
