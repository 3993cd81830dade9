"""How the command line ends where something is wrong."""

from __future__ import annotations

import click


class CommandError(click.ClickException):
    """A sentence for the person at the keyboard; the command exits with status 2."""

    exit_code = 2
