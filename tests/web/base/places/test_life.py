"""A place from its first owner to its end, with the links that people pass on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web import making
from tests.web.cast import PASSWORD, Cast
from tests.web.pages import Visitor

from greenshoots.web.base.accounts import actions as accounts
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.audit.models import Entry
from greenshoots.web.base.places.models import Invitation, Membership, Place, Role

As = Callable[[User], Visitor]
PEOPLE = "/places/northval/people/"


def link_in(html: str) -> str:
    found = re.search(r"/join/[\w-]+/", html)
    assert found, html
    return found[0]


def make_link(as_: As, cast: Cast, role: str = "analyst") -> str:
    return link_in(as_(cast.olive).post(f"{PEOPLE}invite/", {"email": "", "role": role}).content.decode())


def membership(person: User) -> Membership:
    return Membership.objects.get(person=person, place__code="northval")


def change(as_: As, who: User, whom: User, role: str) -> int:
    return as_(who).post(f"{PEOPLE}{membership(whom).code}/", {"role": role}).status_code


@pytest.mark.django_db
def test_the_first_owner_makes_an_account_and_a_place(visitor: Visitor):
    link = accounts.make_owner_link()
    assert visitor.get(link).status_code == 200
    facts = {"name": "Olive", "email": "Olive@Example.org", "password": "three odd words"}
    assert visitor.post(link, facts).headers["Location"] == "/places/new/"
    made = visitor.post("/places/new/", {"name": "Northvale"})
    place = Place.objects.get()
    assert made.headers["Location"] == f"/places/{place.code}/"
    olive = User.objects.get()
    assert (olive.email, olive.operator) == ("olive@example.org", True)
    assert Membership.objects.get().role == Role.OWNER
    assert Entry.objects.get().verb == "place.made"
    assert Visitor().get(link).status_code == 404


def test_only_operators_make_places_where_accounts_are_made_by_invitation(as_: As, cast: Cast, settings):
    assert as_(cast.alice).get("/places/new/").status_code == 403
    settings.SIGN_UP = True
    assert as_(cast.alice).get("/places/new/").status_code == 200


def test_a_member_with_one_place_goes_straight_there(as_: As, cast: Cast):
    assert as_(cast.alice).get("/").headers["Location"] == "/places/northval/"


def test_a_member_of_several_places_chooses(as_: As, cast: Cast):
    Membership.objects.create(place=cast.southmere, person=cast.alice, role=Role.VIEWER)
    page = as_(cast.alice).get("/").content.decode()
    assert "/places/northval/" in page
    assert "/places/southmer/" in page


def test_a_person_without_a_place_reads_what_to_do(as_: As, cast: Cast):
    nobody = User.objects.create_user("new@example.org", PASSWORD)
    assert "Ask an owner" in as_(nobody).get("/").content.decode()
    nobody.operator = True
    nobody.save()
    assert "/places/new/" in as_(nobody).get("/").content.decode()


def test_a_viewer_of_one_place_finds_the_way_to_leave_it(as_: As, cast: Cast):
    assert "/places/northval/people/leave/" in as_(cast.vera).get("/places/").content.decode()


@pytest.mark.django_db
def test_a_stranger_finds_a_front_page_with_a_way_to_sign_in_and_to_every_code(visitor: Visitor):
    page = visitor.get("/").content.decode()
    assert "/accounts/login/" in page
    assert 'href="/a"' in page
    assert 'href="/w/"' in page


def test_an_invitation_by_e_mail_works_once(as_: As, cast: Cast):
    sent = as_(cast.olive).post(f"{PEOPLE}invite/", {"email": "Charlie@example.org", "role": "viewer"})
    assert sent.headers["Location"] == PEOPLE
    assert mail.outbox[0].to == ["charlie@example.org"]
    link = link_in(mail.outbox[0].body)
    assert "Northvale" in as_(cast.charlie).get(link).content.decode()
    assert as_(cast.charlie).post(link).headers["Location"] == "/places/northval/"
    assert membership(cast.charlie).role == Role.VIEWER
    newcomer = User.objects.create_user("late@example.org", PASSWORD)
    again = as_(newcomer).post(link)
    assert again.status_code == 404
    assert "no longer works" in again.content.decode()
    assert not Membership.objects.filter(person=newcomer).exists()


def test_a_link_to_pass_on_is_shown_once_and_kept_only_as_a_digest(as_: As, cast: Cast):
    link = make_link(as_, cast)
    assert link not in as_(cast.olive).get(PEOPLE).content.decode()
    assert Invitation.objects.get().digest not in link
    assert not mail.outbox


def test_a_link_ends_after_14_days(as_: As, cast: Cast, visitor: Visitor):
    link = make_link(as_, cast)
    assert visitor.get(link).status_code == 200
    Invitation.objects.update(ends=timezone.now() - dt.timedelta(seconds=1))
    assert visitor.get(link).status_code == 404


def test_a_link_that_was_taken_back_ends(as_: As, cast: Cast, visitor: Visitor):
    link = make_link(as_, cast)
    as_(cast.olive).post(f"{PEOPLE}invitations/{Invitation.objects.get().code}/withdraw/")
    assert visitor.get(link).status_code == 404


def test_inviting_the_same_address_again_ends_the_first_link(as_: As, cast: Cast, visitor: Visitor):
    for _ in range(2):
        as_(cast.olive).post(f"{PEOPLE}invite/", {"email": "new@example.org", "role": "viewer"})
    first, second = (link_in(message.body) for message in mail.outbox)
    assert visitor.get(first).status_code == 404
    assert visitor.get(second).status_code == 200


def test_a_member_who_opens_a_link_does_not_use_it_up(as_: As, cast: Cast):
    link = make_link(as_, cast)
    as_(cast.vera).post(link)
    assert membership(cast.vera).role == Role.VIEWER
    assert Invitation.objects.exists()


def test_a_member_is_not_invited_again(as_: As, cast: Cast):
    page = as_(cast.olive).post(f"{PEOPLE}invite/", {"email": "VERA@example.org", "role": "owner"})
    assert page.status_code == 422
    assert "is already a member of this place" in page.content.decode()


def test_the_link_is_shown_where_the_mail_server_refuses_the_message(as_: As, cast: Cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = as_(cast.olive).post(f"{PEOPLE}invite/", {"email": "new@example.org", "role": "viewer"})
    assert link_in(page.content.decode())


def test_an_owner_changes_what_a_member_may_do(as_: As, cast: Cast):
    assert change(as_, cast.olive, cast.vera, "facilitator") == 302
    assert membership(cast.vera).role == Role.FACILITATOR
    assert Entry.objects.get().verb == "member.role_changed"


def test_the_last_owner_cannot_become_less(as_: As, cast: Cast):
    assert change(as_, cast.olive, cast.olive, "viewer") == 422
    assert membership(cast.olive).role == Role.OWNER
    change(as_, cast.olive, cast.alice, "owner")
    assert change(as_, cast.olive, cast.olive, "viewer") == 302
    assert membership(cast.olive).role == Role.VIEWER


def test_the_last_owner_cannot_leave(as_: As, cast: Cast):
    page = as_(cast.olive).post(f"{PEOPLE}leave/")
    assert page.status_code == 409
    assert "needs an owner" in page.content.decode()
    assert as_(cast.olive).post(f"{PEOPLE}{membership(cast.olive).code}/remove/").status_code == 409
    assert membership(cast.olive)


def test_a_member_leaves_and_sees_nothing_any_more(as_: As, cast: Cast):
    assert as_(cast.vera).get(f"{PEOPLE}leave/").status_code == 200
    as_(cast.vera).post(f"{PEOPLE}leave/")
    assert as_(cast.vera).get(f"{PEOPLE}leave/").status_code == 404


def test_an_owner_removes_a_member(as_: As, cast: Cast):
    address = f"{PEOPLE}{membership(cast.bob).code}/remove/"
    assert "Bob" in as_(cast.olive).get(address).content.decode()
    as_(cast.olive).post(address)
    assert as_(cast.bob).get(PEOPLE).status_code == 404


def test_a_place_gets_another_name(as_: As, cast: Cast):
    as_(cast.olive).post("/places/northval/settings/", {"name": "North Vale"})
    assert Place.objects.get(code="northval").name == "North Vale"
    assert as_(cast.olive).post("/places/northval/settings/", {"name": " "}).status_code == 422


def test_deleting_a_place_takes_what_it_says_and_nothing_else(as_: As, cast: Cast):
    round_ = making.diagnostic(cast.northvale).rounds.get()
    making.people_answer(round_, 3)
    making.diagnostic(cast.southmere)
    page = as_(cast.olive).get("/places/northval/delete/").content.decode()
    assert "1 diagnostic<" in page
    assert "3 responses whose results have not been shown" in page
    wrong = as_(cast.olive).post("/places/northval/delete/", {"name": "Southmere"})
    assert wrong.status_code == 422
    assert Place.objects.count() == 2
    as_(cast.olive).post("/places/northval/delete/", {"name": "northvale council  (fictional)"})
    assert [place.code for place in Place.objects.all()] == ["southmer"]
    assert cast.southmere.diagnostics.count() == 1
    assert User.objects.filter(pk=cast.olive.pk).exists()


def test_lists_ask_the_database_a_fixed_number_of_times(as_: As, cast: Cast):
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            as_(cast.olive).get(address)
        return len(found)

    before = asked(PEOPLE), asked("/places/")
    for number in range(5):
        person = User.objects.create_user(f"{number}@example.org", PASSWORD)
        Membership.objects.create(place=cast.northvale, person=person, role=Role.VIEWER)
        Membership.objects.create(place=Place.objects.create(name=f"{number}"), person=cast.olive, role=Role.OWNER)
    assert (asked(PEOPLE), asked("/places/")) == before
