"""`greenshoots form`: a blank form to print."""

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
    help="normal and large-print are PDF, text is plain text, braille is a .brf file.",
)
@click.option(
    "--group",
    "groups",
    multiple=True,
    metavar="NAME=CHOICE,CHOICE",
    help="A respondent group to ask for, such as “role=Frontline,Manager”; repeat it.",
)
@click.option("--k", type=int, default=5, show_default=True, help="The fewest people in a group that is shown.")
@click.option("--place", default="", help="Who is asking.")
@click.option("--title", default="", help="What it is about.")
@click.option("--note", default="", help="A sentence for the first page, such as where to hand the form in.")
@click.option("--out", type=options.FILE, help="Where to write it. Named after the questionnaire unless you say.")
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
    """Write a blank form to print, with the spider to draw on."""
    asked = instruments.load(instrument, language=language)
    content = paper.form(asked, style=style, groups=_groups(groups), title=title, place=place, note=note, k=k)
    name = "-".join(part for part in (asked.id, "form", language or "", style if style != "normal" else "") if part)
    path = out or Path(f"{name}{paper.suffix(style)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    writing.write(path, content)


def _groups(texts: Sequence[str]) -> dict[str, list[str]]:
    found = {}
    for text in texts:
        name, equals, rest = text.partition("=")
        choices = [choice.strip() for choice in rest.split(",") if choice.strip()]
        if not (equals and name.strip() and len(choices) > 1):
            raise click.BadParameter(f"“{text}” should look like role=Frontline,Manager.", param_hint="'--group'")
        found[name.strip()] = choices
    return found
