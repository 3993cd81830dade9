"""All names that an enabler or a statement can have in a header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from greenshoots.core.instruments.model import Enabler, Instrument, Question
from greenshoots.tabular.wording import compact, plain

SHORTEST_INSIDE = 12
"""A name of fewer characters is not looked for inside a longer header: *Trust* may be part of anything."""

_TOOL_PREFIX = re.compile(r"\s*(?:G\d+)?Q\d+(?:\[\w+\])?\s*[.:)]\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_NUMBER_PREFIX = re.compile(
    r"\s*(?:question|q)?\s*\d{1,3}(?:\.\d{1,2})?(?:\s*[.:)–-]\s*|\s+)(?P<rest>.+)", re.IGNORECASE | re.DOTALL
)
_ENABLER_PREFIX = re.compile(
    r"\s*(?:enabler|condition|galluogydd|amod)\s*(?P<number>\d{1,2})\s*(?:[.:)–-]\s*(?P<rest>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_STATEMENT_PREFIX = re.compile(r"(?:statement|datganiad)\s*(?P<number>\d{1,2})\b.*", re.IGNORECASE | re.DOTALL)
_BRACKET = re.compile(r".*\[(?P<rest>[^\[\]]+)\]\s*", re.DOTALL)
_TRAILING_PARENTHESIS = re.compile(r"(?P<rest>.+?)\s*\([^()]*\)\s*\*?\s*", re.DOTALL)
_CUT_OFF = re.compile(r"(?P<rest>.{15,}?)\s*(?:…|\.\.\.)\s*", re.DOTALL)
_LONGEST = 2_000


class Fit(IntEnum):
    """How certainly a header names a question."""

    INSIDE = 1
    WHOLE = 2


class NamedQuestion(NamedTuple):
    """A question that a header names; `start` is the beginning of the name where the header was cut off."""

    question: Question
    fit: Fit
    start: str = ""


class Conflict(NamedTuple):
    """A header that names two enablers at once."""

    first: Enabler
    second: Enabler


def every_question(instrument: Instrument) -> tuple[Question, ...]:
    """Return each enabler as a whole and each of its statements, in the order of the instrument."""
    return tuple(
        question
        for enabler in instrument.enablers
        for question in (Question(enabler), *(Question(enabler, n + 1) for n in range(len(enabler.statements))))
    )


class Names:
    """The names of one instrument.

    Arguments:
        instruments: The instrument, and the same one in other languages and versions, whose names count too.
    """

    def __init__(self, instruments: Sequence[Instrument]) -> None:
        self.instrument = instruments[0]
        self.by_number = {enabler.number: enabler for enabler in self.instrument.enablers}
        self._ids = {question.id: question for question in every_question(self.instrument)}
        self._names: dict[str, Question | None] = {}
        self._spellings: dict[str, set[str]] = {}
        for translated in instruments:
            for question in every_question(translated):
                for name in _names_of(question):
                    self._add(name, self._ids[question.id])
                    self._spellings.setdefault(question.id, set()).add(plain(name))
        self._inside = [
            (f" {plain(name)} ", question)
            for name, question in self._spelled(instruments)
            if len(plain(name)) >= SHORTEST_INSIDE and self._names.get(compact(name)) is question
        ]

    def _add(self, name: str, question: Question) -> None:
        """Add a name. A name that two enablers share names neither; an enabler goes before its own statement."""
        key = compact(name)
        if not key:
            return
        known = self._names.setdefault(key, question)
        # Not the first of the two: scores would be put under an enabler that people may not have scored.
        if known is not None and known.enabler.id != question.enabler.id:
            self._names[key] = None

    def _spelled(self, instruments: Sequence[Instrument]) -> Iterator[tuple[str, Question]]:
        for translated in instruments:
            for question in every_question(translated):
                yield from ((name, self._ids[question.id]) for name in _names_of(question))

    def spellings(self, question: Question) -> list[str]:
        """Return every plain name of a question and of its enabler, the longest first."""
        return sorted(self._spellings[question.id] | self._spellings[question.enabler.id], key=len, reverse=True)

    def id(self, text: str) -> Question | None:
        """Find a question by its exact id."""
        return self._ids.get(text.strip().lower())

    def number(self, enabler: int, statement: int | None = None) -> Question | None:
        """Find a question by its number."""
        numbered = self.by_number.get(enabler)
        if numbered is None or (statement is not None and not 1 <= statement <= len(numbered.statements)):
            return None
        return Question(numbered, statement)

    def code(self, text: str) -> Question | None:
        """Find a question by its bare name."""
        return self._names.get(compact(text))

    def find(self, header: str) -> NamedQuestion | Conflict | None:
        """Find the question that a header names, with what survey tools put around it."""
        header = header[:_LONGEST]
        # “Enabler 3” claims the number of an enabler and may contradict the name after it. The 3 of “Q3.” is the form's
        # and contradicts nothing.
        if explicit := _ENABLER_PREFIX.fullmatch(header):
            return self._explicit(int(explicit["number"]), explicit["rest"] or "")
        for candidate in _candidates(header):
            if question := self.code(candidate):
                return NamedQuestion(question, Fit.WHOLE)
        for candidate in _candidates(header):
            if (cut := _CUT_OFF.fullmatch(candidate)) and (question := self._begins(compact(cut["rest"]))):
                return NamedQuestion(question, Fit.WHOLE, plain(cut["rest"]))
        return self._within(f" {plain(header)} ")

    def _explicit(self, number: int, rest: str) -> NamedQuestion | Conflict | None:
        enabler = self.by_number.get(number)
        if enabler is None:
            return None
        if (counted := _STATEMENT_PREFIX.fullmatch(rest)) and (
            statement := self.number(number, int(counted["number"]))
        ):
            return NamedQuestion(statement, Fit.WHOLE)
        named = self.find(rest)
        if isinstance(named, Conflict) or (named and named.question.enabler.id != enabler.id):
            return named if isinstance(named, Conflict) else Conflict(enabler, named.question.enabler)
        return named or NamedQuestion(Question(enabler), Fit.WHOLE)

    def _begins(self, start: str) -> Question | None:
        starting = {
            question.id: question for name, question in self._names.items() if question and name.startswith(start)
        }
        return next(iter(starting.values())) if len(starting) == 1 else None

    def _within(self, bare: str) -> NamedQuestion | None:
        names = [(name, question) for name, question in self._inside if name in bare]
        # A title may hold another enabler's short name: the longer one counts.
        longest = [
            question for name, question in names if not any(name != other and name in other for other, _ in names)
        ]
        enablers = {question.enabler.id for question in longest}
        if len(enablers) != 1:
            return None
        statements = {question.id: question for question in longest if question.number is not None}
        if len(statements) > 1:
            return None
        return NamedQuestion(next(iter(statements.values()), longest[0]), Fit.INSIDE)


def _names_of(question: Question) -> tuple[str, ...]:
    statement = question.statement
    own = (question.enabler.title, question.enabler.axis) if statement is None else (statement.text,)
    return (question.id, *own)


def _candidates(header: str) -> list[str]:
    candidates = [header]
    for pattern in (_TOOL_PREFIX, _NUMBER_PREFIX, _BRACKET, _TRAILING_PARENTHESIS):
        candidates += [match["rest"] for text in candidates if (match := pattern.fullmatch(text))]
    return candidates
