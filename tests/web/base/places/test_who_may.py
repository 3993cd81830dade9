"""All pages of a place for each role, for a member of another place, and for visitors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.places.models import Invitation, Membership

As = Callable[[User], Visitor]

# olive owns, alice facilitates, bob analyses, vera views, charlie belongs elsewhere
PAGES = {
    "people/": (200, 200, 200, 403, 404),
    "people/invite/": (200, 403, 403, 403, 404),
    "people/leave/": (200, 200, 200, 200, 404),
    "people/{member}/": (200, 403, 403, 403, 404),
    "people/{member}/remove/": (200, 403, 403, 403, 404),
    "settings/": (200, 403, 403, 403, 404),
    "changes/": (200, 403, 403, 403, 404),
    "delete/": (200, 403, 403, 403, 404),
}
NAMES = ("olive", "alice", "bob", "vera", "charlie")


@pytest.mark.parametrize("page", PAGES)
def test_a_role_opens_the_pages_it_may_and_strangers_learn_nothing(as_: As, cast: Cast, visitor: Visitor, page: str):
    member = Membership.objects.get(person=cast.bob)
    address = f"/places/northval/{page.format(member=member.code)}"
    found = tuple(as_(getattr(cast, name)).get(address).status_code for name in NAMES)
    assert found == PAGES[page]
    assert visitor.get(address).headers["Location"].startswith("/accounts/login/")


def test_a_member_of_another_place_changes_nothing(as_: As, cast: Cast):
    as_(cast.olive).post("/places/northval/people/invite/", {"email": "", "role": "viewer"})
    invitation = Invitation.objects.get()
    member = Membership.objects.get(person=cast.bob)
    charlie = as_(cast.charlie)
    addresses = {
        f"people/{member.code}/": {"role": "owner"},
        f"people/{member.code}/remove/": {},
        f"people/invitations/{invitation.code}/withdraw/": {},
        "people/invite/": {"email": "c@example.org", "role": "owner"},
        "settings/": {"name": "Mine"},
        "delete/": {"name": cast.northvale.name},
    }
    for address, facts in addresses.items():
        assert charlie.post(f"/places/northval/{address}", facts).status_code == 404, address
        # through a place of their own, with the codes of another
        own = charlie.post(f"/places/southmer/{address}", facts).status_code
        assert own == 404 or not address.startswith(("people/" + member.code, "people/invitations")), address
    cast.northvale.refresh_from_db()
    assert cast.northvale.name == "Northvale Council (fictional)"
    assert Membership.objects.filter(place=cast.northvale).count() == 4
    assert Invitation.objects.filter(pk=invitation.pk).exists()


def test_no_primary_key_stands_in_a_page(as_: As, cast: Cast):
    page = as_(cast.olive).get("/places/northval/people/").content.decode()
    for member in Membership.objects.filter(place=cast.northvale):
        assert f"/people/{member.code}/" in page
        assert f"/people/{member.pk}/" not in page


def test_only_owners_find_the_ways_to_change_members(as_: As, cast: Cast):
    page = as_(cast.alice).get("/places/northval/people/").content.decode()
    assert "/people/invite/" not in page
    assert "Olive" in page
