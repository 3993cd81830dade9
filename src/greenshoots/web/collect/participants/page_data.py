"""What a participants' page shows, as plain values: `page_cache` reads them from tables, `pages` renders them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from greenshoots.core.instruments.model import RIGHT_TO_LEFT, Instrument
from greenshoots.web.collect.responses.hooks import Since

DO = "do"
"""The field name of the buttons; their values follow."""

CHECK, CHANGE, SEND = "check", "change", "send"
"""Buttons of the form and the check page: show the check page, show the form again, store the answers."""

FIND, WITHDRAW = "find", "withdraw"
"""Buttons of the page where people return with their private code."""

WORDS_MOST = 1000
"""The most characters of a comment on one enabler."""

NAME_MOST = 120


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a respondent group.

    Attributes:
        number: Its code in stored responses.
        label: The text that people read.
        asked: How many people of this choice were asked in the round; None where the team did not say.
    """

    number: int
    label: str
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group question: fixed choices, asked of everyone who answers."""

    code: str
    question: str
    choices: tuple[Choice, ...]
    shown: bool = True
    """False where people choose but results are not shown by this question."""


@dataclass(frozen=True, slots=True)
class About:
    """Everything the pages of one round say, in one language.

    Attributes:
        round: The code of the round: its address is ``/a/ROUND``.
        number: The round's number, counted from 1.
        asking: Who is asking and why, as the facilitator wrote it.
        instrument: The questions, in `language`.
        language: The language of these pages.
        languages: The languages on offer, each with its own name: ``(("en", "English"), ("cy", "Cymraeg"))``.
        viewpoints: The viewpoints on offer, values of `diagnostics.models.Viewpoint`, in the diagnostic's order.
        protection: A value of `diagnostics.models.Protection`.
        words: True where people can comment on each enabler.
        afterwards: A value of `diagnostics.models.Afterwards`.
        edition: Goes up with each change to what people read.
        state: ``draft``, ``open`` or ``closed``, as it is now.
        named: True where people sign their scores.
        has_open_link: False where people can answer only with a personal link.
        results_address: Where the published results are, or empty.
        minutes: How long answering takes; 0 lets the pages estimate it.
        since: What was decided after the last round and what happened next; None where the team published nothing.
        page_address: The address of the page on what happened after this round, or empty.
        shared: True where people share a device, which then stores nothing.
        preview: True where the team previews the pages, which then say so.
    """

    round: str
    number: int
    place: str
    subject: str
    asking: str
    contact: str
    instrument: Instrument
    language: str = "en"
    languages: tuple[tuple[str, str], ...] = (("en", "English"),)
    viewpoints: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    protection: str = "protected"
    k: int = 5
    k_words: int = 10
    c: int = 1
    words: bool = True
    afterwards: str = "results"
    opens: datetime | None = None
    closes: datetime | None = None
    edition: int = 1
    state: str = "open"
    named: bool = False
    has_open_link: bool = True
    results_address: str = ""
    minutes: int = 0
    since: Since | None = None
    page_address: str = ""
    shared: bool = False
    preview: bool = False

    @property
    def direction(self) -> str:
        """Return ``rtl`` for a language written from right to left, else ``ltr``."""
        return "rtl" if self.language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Given:
    """The fields of a form as they were sent; the page can come back filled in with them.

    The names: ``edition``, ``code`` (the private code, with or without dashes) and `DO`; ``viewpoint`` (its index
    in the viewpoints), ``g-GROUP`` (the choice's number), ``s-QUESTION`` (the score, or ``not-sure``),
    ``w-ENABLER``, ``words-for`` (1 or 2), ``name`` and ``confirm-blank``.
    """

    fields: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return the value of a field, or an empty string."""
        return self.fields.get(name, "")

    @property
    def blank(self) -> bool:
        """Return whether there is nothing to count: no score, no *not sure* and no comment."""
        return not any(value.strip() for name, value in self.fields.items() if name.startswith(("s-", "w-")))


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault to correct: the field's name (empty for the page as a whole) and a sentence on what to do."""

    field: str
    sentence: str
