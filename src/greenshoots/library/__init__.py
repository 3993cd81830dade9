"""What the guide suggests, and what places have done: one file for each, in our own words.

An entry is Markdown with TOML in front, between two lines of ``+++``. Facts come from the guide (sections 2.2.1 to
2.2.3); sentences do not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from greenshoots.core.errors import EntryError

FENCE = "+++"
FIRST_STEP = "## A first step for Monday"


class Kind(StrEnum):
    """What an entry is."""

    SUGGESTION = "suggestion"
    EXAMPLE = "example"


class Level(StrEnum):
    """Who can act, from the nearest to the furthest."""

    TEAM = "team"
    ORGANISATION = "organisation"
    SYSTEM = "system"
    REGION = "region"
    NATION = "nation"


class Effort(StrEnum):
    """How much of it there is to do."""

    HOURS = "hours"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Entry:
    """One suggestion or example.

    Attributes:
        id: The name of its file.
        enablers: The enablers it strengthens, by id, the closest first.
        place: Where it was done; empty for a suggestion.
        who: Who can do it.
        source: Where it comes from: a section of the guide, or what a place writes about its own story.
        text: What it is about, as Markdown.
        first_step: Something to begin with on Monday, as Markdown.
    """

    id: str
    title: str
    kind: Kind
    enablers: tuple[str, ...]
    place: str
    who: tuple[Level, ...]
    effort: Effort
    source: str
    text: str
    first_step: str


def parse(written: str, *, name: str) -> Entry:
    """Read an entry.

    Raises:
        EntryError: it has no front matter, lacks a part, or names a kind, a level or an effort that is unknown.
    """
    parts = written.split(FENCE, 2)
    if len(parts) != 3 or parts[0].strip():
        raise EntryError(f"The library entry “{name}” must start with its details, between two lines of {FENCE}.")
    try:
        facts = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise EntryError(f"The details of the library entry “{name}” cannot be read: {error}.") from error
    text, _mark, first = parts[2].partition(FIRST_STEP)
    return _entry(facts, name, text.strip(), first.strip())


def _entry(facts: Mapping[str, Any], name: str, text: str, first: str) -> Entry:
    try:
        return Entry(
            id=name,
            title=str(facts["title"]),
            kind=Kind(facts["kind"]),
            enablers=tuple(map(str, facts["enablers"])),
            place=str(facts.get("place", "")),
            who=tuple(map(Level, facts["who"])),
            effort=Effort(facts["effort"]),
            source=str(facts["source"]),
            text=text,
            first_step=first,
        )
    except KeyError as missing:
        raise EntryError(f"The library entry “{name}” has no {missing.args[0]}.") from missing
    except ValueError as unknown:
        raise EntryError(f"The library entry “{name}” has an unknown value: {unknown}.") from unknown


@cache
def entries() -> tuple[Entry, ...]:
    """Give every entry that ships, suggestions and examples, in the order of their files."""
    folder = resources.files("greenshoots.library") / "entries"
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".md")), key=lambda file: file.name)
    return tuple(parse(file.read_text(encoding="utf-8"), name=file.name.removesuffix(".md")) for file in found)
