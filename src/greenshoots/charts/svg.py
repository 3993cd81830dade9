"""A canvas: shapes and text go in, SVG text comes out.

Colours are attributes, so that a renderer without style sheets draws the same; class names let the reader's
screen choose another theme where the drawing allows it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Self
from xml.etree import ElementTree as ET

from greenshoots.charts import fonts, typesetting
from greenshoots.charts.geometry import Align, Point
from greenshoots.charts.tokens import PAPER, Paint, Theme
from greenshoots.charts.typesetting import Block

ISOLATE_RIGHT_TO_LEFT, END_ISOLATE = "\u2067", "\u2069"
_OPPOSITE: dict[Align, Align] = {"start": "end", "middle": "middle", "end": "start"}

Value = str | float | None
Style = dict[str, Paint | Value]


@dataclass(slots=True)
class Canvas:
    """The elements drawn so far.

    Arguments:
        width: Of the drawing.
        theme: The colours of the drawing.
        rtl: True where the instrument reads from right to left.
        flipped: True where left and right change places, as rows do when reading runs from right to left.
        nodes: The elements, in the order they are painted.
        used: The paints, by property and name.
    """

    width: float
    theme: Theme
    rtl: bool = False
    flipped: bool = False
    nodes: list[ET.Element] = field(default_factory=list)
    used: dict[tuple[str, str], Paint] = field(default_factory=dict)

    def mirrored(self) -> Self:
        """Return a view of the canvas in the instrument's reading direction."""
        return replace(self, flipped=self.rtl)

    def rect(self, left: float, top: float, width: float, height: float, **style: Paint | Value) -> None:
        """Draw a rectangle."""
        x = self.width - left - width if self.flipped else left
        self._add("rect", style, x=x, y=top, width=width, height=height)

    def circle(self, centre: Point, radius: float, **style: Paint | Value) -> None:
        """Draw a circle."""
        self._add("circle", style, cx=self._x(centre.x), cy=centre.y, r=radius)

    def line(self, first: Point, last: Point, **style: Paint | Value) -> None:
        """Draw a straight line."""
        self._add("line", style, x1=self._x(first.x), y1=first.y, x2=self._x(last.x), y2=last.y)

    def polyline(self, points: Iterable[Point], **style: Paint | Value) -> None:
        """Draw a line through points, never filled."""
        # The fill comes last, so that no caller can set it: a line through points is filled in black by default.
        self._add("polyline", {**style, "fill": "none"}, points=self._points(points))

    def polygon(self, points: Iterable[Point], **style: Paint | Value) -> None:
        """Draw a closed shape; filled only if a paint is given."""
        self._add("polygon", {"fill": "none", **style}, points=self._points(points))

    def path(self, outline: str, **style: Paint | Value) -> None:
        """Draw a path, never filled. Its letters are not mirrored."""
        self._add("path", {**style, "fill": "none"}, d=outline)

    def text(self, block: Block, at: Point, paint: Paint, align: Align = "start") -> None:
        """Write lines of text; the point is the top of the first line at the side of alignment."""
        anchor = _OPPOSITE[align] if self.flipped else align
        for number, line in enumerate(block.lines):
            y = at.y + (number * typesetting.LINE + typesetting.BASELINE) * block.size
            # Without isolates a renderer takes the direction from the drawing, and a number or bracket at the end
            # changes sides.
            words = f"{ISOLATE_RIGHT_TO_LEFT}{line}{END_ISOLATE}" if block.rtl else line
            self._add(
                "text",
                {"fill": paint, "text_anchor": None if anchor == "start" else anchor},
                words,
                x=self._x(at.x),
                y=y,
                font_size=block.size,
            )

    def finish(self, kind: str, height: float, title: str, description: str) -> str:
        """Return the drawing as SVG text, with its title and description."""
        title, description = typesetting.tidy(title), typesetting.tidy(description)
        body = b"".join(ET.tostring(node) for node in self.nodes)
        # The id comes from the content: the same drawing is the same to the byte, and styles and labels never reach
        # another drawing on the same page.
        mark = hashlib.sha256(body + f"{title}\n{description}\n{self.theme}".encode()).hexdigest()[:8]
        name = f"{kind}-{mark}"
        size = {"width": _number(self.width), "height": _number(height)}
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "id": name,
                "viewBox": f"0 0 {size['width']} {size['height']}",
                **size,
                "role": "img",
                "aria-labelledby": f"{name}-title {name}-desc",
                "font-family": fonts.STACK,
            },
        )
        ET.SubElement(root, "title", {"id": f"{name}-title"}).text = title
        ET.SubElement(root, "desc", {"id": f"{name}-desc"}).text = description
        # Made last because only now the height is known, and placed first. It shares the paints, so that the style
        # sheet turns it dark too.
        paper = Canvas(self.width, self.theme, used=self.used)
        paper.rect(0, 0, self.width, height, fill=PAPER)
        if self.theme == "auto":
            ET.SubElement(root, "style").text = _stylesheet(name, self.used)
        root.extend([*paper.nodes, *self.nodes])
        return ET.tostring(root, encoding="unicode")

    def _x(self, x: float) -> float:
        return self.width - x if self.flipped else x

    def _points(self, points: Iterable[Point]) -> str:
        return " ".join(f"{_number(self._x(point.x))},{_number(point.y)}" for point in points)

    def _add(self, tag: str, style: Style, words: str | None = None, **place: Value) -> None:
        attributes: dict[str, str] = {}
        classes: list[str] = []
        for key, value in {**place, **style}.items():
            name = key.replace("_", "-")
            if isinstance(value, Paint):
                attributes[name] = value.colour(self.theme)
                self.used[name, value.name] = value
                classes.append(_class(name, value))
            elif value is not None:
                attributes[name] = value if isinstance(value, str) else _number(value)
        if classes:
            attributes["class"] = " ".join(classes)
        node = ET.Element(tag, attributes)
        node.text = words
        self.nodes.append(node)


