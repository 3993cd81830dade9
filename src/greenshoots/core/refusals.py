"""What was refused, and what a person should know, as values: each surface words them in the reader's language.

A sentence that is written here would be English on a Welsh page, and would advise an option of the command line to a
person in a browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Fact = str | int | tuple[str, ...]
"""Facts are plain values, so that they can cross from one process to another."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be done.

    Arguments:
        code: Which of the reasons that a family of the program knows.
        facts: What a sentence about it names: counts, names, values.
    """

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """What a person should know about something that was done.

    Arguments:
        code: Which of the notes that a family of the program knows.
        facts: What a sentence about it names.
    """

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
