"""What the header of a column means.

The rules, first match wins:

1. what ``--map`` says;
2. our own layout: ``systems-mindset``, ``systems-mindset.2``, ``systems-mindset.words``, ``round``, ``viewpoint``,
   ``mode``;
3. columns that could tell who answered;
4. an enabler by its number, title, axis name or id, or a statement by its text or number, with what survey tools
   put around it: ``Q3. …``, ``G01Q02[SQ003]. …``, ``Please score … [Systems mindset]``, ``Enabler 3: …``;
5. words about an enabler: such a header with *comment*, *why*, *words* or *reason*, or a bare *Why?* right after
   the enabler's column;
6. anything else is a respondent group.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from greenshoots.core.answers import MODE, ROUND, VIEWPOINT
from greenshoots.core.instrument import Enabler, Instrument, Question
from greenshoots.tabular import personal
from greenshoots.tabular.values import plain

Kind = Literal["score", "words", "group", "dropped", "ignored"]

_OWN_COLUMNS = {
    ROUND: {"round", "wave", "rownd"},
    VIEWPOINT: {"viewpoint", "point of view", "view point", "safbwynt"},
    MODE: {"mode", "modd"},
}
_WORDS = re.compile(r"\b(comments?|why|words|reasons?|explain|explanation|tell us|anything to add|sylwadau?|pam)\b")
_BARE_WORDS = re.compile(r"(why|comments?|words|reasons?|why is that|why this score|pam|sylwadau?)( \d+)?")
_TOOL_PREFIX = re.compile(r"^\s*(?:G\d+)?Q\d+(?:\[\w+\])?\s*[.:)]\s+(?P<rest>.+)$", re.IGNORECASE | re.DOTALL)
_NUMBER_PREFIX = re.compile(
    r"^\s*(?:enabler|question|condition|q)?\s*\d+\s*[.:)–-]\s*(?P<rest>.+)$", re.IGNORECASE | re.DOTALL
)
_BRACKET = re.compile(r"\[(?P<rest>[^\[\]]{3,})\]\s*$")
_NUMBER = re.compile(
    r"(?:enabler|question|condition|q|e)?\s*0*(?P<enabler>\d{1,2})(?:\s*[._]\s*0*(?P<statement>\d{1,2}))?",
    re.IGNORECASE,
)
_SUBQUESTION = re.compile(r"(?P<array>\w+)\[(?:SQ)?0*(?P<number>\d{1,3})\]\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column is.

    Arguments:
        kind: What is done with it.
        question: For scores, what was scored.
        enabler: For words, what they are about.
        name: For a respondent group, its name.
        reason: For a dropped column, why.
    """

    kind: Kind
    question: Question | None = None
    enabler: Enabler | None = None
    name: str = ""
    reason: str = ""

    def __str__(self) -> str:
        """Say it to a person."""
        if self.kind == "score" and self.question is not None:
            return f"score: {self.question.id}"
        if self.kind == "words" and self.enabler is not None:
            return f"words about {self.enabler.id}"
        if self.kind == "group":
            own = self.name in _OWN_COLUMNS
            return self.name if own else f"respondent group: {self.name}"
        return f"dropped: {self.reason}" if self.kind == "dropped" else "ignored"


