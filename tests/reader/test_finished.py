"""Finished pages, documents and slides say nothing that was not read, and nothing is lost on the way."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import html5lib
import pptx
import pytest
from tests.reader import finished, held, studies, surfaces
from tests.reader.test_it_is_complete import SAID_ELSEWHERE
from tests.reader.truth import Truth

from greenshoots import speech
from greenshoots.core import translation
from greenshoots.reports import html, plain_text
from greenshoots.reports.contents import chapters
from greenshoots.reports.outline import Outline
from greenshoots.reports.slides import pptx_file

SEEDS = (5001, 5002, 5004, 5006, 5011, 5012)
LEAVES = {
    "p",
    "li",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "figcaption",
    "caption",
    "dt",
    "dd",
    "a",
    "summary",
    "blockquote",
}


@pytest.fixture(params=SEEDS)
def made(request: pytest.FixtureRequest) -> Iterator[Outline]:
    """Make an outline of which every sentence is held, and stay in its language."""
    language = "cy" if request.param % 4 == 0 else "en"
    with translation.using(speech.voice(language)):
        case = studies.make(request.param, largest=60)
        truth, found = Truth(case), chapters.write(case.results)
        held.none(held.problems(surfaces.outline(found, truth), request.param, language))
        yield found


def own_words() -> list[re.Pattern[str]]:
    """Return patterns for what a document says of itself."""
    found = [re.compile("Greenshoots")]
    for message in (message for some in SAID_ELSEWHERE.values() for message in some if isinstance(message, str)):
        said = re.escape(translation.say(message))
        pattern = re.sub(r"\\\{\w+\\\}", ".*", said)
        # A message of marks alone would let anything pass.
        if re.search(r"[^\W\d_]{2,}", re.sub(r"\.\*", "", pattern)):
            found.append(re.compile(pattern))
    return found


def of_page(page: str) -> Iterator[str]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    body = tree.find("body")
    assert body is not None
    for element in body.iter():
        if element.tag in LEAVES and not any(inner.tag in LEAVES for inner in element if inner is not element):
            yield "".join(element.itertext())


def of_slides(data: bytes) -> Iterator[str]:
    for slide in pptx.Presentation(io.BytesIO(data)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if slide.has_notes_slide:
            yield from slide.notes_slide.notes_text_frame.text.split("\n")


def test_the_page_says_only_what_was_read(made: Outline):
    assert finished.left_over(of_page(html.render(made)), finished.texts(made), own_words()) == []


def test_plain_text_says_only_what_was_read_and_all_of_it(made: Outline):
    text, read = finished.flat(plain_text.render(made)), finished.texts(made)
    announced = {
        translation.say(message).partition("{")[0].strip() for message in ("Important: {text}", "Picture: {text}")
    }
    assert finished.left_over([text], read | announced, own_words()) == []
    # Titles are set in capitals and cells in columns, and labels of the title page stand before their facts.
    paragraphs = {text for text in read if text.endswith(".")}
    assert [paragraph for paragraph in paragraphs if paragraph not in text and paragraph not in made.footer] == []


def test_slides_say_only_what_was_read(made: Outline):
    said = list(of_slides(pptx_file.render(made)))
    assert said
    assert finished.left_over(said, finished.texts(made), own_words()) == []
