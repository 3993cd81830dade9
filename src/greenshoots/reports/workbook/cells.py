"""Building blocks of a workbook: formats, and tables that keep text as text and numbers as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from greenshoots.core import translation
from greenshoots.reports import office
from greenshoots.reports.outline import Outline, Value

LONGEST = 32_000
"""Letters of a text before it is cut: a cell holds no more than 32,767."""

NARROWEST, WIDEST = 7, 60

READABLE = 190
"""The most letters across a printed page; wider tables take a second page."""

_FORBIDDEN = "[]:*?/\\'"


@dataclass(frozen=True)
class Field:
    """One column of a table.

    Arguments:
        name: Its header, as a message.
        meaning: What it holds, for the sheet of notes, as a message.
        decimals: Decimal places of its numbers; None for texts and whole numbers.
        wide: Its greatest width in letters.
        facts: The values for the braces of both messages.
    """

    name: str
    meaning: str
    decimals: int | None = None
    wide: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Return the header."""
        return translation.say(self.name, **self.facts)

    @property
    def about(self) -> str:
        """Return the explanation for the notes sheet."""
        return translation.say(self.meaning, **self.facts)


class Book:
    """A workbook with its formats."""

    def __init__(self, file: Any, outline: Outline) -> None:
        self.file, self.outline = file, outline
        self.names: set[str] = set()

    @property
    def base(self) -> dict[str, Any]:
        """Return the properties that all formats share."""
        return {"font_name": office.FONT, "font_size": 10, "font_color": office.INK, "valign": "top"}

    def format(self, **properties: Any) -> Any:
        """Return a format with the shared properties and more."""
        return self.file.add_format({**self.base, **properties})

    @cached_property
    def title(self) -> Any:
        """Return the format of a sheet's title."""
        return self.format(bold=True, font_size=16)

    @cached_property
    def quiet(self) -> Any:
        """Return the format of secondary text."""
        return self.format(font_color=office.QUIET)

    @cached_property
    def promise(self) -> Any:
        """Return the format of the sentence about protection, which is highlighted if people are not protected."""
        if self.outline.unprotected:
            return self.format(bold=True, font_color=office.PAPER, bg_color=office.INK)
        return self.quiet

    @cached_property
    def heading(self) -> Any:
        """Return the format of a heading within a sheet."""
        return self.format(bold=True, font_size=12, font_color=office.GREEN)

    @cached_property
    def wrapped(self) -> Any:
        """Return the format of running text."""
        return self.format(text_wrap=True)

    @cached_property
    def bold(self) -> Any:
        """Return the format of a label."""
        return self.format(text_wrap=True, bold=True)

    @cached_property
    def headers(self) -> dict[bool, Any]:
        """Return the formats of a table's header row: False for columns of text, True for columns of numbers."""
        style = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "bottom_color": office.INK}
        return {False: self.format(**style, align="left", indent=1), True: self.format(**style, align="right")}

    @cached_property
    def text(self) -> Any:
        """Return the format of text that wraps."""
        return self.format(text_wrap=True, align="left", indent=1, num_format="@", bottom=1, bottom_color=office.RULE)

    @cached_property
    def own_words(self) -> Any:
        """Return the format of the instrument's text, which can run from right to left."""
        direction = {"reading_order": 2, "align": "right"} if self.outline.direction == "rtl" else {"align": "left"}
        return self.format(text_wrap=True, indent=1, num_format="@", bottom=1, bottom_color=office.RULE, **direction)

    @cached_property
    def numbers(self) -> dict[int | None, Any]:
        """Return the formats of numbers by their decimal places."""
        places = {None: "#,##0", 0: "#,##0", 1: "0.0", 2: "0.00", 3: "0.000"}
        return {
            count: self.format(num_format=shown, bottom=1, bottom_color=office.RULE) for count, shown in places.items()
        }

    def sheet(self, name: str, title: str, *, fit: bool = True) -> Any:
        """Add a sheet with a safe name, its title, and the sentence about protection; fitted to the page's width."""
        sheet = self.file.add_worksheet(self._free(name))
        # Tables draw their thin rules between rows themselves.
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, office.clean(title), self.title)
        sheet.write_string(1, 0, office.clean(self.outline.footer), self.promise)
        sheet.set_row(0, 24)
        _print(sheet, self.outline)
        if fit:
            sheet.fit_to_pages(1, 0)
        return sheet

    def _free(self, name: str) -> str:
        """Return a name that Excel accepts: at most 31 letters, none of those it forbids, and not used before."""
        clean_name = "".join(" " if char in _FORBIDDEN else char for char in office.clean(name).replace("\n", " "))
        clean_name = " ".join(clean_name.split())[:31].strip() or "Sheet"
        # Excel keeps this name for itself.
        clean_name = f"{clean_name} sheet" if clean_name.casefold() == "history" else clean_name
        free_name, number = clean_name, 1
        # Excel takes “Role” and “role” for the same name.
        while free_name.casefold() in self.names:
            number += 1
            ending = f" ({number})"
            free_name = clean_name[: 31 - len(ending)] + ending
        self.names.add(free_name.casefold())
        return free_name


