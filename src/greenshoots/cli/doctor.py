"""`greenshoots doctor`: what works in an installation, and what does not."""

from __future__ import annotations

from pathlib import Path

import click

from greenshoots.cli import start
from greenshoots.cli.backup import folder_of


@click.command(name="doctor")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder of the installation.")
def command(data: Path | None) -> None:
    """Check an installation. Nothing is changed, and the server can keep running.

    It checks the folder and who can open it, the server, the whole database and its tables, erasing, copies, the
    secret key, the mail server and the address. Run it with the server's settings. The exit status is 0 if all is well
    and 1 if something is wrong.
    """
    start.need_the_web()
    folder = folder_of(data)
    # No key is made: an examination must not change what it examines.
    start.settle(folder.path, "127.0.0.1", 8000, make_key=False)
    # Imported here: Django reads its settings when it is loaded, and they were only just set.
    from greenshoots.web import doctor

    wrong = 0
    for finding in doctor.examine(folder):
        wrong += finding.state is doctor.CheckState.WRONG
        click.echo(f"{finding.state:<6} {finding.about}: {finding.sentence}")
    if wrong:
        click.get_current_context().exit(1)
