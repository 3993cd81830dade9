"""The empty presentation: 16:9, with palette and typeface as its theme, and a footer on every slide."""

from __future__ import annotations

import copy
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from greenshoots.charts import tokens
from greenshoots.reports import office
from greenshoots.reports.outline import Outline
from greenshoots.reports.slides import xml

WIDTH, HEIGHT = 960.0, 540.0
"""A slide, in points."""

MARGIN = 48.0
TITLE_TOP, FOOT_TOP, FOOT_HEIGHT = 44.0, 497.0, 28.0
BOTTOM = 486.0
"""Where the room for content ends."""

TITLE_SIZES = (28, 24, 20)
TITLE_LINE = 1.12

_LAYOUTS = {"Title Slide": "Title", "Title Only": "Title and content"}


def blank(outline: Outline) -> Any:
    """Return a presentation with its theme, two layouts and no slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    office.leave_out(deck.part.package._rels, "/thumbnail")
    for layout in list(deck.slide_layouts):
        if layout.name not in _LAYOUTS:
            deck.slide_layouts.remove(layout)
    _theme(deck.slide_master.part)
    _background(deck.slide_master)
    _place(deck.slide_master, layout=False)
    for layout in deck.slide_layouts:
        layout.name = _LAYOUTS[layout.name]
        _place(layout, layout=True)
    _unprotected(deck, outline)
    return deck


def _theme(master: Any) -> None:
    theme_part = next(link.target_part for link in master.rels.values() if link.reltype.endswith("/theme"))
    root = xml.parse(theme_part.blob)
    root.set("name", office.APPLICATION)
    colours = {
        "dk1": office.INK,
        "lt1": office.PAPER,
        "dk2": office.GREEN,
        "lt2": office.PAGE,
        **{f"accent{place + 1}": tokens.group(place).light for place in range(6)},
        "hlink": office.LINK,
        "folHlink": tokens.group(0).light,
    }
    for name, colour in colours.items():
        slot = root.find(f".//{qn('a:clrScheme')}/{qn('a:' + name)}")
        for child in list(slot):
            slot.remove(child)
        xml.child(slot, "a:srgbClr", val=colour[1:])
    for family in root.iter(qn("a:majorFont"), qn("a:minorFont")):
        for script in ("latin", "ea", "cs"):
            family.find(qn(f"a:{script}")).set("typeface", office.FONT if script != "ea" else "")
    theme_part._blob = xml.serialize(root)


def _background(master: Any) -> None:
    fill = master.background.fill
    fill.solid()
    fill.fore_color.theme_color = 16  # BACKGROUND_2, the colour of the page
    style = master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    words = style.find(qn("a:defRPr"))
    words.set("sz", str(TITLE_SIZES[0] * 100))
    words.set("b", "1")


def _place(holder: Any, *, layout: bool) -> None:
    content_width = WIDTH - 2 * MARGIN
    areas = {
        "TITLE": (MARGIN, TITLE_TOP, content_width, 60),
        "CENTER_TITLE": (MARGIN, 96, content_width, 110),
        "SUBTITLE": (MARGIN, 210, content_width, 40),
        "BODY": (MARGIN, 120, content_width, BOTTOM - 120),
        "FOOTER": (MARGIN, FOOT_TOP, content_width - 60, FOOT_HEIGHT),
        "SLIDE_NUMBER": (WIDTH - MARGIN - 50, FOOT_TOP, 50, FOOT_HEIGHT),
    }
    for shape in list(holder.placeholders):
        kind = shape.placeholder_format.type.name
        if kind == "DATE":
            shape._element.getparent().remove(shape._element)
            continue
        shape.left, shape.top, shape.width, shape.height = (Pt(value) for value in areas[kind])
        if not layout:
            _frame(shape)
        if kind in ("FOOTER", "SLIDE_NUMBER") and not layout:
            _foot(shape, "l" if kind == "FOOTER" else "r")
        if layout and kind in ("CENTER_TITLE", "SUBTITLE"):
            _frame(shape)
            _left(shape)


def _left(shape: Any) -> None:
    """Align the text of the title page left; the library's template centres it."""
    for level in shape._element.iter(qn("a:lvl1pPr")):
        level.set("algn", "l")
        level.set("marL", "0")
        level.set("indent", "0")
        for colour in list(level.iter(qn("a:solidFill"))):
            colour.getparent().remove(colour)


def _frame(shape: Any) -> None:
    body = shape._element.find(f".//{qn('a:bodyPr')}")
    for side in ("lIns", "tIns", "rIns", "bIns"):
        body.set(side, "0")
    body.set("anchor", "t")
    # Text is measured before it is placed. Fitting it automatically would change its size in some programs only.
    for fitting in list(body):
        body.remove(fitting)


def _foot(shape: Any, align: str) -> None:
    for level in shape._element.iter(qn("a:lvl1pPr")):
        level.set("algn", align)
        words = level.find(qn("a:defRPr"))
        words.set("sz", "1000")
        for child in list(words):
            words.remove(child)
        xml.paint(words, office.QUIET)


def _unprotected(deck: Any, outline: Outline) -> None:
    """Highlight the footer if people are not protected."""
    if not outline.unprotected:
        return
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if shape.placeholder_format.type.name == "FOOTER":
                shape.fill.solid()
                shape.fill.fore_color.theme_color = 13  # TEXT_1, ink
                body = shape._element.find(f".//{qn('a:bodyPr')}")
                body.set("lIns", str(Pt(8)))
                body.set("anchor", "ctr")


def add(deck: Any, layout: str, outline: Outline, title: str) -> Any:
    """Add a slide with its title, the footer and the slide number."""
    slide_layout = next(candidate for candidate in deck.slide_layouts if candidate.name == layout)
    slide = deck.slides.add_slide(slide_layout)
    slide.shapes.title.text_frame.text = office.clean(title)
    for shape in slide_layout.placeholders:
        if shape.placeholder_format.type.name in ("FOOTER", "SLIDE_NUMBER"):
            # The library copies neither footer nor slide number from the layout.
            slide.shapes._spTree.append(copy.deepcopy(shape._element))
    for shape in slide.placeholders:
        kind = shape.placeholder_format.type.name
        if kind == "FOOTER":
            _write_footer(shape, outline)
        if kind == "SLIDE_NUMBER":
            shape.name = "Slide number"
    return slide


def _write_footer(shape: Any, outline: Outline) -> None:
    shape.name = "Footer"
    shape.text_frame.text = office.clean(outline.footer)
    room = WIDTH - 2 * MARGIN - 60
    size = next(
        (
            size
            for size in (10, 9, 8)
            if len(office.lines(outline.footer, size, room, bold=outline.unprotected).lines) < 3
        ),
        8,
    )
    words = shape.text_frame.paragraphs[0].runs[0]
    words.font.size = Pt(size)
    if outline.unprotected:
        words.font.bold = True
        words.font.color.theme_color = 14  # BACKGROUND_1, paper


def finish(slide: Any) -> None:
    """Move footer and slide number to the end, so that screen readers read them after the content."""
    tree = slide.shapes._spTree
    for shape in list(slide.placeholders):
        if shape.placeholder_format.type.name in ("FOOTER", "SLIDE_NUMBER"):
            tree.remove(shape._element)
            tree.append(shape._element)


def title_size(title: str, room: float = WIDTH - 2 * MARGIN) -> tuple[int, float]:
    """Return the type size and height of a title, at most two lines if possible."""
    for size in TITLE_SIZES:
        lines = len(office.lines(title, size, room, bold=True).lines)
        if lines < 3:
            break
    return size, lines * size * TITLE_LINE
