"""`greenshoots doctor`: what is well with an installation, and what is not."""

from __future__ import annotations

from pathlib import Path

import click

from greenshoots.cli import start
from greenshoots.cli.backup import folder_of


@click.command(name="doctor")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The installation's folder.")
def command(data: Path | None) -> None:
    """Check an installation and change nothing, also while the server runs.

    Looked at: the folder and who may open it, the server, the database from end to end, its tables, erasing, copies,
    the secret key, the mail server and the address. Run it with the server's settings. It leaves with status 0 where
    all is well, and with status 1 where something is wrong.
    """
    start.need_the_web()
    folder = folder_of(data)
    start.settle(folder.path, "127.0.0.1", 8000, make_key=False)
    # Imported here: Django reads its settings when it is loaded, and they were only just settled.
    from greenshoots.web import doctor

    wrong = 0
    for finding in doctor.examine(folder):
        wrong += finding.state is doctor.State.WRONG
        click.echo(f"{finding.state:<6} {finding.about}: {finding.sentence}")
    if wrong:
        click.get_current_context().exit(1)
