"""The page on which the reminders of an action end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from greenshoots.web.act.actions import actions, reminders

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Let the owner of an action end its reminders, without an account."""
    action = reminders.action_of(token)
    if action is None:
        return render(request, "actions/stop_ended.html", status=404)
    if request.method == "POST":
        actions.stop_reminders(action)
        return render(request, "actions/stopped.html", {"action": action})
    return render(request, "actions/stop.html", {"action": action})
