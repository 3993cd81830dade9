"""The page that stops the reminders of an action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from greenshoots.web.act.actions import actions, reminders

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


# Leads need no account (decision 16), so the token in the address is the only key.
@login_not_required
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the reminders of an action, without an account.

    Opening the page stops nothing: mail scanners open links too.
    """
    action = reminders.action_of(token)
    if action is None:
        return render(request, "actions/stop_ended.html", status=404)
    if request.method == "POST":
        actions.stop_reminders(action)
        return render(request, "actions/stopped.html", {"action": action})
    return render(request, "actions/stop.html", {"action": action})
