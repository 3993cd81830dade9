"""Template variables about the places of the person who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from greenshoots.web.base.places.models import Membership

if TYPE_CHECKING:
    from django.http import HttpRequest


def my_roles(request: HttpRequest) -> dict[str, Any]:
    """Return the roles of the person who is signed in, by place code; the query runs only where a page needs it."""

    def read() -> dict[str, str]:
        person = getattr(request, "user", None)
        if person is None or not person.is_authenticated:
            return {}
        return dict(Membership.objects.filter(person=person).values_list("place__code", "role"))

    return {"roles": SimpleLazyObject(read)}