def _print(sheet: Any, outline: Outline) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
    page = f"&R&8{translation.say('Page {number} of {last}', number='&P', last='&N')}"
    # In a footer “&” begins a code of Excel; two of them stand for the sign.
    words = office.clean(outline.footer).replace("&", "&&")
    room = 250 - len(page) - len("&L&8 ")
    # Excel takes 255 letters in all; what does not fit ends with a whole sentence.
    if len(words) > room:
        words = words[:room].rsplit(". ", 1)[0].rstrip(".&") + "."
    sheet.set_footer(f"&L&8 {words}{page}")


def table(
    book: Book, sheet: Any, top: int, fields: Sequence[Field], rows: Sequence[Sequence[Value]], own: frozenset[int]
) -> None:
    """Write a table with its header row at the given row.

    Arguments:
        book: The workbook.
        sheet: The sheet.
        top: The row of the header, counted from 0.
        fields: The columns.
        rows: The values. None stays blank; texts stay texts, whatever they begin with.
        own: Places of the columns that hold the instrument's words.
    """
    for place, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row):
            write(book, sheet, place, column, value, decimals=fields[column].decimals, own=column in own)
    # A table without a row is not a table; it keeps an empty one.
    last = top + max(1, len(rows))
    sheet.add_table(
        top,
        0,
        last,
        len(fields) - 1,
        {
            "columns": [
                {"header": field.title, "header_format": book.headers[_counts([row[place] for row in rows])]}
                for place, field in enumerate(fields)
            ],
            "style": None,
            # A name that no other table has and no respondent group gave: Excel refuses spaces and most signs in it.
            "name": f"table_{len(book.names)}_{top}",
            "autofilter": len(rows) > 20,
        },
    )
    widths = [_width(field, [row[place] for row in rows]) for place, field in enumerate(fields)]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    tall(sheet, top, [field.title for field in fields], widths, bold=True)
    for place, row in enumerate(rows, start=top + 1):
        tall(sheet, place, row, widths)
    sheet.fit_to_pages(max(1, round(sum(widths) / READABLE)), 0)


def _counts(values: Sequence[Value]) -> bool:
    """Return whether a column holds numbers."""
    return any(isinstance(value, int | float) for value in values)


def tall(sheet: Any, row: int, values: Sequence[Value], widths: Sequence[float], *, bold: bool = False) -> float:
    """Set the height of a row from its longest text, which not every program does, and return it."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        if isinstance(value, str):
            # Excel counts 7 pixels for a letter, 12 for the padding of a cell, and 0.75 points for a pixel.
            room = (width * 7 - 12) * 0.75
            lines_of_text = office.clean(value)[:LONGEST].split("\n")
            lines = max(
                lines, sum(max(1, len(office.lines(line, 10, room, bold=bold).lines)) for line in lines_of_text)
            )
    # Excel makes no row taller than 409 points.
    height = min(409, lines * 12.75 + 4)
    sheet.set_row(row, height)
    return height


def write(
    book: Book, sheet: Any, row: int, column: int, value: Value, *, decimals: int | None = None, own: bool = False
) -> None:
    """Write one value: text as text, a number as a number."""
    if value is None:
        sheet.write_blank(row, column, None, book.text)
    elif isinstance(value, str):
        words = office.clean(value)
        if len(words) > LONGEST:
            words = translation.say("{text} … (cut off: too long for a cell)", text=words[:LONGEST])
        sheet.write_string(row, column, words, book.own_words if own else book.text)
    else:
        sheet.write_number(row, column, value, book.numbers[decimals])


def _width(field: Field, values: Sequence[Value]) -> float:
    """Return a width in letters: the longest word of the header, or the longest value up to a limit."""
    words = max(len(word) for word in field.title.split()) + 0.5
    longest = max((_letters(value, field.decimals) for value in values), default=0)
    return float(min(max(words + 3, longest + 3, NARROWEST), field.wide or WIDEST))


def _letters(value: Value, decimals: int | None) -> int:
    if value is None:
        return 0
    return len(value) if isinstance(value, str) else len(f"{value:,.{decimals or 0}f}")
