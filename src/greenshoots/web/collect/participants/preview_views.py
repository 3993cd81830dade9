"""The participants' pages as a preview for the team."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from greenshoots.web.base.asgi import http
from greenshoots.web.collect.diagnostics import access
from greenshoots.web.collect.participants import form_parsing, page_cache, pages
from greenshoots.web.collect.participants.page_data import CHANGE, SEND
from greenshoots.web.collect.responses import private_code

if TYPE_CHECKING:
    from django.http import HttpRequest

    from greenshoots.web.collect.participants.page_data import About


# The participants' forms have no CSRF token, and nothing sent to a preview changes anything.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Show what people will see, in any of the languages, up to the point where answers would be sent."""
    round_ = access.get_round(request.user, diagnostic, number, to="run")
    kept = page_cache.look(round_.code)
    if kept is None:
        raise Http404
    language = page_cache.in_language(kept, request.GET.get("lang", ""), request.headers.get("Accept-Language", ""))
    about = dataclasses.replace(language, preview=True)
    with translation.override(about.language):
        if request.method != "POST":
            return HttpResponse(pages.answer(about, code=private_code.new()))
        return _preview_of_sending(about, request.body)


def _preview_of_sending(about: About, body: bytes) -> HttpResponse:
    form = form_parsing.form(http.fields(body) or {})
    code = form.code or private_code.new()
    if form.action == CHANGE:
        return HttpResponse(pages.answer(about, code=code, given=form.given))
    _response, faults = form_parsing.response(form.given, about)
    if faults:
        return HttpResponse(pages.answer(about, code=code, given=form.given, faults=faults), status=422)
    if form.action != SEND:
        return HttpResponse(pages.check(about, code, form.given))
    sentence = _("This was a preview, so nothing was sent. People will see their own scores and private code here.")
    return HttpResponse(pages.told(about, 200, _("This is where answers would be sent"), sentence))
