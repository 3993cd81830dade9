"""The header row laid out: a name of its own for every column, and what each column is read into."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Sequence

from greenshoots.core.errors import AnswersError
from greenshoots.tabular.codes import RefusalCode, refusal
from greenshoots.tabular.columns import Columns, CommentColumn, GroupColumn, Score, Unnamed
from greenshoots.tabular.headers import Meaning
from greenshoots.tabular.names import Conflict
from greenshoots.tabular.sources import SourceTable
from greenshoots.tabular.values import Codes
from greenshoots.tabular.wording import clean

LONGEST = 200
"""Characters of a header that are shown; the rest of a longer one is cut off."""

MOST_READ = 4_000
"""Characters of a header that are looked at."""


def texts(header: Sequence[str]) -> list[str]:
    """Return headers as they are compared: on one line, without unprintable signs."""
    return [clean(text[:MOST_READ]) for text in header]


def name_columns(header: Sequence[str]) -> list[str]:
    """Return a name for each column that no other column has, as messages and column mappings use it.

    Of columns with the same header the second is called *Why? (2)*; one without a header is called by its letter.
    """
    named: list[str] = []
    times: Counter[str] = Counter()
    taken = {text[:LONGEST] for text in texts(header)}
    for place, text in enumerate(texts(header)):
        name = text[:LONGEST] or f"(no name, column {letters(place)})"
        times[name] += 1
        own = name
        while times[name] > 1 and own in taken:
            # A file may have a column that is called “Why? (2)” itself, so the number goes on until the name is free.
            own = f"{name} ({times[name]})"
            times[name] += own in taken
        taken.add(own)
        named.append(own)
    return named


def letters(place: int) -> str:
    """Return the letters of a column, counted from 0, as a spreadsheet shows them.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        name = string.ascii_uppercase[letter] + name
    return name


def without_conflicts(row: int, named: Sequence[str], meanings: Sequence[Meaning | Conflict]) -> list[Meaning]:
    """Refuse headers that name two enablers, and two columns that mean the same."""
    seen: dict[tuple[str, str], str] = {}
    sure: list[Meaning] = []
    for header, meaning in zip(named, meanings, strict=True):
        if isinstance(meaning, Conflict):
            refused = refusal(
                RefusalCode.TWO_ENABLERS, header=header, by_number=meaning.first.id, by_name=meaning.second.id
            )
            raise AnswersError(refused, row=row, column=header)
        sure.append(meaning)
        if meaning.kind not in ("score", "group"):
            continue
        # Groups as well as scores: two columns of the same number once became one group unnoticed.
        same = (meaning.kind, meaning.about.casefold())
        if same in seen:
            refused = refusal(
                RefusalCode.SAME_MEANING, header=header, other=seen[same], kind=meaning.kind, about=meaning.about
            )
            raise AnswersError(refused, row=row, column=header)
        seen[same] = header
    return sure


def lay_out(opened: SourceTable, named: Sequence[str], meanings: Sequence[Meaning], codes: Codes) -> Columns:
    """Return what each column is read into; columns that are dropped or ignored are read into nothing."""
    columns = Columns()
    for place, (header, meaning) in enumerate(zip(named, meanings, strict=True)):
        if meaning.kind == "score" and meaning.question:
            columns.scores[place] = Score(place, header, meaning.question, codes)
        elif meaning.kind == "words" and meaning.enabler:
            columns.words[place] = CommentColumn(header, meaning.enabler.id)
        elif meaning.kind == "group":
            columns.groups[place] = GroupColumn(header, meaning)
        elif not clean(opened.header[place]):
            columns.unnamed[place] = Unnamed(header)
    return columns
