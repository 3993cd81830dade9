"""Pages to follow, reveal, close and publish a round."""

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
from greenshoots.web.collect.diagnostics.models import Audience, Protection, RoundState
from greenshoots.web.collect.releases import access, actions, arrangement, mapping, queries, round_status, tables
from greenshoots.web.collect.releases.forms import ArrangementForm, CloseForm, PublishForm, ShownCommentsForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, QueryDict

    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.collect.diagnostics.models import Round
    from greenshoots.web.collect.releases.models import Release

page = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def round_(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Show the status of a round, and what to do next."""
    round_ = access.get_round(request.user, diagnostic, number)
    runs = access.may(request.user, round_, to="run")
    standing = round_status.of(round_, timezone.now())
    context = {
        "runs": runs,
        "standing": standing,
        "preview": queries.reveal_preview(round_) if runs and standing.enough and not round_.revealed else (),
        "is_published": round_status.is_published(round_),
        # Before a reveal no response of a round is erased, so the database is not asked.
        "is_erased": not (round_.revealed or round_.erased) or _erased(round_),
        "last_time": _last_time(round_),
        "may_tell": runs,
        "is_latest": not round_.diagnostic.rounds.filter(number__gt=round_.number).exists(),
        "has_words": runs and queries.has_words(round_),
        "has_signed": queries.has_signed(round_) and access.may(request.user, round_, to="analyse"),
    }
    return render(request, "releases/round.html", _context(round_) | context)


def _last_time(round_: Round) -> hooks.LastTime | None:
    """Return what was decided after the round before: the page of the next round opens with it."""
    before = round_.diagnostic.rounds.filter(number=round_.number - 1).first()
    return hooks.last_time(before) if before else None


@page
def reveal(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Explain what showing results does, then show them."""
    round_ = diagnostics.get_round(request.user, diagnostic, number, to="run")
    policy = diagnostics_mapping.policy(round_.diagnostic)
    form = ArrangementForm(_sent(request), offered=arrangement.choice(round_, policy))
    if request.method == "POST" and form.is_valid():
        return _done(
            request,
            round_,
            lambda: _revealed(round_, actions.reveal(round_, by=_me(request), arranged=form.arranged)),
        )
    if round_.revealed:
        return _back(round_)
    context = {
        "standing": round_status.of(round_, timezone.now()),
        "preview": queries.reveal_preview(round_),
        "form": form,
        "whole_first": form.offered.recommended is Arrangement.WHOLE_FIRST,
    }
    return render(request, "releases/reveal.html", _context(round_) | context, status=422 if form.errors else 200)


@page
def late(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Explain what happens to late responses, then add them."""
    round_ = diagnostics.get_round(request.user, diagnostic, number, to="run")
    if request.method == "POST":
        return _done(request, round_, lambda: _revealed(round_, actions.reveal_late(round_, by=_me(request))))
    standing = round_status.of(round_, timezone.now())
    if not round_.revealed or not standing.waiting:
        return _back(round_)
    return render(request, "releases/late.html", _context(round_) | {"standing": standing})


@page
def close(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Explain what happens to waiting responses, then close the round."""
    round_ = diagnostics.get_round(request.user, diagnostic, number, to="run")
    standing = round_status.of(round_, timezone.now())
    if round_.state == RoundState.CLOSED and not standing.leftover:
        return _back(round_)
    form = CloseForm(_sent(request), leftover=standing.waiting if standing.leftover else 0)
    if request.method == "POST" and form.is_valid():
        return _done(request, round_, lambda: _closed(round_, erase=form.erase, by=_me(request)))
    context = {"form": form, "standing": standing}
    return render(request, "releases/close.html", _context(round_) | context, status=422 if form.errors else 200)


@page
def publish(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Choose who may see the results."""
    round_ = diagnostics.get_round(request.user, diagnostic, number, to="run")
    form = PublishForm(_sent(request), round_=round_)
    if request.method == "POST" and form.is_valid():
        to = Audience(form.cleaned_data["to"])
        return _done(request, round_, lambda: _published(round_, to, by=_me(request)))
    status = 422 if form.errors else 200
    return render(request, "releases/publish.html", _context(round_) | {"form": form}, status=status)


@page
def unpublish(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Explain that the link stops working, then stop sharing."""
    round_ = diagnostics.get_round(request.user, diagnostic, number, to="run")
    if request.method == "POST":
        return _done(request, round_, lambda: _unpublished(round_, by=_me(request)))
    return render(request, "releases/unpublish.html", _context(round_))


@require_GET
def words(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """List the enablers that have comments."""
    round_ = diagnostics.get_round(request.user, diagnostic, number, to="run")
    context = {
        "enablers": tables.written(round_),
        "waits": tables.words_wait(round_),
        "fewest": tables.fewest_comments(round_),
    }
    return render(request, "releases/words.html", _context(round_) | context)


@page
def words_about(request: HttpRequest, diagnostic: str, number: int, enabler: str) -> HttpResponse:
    """Choose how the comments on an enabler are shown in the results."""
    round_ = diagnostics.get_round(request.user, diagnostic, number, to="run")
    about = next((about for about in tables.written(round_) if about.enabler.id == enabler), None)
    if about is None:
        raise Http404
    form = ShownCommentsForm(_sent(request), words=about.words)
    if request.method == "POST" and form.is_valid():
        changed = actions.choose_words(round_, form.changes(), by=_me(request))
        message = ngettext(
            "%(n)s comment is now shown differently.", "%(n)s comments are now shown differently.", changed
        )
        messages.success(request, message % {"n": changed} if changed else _("Nothing was changed."))
        return redirect("releases:words", diagnostic, number)
    context = {"form": form, "about": about}
    return render(request, "releases/words_about.html", _context(round_) | context, status=422 if form.errors else 200)


@require_GET
def signed(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Show the signed scores of a round with named protection."""
    round_ = diagnostics.get_round(request.user, diagnostic, number, to="analyse")
    table = tables.signed(round_)
    if not table.rows:
        raise Http404
    return render(request, "releases/signed.html", _context(round_) | {"table": table})


def _context(round_: Round) -> dict[str, Any]:
    return {"round": round_, "diagnostic": round_.diagnostic, "place": round_.place}


def _sent(request: HttpRequest) -> QueryDict | None:
    """Return the form data of a POST request, even where it is empty."""
    return request.POST if request.method == "POST" else None


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)


def _back(round_: Round) -> HttpResponse:
    return redirect("releases:round", round_.diagnostic.code, round_.number)


def _done(request: HttpRequest, round_: Round, act: Callable[[], str]) -> HttpResponse:
    """Run an action and return to the round with its message, or with the reason why it was refused."""
    try:
        messages.success(request, act())
    except PolicyError as error:
        messages.warning(request, str(error))
    return _back(round_)


def _revealed(round_: Round, release: Release) -> str:
    message = ngettext(
        "%(n)s response added to the results.", "%(n)s responses added to the results.", release.people
    ) % {"n": release.people}
    # The files may still hold traces of the responses. Then the page shows what is left to do. Where people put their
    # name to their scores, these are kept.
    if round_.diagnostic.protection != Protection.NAMED and _erased(round_):
        message += " " + _("The individual responses have been erased.")
    too_few, in_room = mapping.never_shown(release)
    if too_few:
        message += " " + ngettext(
            "%(n)s question is not shown, because too few people scored it.",
            "%(n)s questions are not shown, because too few people scored them.",
            too_few,
        ) % {"n": too_few}
    if in_room:
        message += " " + ngettext(
            "%(n)s question is not shown. A workshop with nearly the same people has already shown scores for it, so a "
            "few people’s scores could be worked out.",
            "%(n)s questions are not shown. A workshop with nearly the same people has already shown scores for them, "
            "so a few people’s scores could be worked out.",
            in_room,
        ) % {"n": in_room}
    return message


def _erased(round_: Round) -> bool:
    return secure_delete.is_finished(secure_delete.about_round(round_.pk))


def _closed(round_: Round, *, erase: bool, by: User) -> str:
    actions.close(round_, erase=erase, by=by)
    message = " " + _("The remaining responses have been deleted.") if erase and _erased(round_) else ""
    return _("The round is closed.") + message


def _published(round_: Round, to: Audience, *, by: User) -> str:
    actions.publish(round_, to=to, by=by)
    return _("The results are published.")


def _unpublished(round_: Round, *, by: User) -> str:
    actions.unpublish(round_, by=by)
    return _("Only your team can see the results now. The link you shared no longer works.")