def _number(value: float) -> str:
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    # A rounding error below zero would be written as -0 and change the digest.
    return "0" if short == "-0" else short


def _class(name: str, paint: Paint) -> str:
    # The property's first letter keeps fill and stroke apart: a rule for one must not colour the other.
    return f"{name[0]}-{paint.name}"


def _stylesheet(scope: str, used: dict[tuple[str, str], Paint]) -> str:
    firm, dark = "(prefers-contrast: more)", "screen and (prefers-color-scheme: dark)"
    forced = f"#{scope}{{forced-color-adjust:none}}"
    return "".join(
        (
            _media(firm, scope, {key: paint.firm_light for key, paint in used.items()}),
            _media(dark, scope, {key: paint.dark for key, paint in used.items()}),
            _media(f"{dark} and {firm}", scope, {key: paint.firm_dark for key, paint in used.items()}),
            _media("(forced-colors: active)", scope, {key: paint.system for key, paint in used.items()}, forced),
        )
    )


def _media(query: str, scope: str, colours: dict[tuple[str, str], str], first: str = "") -> str:
    """Return a media query. A page can hold several drawings, so each rule names its drawing."""
    rules: dict[str, list[str]] = defaultdict(list)
    for (attribute, name), colour in colours.items():
        if colour:
            rules[f"{attribute}:{colour}"].append(f"#{scope} .{attribute[0]}-{name}")
    written_rules = [f"{','.join(selectors)}{{{rule}}}" for rule, selectors in rules.items()]
    return f"@media {query}{{{first}{''.join(written_rules)}}}" if written_rules else ""


def dash(pattern: Sequence[float], unit: float) -> str | None:
    """Return a dash pattern for lines of a width; None for a solid line."""
    return " ".join(_number(length * unit) for length in pattern) or None
