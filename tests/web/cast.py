"""The people of the tests, by name, so that every test says at once who may see what.

Alice leads a diagnostic in Northvale, Bob is on her team as an analyst, Vera may look at published results there, and
Olive owns the place. Charlie belongs to Southmere, and must see nothing of Northvale. Everybody's password is the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.places.models import Membership, Place, Role

PASSWORD = "a long enough password"  # noqa: S105 - of people who do not exist


@dataclass(frozen=True, slots=True)
class Cast:
    """Who there is."""

    northvale: Place
    southmere: Place
    olive: User
    alice: User
    bob: User
    vera: User
    charlie: User


def assemble() -> Cast:
    """Make the places and the people."""
    northvale = Place.objects.create(name="Northvale Council (fictional)", code="northval")
    southmere = Place.objects.create(name="Southmere Police (fictional)", code="southmer")
    return Cast(
        northvale,
        southmere,
        olive=_person("Olive", northvale, Role.OWNER),
        alice=_person("Alice", northvale, Role.FACILITATOR),
        bob=_person("Bob", northvale, Role.ANALYST),
        vera=_person("Vera", northvale, Role.VIEWER),
        charlie=_person("Charlie", southmere, Role.OWNER),
    )


def _person(name: str, place: Place, role: Role) -> User:
    person = User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name=name)
    Membership.objects.create(place=place, person=person, role=role)
    return person
