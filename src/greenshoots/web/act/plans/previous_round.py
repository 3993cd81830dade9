"""What was decided last time and what became of it: for the team, and for people who answer the next round."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from greenshoots import speech
from greenshoots.core import translation
from greenshoots.core.language import quantities
from greenshoots.web.act.actions.models import Action, Kind, State
from greenshoots.web.act.asks.models import Ask
from greenshoots.web.act.plans import queries
from greenshoots.web.act.plans.queries import Chosen
from greenshoots.web.act.priorities import queries as priority_queries
from greenshoots.web.collect.diagnostics.hooks import Decided, LastTime, Step
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.responses.hooks import Since

MOST = 4
"""How many actions and how many asks people are told of before they answer; the page holds the rest."""


def for_team(round_: Round) -> LastTime | None:
    """Give what was decided after a round; None where nothing was."""
    found = queries.of_round(round_)
    if not found:
        return None
    page = reverse("plans:page", args=[round_.diagnostic.code, round_.number])
    told = queries.shown_page(round_) is not None
    return LastTime(round_.number, tuple(_decided(one) for one in found), told, page)


def _decided(one: Chosen) -> Decided:
    steps = (
        *(Step(_what(action), _state(action), reverse("plans:action", args=[action.code])) for action in one.actions),
        *(Step(ask.need, _answer(ask), reverse("plans:ask", args=[ask.code])) for ask in one.asks),
    )
    return Decided(one.title, reverse("plans:priority", args=[one.priority.code]), one.priority.outcome, steps)


def _what(action: Action) -> str:
    """Say what it is about; of what ends, that it ends, or the list would say the opposite."""
    return _("Stop: %(what)s") % {"what": action.what} if action.kind == Kind.STOP else action.what


def _state(action: Action) -> str:
    return f"{action.get_state_display()}: {action.outcome}" if action.outcome else str(action.get_state_display())


def _answer(ask: Ask) -> str:
    if ask.answered_on:
        return _("sent, and answered: %(reply)s") % {"reply": ask.get_reply_display()}
    return _("sent, no answer yet") if ask.sent_on else _("not sent yet")


def for_participants(round_: Round) -> Since | None:
    """Give what people are told before they answer: only what the public page of the round before says."""
    before = priority_queries.before(round_)
    page = queries.shown_page(before) if before else None
    if before is None or page is None:
        return None
    chosen = queries.public(queries.of_round(before))
    told = [_strengthened(chosen)] if chosen else []
    return Since((*told, *_actions(chosen), *_asks(chosen)), f"/p/{page.code}/")


def _strengthened(chosen: list[Chosen]) -> str:
    with translation.using(speech.voice(get_language() or "en")):
        names = quantities.listed([one.title for one in chosen])
    return _("We decided to focus on %(what)s.") % {"what": names}


def _actions(chosen: list[Chosen]) -> list[str]:
    words = {
        State.DONE: _("Done: %(what)s"),
        State.DOING: _("In progress: %(what)s"),
        State.TO_DO: _("To do: %(what)s"),
        State.DROPPED: _("Not going ahead: %(what)s"),
    }
    order = list(words)
    found = sorted((one for part in chosen for one in part.actions), key=lambda one: order.index(State(one.state)))
    told = [words[State(one.state)] % {"what": _what(one)} for one in found[:MOST]]
    more = len(found) - MOST
    if more > 0:
        told.append(ngettext("And %(number)s more action.", "And %(number)s more actions.", more) % {"number": more})
    return told


def _asks(chosen: list[Chosen]) -> list[str]:
    found = [one for part in chosen for one in part.asks]
    return [_("We asked: %(need)s – %(reply)s") % {"need": one.need, "reply": _replied(one)} for one in found[:MOST]]


def _replied(ask: Ask) -> str:
    if not ask.answered_on:
        return _("no answer yet")
    return _("answered: %(reply)s") % {"reply": ask.get_reply_display()}


def page_of(round_: Round) -> str:
    """Give the address of the public page of a round, or nothing where it is switched off."""
    page = queries.shown_page(round_)
    return f"/p/{page.code}/" if page else ""
