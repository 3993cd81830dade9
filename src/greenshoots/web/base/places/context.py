"""What every page knows of the places of whoever is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from greenshoots.web.base.places.models import Membership

if TYPE_CHECKING:
    from django.http import HttpRequest


def my_roles(request: HttpRequest) -> dict[str, Any]:
    """Give the roles of whoever is signed in, by the code of the place; asked for only where a page shows them."""

    def read() -> dict[str, str]:
        person = getattr(request, "user", None)
        if person is None or not person.is_authenticated:
            return {}
        return dict(Membership.objects.filter(person=person).values_list("place__code", "role"))

    return {"roles": SimpleLazyObject(read)}
