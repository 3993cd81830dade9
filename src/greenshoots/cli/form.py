"""`greenshoots form`: a blank paper form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import click

from greenshoots import instruments, paper
from greenshoots.cli import options, writing


@click.command(name="form")
@options.instrument
@click.option(
    "--style",
    type=click.Choice(list(get_args(paper.Style))),
    default="normal",
    show_default=True,
    help="normal and large-print: PDF. text: plain text. braille: a .brf file.",
)
@click.option(
    "--group",
    "groups",
    multiple=True,
    metavar="NAME=CHOICE,CHOICE",
    help="A group question to ask, such as “role=Frontline,Manager”. You can repeat it.",
)
@click.option("--k", type=int, default=5, show_default=True, help="The smallest group that is shown, as the form says.")
@click.option("--place", default="", help="The organisation that asks.")
@click.option("--title", default="", help="The subject of the form.")
@click.option("--note", default="", help="A note for the first page, such as where to return the form.")
@click.option("--out", type=options.FILE, help="The file to create. By default it is named after the questionnaire.")
def command(
    instrument: str,
    language: str | None,
    style: paper.Style,
    groups: Sequence[str],
    k: int,
    place: str,
    title: str,
    note: str,
    out: Path | None,
) -> None:
    """Create a blank paper form to print, with a chart to draw on."""
    asked = instruments.load(instrument, language=language)
    content = paper.form(asked, style=style, groups=_groups(groups), title=title, place=place, note=note, k=k)
    name = "-".join(part for part in (asked.id, "form", language or "", style if style != "normal" else "") if part)
    path = out or Path(f"{name}{paper.suffix(style)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    writing.write(path, content)


def _groups(texts: Sequence[str]) -> dict[str, list[str]]:
    by_name = {}
    for text in texts:
        name, equals, rest = text.partition("=")
        choices = [choice.strip() for choice in rest.split(",") if choice.strip()]
        if not (equals and name.strip() and len(choices) > 1):
            raise click.BadParameter(f"“{text}” should look like role=Frontline,Manager.", param_hint="'--group'")
        by_name[name.strip()] = choices
    return by_name
