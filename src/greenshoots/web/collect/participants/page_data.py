"""What a page to answer on shows, as plain values: `kept` makes them from rows, `pages` makes the page from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from greenshoots.core.instruments.model import RIGHT_TO_LEFT, Instrument
from greenshoots.web.collect.responses.hooks import Since

DO = "do"
"""The name of the button that was pressed; what follows are its values."""

CHECK, CHANGE, SEND = "check", "change", "send"
"""Of the page to answer on and of the page to check: show the check page, show the form again, keep the answers."""

FIND, WITHDRAW = "find", "withdraw"
"""Of the page to come back on."""

WORDS_MOST = 1000
"""The most characters of a few words about one enabler."""

NAME_MOST = 120


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a respondent group.

    Attributes:
        number: Its code in stored answers.
        label: What people read.
        asked: How many people of this choice were asked in the round; None where nobody said.
    """

    number: int
    label: str
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A question with fixed choices asked of everybody who answers."""

    code: str
    question: str
    choices: tuple[Choice, ...]
    shown: bool = True
    """False where the choices are asked but no results are shown by them."""


@dataclass(frozen=True, slots=True)
class About:
    """All that the pages of one round say, in one language.

    Attributes:
        round: The code of the round: its address is ``/a/ROUND``.
        number: The round's number, counted from 1.
        asking: Who is asking and why, in the facilitator's words.
        instrument: What is asked, in `language`.
        language: The language of these pages.
        languages: What is offered, each with its own name: ``(("en", "English"), ("cy", "Cymraeg"))``.
        viewpoints: The viewpoints on offer, values of `diagnostics.models.Viewpoint`, in the diagnostic's order.
        protection: A value of `diagnostics.models.Protection`.
        words: True where people may write a few words about each enabler.
        afterwards: A value of `diagnostics.models.Afterwards`.
        edition: Counts changes to what people read.
        state: ``draft``, ``open`` or ``closed``, as it is now.
        named: True where people sign their scores.
        has_open_link: False where only personal links bring answers in.
        results_address: Where the published results are, or empty.
        minutes: How long answering takes; 0 lets the pages estimate it.
        since: What was decided after the round before and what became of it; None where the team tells nothing.
        page_address: Where it says what became of this round, or empty.
        shared: True where people share a device, which then keeps nothing.
        preview: True where the team looks at the pages before anybody is asked; they then say so.
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
        """Give ``rtl`` for a language written from right to left, else ``ltr``."""
        return "rtl" if self.language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gave, by the names of the form's fields, as it came in; the page comes back filled in with it.

    The names: ``edition``, ``code`` (the private code, with or without dashes) and `DO`; ``viewpoint`` (its place
    among the viewpoints), ``g-GROUP`` (the choice's number), ``s-QUESTION`` (the score, or ``not-sure``),
    ``w-ENABLER``, ``words-for`` (1 or 2), ``name`` and ``confirm-blank``.
    """

    fields: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Give what stands in a field, or nothing."""
        return self.fields.get(name, "")

    @property
    def blank(self) -> bool:
        """Tell whether there is nothing to count: no score, no *not sure* and no words."""
        return not any(value.strip() for name, value in self.fields.items() if name.startswith(("s-", "w-")))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to put right: the field's name (empty for the page as a whole) and a sentence on what to do."""

    field: str
    sentence: str
