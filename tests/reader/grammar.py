"""From finished sentences back to messages and facts, by the catalogue of a language and the names of a study.

A *phrase* is a kind of fact that is itself made of messages: “between 3.1 and 3.4”, “about 28 of 41 people”. A message
is compiled to a pattern with a phrase for each of its facts, so that a sentence is read only where all of it is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from tests.reader.phrases import FACTS, LISTS, PHRASES, Form, Message, With

from greenshoots.core.translation import DECIMALS, THOUSANDS, Voice

PLURALS = (0, 1, 2, 3, 6, 4)
"""A number for each form that a language may have."""

_FACT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Node:
    """A message that was read, with its facts."""

    message: Message
    facts: Mapping[str, object]

    def __getitem__(self, name: str) -> object:
        return self.facts[name]


@dataclass(frozen=True)
class Vocabulary:
    """The names that a study uses, as they are written.

    Arguments:
        enablers: Id by short name.
        choices: Choices of respondent groups.
        questions: Respondent groups.
        rounds: Names of rounds as they are shown.
        labels: Words for scale points, and for *not sure*.
        places: Who asked.
        titles: What enablers, their groups and the instrument are called in full.
    """

    enablers: Mapping[str, str]
    choices: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


@dataclass
class Grammar:
    """The patterns of one language and one vocabulary."""

    voice: Voice
    names: Vocabulary
    _sources: dict[str, str] = field(default_factory=dict)
    _compiled: dict[object, re.Pattern[str]] = field(default_factory=dict)

    def forms(self, message: Message | Form) -> list[tuple[str, int | None]]:
        """Return how a message is said: a form, or several with the number that each stands for without saying it."""
        if isinstance(message, Form):
            return [(message.words, None)]
        catalogue = self.voice.catalogue
        if isinstance(message, str):
            return [(catalogue.gettext(message), None)]
        found: dict[str, int] = {}
        for n in PLURALS:
            found.setdefault(catalogue.ngettext(*message, n), n)
        return list(found.items())

    def pattern(self, form: str, kinds: Mapping[str, str], *, named: bool = True) -> str:
        """Return the pattern of a form; its first letter may be small, as in the middle of a sentence."""
        parts, at = [], 0
        for fact in _FACT.finditer(form):
            parts.append(self._literal(form[at : fact.start()], first=at == 0))
            inner = self.source(kinds.get(fact[1], FACTS.get(fact[1], fact[1])))
            parts.append(f"(?P<{fact[1]}>{inner})" if named else f"(?:{inner})")
            at = fact.end()
        parts.append(self._literal(form[at:], first=at == 0))
        return "".join(parts)

    @staticmethod
    def _literal(text: str, *, first: bool) -> str:
        if first and text[:1].isalpha():
            return f"[{text[0].upper()}{text[0].lower()}]{re.escape(text[1:])}"
        return re.escape(text)

    def source(self, kind: str) -> str:
        """Return the pattern of a phrase, without names in it."""
        if kind not in self._sources:
            self._sources[kind] = self._source(kind)
        return self._sources[kind]

    def _source(self, kind: str) -> str:
        if kind in self.terminals:
            return self.terminals[kind]
        if kind in LISTS:
            item = self.source(LISTS[kind])
            return f"(?:{item})(?:(?:, (?:{item}))*{re.escape(self._and)}(?:{item}))?"
        found = []
        for option in PHRASES[kind]:
            if isinstance(option, str) and self._is_kind(option):
                found.append(self.source(option))
                continue
            said = option if isinstance(option, With) else With(option)
            patterns = [self.pattern(form, said.kinds, named=False) for form, _ in self.forms(said.message)]
            found += sorted(patterns, key=len, reverse=True)
        # The first that fits is taken, so phrases name the longer alternative first.
        return "|".join(f"(?:{one})" for one in found)

    def _is_kind(self, option: object) -> bool:
        return option in self.terminals or option in PHRASES or option in LISTS if isinstance(option, str) else False

    @cached_property
    def _and(self) -> str:
        form = self.voice.catalogue.gettext("{others} and {last}")
        return form.removeprefix("{others}").removesuffix("{last}")

    @cached_property
    def terminals(self) -> dict[str, str]:
        """Return the patterns of what is no message: numbers and names."""
        thousands = re.escape(self.voice.catalogue.pgettext(THOUSANDS, ","))
        point = re.escape(self.voice.catalogue.pgettext(DECIMALS, "."))
        whole = rf"\d{{1,3}}(?:{thousands}\d{{3}})+|\d+"
        names = self.names
        return {
            "int": whole,
            "dec": rf"-?\d+{point}\d+",
            "name": "“" + _any(names.enablers) + "”",
            "axis": _any(names.enablers),
            "choice": _any(names.choices),
            "question": _any(names.questions),
            "round": _any(names.rounds),
            "label": _any(names.labels),
            "place": _any(names.places),
            "title": _any(names.titles),
        }

    def read(self, kind: str, text: str) -> object:
        """Read a phrase.

        Raises:
            ValueError: it is none of this kind.
        """
        if kind in self.terminals:
            return self._terminal(kind, text)
        if kind in LISTS:
            return tuple(self.read(LISTS[kind], found[0]) for found in self._pattern(LISTS[kind]).finditer(text))
        for option in PHRASES[kind]:
            if self._is_kind(option):
                assert isinstance(option, str)
                if self._pattern(option).fullmatch(text):
                    return self.read(option, text)
                continue
            said = option if isinstance(option, With) else With(option)
            if (found := self.match(said.message, said.kinds, text)) is not None:
                return found
        raise ValueError(f"“{text}” is no {kind}.")

    def _pattern(self, kind: str) -> re.Pattern[str]:
        if kind not in self._compiled:
            self._compiled[kind] = re.compile(self.source(kind))
        return self._compiled[kind]

    def _terminal(self, kind: str, text: str) -> object:
        if kind == "int":
            return int(text.replace(self.voice.catalogue.pgettext(THOUSANDS, ","), ""))
        if kind == "dec":
            return Fraction(text.replace(self.voice.catalogue.pgettext(DECIMALS, "."), "."))
        if kind in ("name", "axis"):
            return self.names.enablers[text.strip("“”")]
        return text

    def match(self, message: Message | Form, kinds: Mapping[str, str], text: str) -> Node | None:
        """Read a text that is one message from beginning to end."""
        for form, number in self.forms(message):
            key = (form, tuple(sorted(kinds.items())))
            if key not in self._compiled:
                self._compiled[key] = re.compile(self.pattern(form, kinds))
            found = self._compiled[key].fullmatch(text)
            if found is not None:
                return self.node(message, kinds, found, number)
        return None

    def node(
        self, message: Message | Form, kinds: Mapping[str, str], found: re.Match[str], number: int | None
    ) -> Node | None:
        """Read the facts of a message that was found; None where one of them cannot be read."""
        facts: dict[str, object] = {} if number is None else {"n": number}
        for name, text in found.groupdict().items():
            try:
                facts[name] = self.read(kinds.get(name, FACTS.get(name, name)), text)
            except ValueError:
                return None
        return Node(message.words if isinstance(message, Form) else message, facts)


def _any(names: Sequence[str] | Mapping[str, str]) -> str:
    """Return a pattern for any of these names, the longest first; one that matches nothing where there is none."""
    found = sorted(names, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(name) for name in found) + ")" if found else "(?!)"
