"""Native charts on slides, with editable numbers and a text alternative."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Pt

from greenshoots.charts import tokens
from greenshoots.reports import office
from greenshoots.reports.outline import Chart
from greenshoots.reports.slides import text_boxes, xml

Area = tuple[float, float, float, float]

LABELLED_UP_TO = 60
"""People in a bar up to which each part of it carries its number; in longer bars the numbers would touch."""

ENOUGH = 0.6
"""The share of names that need a number in a native chart; below it, the drawing with its ranges shows more."""

MOST_COLUMNS = 7
"""The most scale points whose labels fit side by side below columns; more are drawn as horizontal bars."""

MARKERS = (
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.DIAMOND,
    XL_MARKER_STYLE.TRIANGLE,
    XL_MARKER_STYLE.X,
    XL_MARKER_STYLE.PLUS,
)


def draw(slide: Any, chart: Chart, area: Area, alt: str, groups: Sequence[int], colour: int) -> Any:
    """Draw a chart on a white card.

    Arguments:
        slide: The slide.
        chart: What it shows.
        area: Left, top, width and height, in points.
        alt: What it shows, in words.
        groups: The place of each category's group, or nothing where categories have none.
        colour: The place of the group that a chart about one enabler belongs to.
    """
    text_boxes.card(slide, area)
    left, top, width, height = area
    single = chart.kind == "stacked" and len(chart.series) == 1
    single_kind = (
        XL_CHART_TYPE.COLUMN_CLUSTERED if len(chart.categories) <= MOST_COLUMNS else XL_CHART_TYPE.BAR_CLUSTERED
    )
    kinds = {
        "radar": XL_CHART_TYPE.RADAR_MARKERS,
        "stacked": single_kind if single else XL_CHART_TYPE.BAR_STACKED,
        "points": XL_CHART_TYPE.LINE_MARKERS,
    }
    frame = slide.shapes.add_chart(
        kinds[chart.kind], Pt(left + 6), Pt(top + 6), Pt(width - 12), Pt(height - 12), _numbers(chart)
    )
    frame.name = "Chart"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", office.clean(alt))
    native_chart = frame.chart
    _common(native_chart, len(chart.series))
    if chart.kind == "radar":
        _radar(native_chart, chart, groups, area)
    elif single:
        _columns(native_chart, chart, colour)
    elif chart.kind == "stacked":
        _stacked(native_chart, chart, groups)
    else:
        _points(native_chart, chart)
    return frame


def tells_enough(chart: Chart) -> bool:
    """Return whether a native chart shows most of the scores; it cannot draw a range."""
    scores = chart.series[:-1] if chart.kind == "stacked" and len(chart.series) > 1 else chart.series
    drawable = sum(any(series.values[place] is not None for series in scores) for place in range(len(chart.categories)))
    return drawable >= ENOUGH * len(chart.categories)


def _numbers(chart: Chart) -> Any:
    decimals = any(value is not None and value != int(value) for series in chart.series for value in series.values)
    numbers = xml.numbers("0.0" if decimals or chart.kind != "stacked" else "0")
    numbers.categories = [office.clean(name) for name in chart.categories]
    for series in chart.series:
        numbers.add_series(office.clean(series.name), series.values)
    return numbers


def _common(native_chart: Any, series: int) -> None:
    native_chart.has_title = False
    native_chart.font.size, native_chart.font.name = Pt(12), office.FONT
    native_chart.font.color.rgb = xml.rgb(office.INK)
    native_chart.has_legend = series > 1
    if native_chart.has_legend:
        native_chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        native_chart.legend.include_in_layout = False
        native_chart.legend.font.size = Pt(12)
    area = native_chart._chartSpace.chart
    gap = area.find(qn("c:dispBlanksAs"))
    if gap is None:
        gap = xml.child(area, "c:dispBlanksAs")
    # A score that cannot be shown leaves a gap in the line; it is never drawn as zero.
    gap.set("val", "gap")


def _scale(axis: Any, chart: Chart) -> None:
    axis.minimum_scale, axis.maximum_scale = chart.minimum, chart.maximum
    axis.major_unit = 1 if chart.maximum - chart.minimum <= 6 else 2
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = xml.rgb(office.RULE)
    axis.major_gridlines.format.line.width = Pt(0.75)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size = Pt(11)
    axis.tick_labels.font.color.rgb = xml.rgb(office.QUIET)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
    axis.format.line.fill.background()


def _radar(native_chart: Any, chart: Chart, groups: Sequence[int], area: Area) -> None:
    _scale(native_chart.value_axis, chart)
    native_chart.value_axis.format.line.color.rgb = xml.rgb(office.RULE)
    _centre(native_chart, chart, area)
    native_chart.category_axis.tick_labels.font.size = Pt(12 if len(chart.categories) <= 14 else 10)
    for place, series in enumerate(native_chart.plots[0].series):
        line = series.format.line
        line.color.rgb = xml.rgb(office.INK if place == 0 else office.QUIET)
        line.width = Pt(1.5)
        if place:
            line.dash_style = MSO_LINE_DASH_STYLE.DASH
        series.smooth = False
        _mark(series, place, size=9 if place == 0 else 7, colour=office.QUIET if place else office.INK)
        # Only where every name has its group: a chart can be of part of the enablers, and colours by place would be
        # wrong.
        if place == 0 and len(groups) == len(chart.categories):
            for category, group in enumerate(groups):
                _dot(series.points[category].marker, XL_MARKER_STYLE.CIRCLE, 9, tokens.group(group).light)
        for category in chart.hollow if place == 0 else ():
            _hollow(series.points[category].marker, groups[category] if groups else tokens.NEUTRAL)


def _centre(native_chart: Any, chart: Chart, area: Area) -> None:
    """Set the size of the spider from the room that its names leave; some programs draw it very small otherwise."""
    _, _, width, height = area
    names = max(office.width(name, 12) for name in chart.categories)
    across = max(min(0.72 * height, width - 2 * min(names, width / 4) - 30), 0.45 * height)
    width_share, height_share = across / width, across / height
    places = {"x": (1 - width_share) / 2, "y": (0.94 - height_share) / 2, "w": width_share, "h": height_share}
    plot = native_chart._chartSpace.chart.plotArea
    for old in plot.findall(qn("c:layout")):
        plot.remove(old)
    layout = xml.element("c:layout")
    manual = xml.child(layout, "c:manualLayout")
    xml.child(manual, "c:layoutTarget", val="inner")
    for side in ("x", "y"):
        xml.child(manual, f"c:{side}Mode", val="edge")
    for side, value in places.items():
        xml.child(manual, f"c:{side}", val=f"{value:.4f}")
    plot.insert(0, layout)


def _mark(series: Any, place: int, *, size: int, colour: str) -> None:
    _dot(series.marker, MARKERS[place % len(MARKERS)], size, colour)


def _dot(marker: Any, style: Any, size: int, colour: str) -> None:
    # Filled, never hollow: programs that draw no edge round a mark would draw nothing.
    marker.style, marker.size = style, size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = xml.rgb(colour)
    marker.format.line.color.rgb = xml.rgb(colour)


def _hollow(marker: Any, group: int) -> None:
    _dot(marker, XL_MARKER_STYLE.CIRCLE, 9, tokens.group(group).light)
    marker.format.fill.fore_color.rgb = xml.rgb(office.PAPER)
    marker.format.line.width = Pt(2)


def _columns(native_chart: Any, chart: Chart, colour: int) -> None:
    """Draw the answers to one enabler, palest for the lowest score."""
    plot = native_chart.plots[0]
    plot.gap_width, plot.vary_by_categories = 45, False
    axis = native_chart.value_axis
    axis.minimum_scale, axis.visible, axis.has_major_gridlines = 0, False, False
    names = native_chart.category_axis
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = xml.rgb(office.QUIET)
    names.tick_labels.font.size = Pt(12 if len(chart.categories) <= MOST_COLUMNS else 9)
    # Bars are drawn from the bottom up; reversed, the lowest score is at the top, where reading begins.
    names.reverse_order = len(chart.categories) > MOST_COLUMNS
    _level(names)
    _numbered(plot.series[0], XL_LABEL_POSITION.OUTSIDE_END, office.INK, 13)
    for place in range(len(chart.categories)):
        _step(plot.series[0].points[place].format, colour, place, len(chart.categories))
    _fill(plot.series[0].format, tokens.group(colour).light, tokens.group(colour).light)


def _stacked(native_chart: Any, chart: Chart, groups: Sequence[int]) -> None:
    """Draw all responses, one bar for each enabler: scores from pale to full, then “not sure” hatched."""
    plot = native_chart.plots[0]
    plot.gap_width, plot.overlap = 38, 100
    names, axis = native_chart.category_axis, native_chart.value_axis
    # Bars are drawn from the bottom up; reversed, the first enabler is at the top.
    names.reverse_order = True
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = xml.rgb(office.QUIET)
    names.tick_labels.font.size = Pt(12 if len(chart.categories) <= 14 else 10)
    _every_name(names)
    axis.minimum_scale, axis.maximum_scale = 0, chart.maximum
    labelled = chart.maximum <= LABELLED_UP_TO
    axis.visible = axis.has_major_gridlines = not labelled
    if not labelled:
        axis.major_gridlines.format.line.color.rgb = xml.rgb(office.RULE)
        axis.tick_labels.font.size = Pt(11)
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "#,##0", False
        axis.format.line.fill.background()
    native_chart.legend.font.size = Pt(11)
    steps = len(chart.series) - 1
    has_groups = len(groups) == len(chart.categories)
    for place, series in enumerate(plot.series):
        if place == steps:
            _hatched(series.format)
        else:
            _step(series.format, tokens.NEUTRAL, place, steps)
            for category, group in enumerate(groups if has_groups else ()):
                _step(series.points[category].format, group, place, steps)
        if labelled:
            ink = (
                office.INK
                if place == steps
                else tokens.on_ramp(groups[0] if has_groups else tokens.NEUTRAL, place, steps).light
            )
            _numbered(series, XL_LABEL_POSITION.CENTER, ink, 11)


def _numbered(series: Any, position: Any, colour: str, size: int) -> None:
    labels = series.data_labels
    labels.show_value = True
    labels.position = position
    # Zero is left out: on a part without width it would lie on the number beside it.
    labels.number_format, labels.number_format_is_linked = "0;;", False
    labels.font.size = Pt(size)
    labels.font.color.rgb = xml.rgb(colour)


def _step(format_: Any, group: int, place: int, steps: int) -> None:
    _fill(format_, tokens.ramp(group, place, steps).light, tokens.group(group).light)


def _fill(format_: Any, colour: str, edge: str) -> None:
    format_.fill.solid()
    format_.fill.fore_color.rgb = xml.rgb(colour)
    # The edge, not the colour, separates the palest step from the paper.
    format_.line.color.rgb = xml.rgb(edge)
    format_.line.width = Pt(0.75)


def _hatched(format_: Any) -> None:
    format_.fill.patterned()
    format_.fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
    format_.fill.fore_color.rgb = xml.rgb(tokens.EDGE.light)
    format_.fill.back_color.rgb = xml.rgb(office.PAPER)
    format_.line.color.rgb = xml.rgb(tokens.EDGE.light)
    format_.line.width = Pt(0.75)


def _points(native_chart: Any, chart: Chart) -> None:
    """Draw a mark for each set above each name, with a thin line from the lowest to the highest."""
    _scale(native_chart.value_axis, chart)
    names = native_chart.category_axis
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = xml.rgb(office.RULE)
    names.tick_labels.font.size = Pt(11)
    _level(names)
    for place, series in enumerate(native_chart.plots[0].series):
        series.smooth = False
        # Lines along the names would suggest a trend between enablers.
        series.format.line.fill.background()
        _mark(series, place, size=10, colour=tokens.series(place).light)
    _join(native_chart.plots[0]._element)


def _level(axis: Any) -> None:
    """Keep names horizontal, so that they wrap and are never rotated."""
    axis._element.find(f".//{qn('a:bodyPr')}").set("rot", "0")
    _every_name(axis)


def _every_name(axis: Any) -> None:
    """Show every name; some programs leave out every second name otherwise."""
    # The schema fixes the order: the interval of the names comes just before this element.
    last = axis._element.find(qn("c:noMultiLvlLbl"))
    last.addprevious(xml.element("c:tickLblSkip", val="1"))


def _join(plot: Any) -> None:
    line = xml.element("c:hiLowLines")
    shape = xml.child(line, "c:spPr")
    stroke = xml.child(shape, "a:ln", w=str(Pt(1.25)))
    xml.paint(stroke, tokens.EDGE.light)
    plot.find(qn("c:marker")).addprevious(line)
