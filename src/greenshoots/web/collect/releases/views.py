"""Pages on which a round is followed, revealed, closed and published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from greenshoots.core.disclosure.policy import Arrangement
from greenshoots.core.errors import PolicyError
from greenshoots.web.base.site import secure_delete
from greenshoots.web.collect.diagnostics import access as diagnostics
from greenshoots.web.collect.diagnostics import hooks
from greenshoots.web.collect.diagnostics import mapping as diagnostics_mapping
from greenshoots.web.collect.diagnostics.models import Audience, RoundState
from greenshoots.web.collect.releases import access, actions, arrangement, mapping, queries, round_status, tables
from greenshoots.web.collect.releases.forms import ArrangementForm, CloseForm, PublishForm, WordsForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, QueryDict

    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.collect.diagnostics.models import Round
    from greenshoots.web.collect.releases.models import Release

page = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def round_(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Show how a round stands, and the one thing to do next."""
    found = access.get_round(request.user, diagnostic, number)
    runs = access.may(request.user, found, to="run")
    stands = round_status.of(found, timezone.now())
    shown = {
        "runs": runs,
        "standing": stands,
        "preview": queries.reveal_preview(found) if runs and stands.enough and not found.revealed else (),
        "is_published": round_status.is_published(found),
        # Before a reveal nothing of a round is erased, so nothing is asked.
        "is_erased": not (found.revealed or found.erased) or _erased(found),
        "last_time": _last_time(found),
        "may_tell": runs,
        "is_latest": not found.diagnostic.rounds.filter(number__gt=found.number).exists(),
        "has_words": runs and queries.has_words(found),
        "has_signed": queries.has_signed(found) and access.may(request.user, found, to="analyse"),
    }
    return render(request, "releases/round.html", _facts(found) | shown)


def _last_time(found: Round) -> hooks.LastTime | None:
    """Give what was decided after the round before: the next round opens with it."""
    before = found.diagnostic.rounds.filter(number=found.number - 1).first()
    return hooks.last_time(before) if before else None


