"""The tables of an archive as sheets for people: names instead of positions, and no documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from greenshoots.web.archives.queries import Row, Rows
from greenshoots.web.archives.schema import BY_NAME, TABLES, ArchiveTable
from greenshoots.web.base.site import csv_sheet

DOCUMENTS = {"instruments": ("text", "translations"), "releases": ("document",), "votes": ("document",)}
"""Fields that are useless in a cell; instruments and blocks have separate files."""


def all_of(rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each sheet that has rows."""
    for table in TABLES:
        if rows[table.name]:
            yield f"{table.name}.csv", _sheet(table, rows)


def write(header: Sequence[str], lines: Iterable[Sequence[Any]]) -> str:
    """Return the text of a sheet, with values in words for people."""
    return csv_sheet.write(header, ([_cell(value) for value in line] for line in lines))


def name_of(table: ArchiveTable, position: int, rows: Rows) -> str:
    """Return the name of a row for people, such as “Adult social care, 2”."""
    row = rows[table.name][position]
    parts = (_named(table, name, row, rows) for name in table.called)
    return ", ".join(str(part) for part in parts)


def _sheet(table: ArchiveTable, rows: Rows) -> str:
    columns = [name for name in table.columns if name not in DOCUMENTS.get(table.name, ())]
    return write(columns, ([_named(table, name, row, rows) for name in columns] for row in rows[table.name]))


def _named(table: ArchiveTable, name: str, row: Row, rows: Rows) -> Any:
    value = row[name]
    if name in table.people:
        return f"{value['name']} <{value['email']}>" if value else ""
    if name in table.rows:
        return "" if value is None else name_of(BY_NAME[table.rows[name]], value, rows)
    return value


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value
