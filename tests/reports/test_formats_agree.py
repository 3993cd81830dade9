"""Page, PDF, plain text and Braille carry the same words and the same numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

import pytest

from greenshoots.reports import braille, pdf, plain_text, values
from greenshoots.reports.outline import Outline, Picture, Section, Table

XHTML = "{http://www.w3.org/1999/xhtml}"


def tables(sections: Sequence[Section]) -> Iterator[Table]:
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Picture):
                yield block.table
        yield from tables(section.sections)


def written(outline: Outline) -> list[list[list[str]]]:
    return [[list(table.header), *(values.row(table, row) for row in table.rows)] for table in tables(outline.sections)]


def test_the_page_holds_every_number(outline: Outline, tree: Element):
    found = [
        [["".join(cell.itertext()) for cell in row] for row in table.iter(f"{XHTML}tr")]
        for table in tree.iter(f"{XHTML}table")
    ]
    assert found == written(outline)


def test_the_pdf_is_given_every_number_in_both_sizes(outline: Outline):
    for large in (False, True):
        data = pdf.document(outline, {}, large_print=large)
        found = list(pdf_tables(data["sections"]))
        assert found == written(outline)


def pdf_tables(sections: list) -> Iterator[list[list[str]]]:
    for section in sections:
        for block in section["blocks"]:
            table = block.get("table") if block["is"] == "picture" else block if block["is"] == "table" else None
            if table:
                yield [table["header"], *table["rows"]]
        yield from pdf_tables(section["sections"])


@pytest.mark.parametrize("form", ["text", "braille"])
def test_text_and_braille_hold_every_number_in_order(outline: Outline, form: str):
    whole = plain_text.render(outline) if form == "text" else "\n".join(braille.paragraphs(outline))
    whole, at = " ".join(whole.split()), 0
    for _, *rows in written(outline):
        for row in rows:
            for value in row:
                at = whole.find(" ".join(value.split()), at)
                assert at >= 0, (row, value)


def test_every_sentence_of_every_picture_is_in_every_format(outline: Outline, tree: Element):
    page = " ".join(" ".join(tree.itertext()).split())
    text = " ".join(plain_text.render(outline).split())
    given = repr(pdf.document(outline, {}))
    for section in outline.sections:
        for block in section.blocks:
            if isinstance(block, Picture):
                for sentence in block.sentences:
                    assert sentence in page
                    assert " ".join(sentence.split()) in text
                    assert repr(sentence)[1:-1] in given


def test_every_format_says_how_people_are_protected(outline: Outline, tree: Element):
    assert outline.footer in " ".join(tree.itertext())
    assert outline.footer in " ".join(plain_text.render(outline).split())
    assert pdf.document(outline, {})["footer"] == outline.footer
    assert outline.footer in list(braille.paragraphs(outline))
