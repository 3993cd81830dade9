"""The plan of the fictional place: after its first round, with outcomes, and after its second."""

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
    """Create the plans after both rounds of the finished diagnostic."""
    first, second = _rounds(place)
    region = _region(place, owner)
    _after_first(first, owner)
    _after_second(second, owner, region)
    page = publishing.page_for(first)
    page_text: dict[str, Any] = {
        "intro": "You told us that frontline staff wait for permission, and that pilots have to find their own money.",
        "found": "Small permissions are quicker once they are written down. Money is harder, and not only up to us.",
    }
    publishing.change(page, read=page.version, shown=True, **page_text, by=owner)


def _rounds(place: Place) -> tuple[Round, Round]:
    diagnostic = Diagnostic.objects.get(place=place, subject="Adult social care")
    rounds = Round.objects.filter(diagnostic=diagnostic).select_related("place", "diagnostic__instrument")
    first, second = rounds.order_by("number")
    return first, second


def _region(place: Place, owner: User) -> Body:
    """Create the region that reads asks here, with the same owner, so that both sides can be tried out."""
    region = Place.objects.create(name=REGION)
    Membership.objects.create(place=region, person=owner, role=Role.OWNER)
    body, _link = ask_actions.invite(place, name="Greater Vale", level=Level.REGION, by=owner)
    ask_actions.accept(body, region, by=owner)
    return body


def _choose(round_: Round, enabler: str, because: list[str], why: str, owner: User) -> Priority:
    reasons = {enabler: {"because": because, "why": why}}
    # The workshop was held after the second round, so it cannot have chosen priorities of the first.
    workshop = Workshop.objects.filter(diagnostic=round_.diagnostic, ended_on__isnull=False).first()
    (priority,) = priority_actions.choose(round_, reasons, by=owner, workshop=workshop if round_.number > 1 else None)
    return priority


def _earlier(rows: type[Priority | Action | Ask], key: int, days: int, **more: Any) -> None:
    """Move the date of a row into the past."""
    rows._default_manager.filter(pk=key).update(made_on=timezone.localdate() - dt.timedelta(days=days), **more)


def _after_first(round_: Round, owner: User) -> None:
    why = "Two signatures for a bus fare, and three for a bed. Frontline staff know what to do, and have to wait."
    priority = _choose(round_, "staff-permission", ["score", "gap"], why, owner)
    shared: dict[str, Any] = {"place": round_.place, "by": owner, "priority": priority}
    stopped = action_actions.make(
        **shared, kind="stop", what="The second signature on anything below fifty pounds", owner="Finance lead",
        state=ActionStatus.DONE, outcome="Forty requests in the first month, none of them odd. Two days faster each.",
    )  # fmt: skip
    tried = action_actions.make(
        **shared, kind="try", what="A learning hour every fortnight in three teams", owner="Reablement team",
        first_step="Block Thursday at three for six weeks.", state=ActionStatus.DROPPED,
        outcome="Two teams kept it going, one could not find cover. The two want to continue.",
    )  # fmt: skip
    ask = ask_actions.make(
        round_.place, by=owner, priority=priority, need="Let care workers prescribe simple aids", level=Level.NATION,
        of_whom="The national regulator (fictional)", owner="Head of service",
        context="An aid that costs little waits two weeks for an assessment by another service.",
    )  # fmt: skip
    day = timezone.localdate() - dt.timedelta(days=150)
    ask_actions.send(ask, on=day, by=owner)
    answer: dict[str, Any] = {
        "reply": AskReply.PARTLY,
        "text": "A trial with a list of twelve aids.",
        "who": "The regulator’s office",
    }
    ask_actions.answer(ask, **answer, on=day + dt.timedelta(days=60), by=owner)
    ask_actions.follow(ask, followed="Northvale is in the trial.", closed=False, by=owner)
    outcome = "One signature instead of two. Frontline staff noticed the difference, and managers saw no harm."
    priority_actions.close_priority(priority, outcome=outcome, closed=True, by=owner)
    for rows, key in ((Priority, priority.pk), (Action, stopped.pk), (Action, tried.pk), (Ask, ask.pk)):
        _earlier(rows, key, 220)


def _after_second(round_: Round, owner: User, body: Body) -> None:
    why = "Some teams have time to reflect, others have never had it. We had not seen this before."
    priority = _choose(round_, "reflection-and-experiment", ["disagreement"], why, owner)
    shared: dict[str, Any] = {"place": round_.place, "by": owner, "priority": priority}
    today = timezone.localdate()
    control = priority_actions.add_point(priority, reach=Reach.CONTROL, text="A learning hour in every team")
    priority_actions.add_point(priority, reach=Reach.INFLUENCE, text="Partners join in")
    others = priority_actions.add_point(priority, reach=Reach.OTHERS, text="Funding for cover")
    action_actions.make(
        **shared, point=control, kind="do", what="A learning hour every fortnight in every team",
        state=ActionStatus.DOING,
        owner="Service managers", due=today + dt.timedelta(days=40), first_step="Each manager names a day by Friday.",
    )  # fmt: skip
    action_actions.make(
        **shared, kind="try", what="Three stories from the front line at each board meeting", owner="Leadership team",
        due=today - dt.timedelta(days=4), why="Leaders and the front line tell different stories.",
    )  # fmt: skip
    ask = ask_actions.make(
        round_.place, by=owner, priority=priority, point=others, body=body, level=Level.REGION,
        need="A shared pool of staff who can cover while teams learn", owner="Head of service",
        context="A team of six cannot leave the rota for an hour. Four councils together could share two people.",
        wanted_by=today + dt.timedelta(days=60),
    )  # fmt: skip
    ask_actions.send(ask, on=today - dt.timedelta(days=10), by=owner)
