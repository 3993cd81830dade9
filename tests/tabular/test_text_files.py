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
    guessed = "The file is not UTF-8. It was read as Windows-1252; look whether accents came out right."
    assert (guessed in reading.notes) == (encoding == "cp1252")


def read_bytes(tmp_path: Path, instrument: Instrument, content: bytes, **options: str) -> tabular.Reading:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)
    return tabular.read_file(path, instrument, **options)


def refusal(tmp_path: Path, instrument: Instrument, content: bytes, **options: str) -> str:
    with pytest.raises(AnswersError) as caught:
        read_bytes(tmp_path, instrument, content, **options)
    assert str(caught.value).startswith(str(tmp_path / "answers.csv"))
    return str(caught.value).removeprefix(str(tmp_path / "answers.csv"))


NOT_TEXT = ": This is not a text file or a workbook. Save the answers as CSV or XLSX."
EMPTY = ": The file is empty. It needs a row with the name of each column, and answers below."
QUOTES = "Look for a quotation mark that is not closed, or not doubled inside a cell."


OLD = ": This is an old Excel file, or one with a password. Save it as .xlsx without a password."
WIDE_ROW = (
    ", row 3: The row has 3 cells, but the header names 2 columns. Look for a stray separator, or a column without a "
    "name. There is 1 more such row."
)
WIDE_HEADER = ", row 1: There are 2,001 columns, and 2,000 is the most. Look for stray cells far to the right."
LONG = ", row 1: The line has more than 1,000,000 characters. Save the answers as CSV or XLSX, a row for each person."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", EMPTY),
        (b"  \r\n \n", EMPTY),
        (b",,,\r\n,,,\r\n", EMPTY),
        (codecs.BOM_UTF8, EMPTY),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", NOT_TEXT),
        (b"\x01\x02\x03\x04trust", NOT_TEXT),
        ("trust\n4".encode("utf-32"), NOT_TEXT),
        (b"trust\n" + b"4\n" * 4000 + b"\x00", NOT_TEXT),
        (b"trust\n\x81\n", NOT_TEXT),
        (codecs.BOM_UTF16_LE + b"t\x00r", NOT_TEXT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD),
        (b"trust\n", ": There is a header but no response below it."),
        (b"trust,role\n,Manager\n,Partner\n", ": There are rows, but none of them holds an answer."),
        (b'trust\n4\n"5\n4\n', f", row 3: The cells cannot be told apart. {QUOTES}"),
        (b'trust,role\n4,"a"b\n', f", row 2: The cells cannot be told apart. {QUOTES}"),
        (b'trust,role\n4,a\n5,"' + b"x" * 200_000, f", row 3: A cell holds more than 131,072 characters. {QUOTES}"),
        (b"trust,role\n4,a\n5,b,c\n\n5,b,c,d\n", WIDE_ROW),
        (b"trust" + b",a" * 2_000 + b"\n4\n", WIDE_HEADER),
        (b"trust," + b"a" * 1_000_001, LONG),
    ],
)
def test_what_is_no_file_of_answers_is_refused(tmp_path: Path, small: Instrument, content: bytes, message: str) -> None:
    assert refusal(tmp_path, small, content) == message


def test_damage_far_down_names_the_row_before_it(tmp_path: Path, small: Instrument) -> None:
    text = "trust\n" + "4\n" * 50_000
    message = refusal(tmp_path, small, text.encode("utf-16") + b"\x00")
    assert "The text is damaged after this row. Save the file as CSV UTF-8." in message


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path, small: Instrument) -> None:
    with pytest.raises(AnswersError, match=r"none\.csv: There is no such file\."):
        tabular.read_file(tmp_path / "none.csv", small)
    with pytest.raises(AnswersError, match=r"This is a folder\. Name the file in it\."):
        tabular.read_file(tmp_path, small)
    with pytest.raises(AnswersError, match="cannot be opened"):
        tabular.read_file(Path("a\x00b"), small)


def test_a_text_file_has_no_sheets(tmp_path: Path, small: Instrument) -> None:
    message = refusal(tmp_path, small, b"trust\n4\n", sheet="Sheet1")
    assert message == ": Only a workbook has sheets, and this is none. Leave --sheet out."


def scores(tmp_path: Path, instrument: Instrument, content: bytes) -> Sequence[Sequence[int]]:
    return read_bytes(tmp_path, instrument, content).answers.scores.tolist()


def test_lines_may_end_in_any_way(tmp_path: Path, small: Instrument) -> None:
    for end in (b"\n", b"\r\n", b"\r"):
        assert scores(tmp_path, small, end.join([b"trust,time-to-change", b"4,5", b"3,2"])) == [[3, 2], [4, 1]]


def test_rows_that_end_early_are_blank_to_the_right(tmp_path: Path, small: Instrument) -> None:
    assert scores(tmp_path, small, b"trust,time-to-change\n4\n3,2\n5,5,,\n") == [[3, 2, 4], [SKIPPED, 1, 4]]


def test_the_row_in_a_message_is_the_row_of_a_spreadsheet(tmp_path: Path, small: Instrument) -> None:
    content = b'trust,trust.words\n4,"two\nlines"\n\n4,"three\n\nlines"\n9,\n'
    assert refusal(tmp_path, small, content).startswith(", row 5, column “trust”, value “9”: The score is off")


def test_blank_rows_above_the_header_are_passed_over_and_counted(tmp_path: Path, small: Instrument) -> None:
    assert refusal(tmp_path, small, b"\n,,\ntrust\n9\n").startswith(", row 4, column “trust”, value “9”")


def test_excels_separator_line_is_obeyed_and_not_counted(tmp_path: Path, small: Instrument) -> None:
    assert scores(tmp_path, small, b"sep=;\ntrust;time-to-change\n4;5\n") == [[3], [4]]
    assert refusal(tmp_path, small, b"sep=;\ntrust;time-to-change\n9;5\n").startswith(", row 2, ")


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
