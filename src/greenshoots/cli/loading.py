"""Reading and computing for a verb, with progress and notes for the person."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click

from greenshoots import instruments, speech, tabular
from greenshoots.cli import file_wording, map_file, release_file
from greenshoots.cli.errors import CommandError
from greenshoots.cli.options import ShowingOptions, Source
from greenshoots.core import translation
from greenshoots.core.results import Results

PATIENCE = 1.0
"""Seconds after which a progress bar is shown."""


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function that draws a bar on stderr, from one second on and only on a screen.

    Yields:
        Call it with what is done and the total.
    """
    began = time.monotonic()
    with ExitStack() as stack:
        bar: Any = None

        def step(done: int, total: int) -> None:
            nonlocal bar
            if bar is None:
                # On stderr, and only where it is a screen: stdout may be JSON on its way into a file.
                if time.monotonic() - began < PATIENCE or not sys.stderr.isatty():
                    return
                bar = stack.enter_context(click.progressbar(length=total, label=label, file=sys.stderr))
            bar.update(done - bar.pos)

        yield step


def read(source: Source) -> tabular.Reading:
    """Read the answers, and print what was left out or guessed."""
    asked = instruments.load(source.instrument, language=source.language)
    others = instruments.in_other_languages(source.instrument, besides=asked.language)
    with ExitStack() as stack:
        stream = stack.enter_context(_opened(source.file))
        mapping = None
        if source.mapping is not None:
            settled = map_file.read(source.mapping)
            mapping = settled.mapping
            stack.enter_context(settled.located())
        step = stack.enter_context(progress("Reading"))
        reading = tabular.read(stream, asked, mapping=mapping, sheet=source.sheet, progress=step, translations=others)
    for note in reading.notes:
        # Apart from the output, which another program may read.
        click.echo(file_wording.note(note), err=True)
    return reading


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file of answers.

    Raises:
        CommandError: it cannot be opened.
    """
    try:
        stream = path.open("rb")
    except FileNotFoundError as error:
        raise CommandError(f"{path}: There is no such file.") from error
    except IsADirectoryError as error:
        raise CommandError(f"{path}: This is a folder. Give the name of a file in it.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name is not allowed"
        raise CommandError(f"{path}: The file cannot be opened: {reason}.") from error
    with stream:
        yield stream


def results(source: Source, choices: ShowingOptions) -> Results:
    """Read the answers and compute the results, from what was published of them first.

    From here to the end of the command, sentences are in the language of the questionnaire, if there is a catalogue
    for it: charts and documents that are made later have to match the results.
    """
    reading = read(source)
    click.get_current_context().with_resource(translation.using(speech.voice(reading.answers.instrument.language)))
    return release_file.results(reading, source.file, choices)