class Names:
    """Everything an enabler or statement of one instrument may be called."""

    def __init__(self, instrument: Instrument) -> None:
        self._by_name: dict[str, Question] = {}
        self._by_number = {enabler.number: enabler for enabler in instrument.enablers}
        self._ids = {question.id: question for question in _all_questions(instrument)}
        for question in _all_questions(instrument):
            statement = question.statement
            for name in (statement.text,) if statement else (question.enabler.title, question.enabler.axis):
                self._by_name.setdefault(plain(name), question)
            self._by_name.setdefault(plain(question.id), question)

    @property
    def ids(self) -> list[str]:
        """Give the ids, for messages."""
        return list(self._ids)

    def id(self, text: str) -> Question | None:
        """Find a question by its exact id."""
        return self._ids.get(text.strip().lower())

    def number(self, enabler: int, statement: int | None = None) -> Question | None:
        """Find a question by its number."""
        found = self._by_number.get(enabler)
        if found is None or (statement is not None and not 1 <= statement <= len(found.statements)):
            return None
        return Question(found, statement)

    def text(self, header: str) -> Question | None:
        """Find a question by what its header says."""
        for candidate in _candidates(header):
            if found := self._by_name.get(plain(candidate)):
                return found
        if found_number := _NUMBER.fullmatch(header.strip()):
            statement = found_number["statement"]
            return self.number(int(found_number["enabler"]), int(statement) if statement else None)
        bare = f" {plain(header)} "
        inside = {
            question.id: question for name, question in self._by_name.items() if len(name) > 12 and f" {name} " in bare
        }
        return next(iter(inside.values())) if len(inside) == 1 else None


def _all_questions(instrument: Instrument) -> list[Question]:
    return [
        question
        for enabler in instrument.enablers
        for question in (Question(enabler), *(Question(enabler, n + 1) for n in range(len(enabler.statements))))
    ]


def _candidates(header: str) -> list[str]:
    found = [header]
    for pattern in (_TOOL_PREFIX, _NUMBER_PREFIX, _BRACKET):
        found += [match["rest"] for text in found if (match := pattern.search(text))]
    return found


def understand(header: Sequence[str], instrument: Instrument) -> list[Meaning]:
    """Say what each column means, from the headers alone."""
    names, arrays = Names(instrument), _arrays(header, instrument)
    meanings: list[Meaning] = []
    before: Enabler | None = None
    for text in header:
        meaning = _one(text, names, arrays, before)
        if meaning.question is not None:
            before = meaning.question.enabler
        meanings.append(meaning)
    return meanings


def _one(text: str, names: Names, arrays: frozenset[str], before: Enabler | None) -> Meaning:
    bare = plain(text)
    if not bare:
        return Meaning("ignored")
    if question := names.id(text):
        return Meaning("score", question)
    if text.strip().lower().endswith(".words") and (question := names.id(text.strip()[: -len(".words")])):
        return Meaning("words", enabler=question.enabler)
    for name, synonyms in _OWN_COLUMNS.items():
        if bare in synonyms:
            return Meaning("group", name=name)
    if reason := personal.by_header(bare):
        return Meaning("dropped", reason=reason)
    if before is not None and _BARE_WORDS.fullmatch(bare):
        return Meaning("words", enabler=before)
    return _by_text(text, names, arrays)


def _by_text(text: str, names: Names, arrays: frozenset[str]) -> Meaning:
    if (sub := _SUBQUESTION.fullmatch(text.strip())) and sub["array"] in arrays:
        question = names.number(int(sub["number"]))
        if question is not None:
            return Meaning("score", question)
    question = names.text(text)
    if question is not None and not (question.statement is None and _says_words(text, question)):
        return Meaning("score", question)
    if question is None and _WORDS.search(plain(text)):
        question = names.text(_WORDS.sub(" ", plain(text)).strip().removeprefix("on ").removeprefix("about "))
    if question is not None:
        return Meaning("words", enabler=question.enabler)
    return Meaning("group", name=" ".join(text.split()))


def _says_words(text: str, question: Question) -> bool:
    """Tell whether a header that names an enabler asks for words about it, apart from the enabler's own name."""
    rest = plain(text)
    for name in (question.enabler.title, question.enabler.axis):
        rest = rest.replace(plain(name), " ")
    return _WORDS.search(rest) is not None


def _arrays(header: Sequence[str], instrument: Instrument) -> frozenset[str]:
    """Find arrays such as ``Q1[SQ001]`` with exactly one subquestion for each enabler."""
    found: dict[str, set[int]] = {}
    for text in header:
        if sub := _SUBQUESTION.fullmatch(text.strip()):
            found.setdefault(sub["array"], set()).add(int(sub["number"]))
    wanted = {enabler.number for enabler in instrument.enablers}
    return frozenset(array for array, numbers in found.items() if numbers == wanted)
