"""The Word file: real styles, tables with headers, pictures with words, in normal and in large print."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from greenshoots.core.results import Results
from greenshoots.reports import office, values
from greenshoots.reports.contents import chapters
from greenshoots.reports.outline import Bullets, Outline, Paragraph, Picture, Quotes, Section, Table
from greenshoots.reports.word import docx_file

SHAPES = (
    "everything hidden",
    "groups and rounds",
    "twenty enablers, long words",
    "eleven points",
    "statements",
    "right to left",
    "long comments",
)


@pytest.fixture(scope="module")
def document(outline: Outline) -> Any:
    return docx.Document(io.BytesIO(docx_file.render(outline)))


@pytest.fixture(scope="module")
def large(outline: Outline) -> Any:
    return docx.Document(io.BytesIO(docx_file.render(outline, large_print=True)))


def blocks(outline: Outline) -> list[Any]:
    return [block for section in office.walk(outline.sections) for block in section.blocks]


def texts(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_headings_are_the_sections_in_order(document: Any, outline: Outline):
    found = [(int(p.style.name[-1]), p.text) for p in document.paragraphs if re.fullmatch(r"Heading \d", p.style.name)]
    assert found == [(1, "Contents"), *_headings(outline.sections, 1)]


def _headings(sections: tuple[Section, ...], level: int) -> list[tuple[int, str]]:
    found = []
    for section in sections:
        found.append((min(level, 3), office.clean(section.title)))
        found += _headings(section.sections, level + 1)
    return found


def test_the_contents_lead_to_every_part(document: Any, outline: Outline):
    marks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))]
    assert len(links) == len(outline.sections)
    assert set(links) <= marks


def test_tables_hold_the_values_of_the_outline(document: Any, outline: Outline):
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    wanted = [block.table if isinstance(block, Picture) else block for block in blocks(outline)]
    tables = [table for table in wanted if isinstance(table, Table)]
    assert found == [
        [
            [office.clean(text) for text in table.header],
            *([office.clean(t) for t in values.row(table, row)] for row in table.rows),
        ]
        for table in tables
    ]


def test_the_header_row_of_every_table_is_repeated_and_no_row_is_torn(document: Any):
    for table in document.tables:
        rows = [row._tr.trPr for row in table.rows]
        assert rows[0].find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_tables_fit_the_page(document: Any, large: Any):
    for file in (document, large):
        page = file.sections[0]
        room = page.page_width - page.left_margin - page.right_margin
        for table in file.tables:
            assert sum(column.width for column in table.columns) <= room + Mm(1)


def test_every_picture_says_what_it_shows_and_fits_the_page(document: Any, large: Any, outline: Outline):
    wanted = [office.clean(block.alt) for block in blocks(outline) if isinstance(block, Picture)]
    for file in (document, large):
        found = [properties.get("descr") for properties in file.element.iter(qn("wp:docPr"))]
        assert all(found)
        plain = [re.sub(r" Part (\d+) of \d+\.$", "", text) for text in found]
        assert list(dict.fromkeys(plain)) == list(dict.fromkeys(wanted))
        page = file.sections[0]
        room = page.page_width - page.left_margin - page.right_margin
        tall = page.page_height - page.top_margin - page.bottom_margin
        assert all(shape.width <= room + 10 and shape.height < tall for shape in file.inline_shapes)


def test_everything_that_is_said_is_in_both_sizes(document: Any, large: Any, outline: Outline):
    for file in (document, large):
        said = texts(file)
        for block in blocks(outline):
            items: tuple[str, ...] = ()
            if isinstance(block, Paragraph):
                items = (block.text,)
            elif isinstance(block, Bullets):
                items = block.items
            elif isinstance(block, Quotes):
                items = tuple(text.strip() for text in block.texts)
            elif isinstance(block, Picture):
                items = block.sentences
            for item in items:
                assert office.clean(item) in said


def test_large_print_holds_every_value(large: Any, outline: Outline):
    said = texts(large)
    for block in blocks(outline):
        table = block.table if isinstance(block, Picture) else block
        if isinstance(table, Table):
            for row in table.rows:
                for text in values.row(table, row):
                    assert office.clean(text) in said


def test_nothing_in_large_print_is_smaller_than_eighteen_points(large: Any):
    sizes = [style.font.size for style in large.styles if getattr(style, "font", None) and style.font.size]
    own = [run.font.size for paragraph in _all(large) for run in paragraph.runs if run.font.size]
    assert min(size.pt for size in (*sizes, *own)) >= 18
    default = large.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:sz')}")
    assert int(default.get(qn("w:val"))) >= 36


def _all(document: Any) -> list[Any]:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    page = document.sections[0]
    feet = [*page.footer.paragraphs, *page.first_page_footer.paragraphs]
    return [*document.paragraphs, *feet, *(paragraph for cell in cells for paragraph in cell.paragraphs)]


def test_every_page_says_how_people_are_protected_and_its_number(document: Any, outline: Outline):
    page = document.sections[0]
    for footer in (page.footer, page.first_page_footer):
        assert footer.paragraphs[0].text == office.clean(outline.footer)
        assert "PAGE" in footer._element.xml
        assert "NUMPAGES" in footer._element.xml


def test_the_page_is_a4(document: Any):
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


def test_a_numbered_list_begins_at_one(document: Any, outline: Outline):
    numbered = [block for block in blocks(outline) if isinstance(block, Bullets) and block.numbered]
    own = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert len(set(own)) == len(numbered)
    assert len(own) == sum(len(block.items) for block in numbered)


def test_words_of_the_instrument_carry_their_language_and_direction(document: Any, outline: Outline):
    named = next(section for section in outline.sections if section.id.startswith("enabler-"))
    heading = next(
        p for p in document.paragraphs if p.style.name == "Heading 1" and p.text == office.clean(named.title)
    )
    languages = [found for run in heading.runs for found in run._r.iter(qn("w:lang"))]
    assert bool(languages) == bool(named.language)
    turned = heading._p.pPr.find(qn("w:bidi")) is not None
    assert turned == (outline.direction == "rtl")
    if turned:
        assert languages[0].get(qn("w:bidi")) == outline.language


def test_the_file_says_its_language(document: Any):
    default = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    assert default.get(qn("w:val")) == "en-GB"
    assert document.core_properties.language == "en-GB"


def test_lines_to_write_on_are_as_many_as_asked(document: Any, outline: Outline):
    lines = [p for p in document.paragraphs if p.style.name == "Writing Line"]
    assert len(lines) == sum(block.lines for block in blocks(outline) if isinstance(block, Paragraph))


def test_the_same_report_gives_the_same_bytes(whole: Results):
    outline = chapters.write(whole)
    when = dt.datetime(2026, 11, 14, 9, 30)
    packed = docx_file.render(outline, when=when)
    assert packed == docx_file.render(outline, when=when)
    assert docx.Document(io.BytesIO(packed)).core_properties.created.replace(tzinfo=None) == when
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        assert all(member.date_time == (1980, 1, 1, 0, 0, 0) for member in file.infolist())


def test_control_characters_in_words_break_nothing(made: Callable[..., Results]):
    outline = chapters.write(made(comment="A bell \x07 and a\ttab"))
    file = docx.Document(io.BytesIO(docx_file.render(outline)))
    assert "A bell  and a tab" in texts(file)


def test_every_style_in_use_is_defined(document: Any):
    known = {style.style_id for style in document.styles}
    for name in ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next"):
        for element in (*document.element.iter(qn(name)), *document.styles.element.iter(qn(name))):
            assert element.get(qn("w:val")) in known
