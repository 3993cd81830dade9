"""The page of an enabler, with the notes on the conversation about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from greenshoots.web.collect.diagnostics import access
from greenshoots.web.show.results import (
    actions,
    forms,
    hooks,
    page_context,
    presenters,
    queries,
    selection,
    views,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.show.results.models import Note
    from greenshoots.web.show.results.selection import Look


@require_safe
@views.spoken
def enabler(request: HttpRequest, enabler: str, **address: Any) -> HttpResponse:
    """Show the scores and comments on an enabler, and the notes on it."""
    selected = views.select(request, **address)
    # Viewers and readers of a published link see no notes: these say what was said in the conversation.
    current = queries.note(selected.round, enabler) if selected.analyses else None
    return _page(request, selected, enabler, note=current, form=forms.of_note(current) if selected.runs else None)


@require_POST
@views.spoken
def note(request: HttpRequest, diagnostic: str, number: int, enabler: str) -> HttpResponse:
    """Save a note on an enabler."""
    access.get_round(request.user, diagnostic, number, to="run")
    selected = selection.of_round(request, diagnostic, number)
    # Refuses an enabler that this round did not ask: a note on it would be kept and never shown.
    page_context.enabler(selected.results, enabler)
    form = forms.EnablerNoteForm(request.POST)
    if not form.is_valid():
        return _page(request, selected, enabler, note=queries.note(selected.round, enabler), form=form, status=422)
    text, read, by = form.cleaned_data["text"], form.cleaned_data["version"], cast("User", request.user)
    written = actions.write_note(selected.round, enabler, text, read=read, by=by)
    if written.stale:
        # The form returns with the writer's own text and the newer version, so that saving again is a choice between
        # two texts that both are on the page.
        mine = forms.EnablerNoteForm(initial={"text": text, "version": written.note.version})
        return _page(request, selected, enabler, note=written.note, form=mine, clash=True, status=409)
    messages.success(request, _("Note saved."))
    return HttpResponseRedirect(f"{selected.url('enabler', enabler)}#note")


def _page(
    request: HttpRequest, selected: Look, name: str, *, note: Note | None, status: int = 200, **shown: Any
) -> HttpResponse:
    section = page_context.enabler(selected.results, name)
    (presented,) = presenters.sections([section], views.nonce(request))
    prompts = [block for block in presented["blocks"] if block.get("kind") == "prompt"]
    findings = [block for block in presented["blocks"] if block.get("kind") != "prompt"]
    context = page_context.neighbours(selected, name) | {"section": presented, "said": findings, "prompts": prompts}
    context |= {"note": note, "earlier": queries.earlier(note), "enabler_id": name}
    # Readers of a published link have no account, so the page offers only suggestions that anyone may open.
    context["suggestions"] = hooks.suggestions(name, None if selected.public else selected.round.place)
    if selected.runs:
        context["write"] = selected.url("note", name)
    response = views.page(request, selected, "enabler", **context, **shown)
    response.status_code = status
    return response
