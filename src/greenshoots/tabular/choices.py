"""The different values of a group question, collected while a file is being read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.answers import NOT_GIVEN, Column, natural_order
from greenshoots.tabular import personal
from greenshoots.tabular.codes import DropReason
from greenshoots.tabular.wording import clean


class _Numbers(dict[str, int]):
    """The number of each different cell, in the order in which they appear."""

    def __missing__(self, cell: str) -> int:
        number = self[cell] = len(self)
        return number


class ColumnChoices:
    """The content of a column that may be a group question."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._codes = bytearray()
        self._overflow: DropReason | None = None

    def take(self, cells: Sequence[str]) -> None:
        """Add some cells. Once there are far too many different ones, nothing of the column is stored."""
        if self._overflow is None:
            codes = np.fromiter(map(self._numbers.__getitem__, cells), dtype=np.int32, count=len(cells))
            self._codes += codes.tobytes()
            if len(self._numbers) > 4 * personal.MOST_CHOICES:
                reason = personal.by_values(self.values, self._filled())
                # What was seen so far is mostly different; what the whole column would be is not known.
                self._overflow = DropReason.TOO_MANY_VALUES if reason is DropReason.MOSTLY_DIFFERENT else reason
                self.forget()

    def forget(self) -> None:
        """Discard the content of the column."""
        self._numbers, self._codes = _Numbers(), bytearray()

    @property
    def values(self) -> list[str]:
        """Return the different values, without blanks and differences of case and space."""
        return list({_choice(cell).casefold(): _choice(cell) for cell in self._numbers if _choice(cell)}.values())

    def reason_to_drop(self, *, days: bool = False) -> DropReason | None:
        """Return why the column must go, if anything; with `days` the column may hold dates."""
        values = [value for value in self.values if not (days and personal.is_day(value))]
        return self._overflow or personal.by_values(values, self._filled())

    def blank_out(self, belongs_to_one: Callable[[str], bool]) -> int:
        """Turn some values into blanks; return the number of cells that had them."""
        times, codes = self._times(), self._array()
        gone = [number for cell, number in self._numbers.items() if belongs_to_one(_choice(cell))]
        if not gone:
            return 0
        # The other choices keep their numbers, with a gap: a choice that was blanked once shifted the others.
        codes[np.isin(codes, gone)] = self._numbers[""]
        self._codes = bytearray(codes.tobytes())
        self._numbers = _Numbers({cell: number for cell, number in self._numbers.items() if number not in set(gone)})
        return int(sum(times[number] for number in gone))

    def column(self, name: str, kept: NDArray[np.bool_]) -> Column:
        """Return the column with its choices in their natural order: the order of the rows leaves no trace.

        Cells that differ in case or space only are one choice, written as most people wrote it. Only rows that are
        kept count, so a choice that only left-out rows made goes with them.
        """
        codes = self._array()[kept]
        times = np.bincount(codes, minlength=self._size())
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for cell, number in self._numbers.items():
            if times[number] and (text := _choice(cell)):
                spellings[text.casefold()][text] += int(times[number])
        written = {folded: _usual(counts) for folded, counts in spellings.items()}
        choices = sorted(written.values(), key=lambda text: (natural_order(text), text))
        place = {text: index for index, text in enumerate(choices)}
        table = np.full(len(times), NOT_GIVEN, dtype=np.int32)
        for cell, number in self._numbers.items():
            if times[number] and (text := _choice(cell)):
                table[number] = place[written[text.casefold()]]
        return Column(name, tuple(choices), table[codes])

    def _filled(self) -> int:
        times = self._times()
        return int(sum(times[number] for cell, number in self._numbers.items() if _choice(cell)))

    def _times(self) -> NDArray[np.int64]:
        return np.bincount(self._array(), minlength=self._size())

    def _size(self) -> int:
        # Not the number of values: those that were counted as blank have left gaps.
        return max(self._numbers.values(), default=0) + 1

    def _array(self) -> NDArray[np.int32]:
        return np.frombuffer(bytes(self._codes), dtype=np.int32).copy()


def _choice(cell: str) -> str:
    # Microsoft Forms ends each choice of a question that allows several with a semicolon.
    return clean(cell).rstrip("; ")


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda text: (-spellings[text], text))
