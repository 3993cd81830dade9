"""The command line: one file per verb, loaded only when it is called.

greenshoots check · analyse · draw · report · form · sample
greenshoots start · doctor · backup · restore · move · archive · import
"""

from __future__ import annotations

import importlib
from typing import Any

import click

from greenshoots import __version__
from greenshoots.cli.errors import CommandError
from greenshoots.core.errors import AnswersError, GreenshootsError

VERBS = {
    "check": "Check how a file of responses or a questionnaire is understood.",
    "analyse": "Print the results, as text or as JSON.",
    "draw": "Draw the charts as SVG or PNG: averages, scores, gaps and change.",
    "report": "Create the report: PDF, slides, workbook, Word, web page, text or Braille.",
    "form": "Create a blank paper form to print.",
    "sample": "Create a file of fictional sample responses, or an empty template.",
    "start": "Start Greenshoots in the browser.",
    "doctor": "Check an installation: folder, database, erasing, mail and address.",
    "backup": "Back up an installation to one file.",
    "restore": "Restore a backup. The data it replaces is kept.",
    "move": "Move an installation to another folder or disk.",
    "archive": "Download everything that belongs to a place, as one file.",
    "import": "Import a place from an archive.",
}
"""The verbs and their descriptions, here so that `greenshoots --help` loads none of them."""

FILES = {"import": "bring_in"}
"""Modules of verbs whose names are reserved words of Python."""


class Verbs(click.Group):
    """Load a verb when it is called, and turn errors into a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order in which people use them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one verb."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"greenshoots.cli.{FILES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb."""
        try:
            return super().invoke(ctx)
        except AnswersError as error:
            # Imported here: the words of files bring NumPy, which most commands never need.
            from greenshoots.cli import file_wording

            raise CommandError(file_wording.error(error)) from error
        except GreenshootsError as error:
            raise CommandError(str(error)) from error
        # A closed pipe, as of “| head”, is an OSError too, and click ends quietly on it.
        except (BrokenPipeError, click.ClickException):
            raise
        except OSError as error:
            about = f"{error.filename}: " if error.filename else ""
            raise CommandError(f"{about}{error.strerror or error}. Nothing was written.") from error


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="greenshoots", message="%(prog)s %(version)s")
def main() -> None:
    """Find out how ready a public service is for new ways of working, and where people see it differently.

    Turn a file of responses into charts and a report:

        greenshoots sample --out answers.csv

        greenshoots report answers.csv

    Or run a diagnostic in the browser:

        greenshoots start
    """
