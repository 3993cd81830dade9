"""Native charts of the workbook; their numbers come from a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from greenshoots.charts import tokens
from greenshoots.core.instruments.model import Instrument
from greenshoots.reports import office
from greenshoots.reports.workbook.cells import Book

MARKERS = ("circle", "square", "diamond", "triangle", "x", "plus")
LABELLED_UP_TO = 60
"""People in a bar up to which each part of it carries its number."""

_FONT = {"name": office.FONT, "size": 10, "color": office.INK}


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """A series: its name and the cells of its numbers by sheet, first and last row, and column."""

    name: str
    sheet: str
    first: int
    last: int
    column: int

    @property
    def values(self) -> list[str | int]:
        """Return the cells of the numbers in the library's form."""
        return [self.sheet, self.first, self.column, self.last, self.column]


def radar(
    book: Book, lines: Sequence[ChartSeries], names: ChartSeries, instrument: Instrument, split: ChartSeries | None
) -> Any:
    """Draw averages as a spider: at most two lines, the second dashed with squares; hollow dots if people are split."""
    chart = book.file.add_chart({"type": "radar", "subtype": "with_markers"})
    for place, line in enumerate(lines):
        colour = office.QUIET if place else office.INK
        chart.add_series(
            {
                "name": line.name,
                "categories": names.values,
                "values": line.values,
                "line": {"color": colour, "width": 1.5, **({"dash_type": "dash"} if place else {})},
                "marker": _marker(place, colour, 7),
            }
        )
    if split is not None:
        # A white spot upon the dot makes it hollow, also in programs that draw no edge round a mark.
        spot = {"type": "circle", "size": 4, "fill": {"color": office.PAPER}, "border": {"color": office.PAPER}}
        style = {"line": {"none": True}, "marker": spot}
        chart.add_series({"name": split.name, "categories": names.values, "values": split.values, **style})
    chart.set_y_axis(_scale(instrument, 0))
    chart.set_x_axis({"num_font": _FONT})
    return _finished(chart, len(lines) > 1, without=None if split is None else len(lines))


def _marker(place: int, colour: str, size: int) -> dict[str, Any]:
    kind = MARKERS[place % len(MARKERS)]
    return {"type": kind, "size": size, "fill": {"color": colour}, "border": {"color": colour}}


def _scale(instrument: Instrument, minimum: int) -> dict[str, Any]:
    scale = instrument.scale
    return {
        "min": min(minimum, scale.minimum),
        "max": scale.maximum,
        "major_unit": 1 if scale.size <= 7 else 2,
        "num_format": "0",
        "num_font": {**_FONT, "color": office.QUIET},
        "major_gridlines": {"visible": True, "line": {"color": office.RULE, "width": 0.75}},
        "line": {"color": office.RULE},
    }


def stacked(
    book: Book, lines: Sequence[ChartSeries], names: ChartSeries, longest_bar: int, groups: Sequence[int]
) -> Any:
    """Draw all responses, one bar for each enabler: scores from pale to full, then “not sure” hatched."""
    chart = book.file.add_chart({"type": "bar", "subtype": "stacked"})
    steps = len(lines) - 1
    for place, line in enumerate(lines):
        unsure = place == steps
        edge = tokens.EDGE.light if unsure else tokens.group(tokens.NEUTRAL).light
        style: dict[str, Any] = {"fill": {"color": tokens.ramp(tokens.NEUTRAL, place, steps).light}}
        if unsure:
            style = {"pattern": {"pattern": "light_upward_diagonal", "fg_color": edge, "bg_color": office.PAPER}}
        parts = [] if unsure else [_step(group, place, steps) for group in groups]
        ink = office.INK if unsure else tokens.on_ramp(groups[0], place, steps).light
        # Zero is left out: on a part without width it would lie on the number beside it.
        labels = {"value": True, "num_format": "0;;", "position": "center", "font": {**_FONT, "size": 9, "color": ink}}
        chart.add_series(
            {
                "name": line.name,
                "categories": names.values,
                "values": line.values,
                "border": {"color": edge, "width": 0.75},
                "gap": 40,
                **style,
                **({"points": parts} if parts else {}),
                **({"data_labels": labels} if longest_bar <= LABELLED_UP_TO else {}),
            }
        )
    chart.set_y_axis({"reverse": True, "num_font": _FONT, "line": {"color": office.QUIET}, "major_tick_mark": "none"})
    shown = longest_bar > LABELLED_UP_TO
    chart.set_x_axis(
        {
            "min": 0,
            "max": max(longest_bar, 1),
            "visible": shown,
            "num_font": _FONT,
            "major_gridlines": {"visible": shown, "line": {"color": office.RULE}},
        }
    )
    return _finished(chart, legend=True)


def _step(group: int, place: int, steps: int) -> dict[str, Any]:
    edge = tokens.group(group).light
    return {"fill": {"color": tokens.ramp(group, place, steps).light}, "border": {"color": edge, "width": 0.75}}


def points(
    book: Book, lines: Sequence[ChartSeries], names: ChartSeries, instrument: Instrument, colours: Sequence[str]
) -> Any:
    """Draw a mark for each set above each enabler, joined from the lowest to the highest."""
    chart = book.file.add_chart({"type": "line"})
    for place, line in enumerate(lines):
        colour = colours[place % len(colours)]
        chart.add_series(
            {
                "name": line.name,
                "categories": names.values,
                "values": line.values,
                "line": {"none": True},
                "marker": _marker(place, colour, 9),
            }
        )
    chart.set_high_low_lines({"line": {"color": tokens.EDGE.light, "width": 1.25}})
    chart.set_y_axis(_scale(instrument, instrument.scale.minimum))
    chart.set_x_axis({"num_font": {**_FONT, "rotation": 0}, "label_position": "low", "line": {"color": office.RULE}})
    return _finished(chart, legend=True)


def _finished(chart: Any, legend: bool, *, without: int | None = None) -> Any:
    named = {"position": "bottom", "font": _FONT, "delete_series": [] if without is None else [without]}
    chart.set_legend(named if legend else {"none": True})
    # A score that cannot be shown leaves a gap; it is never drawn as zero.
    chart.show_blanks_as("gap")
    chart.set_chartarea({"border": {"color": office.RULE}, "fill": {"color": office.PAPER}})
    return chart
