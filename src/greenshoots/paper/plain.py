"""The form as plain text, to read by ear, to print in any size or to answer in an e-mail."""

from __future__ import annotations

from collections.abc import Iterator

from greenshoots.formats import text
from greenshoots.paper.content import PaperEnabler, PaperForm, Passage

BOX = "[ ]"


def render(sheet: PaperForm) -> str:
    """Write a form as text of at most 72 columns."""
    return "\n\n".join(_blocks(sheet)) + "\n"


def _blocks(sheet: PaperForm) -> Iterator[str]:
    own = sheet.words
    if sheet.asked_by:
        yield text.wrap(sheet.asked_by)
    yield text.heading(sheet.title)
    if sheet.subject:
        yield text.wrap(sheet.subject)
    yield from map(text.wrap, sheet.notes)
    for passage in (sheet.what, sheet.protection):
        yield from _passage(passage)
    yield from _passage(sheet.how)
    yield text.wrap(own.how_text)
    if sheet.about:
        yield from _passage(Passage(own.groups_title, (own.groups_how,)))
        for name, choices in sheet.about:
            yield "\n".join([text.wrap(name), *map(_box, choices)])
    for chapter in sheet.chapters:
        # A line break before the title asks `_passage` for one more empty line, so that listeners notice a new
        # chapter.
        yield from _passage(Passage(f"\n{chapter.title}", (chapter.summary,) if chapter.summary else ()))
        for part in chapter.parts:
            yield from _part(part, sheet)
    yield text.wrap(sheet.source) if sheet.source else ""
    yield text.wrap(sheet.footer)


def _passage(passage: Passage) -> Iterator[str]:
    before = "\n" if passage.title.startswith("\n") else ""
    yield before + text.heading(passage.title, 2)
    yield from map(text.wrap, passage.paragraphs)


def _part(part: PaperEnabler, sheet: PaperForm) -> Iterator[str]:
    yield text.wrap(part.title, first=f"{part.number}. ", rest="   ")
    if not sheet.each_statement:
        yield text.bullets([item.text for item in part.items])
        yield _scores(sheet)
    for item in part.items if sheet.each_statement else ():
        yield text.wrap(item.text, first=f"{item.number} ", rest="    ")
        yield _scores(sheet)
    yield f"{text.wrap(sheet.words.own_words)}\n\n{'_' * text.WIDTH}"


def _scores(sheet: PaperForm) -> str:
    points = [f"{score} {label}".strip() for score, label in sheet.points]
    return "\n".join(map(_box, [*points, sheet.unsure]))


def _box(words: str) -> str:
    return text.wrap(words, first=f"{BOX} ", rest=" " * (len(BOX) + 1))
