"""What was decided last time and what happened next: for the team, and for people who answer the next round."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from greenshoots import speech
from greenshoots.core import translation
from greenshoots.core.language import quantities
from greenshoots.web.act.actions.models import Action, ActionKind, ActionStatus
from greenshoots.web.act.asks.models import Ask
from greenshoots.web.act.plans import queries
from greenshoots.web.act.plans.queries import PlannedPriority
from greenshoots.web.act.priorities import queries as priority_queries
from greenshoots.web.collect.diagnostics.hooks import Decided, LastTime, PlanStep
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.responses.hooks import Since

MOST = 4
"""How many actions and how many asks people see before they answer; the public page has the rest."""


def for_team(round_: Round) -> LastTime | None:
    """Return what was decided after a round; None where nothing was."""
    chosen = queries.of_round(round_)
    if not chosen:
        return None
    page = reverse("plans:page", args=[round_.diagnostic.code, round_.number])
    is_public = queries.shown_page(round_) is not None
    return LastTime(round_.number, tuple(_decided(item) for item in chosen), is_public, page)


def _decided(chosen: PlannedPriority) -> Decided:
    steps = (
        *(
            PlanStep(_what(action), _state(action), reverse("plans:action", args=[action.code]))
            for action in chosen.actions
        ),
        *(PlanStep(ask.need, _answer(ask), reverse("plans:ask", args=[ask.code])) for ask in chosen.asks),
    )
    return Decided(chosen.title, reverse("plans:priority", args=[chosen.priority.code]), chosen.priority.outcome, steps)


def _what(action: Action) -> str:
    """Return the text of an action. One that stops something says so, or the list would say the opposite."""
    return _("Stop: %(what)s") % {"what": action.what} if action.kind == ActionKind.STOP else action.what


def _state(action: Action) -> str:
    return f"{action.get_state_display()}: {action.outcome}" if action.outcome else str(action.get_state_display())


def _answer(ask: Ask) -> str:
    if ask.answered_on:
        return _("sent, and answered: %(reply)s") % {"reply": ask.get_reply_display()}
    return _("sent, no answer yet") if ask.sent_on else _("not sent yet")


def for_participants(round_: Round) -> Since | None:
    """Return what people see before they answer: nothing that is not on the public page of the previous round.

    With one source there is one page to check before it is public.
    """
    previous = priority_queries.before(round_)
    page = queries.shown_page(previous) if previous else None
    if previous is None or page is None:
        return None
    # The same query as the public page, so that people are told nothing that it keeps back (decision 16).
    chosen = queries.public(queries.of_round(previous))
    lines = [_strengthened(chosen)] if chosen else []
    return Since((*lines, *_actions(chosen), *_asks(chosen)), f"/p/{page.code}/")


def _strengthened(chosen: list[PlannedPriority]) -> str:
    with translation.using(speech.voice(get_language() or "en")):
        names = quantities.listed([item.title for item in chosen])
    return _("We decided to focus on %(what)s.") % {"what": names}


def _actions(chosen: list[PlannedPriority]) -> list[str]:
    words = {
        ActionStatus.DONE: _("Done: %(what)s"),
        ActionStatus.DOING: _("In progress: %(what)s"),
        ActionStatus.TO_DO: _("To do: %(what)s"),
        ActionStatus.DROPPED: _("Not going ahead: %(what)s"),
    }
    order = list(words)
    actions = sorted(
        (action for item in chosen for action in item.actions),
        key=lambda action: order.index(ActionStatus(action.state)),
    )
    lines = [words[ActionStatus(action.state)] % {"what": _what(action)} for action in actions[:MOST]]
    more = len(actions) - MOST
    if more > 0:
        lines.append(ngettext("And %(number)s more action.", "And %(number)s more actions.", more) % {"number": more})
    return lines


def _asks(chosen: list[PlannedPriority]) -> list[str]:
    asks = [ask for item in chosen for ask in item.asks]
    return [_("We asked: %(need)s – %(reply)s") % {"need": ask.need, "reply": _replied(ask)} for ask in asks[:MOST]]


def _replied(ask: Ask) -> str:
    if not ask.answered_on:
        return _("no answer yet")
    return _("answered: %(reply)s") % {"reply": ask.get_reply_display()}


def page_of(round_: Round) -> str:
    """Return the address of the public page of a round, or nothing where it is turned off."""
    page = queries.shown_page(round_)
    return f"/p/{page.code}/" if page else ""
