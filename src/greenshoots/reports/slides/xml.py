"""PowerPoint elements that the library does not cover."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.xmlchemy import OxmlElement

# The library tells no types for these.
_parse: Any = parse_xml
_serialize: Any = serialize_part_xml
_element: Any = OxmlElement
_numbers: Any = CategoryChartData
_colour: Any = RGBColor

_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


def element(name: str, /, **attributes: str) -> Any:
    """Return an element, such as ``a:ln``."""
    created = _element(name)
    for key, value in attributes.items():
        created.set(key, value)
    return created


def child(parent: Any, name: str, /, **attributes: str) -> Any:
    """Add an element at the end of another."""
    created = element(name, **attributes)
    parent.append(created)
    return created


def paint(parent: Any, colour: str) -> None:
    """Fill the line or text of the parent element with a colour."""
    child(child(parent, "a:solidFill"), "a:srgbClr", val=colour.removeprefix("#"))


def parse(blob: bytes) -> Any:
    """Read a part of the file."""
    return _parse(blob)


def serialize(root: Any) -> bytes:
    """Write a part of the file."""
    blob: bytes = _serialize(root)
    return blob


def rgb(colour: str) -> Any:
    """Return a colour of the palette in the library's type."""
    return _colour.from_string(colour.removeprefix("#"))


def numbers(number_format: str) -> Any:
    """Return the empty number table of a chart."""
    return _numbers(number_format=number_format)


def decorative(properties: Any) -> None:
    """Mark a shape as decoration, so that screen readers skip it."""
    properties.set("name", "Decoration")
    properties.append(_parse(_DECORATIVE))
