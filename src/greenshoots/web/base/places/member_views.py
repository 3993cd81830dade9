"""Pages of the members of a place, and of the way in for new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from greenshoots.core.errors import PolicyError
from greenshoots.web.base.accounts import mail
from greenshoots.web.base.accounts.adapters import INVITED
from greenshoots.web.base.places import access, actions, invitations, queries
from greenshoots.web.base.places.forms import InviteForm, RoleForm
from greenshoots.web.base.places.models import Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.base.accounts.models import User


@require_GET
def members(request: HttpRequest, place: str) -> HttpResponse:
    """List who belongs to a place; owners can change it."""
    mine = access.get_membership(request.user, place)
    access.require(mine, to="analyse")
    owns = mine.role == Role.OWNER
    facts = {
        "place": mine.place,
        "mine": mine,
        "owns": owns,
        "members": queries.members(mine.place),
        "waiting": queries.waiting(mine.place) if owns else (),
    }
    return render(request, "places/members.html", facts)


@never_cache
def invite(request: HttpRequest, place: str) -> HttpResponse:
    """Invite somebody by e-mail, or make a link to pass on, which is shown this once."""
    it = access.get_place(request.user, place, to="own")
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = invitations.invite(it, by=cast("User", request.user), site=settings.SITE_URL, **form.cleaned_data)
        except PolicyError as error:
            form.add_error("email", str(error))
        else:
            if made.sent:
                messages.success(request, _("Invitation sent to %(email)s.") % form.cleaned_data)
                return redirect("places:members", it.code)
            facts = {
                "place": it,
                "link": made.link,
                "email": form.cleaned_data["email"],
                "mail_is_sent": mail.is_sent(),
            }
            return render(request, "places/invited.html", facts)
    return render(request, "places/invite.html", {"place": it, "form": form}, status=422 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, place: str, invitation: str) -> HttpResponse:
    """Take an invitation back."""
    it = access.get_invitation(request.user, place, invitation)
    invitations.withdraw(it, by=cast("User", request.user))
    messages.success(request, _("The invitation has been withdrawn. Its link no longer works."))
    return redirect("places:members", place)


def member(request: HttpRequest, place: str, member: str) -> HttpResponse:
    """Change the role of a member."""
    it = access.get_member(request.user, place, member)
    form = RoleForm(request.POST or None, initial={"role": it.role})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_role(it, role=form.cleaned_data["role"], by=cast("User", request.user))
        except PolicyError as error:
            form.add_error("role", str(error))
        else:
            messages.success(request, _("The role of %(who)s has been changed.") % {"who": it.person})
            # Whoever gives up their own ownership may no longer see the members.
            return redirect("home") if it.person_id == request.user.pk else redirect("places:members", place)
    facts = {"place": it.place, "member": it, "form": form}
    return render(request, "places/member.html", facts, status=422 if form.errors else 200)


def remove(request: HttpRequest, place: str, member: str) -> HttpResponse:
    """Ask whether a member is to be taken out, and do it."""
    it = access.get_member(request.user, place, member)
    if request.method == "POST":
        actions.remove(it, by=cast("User", request.user))
        messages.success(request, _("%(who)s is no longer a member.") % {"who": it.person})
        return redirect("places:members", place)
    return render(request, "places/remove.html", {"place": it.place, "member": it})


def leave(request: HttpRequest, place: str) -> HttpResponse:
    """Ask whether somebody wants to leave, and let them go."""
    mine = access.get_membership(request.user, place)
    if request.method == "POST":
        actions.remove(mine, by=cast("User", request.user))
        messages.success(request, _("You have left “%(place)s”.") % {"place": mine.place.name})
        return redirect("home")
    facts = {"place": mine.place, "stays": queries.is_only_owner(mine)}
    return render(request, "places/leave.html", facts)


@login_not_required
@never_cache
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Show who invites to which place; take the role once signed in."""
    found = queries.invitation(secret)
    if found is None:
        return render(request, "places/link_ended.html", status=404)
    if not request.user.is_authenticated:
        request.session[INVITED] = True  # opens the page that makes an account
        return render(request, "places/join.html", {"invitation": found})
    already = queries.membership(found.place, request.user)
    if request.method == "POST" and not already:
        invitations.accept(found, by=request.user)
        request.session.pop(INVITED, None)
        messages.success(request, _("You are now a member of “%(place)s”.") % {"place": found.place.name})
        return redirect("diagnostics:list", found.place.code)
    return render(request, "places/join.html", {"invitation": found, "already": already})
