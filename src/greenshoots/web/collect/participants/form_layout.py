"""The form as a template draws it: steps, fields and options, filled in with the answers so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from greenshoots.core.instruments.model import Enabler, Instrument, ScoreEach, Statement
from greenshoots.web.collect.participants import explanations
from greenshoots.web.collect.participants.page_data import About, Fault, Given
from greenshoots.web.collect.responses.models import PendingResponse

NOT_SURE = "not-sure"
WORDS_FOR = PendingResponse.WordsFor


@dataclass(frozen=True, slots=True)
class Option:
    """One radio button."""

    id: str
    value: str
    label: str
    number: str = ""
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Radios:
    """Radio buttons of one question, under the name of their field."""

    name: str
    legend: str
    options: tuple[Option, ...]
    hint: str = ""
    fault: str = ""
    required: bool = False

    @property
    def chosen(self) -> str:
        """Return the label of the chosen option, or an empty string."""
        return next((" ".join(filter(None, (o.number, o.label))) for o in self.options if o.checked and o.value), "")


@dataclass(frozen=True, slots=True)
class Text:
    """A text field."""

    name: str
    value: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One enabler: its statements, its scores and a comment.

    Attributes:
        family: The title of the enabler's group in the instrument.
        colour: The number of that group in the instrument, which decides the colour.
        scores: One question for the enabler, or one for each statement.
        statements: The statements to read first; empty where each statement has its own score.
    """

    enabler: Enabler
    family: str
    colour: int
    scores: tuple[Radios, ...]
    statements: tuple[Statement, ...]
    words: Text | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole form."""

    viewpoint: Radios | None
    groups: tuple[Radios, ...]
    parts: tuple[Part, ...]
    words_for: Radios | None
    name: Text | None
    confirm: bool


def lay_out(about: About, given: Given | None, faults: Sequence[Fault] = ()) -> Sheet:
    """Build the form.

    Arguments:
        about: The round and its questions.
        given: The answers to fill in.
        faults: The answers to correct.
    """
    answers = given or Given()
    wrong = {fault.field: fault.sentence for fault in faults}
    return Sheet(
        viewpoint=_viewpoint(about, answers, wrong) if len(about.viewpoints) > 1 else None,
        groups=_groups(about, answers, wrong),
        parts=tuple(_part(about, enabler, answers, wrong) for enabler in about.instrument.enablers),
        words_for=_words_for(about, answers, wrong) if about.words else None,
        name=Text("name", answers.get("name"), wrong.get("name", "")) if about.named else None,
        confirm="confirm-blank" in wrong,
    )


def _option(name: str, value: str, label: str, given: Given, number: str = "", default: str = "") -> Option:
    chosen = bool(value) and (given.get(name) or default) == value
    return Option(f"{name}-{value or 'none'}", value, label, number, chosen)


def _viewpoint(about: About, given: Given, wrong: dict[str, str]) -> Radios:
    options = (
        _option("viewpoint", str(n), explanations.viewpoint(value), given) for n, value in enumerate(about.viewpoints)
    )
    legend = _("What are your scores about?")
    hint = _("Choose one. Think of it each time you give a score.")
    return Radios("viewpoint", legend, tuple(options), hint, wrong.get("viewpoint", ""), required=True)


def _groups(about: About, given: Given, wrong: dict[str, str]) -> tuple[Radios, ...]:
    questions = []
    for group in about.groups:
        name = f"g-{group.code}"
        options = [_option(name, str(choice.number), choice.label, given) for choice in group.choices]
        options.append(_option(name, "", _("Prefer not to say"), given))
        questions.append(
            Radios(name, group.question, tuple(options), explanations.small_choices(about, group), wrong.get(name, ""))
        )
    return tuple(questions)


def _part(about: About, enabler: Enabler, given: Given, wrong: dict[str, str]) -> Part:
    instrument = about.instrument
    family = instrument.group_of(enabler)
    asked = [question for question in instrument.questions if question.enabler.id == enabler.id]
    scores = []
    for question in asked:
        name = f"s-{question.id}"
        legend = question.statement.text if question.statement else enabler.title
        scores.append(Radios(name, legend, _points(instrument, name, given), fault=wrong.get(name, "")))
    text = f"w-{enabler.id}"
    return Part(
        enabler=enabler,
        family=family.title,
        colour=instrument.groups.index(family) % 6,
        scores=tuple(scores),
        statements=enabler.statements if instrument.score_each is ScoreEach.ENABLER else (),
        words=Text(text, given.get(text), wrong.get(text, "")) if about.words else None,
    )


def _points(instrument: Instrument, name: str, given: Given) -> tuple[Option, ...]:
    scale = instrument.scale
    points = [_option(name, str(p), scale.labels.get(p, ""), given, number=str(p)) for p in scale.points]
    return (*points, _option(name, NOT_SURE, scale.unsure, given))


def _words_for(about: About, given: Given, wrong: dict[str, str]) -> Radios:
    default = str(int(WORDS_FOR.RESULTS))
    options = tuple(
        _option("words-for", str(int(who)), str(who.label), given, default=default)
        for who in (WORDS_FOR.RESULTS, WORDS_FOR.FACILITATOR)
    )
    return Radios("words-for", _("Who can see your comments?"), options, fault=wrong.get("words-for", ""))
