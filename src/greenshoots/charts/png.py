"""A drawing as pixels."""

from __future__ import annotations

from functools import cache
from xml.etree import ElementTree as ET

import typst

from greenshoots.charts import fonts

# Typst makes the pixels too (decision 2): it is here for documents, and draws with the packaged typefaces.
_PAGE = b"""
#set page(width: float(sys.inputs.width) * 1pt, height: float(sys.inputs.height) * 1pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""


def render(svg: str, *, scale: float = 2) -> bytes:
    """Draw SVG text as a PNG.

    Arguments:
        svg: A drawing of this package.
        scale: Pixels of the PNG for one pixel of the drawing's natural size.
    """
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    inputs = {"svg": svg, "width": root.get("width", ""), "height": root.get("height", "")}
    return typst.compile(_PAGE, format="png", ppi=72 * scale, font_paths=_fonts(), sys_inputs=inputs)


@cache
def _fonts() -> typst.Fonts:
    """Load the typefaces once; other scripts may need a typeface of the computer."""
    return typst.Fonts(font_paths=fonts.directories())
