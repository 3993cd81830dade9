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
    "check": "Read a file of answers or an instrument and say how it is understood.",
    "analyse": "Print the numbers, as text or as JSON.",
    "draw": "Draw the spider, every answer, gaps and change as SVG or PNG.",
    "report": "Write the report: PDF, slides, workbook, Word, web page, text, Braille.",
    "form": "Write a blank form to print.",
    "sample": "Write fictional sample answers, or an empty sheet to fill in.",
    "start": "Set up and serve a diagnostic on the web.",
    "doctor": "Check an installation: folder, database, erasing, mail, address.",
    "backup": "Copy everything the web keeps into one file.",
    "restore": "Restore a backup; what it replaces is kept aside.",
    "move": "Move everything to another folder or disk.",
    "archive": "Take everything one place owns away as one file.",
    "import": "Make a place from such a file, here or in another installation.",
}
"""The verbs and what they do, here so that `greenshoots --help` loads none of them."""

FILES = {"import": "bring_in"}
"""The modules of verbs that Python keeps for itself."""


class Verbs(click.Group):
    """Load a verb when it is called and turn what went wrong into a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the verbs in the order in which people use them."""
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
        except (BrokenPipeError, click.ClickException):
            raise
        except OSError as error:
            about = f"{error.filename}: " if error.filename else ""
            raise CommandError(f"{about}{error.strerror or error}. Nothing was written.") from error


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="greenshoots", message="%(prog)s %(version)s")
def main() -> None:
    """Show how ready a public service is for new ways of working, and where people disagree.

    Give it a file of answers; it gives you the picture, the disagreement and a report. Start with:

        greenshoots sample --out answers.csv

        greenshoots report answers.csv

    Or run a whole diagnostic in the browser:

        greenshoots start
    """
