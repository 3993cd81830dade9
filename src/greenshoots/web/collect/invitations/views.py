"""Views of the invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from greenshoots import paper
from greenshoots.core.errors import PolicyError
from greenshoots.web.base.accounts import mail
from greenshoots.web.base.site import csv_sheet
from greenshoots.web.collect.diagnostics import access, mapping
from greenshoots.web.collect.diagnostics import queries as diagnostics
from greenshoots.web.collect.diagnostics.models import Protection
from greenshoots.web.collect.invitations import actions, outbox, qr_code, queries
from greenshoots.web.collect.invitations.forms import PeopleForm, RemoveForm
from greenshoots.web.collect.invitations.models import PersonalLink

if TYPE_CHECKING:
    from django.http import HttpRequest

    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.collect.diagnostics.models import Round

SLIPS_ON_A_PAGE = 200
"""25 sheets of paper: with more QR codes on a page, browsers take noticeably long to show it."""

STYLES = {"normal": "form", "large-print": "form-large-print", "text": "form", "braille": "form-braille"}
TYPES = {".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8", ".brf": "text/plain; charset=us-ascii"}


@require_GET
def ways_in(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Show every way to collect responses: the shared link, its poster, personal links, paper and files."""
    round_ = access.get_round(request.user, diagnostic, number, to="run")
    return render(
        request,
        "invitations/ways_in.html",
        _context(round_)
        | {
            "qr": qr_code.svg(queries.open_link(round_), title=_("QR code for the link")),
            "people": queries.people(round_),
            "languages_of_form": queries.languages(round_),
        },
    )


