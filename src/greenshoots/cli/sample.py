"""`greenshoots sample`: something to try it with."""

from __future__ import annotations

from pathlib import Path

import click

from greenshoots import instruments, tabular
from greenshoots.cli import options, release_file, writing


@click.command(name="sample")
@click.option("--out", type=options.FILE, default=Path("answers.csv"), show_default=True, help="Where to write it.")
@click.option("--empty", is_flag=True, help="Only the header row, to fill in: a column per enabler and for words.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@options.instrument
def command(out: Path, empty: bool, force: bool, instrument: str, language: str | None) -> None:
    """Write fictional sample answers, or an empty sheet to fill in.

    The samples are of a place that does not exist. An empty sheet has one column per enabler, one for words
    about it, and columns for round, viewpoint and mode; add a column for each respondent group.
    """
    if out.exists() and not force:
        raise click.UsageError(f"{out} is there already. Choose another name with --out, or add --force.")
    release_file.forget(out)
    if empty:
        writing.write(out, tabular.write_template(instruments.load(instrument, language=language)))
    elif instrument != options.BUILT_IN:
        raise click.UsageError("The samples are answers to the built-in questionnaire. For your own, add --empty.")
    else:
        writing.write(out, tabular.sample_path().read_bytes())
