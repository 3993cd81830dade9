"""Writing an entry, seeing how it reads, what it said before, and its end."""

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
    """Add an entry, once its writer has seen how it reads if they like."""
    it = places.get_place(request.user, place, to="run")
    by = cast("User", request.user)
    start = {"enablers": request.GET.getlist("enabler")}
    form = forms.EntryForm(request.POST or None, initial=start, offered=queries.known_to(by, it), here=it)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        made = actions.add(it, form.values(), partners=form.partner_codes(), by=by)
        messages.success(request, _("“%(title)s” has been added to the library.") % {"title": made.title})
        return redirect("library:entry_in", it.code, made.code)
    return _page(request, "new", form, place=it)


def edit(request: HttpRequest, place: str, entry: str) -> HttpResponse:
    """Change an entry; where somebody else changed it meanwhile, show both and lose neither."""
    row = access.get_own(request.user, place, entry, to="run")
    by = cast("User", request.user)
    offered = queries.known_to(by, row.place, row)
    form = forms.EntryForm(request.POST or None, initial=forms.initial(row), offered=offered, here=row.place)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        read = form.cleaned_data["version"] or 0
        written = actions.change(row, form.values(), partners=form.partner_codes(), read=read, by=by)
        if written.stale:
            # The next press means: I have read what stands there now.
            again = request.POST.copy()
            again["version"] = str(written.entry.version)
            mine = forms.EntryForm(again, offered=offered, here=row.place)
            return _page(request, "edit", mine, place=row.place, row=row, theirs=written.entry, status=409)
        messages.success(request, _("“%(title)s” has been saved.") % {"title": written.entry.title})
        return redirect("library:entry_in", row.place.code, row.code)
    return _page(request, "edit", form, place=row.place, row=row)


def _page(request: HttpRequest, name: str, form: forms.EntryForm, *, status: int = 200, **facts: Any) -> HttpResponse:
    if "preview" in request.POST:
        form.only_what_is_read()
        told = form.cleaned_data
        if not form.errors:
            facts["preview"] = {
                "title": told["title"],
                "text": markdown.html(told["text"]),
                "first_step": markdown.html(told["first_step"]),
            }
    status = 422 if form.errors else status
    return render(request, f"library/{name}.html", facts | {"form": form}, status=status)


@require_safe
def history(request: HttpRequest, place: str, entry: str) -> HttpResponse:
    """Show who changed an entry, and what it said before."""
    row = access.get_own(request.user, place, entry, to="see")
    return render(request, "library/history.html", {"place": row.place, "row": row, "editions": queries.editions(row)})


def delete(request: HttpRequest, place: str, entry: str) -> HttpResponse:
    """Delete an entry, once its title has been typed."""
    row = access.get_own(request.user, place, entry, to="run")
    label = _("Enter the title to confirm")
    form = TypeTheNameForm(request.POST or None, expected=row.title, label=label)
    if request.method == "POST" and form.is_valid():
        actions.delete(row, by=cast("User", request.user))
        messages.success(request, _("“%(title)s” has been deleted.") % {"title": row.title})
        return HttpResponseRedirect(reverse("library:browse_in", args=[row.place.code]))
    facts = {"place": row.place, "row": row, "form": form}
    return render(request, "library/delete.html", facts, status=422 if form.errors else 200)
