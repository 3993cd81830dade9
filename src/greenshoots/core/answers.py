"""The table of responses that every statistic starts from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.instruments.model import Enabler, Instrument, Question

UNSURE = -1
"""The code of *not sure*: an answer, but not a score."""

SKIPPED = -2
"""The code of a question left blank."""

NOT_GIVEN = -1
"""The code of a respondent group that was left blank."""

# A byte a score: a million responses to eleven enablers take 11 MB (decision 2).
Scores = NDArray[np.int8]
Codes = NDArray[np.int32]


def natural_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key by which *Round 2* comes before *Round 10*."""
    parts = re.split(r"(\d+)", text.casefold())
    # All tuples have the same shape, since Python refuses to compare a number with a text.
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A question with fixed choices that every participant was asked.

    Arguments:
        name: The question as the reader knows it, such as ``role``.
        choices: The choices, in the order in which they are shown.
        codes: One code for each response, shape (n,): an index into `choices`, or `NOT_GIVEN`.
    """

    name: str
    choices: tuple[str, ...]
    codes: Codes


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that one participant wrote about one enabler.

    Arguments:
        row: The response of the comment, counted from 0. It selects the round and nothing else; it is never shown.
        text: The comment.
    """

    row: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """All responses of one file or one pool.

    Create an instance with `collect`, which turns reversed statements round.

    Arguments:
        instrument: What was asked.
        questions: The questions that were answered, in the instrument's order.
        scores: One row for each question, one column for each response, shape (len(questions), n): the place on the
            scale, counted from 0 for the lowest point, or `UNSURE` or `SKIPPED`.
        columns: Respondent groups, round, viewpoint and mode, by name.
        words: Comments by enabler id.
    """

    instrument: Instrument
    questions: tuple[Question, ...]
    scores: Scores
    columns: Mapping[str, Column] = field(default_factory=dict)
    words: Mapping[str, Sequence[Remark]] = field(default_factory=dict)

    @classmethod
    def collect(
        cls,
        instrument: Instrument,
        questions: tuple[Question, ...],
        scores: Scores,
        *,
        columns: Mapping[str, Column] | None = None,
        words: Mapping[str, Sequence[Remark]] | None = None,
    ) -> Self:
        """Return answers with scores as people gave them, reversed statements turned round.

        From here on a reversed statement counts as minimum + maximum - score, so that a high score always means the
        same. `scores` is changed in place, so that a million responses need not be copied.
        """
        for index, question in enumerate(questions):
            if question.reverse:
                row = scores[index]
                np.subtract(instrument.scale.size - 1, row, out=row, where=row >= 0)
        return cls(instrument, questions, scores, columns or {}, words or {})

    def __len__(self) -> int:
        return int(self.scores.shape[1])

    def questions_of(self, enabler: Enabler) -> tuple[Question, ...]:
        """Return the questions that were answered about one enabler."""
        return tuple(question for question in self.questions if question.enabler.id == enabler.id)

    def take(self, rows: NDArray[np.bool_]) -> Self:
        """Return the responses that a mask selects, in the same order."""
        number = np.cumsum(rows) - 1
        columns = {name: replace(column, codes=column.codes[rows]) for name, column in self.columns.items()}
        words = {
            enabler: [Remark(int(number[remark.row]), remark.text) for remark in remarks if rows[remark.row]]
            for enabler, remarks in self.words.items()
        }
        return replace(self, scores=self.scores[:, rows], columns=columns, words=words)
