"""docs/reference/archive.md matches the tables.

Write it again with ``WRITE_ARCHIVE=1 python -m pytest tests/web/archives/test_page.py``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import models

from greenshoots.web.archives import export, reader
from greenshoots.web.archives.schema import LEFT_OUT, TABLES, ArchiveTable

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "archive.md"
KINDS = {
    models.BooleanField: "true or false",
    models.IntegerField: "a whole number",
    models.DateTimeField: "a time",
    models.DateField: "a day",
    models.CharField: "a text",
    models.TextField: "a text",
    models.JSONField: "JSON",
    models.BinaryField: "a list of whole numbers from 0 to 255",
}


def fields(table: ArchiveTable) -> Iterator[tuple[str, str]]:
    """Yield each field of a table with its type."""
    for name, to in table.rows.items():
        yield name, f"a row of `{to}`" + (", or null" if table.field(name).null else "")
    for name in table.fields:
        field = table.field(name)
        kind = next(words for class_, words in KINDS.items() if isinstance(field, class_))
        if field.choices:
            kind = "one of " + ", ".join(f"`{value}`" for value, _label in field.choices)
            kind += ", or empty" if field.blank else ""
        yield name, kind + (", or null" if field.null else "")
    for name in table.people:
        yield name, "a person, or null"


def described(table: ArchiveTable) -> str:
    """Describe a table."""
    lines = [f"### {table.name}", "", str(table.says), "", "| field | what it holds |", "| --- | --- |"]
    lines += [f"| `{name}` | {kind} |" for name, kind in fields(table)]
    if table.left_out:
        lines += ["", "Left out: " + "; ".join(f"`{name}`, {why}" for name, why in table.left_out.items()) + "."]
    return "\n".join(lines)


def left_out() -> str:
    """Describe the tables that no archive holds."""
    rows = [f"| {model.split('.')[1]} | {why} |" for model, why in LEFT_OUT.items()]
    return "\n".join(["| table | why it stays |", "| --- | --- |", *rows])


def written(text: str) -> str:
    """Return the page with its generated parts."""
    parts = {"left out": left_out(), "tables": "\n\n".join(map(described, TABLES))}
    for name, part in parts.items():
        mark = re.compile(rf"(<!-- generated: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        text, times = mark.subn(lambda found, part=part: f"{found[1]}\n{part}\n\n{found[2]}", text)
        assert times == 1
    return text


def test_the_page_says_what_the_tables_say() -> None:
    text = PAGE.read_text(encoding="utf-8")
    if os.environ.get("WRITE_ARCHIVE"):
        PAGE.write_text(written(text), encoding="utf-8")
        pytest.skip("written")
    assert text == written(text), "run WRITE_ARCHIVE=1 python -m pytest tests/web/archives/test_page.py"


def test_the_page_names_the_format_and_its_limits() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert f'"{export.FORMAT}"' in text
    assert (
        f"{reader.LARGEST >> 20} MB ({reader.LARGEST_INSIDE >> 20} MB unpacked) and {reader.MOST_ROWS:,} rows" in text
    )
