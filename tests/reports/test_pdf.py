"""The PDF: tagged, complete, the same every time, and large where it should be."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pikepdf
import pytest

from greenshoots.core.results import Results
from greenshoots.reports import pdf, pictures
from greenshoots.reports.contents import chapters
from greenshoots.reports.outline import Outline


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from elements(part)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node and "/K" in node:
            yield node
        if "/K" in node:
            yield from elements(node.K)


@pytest.mark.parametrize("large", [False, True])
def test_every_shape_becomes_a_pdf(shape: Results, outline: Outline, large: bool):
    document = opened(pdf.render(outline, large_print=large))
    assert len(document.pages) > len(shape.instrument.enablers)
    assert document.Root.MarkInfo.Marked


@pytest.fixture(scope="module")
def document(whole: Results) -> Iterator[pikepdf.Pdf]:
    with opened(pdf.render(chapters.write(whole))) as found:
        yield found


def test_the_pdf_declares_that_it_is_accessible_and_names_itself(document: pikepdf.Pdf, whole: Results):
    with document.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert about["dc:title"] == chapters.title(whole)
    assert str(document.Root.Lang).startswith("en")
    assert document.Root.ViewerPreferences.DisplayDocTitle


def test_the_pdf_has_bookmarks_for_every_part(document: pikepdf.Pdf, whole: Results):
    with document.open_outline() as bookmarks:
        names = [entry.title for entry in bookmarks.root]
    assert names == [section.title for section in chapters.write(whole).sections]


def test_tables_have_header_cells_and_figures_say_what_they_show(document: pikepdf.Pdf, whole: Results):
    found = list(elements(document.Root.StructTreeRoot.K))
    kinds = [str(element.S) for element in found]
    assert kinds.count("/TH") > 100
    figures = [element for element in found if str(element.S) == "/Figure"]
    assert len(figures) >= len(whole.instrument.enablers) + 4
    assert all(str(figure.get("/Alt", "")) for figure in figures)
    assert {"/H1", "/H2", "/L", "/LI", "/Caption"} <= set(kinds)


def test_the_same_content_gives_the_same_bytes(whole: Results):
    outline = chapters.write(whole)
    first = pdf.render(outline, when=dt.date(2026, 11, 14))
    assert first == pdf.render(outline, when=dt.date(2026, 11, 14))
    assert first != pdf.render(outline, when=dt.date(2026, 11, 15))


def test_large_print_takes_the_largest_letters_and_breaks_up_wide_tables(whole: Results):
    outline = chapters.write(whole)
    normal, large = pdf.document(outline, {}), pdf.document(outline, {}, large_print=True)
    records = [block["table"]["records"] for data in (normal, large) for block in _pictures(data)]
    assert not any(records[: len(records) // 2])
    assert any(records[len(records) // 2 :])
    spider = next(block for section in outline.sections for block in section.blocks if section.id == "spider")
    files: dict[str, str] = {}
    pdf.document(outline, files, large_print=True)
    assert spider.large[0] in files.values()
    assert pictures.size(spider.large[0])[0] < pictures.PAGE
    strips = next(block for section in outline.sections for block in section.blocks if section.id == "every-answer")
    assert len(strips.large) == 3  # one for each group of enablers
    assert set(strips.large) <= set(files.values())


def _pictures(data: dict) -> list[dict]:
    return [block for section in data["sections"] for block in section["blocks"] if block["is"] == "picture"]


def test_no_picture_is_taller_than_its_page(outline: Outline):
    for large, (wide, high) in ((False, pdf.ROOM), (True, pictures.LARGE_PAGE)):
        files: dict[str, str] = {}
        found = _pictures(pdf.document(outline, files, large_print=large))
        for drawing in (drawing for block in found for drawing in block["drawings"]):
            natural = pictures.size(files[drawing["file"]])
            assert drawing["width"] <= 1
            assert drawing["width"] * wide * natural[1] / natural[0] <= high + 0.01


def test_what_people_wrote_is_not_taken_for_markup(made):
    comment = '#panic("x") = Heading *bold* $x$ @label <label> `raw` \\ // comment'
    assert len(pdf.render(chapters.write(made(comment=comment)))) > 10_000
