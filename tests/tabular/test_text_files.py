"""CSV files of every encoding and delimiter, and those that cannot be read."""

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from greenshoots import tabular
from greenshoots.core.answers import SKIPPED, UNSURE
from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.refusals import Note, Refusal
from greenshoots.tabular import NoteCode, RefusalCode

ROWS = [
    ["tîm", "trust", "shared-purpose", "time-to-change", "trust.words"],
    ["Gwasanaeth café", "4", "Agree", "Not sure", "Mae’n dda; yn wir, iawn"],
    ["Ysgol", "", "5", "1", 'He said "no"\r\nand left'],
]
ENCODINGS = {
    "utf-8": b"", "utf-8-sig": b"", "utf-16": b"", "utf-16-le": b"", "utf-16-be": b"",
    "UTF-16-LE with mark": codecs.BOM_UTF16_LE, "UTF-16-BE with mark": codecs.BOM_UTF16_BE, "cp1252": b"",
}  # fmt: skip


def csv_text(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def encoded(text: str, name: str) -> bytes:
    return ENCODINGS[name] + text.encode(name.lower().removesuffix(" with mark"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_any_encoding_and_delimiter_reads_the_same(
    tmp_path: Path, small: Instrument, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(encoded(csv_text(ROWS, delimiter), encoding))
    reading = tabular.read_file(path, small)
    assert reading.answers.scores.tolist() == [[3, SKIPPED], [3, 4], [UNSURE, 0]]
    assert reading.answers.scores.dtype == np.int8
    assert reading.answers.columns["tîm"].choices == ("Gwasanaeth café", "Ysgol")
    assert [remark.text for remark in reading.answers.words["trust"]] == [
        "Mae’n dda; yn wir, iawn", 'He said "no"\nand left',
    ]  # fmt: skip
    guessed = Note(NoteCode.READ_AS_WINDOWS_1252)
    assert (guessed in reading.notes) == (encoding == "cp1252")


def read_bytes(tmp_path: Path, instrument: Instrument, content: bytes, **options: str) -> tabular.Reading:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)
    return tabular.read_file(path, instrument, **options)


def refusal(tmp_path: Path, instrument: Instrument, content: bytes, **options: str) -> AnswersError:
    with pytest.raises(AnswersError) as caught:
        read_bytes(tmp_path, instrument, content, **options)
    assert caught.value.file == str(tmp_path / "answers.csv")
    return caught.value


@pytest.mark.parametrize(
    ("content", "row", "code", "facts"),
    [
        (b"", None, RefusalCode.EMPTY_FILE, {}),
        (b"  \r\n \n", None, RefusalCode.EMPTY_FILE, {}),
        (b",,,\r\n,,,\r\n", None, RefusalCode.EMPTY_FILE, {}),
        (codecs.BOM_UTF8, None, RefusalCode.EMPTY_FILE, {}),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", None, RefusalCode.NOT_TEXT, {}),
        (b"\x01\x02\x03\x04trust", None, RefusalCode.NOT_TEXT, {}),
        ("trust\n4".encode("utf-32"), None, RefusalCode.NOT_TEXT, {}),
        (b"trust\n" + b"4\n" * 4000 + b"\x00", None, RefusalCode.NOT_TEXT, {}),
        (b"trust\n\x81\n", None, RefusalCode.NOT_TEXT, {}),
        (codecs.BOM_UTF16_LE + b"t\x00r", None, RefusalCode.NOT_TEXT, {}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None, RefusalCode.OLD_EXCEL_FILE, {}),
        (b"trust\n", None, RefusalCode.NO_ROWS, {}),
        (b"trust,role\n,Manager\n,Partner\n", None, RefusalCode.NO_RESPONSES, {}),
        (b'trust\n4\n"5\n4\n', 3, RefusalCode.CELLS_RUN_TOGETHER, {}),
        (b'trust,role\n4,"a"b\n', 2, RefusalCode.CELLS_RUN_TOGETHER, {}),
        (b'trust,role\n4,a\n5,"' + b"x" * 200_000, 3, RefusalCode.LONG_CELL, {"most": 131_072}),
        (
            b"trust,role\n4,a\n5,b,c\n\n5,b,c,d\n",
            3,
            RefusalCode.WIDE_ROW,
            {"cells": 3, "columns": 2, "more": 1},
        ),
        (b"trust" + b",a" * 2_000 + b"\n4\n", 1, RefusalCode.TOO_MANY_COLUMNS, {"columns": 2_001, "most": 2_000}),
        (b"trust," + b"a" * 1_000_001, 1, RefusalCode.LONG_LINE, {"most": 1_000_000}),
    ],
)
def test_what_is_no_file_of_answers_is_refused(
    tmp_path: Path, small: Instrument, content: bytes, row: int | None, code: RefusalCode, facts: dict[str, int]
) -> None:
    error = refusal(tmp_path, small, content)
    assert (error.row, error.refusal.code, error.refusal.facts) == (row, code, facts)


def test_damage_far_down_names_the_row_before_it(tmp_path: Path, small: Instrument) -> None:
    text = "trust\n" + "4\n" * 50_000
    error = refusal(tmp_path, small, text.encode("utf-16") + b"\x00")
    assert error.refusal == Refusal(RefusalCode.DAMAGED_TEXT)
    assert error.row is not None


def test_a_text_file_has_no_sheets(tmp_path: Path, small: Instrument) -> None:
    assert refusal(tmp_path, small, b"trust\n4\n", sheet="Sheet1").refusal == Refusal(RefusalCode.NOT_A_WORKBOOK)


def test_a_stream_without_a_name_is_read_and_stays_open(small: Instrument) -> None:
    stream = io.BytesIO(b"trust\n4\n9\n")
    with pytest.raises(AnswersError) as caught:
        tabular.read(stream, small)
    assert (caught.value.file, caught.value.row) == ("", 3)
    assert not stream.closed
    again = io.BytesIO(b"trust\n4\n")
    again.read()
    assert tabular.read(again, small).answers.scores.tolist() == [[3]]
    assert tabular.read_header(again, small) == ("trust",)
    assert not again.closed


def scores(tmp_path: Path, instrument: Instrument, content: bytes) -> Sequence[Sequence[int]]:
    return read_bytes(tmp_path, instrument, content).answers.scores.tolist()


def test_lines_may_end_in_any_way(tmp_path: Path, small: Instrument) -> None:
    for end in (b"\n", b"\r\n", b"\r"):
        assert scores(tmp_path, small, end.join([b"trust,time-to-change", b"4,5", b"3,2"])) == [[3, 2], [4, 1]]


def test_rows_that_end_early_are_blank_to_the_right(tmp_path: Path, small: Instrument) -> None:
    assert scores(tmp_path, small, b"trust,time-to-change\n4\n3,2\n5,5,,\n") == [[3, 2, 4], [SKIPPED, 1, 4]]


def test_the_row_in_a_message_is_the_row_of_a_spreadsheet(tmp_path: Path, small: Instrument) -> None:
    content = b'trust,trust.words\n4,"two\nlines"\n\n4,"three\n\nlines"\n9,\n'
    error = refusal(tmp_path, small, content)
    assert (error.row, error.column, error.value) == (5, "trust", "9")
    assert error.refusal.code == RefusalCode.OFF_THE_SCALE


def test_blank_rows_above_the_header_are_passed_over_and_counted(tmp_path: Path, small: Instrument) -> None:
    error = refusal(tmp_path, small, b"\n,,\ntrust\n9\n")
    assert (error.row, error.column, error.value) == (4, "trust", "9")


def test_excels_separator_line_is_obeyed_and_not_counted(tmp_path: Path, small: Instrument) -> None:
    assert scores(tmp_path, small, b"sep=;\ntrust;time-to-change\n4;5\n") == [[3], [4]]
    assert refusal(tmp_path, small, b"sep=;\ntrust;time-to-change\n9;5\n").row == 2


def test_commas_in_headers_and_decimals_do_not_hide_the_semicolon(tmp_path: Path, small: Instrument) -> None:
    content = b"Trust, please;Shared purpose;role\n4,0;5,0;Cook, waiter\n3,0;1,0;Driver\n"
    assert scores(tmp_path, small, content.replace(b"Trust, please", b"Trust (now, please)")) == [[3, 2], [4, 0]]


def test_a_file_of_one_column_needs_no_delimiter(tmp_path: Path, small: Instrument) -> None:
    assert scores(tmp_path, small, b"Trust\n4\n5") == [[3, 4]]


def test_progress_goes_up_to_the_whole(tmp_path: Path, small: Instrument) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(b"trust\n" + b"4\n" * 9_000)
    calls: list[tuple[int, int]] = []
    tabular.read_file(path, small, progress=lambda done, total: calls.append((done, total)))
    assert calls == sorted(calls)
    assert len(calls) == 5
    assert calls[-1] == (path.stat().st_size, path.stat().st_size)
