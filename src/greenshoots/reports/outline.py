"""The outline of a document: its content and order, independent of any format.

`write` (in `greenshoots.reports.contents.chapters`) makes an outline from results; each format draws the same outline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Value = str | int | float | None
"""The value of a table cell. None is drawn as a dash."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text.

    Arguments:
        text: Plain text, no markup.
        kind: *lead* opens a page, *note* is a secondary remark, *prompt* starts a conversation, *warning* must
            be read before the numbers.
        lines: Ruled lines for notes below the text, in formats that are printed.
    """

    text: str
    kind: Literal["body", "lead", "note", "prompt", "warning"] = "body"
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts.

    Arguments:
        items: The texts.
        numbered: True where their order matters.
        language: Of the texts, where it is not the report's own.
    """

    items: tuple[str, ...]
    numbered: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quotes:
    """Comments as separate quotes, in random order."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows and columns with a header row; the first column names the row.

    Arguments:
        caption: What the table holds, as a title.
        header: One text a column.
        rows: Values; numbers stay numbers so that a workbook can use them.
        decimals: Decimal places for the floats of each column; 1 where not given.
        language: Of the row names, where it is not the report's own.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    decimals: tuple[int, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one colour of a chart: a name and a value for each category; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a picture shows, for formats that draw charts people can edit.

    Arguments:
        kind: *radar* for a spider; *stacked* for distributions, one series a scale point; *points* for gaps and
            changes, one series a set.
        categories: One name an axis or row.
        series: The values.
        minimum, maximum: The ends of the value axis.
        hollow: Places of the categories whose mark in the first series is hollow, because people are split.
    """

    kind: Literal["radar", "stacked", "points"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    minimum: float
    maximum: float
    hollow: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its text alternatives: caption, description, sentences and table.

    Arguments:
        svg: The drawing, complete.
        caption: Its title.
        alt: What it shows, in a sentence or two.
        sentences: What it says.
        table: The same numbers.
        chart: The same numbers for an editable chart; None where no native chart can show it.
        narrow: The same drawing for a phone; empty where one serves all widths.
        large: The same in large print, in as many drawings as it takes; empty where there is no other.
    """

    svg: str
    caption: str
    alt: str
    sentences: tuple[str, ...]
    table: Table
    chart: Chart | None = None
    narrow: str = ""
    large: tuple[str, ...] = ()


Block = Paragraph | Bullets | Quotes | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A section with a heading, and its subsections.

    Arguments:
        id: A short name, unique in the outline: *spider*, *talk-first*, *enabler-systems-mindset*.
        title: The heading.
        blocks: What it says.
        sections: Its subsections.
        new_page: True where it starts a page, a slide or a sheet.
        eyebrow: A short line above the heading, such as the enabler's group.
        accent: Place of the enabler's group in the instrument, counted from 0, for formats that colour by group.
        language: Of the heading, where it is not the report's own.
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    new_page: bool = False
    eyebrow: str = ""
    accent: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole document.

    Arguments:
        title: What it is about: *What 42 of 60 people said*.
        subtitle: Place, subject, viewpoint and dates, as far as known.
        facts: Label and value pairs for the title page: *Subject*, *Asked*, *Answered*.
        footer: How people are protected, in one sentence; printed on every page.
        sections: The parts, in order.
        language: Of the instrument's words. The report's own words are in `voice.language`.
        direction: Of the instrument's words: *ltr* or *rtl*.
        keywords: For the document's properties.
        unprotected: True if people are not protected: the footer says so and is highlighted.
    """

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    footer: str
    sections: tuple[Section, ...]
    language: str = "en"
    direction: str = "ltr"
    keywords: tuple[str, ...] = field(default=())
    unprotected: bool = False
