"""Word features that the library does not cover: fields, new lists, languages, internal links."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from greenshoots.reports import office
from greenshoots.reports.outline import Outline


def element(name: str, /, **attributes: str) -> Any:
    """Return an element in Word's namespace."""
    created = OxmlElement(name)
    for key, value in attributes.items():
        created.set(qn(f"w:{key}"), value)
    return created


def field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field that Word computes, such as the page number."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
        elif kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            instruction = element("w:instrText")
            instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)


def speak(paragraph: Any, language: str, outline: Outline) -> None:
    """Mark the language of text that is not in the report's language, and its direction."""
    if not language:
        return
    backwards = office.backwards(outline, language)
    for run in paragraph.runs:
        properties = run._r.get_or_add_rPr()
        if backwards:
            properties.append(element("w:rtl"))
            properties.append(element("w:lang", bidi=language))
        else:
            properties.append(element("w:lang", val=language))
    if backwards:
        properties = paragraph._p.get_or_add_pPr()
        # The schema wants it before spacing, indents and alignment.
        mark = element("w:bidi")
        following = {qn(f"w:{name}") for name in ("spacing", "ind", "jc", "outlineLvl", "rPr")}
        after = next((child for child in properties if child.tag in following), None)
        if after is None:
            properties.append(mark)
        else:
            after.addprevious(mark)


def fresh_list(document: Any, paragraphs: list[Any]) -> None:
    """Restart a numbered list at 1; Word would continue from the list before."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    style_number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val"))
    first = next(num for num in numbering.findall(qn("w:num")) if num.get(qn("w:numId")) == style_number)
    abstract = first.find(qn("w:abstractNumId")).get(qn("w:val"))
    number = max(int(num.get(qn("w:numId"))) for num in numbering.findall(qn("w:num"))) + 1
    added = element("w:num", numId=str(number))
    added.append(element("w:abstractNumId", val=abstract))
    override = element("w:lvlOverride", ilvl="0")
    override.append(element("w:startOverride", val="1"))
    added.append(override)
    numbering.append(added)
    for paragraph in paragraphs:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Add a bookmark to a heading, so that the contents can link to it."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    end = element("w:bookmarkEnd", id=str(number))
    # The properties of a paragraph have to come first in it.
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def link(paragraph: Any, name: str, words: str) -> Any:
    """Add a link to a bookmark."""
    hyperlink = element("w:hyperlink", anchor=name, history="1")
    run = paragraph.add_run(words)
    hyperlink.append(run._r)
    paragraph._p.append(hyperlink)
    return run


def describe(drawing: Any, words: str, name: str) -> None:
    """Set the text alternative of a picture."""
    for properties in drawing._inline.iter(qn("wp:docPr")):
        properties.set("descr", words)
        properties.set("name", name)
