"""XLSX workbooks: what Excel and others write, several sheets, and damage."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from greenshoots import tabular
from greenshoots.core.answers import SKIPPED, UNSURE
from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.refusals import Note, Refusal
from greenshoots.tabular import NoteCode, RefusalCode

Rows = Sequence[Sequence[object]]
ROWS: Rows = [
    ["role", "trust", "shared-purpose", "time-to-change", "trust.words"],
    ["Cook & waiter", 4, "Agree", "Not sure", "One\nTwo <three>"],
    [None, 4.0, None, 1, None],
]
SCORES = [[3, 3], [3, SKIPPED], [UNSURE, 0]]


def with_openpyxl(path: Path, sheets: dict[str, Rows]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)


def with_xlsxwriter(path: Path, sheets: dict[str, Rows], *, inline: bool = False) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": inline}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def with_inline_texts(path: Path, sheets: dict[str, Rows]) -> None:
    with_xlsxwriter(path, sheets, inline=True)


def with_a_prefix(path: Path, sheets: dict[str, Rows]) -> None:
    """Write it as some libraries do: every element has a prefix, and cells do not say where they stand."""
    with_xlsxwriter(path, sheets, inline=True)
    parts = unpack(path)
    for name, content in parts.items():
        if name.startswith("xl/worksheets/"):
            text = content.decode().replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
            parts[name] = text.replace(" xmlns=", " xmlns:x=").encode()
    pack(path, parts)


def in_the_strict_form(path: Path, sheets: dict[str, Rows]) -> None:
    with_xlsxwriter(path, sheets)
    old, new = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    rels, strict = (
        b"openxmlformats.org/officeDocument/2006/relationships",
        b"purl.oclc.org/ooxml/officeDocument/relationships",
    )
    pack(path, {name: part.replace(old, new).replace(rels, strict) for name, part in unpack(path).items()})


def unpack(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.xlsx"


def refusal(path: Path, instrument: Instrument, **options: str) -> AnswersError:
    with pytest.raises(AnswersError) as caught:
        tabular.read_file(path, instrument, **options)
    assert caught.value.file == str(path)
    return caught.value


@pytest.mark.parametrize("make", [with_openpyxl, with_xlsxwriter, with_inline_texts, with_a_prefix, in_the_strict_form])
def test_workbooks_of_all_kinds_read_the_same(path: Path, small: Instrument, make: Callable[..., None]) -> None:
    make(path, {"Sheet1": ROWS})
    reading = tabular.read_file(path, small)
    assert reading.answers.scores.tolist() == SCORES
    assert reading.answers.columns["role"].choices == ("Cook & waiter",)
    assert reading.answers.columns["role"].codes.tolist() == [0, -1]
    assert [remark.text for remark in reading.answers.words["trust"]] == ["One\nTwo <three>"]
    assert reading.notes == ()


def test_the_name_of_the_file_does_not_matter(path: Path, small: Instrument) -> None:
    with_xlsxwriter(path, {"Sheet1": ROWS})
    assert tabular.read_file(path.rename(path.with_suffix(".csv")), small).answers.scores.tolist() == SCORES


def test_the_sheet_that_holds_answers_is_read_and_named(path: Path, small: Instrument) -> None:
    with_openpyxl(path, {"Read me": [["Thank you"], ["for opening"]], "Empty": [], "Answers": ROWS})
    reading = tabular.read_file(path, small)
    assert reading.answers.scores.tolist() == SCORES
    assert reading.notes == (Note(NoteCode.SHEET_CHOSEN, {"sheet": "Answers"}),)


def test_a_sheet_can_be_chosen(path: Path, small: Instrument) -> None:
    with_openpyxl(path, {"One": ROWS, "Two": [["trust"], [2]]})
    assert tabular.read_file(path, small, sheet="Two").answers.scores.tolist() == [[1]]
    refused = refusal(path, small, sheet="Three").refusal
    assert refused == Refusal(RefusalCode.NO_SUCH_SHEET, {"sheet": "Three", "sheets": ("One", "Two")})


def test_two_sheets_with_answers_are_refused(path: Path, small: Instrument) -> None:
    with_openpyxl(path, {"Round 1": ROWS, "Round 2": ROWS})
    refused = refusal(path, small).refusal
    assert refused == Refusal(RefusalCode.SEVERAL_SHEETS, {"sheets": ("Round 1", "Round 2")})


def test_a_hidden_sheet_is_read_only_when_it_is_asked_for(path: Path, small: Instrument) -> None:
    with_openpyxl(path, {"Round 1": ROWS, "Round 2": [["trust"], [2]]})
    book = openpyxl.load_workbook(path)
    book["Round 2"].sheet_state = "hidden"
    book.save(path)
    assert tabular.read_file(path, small).answers.scores.tolist() == SCORES
    assert len(tabular.read_file(path, small, sheet="Round 2").answers) == 1


def test_an_empty_workbook_is_refused(path: Path, small: Instrument) -> None:
    with_openpyxl(path, {"Sheet1": []})
    assert refusal(path, small).refusal == Refusal(RefusalCode.EMPTY_FILE)
    with_openpyxl(path, {"Sheet1": [], "Sheet2": []})
    assert refusal(path, small).refusal == Refusal(RefusalCode.EMPTY_WORKBOOK)


def test_rows_and_columns_are_those_that_the_spreadsheet_shows(path: Path, small: Instrument) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(3, 2, "trust")
        sheet.write(4, 2, 4)
        sheet.write(9, 2, 7)
    error = refusal(path, small)
    assert (error.row, error.column, error.value) == (10, "trust", "7")
    assert error.refusal.code == RefusalCode.OFF_THE_SCALE


def test_a_stray_cell_far_away_takes_no_memory(path: Path, small: Instrument) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "trust")
        sheet.write(1, 0, 4)
        sheet.write(1_048_575, 16_383, "stray")
    error = refusal(path, small)
    assert error.row == 1_048_576
    assert error.refusal == Refusal(RefusalCode.WIDE_ROW, {"cells": 16_384, "columns": 1, "more": 0})


def test_dates_formulas_and_truths_are_read_as_a_person_sees_them(path: Path, small: Instrument) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["round", "trust", "full time", "grade", "shared-purpose", "time-to-change"])
        for row in range(1, 4):
            sheet.write_datetime(row, 0, dt.datetime(2026, 11, row % 2 + 1), day)
            sheet.write_formula(row, 1, "=2+2", None, 4)
            sheet.write_boolean(row, 2, row > 1)
            sheet.write_number(row, 3, 7.5)
            sheet.write_rich_string(row, 4, book.add_format({"bold": True}), "Strongly", " agree")
            sheet.write_formula(row, 5, "=NA()", None, "#N/A")
    answers = tabular.read_file(path, small).answers
    assert answers.columns["round"].choices == ("2026-11-01", "2026-11-02")
    assert answers.columns["full time"].choices == ("FALSE", "TRUE")
    assert answers.columns["grade"].choices == ("7.5",)
    assert answers.scores.tolist() == [[3] * 3, [4] * 3, [SKIPPED] * 3]


def test_a_score_that_a_spreadsheet_made_a_date_is_refused(path: Path, small: Instrument) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "trust")
        sheet.write_number(1, 0, 5, book.add_format({"num_format": "d mmm"}))
    error = refusal(path, small)
    assert (error.row, error.column) == (2, "trust")


def test_columns_of_times_are_dropped_by_their_values(path: Path, small: Instrument) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        stamp = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, ["trust", "When it came in", "Rang at"])
        for row in range(1, 4):
            sheet.write(row, 0, row)
            sheet.write_datetime(row, 1, dt.datetime(2026, 11, 2, 9, row), stamp)
            sheet.write_datetime(row, 2, dt.time(9, row), book.add_format({"num_format": "hh:mm"}))
    reading = tabular.read_file(path, small)
    assert [column.header for column in reading.dropped] == ["When it came in", "Rang at"]


DAMAGED = Refusal(RefusalCode.DAMAGED_WORKBOOK)


def test_other_archives_and_damaged_workbooks_are_refused(path: Path, small: Instrument) -> None:
    with_xlsxwriter(path, {"Sheet1": ROWS})
    whole = path.read_bytes()
    parts = unpack(path)
    with zipfile.ZipFile(path) as archive:
        inside = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    flipped = whole[:inside] + bytes(255 - byte for byte in whole[inside : inside + 9]) + whole[inside + 9 :]
    for content in (whole[: len(whole) // 2], b"PK\x03\x04", flipped):
        path.write_bytes(content)
        assert refusal(path, small).refusal == DAMAGED
    pack(path, {"word/document.xml": b"<document/>"})
    assert refusal(path, small).refusal == DAMAGED
    for name, content in parts.items():
        if name.startswith(("xl/worksheets", "xl/workbook", "xl/sharedStrings", "_rels", "xl/_rels")):
            pack(path, {**parts, name: content[: len(content) // 2]})
            assert refusal(path, small).refusal == DAMAGED, name


def test_entities_are_never_expanded(path: Path, small: Instrument) -> None:
    with_xlsxwriter(path, {"Sheet1": ROWS})
    parts = unpack(path)
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    for name in ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        pack(path, {**parts, name: parts[name].replace(b"?>", b"?>" + bomb, 1)})
        assert refusal(path, small).refusal == DAMAGED, name


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'r="1"', b'r="0"'), (b'r="2"', b'r="9999999"'), (b'r="E2"', b'r="ZZZZ2"'), (b'r="E2"', b'r="2"'),
     (b"<v>0</v>", b"<v>99</v>"), (b"<v>0</v>", b"<v></v>"), (b'r="2"', b'r="x"')],
)  # fmt: skip
def test_nonsense_in_a_sheet_is_damage(path: Path, small: Instrument, old: bytes, new: bytes) -> None:
    with_xlsxwriter(path, {"Sheet1": ROWS})
    parts = unpack(path)
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert old in sheet
    pack(path, {**parts, "xl/worksheets/sheet1.xml": sheet.replace(old, new)})
    assert refusal(path, small).refusal == DAMAGED


def test_a_large_sheet_is_read_in_pieces(path: Path, small: Instrument) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["trust", "shared-purpose", "role"])
        for row in range(1, 30_001):
            sheet.write_row(row, 0, [row % 5 + 1, (row // 7) % 5 + 1, f"Role {row % 3}"])
    path.write_bytes(buffer.getvalue())
    calls: list[tuple[int, int]] = []
    answers = tabular.read_file(path, small, progress=lambda done, total: calls.append((done, total))).answers
    assert len(answers) == 30_000
    assert answers.scores[0].tolist() == [row % 5 for row in range(1, 30_001)]
    assert answers.scores[1].tolist() == [(row // 7) % 5 for row in range(1, 30_001)]
    assert len(calls) > 5
    assert calls[-1][0] == calls[-1][1]
