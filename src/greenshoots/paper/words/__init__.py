"""The words of a form apart from the questions, one TOML file per language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

OWN = "en"
"""The language for those that have no file here."""


@dataclass(frozen=True, slots=True)
class PaperWords:
    """The words of a language. What is in braces is filled in when a form is made."""

    language: str
    asked_by: str
    draft: str
    what_title: str
    what: tuple[str, ...]
    protection_title: str
    protection: tuple[str, ...]
    how_title: str
    how_subject: str
    how_enabler: str
    how_statement: str
    how_unsure: str
    how_tick: str
    how_sheet: str
    how_text: str
    scale: str
    groups_title: str
    groups_how: str
    own_words: str
    choose: str
    spider_title: str
    spider_how: tuple[str, ...]
    spider_rings: str
    spider_average: str
    spider_reverse: str
    spider_alt: str
    axes_title: str
    part: str
    your_score: str
    source: str
    version: str
    page: str


def languages() -> tuple[str, ...]:
    """Return the languages that have a file."""
    names = [item.name for item in resources.files(__name__).iterdir()]
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def load(language: str) -> PaperWords:
    """Return the words of a language, or the English words if it has no file."""
    primary = language.split("-")[0].lower()
    code = primary if primary in languages() else OWN
    table = tomllib.loads((resources.files(__name__) / f"{code}.toml").read_text(encoding="utf-8"))
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return PaperWords(language=code, **values)
