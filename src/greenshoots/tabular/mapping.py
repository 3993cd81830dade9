"""The map file: what cannot be guessed about a file of answers, settled by the person who holds it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from greenshoots.core.answers import MODE, ROUND, VIEWPOINT
from greenshoots.core.errors import AnswersError, InstrumentError
from greenshoots.core.instrument import Instrument
from greenshoots.core.toml_table import Table
from greenshoots.tabular.headers import Meaning, Names

GROUP = "group:"
WORDS = ".words"


@dataclass(frozen=True, slots=True)
class Map:
    """What the map file says.

    Arguments:
        columns: What columns mean, by their exact header.
        values: What cells mean: a score, *unsure* or *skipped*.
    """

    columns: dict[str, Meaning]
    values: dict[str, int | str]


def read(path: Path, instrument: Instrument, header: Sequence[str]) -> Map:
    """Read a map file.

    Arguments:
        path: The TOML file, with the tables ``columns`` and ``values``.
        instrument: What was asked.
        header: The headers of the file of answers.

    Raises:
        InstrumentError: the file is wrong, with line and key.
        AnswersError: it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        top = Table(tomllib.loads(text), text=text, file=str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise AnswersError("The map file cannot be read. It should be UTF-8 text.", file=str(path)) from error
    except tomllib.TOMLDecodeError as error:
        raise InstrumentError(f"This is not TOML: {error}.", file=str(path)) from error
    top.only(("columns", "values"))
    columns, values = {}, {}
    names = Names(instrument)
    if "columns" in top.names():
        table = top.table("columns")
        table.only(header)
        columns = {key: _meaning(table, key, names) for key in table.names()}
    if "values" in top.names():
        table = top.table("values")
        values = {key: _value(table, key, instrument) for key in table.names()}
    return Map(columns, values)


def _meaning(table: Table, key: str, names: Names) -> Meaning:
    text = table.text(key)
    if question := names.id(text):
        return Meaning("score", question)
    if text.endswith(WORDS) and (question := names.id(text.removesuffix(WORDS))):
        return Meaning("words", enabler=question.enabler)
    if text in (ROUND, VIEWPOINT, MODE):
        return Meaning("group", name=text)
    if text.startswith(GROUP) and text.removeprefix(GROUP).strip():
        return Meaning("group", name=text.removeprefix(GROUP).strip())
    if text == "ignore":
        return Meaning("ignored")
    raise table.wrong(
        key,
        f"“{text}” means nothing. Write an enabler's id, its id with {WORDS}, {GROUP}NAME, "
        "round, viewpoint, mode or ignore.",
    )


def _value(table: Table, key: str, instrument: Instrument) -> int | str:
    value = table.raw(key)
    scale = instrument.scale
    if value in ("unsure", "skipped"):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool) and scale.minimum <= value <= scale.maximum:
        return value
    raise table.wrong(key, f"Write a score from {scale.minimum} to {scale.maximum}, “unsure” or “skipped”.")
