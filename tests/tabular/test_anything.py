"""Whatever comes in: it is read, or refused with a sentence; nothing else is ever raised."""

import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from greenshoots import tabular
from greenshoots.cli import file_wording, map_file
from greenshoots.cli.errors import CommandError
from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments.model import Instrument

QUICK = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
WHOLE = (
    b"round,role,trust,shared-purpose,time-to-change,trust.words,Email\r\n"
    b'1,Cook,4,Agree,Not sure,"One ""two""\r\nthree",a@example.org\r\n2,Driver,5,,1,,b@example.org\r\n'
) * 1
MANGLE = st.lists(
    st.tuples(
        st.integers(0, 400), st.integers(0, 30), st.binary(max_size=12) | st.sampled_from([b'"', b",", b";", b"\r"])
    ),
    min_size=1,
    max_size=6,
)


def read_or_refuse(path: Path, instrument: Instrument, mapping: Path | None = None) -> str:
    """Read it as the command line does; return the sentence where it is refused."""
    try:
        settled = None if mapping is None else map_file.read(mapping).mapping
        reading = tabular.read_file(path, instrument, mapping=settled)
    except AnswersError as error:
        return file_wording.error(error)
    except CommandError as error:
        return str(error)
    assert len(reading.answers) > 0
    assert reading.answers.scores.min() >= -2
    assert reading.answers.scores.max() < instrument.scale.size
    return ""


def mangled(content: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for at, length, new in changes:
        at %= len(content) + 1
        content = content[:at] + new + content[at + length :]
    return content


@QUICK
@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00\x00")
@example(b"PK\x03\x04")
@example(b"\x00")
def test_any_bytes(tmp_path: Path, small: Instrument, content: bytes) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)
    read_or_refuse(path, small)


@QUICK
@given(MANGLE, st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_a_mangled_text_file(
    tmp_path: Path, small: Instrument, changes: list[tuple[int, int, bytes]], code: str
) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(mangled(WHOLE.decode().encode(code), changes))
    read_or_refuse(path, small)


@QUICK
@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=6), min_size=1, max_size=6))
def test_any_table(write, small: Instrument, rows: list[list[str]]) -> None:
    path = write([["trust", *(f"{cell}" for cell in rows[0])], *([str(len(row) % 7), *row] for row in rows)])
    read_or_refuse(path, small)


@QUICK
@given(
    st.lists(
        st.text(max_size=30) | st.sampled_from(["[", "Q1[SQ001]", "1.1", "Why?", "trust…", "Enabler 1:"]), max_size=6
    )
)
def test_any_headers(write, small: Instrument, header: list[str]) -> None:
    read_or_refuse(write([["Trust", *header], ["4", *("a" for _ in header)]]), small)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = tmp_path_factory.mktemp("whole") / "whole.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["trust", "role", "shared-purpose", "trust.words"])
        sheet.write_row(1, 0, [4, "Cook", "Agree", "One"])
        sheet.write_row(2, 0, [5, "Driver", None, "Two"])
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@settings(QUICK, max_examples=200)
@given(st.integers(0, 2**32), st.data())
def test_a_mangled_workbook(
    tmp_path: Path, small: Instrument, parts: dict[str, bytes], seed: int, data: st.DataObject
) -> None:
    names = [name for name in parts if name.startswith(("xl/w", "xl/s", "_rels", "xl/_rels"))]
    name = random.Random(seed).choice(names)
    content = parts[name]
    at = data.draw(st.integers(0, len(content)))
    new = data.draw(
        st.binary(max_size=4)
        | st.sampled_from(
            [b"<", b">", b'"', b"9", b"-1", b"</row>", b"<c>", b"&amp;", b"&x;", b"<!--", b"1e999", b"nan"]
        )
    )
    content = content[:at] + new + content[at + data.draw(st.integers(0, 12)) :]
    path = tmp_path / "answers.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for each, whole in parts.items():
            archive.writestr(each, content if each == name else whole)
    read_or_refuse(path, small)


@QUICK
@given(
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 9), st.binary(max_size=4)), min_size=1, max_size=4),
    st.data(),
)
def test_a_mangled_archive(
    tmp_path: Path,
    small: Instrument,
    parts: dict[str, bytes],
    changes: list[tuple[int, int, bytes]],
    data: st.DataObject,
) -> None:
    path = tmp_path / "answers.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    content = mangled(path.read_bytes(), changes)
    path.write_bytes(b"PK\x03\x04" + content[4:] if data.draw(st.booleans()) else content)
    read_or_refuse(path, small)


@QUICK
@given(st.text(max_size=80) | st.binary(max_size=20))
@example('[columns]\n"trust" = "ignore"')
@example("[values]\n4 = " + "9" * 5_000)
@example("a = " + "[" * 5_000)
def test_any_map_file(write, small: Instrument, tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "columns.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    read_or_refuse(write([["trust"], ["4"]]), small, mapping=path)
