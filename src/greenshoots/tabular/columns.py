"""The columns of a file while it is being read: cells become codes at once, and raw rows are never stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.answers import SKIPPED, Remark
from greenshoots.core.instruments.model import ROUND, Question
from greenshoots.core.refusals import Fact
from greenshoots.tabular import personal
from greenshoots.tabular.choices import ColumnChoices
from greenshoots.tabular.codes import RefusalCode
from greenshoots.tabular.headers import OWN, Meaning
from greenshoots.tabular.values import FAULT, Codes
from greenshoots.tabular.wording import clean_lines


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that cannot be read.

    Arguments:
        row: Its row, as a spreadsheet shows it.
        place: Its column, counted from 0.
        header: Its column's header.
        value: Its content; None where that looks like an address or a telephone number.
        code: Why it cannot be read.
        facts: The facts of the refusal, but for the number of further cells.
    """

    row: int
    place: int
    header: str
    value: str | None
    code: RefusalCode
    facts: Mapping[str, Fact]


class Score:
    """A column of scores."""

    def __init__(self, place: int, header: str, question: Question, codes: Codes) -> None:
        self.place, self.header, self.question = place, header, question
        self.faults = 0
        self.first_fault: CellFault | None = None
        self._codes = codes
        self._scores = bytearray()

    def take(self, cells: Sequence[str], numbers: Sequence[int]) -> None:
        """Add some cells; `numbers` are their rows."""
        codes = np.fromiter(map(self._codes.__getitem__, cells), dtype=np.int8, count=len(cells))
        if codes.min() < SKIPPED:
            faults = np.flatnonzero(codes == FAULT)
            self.faults += len(faults)
            if self.first_fault is None:
                at = int(faults[0])
                self.first_fault = self._fault(cells[at], numbers[at])
        self._scores += codes.tobytes()

    def _fault(self, cell: str, row: int) -> CellFault:
        value = " ".join(cell.split())
        # A row that is shifted by one cell puts an e-mail address into a column of scores, and so into a message.
        hidden = personal.holds_an_address(value)
        shown = value if len(value) <= 60 else f"{value[:40]}…"
        facts: dict[str, Fact] = {
            **self._codes.facts(),
            "enabler": self.question.enabler.id,
            "long_text": len(value) > 25 and " " in value,
            # A number in row 2 is a wrong score, not a header that a survey tool wrote twice.
            "second_header": row == 2 and not any(map(str.isdigit, value)),
            "hidden": hidden,
        }
        code = self._codes.fault(cell) or RefusalCode.NOT_A_SCORE
        return CellFault(row, self.place, self.header, None if hidden else shown, code, facts)

    def scores(self) -> NDArray[np.int8]:
        """Return the codes of the whole column."""
        return np.frombuffer(self._scores, dtype=np.int8)


class CommentColumn:
    """A column of comments on an enabler."""

    def __init__(self, header: str, enabler: str) -> None:
        self.header, self.enabler = header, enabler
        self.remarks: list[Remark] = []

    def take(self, cells: Sequence[str], before: int) -> None:
        """Add some cells; `before` is the number of responses before them."""
        self.remarks += [
            Remark(before + place, text) for place, cell in enumerate(cells) if cell and (text := clean_lines(cell))
        ]


class GroupColumn:
    """A column that may be a group question, or round, viewpoint or mode."""

    def __init__(self, header: str, meaning: Meaning) -> None:
        self.header, self.meaning = header, meaning
        self.blanked = 0
        self.choices = ColumnChoices()

    def settle(self) -> None:
        """Drop the column if its values could identify people; blank out single values that could."""
        # A round may be named by its day. By a time it would tell when each person answered.
        own_round = self.meaning.name == ROUND
        if reason := self.choices.reason_to_drop(days=own_round):
            self.meaning = replace(self.meaning, kind="dropped", reason=reason)
            self.choices.forget()
            return
        self.blanked = self.choices.blank_out(
            lambda value: personal.belongs_to_one(value) and not (own_round and personal.is_day(value))
        )

    @property
    def kept(self) -> bool:
        """Return whether the column is still a group question."""
        return self.meaning.kind == "group"

    @property
    def guessed(self) -> bool:
        """Return whether the column is a group question only because no better meaning was found."""
        return self.kept and not self.meaning.settled and self.meaning.name not in OWN


@dataclass(slots=True)
class Unnamed:
    """A column without a header. It is left out, with a note if it is not empty."""

    header: str
    filled: bool = False

    def take(self, cells: Sequence[str]) -> None:
        """Note whether some cells are not empty."""
        self.filled = self.filled or any(cell.strip() for cell in cells)


@dataclass(slots=True)
class Columns:
    """All columns that are read, by their place in the file; the content of the others is never looked at."""

    scores: dict[int, Score] = field(default_factory=dict)
    words: dict[int, CommentColumn] = field(default_factory=dict)
    groups: dict[int, GroupColumn] = field(default_factory=dict)
    unnamed: dict[int, Unnamed] = field(default_factory=dict)
    taken: int = 0

    def take(self, rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> None:
        """Add some rows, all as wide as the header."""
        cells = list(zip(*rows, strict=True))
        for place, score in self.scores.items():
            score.take(cells[place], numbers)
        for place, words in self.words.items():
            words.take(cells[place], self.taken)
        for place, group in self.groups.items():
            group.choices.take(cells[place])
        for place, unnamed in self.unnamed.items():
            unnamed.take(cells[place])
        self.taken += len(rows)
