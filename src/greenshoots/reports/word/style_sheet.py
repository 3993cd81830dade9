"""The styles of the Word file, so that an editor changes each property in one place."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from greenshoots.reports import office
from greenshoots.reports.outline import Outline

BODY, SMALL, FOOT = "Body Text", "Table Text", "Footer"
LEAD, NOTE, PROMPT, WARNING, EYEBROW, WRITING, FACT = (
    "Lead",
    "Note",
    "Prompt",
    "Warning",
    "Eyebrow",
    "Writing Line",
    "Fact",
)
TABLE = "Report Table"

_KEPT = frozenset(
    {
        "Normal", "Header", "Footer", "Heading 1", "Heading 2", "Heading 3", "Default Paragraph Font", "Normal Table",
        "No List", "Title", "Subtitle", "Body Text", "List Bullet", "List Number", "Quote", "Caption",
    }
)  # fmt: skip
_BLOCK_TYPES = ("top", "left", "bottom", "right")


def apply(document: Any, outline: Outline, *, large: bool) -> None:
    """Set page, styles and language of an empty document."""
    _tidy(document)
    _page(document, large=large)
    _defaults(document, large=large)
    _paragraphs(document, large=large)
    _table(document, large=large)
    _settings(document, outline)


def _tidy(document: Any) -> None:
    """Remove the unused styles of the library's template, so that the list shows only those in use."""
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()
    for style in document.styles.element.findall(qn("w:style")):
        link = style.find(qn("w:link"))
        if link is not None:
            style.remove(link)


def _page(document: Any, *, large: bool) -> None:
    section = document.sections[0]
    # The library's template is on US paper.
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20 if large else 25)
    # The sentence about protection takes several lines at the foot of large print.
    section.top_margin, section.bottom_margin = Mm(20), Mm(50 if large else 24)
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section.different_first_page_header_footer = True


def _defaults(document: Any, *, large: bool) -> None:
    words = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in list(words):
        words.remove(child)
    words.append(_fonts())
    for name in ("w:sz", "w:szCs"):
        words.append(_element(name, val=str(36 if large else 21)))
    words.append(_element("w:lang", val=office.spoken(""), eastAsia=office.spoken(""), bidi="ar-SA"))


def _fonts() -> Any:
    return _element("w:rFonts", ascii=office.FONT, hAnsi=office.FONT, cs=office.FONT, eastAsia=office.FONT)


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _paragraphs(document: Any, *, large: bool) -> None:
    """Set every paragraph style; in large print nothing is smaller than 18 points and nothing is pale."""
    quiet = office.INK if large else office.QUIET
    small, foot = (18, 18) if large else (9.5, 8.5)
    body = 18.0 if large else 10.5
    _style(document, "Normal", body, after=6, line=1.25)
    _style(document, BODY, body, after=7, line=1.22)
    _style(document, "Title", 36 if large else 34, bold=True, before=0 if large else 90, after=10, line=1.05)
    _style(document, "Subtitle", 20 if large else 14, colour=quiet, after=24)
    _style(document, "Heading 1", 30 if large else 20, bold=True, after=8, line=1.1, keep=True)
    _style(document, "Heading 2", 24 if large else 13.5, bold=True, before=16, after=6, line=1.1, keep=True)
    _style(document, "Heading 3", 20 if large else 12, bold=True, before=12, after=4, line=1.1, keep=True)
    _style(document, LEAD, 20 if large else 13, after=10, line=1.25)
    _style(document, NOTE, small, colour=quiet, after=4, line=1.2)
    _style(document, EYEBROW, small, bold=True, after=2, keep=True)
    _style(document, FACT, body, after=5, line=1.2)
    _style(document, "Caption", small, bold=True, before=10, after=4, keep=True)
    _style(document, SMALL, small, after=0, line=1.15)
    _style(document, "Header", foot, colour=quiet, after=0)
    _style(document, "Footer", foot, colour=quiet, after=0)
    _style(document, WRITING, body, after=0, line=2.2 if large else 1.9)
    _lists(document, body)
    _framed(document, body)


def _style(
    document: Any,
    name: str,
    size: float,
    *,
    bold: bool = False,
    colour: str = office.INK,
    before: float = 0,
    after: float = 0,
    line: float = 1.2,
    keep: bool = False,
) -> Any:
    style = _named(document, name)
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    properties.append(_fonts())
    # The library's template has quotes in italics, which are harder to read, above all in large print.
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour[1:])
    # Complex scripts take size and weight from separate properties.
    properties.append(_element("w:szCs", val=str(round(size * 2))))
    if bold:
        properties.append(_element("w:bCs"))
    paragraph = style.element.get_or_add_pPr()
    for child in list(paragraph):
        if child.tag not in (qn("w:numPr"), qn("w:outlineLvl")):
            paragraph.remove(child)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line
    form.keep_with_next, form.widow_control = keep, True
    _order(properties)
    return style