@page
def reveal(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Say what a reveal does; then do it."""
    found = diagnostics.get_round(request.user, diagnostic, number, to="run")
    form = ArrangementForm(
        _sent(request), offered=arrangement.choice(found, diagnostics_mapping.policy(found.diagnostic))
    )
    if request.method == "POST" and form.is_valid():
        return _done(
            request, found, lambda: _revealed(found, actions.reveal(found, by=_me(request), arranged=form.arranged))
        )
    if found.revealed:
        return _back(found)
    shown = {
        "standing": round_status.of(found, timezone.now()),
        "preview": queries.reveal_preview(found),
        "form": form,
        "whole_first": form.offered.recommended is Arrangement.WHOLE_FIRST,
    }
    return render(request, "releases/reveal.html", _facts(found) | shown, status=422 if form.errors else 200)


@page
def late(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Say what becomes of late answers; then add them."""
    found = diagnostics.get_round(request.user, diagnostic, number, to="run")
    if request.method == "POST":
        return _done(request, found, lambda: _revealed(found, actions.reveal_late(found, by=_me(request))))
    stands = round_status.of(found, timezone.now())
    if not found.revealed or not stands.waiting:
        return _back(found)
    return render(request, "releases/late.html", _facts(found) | {"standing": stands})


@page
def close(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Say what becomes of answers that wait; then close."""
    found = diagnostics.get_round(request.user, diagnostic, number, to="run")
    stands = round_status.of(found, timezone.now())
    if found.state == RoundState.CLOSED and not stands.leftover:
        return _back(found)
    form = CloseForm(_sent(request), leftover=stands.waiting if stands.leftover else 0)
    if request.method == "POST" and form.is_valid():
        return _done(request, found, lambda: _closed(found, erase=form.erase, by=_me(request)))
    shown = {"form": form, "standing": stands}
    return render(request, "releases/close.html", _facts(found) | shown, status=422 if form.errors else 200)


@page
def publish(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Choose who may see the results."""
    found = diagnostics.get_round(request.user, diagnostic, number, to="run")
    form = PublishForm(_sent(request), round_=found)
    if request.method == "POST" and form.is_valid():
        to = Audience(form.cleaned_data["to"])
        return _done(request, found, lambda: _published(found, to, by=_me(request)))
    status = 422 if form.errors else 200
    return render(request, "releases/publish.html", _facts(found) | {"form": form}, status=status)


@page
def unpublish(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Say that the link stops; then stop it."""
    found = diagnostics.get_round(request.user, diagnostic, number, to="run")
    if request.method == "POST":
        return _done(request, found, lambda: _unpublished(found, by=_me(request)))
    return render(request, "releases/unpublish.html", _facts(found))


@require_GET
def words(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """List the enablers that people wrote about."""
    found = diagnostics.get_round(request.user, diagnostic, number, to="run")
    shown = {
        "enablers": tables.written(found),
        "waits": tables.words_wait(found),
        "fewest": tables.fewest_comments(found),
    }
    return render(request, "releases/words.html", _facts(found) | shown)


@page
def words_about(request: HttpRequest, diagnostic: str, number: int, enabler: str) -> HttpResponse:
    """Choose how the texts about one enabler stand in the results."""
    found = diagnostics.get_round(request.user, diagnostic, number, to="run")
    about = next((one for one in tables.written(found) if one.enabler.id == enabler), None)
    if about is None:
        raise Http404
    form = WordsForm(_sent(request), words=about.words)
    if request.method == "POST" and form.is_valid():
        changed = actions.choose_words(found, form.changes(), by=_me(request))
        told = ngettext("%(n)s comment is now shown differently.", "%(n)s comments are now shown differently.", changed)
        messages.success(request, told % {"n": changed} if changed else _("Nothing was changed."))
        return redirect("releases:words", diagnostic, number)
    shown = {"form": form, "about": about}
    return render(request, "releases/words_about.html", _facts(found) | shown, status=422 if form.errors else 200)


@require_GET
def signed(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Show who signed what, in the named way."""
    found = diagnostics.get_round(request.user, diagnostic, number, to="analyse")
    table = tables.signed(found)
    if not table.rows:
        raise Http404
    return render(request, "releases/signed.html", _facts(found) | {"table": table})


def _facts(found: Round) -> dict[str, Any]:
    return {"round": found, "diagnostic": found.diagnostic, "place": found.place}


def _sent(request: HttpRequest) -> QueryDict | None:
    """Give what was sent, also where nothing was filled in."""
    return request.POST if request.method == "POST" else None


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)


def _back(found: Round) -> HttpResponse:
    return redirect("releases:round", found.diagnostic.code, found.number)


def _done(request: HttpRequest, found: Round, act: Callable[[], str]) -> HttpResponse:
    """Do it, say so, and go back to the round; where it cannot be done, say why."""
    try:
        messages.success(request, act())
    except PolicyError as error:
        messages.warning(request, str(error))
    return _back(found)


def _revealed(found: Round, made: Release) -> str:
    told = ngettext("Results now include %(n)s response.", "Results now include %(n)s responses.", made.people) % {
        "n": made.people
    }
    # Said only where it is true; the page itself says what is left to do.
    if _erased(found):
        told += " " + _("No one’s own responses are stored any more.")
    too_few, in_room = mapping.never_shown(made)
    if too_few:
        told += " " + ngettext(
            "%(n)s question is not shown, because too few people scored it.",
            "%(n)s questions are not shown, because too few people scored them.",
            too_few,
        ) % {"n": too_few}
    if in_room:
        told += " " + ngettext(
            "%(n)s question is not shown, because a workshop with nearly the same people has already shown its scores.",
            "%(n)s questions are not shown, because a workshop with nearly the same people has already shown its "
            "scores.",
            in_room,
        ) % {"n": in_room}
    return told


def _erased(found: Round) -> bool:
    return secure_delete.is_finished(secure_delete.about_round(found.pk))


def _closed(found: Round, *, erase: bool, by: User) -> str:
    actions.close(found, erase=erase, by=by)
    told = " " + _("The remaining responses are deleted.") if erase and _erased(found) else ""
    return _("The round is closed.") + told


def _published(found: Round, to: Audience, *, by: User) -> str:
    actions.publish(found, to=to, by=by)
    return _("The results are published.")


def _unpublished(found: Round, *, by: User) -> str:
    actions.unpublish(found, by=by)
    return _("Only your team can see the results now. The link you shared no longer works.")
