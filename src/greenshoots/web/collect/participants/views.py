"""Views of the participants' pages. They run in threads; only `open_page` is quick enough to run without."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from greenshoots.web.base.asgi import http
from greenshoots.web.base.asgi.http import Reply, Request, page
from greenshoots.web.base.limits import rules, sentences
from greenshoots.web.base.site import codes
from greenshoots.web.collect.diagnostics.models import Afterwards
from greenshoots.web.collect.participants import form_parsing, page_cache, pages
from greenshoots.web.collect.participants.page_cache import CachedRound
from greenshoots.web.collect.participants.page_data import (
    CHANGE,
    DO,
    FIND,
    SEND,
    WITHDRAW,
    FormFault,
    Given,
    PageData,
)
from greenshoots.web.collect.responses import actions, hooks, private_code, queries
from greenshoots.web.collect.responses.actions import Sent
from greenshoots.web.collect.responses.response import STORED, Outcome, Response, outcome_sentence
from greenshoots.web.collect.responses.writer import writer

View = Callable[[CachedRound, Request], Reply]
STATUS = {Outcome.PUBLISHED: 409, Outcome.CLOSED: 403, Outcome.LINK_USED: 403, Outcome.LINK_UNKNOWN: 403}


NOTHING = "no-store"
WITH_BACK = "private, no-cache"
"""How browsers may cache the page with the form. A browser without scripts that could not send can go back to the
filled form, under the same private code, only if it may cache the page. It asks again on every other visit."""


def open_page(kept: CachedRound, request: Request, secret: str) -> Reply:
    """Return the page with the form, rendered once and filled with a new private code for each request."""
    about = page_cache.in_language(kept, request.wanted_language, request.accepted_languages)
    if about.state != "open":
        return _not_open(about)
    if not secret and not about.has_open_link:
        return _refused(about, Outcome.LINK_UNKNOWN, secret)
    key = (about.language, "personal" if secret else "open")
    prepared = kept.pages.get(key)
    if prepared is None:
        with translation.override(about.language):
            # The prepared page is the same for every personal link, so its form is sent to the address it came from.
            html = pages.answer(about, code=page_cache.HOLE)
        prepared = kept.pages[key] = page_cache.prepare(html)
    code = private_code.new()
    keep = NOTHING if about.shared else WITH_BACK
    if request.takes_gzip:
        return Reply(prepared.compressed(code), packed=True, keep=keep)
    return Reply(prepared.plain(code), keep=keep)


@dataclass(frozen=True, slots=True)
class Sending:
    """A response that is being written, and what the reply needs afterwards."""

    about: PageData
    form: form_parsing.Form
    response: Response
    done: Future[Outcome]
    secret: str


def take(kept: CachedRound, request: Request, secret: str) -> Reply | Sending:
    """Read a form that was sent: show it for checking, show faults to correct, or write the response."""
    about = page_cache.in_language(kept, request.wanted_language, request.accepted_languages)
    given = http.fields(request.body)
    if given is None:
        return error_page(about, 400)
    form = form_parsing.form(given)
    with translation.override(about.language):
        return _taken(kept, about, form, secret)


def _taken(kept: CachedRound, about: PageData, form: form_parsing.Form, secret: str) -> Reply | Sending:
    code = form.code or private_code.new()
    if form.action == CHANGE:
        return page(pages.answer(about, code=code, given=form.given))
    response, faults = form_parsing.response(form.given, about)
    if faults:
        return page(pages.answer(about, code=code, given=form.given, faults=faults), 422)
    if form.action != SEND:
        return page(pages.check(about, code, form.given))
    key = private_code.digest(kept.round, code)
    sent = Sent(kept.key, key, response, secret or None, edition=form.edition)
    return Sending(
        about, form_parsing.Form(form.given, code, form.edition, form.action), response, writer.write(sent), secret
    )


def sent(sending: Sending, outcome: Outcome) -> Reply:
    """Return the page for the outcome of a response."""
    about, code = sending.about, sending.form.code
    with translation.override(about.language):
        if outcome in STORED:
            return page(pages.thanks(about, code, sending.response, outcome))
        sentence = outcome_sentence(outcome)
        if outcome is Outcome.EDITION:
            # The questions changed while the page was open: the form comes back filled in, so nothing is lost.
            faults = (FormFault("", sentence),)
            return page(pages.answer(about, code=code, given=sending.form.given, faults=faults), 409)
        return _refused(about, outcome, sending.secret, sending.form.given)


def not_written(sending: Sending) -> Reply:
    """Return the filled form where the response could not be written."""
    about = sending.about
    with translation.override(about.language):
        sentence = _("Your answers could not be saved just now. They are still on this page. Try again in a moment.")
        faults = (FormFault("", sentence),)
        html = pages.answer(about, code=sending.form.code, given=sending.form.given, faults=faults)
        return page(html, 503)


def mine(kept: CachedRound, request: Request) -> Reply:
    """Show, change or delete the answers under a private code."""
    about = page_cache.in_language(kept, request.wanted_language, request.accepted_languages)
    with translation.override(about.language):
        if request.method != "POST":
            return page(pages.mine(about, None))
        given = http.fields(request.body)
        if given is None:
            return error_page(about, 400)
        code = codes.read(given.get("code", ""))
        if not private_code.is_one(code):
            wrong = _("Check your private code. It has 12 letters and numbers, like %(code)s.")
            return page(pages.mine(about, FormFault("code", wrong % {"code": "K7Q4-M2XD-9RTW"})), 422)
        if given.get(DO) == WITHDRAW and actions.withdraw(kept.round, code):
            return page(pages.withdrawn(about))
        response = queries.mine(kept.round, code)
        if response is not None and given.get(DO, FIND) == FIND:
            fields = Given(form_parsing.written(response, about, code))
            return page(
                pages.answer(
                    about, code=code, action=f"/a/{about.round}?lang={about.language}", given=fields, returning=True
                )
            )
        if about.named and queries.has_taken_part(kept.round, code):
            signed = hooks.signed_of(kept.round)
            if signed.rows:
                return page(pages.signed(about, signed))
        if queries.is_spent(kept.round, code):
            return page(pages.mine(about, FormFault("code", outcome_sentence(Outcome.PUBLISHED))), 409)
        # Only this is a guess that counts. A code that is found or spent is right and counts nothing (decision 22).
        unknown = _("There are no answers under this code. Check the code and try again.")
        return page(pages.mine(about, FormFault("code", unknown)), 404, guess=rules.PRIVATE_CODE)


def where(kept: CachedRound, request: Request) -> Reply:
    """Compare a person's own scores with the published results. Nothing is stored."""
    about = page_cache.in_language(kept, request.wanted_language, request.accepted_languages)
    with translation.override(about.language):
        results = hooks.results_of(kept.round) if about.afterwards == Afterwards.RESULTS else None
        if results is None:
            later = _("You can compare your scores here once the results are published.")
            return page(pages.told(about, 404, _("There are no results yet"), later), 404)
        given = http.fields(request.body) if request.method == "POST" else None
        response = form_parsing.response(Given(given), about)[0] if given else None
        return page(pages.where(about, response, results))


