"""Text on a slide, measured before it is placed so that nothing runs over the edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from greenshoots.core import translation
from greenshoots.reports import office
from greenshoots.reports.outline import Block, Bullets, Outline, Paragraph, Quotes
from greenshoots.reports.slides import xml

Kind = Literal["lead", "body", "note", "bullet", "number", "heading", "prompt", "warning", "quote"]

LINE = 1.22
"""Line height, in type sizes; fixed, so that another typeface changes no height."""

LONGEST = 6000
"""More letters than any slide holds."""

_SIZES: dict[Kind, float] = {"lead": 1.1, "note": 0.8, "heading": 1.1, "quote": 0.95}
_BOLD = frozenset({"heading", "prompt", "warning"})
_FRAMED = frozenset({"prompt", "warning", "quote"})
_PAD = 9.0
_INDENT = 18.0


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """One paragraph of a slide.

    Arguments:
        text: What it says.
        kind: Its style; prompts, warnings and quotes have a frame.
        language: Of the words, where it is not the report's own.
        backwards: True where they run from right to left.
        colour: Of a heading.
        place: Its number in a numbered list.
    """

    text: str
    kind: Kind = "body"
    language: str = ""
    backwards: bool = False
    colour: str = office.INK
    place: int = 0

    def size(self, base: float) -> float:
        """Return the type size, relative to running text; never below 12 points."""
        return max(12.0, round(base * _SIZES.get(self.kind, 1.0)))

    @property
    def framed(self) -> bool:
        """Return whether the paragraph has its own frame."""
        return self.kind in _FRAMED

    @property
    def before(self) -> float:
        """Return the free space above the paragraph."""
        return {"heading": 12.0, "bullet": 5.0, "number": 5.0}.get(self.kind, 8.0)

    def _room(self, width: float) -> float:
        if self.framed:
            return width - 2 * _PAD - 6
        return width - _INDENT if self.kind in ("bullet", "number") else width

    def height(self, width: float, base: float) -> float:
        """Return the height of lines and frame in a column of this width."""
        return self._lines(width, base) * self.size(base) * LINE + (2 * _PAD if self.framed else 0)

    def _lines(self, width: float, base: float) -> int:
        size, room, bold = self.size(base), self._room(width), self.kind in _BOLD
        if len(self.text) > LONGEST:
            # Far more than a slide holds, so an estimate is enough.
            return int(len(self.text) * size * 0.5 / room)
        return sum(max(1, len(office.lines(line, size, room, bold=bold).lines)) for line in self.text.split("\n"))

    def split(self, width: float, base: float, height: float) -> tuple[TextParagraph, TextParagraph] | None:
        """Divide the text, if possible at a space, so that the first part fits a height; None if nothing fits."""
        low, high = 0, min(len(self.text) - 1, LONGEST - 2)
        while low < high:
            middle = (low + high + 1) // 2
            fits = replace(self, text=self.text[:middle] + " …").height(width, base) <= height
            low, high = (middle, high) if fits else (low, middle - 1)
        # Looked for in the second half only: one long word would otherwise leave a first part of a few letters.
        space = self.text.rfind(" ", low // 2, low + 1)
        first, remainder = (
            self.text[: space if space > 0 else low].rstrip(),
            self.text[space if space > 0 else low :].lstrip(),
        )
        # A part must be longer than the dots before it, or the rest would never get shorter.
        if len(first) < 4 or not remainder:
            return None
        return replace(self, text=f"{first} …"), replace(self, text=f"… {remainder}")


def texts(blocks: Sequence[Block], outline: Outline) -> list[TextParagraph]:
    """Return the paragraphs of all blocks that hold text, in order."""
    return [text for block in blocks for text in _texts(block, outline)]


def _texts(block: Block, outline: Outline) -> list[TextParagraph]:
    if isinstance(block, Paragraph):
        return [TextParagraph(office.clean(block.text), block.kind)]
    if isinstance(block, Bullets):
        kind: Kind = "number" if block.numbered else "bullet"
        backwards = office.backwards(outline, block.language)
        return [
            TextParagraph(office.clean(item), kind, block.language, backwards, place=place)
            for place, item in enumerate(block.items, start=1)
        ]
    if isinstance(block, Quotes):
        return [TextParagraph(f"“{office.clean(text).strip()}”", "quote") for text in block.texts]
    return []


@dataclass(frozen=True, slots=True)
class TextColumn:
    """Paragraphs below each other, measured to fit.

    Arguments:
        area: Left, top and width, in points.
        texts: The paragraphs.
        base: Type size of running text.
        colour: Of the bar beside prompts; that of the section where left out.
        below: The colour behind what is framed.
    """

    area: tuple[float, float, float]
    texts: list[TextParagraph]
    base: float
    colour: str = ""
    below: str = office.PAPER


def draw(slide: Any, column: TextColumn, colour: str) -> None:
    """Write a column; neighbouring paragraphs without a frame share one text box."""
    left, top, width = column.area
    base, colour = column.base, column.colour or colour
    at = top
    run: list[TextParagraph] = []
    for text in column.texts:
        if text.framed:
            at = _plain(slide, run, (left, at, width), base, first=at == top)
            run = []
            at += 0 if at == top else text.before
            _framed(slide, text, (left, at, width), base, (colour, column.below))
            at += text.height(width, base)
        else:
            run.append(text)
    _plain(slide, run, (left, at, width), base, first=at == top)


def total(column: Sequence[TextParagraph], width: float, base: float) -> float:
    """Return the height of paragraphs below each other."""
    return sum(text.height(width, base) + (text.before if place else 0) for place, text in enumerate(column))


_NAMES = {"prompt": translation.mark("Question to talk about"), "warning": translation.mark("Important")}
_WRITTEN = translation.mark("Comment")


def _plain(
    slide: Any, run: Sequence[TextParagraph], area: tuple[float, float, float], base: float, *, first: bool
) -> float:
    left, top, width = area
    if not run:
        return top
    start = top if first else top + run[0].before
    height = total(run, width, base)
    box = slide.shapes.add_textbox(Pt(left), Pt(start), Pt(width), Pt(height))
    box.name = "Text"
    _frame(box, 0, 0)
    for place, text in enumerate(run):
        paragraph = box.text_frame.paragraphs[0] if place == 0 else box.text_frame.add_paragraph()
        write(paragraph, text, base, before=text.before if place else 0)
    return start + height


def _framed(
    slide: Any, text: TextParagraph, area: tuple[float, float, float], base: float, colours: tuple[str, str]
) -> None:
    left, top, width = area
    height = text.height(width, base)
    box = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(left), Pt(top), Pt(width), Pt(height))
    box.name = translation.say(_NAMES.get(text.kind, _WRITTEN))
    plain(box)
    box.fill.solid()
    box.fill.fore_color.rgb = xml.rgb(colours[1])
    if text.kind == "warning":
        box.line.color.rgb = xml.rgb(office.INK)
        box.line.width = Pt(1.25)
    else:
        box.line.fill.background()
        bar(slide, (left, top, 4, height), colours[0] if text.kind == "prompt" else office.WRITING)
    _frame(box, _PAD + 6, _PAD)
    write(box.text_frame.paragraphs[0], text, base)


def bar(slide: Any, area: tuple[float, float, float, float], colour: str) -> None:
    """Draw a coloured bar, marked as decoration for screen readers."""
    left, top, width, height = area
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(left), Pt(top), Pt(width), Pt(height))
    plain(shape)
    shape.fill.solid()
    shape.fill.fore_color.rgb = xml.rgb(colour)
    shape.line.fill.background()
    xml.decorative(shape._element.nvSpPr.cNvPr)


def card(slide: Any, area: tuple[float, float, float, float]) -> None:
    """Draw the white card behind a chart."""
    bar(slide, area, office.PAPER)
    shape = slide.shapes[-1]
    shape.line.color.rgb = xml.rgb(office.RULE)
    shape.line.width = Pt(0.75)


def plain(shape: Any) -> None:
    """Remove the theme's shadow and lines from a shape, so that it looks the same in every program."""
    style = shape._element.find(qn("p:style"))
    shape._element.remove(style)


