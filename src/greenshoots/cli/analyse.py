"""`greenshoots analyse`: the results as text or JSON."""

from __future__ import annotations

import json
from typing import Any

import click

from greenshoots.cli import loading, options
from greenshoots.reports import exchange, plain_text
from greenshoots.reports.contents import chapters


@click.command(name="analyse")
@options.reading
@options.showing
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text. The documentation has its schema.")
def command(as_json: bool, **values: Any) -> None:
    """Print the results, as text or as JSON.

    FILE is a CSV or XLSX file with one row per response.
    """
    results = loading.results(options.source(values), options.choices(values))
    if as_json:
        click.echo(json.dumps(exchange.data(results), ensure_ascii=False, indent=2))
    else:
        click.echo(plain_text.render(chapters.summary(results)))
