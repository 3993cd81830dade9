"""Suggestions of the guide and examples of what places have done: one file each, in our own words.

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
    """The kind of an entry."""

    SUGGESTION = "suggestion"
    EXAMPLE = "example"


class Level(StrEnum):
    """The level that can act, from the nearest to the furthest."""

    TEAM = "team"
    ORGANISATION = "organisation"
    SYSTEM = "system"
    REGION = "region"
    NATION = "nation"


class Effort(StrEnum):
    """The amount of work an entry takes."""

    HOURS = "hours"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Entry:
    """A suggestion or example.

    Attributes:
        id: The name of its file.
        enablers: The enablers it strengthens, by id, the closest first.
        place: The place of an example; empty for a suggestion.
        who: The levels that can do it.
        source: The section of the guide.
        text: The description, as Markdown.
        first_step: A first step for Monday, as Markdown.
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
        EntryError: the entry has no front matter, lacks a key, or names an unknown kind, level or effort.
    """
    # Two cuts at the most: the text of an entry may hold the same signs.
    parts = written.split(FENCE, 2)
    if len(parts) != 3 or parts[0].strip():
        raise EntryError(f"The library entry “{name}” must start with its details, between two lines of {FENCE}.")
    try:
        front_matter = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise EntryError(f"The details of the library entry “{name}” cannot be read: {error}.") from error
    text, _mark, first = parts[2].partition(FIRST_STEP)
    return _entry(front_matter, name, text.strip(), first.strip())


def _entry(front_matter: Mapping[str, Any], name: str, text: str, first: str) -> Entry:
    try:
        return Entry(
            id=name,
            title=str(front_matter["title"]),
            kind=Kind(front_matter["kind"]),
            enablers=tuple(map(str, front_matter["enablers"])),
            place=str(front_matter.get("place", "")),
            who=tuple(map(Level, front_matter["who"])),
            effort=Effort(front_matter["effort"]),
            source=str(front_matter["source"]),
            text=text,
            first_step=first,
        )
    except KeyError as missing:
        raise EntryError(f"The library entry “{name}” has no {missing.args[0]}.") from missing
    except ValueError as unknown:
        raise EntryError(f"The library entry “{name}” has an unknown value: {unknown}.") from unknown


@cache
def entries() -> tuple[Entry, ...]:
    """Return every entry that ships, in the order of the file names."""
    folder = resources.files("greenshoots.library") / "entries"
    # Sorted, because each system lists a folder in its own order.
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".md")), key=lambda file: file.name)
    return tuple(parse(file.read_text(encoding="utf-8"), name=file.name.removesuffix(".md")) for file in files)