@require_POST
def open_link(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Turn the shared link on or off."""
    round_ = access.get_round(request.user, diagnostic, number, to="run")
    on = request.POST.get("on") == "1"
    actions.set_open_link(round_, on=on, by=cast("User", request.user))
    messages.success(
        request,
        _("The shared link is on.") if on else _("The shared link is off. Personal links, paper and files still work."),
    )
    return redirect(queries.page_of(round_))


@require_POST
def shared_device(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Set whether people share devices to answer."""
    round_ = access.get_round(request.user, diagnostic, number, to="run")
    on = request.POST.get("on") == "1"
    actions.set_shared_device(round_, on=on, by=cast("User", request.user))
    messages.success(
        request,
        _("Shared device mode is on. When they have finished, each person presses “Finish and clear this page”.")
        if on
        else _("Shared device mode is off. Turn it on again if people share a device."),
    )
    return redirect(queries.page_of(round_))


@require_GET
def poster(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Show the poster with the shared link."""
    round_ = access.get_round(request.user, diagnostic, number, to="run")
    spoken = dict(settings.LANGUAGES)
    offered = [(code, name) for code, name in queries.languages(round_) if code in spoken]
    wanted = request.GET.get("lang") or round_.diagnostic.language
    language = wanted if wanted in dict(offered) else settings.LANGUAGE_CODE
    with translation.override(language):
        picture = qr_code.svg(queries.open_link(round_), title=_("QR code for the link"))
    context = {"qr": picture, "language_of_poster": language, "languages": offered}
    return render(request, "invitations/poster.html", _context(round_) | context)


@require_GET
def qr(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Return the QR code as a file."""
    round_ = access.get_round(request.user, diagnostic, number, to="run")
    response = HttpResponse(qr_code.svg(queries.open_link(round_), title=str(round_)), content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="qr-{round_.code}.svg"'
    return response


@require_GET
def form(request: HttpRequest, diagnostic: str, number: int, style: str, language: str) -> HttpResponse:
    """Return the paper form in print, large print, plain text or braille."""
    round_ = access.get_round(request.user, diagnostic, number, to="run")
    about = round_.diagnostic
    if style not in STYLES or about.instrument is None or language not in mapping.languages(about.instrument):
        raise Http404
    chosen = cast("paper.Style", style)
    content = paper.form(
        mapping.instrument(about.instrument, language),
        style=chosen,
        groups={group.name: [choice.label for choice in group.choices.all()] for group in about.groups.all()},
        title=about.subject,
        place=about.place.name,
        k=about.k,
    )
    suffix = paper.suffix(chosen)
    response = HttpResponse(content, content_type=TYPES[suffix])
    response["Content-Disposition"] = f'attachment; filename="{STYLES[style]}-{round_.code}-{language}{suffix}"'
    return response


def people(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Show the people with personal links, and add to the list."""
    round_ = access.get_round(request.user, diagnostic, number, to="run")
    people_form = PeopleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and people_form.is_valid():
        added = actions.add_people(round_, emails=people_form.cleaned_data["addresses"], by=cast("User", request.user))
        messages.success(request, _added_sentence(added))
        return redirect("invitations:people", diagnostic, number)
    context = {"form": people_form, "people": queries.people(round_), "addresses": queries.addresses(round_)}
    if context["addresses"]:
        context["letter"] = outbox.letter(round_, PersonalLink.Message.INVITATION, _("[personal link]"))
    status = 422 if people_form.errors else 200
    return render(request, "invitations/people.html", _context(round_) | context, status=status)


@require_GET
@never_cache
def links_file(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Return the personal links as a file, for sending them without the program's e-mails."""
    round_ = access.get_round(request.user, diagnostic, number, to="run")
    with translation.override(round_.diagnostic.language):
        closes = formats.date_format(timezone.localtime(round_.closes)) if round_.closes else ""
    header = (_("E-mail address"), _("Personal link"), _("Closes on"))
    text = csv_sheet.write(header, ((person.email, person.address, closes) for person in queries.handouts(round_)))
    actions.hand_out(round_, printed=False, by=cast("User", request.user))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="personal-links-{round_.code}.csv"'
    return response


@require_GET
@never_cache
def slips(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Show the personal links as slips to print and cut out, one for each person."""
    round_ = access.get_round(request.user, diagnostic, number, to="run")
    page = Paginator(queries.handouts(round_), SLIPS_ON_A_PAGE).get_page(request.GET.get("page"))
    # One entry in the change history for each printing, not for each page of it.
    if page.number == 1:
        actions.hand_out(round_, printed=True, by=cast("User", request.user))
    spoken = dict(settings.LANGUAGES)
    language = round_.diagnostic.language if round_.diagnostic.language in spoken else settings.LANGUAGE_CODE
    with translation.override(language):
        title = _("QR code for the link")
        pairs = [(handout, qr_code.svg(handout.address, title=title)) for handout in page]
    context = {"page": page, "slips": pairs, "language_of_slips": language}
    return render(request, "invitations/slips.html", _context(round_) | context)


@require_POST
def invite(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Send the invitations."""
    round_ = access.get_round(request.user, diagnostic, number, to="run")
    sent = actions.invite(round_, by=cast("User", request.user))
    outbox.start()
    sentence = ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", sent) % {"n": sent}
    messages.success(request, sentence if sent else _("Everyone on the list has already been invited."))
    return redirect("invitations:people", diagnostic, number)


@require_POST
def remind(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Send reminders to people who have not answered."""
    round_ = access.get_round(request.user, diagnostic, number, to="run")
    try:
        actions.remind(round_, by=cast("User", request.user))
    except PolicyError as refused:
        messages.error(request, str(refused))
    else:
        outbox.start()
        messages.success(request, _("Reminders are on their way to people who have not answered."))
    return redirect("invitations:people", diagnostic, number)


@require_POST
def remove(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Remove a person from the list."""
    round_ = access.get_round(request.user, diagnostic, number, to="run")
    remove_form = RemoveForm(request.POST)
    email = remove_form.data.get("email", "").strip().lower()
    if actions.remove_people(round_, emails=[email], by=cast("User", request.user)):
        messages.success(
            request, _("%(email)s has been removed from the list. Their link no longer works.") % {"email": email}
        )
    else:
        messages.warning(request, _("%(email)s is not on the list.") % {"email": email})
    return redirect("invitations:people", diagnostic, number)


def _context(round_: Round) -> dict[str, object]:
    address = queries.open_link(round_)
    return {
        "round": round_,
        "diagnostic": round_.diagnostic,
        "place": round_.place,
        "is_open": diagnostics.is_open(round_, timezone.now()),
        "address": address,
        "short_address": address.split("://", 1)[-1].rsplit("/", 1)[0],
        "has_open_link": queries.has_open_link(round_),
        "mail_is_sent": mail.is_sent(),
        "named": round_.diagnostic.protection == Protection.NAMED,
        # One person can answer many times through the shared link: four invented answers give away the fifth in a group
        # of five, so results by group need groups of 10.
        "wide_groups": round_.diagnostic.protection == Protection.PROTECTED
        and round_.diagnostic.k < 10
        and any(group.place_in_order for group in round_.diagnostic.groups.all()),
    }


def _added_sentence(added: actions.Added) -> str:
    sentence = ngettext("%(n)s person was added to the list.", "%(n)s people were added to the list.", added.new) % {
        "n": added.new
    }
    if added.already:
        sentence += " " + ngettext("%(n)s was already on it.", "%(n)s were already on it.", added.already) % {
            "n": added.already
        }
    return sentence