def _named(document: Any, name: str) -> Any:
    if name in [style.name for style in document.styles]:
        return document.styles[name]
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = document.styles["Normal"], True
    return style


def _order(properties: Any) -> None:
    """Sort the properties of a run in the order that the schema requires."""
    order = ["rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "lang"]
    names = [qn(f"w:{name}") for name in order]
    for child in sorted(properties, key=lambda child: names.index(child.tag) if child.tag in names else 99):
        properties.append(child)


def _lists(document: Any, body: float) -> None:
    for name in ("List Bullet", "List Number"):
        style = _style(document, name, body, after=4 if body < 18 else 6, line=1.17)
        style.paragraph_format.left_indent = Pt(body * 1.5)
        style.paragraph_format.first_line_indent = Pt(-body * 1.5)
    for level in document.part.numbering_part.element.iter(qn("w:lvl")):
        properties = level.find(qn("w:pPr"))
        for child in () if properties is None else list(properties):
            # In some programs, tabs and indents of the list would override those of the style.
            if child.tag in (qn("w:tabs"), qn("w:ind")):
                properties.remove(child)


def _framed(document: Any, body: float) -> None:
    quote = _style(document, "Quote", body, before=4, after=6, line=1.25)
    quote.paragraph_format.left_indent = Pt(12)
    _edges(quote, {"left": (12, office.WRITING)})
    prompt = _style(document, PROMPT, body, bold=True, before=10, after=6, line=1.22)
    prompt.paragraph_format.left_indent = Pt(12)
    _edges(prompt, {"left": (32, office.GREEN)}, fill=office.PAGE)
    warning = _style(document, WARNING, body, bold=True, before=8, after=10, line=1.25)
    warning.paragraph_format.left_indent = warning.paragraph_format.right_indent = Pt(8)
    _edges(warning, dict.fromkeys(_BLOCK_TYPES, (8, office.INK)))
    writing = _named(document, WRITING)
    # Without a *between* border, Word draws consecutive lines as a single frame.
    _edges(writing, {"bottom": (4, office.WRITING), "between": (4, office.WRITING)})


def _edges(style: Any, edges: dict[str, tuple[int, str]], fill: str = "") -> None:
    properties = style.element.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right", "between"):
        if side in edges:
            size, colour = edges[side]
            borders.append(_element(f"w:{side}", val="single", sz=str(size), space="6", color=colour[1:]))
    added = [borders]
    if fill:
        added.append(_element("w:shd", val="clear", color="auto", fill=fill[1:]))
    # The schema requires both before tabs, spacing and indents.
    following = ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    after = next((child for child in properties if child.tag in {qn(name) for name in following}), None)
    for element in added:
        if after is not None:
            after.addprevious(element)
        else:
            properties.append(element)


def _table(document: Any, *, large: bool) -> None:
    """Define the table style: ink under the header, thin rules between rows, no colours."""
    style = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    thin = (8, office.INK) if large else (4, office.RULE)
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(_element(f"w:{side}", val="single", sz=str(thin[0]), space="0", color=thin[1][1:]))
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side, room in (("top", 50), ("left", 120), ("bottom", 50), ("right", 120)):
        margins.append(_element(f"w:{side}", w=str(room), type="dxa"))
    properties.append(margins)
    style.element.append(properties)
    style.element.append(_header_row())


def _header_row() -> Any:
    header_style = _element("w:tblStylePr", type="firstRow")
    words = OxmlElement("w:rPr")
    words.append(_element("w:b"))
    header_style.append(words)
    cell = OxmlElement("w:tcPr")
    borders = OxmlElement("w:tcBorders")
    borders.append(_element("w:bottom", val="single", sz="8", space="0", color=office.INK[1:]))
    cell.append(borders)
    header_style.append(cell)
    return header_style


def _settings(document: Any, outline: Outline) -> None:
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            # 15 is today's Word; an older number opens the file in compatibility mode.
            setting.set(qn("w:val"), "15")
    zoom = settings.find(qn("w:zoom"))
    if zoom is not None:
        zoom.set(qn("w:percent"), "100")
    language = settings.find(qn("w:themeFontLang"))
    if language is not None:
        language.set(qn("w:val"), office.spoken(""))
        if outline.direction == "rtl":
            language.set(qn("w:bidi"), outline.language)
