"""The report as slides: editable native charts, a title on every slide, and sentences as notes."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from pptx.util import Pt

from greenshoots.charts import png
from greenshoots.core import translation
from greenshoots.reports import office
from greenshoots.reports.outline import Chart, Outline, Picture, Section
from greenshoots.reports.slides import charts, master, pages, tables, text_boxes, xml
from greenshoots.reports.slides.master import MARGIN
from greenshoots.reports.slides.pages import Area, Page
from greenshoots.reports.slides.text_boxes import TextParagraph

NO_BREAK = "\u00a0"


def render(outline: Outline, *, when: dt.datetime | None = None) -> bytes:
    """Draw the slides.

    Arguments:
        outline: What they say.
        when: The date in the file's properties; a fixed one where left out.
    """
    deck = master.blank(outline)
    _properties(deck, outline, when)
    _first_slide(deck, outline)
    for section in outline.sections:
        _section(deck, section, outline)
    packed = io.BytesIO()
    deck.save(packed)
    return office.seal(packed.getvalue(), when)


def _properties(deck: Any, outline: Outline, when: dt.datetime | None) -> None:
    properties = deck.core_properties
    # The library refuses a property of more than 255 letters.
    properties.title = office.clean(outline.title)[:255]
    properties.subject = office.clean(outline.subtitle)[:255]
    properties.keywords = office.clean(", ".join(outline.keywords))[:255]
    properties.language = office.spoken("")
    properties.author = properties.last_modified_by = office.APPLICATION
    properties.comments = office.clean(outline.footer)[:255]
    properties.created = properties.modified = when or office.EPOCH


def _first_slide(deck: Any, outline: Outline) -> None:
    slide = master.add(deck, "Title", outline, outline.title)
    brand = slide.shapes.add_textbox(Pt(MARGIN), Pt(48), Pt(300), Pt(24))
    brand.name = "Text"
    text_boxes.write(
        brand.text_frame.paragraphs[0], TextParagraph(office.APPLICATION, "heading", colour=office.GREEN), 16
    )
    brand.text_frame.margin_left = 0
    brand.text_frame.word_wrap = True
    title = slide.shapes.title
    size = next(size for size in (44, 36, 30, 24) if size == 24 or _tall(outline.title, size) <= 110)
    height = _tall(outline.title, size)
    title.top, title.height = Pt(88), Pt(height)
    title.left, title.width = Pt(MARGIN), Pt(pages.ROOM)
    _style(title, size)
    at = 88 + height + 10
    at = _subtitle(slide, outline, at)
    _facts(slide, outline, at + 22)
    master.finish(slide)


def _tall(title: str, size: float) -> float:
    # A heading is 1.1 times the base size, so this division measures it at the size itself.
    return TextParagraph(office.clean(title), "heading").height(pages.ROOM, size / 1.1)


def _style(shape: Any, size: float, language: str = "", *, backwards: bool = False) -> None:
    paragraph = shape.text_frame.paragraphs[0]
    paragraph.line_spacing = Pt(size * master.TITLE_LINE)
    for run in paragraph.runs:
        run.font.size, run.font.bold = Pt(size), True
        run.font.color.rgb = xml.rgb(office.INK)
        run._r.get_or_add_rPr().set("lang", office.spoken(language))
    if backwards:
        paragraph._p.get_or_add_pPr().set("algn", "r")
        paragraph._p.get_or_add_pPr().set("rtl", "1")


def _subtitle(slide: Any, outline: Outline, top: float) -> float:
    shape = slide.placeholders[1]
    if not outline.subtitle:
        shape._element.getparent().remove(shape._element)
        return top
    text = TextParagraph(office.clean(outline.subtitle), "body")
    height = text.height(pages.ROOM, 20)
    shape.left, shape.top, shape.width, shape.height = (Pt(value) for value in (MARGIN, top, pages.ROOM, height))
    shape.text_frame.text = ""
    text_boxes.write(shape.text_frame.paragraphs[0], text, 20)
    return top + height


def _facts(slide: Any, outline: Outline, top: float) -> None:
    """Write labels and values as one text box."""
    if not outline.facts:
        return
    indent, room = 120.0, pages.ROOM - 120 - 60
    for size in (16, 15, 14, 13, 12, 11, 10):
        height = sum(
            TextParagraph(office.clean(value)).height(room, size) * size / max(size, 12) + 5
            for _, value in outline.facts
        )
        if top + height <= master.BOTTOM:
            break
    box = slide.shapes.add_textbox(Pt(MARGIN), Pt(top), Pt(indent + room), Pt(height))
    box.name = "Text"
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for place, (label, value) in enumerate(outline.facts):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.line_spacing, paragraph.space_before = Pt(size * text_boxes.LINE), Pt(5 if place else 0)
        text_boxes.run(paragraph, f"{office.clean(label)}\t", size, colour=office.QUIET)
        text_boxes.run(paragraph, office.clean(value), size, bold=True)
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", str(Pt(indent)))
        properties.set("indent", str(-Pt(indent)))
        stops = xml.child(properties, "a:tabLst")
        xml.child(stops, "a:tab", pos=str(Pt(indent)), algn="l")


def _section(deck: Any, section: Section, outline: Outline) -> None:
    clean = office.clean(section.title)
    size, height = master.title_size(clean)
    slide_pages = pages.pages(section, outline, master.TITLE_TOP + height + 16)
    if len(slide_pages) > 1:
        # The number of the slide may take the title to a second line, and so leave less room for all of them.
        size, height = master.title_size(_numbered(clean, 10, 10))
        slide_pages = pages.pages(section, outline, master.TITLE_TOP + height + 16)
    for number, page in enumerate(slide_pages, start=1):
        title = section.title if len(slide_pages) == 1 else _numbered(section.title, number, len(slide_pages))
        slide = master.add(deck, "Title and content", outline, title)
        _head(slide, section, outline, size, height)
        _draw(slide, page, section, outline)
        master.finish(slide)


def _numbered(title: str, number: int, last: int) -> str:
    """Return a title with the number of the slide within its section; the number stays on one line."""
    place = translation.say("{number} of {last}", number=number, last=last)
    return f"{title} ({place.replace(' ', NO_BREAK)})"


def _head(slide: Any, section: Section, outline: Outline, size: float, height: float) -> None:
    title = slide.shapes.title
    title.left, title.top = Pt(MARGIN), Pt(master.TITLE_TOP)
    title.width, title.height = Pt(pages.ROOM), Pt(height)
    backwards = office.backwards(outline, section.language)
    _style(title, size, section.language, backwards=backwards)
    if section.accent is not None:
        text_boxes.bar(slide, (0, 0, master.WIDTH, 6), office.accent(section.accent))
    if section.eyebrow:
        box = slide.shapes.add_textbox(Pt(MARGIN), Pt(22), Pt(pages.ROOM), Pt(18))
        box.name = "Text"
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        colour = office.accent(section.accent)
        words = TextParagraph(office.clean(section.eyebrow), "heading", section.language, backwards, colour)
        text_boxes.write(frame.paragraphs[0], words, 12.5)


def _draw(slide: Any, page: Page, section: Section, outline: Outline) -> None:
    for area, colour in page.cards:
        text_boxes.card(slide, area)
        text_boxes.bar(slide, (*area[:3], 5), colour)
    notes = []
    for picture, chart, area in page.charts:
        _picture(slide, picture, chart, area, section, outline)
        notes += [picture.caption, picture.alt, *picture.sentences]
    items: list[text_boxes.TextColumn | pages.Placed] = [*page.columns, *page.tables]
    for item in sorted(items, key=_top):
        if isinstance(item, text_boxes.TextColumn):
            text_boxes.draw(slide, item, office.accent(section.accent))
        else:
            tables.draw(slide, item[0], item[2], item[1], outline)
    if notes:
        slide.notes_slide.notes_text_frame.text = office.clean("\n".join(dict.fromkeys(notes)))


def _top(item: text_boxes.TextColumn | pages.Placed) -> float:
    return item.area[1] if isinstance(item, text_boxes.TextColumn) else item[2][1]


def _picture(slide: Any, picture: Picture, chart: Chart | None, area: Area, section: Section, outline: Outline) -> None:
    if chart is not None and charts.tells_enough(chart):
        groups = office.accents(outline)
        places = groups if len(groups) == len(chart.categories) else ()
        charts.draw(slide, chart, area, picture.alt, places, pages.group_of(section))
        return
    left, top, width, height = area
    text_boxes.card(slide, area)
    picture_shape = slide.shapes.add_picture(
        io.BytesIO(png.render(picture.svg)), Pt(left + 8), Pt(top + 8), Pt(width - 16)
    )
    if picture_shape.height > Pt(height - 16):
        picture_shape.width, picture_shape.height = (
            round(picture_shape.width * Pt(height - 16) / picture_shape.height),
            Pt(height - 16),
        )
    picture_shape.top = Pt(top) + (Pt(height) - picture_shape.height) // 2
    picture_shape.left = Pt(left) + (Pt(width) - picture_shape.width) // 2
    picture_shape.name = "Picture"
    picture_shape._element.nvPicPr.cNvPr.set("descr", office.clean(picture.alt))
