"""A place with at least one row in every table that an archive holds, and in most that it does not."""

from __future__ import annotations

import datetime as dt
import json

from tests.web import making
from tests.web.cast import Cast

from greenshoots.web.act.actions.models import Action, ActionNote
from greenshoots.web.act.asks.models import Ask, Body, Bundle
from greenshoots.web.act.library.models import Earlier, Entry
from greenshoots.web.act.plans.models import PlanPage
from greenshoots.web.act.priorities.models import Point, Priority
from greenshoots.web.base.places.models import Invitation, Place
from greenshoots.web.collect.diagnostics.models import Asked, Audience, Protection, Round
from greenshoots.web.collect.invitations.models import PersonalLink
from greenshoots.web.collect.releases import actions as releases
from greenshoots.web.collect.responses.models import SpentCode
from greenshoots.web.meet.workshops import actions as workshops
from greenshoots.web.meet.workshops import events, phone_token, queries, votes
from greenshoots.web.meet.workshops.models import Workshop
from greenshoots.web.show.results.models import EarlierNote, Note

ENABLER = "systems-mindset"
DAY = dt.date(2025, 5, 1)
TIME = dt.datetime(2025, 5, 1, 9, 30, 15, 123456, tzinfo=dt.UTC)
NEVER = "These words must never leave."
KEY = "library-entry"


def fill(cast: Cast) -> None:
    """Fill Northvale."""
    place = cast.northvale
    first = _rounds(cast)
    _notes(first, cast)
    held = _workshop(first, cast)
    _plan(first, held, cast)
    _library(cast)
    Invitation.objects.create(place=place, role="viewer", digest="1" * 64, ends=TIME)


def _rounds(cast: Cast) -> Round:
    made = making.diagnostic(cast.northvale, contact="Ask Alice, 01234")
    first = made.rounds.get()
    for choice in made.groups.get().choices.all():
        Asked.objects.create(round=first, choice=choice, number=choice.number + 3)
    making.people_answer(first, 12, words=json.dumps({ENABLER: "Bus fares take three signatures."}))
    making.people_answer(first, 1, seed=9, words=json.dumps({ENABLER: "For you only."}), words_for=2)
    releases.reveal(first, by=cast.alice)
    making.people_answer(first, 6, seed=2, words=json.dumps({ENABLER: NEVER}))
    releases.reveal_late(first, by=cast.alice)
    releases.close(first, by=cast.alice)
    releases.publish(first, to=Audience.EVERYBODY, by=cast.alice)
    second = making.round_(made, opens=TIME, shared_device=True)
    making.people_answer(second, 7, seed=5, words=json.dumps({ENABLER: NEVER}))
    PersonalLink.objects.create(place=cast.northvale, round=second, email="secret@example.org", salt=b"1", digest="2")
    SpentCode.objects.create(id=5, round=second)
    named = making.diagnostic(cast.northvale, {}, subject="Leaders", protection=Protection.NAMED)
    making.people_answer(named.rounds.get(), 3, seed=6, name="Signed Sally", choices=b"")
    releases.reveal(named.rounds.get(), by=cast.olive)
    return Round.objects.get(pk=first.pk)


def _notes(first: Round, cast: Cast) -> None:
    note = Note.objects.create(place=first.place, round=first, enabler=ENABLER, text="=1+1 was said.", by=cast.alice)
    EarlierNote.objects.create(note=note, text="Less was said.", by=cast.olive, changed=TIME)


def _workshop(first: Round, cast: Cast) -> Workshop:
    facts = {"title": "Together", "agenda": (ENABLER, "reframing-risk"), "minutes": (8, 9), "by": cast.olive}
    ended = _held(workshops.make(first.diagnostic, **facts, counts=False), cast)
    running = _held(workshops.make(first.diagnostic, **facts), cast, end=False)
    _press(running, events.GoTo("reframing-risk"), cast)
    _press(running, events.Open(1), cast)
    votes.score(running, phone_token.new(), "reframing-risk", 1, 2, why=NEVER)
    assert running.pk != ended.pk
    return Workshop.objects.get(pk=ended.pk)


def _held(made: Workshop, cast: Cast, *, end: bool = True) -> Workshop:
    phones = [phone_token.new() for _ in range(6)]
    for phone in phones:
        votes.join(made, phone)
    _press(made, events.Begin(), cast)
    _press(made, events.Open(1), cast)
    for place, phone in enumerate(phones):
        openly = place == 0
        votes.score(made, phone, ENABLER, 1, place % 5 + 1, why="Read this out." if openly else NEVER, openly=openly)
    _press(made, events.Reveal(ENABLER, 1), cast)
    _press(made, events.Record(ENABLER, 3, "We agree on three."), cast)
    if end:
        _press(made, events.End(), cast)
    return made


def _press(made: Workshop, event: events.Event, cast: Cast) -> None:
    workshops.press(made, event, seen=queries.state(made).version, by=cast.olive)


def _plan(first: Round, held: Workshop, cast: Cast) -> None:
    place, other = first.place, cast.southmere
    priority = Priority.objects.create(
        place=place, round=first, workshop=held, enabler=ENABLER, because=["score"], why="It hurts.", made_on=DAY,
        finding={"sentences": ["Most said 2."], "language": "en", "on": "2025-05-01"}, closed_on=DAY, outcome="Done.",
    )  # fmt: skip
    action = Action.objects.create(
        place=place, priority=priority, what="Sign once", owner="Ann", owner_email="ann@example.org", due=DAY,
        made_on=DAY, entry=KEY, reminded_on=DAY, ended_on=DAY, state="done", kind="try", public=False, version=4,
    )  # fmt: skip
    ActionNote.objects.create(action=action, text="Tried.", by=cast.olive)
    body = Body.objects.create(place=place, name="The region", reader=other, digest="3" * 64, made_on=DAY)
    theirs = Bundle.objects.create(place=other, title="Of several", made_on=DAY)
    ask = Ask.objects.create(
        place=place, priority=priority, body=body, bundle=theirs, need="Money", level="region", made_on=DAY,
        state="answered", reply="partly", answer="Some.", answered_on=DAY, answered_by="Rita",
    )  # fmt: skip
    Bundle.objects.create(place=place, title="Put together here", onward=ask, made_on=DAY)
    Point.objects.create(priority=priority, reach="others", text="A law", ask=ask)
    Point.objects.create(priority=priority, reach="control", text="A form", action=action)
    PlanPage.objects.create(place=place, round=first, shown=True, intro="You said.", owners=True)


def _library(cast: Cast) -> None:
    entry = Entry.objects.create(
        code=KEY.replace("-", "")[:12], place=cast.northvale, kind="story", title="One signature", enablers=ENABLER,
        who="team organisation", effort="weeks", text="**We** did it.", shared="partners", by=cast.alice, version=2,
    )  # fmt: skip
    entry.partners.add(Place.objects.get(pk=cast.southmere.pk))
    Action.objects.filter(place=cast.northvale).update(entry=entry.code)
    Earlier.objects.create(entry=entry, version=1, title="Two signatures", text="No.", changed=TIME, by=cast.olive)