def _frame(box: Any, across: float, down: float) -> None:
    frame = box.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = Pt(across)
    frame.margin_top = frame.margin_bottom = Pt(down)


def write(paragraph: Any, text: TextParagraph, base: float, *, before: float = 0) -> None:
    """Write one paragraph with its style and language."""
    size = text.size(base)
    paragraph.line_spacing = Pt(size * LINE)
    paragraph.space_before, paragraph.space_after = Pt(before), Pt(0)
    for place, line in enumerate(text.text.split("\n")):
        if place:
            paragraph.add_line_break()
        run(paragraph, line, size, bold=text.kind in _BOLD, colour=_colour(text), language=text.language)
    _direct(paragraph, text)


def _colour(text: TextParagraph) -> str:
    if text.kind == "heading":
        return text.colour
    return office.QUIET if text.kind == "note" else office.INK


def run(
    paragraph: Any, words: str, size: float, *, bold: bool = False, colour: str = office.INK, language: str = ""
) -> None:
    """Add words to a paragraph."""
    added = paragraph.add_run()
    added.text = words
    added.font.size, added.font.bold = Pt(size), bold
    added.font.color.rgb = xml.rgb(colour)
    added._r.get_or_add_rPr().set("lang", office.spoken(language))


def _direct(paragraph: Any, text: TextParagraph) -> None:
    properties = paragraph._p.get_or_add_pPr()
    # Shapes centre their text by default.
    properties.set("algn", "r" if text.backwards else "l")
    if text.backwards:
        properties.set("rtl", "1")
    if text.kind not in ("bullet", "number"):
        return
    properties.set("marR" if text.backwards else "marL", str(Pt(_INDENT)))
    properties.set("indent", str(-Pt(_INDENT)))
    if text.kind == "bullet":
        colour = xml.child(properties, "a:buClr")
        xml.child(colour, "a:srgbClr", val=office.GREEN[1:])
        xml.child(properties, "a:buFont", typeface=office.FONT)
        xml.child(properties, "a:buChar", char="•")
    else:
        xml.child(properties, "a:buFont", typeface="+mj-lt")
        xml.child(properties, "a:buAutoNum", type="arabicPeriod", startAt=str(text.place))
