"""`greenshoots draw`: the pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from greenshoots.charts import png as raster
from greenshoots.cli import loading, options, writing
from greenshoots.reports import pictures, plain_text


@click.command(name="draw")
@options.reading
@options.showing
@click.option("--out", type=options.FILE, default=Path("pictures"), show_default=True, help="Folder to write to.")
@click.option("--png", is_flag=True, help="Also as PNG.")
@click.option("--words", is_flag=True, help="Also what each picture says, with its table, as text.")
@click.option(
    "--theme",
    type=click.Choice(["auto", "light", "dark", "print"]),
    default="light",
    show_default=True,
    help="auto follows the reader's screen; print is for paper and greyscale.",
)
@click.option("--width", type=click.IntRange(320, 3840), default=720, show_default=True, help="Width in pixels.")
@click.option(
    "--sort",
    type=click.Choice(["instrument", "mean", "spread"]),
    default="instrument",
    show_default=True,
    help="Order of the rows in the picture of every answer.",
)
def command(out: Path, png: bool, words: bool, theme: Any, width: int, sort: Any, **values: Any) -> None:
    """Draw the spider, every answer, and where there are any the gaps between groups and the change.

    FILE is a CSV or XLSX file with one row per response.
    """
    source = options.source(values)
    results = loading.results(source, options.choices(values))
    drawn = pictures.draw_all(results, theme=theme, width=width, order=sort)
    out.mkdir(parents=True, exist_ok=True)
    with loading.progress("Drawing") as step:
        for done, (name, picture) in enumerate(drawn.items()):
            step(done, len(drawn))
            writing.write(out / f"{name}.svg", picture.svg)
            if png:
                writing.write(out / f"{name}.png", raster.render(picture.svg))
            if words:
                writing.write(out / f"{name}.txt", plain_text.picture(picture))
