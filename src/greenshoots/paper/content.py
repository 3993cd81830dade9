"""The content of a form, whatever the format: every format prints the same sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.instruments.model import Enabler, Instrument, ScoreEach
from greenshoots.core.language import quantities
from greenshoots.paper import words
from greenshoots.paper.words import PaperWords

MINUTES_EACH = {ScoreEach.ENABLER: 0.7, ScoreEach.STATEMENT: 0.35}
"""Minutes to read and score one question: eleven enablers take about eight."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperStatement:
    """A statement, with a number if it is scored on its own."""

    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class PaperEnabler:
    """An enabler.

    Arguments:
        number, title: As the instrument has them.
        items: Its statements.
    """

    number: int
    title: str
    items: tuple[PaperStatement, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A group of enablers."""

    title: str
    summary: str
    parts: tuple[PaperEnabler, ...]


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A whole form.

    Arguments:
        title: Of the instrument.
        subject: The subject; may be empty.
        asked_by: The place that asks, as a phrase; may be empty.
        notes: Sentences to read first: the warning of a draft, a note from the people who ask.
        what, protection, how: About the form, what happens with answers, how to answer.
        about: The respondent groups to ask for, each with its choices.
        points: The scores and their labels, empty where a score has none.
        unsure: The label of *not sure*.
        each_statement: True if each statement is scored.
        chapters: The questions.
        spider: How to draw the spider.
        alt: The text alternative of the empty spider.
        axes: Number and name of each axis.
        words: The form's own words.
        source, footer: The source of the questions; the footer of each page.
        language, direction: Of the questions.
    """

    title: str
    subject: str
    asked_by: str
    notes: tuple[str, ...]
    what: Passage
    protection: Passage
    how: Passage
    about: tuple[tuple[str, tuple[str, ...]], ...]
    points: tuple[tuple[int, str], ...]
    unsure: str
    each_statement: bool
    chapters: tuple[Chapter, ...]
    spider: Passage
    alt: str
    axes: tuple[tuple[int, str], ...]
    words: PaperWords
    source: str
    footer: str
    language: str
    direction: str


def write(
    instrument: Instrument,
    policy: Policy,
    *,
    groups: Mapping[str, Sequence[str]],
    title: str,
    place: str,
    note: str,
) -> PaperForm:
    """Return the content of a form.

    Arguments:
        instrument: The questionnaire.
        policy: The promise to the people who answer.
        groups: Respondent groups to ask for, each with its choices.
        title: The subject.
        place: The place that asks.
        note: A sentence for the first page.
    """
    own = words.load(instrument.language)
    scale = instrument.scale
    return PaperForm(
        title=instrument.title,
        subject=title,
        asked_by=own.asked_by.format(place=place) if place else "",
        notes=tuple(text for text in (own.draft if instrument.draft else "", note) if text),
        what=Passage(own.what_title, _filled(own.what, parts=len(instrument.enablers), minutes=_minutes(instrument))),
        # A place can ask for larger groups than the ten people among whom comments are mixed; then that number counts
        # for comments too.
        protection=Passage(
            own.protection_title, _filled(own.protection, k=policy.k, k_words=max(policy.k_words, policy.k))
        ),
        how=Passage(own.how_title, _how(instrument, own, title)),
        about=tuple((name, tuple(choices)) for name, choices in groups.items()),
        points=tuple((point, scale.labels.get(point, "")) for point in scale.points),
        unsure=scale.unsure,
        each_statement=instrument.score_each is ScoreEach.STATEMENT,
        chapters=_chapters(instrument),
        spider=Passage(own.spider_title, _spider(instrument, own)),
        alt=own.spider_alt.format(parts=len(instrument.enablers), minimum=scale.minimum, maximum=scale.maximum),
        axes=tuple((enabler.number, enabler.axis) for enabler in instrument.enablers),
        words=own,
        source=own.source.format(source=quantities.isolated(instrument.source.rstrip("."), instrument))
        if instrument.source
        else "",
        footer=f"{instrument.short_title}, {own.version.format(version=instrument.version)}",
        language=instrument.language,
        direction=instrument.direction,
    )


def _filled(texts: Sequence[str], **values: object) -> tuple[str, ...]:
    return tuple(text.format(**values) for text in texts)


def _minutes(instrument: Instrument) -> int:
    return max(2, round(len(instrument.questions) * MINUTES_EACH[instrument.score_each]))


def _how(instrument: Instrument, own: PaperWords, subject: str) -> tuple[str, ...]:
    each = own.how_statement if instrument.score_each is ScoreEach.STATEMENT else own.how_enabler
    scale = instrument.scale
    labels = ", ".join(
        own.scale.format(score=point, label=quantities.isolated(label, instrument))
        for point, label in sorted(scale.labels.items())
    )
    return (
        *((own.how_subject.format(subject=subject.rstrip(".")),) if subject else ()),
        each,
        f"{labels}. {own.how_unsure.format(unsure=quantities.isolated(scale.unsure, instrument))}",
    )


def _chapters(instrument: Instrument) -> tuple[Chapter, ...]:
    return tuple(
        Chapter(group.title, group.summary, tuple(_part(instrument, enabler) for enabler in members))
        for group in instrument.groups
        if (members := [enabler for enabler in instrument.enablers if enabler.group == group.id])
    )


def _part(instrument: Instrument, enabler: Enabler) -> PaperEnabler:
    scored = instrument.score_each is ScoreEach.STATEMENT
    return PaperEnabler(
        enabler.number,
        enabler.title,
        tuple(
            PaperStatement(statement.text, f"{enabler.number}.{place}" if scored else "")
            for place, statement in enumerate(enabler.statements, start=1)
        ),
    )


def _spider(instrument: Instrument, own: PaperWords) -> tuple[str, ...]:
    scale = instrument.scale
    rings = own.spider_rings.format(
        minimum=scale.minimum,
        maximum=scale.maximum,
        low=quantities.isolated(scale.label(scale.minimum), instrument),
        high=quantities.isolated(scale.label(scale.maximum), instrument),
    )
    if instrument.score_each is ScoreEach.ENABLER:
        return (own.spider_how[0], rings, *own.spider_how[1:])
    reversed_ = [
        f"{question.enabler.number}.{question.number}" for question in instrument.questions if question.reverse
    ]
    # Both ends together minus a score is that score reversed: 6 - 2 = 4 on a scale from 1 to 5.
    reverse = own.spider_reverse.format(statements=", ".join(reversed_), sum=scale.minimum + scale.maximum)
    return (*((reverse,) if reversed_ else ()), own.spider_average, own.spider_how[0], rings, *own.spider_how[1:])
