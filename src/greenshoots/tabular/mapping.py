"""The map file: what cannot be guessed about a file of answers, settled by the person who holds it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from greenshoots.core.errors import AnswersError, InstrumentError
from greenshoots.core.instruments import toml_table
from greenshoots.core.instruments.model import MODE, ROUND, VIEWPOINT, Scale
from greenshoots.core.instruments.toml_table import Table
from greenshoots.tabular import personal
from greenshoots.tabular.headers import Meaning
from greenshoots.tabular.names import Names
from greenshoots.tabular.wording import clean

GROUP = "group:"
WORDS = ".words"


@dataclass(frozen=True, slots=True)
class Map:
    """What the map file says.

    Arguments:
        columns: What columns mean, by their header as `check` prints it.
        values: What cells mean: a score, *unsure* or *skipped*.
    """

    columns: Mapping[str, Meaning] = field(default_factory=dict)
    values: Mapping[str, int | str] = field(default_factory=dict)


def read(path: Path, names: Names, headers: Sequence[str]) -> Map:
    """Read a map file.

    Arguments:
        path: The TOML file, with the tables ``columns`` and ``values``.
        names: The enablers that its values may name.
        headers: The headers of the file of answers, each once.

    Raises:
        AnswersError: the file cannot be read or is wrong, with line and key.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise AnswersError("The map file is not UTF-8 text. Save it as UTF-8.", file=str(path)) from error
    except (OSError, ValueError) as error:
        reason = "There is no such file." if isinstance(error, FileNotFoundError) else "The map file cannot be read."
        raise AnswersError(reason, file=str(path)) from error
    try:
        return _map(toml_table.parse(text, file=str(path)), names, headers)
    except InstrumentError as error:
        raise AnswersError(error.reason, file=error.file, line=error.line, key=error.key) from error


def _map(top: Table, names: Names, headers: Sequence[str]) -> Map:
    top.only(("columns", "values"))
    columns: dict[str, Meaning] = {}
    values: dict[str, int | str] = {}
    if "columns" in top.names():
        table = top.table("columns")
        for key in table.names():
            header = _header(table, key, headers)
            if header in columns:
                raise table.wrong(key, f"The column “{header}” is there twice. Name it once.")
            columns[header] = _meaning(table, key, names, header)
    if "values" in top.names():
        table = top.table("values")
        values = {key: _value(table, key, names.instrument.scale) for key in table.names()}
    return Map(columns, values)


def _header(table: Table, key: str, headers: Sequence[str]) -> str:
    wanted = clean(key)
    if wanted in headers:
        return wanted
    alike = [header for header in headers if header.casefold() == wanted.casefold()]
    if len(alike) == 1:
        return alike[0]
    close = difflib.get_close_matches(wanted, headers, 1, cutoff=0.5)
    hint = f"Did you mean “{close[0]}”?" if close else "Copy the header as greenshoots check prints it."
    raise table.wrong(key, f"There is no column of this name. {hint}")


def _meaning(table: Table, key: str, names: Names, header: str) -> Meaning:
    text = table.text(key)
    if question := names.id(text):
        return Meaning("score", question, settled=True)
    if text.endswith(WORDS) and (question := names.id(text.removesuffix(WORDS))):
        return Meaning("words", enabler=question.enabler, settled=True)
    if text == "ignore":
        return Meaning("ignored", settled=True)
    group = text.removeprefix(GROUP).strip() if text.startswith(GROUP) else ""
    if text in (ROUND, VIEWPOINT, MODE) or group:
        if personal.certainly(header) or personal.names_an_address(header):
            raise table.wrong(key, "This column could tell who answered. It is dropped, whatever a map file says.")
        return Meaning("group", name=group or text, settled=True)
    raise table.wrong(
        key,
        f"“{text}” means nothing here. Write an enabler's id such as {names.instrument.enablers[0].id}, its id with "
        f"{WORDS}, {GROUP}NAME, {ROUND}, {VIEWPOINT}, {MODE} or ignore.",
    )


def _value(table: Table, key: str, scale: Scale) -> int | str:
    value = table.raw(key)
    if value in ("unsure", "skipped"):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool) and scale.minimum <= value <= scale.maximum:
        return value
    raise table.wrong(key, f"Write a score from {scale.minimum} to {scale.maximum}, “unsure” or “skipped”.")
