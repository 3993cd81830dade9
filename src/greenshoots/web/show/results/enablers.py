"""The page of one enabler, with the notes of the conversation about it."""

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
    """Show what people answered about one enabler, what they wrote, and what was said about it."""
    look = views.look_at(request, **address)
    found = queries.note(look.round, enabler) if look.analyses else None
    return _page(request, look, enabler, note=found, form=forms.of_note(found) if look.runs else None)


@require_POST
@views.spoken
def note(request: HttpRequest, diagnostic: str, number: int, enabler: str) -> HttpResponse:
    """Write down what was said."""
    access.get_round(request.user, diagnostic, number, to="run")
    look = selection.of_round(request, diagnostic, number)
    page_context.enabler(look.results, enabler)
    form = forms.NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, look, enabler, note=queries.note(look.round, enabler), form=form, status=422)
    text, read, by = form.cleaned_data["text"], form.cleaned_data["version"], cast("User", request.user)
    written = actions.write_note(look.round, enabler, text, read=read, by=by)
    if written.stale:
        mine = forms.NoteForm(initial={"text": text, "version": written.note.version})
        return _page(request, look, enabler, note=written.note, form=mine, clash=True, status=409)
    messages.success(request, _("Note saved."))
    return HttpResponseRedirect(f"{look.url('enabler', enabler)}#note")


def _page(
    request: HttpRequest, look: Look, name: str, *, note: Note | None, status: int = 200, **shown: Any
) -> HttpResponse:
    section = page_context.enabler(look.results, name)
    (told,) = presenters.sections([section], views.nonce(request))
    prompts = [block for block in told["blocks"] if block.get("kind") == "prompt"]
    said = [block for block in told["blocks"] if block.get("kind") != "prompt"]
    facts = page_context.beside(look, name) | {"section": told, "said": said, "prompts": prompts}
    facts |= {"note": note, "earlier": queries.earlier(note), "enabler_id": name}
    # Whoever follows a published link has no account, so only what anybody may open is offered there.
    facts["suggestions"] = hooks.suggestions(name, None if look.public else look.round.place)
    if look.runs:
        facts["write"] = look.url("note", name)
    response = views.page(request, look, "enabler", **facts, **shown)
    response.status_code = status
    return response
