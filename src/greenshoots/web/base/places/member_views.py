"""Pages about the members of a place, and the page to join it."""

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
    """List the members of a place; owners also see open invitations."""
    mine = access.get_membership(request.user, place)
    access.require(mine, to="analyse")
    owns = mine.role == Role.OWNER
    context = {
        "place": mine.place,
        "mine": mine,
        "owns": owns,
        "members": queries.members(mine.place),
        "waiting": queries.waiting(mine.place) if owns else (),
    }
    return render(request, "places/members.html", context)


@never_cache
def invite(request: HttpRequest, place: str) -> HttpResponse:
    """Invite a colleague by e-mail, or create a link, which is shown only once."""
    place_ = access.get_place(request.user, place, to="own")
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invited = invitations.invite(
                place_, by=cast("User", request.user), site=settings.SITE_URL, **form.cleaned_data
            )
        except PolicyError as error:
            form.add_error("email", str(error))
        else:
            if invited.sent:
                messages.success(request, _("Invitation sent to %(email)s.") % form.cleaned_data)
                return redirect("places:members", place_.code)
            context = {
                "place": place_,
                "link": invited.link,
                "email": form.cleaned_data["email"],
                "mail_is_sent": mail.is_sent(),
            }
            return render(request, "places/invited.html", context)
    return render(request, "places/invite.html", {"place": place_, "form": form}, status=422 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, place: str, invitation: str) -> HttpResponse:
    """Withdraw an invitation."""
    invitation_ = access.get_invitation(request.user, place, invitation)
    invitations.withdraw(invitation_, by=cast("User", request.user))
    messages.success(request, _("The invitation has been withdrawn. Its link no longer works."))
    return redirect("places:members", place)


def member(request: HttpRequest, place: str, member: str) -> HttpResponse:
    """Change the role of a member."""
    member_ = access.get_member(request.user, place, member)
    form = RoleForm(request.POST or None, initial={"role": member_.role})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_role(member_, role=form.cleaned_data["role"], by=cast("User", request.user))
        except PolicyError as error:
            form.add_error("role", str(error))
        else:
            messages.success(request, _("The role of %(who)s has been changed.") % {"who": member_.person})
            # An owner who gives up ownership may no longer see the members.
            return redirect("home") if member_.person_id == request.user.pk else redirect("places:members", place)
    context = {"place": member_.place, "member": member_, "form": form}
    return render(request, "places/member.html", context, status=422 if form.errors else 200)


def remove(request: HttpRequest, place: str, member: str) -> HttpResponse:
    """Confirm and remove a member."""
    member_ = access.get_member(request.user, place, member)
    if request.method == "POST":
        actions.remove(member_, by=cast("User", request.user))
        messages.success(request, _("%(who)s is no longer a member.") % {"who": member_.person})
        return redirect("places:members", place)
    return render(request, "places/remove.html", {"place": member_.place, "member": member_})


def leave(request: HttpRequest, place: str) -> HttpResponse:
    """Confirm and leave a place."""
    mine = access.get_membership(request.user, place)
    if request.method == "POST":
        actions.remove(mine, by=cast("User", request.user))
        messages.success(request, _("You have left “%(place)s”.") % {"place": mine.place.name})
        return redirect("home")
    context = {"place": mine.place, "stays": queries.is_only_owner(mine)}
    return render(request, "places/leave.html", context)


@login_not_required
@never_cache
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an invitation, and accept it once signed in."""
    invitation = queries.invitation(secret)
    if invitation is None:
        return render(request, "places/link_ended.html", status=404)
    if not request.user.is_authenticated:
        request.session[INVITED] = True  # opens the page to create an account
        return render(request, "places/join.html", {"invitation": invitation})
    # A member who opens the link, perhaps to pass it on, must not use it up.
    already = queries.membership(invitation.place, request.user)
    if request.method == "POST" and not already:
        invitations.accept(invitation, by=request.user)
        request.session.pop(INVITED, None)
        messages.success(request, _("You are now a member of “%(place)s”.") % {"place": invitation.place.name})
        return redirect("diagnostics:list", invitation.place.code)
    return render(request, "places/join.html", {"invitation": invitation, "already": already})
