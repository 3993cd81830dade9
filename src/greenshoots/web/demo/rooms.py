"""Workshops of the fictional place: one that has ended, and one that is ready to start."""

from __future__ import annotations

import random

from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics.models import Diagnostic
from greenshoots.web.meet.workshops import actions, agenda_choices, events, phone_token, queries, votes
from greenshoots.web.meet.workshops.models import Workshop

PEOPLE = 14
AGREED = (
    (3, "Leaders and the front line tell different stories. Both were heard; two are written down."),
    (None, "Some teams have their learning hour, others never had one. We see this differently, and we know why."),
    (2, "The rulebook stops more than it helps. Ten rules were named, one is to go this month."),
)
"""The agreed score and note of each enabler."""


def held(place: Place, owner: User) -> Workshop:
    """Hold a workshop about the finished diagnostic, on the enablers to talk about first."""
    diagnostic = Diagnostic.objects.get(place=place, subject="Adult social care")
    talk = next(ids for key, _label, ids in agenda_choices.orders(diagnostic) if key == "talk")[: len(AGREED)]
    # The same people answered the diagnostic, so their scores here do not count a second time.
    workshop = actions.make(
        diagnostic,
        title="Adult social care: talking about the answers",
        agenda=talk,
        minutes=[12] * len(talk),
        counts=False,
        by=owner,
    )
    phones = [phone_token.new() for _ in range(PEOPLE)]
    chance = random.Random(11)  # noqa: S311 - a demonstration
    _press(workshop, events.Begin(), owner)
    for place_in_agenda, (enabler, (score, note)) in enumerate(zip(talk, AGREED, strict=False)):
        if place_in_agenda:
            _press(workshop, events.GoTo(enabler), owner)
        _vote(workshop, enabler, phones, chance, owner)
        _press(workshop, events.Record(enabler, score, note), owner)
    _choose(workshop, talk, phones, owner)
    return workshop


def waiting(place: Place, owner: User) -> Workshop:
    """Create a workshop that is ready to start, to try out with a phone or two."""
    diagnostic = Diagnostic.objects.get(place=place, subject="Housing and homelessness")
    version = diagnostic.instrument
    if version is None:
        raise ValueError("The fictional diagnostic has an instrument.")
    enablers = [enabler.id for enabler in mapping.instrument(version).enablers]
    return actions.make(
        diagnostic,
        title="Housing and homelessness, in one room",
        agenda=enablers[:6],
        minutes=[8] * 6,
        # Some people have answered the open round already, so their scores here do not count a second time either.
        counts=False,
        by=owner,
    )


def _press(workshop: Workshop, event: events.Event, owner: User) -> None:
    actions.press(workshop, event, seen=queries.state(workshop).version, by=owner)


def _vote(workshop: Workshop, enabler: str, phones: list[str], chance: random.Random, owner: User) -> None:
    _press(workshop, events.Open(1), owner)
    for phone in phones:
        votes.score(workshop, phone, enabler, 1, chance.choice((1, 2, 2, 3, 4, 4, 5, None)))
    _press(workshop, events.Reveal(enabler, 1), owner)


def _choose(workshop: Workshop, talk: tuple[str, ...], phones: list[str], owner: User) -> None:
    _press(workshop, events.Picture(), owner)
    _press(workshop, events.Dots(2), owner)
    for number, phone in enumerate(phones):
        votes.lay_dots(workshop, phone, [talk[0], talk[1 + number % (len(talk) - 1)]])
    _press(workshop, events.CountDots(), owner)
    _press(workshop, events.Choose((talk[0],)), owner)
    _press(workshop, events.Promise("Shadow the front line for a morning, each of us", "Leadership team"), owner)
    _press(workshop, events.End(), owner)
