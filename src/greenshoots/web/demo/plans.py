"""What the fictional place decided: after its first round, with what became of it; and after its second."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from greenshoots.web.act.actions import actions as action_actions
from greenshoots.web.act.actions.models import Action, ActionStatus
from greenshoots.web.act.asks import actions as ask_actions
from greenshoots.web.act.asks.models import Ask, AskReply, Body
from greenshoots.web.act.library.models import Level
from greenshoots.web.act.plans import publishing
from greenshoots.web.act.priorities import actions as priority_actions
from greenshoots.web.act.priorities.models import Priority, Reach
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.places.models import Membership, Place, Role
from greenshoots.web.collect.diagnostics.models import Diagnostic, Round
from greenshoots.web.meet.workshops.models import Workshop

REGION = "Greater Vale (fictional)"


def decided(place: Place, owner: User) -> None:
    """Decide after both rounds of the finished diagnostic."""
    first, second = _rounds(place)
    region = _region(place, owner)
    _after_first(first, owner)
    _after_second(second, owner, region)
    page = publishing.page_for(first)
    words: dict[str, Any] = {
        "intro": "You told us that front-line staff wait for permission, and that every pilot pays its own way.",
        "found": "Small permissions go faster when they are written down once. Money is harder, and not only ours.",
    }
    publishing.change(page, read=page.version, shown=True, **words, by=owner)


def _rounds(place: Place) -> tuple[Round, Round]:
    diagnostic = Diagnostic.objects.get(place=place, subject="Adult social care")
    found = Round.objects.filter(diagnostic=diagnostic).select_related("place", "diagnostic__instrument")
    first, second = found.order_by("number")
    return first, second


def _region(place: Place, owner: User) -> Body:
    """Make the region that reads asks here; the same person looks after both, to click through both sides."""
    region = Place.objects.create(name=REGION)
    Membership.objects.create(place=region, person=owner, role=Role.OWNER)
    body, _link = ask_actions.invite(place, name="Greater Vale", level=Level.REGION, by=owner)
    ask_actions.accept(body, region, by=owner)
    return body


def _choose(round_: Round, enabler: str, because: list[str], why: str, owner: User) -> Priority:
    told = {enabler: {"because": because, "why": why}}
    workshop = Workshop.objects.filter(diagnostic=round_.diagnostic, ended_on__isnull=False).first()
    (made,) = priority_actions.choose(round_, told, by=owner, workshop=workshop if round_.number > 1 else None)
    return made


def _earlier(rows: type[Priority | Action | Ask], key: int, days: int, **more: Any) -> None:
    """Let something have happened earlier than today."""
    rows._default_manager.filter(pk=key).update(made_on=timezone.localdate() - dt.timedelta(days=days), **more)


def _after_first(round_: Round, owner: User) -> None:
    why = "Two signatures for a bus fare, and three for a bed. People on the front line know what to do and wait."
    priority = _choose(round_, "staff-permission", ["score", "gap"], why, owner)
    facts: dict[str, Any] = {"place": round_.place, "by": owner, "priority": priority}
    stopped = action_actions.make(
        **facts, kind="stop", what="The second signature on anything below fifty pounds", owner="Finance lead",
        state=ActionStatus.DONE, outcome="Forty requests in the first month, none of them odd. Two days faster each.",
    )  # fmt: skip
    tried = action_actions.make(
        **facts, kind="try", what="A learning hour every fortnight in three teams", owner="Reablement team",
        first_step="Block Thursday at three for six weeks.", state=ActionStatus.DROPPED,
        outcome="Two teams kept it, one could not find cover. The two ask to go on.",
    )  # fmt: skip
    ask = ask_actions.make(
        round_.place, by=owner, priority=priority, need="Let care workers prescribe simple aids", level=Level.NATION,
        of_whom="The national regulator (fictional)", owner="Head of service",
        context="An aid that costs little waits two weeks for an assessment by somebody else.",
    )  # fmt: skip
    day = timezone.localdate() - dt.timedelta(days=150)
    ask_actions.send(ask, on=day, by=owner)
    told: dict[str, Any] = {
        "reply": AskReply.PARTLY,
        "text": "A trial with a list of twelve aids.",
        "who": "The regulator’s office",
    }
    ask_actions.answer(ask, **told, on=day + dt.timedelta(days=60), by=owner)
    ask_actions.follow(ask, followed="Northvale is in the trial.", closed=False, by=owner)
    outcome = "One signature where there were two. The front line noticed; managers sleep as well as before."
    priority_actions.close_priority(priority, outcome=outcome, closed=True, by=owner)
    for rows, key in ((Priority, priority.pk), (Action, stopped.pk), (Action, tried.pk), (Ask, ask.pk)):
        _earlier(rows, key, 220)


def _after_second(round_: Round, owner: User, body: Body) -> None:
    why = "Some teams have time to reflect, others never had. Nobody had seen this before."
    priority = _choose(round_, "reflection-and-experiment", ["disagreement"], why, owner)
    facts: dict[str, Any] = {"place": round_.place, "by": owner, "priority": priority}
    today = timezone.localdate()
    control = priority_actions.add_point(priority, reach=Reach.CONTROL, text="A learning hour in every team")
    priority_actions.add_point(priority, reach=Reach.INFLUENCE, text="Partners come to it")
    others = priority_actions.add_point(priority, reach=Reach.OTHERS, text="Somebody pays for cover")
    action_actions.make(
        **facts, point=control, kind="do", what="A learning hour every fortnight in every team",
        state=ActionStatus.DOING,
        owner="Service managers", due=today + dt.timedelta(days=40), first_step="Each manager names a day by Friday.",
    )  # fmt: skip
    action_actions.make(
        **facts, kind="try", what="Three stories from the front line at each board meeting", owner="Leadership team",
        due=today - dt.timedelta(days=4), why="Leaders and the front line tell different stories.",
    )  # fmt: skip
    ask = ask_actions.make(
        round_.place, by=owner, priority=priority, point=others, body=body, level=Level.REGION,
        need="A shared pool of people who stand in while teams learn", owner="Head of service",
        context="A team of six cannot leave the rota for an hour. Four councils together could share two people.",
        wanted_by=today + dt.timedelta(days=60),
    )  # fmt: skip
    ask_actions.send(ask, on=today - dt.timedelta(days=10), by=owner)
