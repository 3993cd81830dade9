"""Hold everything that was said of a study against its truth, in the language in which it was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from tests.reader import studies
from tests.reader.grammar import Grammar
from tests.reader.reading import Problem, Reader
from tests.reader.surfaces import Said
from tests.reader.tables import Tables

from greenshoots import speech

SHOWN = 25
"""The most problems that a failure shows."""


@cache
def reader(language: str) -> tuple[Reader, Tables]:
    """Return what reads a language; compiling its messages takes a moment, so once for each process."""
    grammar = Grammar(speech.voice(language), studies.VOCABULARY)
    return Reader(grammar), Tables(grammar)


def problems(said: Iterable[Said], seed: int, language: str = "en") -> Iterator[str]:
    """Return everything that is not true or cannot be read, with the study that shows it."""
    texts, tables = reader(language)
    for found in said:
        for problem in _problems(found, texts, tables):
            yield f"studies.make({seed}) {language} {problem}"


def _problems(found: Said, texts: Reader, tables: Tables) -> Iterator[Problem]:
    if found.table is None:
        yield from texts.hold(found.texts, found.where, found.slot)
        return
    words = tables.texts(found.table)
    if words is None:
        yield from tables.hold(found.table, found.where)
    else:
        yield from texts.hold(words, found.where)


def none(found: Iterable[object]) -> None:
    """Fail where anything was found, and show it."""
    every = [str(problem) for problem in found]
    if every:
        more = f"\n… and {len(every) - SHOWN} more" if len(every) > SHOWN else ""
        pytest.fail("\n".join(every[:SHOWN]) + more, pytrace=False)
