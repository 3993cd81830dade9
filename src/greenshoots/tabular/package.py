"""The parts of a workbook: an archive of XML files that refer to each other."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO
from xml.etree import ElementTree as ET

from greenshoots.tabular.errors import OversizeError

MOST_BYTES = 16 << 20
"""Size of the small parts: the list of sheets, the styles."""

MOST_TEXT = 1 << 28
"""Size of the part with the texts of all cells."""

MOST_TEXTS = 2_000_000
"""How many texts there may be: two for each row that a sheet can have. Ten million of them took 1.6 GB from 1.3 MB."""

MOST_ELEMENTS = 500_000
"""Elements of a small part, or of one text; each takes a hundred bytes, from four in the file."""

DEEPEST = 50
MOST_SHEET = 4 << 30
SMALL, MOST_TIMES = 64 << 20, 200
"""From this size on, a part that unpacks to so many times its size is made to fill a machine."""

# Numbers of the date formats that every workbook has, from ECMA-376 part 1, 18.8.30.
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_TEXTS = re.compile(rb"<(?:[\w.-]+:)?sst[\s>/]")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class PackageSheet:
    """A sheet: its name, its path in the archive, and whether people see it."""

    name: str
    path: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What is needed to read the cells of any sheet.

    Arguments:
        sheets: The sheets in their order.
        texts: The texts that cells refer to by number.
        dates: The styles that show a number as a date, as cells name them.
        since_1904: True where days are counted from 1904 and not from 1900.
    """

    sheets: tuple[PackageSheet, ...]
    texts: tuple[str, ...]
    dates: frozenset[str]
    since_1904: bool


def open_workbook(stream: BinaryIO) -> Workbook:
    """Read everything but the sheets themselves; raises what the parsers raise where the archive is damaged."""
    with zipfile.ZipFile(stream) as archive:
        main = next(target for kind, _, target in _related(archive, "") if kind == "officeDocument")
        root = _xml(archive, main)
        if _local(root) != "workbook":
            raise ValueError(root.tag)
        related = list(_related(archive, main))
        targets = {id_: target for _, id_, target in related}
        by_kind = {kind: target for kind, _, target in related}
        properties = next((item for item in root if _local(item) == "workbookPr"), None)
        sheets = tuple(
            PackageSheet(item.get("name", ""), targets[_reference(item)], item.get("state", "visible") == "visible")
            for item in root.iter()
            if _local(item) == "sheet" and "/worksheets/" in targets[_reference(item)].lower()
        )
        if not sheets:
            raise ValueError("no sheets")
        return Workbook(
            sheets,
            tuple(_texts(archive, by_kind.get("sharedStrings"))),
            _date_styles(archive, by_kind.get("styles")),
            properties is not None and properties.get("date1904") in ("1", "true"),
        )


def text_of(element: ET.Element) -> str:
    """Return the text of a cell, its formatting and reading aids left out."""
    parts = []
    for child in element:
        if _local(child) == "t":
            parts.append(child.text or "")
        elif _local(child) == "r":
            parts.append(text_of(child))
    text = "".join(parts)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _related(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield kind, id and path of the parts that a part refers to."""
    folder, name = posixpath.split(part)
    for item in _xml(archive, posixpath.join(folder, "_rels", f"{name}.rels")):
        if item.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))).lstrip("/")
            yield item.get("Type", "").rpartition("/")[2], item.get("Id", ""), target


def open_part(archive: zipfile.ZipFile, part: str, most: int) -> IO[bytes]:
    """Open a part that is no larger than it may be; what a file says of its size, the archive holds it to."""
    about = archive.getinfo(part)
    if about.file_size > most:
        raise OversizeError(part)
    # A workbook of 1.3 MB took 1.6 GB and two minutes in the process in which people answer (decision 23).
    if about.file_size > SMALL and about.file_size > MOST_TIMES * max(about.compress_size, 1):
        raise OversizeError(part)
    return archive.open(about)


def _xml(archive: zipfile.ZipFile, part: str) -> ET.Element:
    with open_part(archive, part, MOST_BYTES) as stream:
        text = stream.read()
    # In UTF-16 a DOCTYPE would not be seen; no program writes workbooks so.
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\x00" in text:
        raise ValueError("not a workbook's XML")
    # Counted before parsing: each element takes a hundred bytes, from four in the file.
    if text.count(b"<") > MOST_ELEMENTS:
        raise OversizeError(part)
    return ET.fromstring(text)  # noqa: S314 - the dangers lie in a DOCTYPE, and that has just been refused


def _texts(archive: zipfile.ZipFile, part: str | None) -> Iterator[str]:
    if part is None:
        return
    with open_part(archive, part, MOST_TEXT) as stream:
        start = stream.read(1 << 16)
        root = _TEXTS.search(start)
        # A DOCTYPE can only stand before the first element.
        if root is None or b"<!DOCTYPE" in start[: root.start()] or b"\x00" in start[: root.start()]:
            raise ValueError("not a workbook's XML")
    with open_part(archive, part, MOST_TEXT) as stream:
        depth = inside = number = 0
        root_element = None
        for event, element in ET.iterparse(stream, ("start", "end")):  # noqa: S314 - no DOCTYPE, as just checked
            root_element = element if root_element is None else root_element
            depth += 1 if event == "start" else -1
            inside += 1
            # Twice, because each element starts and ends.
            if depth > DEEPEST or inside > 2 * MOST_ELEMENTS:
                raise OversizeError(part)
            if event == "end" and depth == 1:
                number, inside = number + 1, 0
                if number > MOST_TEXTS:
                    raise OversizeError(part)
                yield text_of(element)
                # What is left of a text in the tree is a hundred bytes, however often it was read.
                root_element.clear()


def _date_styles(archive: zipfile.ZipFile, part: str | None) -> frozenset[str]:
    if part is None:
        return frozenset()
    root = _xml(archive, part)
    dates = {str(number) for number in _DATE_FORMATS}
    for item in root.iter():
        if _local(item) == "numFmt" and _shows_a_date(item.get("formatCode", "")):
            dates.add(item.get("numFmtId", ""))
    styles = next((item for item in root if _local(item) == "cellXfs"), ())
    return frozenset(str(place) for place, style in enumerate(styles) if style.get("numFmtId") in dates)


def _shows_a_date(code: str) -> bool:
    return re.search("[dmyhs]", _QUOTED.sub("", code), re.IGNORECASE) is not None and "general" not in code.lower()


def _reference(element: ET.Element) -> str:
    return next(value for key, value in element.attrib.items() if key.endswith("}id"))


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
