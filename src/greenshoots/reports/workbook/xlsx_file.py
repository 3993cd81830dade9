"""The report as a workbook: all numbers, native charts, and notes that explain each column."""

from __future__ import annotations

import copy
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter

from greenshoots.charts import families, tokens
from greenshoots.core import translation
from greenshoots.core.analysis import comparison_text
from greenshoots.core.language import quantities
from greenshoots.core.results import GroupResult, Results, SetResult
from greenshoots.reports import office
from greenshoots.reports.contents import enabler_pages
from greenshoots.reports.outline import Outline, Picture, Value
from greenshoots.reports.workbook import cells, charts, columns, notes_sheet
from greenshoots.reports.workbook.cells import Book, Field
from greenshoots.reports.workbook.charts import ChartSeries

TOP = 3
"""The row of a table's header, counted from 0: below the title, the sentence about protection and an empty row."""

ACROSS = 128
"""Width of the sheet of charts, in letters."""

PAGE = 470.0
"""Height of a printed page of charts, in points."""

_OPTIONS = {
    # No results are left in a temporary folder.
    "in_memory": True,
    # The width of a column is counted in letters of this typeface.
    "default_format_properties": {"font_name": office.FONT, "font_size": 10},
    # A comment such as “=1+1” must never become a formula, a link or a number.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render(outline: Outline, results: Results, *, when: dt.datetime | None = None) -> bytes:
    """Write the workbook.

    Arguments:
        outline: What the report says; its words and charts.
        results: The numbers.
        when: The date in the file's properties; a fixed one where left out.
    """
    packed = io.BytesIO()
    # The library changes the options it receives: a second workbook of a process differed from the first.
    file = xlsxwriter.Workbook(packed, copy.deepcopy(_OPTIONS))
    file.set_size(2400, 1500)
    _properties(file, outline, when)
    book = Book(file, outline)
    _Writer(book, results).write()
    file.close()
    return office.seal(packed.getvalue(), when)


def _properties(file: Any, outline: Outline, when: dt.datetime | None) -> None:
    file.set_properties(
        {
            "title": office.clean(outline.title)[:255],
            "subject": office.clean(outline.subtitle)[:255],
            "author": office.APPLICATION,
            "keywords": office.clean(", ".join(outline.keywords))[:255],
            "comments": office.clean(outline.footer)[:255],
            "created": when or office.EPOCH,
        }
    )


class _Writer:
    """Write the sheets in order; charts come last because they refer to the tables."""

    def __init__(self, book: Book, results: Results) -> None:
        self.book, self.results = book, results
        self.instrument, self.scale = results.instrument, results.instrument.scale
        self.figures = columns.figures(self.scale)
        self.sheets: dict[str, str] = {}

    def write(self) -> None:
        """Write everything."""
        notes = self.book.sheet(translation.say("Notes"), self.book.outline.title)
        pictures = None
        if self.results.everyone.visible:
            # Each chart has a page: fitting to pages would place breaks through the middle of charts.
            pictures = self.book.sheet(translation.say("Charts"), translation.say("Charts"), fit=False)
        sections = list(self._tables())
        notes_sheet.write(self.book, notes, self.results, sections)
        if pictures is not None:
            self._pictures(pictures)

    def _tables(self) -> Iterator[tuple[str, str, Sequence[Field]]]:
        """Write the tables and yield for each the sheet, an explanation, and the columns."""
        results = self.results
        yield self._everyone()
        if any(result.statements for result in results.everyone.enablers):
            yield self._statements()
        for group in results.groups:
            sets = [*group.sets, *([group.combined] if group.combined is not None else [])]
            yield self._sets(group.name, translation.say("By {group}", group=group.name), sets, _about(group))
        if results.rounds:
            about = translation.say("One row for each round and enabler.")
            yield self._sets(translation.say("Rounds"), translation.say("Round by round"), results.rounds, about)
        if results.comparisons:
            yield self._comparisons()
        yield self._talk_first()
        if any(entry.texts or entry.reason or entry.held_back for entry in results.words):
            yield self._comments()

    def _table(
        self,
        name: str,
        title: str,
        fields: Sequence[Field],
        rows: Sequence[Sequence[Value]],
        own: Sequence[str] = ("Enabler", "Group of enablers"),
        frozen: int = 0,
    ) -> str:
        sheet = self.book.sheet(name, title)
        places = frozenset(place for place, field in enumerate(fields) if field.name in own)
        cells.table(self.book, sheet, TOP, fields, rows, places)
        sheet.freeze_panes(TOP + 1, frozen)
        sheet.repeat_rows(TOP)
        if frozen:
            sheet.repeat_columns(0, frozen - 1)
        self.sheets[title] = sheet.get_name()
        return str(sheet.get_name())

    def _everyone(self) -> tuple[str, str, Sequence[Field]]:
        everyone = self.results.everyone
        fields = (*columns.WHAT, *self.figures, columns.FLAGS, columns.SPLIT)
        rows = [
            [
                *columns.what(result, self.instrument),
                *columns.numbers(result.figures, everyone, self.scale),
                columns.flags(result.flags),
                result.figures.mean if result.figures.split else None,
            ]
            for result in everyone.enablers
        ]
        title = translation.say("Everyone: {people}", people=quantities.answered(everyone))
        name = self._table(translation.say("Everyone"), title, fields, rows, frozen=3)
        self.sheets["everyone"] = name
        return name, translation.say("One row for each enabler, with everyone's responses."), fields

    def _statements(self) -> tuple[str, str, Sequence[Field]]:
        number = Field("Statement", "The statement's number.")
        text = Field("Text", "The statement.", None, 50)
        reversed_field = Field(
            "Reversed", "“yes” if agreeing with the statement means that the enabler is weak. Its scores are reversed."
        )
        fields = (*columns.WHAT, number, text, reversed_field, *self.figures)
        rows = [
            [
                *columns.what(result, self.instrument),
                statement.number,
                statement.statement.text,
                columns.yes(statement.statement.reverse),
                *columns.numbers(statement.figures, self.results.everyone, self.scale),
            ]
            for result in self.results.everyone.enablers
            for statement in result.statements
        ]
        own = ("Enabler", "Group of enablers", "Text")
        name = self._table(
            translation.say("Statements"), translation.say("Scores for each statement"), fields, rows, own, frozen=3
        )
        return name, translation.say("One row for each statement, with everyone's responses."), fields

    def _sets(self, name: str, title: str, sets: Sequence[SetResult], about: str) -> tuple[str, str, Sequence[Field]]:
        fields = (columns.SET, *columns.WHAT, *columns.WHO, *self.figures)
        rows = [
            [
                result_set.name,
                *columns.what(result, self.instrument),
                *columns.where(result_set),
                *columns.numbers(result.figures, result_set, self.scale),
            ]
            for result_set in sets
            for result in result_set.enablers
        ]
        return self._table(name, title, fields, rows, frozen=4), about, fields

    def _comparisons(self) -> tuple[str, str, Sequence[Field]]:
        fields = columns.COMPARED
        rows = [
            columns.compared(side, difference, comparison_text.verdict(difference, side, self.instrument))
            for side in self.results.comparisons
            for difference in side.differences
        ]
        title = translation.say("What differs, and how sure we can be")
        name = self._table(translation.say("Comparisons"), title, fields, rows, frozen=3)
        return name, translation.say("One row for each comparison and enabler."), fields

    def _talk_first(self) -> tuple[str, str, Sequence[Field]]:
        fields = (
            Field(
                "List", "“Talk about first”, in order, or “Not sure” for what many people are not sure about.", None, 14
            ),
            Field("Position", "The position in its list."),
            *columns.WHAT[:3],
            Field("Reasons", "The reasons, in one or two words each.", None, 20),
            Field("Why", "The reasons as a sentence.", None, 50),
            Field("Question", "A question to start the conversation with.", None, 50),
        )
        rows: list[list[Value]] = [
            [
                label,
                place,
                entry.enabler.number,
                entry.enabler.id,
                entry.enabler.axis,
                columns.flags(entry.flags),
                entry.reason,
                entry.prompt,
            ]
            for label, entries in (
                (translation.say("Talk about first"), self.results.talk_first),
                (translation.say("Not sure"), self.results.unknown),
            )
            for place, entry in enumerate(entries, start=1)
        ]
        name = self._table(
            translation.say("Talk about first"), translation.say("What to talk about first"), fields, rows
        )
        return name, translation.say("What to talk about first, why, and a question to start with."), fields

    def _comments(self) -> tuple[str, str, Sequence[Field]]:
        fields = (
            *columns.WHAT[:3],
            Field("Comment", "One row for each comment, in random order.", None, 90),
            Field("Note", "If comments are not shown, the reason.", None, 50),
        )
        rows: list[list[Value]] = []
        for entry in self.results.words:
            named: list[Value] = [entry.enabler.number, entry.enabler.id, entry.enabler.axis]
            rows += [[*named, text, None] for text in entry.texts]
            if entry.reason:
                rows.append([*named, None, entry.reason])
            if entry.held_back:
                rows.append([*named, None, enabler_pages.withheld(entry.held_back)])
        return (
            self._table(translation.say("Comments"), translation.say("Comments"), fields, rows),
            translation.say("Comments, and how many are not shown."),
            fields,
        )

    def _pictures(self, sheet: Any) -> None:
        """Draw the charts below each other, each with its title, sentences and text alternative."""
        row, breaks = TOP, []
        sheet.set_column(0, 0, ACROSS)
        for picture, chart, height in self._charts():
            sheet.write_string(row, 0, office.clean(picture.caption), self.book.heading)
            row += 1
            used_height = 34.0
            for text in picture.sentences:
                sheet.write_string(row, 0, office.clean(text), self.book.wrapped)
                used_height += cells.tall(sheet, row, (text,), (ACROSS,))
                row += 1
            if used_height + height * 0.75 > PAGE:
                breaks.append(row)
            chart.set_size({"width": 900, "height": height})
            place = {"x_offset": 4, "y_offset": 6, "object_position": 2, "description": office.clean(picture.alt)}
            sheet.insert_chart(row, 0, chart, place)
            # An empty row is 20 pixels tall.
            row += height // 20 + 3
            breaks.append(row)
        sheet.set_h_pagebreaks(breaks[:-1])

    def _charts(self) -> Iterator[tuple[Picture, Any, int]]:
        outline, results = self.book.outline, self.results
        drawings = {
            section.id: block
            for section in office.walk(outline.sections)
            # Backwards, so that of two pictures in a section the first one is kept.
            for block in reversed(section.blocks)
            if isinstance(block, Picture)
        }
        names = self._line("everyone", "", columns.WHAT[columns.NAME].title, 0)
        if picture := drawings.get("spider"):
            split = None
            if any(result.figures.split for result in results.everyone.enablers):
                split = self._line("everyone", translation.say("People are split"), columns.SPLIT.title, 0)
            yield picture, charts.radar(self.book, self._averages(), names, self.instrument, split), 450
        if picture := drawings.get("every-answer"):
            yield picture, self._distributions(names), 140 + 30 * len(self.instrument.enablers)
        for group in results.groups:
            group_picture = next(
                (p for key, p in drawings.items() if key.startswith("group-") and _names(p, group)), None
            )
            if group_picture is not None:
                title = translation.say("By {group}", group=group.name)
                lines = self._means(title, [*group.sets, *([group.combined] if group.combined else [])])
                colours = [tokens.series(place).light for place in range(6)]
                yield group_picture, charts.points(self.book, lines, names, self.instrument, colours), 380
        if (picture := drawings.get("change")) and results.rounds:
            lines = self._means(translation.say("Round by round"), results.rounds)[-2:][::-1]
            yield (
                picture,
                charts.points(self.book, lines, names, self.instrument, (office.INK, office.QUIET)),
                380,
            )

    def _averages(self) -> list[ChartSeries]:
        if self.results.previous is not None and self.results.previous.visible:
            # The last two rounds that can be shown, the later one first: the second line of the spider is dashed.
            return self._means(translation.say("Round by round"), self.results.rounds)[-2:][::-1]
        return [self._line("everyone", self.results.everyone.name, translation.say("Average"), 0)]

    def _distributions(self, names: ChartSeries) -> Any:
        labels = [
            (self.scale.label(point), translation.say("Score {point}", point=point)) for point in self.scale.points
        ]
        unsure = (self.scale.unsure, translation.say("Not sure"))
        lines = [self._line("everyone", label, field, 0) for label, field in (*labels, unsure)]
        longest_bar = max(
            (sum(r.figures.counts or ()) + (r.figures.not_sure or 0) for r in self.results.everyone.enablers), default=1
        )
        return charts.stacked(self.book, lines, names, longest_bar, families.places(self.instrument))

    def _means(self, title: str, sets: Sequence[SetResult]) -> list[ChartSeries]:
        """Return a line of averages for each set that can be shown."""
        return [
            self._line(title, result_set.name, translation.say("Average"), place, before=1 + len(columns.WHO))
            for place, result_set in enumerate(sets)
            if result_set.visible
        ]

    def _line(self, title: str, name: str, field: str, place: int, *, before: int = 0) -> ChartSeries:
        """Return the line of one column and one set."""
        all_fields = (*columns.WHAT, *self.figures, columns.FLAGS, columns.SPLIT)
        fields = [column.title for column in all_fields]
        size = len(self.instrument.enablers)
        first = TOP + 1 + place * size
        return ChartSeries(
            office.clean(name), self.sheets[title], first, first + size - 1, before + fields.index(field)
        )


def _names(picture: Picture, group: GroupResult) -> bool:
    """Return whether a picture shows this group question."""
    chart = picture.chart
    return chart is not None and bool({choice.name for choice in group.sets} & {series.name for series in chart.series})


def _about(group: GroupResult) -> str:
    about = translation.say("One row for each {group} and enabler.", group=group.name)
    if any(not choice.visible for choice in group.sets):
        small = translation.say("Choices with too few people are not shown, but count in the overall results.")
        return f"{about} {small}"
    return about
