"""The report as an editable Word file: real headings, lists, quotes and tables, A4, also in large print."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any
from xml.etree import ElementTree as ET

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Emu, Mm, Pt, RGBColor

from greenshoots.charts import png
from greenshoots.core import translation
from greenshoots.reports import office
from greenshoots.reports.outline import Block, Bullets, Outline, Paragraph, Picture, Quotes, Section, Table
from greenshoots.reports.word import runs, style_sheet, tables

_FIELDS = re.compile(r"\[(PAGE|NUMPAGES)\]")

DOTS = 250
"""Dots to the inch of a picture."""

TALLEST, TALLEST_LARGE = Mm(150), Mm(190)
"""A picture with its caption and first sentence stays on one page."""


def render(
    outline: Outline, *, large_print: bool = False, when: dt.datetime | None = None, contents: bool = True
) -> bytes:
    """Write the Word file.

    Arguments:
        outline: What it says.
        large_print: True for 18 points or more everywhere.
        when: The date in the file's properties; a fixed one where left out.
        contents: False for a page or two, which need no list of what is in them.
    """
    document = docx.Document()
    office.leave_out(document.part.package.rels, "/thumbnail")
    # The library's second set of styles, for Word 2007, lacks ours.
    office.leave_out(document.part.rels, "/stylesWithEffects")
    style_sheet.apply(document, outline, large=large_print)
    _properties(document, outline, when)
    writer = _Writer(document, outline, large_print, has_contents=contents)
    writer.title_page()
    if contents:
        writer.contents()
    for section in outline.sections:
        writer.section(section, 1)
    packed = io.BytesIO()
    document.save(packed)
    return office.seal(packed.getvalue(), when)


def _properties(document: Any, outline: Outline, when: dt.datetime | None) -> None:
    properties = document.core_properties
    # The library refuses a property of more than 255 letters.
    properties.title = office.clean(outline.title)[:255]
    properties.subject = office.clean(outline.subtitle)[:255]
    properties.keywords = office.clean(", ".join(outline.keywords))[:255]
    properties.comments = office.clean(outline.footer)[:255]
    properties.language = office.spoken("")
    properties.author = properties.last_modified_by = office.APPLICATION
    properties.created = properties.modified = when or office.EPOCH


class _Writer:
    """Write the parts of an outline to the end of a document."""

    def __init__(self, document: Any, outline: Outline, large: bool, *, has_contents: bool) -> None:
        self.document, self.outline, self.large, self.has_contents = document, outline, large, has_contents
        page = document.sections[0]
        self.room = Emu(page.page_width - page.left_margin - page.right_margin)
        self.number = 0

    def title_page(self) -> None:
        """Write title, subtitle and facts, and the header and footer of all pages."""
        outline = self.outline
        brand = self.paragraph(office.APPLICATION, style_sheet.EYEBROW)
        brand.runs[0].font.color.rgb = _rgb(office.GREEN)
        brand.runs[0].font.size = Pt(18 if self.large else 13)
        self.paragraph(outline.title, "Title")
        if outline.subtitle:
            self.paragraph(outline.subtitle, "Subtitle")
        for label, value in outline.facts:
            self._fact(label, value)
        page = self.document.sections[0]
        if not self.large:
            self._head(page.header.paragraphs[0])
        # The first page has a separate footer, and how people are protected belongs on every page.
        for footer in (page.footer, page.first_page_footer):
            self._foot(footer)

    def _fact(self, label: str, value: str) -> None:
        paragraph = self.document.add_paragraph(style=style_sheet.FACT)
        # In large print label and value follow each other; a column of labels would leave too little room.
        paragraph.add_run(f"{office.clean(label)}:{' ' if self.large else chr(9)}")
        paragraph.add_run(office.clean(value)).bold = True
        if not self.large:
            paragraph.runs[0].font.color.rgb = _rgb(office.QUIET)
            paragraph.paragraph_format.left_indent = Mm(34)
            paragraph.paragraph_format.first_line_indent = -Mm(34)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(34), WD_TAB_ALIGNMENT.LEFT)

    def _head(self, paragraph: Any) -> None:
        _clear_tabs(paragraph)
        paragraph.text = " · ".join(office.clean(t) for t in (self.outline.title, self.outline.subtitle) if t)

    def _foot(self, footer: Any) -> None:
        footer.is_linked_to_previous = False
        sentence = footer.paragraphs[0]
        sentence.style = self.document.styles["Footer"]
        _clear_tabs(sentence)
        words = sentence.add_run(office.clean(self.outline.footer))
        if self.outline.unprotected:
            words.bold = True
            words.font.color.rgb = _rgb(office.PAPER)
            properties = words._r.get_or_add_rPr()
            properties.append(runs.element("w:shd", val="clear", color="auto", fill=office.INK[1:]))
        number = footer.add_paragraph(style="Footer")
        number.paragraph_format.space_before = Pt(3)
        # The translation decides where the two fields go.
        for piece in _FIELDS.split(translation.say("Page {number} of {last}", number="[PAGE]", last="[NUMPAGES]")):
            if piece in ("PAGE", "NUMPAGES"):
                runs.field(number, piece, "1")
            elif piece:
                number.add_run(piece)

    def contents(self) -> None:
        """Write the list of contents with links."""
        heading = self.paragraph(translation.say("Contents"), "Heading 1")
        heading.paragraph_format.page_break_before = True
        for number, section in enumerate(self.outline.sections):
            line = self.document.add_paragraph(style=style_sheet.BODY)
            line.paragraph_format.space_after = Pt(3)
            run = runs.link(line, f"part{number}", office.clean(section.title))
            run.font.color.rgb = _rgb(office.LINK)
            run.font.underline = True
            runs.speak(line, section.language, self.outline)

    def section(self, section: Section, level: int) -> None:
        """Write a section and its subsections."""
        colour = office.accent(section.accent)
        opened = section.new_page or (self.has_contents and level == 1 and self.number == 0)
        if section.eyebrow:
            eyebrow = self.paragraph(section.eyebrow, style_sheet.EYEBROW, section.language)
            eyebrow.runs[0].font.color.rgb = _rgb(colour)
            eyebrow.paragraph_format.page_break_before = opened
        heading = self.paragraph(section.title, f"Heading {min(level, 3)}", section.language)
        heading.paragraph_format.page_break_before = opened and not section.eyebrow
        if level == 1 and not opened:
            heading.paragraph_format.space_before = Pt(24)
        if level == 1:
            runs.bookmark(heading, f"part{self.number}", self.number)
            self.number += 1
        for block in section.blocks:
            self.block(block, colour)
        for subsection in section.sections:
            self.section(subsection, level + 1)

    def block(self, block: Block, colour: str) -> None:
        """Write one block."""
        if isinstance(block, Paragraph):
            self._words(block, colour)
        elif isinstance(block, Bullets):
            self._list(block)
        elif isinstance(block, Quotes):
            for text in block.texts:
                self.paragraph(f"“{text.strip()}”", "Quote")
        elif isinstance(block, Table):
            tables.add(self.document, block, self.outline, self.room.pt, large=self.large)
        else:
            self._picture(block)

    def _words(self, block: Paragraph, colour: str) -> None:
        styles = {
            "body": style_sheet.BODY,
            "lead": style_sheet.LEAD,
            "note": style_sheet.NOTE,
            "prompt": style_sheet.PROMPT,
            "warning": style_sheet.WARNING,
        }
        paragraph = self.paragraph(block.text, styles[block.kind])
        # A question stays on one page with its ruled lines, and a note with what it is about.
        paragraph.paragraph_format.keep_with_next = block.lines > 0 or block.kind == "note"
        if block.kind == "prompt" and colour != office.GREEN:
            _edge(paragraph, colour)
        for number in range(block.lines):
            line = self.document.add_paragraph(style=style_sheet.WRITING)
            line.paragraph_format.keep_with_next = number + 1 < block.lines

    def _list(self, block: Bullets) -> None:
        style = "List Number" if block.numbered else "List Bullet"
        items = [self.paragraph(item, style, block.language) for item in block.items]
        if block.numbered and items:
            runs.fresh_list(self.document, items)

    def _picture(self, picture: Picture) -> None:
        self.paragraph(picture.caption, "Caption")
        drawings = picture.large if self.large and picture.large else (picture.svg,)
        for number, svg in enumerate(drawings, start=1):
            part_label = translation.say("Part {number} of {last}.", number=number, last=len(drawings))
            alt = f"{picture.alt} {part_label}" if len(drawings) > 1 else picture.alt
            self._drawing(svg, alt, last=number == len(drawings))
        self._list(Bullets(picture.sentences))
        tables.add(self.document, picture.table, self.outline, self.room.pt, large=self.large)

    def _drawing(self, svg: str, alt: str, *, last: bool) -> None:
        holder = self.document.add_paragraph(style=style_sheet.SMALL)
        holder.paragraph_format.keep_with_next = last
        holder.paragraph_format.space_after = Pt(8)
        width, height = _size(svg)
        scale = min(self.room.pt / width, (TALLEST_LARGE if self.large else TALLEST).pt / height)
        pixels = png.render(svg, scale=DOTS / 72 * scale)
        picture_shape = holder.add_run().add_picture(
            io.BytesIO(pixels), width=Pt(width * scale), height=Pt(height * scale)
        )
        runs.describe(picture_shape, office.clean(alt), "Picture")

    def paragraph(self, text: str, style: str, language: str = "") -> Any:
        """Write a paragraph; line breaks within it stay."""
        paragraph = self.document.add_paragraph(style=style)
        paragraph.add_run(office.clean(text))
        runs.speak(paragraph, language, self.outline)
        return paragraph


def _size(svg: str) -> tuple[float, float]:
    """Return the natural size of a drawing."""
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    return float(root.get("width", "0")), float(root.get("height", "0"))


def _clear_tabs(paragraph: Any) -> None:
    paragraph.paragraph_format.tab_stops.clear_all()


def _edge(paragraph: Any, colour: str) -> None:
    """Set the bar beside a prompt to the colour of the enabler's group."""
    borders = runs.element("w:pBdr")
    borders.append(runs.element("w:left", val="single", sz="32", space="6", color=colour[1:]))
    properties = paragraph._p.get_or_add_pPr()
    keep = [
        child for child in properties if child.tag.endswith(("}pStyle", "}keepNext", "}keepLines", "}pageBreakBefore"))
    ]
    # The schema wants borders after these and before spacing and indents.
    keep[-1].addnext(borders)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:])
