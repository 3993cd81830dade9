"""The different values of a respondent group, collected while a file is being read."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from greenshoots.core.answers import NOT_GIVEN, Column, natural_order
from greenshoots.tabular.personal import MOST_CHOICES


class Choices(dict[str, int]):
    """Give each different cell a number, in the order in which they come."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: list[np.ndarray] = []

    def __missing__(self, cell: str) -> int:
        """Give a number to a cell that has not been seen before."""
        number = len(self)
        self[cell] = number
        return number

    def take(self, cells: Iterable[str]) -> None:
        """Take in some cells. A column with far too many different ones is no respondent group: it is not kept."""
        if len(self) <= 4 * MOST_CHOICES:
            self._numbers.append(np.fromiter(map(self.__getitem__, cells), dtype=np.int32))

    @property
    def values(self) -> list[str]:  # type: ignore[override] # the different texts, not the numbers of a dict
        """Give the different values, blanks and differences of case and space set aside."""
        return list({_fold(cell): cell.strip() for cell in self if cell.strip()}.values())

    @property
    def filled(self) -> int:
        """Give how many cells are not blank."""
        blank = [number for cell, number in self.items() if not cell.strip()]
        return sum(len(numbers) - int(np.isin(numbers, blank).sum()) for numbers in self._numbers)

    def column(self, name: str) -> Column:
        """Give the column, its choices in their natural order: the order of the rows leaves no trace.

        Cells that differ in case or space only are one choice, written as most people wrote it.
        """
        numbers = np.concatenate(self._numbers) if self._numbers else np.zeros(0, dtype=np.int32)
        times = np.bincount(numbers, minlength=len(self))
        spellings: dict[str, list[tuple[int, str]]] = {}
        for cell, number in self.items():
            if cell.strip():
                spellings.setdefault(_fold(cell), []).append((-int(times[number]), " ".join(cell.split())))
        written = {folded: min(found)[1] for folded, found in spellings.items()}
        choices = sorted(written.values(), key=natural_order)
        place = {text: index for index, text in enumerate(choices)}
        codes = np.array(
            [place[written[_fold(cell)]] if cell.strip() else NOT_GIVEN for cell in self] or [0], dtype=np.int32
        )
        return Column(name, tuple(choices), codes[numbers])


def _fold(cell: str) -> str:
    return " ".join(cell.split()).casefold()
