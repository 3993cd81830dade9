"""`greenshoots report`: the report as documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from greenshoots.cli import loading, options, writing
from greenshoots.core.results import Results
from greenshoots.reports.outline import Outline

SUFFIXES = {
    "pdf": ".pdf",
    "pptx": ".pptx",
    "xlsx": ".xlsx",
    "docx": ".docx",
    "html": ".html",
    "text": ".txt",
    "braille": ".brf",
}
ALL = "all"


@click.command(name="report")
@options.reading
@options.showing
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice([*SUFFIXES, ALL]),
    help="The format of the report. You can repeat it. By default PDF.",
)
@click.option(
    "--out",
    type=options.FILE,
    help="The file to create, or a folder for several formats. By default it is named after the file of responses.",
)
@click.option("--large-print", is_flag=True, help="Use 18 point text, in PDF and Word.")
@click.option("--open", "open_it", is_flag=True, help="Open the first file that was created.")
def command(formats: Sequence[str], out: Path | None, large_print: bool, open_it: bool, **values: Any) -> None:
    """Create the report in one or several formats.

    FILE is a CSV or XLSX file with one row per response. All formats have the same content.
    """
    source, choices = options.source(values), options.choices(values)
    wanted = _wanted(formats, out)
    if large_print and not {"pdf", "docx"} & set(wanted):
        raise click.UsageError("Large print works only for PDF and Word. Add --format pdf or --format docx.")
    results = loading.results(source, choices)
    written = []
    for name, content in _render(results, wanted, large_print=large_print, all_of_them=ALL in formats):
        path = _path(source.file, out, name, several=len(wanted) > 1, large_print=large_print)
        writing.write(path, content, keep=source.file)
        written.append(path)
    if open_it and written:
        click.launch(str(written[0]))


def _wanted(formats: Sequence[str], out: Path | None) -> list[str]:
    if ALL in formats:
        return list(SUFFIXES)
    if formats:
        return list(dict.fromkeys(formats))
    by_suffix = {suffix: name for name, suffix in SUFFIXES.items()}
    suffix = out.suffix.lower() if out is not None else ""
    if suffix and suffix not in by_suffix:
        raise click.UsageError(f"“{suffix}” is not a format of reports. Choose one of: {', '.join(by_suffix)}.")
    return [by_suffix.get(suffix, "pdf")]


def _path(file: Path, out: Path | None, name: str, *, several: bool, large_print: bool) -> Path:
    ending = "-large-print" if large_print and name in ("pdf", "docx") else ""
    own = f"{file.stem}-report{ending}{SUFFIXES[name]}"
    if out is None:
        return Path(own)
    if several or out.is_dir():
        out.mkdir(parents=True, exist_ok=True)
        return out / own
    out.parent.mkdir(parents=True, exist_ok=True)
    return out


def _render(
    results: Results, wanted: Sequence[str], *, large_print: bool, all_of_them: bool
) -> list[tuple[str, bytes | str]]:
    """Render everything before anything is written, so that a failure leaves no incomplete set."""
    # Imported here: each format brings a heavy library that the others do not need.
    from greenshoots.core.errors import MissingToolError
    from greenshoots.reports.contents import chapters

    outline = chapters.write(results)
    documents: list[tuple[str, bytes | str]] = []
    with loading.progress("Writing") as step:
        for done, name in enumerate(wanted):
            step(done, len(wanted))
            try:
                documents.append((name, _renderer(name, large_print)(outline, results)))
            except MissingToolError as error:
                # “All” has to work without liblouis, which has no wheel and is missing on many machines (decision 2).
                if not all_of_them:
                    raise
                click.echo(str(error), err=True)
    return documents


def _renderer(name: str, large_print: bool) -> Callable[[Outline, Results], bytes | str]:
    if name == "pdf":
        from greenshoots.reports import pdf

        return lambda outline, _: pdf.render(outline, large_print=large_print)
    if name == "docx":
        from greenshoots.reports.word import docx_file

        return lambda outline, _: docx_file.render(outline, large_print=large_print)
    if name == "pptx":
        from greenshoots.reports.slides import pptx_file

        return lambda outline, _: pptx_file.render(outline)
    if name == "xlsx":
        from greenshoots.reports.workbook import xlsx_file

        return xlsx_file.render
    if name == "html":
        from greenshoots.reports import html

        return lambda outline, _: html.render(outline)
    if name == "text":
        from greenshoots.reports import plain_text

        return lambda outline, _: plain_text.render(outline)
    from greenshoots.reports import braille

    return lambda outline, _: braille.render(outline)
