"""The notes sheet: facts, how people are protected, and an explanation of each column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from greenshoots.core import translation
from greenshoots.core.disclosure import privacy_notice
from greenshoots.core.results import Results
from greenshoots.reports import office
from greenshoots.reports.outline import Paragraph, Table
from greenshoots.reports.workbook import cells
from greenshoots.reports.workbook.cells import Book, Field

WIDTHS = (30, 100)


def write(book: Book, sheet: Any, results: Results, tables: Sequence[tuple[str, str, Sequence[Field]]]) -> None:
    """Write the notes.

    Arguments:
        book: The workbook.
        sheet: The sheet.
        results: The numbers.
        tables: The other sheets: name, what it holds, and its columns.
    """
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    row = 3
    for label, value in book.outline.facts:
        row = _pair(book, sheet, row, label, value)
    for text in results.warnings:
        row = _pair(book, sheet, row, translation.say("Important"), text)
    row = _part(book, sheet, row, translation.say("Sheets"), ((name, about) for name, about, _ in tables))
    row = _part(book, sheet, row, translation.say("How people's answers are protected"), _protection(results))
    row = _part(book, sheet, row, translation.say("Columns"), _columns(tables))
    words = list(_words(book))
    if words:
        row = _part(book, sheet, row, translation.say("What the terms mean"), words)
    _part(book, sheet, row, translation.say("How to use this workbook"), _use())


def _part(
    book: Book, sheet: Any, row: int, heading: str, pairs: Iterator[tuple[str, str]] | list[tuple[str, str]]
) -> int:
    row += 1
    sheet.write_string(row, 0, heading, book.heading)
    row += 1
    for label, text in pairs:
        row = _pair(book, sheet, row, label, text)
    return row


def _pair(book: Book, sheet: Any, row: int, label: str, text: str) -> int:
    sheet.write_string(row, 0, office.clean(label), book.bold)
    sheet.write_string(row, 1, office.clean(text), book.wrapped)
    cells.tall(sheet, row, (label, text), WIDTHS, bold=True)
    return row + 1


def _protection(results: Results) -> Iterator[tuple[str, str]]:
    for place, text in enumerate(privacy_notice.protection_paragraphs(results.policy)):
        yield (translation.say("Details") if place == 0 else "", text)


def _columns(tables: Sequence[tuple[str, str, Sequence[Field]]]) -> list[tuple[str, str]]:
    """Return the explanation of each column once, in the order of the sheets."""
    explanations: dict[str, str] = {}
    for _, _, fields in tables:
        for field in fields:
            # A column that several sheets share is explained once, where it comes first.
            explanations.setdefault(field.title, field.about)
    return list(explanations.items())


def _words(book: Book) -> Iterator[tuple[str, str]]:
    """Return the terms and meanings from the report's table of terms."""
    for section in office.walk(book.outline.sections):
        if section.id == "method-words":
            for block in section.blocks:
                if isinstance(block, Table):
                    yield from ((str(row[0]), str(row[1])) for row in block.rows)
                elif isinstance(block, Paragraph):
                    yield "", block.text


def _use() -> list[tuple[str, str]]:
    return [
        (
            translation.say("Blank cells"),
            translation.say("A blank cell means that the number cannot be shown or does not exist. It never means 0."),
        ),
        (
            translation.say("Adding up"),
            translation.say(
                "Do not subtract one group from another to work out a third. Some people may be counted with another "
                "group, so the result can be wrong."
            ),
        ),
        (
            translation.say("Charts"),
            translation.say(
                "The charts on the sheet “Charts” use the numbers in the tables. You can copy and change them."
            ),
        ),
    ]
