"""`greenshoots sample`: responses to try Greenshoots with."""

from __future__ import annotations

from pathlib import Path

import click

from greenshoots import instruments, tabular
from greenshoots.cli import options, release_file, writing


@click.command(name="sample")
@click.option("--out", type=options.FILE, default=Path("answers.csv"), show_default=True, help="The file to create.")
@click.option("--empty", is_flag=True, help="Only the column names: a column for each enabler and for comments on it.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@options.instrument
def command(out: Path, empty: bool, force: bool, instrument: str, language: str | None) -> None:
    """Create a file of fictional sample responses, or an empty template.

    The sample responses come from a council that does not exist. The empty template has a column for each enabler, one
    for comments on it, and columns for round, viewpoint and mode. Add a column for each group question.
    """
    if out.exists() and not force:
        raise click.UsageError(f"{out} already exists. Choose another name with --out, or add --force.")
    # The record of the answers that are replaced would refuse the new ones as changed rows.
    release_file.forget(out)
    if empty:
        writing.write(out, tabular.write_template(instruments.load(instrument, language=language)))
    elif instrument != options.BUILT_IN:
        raise click.UsageError("The sample responses are for the built-in questionnaire. For another one, add --empty.")
    else:
        writing.write(out, tabular.sample_path().read_bytes())
