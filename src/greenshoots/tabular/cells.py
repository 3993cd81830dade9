"""The cells of one row of a workbook, as the text a person sees."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as ET

from greenshoots.tabular import package
from greenshoots.tabular.package import Workbook

MOST_COLUMNS = 16_384
_DAY = dt.timedelta(days=1)


class _Letters(dict[str, int]):
    """The place of each column by its letters, counted from 0: A, B, …, Z, AA."""

    def __missing__(self, letters: str) -> int:
        place = 0
        for letter in letters:
            place = place * 26 + ord(letter) - ord("A") + 1
        if not (letters.isascii() and letters.isalpha() and letters.isupper() and place <= MOST_COLUMNS):
            raise ValueError(letters)
        self[letters] = place - 1
        return place - 1


class WorkbookRows:
    """Read rows of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._texts, self._dates = workbook.texts, workbook.dates
        self._first_day = dt.datetime(1904, 1, 1) if workbook.since_1904 else dt.datetime(1899, 12, 30)
        self._letters = _Letters()

    def row(self, element: ET.Element) -> list[str]:
        """Return the cells of a row from column A on; cells that are left out are empty."""
        cells = []
        for cell in element:
            # Nearly all cells hold a whole number or refer to a text; a call for each of them would take as long again.
            kind = cell.get("t")
            text = cell[0].text if len(cell) == 1 and kind is None and not self._dates else None
            cells.append(text if text is not None and text.isdecimal() else self._cell(cell))
        places = self._places(element)
        if places is None:
            return cells
        row = [""] * (max(places) + 1)
        for place, text in zip(places, cells, strict=True):
            row[place] = text
        return row

    def _places(self, element: ET.Element) -> list[int] | None:
        """Return the columns of the cells; None where they are A, B, C, … without a gap, as in most rows."""
        last = element[-1].get("r")
        if last is None or self._letters[last.rstrip("0123456789")] == len(element) - 1:
            return None
        places: list[int] = []
        for cell in element:
            reference = cell.get("r")
            before = places[-1] if places else -1
            places.append(before + 1 if reference is None else self._letters[reference.rstrip("0123456789")])
        return places

    def _cell(self, cell: ET.Element) -> str:
        if not len(cell):
            return ""
        kind = cell.get("t")
        if kind is None or kind == "n":
            return self._number(cell)
        if kind == "s":
            place = int(_value(cell))
            # A damaged workbook may say -1, which to Python is the last text.
            return self._texts[place] if place >= 0 else ""
        if kind == "inlineStr":
            return "".join(map(package.text_of, cell))
        if kind == "b":
            return "TRUE" if _value(cell) == "1" else "FALSE"
        return _value(cell)

    def _number(self, cell: ET.Element) -> str:
        text = _value(cell)
        if self._dates and text and cell.get("s") in self._dates:
            return self._date(float(text))
        if text.isdecimal() or not text:
            return text
        number = float(text)
        # A 4 may be stored as 4.0, and people see a 4.
        return str(int(number)) if number.is_integer() else repr(number)

    def _date(self, number: float) -> str:
        try:
            # Excel counts a 29 February 1900 that never was.
            early = 0 < number < 60 and self._first_day.year < 1904
            moment = self._first_day + (number + early) * _DAY
        except OverflowError:
            return repr(number)
        # Times are fractions of a day, so 09:14 is stored as a little less and would read 09:13:59.
        moment = (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
        if 0 <= number < 1:
            return moment.strftime("%H:%M:%S")
        return moment.date().isoformat() if number.is_integer() else moment.isoformat(sep=" ")


def _value(cell: ET.Element) -> str:
    """Return the text of a cell's value, which may follow a formula."""
    value = cell[-1] if len(cell) == 1 else next((child for child in cell if child.tag.endswith("}v")), None)
    if value is None or not value.tag.endswith("}v"):
        return ""
    return value.text or ""