def front(request: Request) -> Reply:
    """Take the code from a poster and lead to its round."""
    with translation.override(_interface(request)):
        given = http.fields(request.body) if request.method == "POST" else None
        if given is None:
            return page(pages.front(None))
        code = codes.read(given.get("code", "")).lower()
        if page_cache.look(code) is not None:
            return Reply(b"", 303, headers=((b"location", f"/a/{code}".encode()),))
        wrong = _("There is no round with this code. Check it and try again. It has 8 letters and numbers.")
        return page(pages.front(FormFault("code", wrong)), 404, guess=rules.JOIN_CODE)


def _interface(request: Request) -> str:
    for wanted in (request.wanted_language, *request.accepted_languages.lower().split(",")):
        if wanted.split(";")[0].strip()[:2] in page_cache.INTERFACE:
            return wanted.strip()[:2]
    return page_cache.INTERFACE[0]


def error_page(about: PageData | None, status: int) -> Reply:
    """Return the page for a request that failed with this status."""
    with translation.override(about.language if about else page_cache.INTERFACE[0]):
        nothing_saved = _("Nothing was saved. Go back and try again.")
        heading, sentence = {
            400: (_("We could not read this"), nothing_saved),
            404: (_("Page not found"), _("Check the link or the address on the poster, and try again.")),
            408: (_("This took too long"), nothing_saved),
            405: (_("We could not read this"), _("Go back and refresh the page.")),
            429: (_("Too many attempts"), sentences.too_often()),
            413: (_("This is too long"), _("Nothing was saved. Go back, shorten your comments and try again.")),
            500: (_("Something went wrong on our side"), nothing_saved),
        }[status]
        return page(pages.told(about, status, heading, sentence), status)


def _not_open(about: PageData) -> Reply:
    with translation.override(about.language):
        if about.state == "draft":
            sentence = _("You cannot answer yet. Come back when the round is open.")
            return page(pages.told(about, 403, _("Not open yet"), sentence), 403)
        sentence = _("You can no longer answer.")
        return page(pages.told(about, 403, _("This round is closed"), sentence), 403)


def _refused(about: PageData, outcome: Outcome, secret: str, given: Given | None = None) -> Reply:
    with translation.override(about.language):
        heading = (
            _("Your answers were not saved") if outcome is not Outcome.LINK_UNKNOWN else _("You need a personal link")
        )
        status = STATUS.get(outcome, 409)
        # Without a secret in the address there was nothing to guess: the shared link may just have been turned off.
        guess = rules.LINK if outcome is Outcome.LINK_UNKNOWN and secret else None
        return page(pages.told(about, status, heading, outcome_sentence(outcome), given), status, guess=guess)
