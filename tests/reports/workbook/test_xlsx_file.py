"""The workbook: every number of the results as a number, words as words, and nothing that could run."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenshoots.core.results import Results, SetResult
from greenshoots.reports import office
from greenshoots.reports.contents import chapters
from greenshoots.reports.outline import Outline
from greenshoots.reports.workbook import cells, xlsx_file

HEADER = 4

REASONS = {"low": "low", "split": "split", "divided": "spread out", "gap": "groups differ", "unknown": "not sure"}

SHAPES = (
    "nobody",
    "everything hidden",
    "groups and rounds",
    "a large council",
    "open room",
    "not protected",
    "twenty enablers, long words",
    "seven points from nought",
    "three points, nearly agreed",
    "statements",
    "right to left",
    "Welsh",
    "awkward comments",
)


@pytest.fixture(scope="module")
def packed(outline: Outline, shape: Results) -> bytes:
    return xlsx_file.render(outline, shape)


@pytest.fixture(scope="module")
def book(packed: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(packed))


def rows(sheet: Any) -> list[dict[str, Any]]:
    found = list(sheet.iter_rows(min_row=HEADER, values_only=True))
    names = [name for name in found[0] if name is not None]
    return [dict(zip(names, row, strict=False)) for row in found[1:]]


def agrees(row: dict[str, Any], figures: Any, points: Sequence[int]) -> None:
    """Check one row against the numbers it stands for; None is blank."""
    bounds, likely = figures.mean_bounds or (None, None), figures.interval or (None, None)
    counts = figures.counts if figures.counts is not None else (None,) * len(points)
    wanted = {
        "Scored": figures.n,
        "Not sure": figures.not_sure,
        "No answer": figures.skipped,
        **{f"Score {point}": count for point, count in zip(points, counts, strict=True)},
        "Low band": figures.low,
        "High band": figures.high,
        "Average": figures.mean,
        "Average at least": bounds[0],
        "Average at most": bounds[1],
        "Middle answer": figures.interpolated_median,
        "Lower quarter": figures.q1,
        "Upper quarter": figures.q3,
        "Spread": figures.spread,
        "Van der Eijk's A": figures.agreement,
        "Consensus": figures.consensus,
        "Likely from": likely[0],
        "Likely to": likely[1],
    }
    for name, value in wanted.items():
        assert row[name] == (pytest.approx(value) if value is not None else None), name


def test_everyone_holds_every_figure(book: Any, shape: Results):
    found = rows(book["Everyone"])
    assert len(found) == len(shape.everyone.enablers)
    for row, result in zip(found, shape.everyone.enablers, strict=True):
        assert row["Id"] == result.enabler.id
        agrees(row, result.figures, shape.instrument.scale.points)
        assert row["Reasons to talk"] == (", ".join(REASONS[flag] for flag in result.flags) or None)


def test_each_set_of_each_group_and_round_has_its_rows(book: Any, shape: Results):
    for group in shape.groups:
        parts = [*group.sets, *([group.combined] if group.combined else [])]
        _same(rows(book[group.name]), parts, shape)
    if shape.rounds:
        _same(rows(book["Rounds"]), shape.rounds, shape)


def _same(found: list[dict[str, Any]], parts: Sequence[SetResult], shape: Results) -> None:
    wanted = [(part, result) for part in parts for result in part.enablers]
    for row, (part, result) in zip(found, wanted, strict=True):
        assert (row["Group or round"], row["Id"], row["People"]) == (part.name, result.enabler.id, part.n)
        agrees(row, result.figures, shape.instrument.scale.points)


def test_hidden_and_empty_are_said_in_words_and_never_as_nought(book: Any, shape: Results):
    seen = set()
    for group in shape.groups:
        for row, (part, result) in zip(
            rows(book[group.name]), [(p, r) for p in group.sets for r in p.enablers], strict=False
        ):
            if not result.figures.visible:
                seen.add(part.state)
                assert row["Shown"].startswith(("Too few people", "No one"))
                assert row["Average"] is None
                assert row["Score " + str(shape.instrument.scale.minimum)] is None
    if any(part.state.value == "hidden" for group in shape.groups for part in group.sets):
        assert seen


def test_comparisons_hold_every_number(book: Any, shape: Results):
    wanted = [(side, found) for side in shape.comparisons for found in side.differences]
    if not wanted:
        assert "Comparisons" not in book.sheetnames
        return
    for row, (side, found) in zip(rows(book["Comparisons"]), wanted, strict=True):
        assert (row["First"], row["Second"], row["Id"]) == (side.first.name, side.second.name, found.enabler.id)
        told = (row["First average"], row["Second average"], row["Delta"], row["p"], row["p (Holm)"], row["Higher"])
        assert told == pytest.approx(
            (found.first_mean, found.second_mean, found.delta, found.p, found.p_holm, found.higher)
        )


def test_statements_have_their_own_rows(book: Any, shape: Results):
    wanted = [statement for result in shape.everyone.enablers for statement in result.statements]
    assert ("Statements" in book.sheetnames) == bool(wanted)
    if wanted:
        for row, statement in zip(rows(book["Statements"]), wanted, strict=True):
            assert row["Text"] == statement.statement.text
            agrees(row, statement.figures, shape.instrument.scale.points)


def test_words_are_all_there(book: Any, shape: Results):
    texts = [text for entry in shape.words for text in entry.texts]
    if texts:
        found = [row["Comment"] for row in rows(book["Comments"]) if row["Comment"]]
        assert found == [office.clean(text) for text in texts]


def test_talk_first_is_in_order(book: Any, shape: Results):
    found = [row["Id"] for row in rows(book["Talk about first"]) if row["List"] == "Talk about first"]
    assert found == [entry.enabler.id for entry in shape.talk_first]


def test_no_cell_holds_a_formula_or_an_error(packed: bytes, book: Any):
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("n", "s") for cell in row)
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        for name in file.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in file.read(name)


def test_every_sheet_says_how_people_are_protected_on_screen_and_on_paper(book: Any, outline: Outline):
    for sheet in book:
        assert sheet["A2"].value == office.clean(outline.footer)
        assert sheet.oddFooter.left.text.strip()[:40] == office.clean(outline.footer)[:40]
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"


def test_tables_are_tables_with_a_header_that_stays(book: Any):
    for sheet in book.worksheets:
        if sheet.title in ("Notes", "Charts"):
            continue
        assert len(sheet.tables) == 1
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows == "$4:$4"
        header = [cell.value for cell in sheet[HEADER]]
        assert len(set(header)) == len(header)


def test_every_column_is_explained_in_the_notes(book: Any):
    explained = {row[0] for row in book["Notes"].iter_rows(values_only=True)}
    for sheet in book.worksheets:
        if sheet.title not in ("Notes", "Charts"):
            assert {cell.value for cell in sheet[HEADER]} <= explained


def test_charts_say_what_they_show_and_read_the_right_numbers(packed: bytes, book: Any, shape: Results):
    if not shape.everyone.visible:
        assert "Charts" not in book.sheetnames
        return
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        drawings = [file.read(n).decode() for n in file.namelist() if re.match(r"xl/drawings/drawing\d+\.xml", n)]
        names = sorted(name for name in file.namelist() if name.startswith("xl/charts/chart"))
        charts = [ET.fromstring(file.read(name)) for name in names]  # noqa: S314 - our own file
    told = re.findall(r'<xdr:cNvPr [^>]*?descr="([^"]+)"', "".join(drawings))
    assert len(told) == len(charts) > 1
    for chart in charts:
        for series in chart.iter("{*}ser"):
            _reads(book, series, shape)


def _reads(book: Any, series: Any, shape: Results) -> None:
    place = series.find("{*}val/{*}numRef/{*}f").text
    sheet, first, last = re.fullmatch(r"(.+)!\$[A-Z]+\$(\d+):\$[A-Z]+\$(\d+)", place).groups()
    column = re.search(r"!\$([A-Z]+)\$", place)[1]
    found = book[sheet.strip("'").replace("''", "'")]
    assert int(last) - int(first) + 1 == len(shape.instrument.enablers)
    header = found[f"{column}{HEADER}"].value
    assert header in ("Average", "Not sure", "Average where split") or header.startswith("Score ")
    named = found.tables[next(iter(found.tables))]
    assert int(last) <= int(named.ref.rsplit(":", 1)[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    name = series.find("{*}tx//{*}v").text
    sets = {row[0] for row in found.iter_rows(min_row=int(first), max_row=int(last), values_only=True)}
    if found[f"A{HEADER}"].value == "Group or round":
        assert sets == {name}


def test_the_same_report_gives_the_same_bytes(whole: Results):
    outline = chapters.write(whole)
    when = dt.datetime(2026, 11, 14, 9, 30)
    packed = xlsx_file.render(outline, whole, when=when)
    assert packed == xlsx_file.render(outline, whole, when=when)
    properties = openpyxl.load_workbook(io.BytesIO(packed)).properties
    assert properties.created == when
    assert properties.title == outline.title


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 20", "-5 things", "@somebody", "=HYPERLINK(1)", "https://example.org", "7"]
)
def test_words_never_become_formulas_links_or_numbers(made: Callable[..., Results], text: str):
    results = made()
    words = tuple(replace(entry, texts=(text,)) for entry in results.words)
    results = replace(results, words=words)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file.render(chapters.write(results), results)))
    cells = [cell for row in book["Comments"].iter_rows(min_row=HEADER + 1) for cell in row if cell.value == text]
    assert len(cells) == len(words)
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)


def test_words_longer_than_a_cell_are_cut_and_say_so(made: Callable[..., Results]):
    results = made()
    words = tuple(replace(entry, texts=("w " * 20_000,)) for entry in results.words[:1])
    results = replace(results, words=words)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file.render(chapters.write(made()), results)))
    assert rows(book["Comments"])[0]["Comment"].endswith("(cut off: too long for a cell)")


def test_sheets_of_groups_with_awkward_names_are_safe(whole: Results):
    names = ("History", "What is your role: [frontline / manager / other]? *", "'", "NOTES", "a" * 40, "a" * 50)
    groups = tuple(replace(whole.groups[0], name=name) for name in names)
    results = replace(whole, groups=groups)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file.render(chapters.write(whole), results)))
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames)
    for name in book.sheetnames:
        assert 0 < len(name) <= 31
        assert not set("[]:*?/\\'") & set(name)
        assert name.casefold() != "history"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_names_give_distinct_sheet_names_of_at_most_31_letters(whole: Results, names: list[str]):
    book = cells.Book(None, chapters.summary(whole))
    found = [book._free(name) for name in names]
    assert len({name.casefold() for name in found}) == len(names)
    assert all(0 < len(name) <= 31 and not set("[]:*?/\\'") & set(name) for name in found)
