"""Add, preview, edit and delete the entries of a place, and show their history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from greenshoots.web.act.library import access, actions, forms, markdown, queries
from greenshoots.web.base.places import access as places
from greenshoots.web.base.places.forms import TypeTheNameForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.base.accounts.models import User


def new(request: HttpRequest, place: str) -> HttpResponse:
    """Add an entry, with a preview first if the writer asks for it."""
    owner = places.get_place(request.user, place, to="run")
    by = cast("User", request.user)
    start = {"enablers": request.GET.getlist("enabler")}
    form = forms.EntryForm(request.POST or None, initial=start, offered=queries.known_to(by, owner), here=owner)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        entry = actions.add(owner, form.values(), partners=form.partner_codes(), by=by)
        messages.success(request, _("“%(title)s” has been added to the library.") % {"title": entry.title})
        return redirect("library:entry_in", owner.code, entry.code)
    return _page(request, "new", form, place=owner)


def edit(request: HttpRequest, place: str, entry: str) -> HttpResponse:
    """Edit an entry; if another person changed it meanwhile, show both versions and lose neither."""
    row = access.get_own(request.user, place, entry, to="run")
    by = cast("User", request.user)
    offered = queries.known_to(by, row.place, row)
    form = forms.EntryForm(request.POST or None, initial=forms.initial(row), offered=offered, here=row.place)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        read = form.cleaned_data["version"] or 0
        written = actions.change(row, form.values(), partners=form.partner_codes(), read=read, by=by)
        if written.stale:
            # Saving again means that the writer has read the newer version.
            data = request.POST.copy()
            data["version"] = str(written.entry.version)
            form = forms.EntryForm(data, offered=offered, here=row.place)
            return _page(request, "edit", form, place=row.place, row=row, theirs=written.entry, status=409)
        messages.success(request, _("“%(title)s” has been saved.") % {"title": written.entry.title})
        return redirect("library:entry_in", row.place.code, row.code)
    return _page(request, "edit", form, place=row.place, row=row)


def _page(request: HttpRequest, name: str, form: forms.EntryForm, *, status: int = 200, **context: Any) -> HttpResponse:
    if "preview" in request.POST:
        form.only_what_is_read()
        cleaned = form.cleaned_data
        if not form.errors:
            context["preview"] = {
                "title": cleaned["title"],
                "text": markdown.html(cleaned["text"]),
                "first_step": markdown.html(cleaned["first_step"]),
            }
    status = 422 if form.errors else status
    return render(request, f"library/{name}.html", context | {"form": form}, status=status)


@require_safe
def history(request: HttpRequest, place: str, entry: str) -> HttpResponse:
    """Show the versions of an entry and who wrote them."""
    row = access.get_own(request.user, place, entry, to="see")
    return render(request, "library/history.html", {"place": row.place, "row": row, "editions": queries.editions(row)})


def delete(request: HttpRequest, place: str, entry: str) -> HttpResponse:
    """Delete an entry after its title has been entered."""
    row = access.get_own(request.user, place, entry, to="run")
    label = _("Enter the title to confirm")
    form = TypeTheNameForm(request.POST or None, expected=row.title, label=label)
    if request.method == "POST" and form.is_valid():
        actions.delete(row, by=cast("User", request.user))
        messages.success(request, _("“%(title)s” has been deleted.") % {"title": row.title})
        return HttpResponseRedirect(reverse("library:browse_in", args=[row.place.code]))
    context = {"place": row.place, "row": row, "form": form}
    return render(request, "library/delete.html", context, status=422 if form.errors else 200)
