"""The slides: native charts with the outline's numbers, nothing over the edge, and words for every picture."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from greenshoots.core.results import Results
from greenshoots.reports import office, values
from greenshoots.reports.contents import chapters
from greenshoots.reports.outline import Chart, Outline, Paragraph, Picture, Quotes, Section, Series, Table
from greenshoots.reports.slides import charts, pages, pptx_file

SHAPES = (
    "everything hidden",
    "groups and rounds",
    "not protected",
    "twenty enablers, long words",
    "eleven points",
    "statements",
    "right to left",
    "long comments",
)


@pytest.fixture(scope="module")
def deck(outline: Outline) -> Any:
    return Presentation(io.BytesIO(pptx_file.render(outline)))


def pictures(sections: Sequence[Section]) -> Iterator[Picture]:
    for section in office.walk(sections):
        yield from (block for block in section.blocks if isinstance(block, Picture))


def drawn(deck: Any, kind: str) -> list[Any]:
    return [shape for slide in deck.slides for shape in slide.shapes if getattr(shape, f"has_{kind}", False)]


def description(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr") or "")


def test_every_slide_has_a_title_the_protection_and_its_number(deck: Any, outline: Outline):
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    for slide in deck.slides:
        kinds = {shape.placeholder_format.type.name: shape for shape in slide.placeholders}
        assert kinds["FOOTER"].text_frame.text == office.clean(outline.footer)
        assert 'type="slidenum"' in kinds["SLIDE_NUMBER"]._element.xml


def test_the_title_is_read_first_and_the_footer_last(deck: Any):
    for slide in deck.slides:
        kinds = [shape.placeholder_format.type.name if shape.is_placeholder else "" for shape in slide.shapes]
        assert kinds[0] in ("TITLE", "CENTER_TITLE")
        assert set(kinds[-2:]) == {"FOOTER", "SLIDE_NUMBER"}


def test_shapes_of_a_slide_have_numbers_of_their_own(deck: Any):
    for slide in deck.slides:
        numbers = [shape.shape_id for shape in slide.shapes]
        assert len(set(numbers)) == len(numbers)


def test_nothing_runs_over_the_edge_of_a_slide(deck: Any):
    for number, slide in enumerate(deck.slides, start=1):
        for shape in slide.shapes:
            assert shape.left >= 0, number
            assert shape.top >= 0, number
            assert shape.left + shape.width <= deck.slide_width + Pt(1), number
            assert shape.top + shape.height <= deck.slide_height, number


def test_what_a_slide_says_does_not_cover_what_else_it_says(deck: Any):
    for number, slide in enumerate(deck.slides, start=1):
        solid = [s for s in slide.shapes if not s.is_placeholder and "adec:decorative" not in s._element.xml]
        for place, first in enumerate(solid):
            for second in solid[place + 1 :]:
                across = min(first.left + first.width, second.left + second.width) - max(first.left, second.left)
                down = min(first.top + first.height, second.top + second.height) - max(first.top, second.top)
                assert across <= Pt(1) or down <= Pt(1), (number, first.name, second.name)


def test_charts_hold_the_numbers_of_the_outline(deck: Any, outline: Outline):
    found = [_told(frame.chart) for frame in drawn(deck, "chart")]
    for picture in pictures(outline.sections):
        if picture.chart is None or not charts.tells_enough(picture.chart):
            continue
        for part in pages._parts(picture.chart):
            assert part is not None
            assert _wanted(part) in found


def _told(chart: Any) -> tuple[Any, ...]:
    plot = chart.plots[0]
    return tuple(plot.categories), tuple((part.name, tuple(part.values)) for part in plot.series)


def _wanted(chart: Chart) -> tuple[Any, ...]:
    named = tuple(office.clean(name) for name in chart.categories)
    return named, tuple((office.clean(part.name), part.values) for part in chart.series)


def test_the_parts_of_a_divided_chart_are_the_whole():
    names = tuple(f"Enabler {number}" for number in range(23))
    whole = Chart("points", names, (Series("A", tuple(float(n % 5) for n in range(23))),), 1, 5)
    parts = [part for part in pages._parts(whole) if part is not None]
    assert len(parts) > 1
    assert sum((part.categories for part in parts), ()) == names
    assert sum((part.series[0].values for part in parts), ()) == whole.series[0].values


def test_tables_hold_the_values_of_the_outline(deck: Any, outline: Outline):
    found = {tuple(cell.text for cell in row.cells) for frame in drawn(deck, "table") for row in frame.table.rows}
    for section in office.walk(outline.sections):
        for block in section.blocks:
            table = block.table if isinstance(block, Picture) else block
            if isinstance(table, Table):
                for row in table.rows:
                    assert tuple(office.clean(text) for text in values.row(table, row)) in found


def test_every_part_of_a_table_has_its_header_row(deck: Any):
    for frame in drawn(deck, "table"):
        assert frame.table.first_row
        assert all(cell.text for cell in frame.table.rows[0].cells)


def test_charts_tables_and_pictures_say_what_they_show(deck: Any, outline: Outline):
    alts = {office.clean(picture.alt) for picture in pictures(outline.sections)}
    for slide in deck.slides:
        for shape in slide.shapes:
            if getattr(shape, "has_chart", False) or shape.shape_type == 13:
                assert description(shape) in alts
            elif getattr(shape, "has_table", False):
                assert description(shape).startswith("Table: ")


def test_the_notes_say_what_each_picture_says(deck: Any, outline: Outline):
    told = "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide)
    for picture in pictures(outline.sections):
        for sentence in picture.sentences:
            assert office.clean(sentence) in told


def test_everything_that_is_said_is_on_a_slide(deck: Any, outline: Outline):
    said = "\n".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    for section in office.walk(outline.sections):
        for block in section.blocks:
            if isinstance(block, Paragraph):
                assert office.clean(block.text) in said
            elif isinstance(block, Quotes):
                for text in block.texts:
                    assert office.clean(text).strip()[:200] in said


def test_scores_that_may_not_be_shown_leave_a_gap(deck: Any):
    for frame in drawn(deck, "chart"):
        assert frame.chart._chartSpace.chart.find(qn("c:dispBlanksAs")).get("val") == "gap"


def test_words_of_the_instrument_carry_their_language_and_direction(shapes: dict[str, Callable[[], Results]]):
    outline = chapters.write(shapes["right to left"]())
    deck = Presentation(io.BytesIO(pptx_file.render(outline)))
    enabler = next(slide for slide in deck.slides if slide.shapes.title.text.startswith("1."))
    paragraph = enabler.shapes.title.text_frame.paragraphs[0]._p
    assert paragraph.pPr.get("rtl") == "1"
    assert paragraph.xpath("a:r/a:rPr")[0].get("lang") == "ar"
    assert deck.slides[1].shapes.title.text_frame.paragraphs[0]._p.xpath("a:r/a:rPr")[0].get("lang") == "en-GB"


def test_a_split_enabler_has_a_hollow_mark(whole: Results):
    outline = chapters.write(whole)
    split = next(picture.chart for picture in pictures(outline.sections) if picture.chart and picture.chart.hollow)
    deck = Presentation(io.BytesIO(pptx_file.render(outline)))
    spider = next(frame.chart for frame in drawn(deck, "chart") if _told(frame.chart) == _wanted(split))
    fills = [
        point.xpath("c:marker/c:spPr/a:solidFill/a:srgbClr/@val")[0]
        for point in spider.plots[0].series[0]._element.xpath("c:dPt")
    ]
    hollow = tuple(place for place, fill in enumerate(fills) if fill == office.PAPER[1:])
    assert hollow == split.hollow


def test_the_footer_stands_out_if_people_are_not_protected(made: Callable[..., Results]):
    outline = chapters.write(made(people=9, protection="none"))
    deck = Presentation(io.BytesIO(pptx_file.render(outline)))
    for slide in deck.slides:
        footer = next(shape for shape in slide.placeholders if shape.placeholder_format.type.name == "FOOTER")
        assert footer.text_frame.paragraphs[0].runs[0].font.bold


def test_words_longer_than_a_slide_go_on_with_the_next(whole: Results):
    long = "Nothing ever stops; things are only added. " * 120
    unbroken = "x" * 4000
    outline = chapters.write(whole)
    section = Section("words", "Comments", (Quotes((long, unbroken)),))
    deck = Presentation(io.BytesIO(pptx_file.render(replace(outline, sections=(section,)))))
    assert len(deck.slides) > 4
    said = "".join(s.text_frame.text for slide in deck.slides for s in slide.shapes if s.name == "Comment")
    assert said.count("Nothing ever stops") == 120
    assert said.count("x") == 4000
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= deck.slide_height


def test_the_same_report_gives_the_same_bytes(whole: Results):
    outline = chapters.write(whole)
    assert pptx_file.render(outline) == pptx_file.render(outline)


def test_the_file_carries_its_title_language_and_date(whole: Results):
    outline = chapters.write(whole)
    when = dt.datetime(2026, 11, 14, 9, 30)
    packed = pptx_file.render(outline, when=when)
    properties = Presentation(io.BytesIO(packed)).core_properties
    assert properties.title == outline.title
    assert properties.language == "en-GB"
    assert properties.created.replace(tzinfo=None) == when
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        assert all(member.date_time == (1980, 1, 1, 0, 0, 0) for member in file.infolist())
        assert not any("thumbnail" in name for name in file.namelist())


def test_control_characters_in_words_break_nothing(made: Callable[..., Results]):
    outline = chapters.write(made(comment="A bell \x07 and a\ttab"))
    deck = Presentation(io.BytesIO(pptx_file.render(outline)))
    said = " ".join(s.text_frame.text for slide in deck.slides for s in slide.shapes if s.has_text_frame)
    assert "A bell  and a tab" in said
