"""A report in Welsh says nothing in English, in any format, whatever there is to say."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import docx
import html5lib
import openpyxl
import pptx
import pytest

from greenshoots import instruments, speech
from greenshoots.core import translation
from greenshoots.core.results import Results, Study
from greenshoots.reports import html, plain_text
from greenshoots.reports.contents import chapters
from greenshoots.reports.outline import Outline
from greenshoots.reports.slides import pptx_file
from greenshoots.reports.word import docx_file
from greenshoots.reports.workbook import xlsx_file

ENGLISH = re.compile(
    r"\b(the|of|and|are|not|with|from|for|by|answer\w*|show\w*|people|score\w*|average\w*|everyone|enabler\w*"
    r"|statement\w*|round\w*|spread|lower|higher|change\w*|compared|page|table|picture|chart\w*|sheet|column\w*)\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"From the Margins to the\s+Mainstream|--protection none|\b[a-z]+(-[a-z]+)+\b")
"""The title of a book, an option of the command line, and names within files stay as they are."""

STUDY = Study(subject="Gofal", place="Cyngor Tre Fach", viewpoint="Ein sefydliad", dates="1 i 14 Tachwedd", asked=60)

CASES = {
    "groups and rounds": {"rounds": 2, "roles": True},
    "nothing to show": {"people": 3, "comments": 0},
    "few people": {"people": 8},
    "nobody": {"people": 0, "comments": 0},
    "not protected": {"people": 150, "protection": "none", "roles": True},
    "open room": {"people": 12, "protection": "open"},
}


@pytest.fixture
def welsh() -> Iterator[None]:
    with translation.using(speech.voice("cy")):
        yield


def results(made: Callable[..., Results], case: str) -> Results:
    of = instruments.load("enabling-conditions", language="cy")
    return made(of=of, study=STUDY, comment="Mae'n dibynnu.", **CASES[case])


def english(lines: Iterator[object]) -> list[str]:
    return [text for text in (NAMES.sub("", str(line)) for line in lines) if ENGLISH.search(text)]


@pytest.mark.usefixtures("welsh")
@pytest.mark.parametrize("case", CASES)
def test_the_text_is_welsh(made: Callable[..., Results], case: str):
    outline = chapters.write(results(made, case))
    assert english(iter(plain_text.render(outline).replace("\n  ", " ").split("\n\n"))) == []


@pytest.mark.usefixtures("welsh")
@pytest.mark.parametrize("case", ["groups and rounds", "few people"])
def test_the_page_with_its_pictures_is_welsh(made: Callable[..., Results], case: str):
    page = html.render(chapters.write(results(made, case)))
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert tree.get("lang") == "cy"
    said = [
        text for part in tree.iter() if not part.tag.endswith(("style", "script")) for text in (part.text, part.tail)
    ]
    labels = [part.get(name) for part in tree.iter() for name in ("aria-label", "alt", "title")]
    assert english(text for text in said + labels if text) == []


@pytest.mark.usefixtures("welsh")
def test_the_workbook_is_welsh(made: Callable[..., Results]):
    book = openpyxl.load_workbook(io.BytesIO(_workbook(results(made, "groups and rounds"))))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))
    assert english(cells) == []
    assert english(iter(book.sheetnames)) == []


def _workbook(found: Results) -> bytes:
    return xlsx_file.render(chapters.write(found), found)


@pytest.mark.usefixtures("welsh")
def test_word_and_slides_are_welsh(made: Callable[..., Results]):
    outline: Outline = chapters.write(results(made, "groups and rounds"))
    document = docx.Document(io.BytesIO(docx_file.render(outline)))
    assert english(part.text for part in document.paragraphs) == []
    show = pptx.Presentation(io.BytesIO(pptx_file.render(outline)))
    shapes = (shape for slide in show.slides for shape in slide.shapes)
    assert english(shape.text_frame.text for shape in shapes if shape.has_text_frame) == []


@pytest.mark.usefixtures("welsh")
def test_a_draft_says_that_it_is_one(made: Callable[..., Results]):
    assert "Drafft yw'r cyfieithiad hwn." in plain_text.render(chapters.write(results(made, "few people")))
