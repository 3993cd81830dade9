"""`greenshoots draw`: the charts."""

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
@click.option("--out", type=options.FILE, default=Path("pictures"), show_default=True, help="Folder for the charts.")
@click.option("--png", is_flag=True, help="Create PNG files as well.")
@click.option("--words", is_flag=True, help="Create a text file for each chart as well: what it shows, and its table.")
@click.option(
    "--theme",
    type=click.Choice(["auto", "light", "dark", "print"]),
    default="light",
    show_default=True,
    help="auto: as the reader's screen. print: for paper and greyscale.",
)
@click.option("--width", type=click.IntRange(320, 3840), default=720, show_default=True, help="The width in pixels.")
@click.option(
    "--sort",
    type=click.Choice(["instrument", "mean", "spread"]),
    default="instrument",
    show_default=True,
    help="The order of the rows in the chart of all scores.",
)
def command(out: Path, png: bool, words: bool, theme: Any, width: int, sort: Any, **values: Any) -> None:
    """Draw the charts: averages and all scores, and the gaps and the change if there are any.

    FILE is a CSV or XLSX file with one row per response.
    """
    source = options.source(values)
    results = loading.results(source, options.choices(values))
    charts = pictures.draw_all(results, theme=theme, width=width, order=sort)
    out.mkdir(parents=True, exist_ok=True)
    with loading.progress("Drawing") as step:
        for done, (name, picture) in enumerate(charts.items()):
            step(done, len(charts))
            writing.write(out / f"{name}.svg", picture.svg)
            if png:
                writing.write(out / f"{name}.png", raster.render(picture.svg))
            if words:
                writing.write(out / f"{name}.txt", plain_text.picture(picture))
