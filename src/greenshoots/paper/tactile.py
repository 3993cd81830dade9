"""The form as a Braille-ready file."""

from __future__ import annotations

from collections.abc import Iterator

from greenshoots.formats import braille
from greenshoots.paper.content import PaperEnabler, PaperForm


def render(sheet: PaperForm) -> bytes:
    """Write a form in Braille.

    Raises:
        MissingToolError: liblouis is not installed.
    """
    return braille.to_brf(tuple(paragraphs(sheet)), sheet.language)


def paragraphs(sheet: PaperForm) -> Iterator[str]:
    """Yield the paragraphs of a form. Answers go on a separate sheet, so there is nothing to tick."""
    own = sheet.words
    yield from filter(None, (sheet.asked_by, sheet.title, sheet.subject, *sheet.notes))
    for passage in (sheet.what, sheet.protection, sheet.how):
        yield passage.title
        yield from passage.paragraphs
    yield own.how_sheet
    for name, choices in sheet.about:
        yield "\n".join([f"{name}:", *choices])
    for chapter in sheet.chapters:
        yield chapter.title
        if chapter.summary:
            yield chapter.summary
        for part in chapter.parts:
            yield from _part(part, sheet)
    if sheet.source:
        yield sheet.source
    yield sheet.footer


def _part(part: PaperEnabler, sheet: PaperForm) -> Iterator[str]:
    choose = sheet.words.choose.format(
        minimum=sheet.points[0][0], maximum=sheet.points[-1][0], unsure=sheet.unsure
    ).rstrip(":")
    yield f"{part.number}. {part.title}"
    for item in part.items:
        yield f"{item.number} {item.text}\n{choose}" if sheet.each_statement else item.text
    if not sheet.each_statement:
        yield choose
