"""The map file: a column mapping as TOML."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from greenshoots.cli.errors import CommandError
from greenshoots.core.errors import AnswersError, InstrumentError
from greenshoots.core.instruments import toml_lines, toml_table
from greenshoots.core.instruments.toml_table import TomlTable
from greenshoots.tabular import ColumnMapping


@dataclass(frozen=True, slots=True)
class MapFile:
    """A map file that was read.

    Arguments:
        path: Its path, as the person gave it.
        text: What is in it, to find the line of an entry.
        mapping: What it says.
    """

    path: Path
    text: str
    mapping: ColumnMapping

    @contextmanager
    def located(self) -> Iterator[None]:
        """Add this file and the line to a refusal of one of its entries."""
        try:
            yield
        except AnswersError as error:
            if error.key is not None:
                error.file, error.line = str(self.path), toml_lines.line_of(self.text, error.key)
            raise


def read(path: Path) -> MapFile:
    """Read a map file, with the tables ``columns`` and ``values``.

    Raises:
        CommandError: it cannot be read, or it is not a map file.
    """
    try:
        # Some editors put a mark before UTF-8 text, and TOML does not know it.
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{path}: The map file is not UTF-8 text. Save it as UTF-8.") from error
    except (OSError, ValueError) as error:
        reason = "There is no such file." if isinstance(error, FileNotFoundError) else "The map file cannot be read."
        raise CommandError(f"{path}: {reason}") from error
    try:
        return MapFile(path, text, _mapping(toml_table.parse(text, file=str(path))))
    except InstrumentError as error:
        raise CommandError(str(error)) from error


def _mapping(top: TomlTable) -> ColumnMapping:
    top.only(("columns", "values"))
    columns = top.table("columns") if "columns" in top.names() else None
    values = top.table("values") if "values" in top.names() else None
    return ColumnMapping(
        {} if columns is None else {header: columns.text(header) for header in columns.names()},
        {} if values is None else {cell: values.raw(cell) for cell in values.names()},
    )
