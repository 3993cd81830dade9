"""The first account, what people change about theirs, and how it ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage, get_connection
from django.test.utils import CaptureQueriesContext
from tests.web.cast import PASSWORD, Cast
from tests.web.pages import Visitor

from greenshoots.core.errors import PolicyError
from greenshoots.web.base.accounts import actions
from greenshoots.web.base.accounts.models import LocalMail, OwnerLink, User
from greenshoots.web.base.audit.models import Entry
from greenshoots.web.base.places import account_deletion
from greenshoots.web.base.places.models import Membership, Place, Role

As = Callable[[User], Visitor]
FACTS = {"name": "Olive", "email": "olive@example.org", "password": "three odd words"}
LOCAL = "greenshoots.web.base.accounts.mail.LocalBackend"


@pytest.mark.django_db
def test_of_a_link_only_a_digest_is_kept_and_a_new_one_ends_it(visitor: Visitor):
    first, second = actions.make_owner_link(), actions.make_owner_link()
    assert OwnerLink.objects.count() == 1
    assert OwnerLink.objects.get().digest not in second
    assert visitor.get(first).status_code == 404
    assert visitor.get(second).status_code == 200


@pytest.mark.django_db
def test_a_link_makes_one_account_only():
    secret = actions.make_owner_link().split("/")[-2]
    actions.use_owner_link(secret, **FACTS)
    with pytest.raises(PolicyError, match="works once"):
        actions.use_owner_link(secret, **FACTS | {"email": "second@example.org"})
    assert User.objects.count() == 1
    assert EmailAddress.objects.get().verified


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"email": "olive"}, {"password": "short"}, {"password": "olive@example.org"}]
)
def test_a_form_that_needs_something_comes_back_filled_in(visitor: Visitor, wrong: dict[str, str]):
    link = actions.make_owner_link()
    page = visitor.post(link, FACTS | wrong)
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    assert not User.objects.exists()
    assert visitor.post(link, FACTS).status_code == 302


def test_people_change_their_name_and_language(as_: As, cast: Cast):
    visitor = as_(cast.alice)
    saved = visitor.post("/account/", {"name": "Alice A.", "language": "cy"})
    assert saved.status_code == 302
    cast.alice.refresh_from_db()
    assert (cast.alice.name, cast.alice.language) == ("Alice A.", "cy")
    assert visitor.cookies["greenshoots-language"].value == "cy"
    assert 'lang="cy"' in visitor.get("/account/").content.decode()


def test_the_language_follows_to_another_device(cast: Cast, visitor: Visitor):
    User.objects.filter(pk=cast.alice.pk).update(language="cy")
    EmailAddress.objects.create(user=cast.alice, email=cast.alice.email, verified=True, primary=True)
    visitor.post("/accounts/login/", {"login": cast.alice.email, "password": PASSWORD})
    assert visitor.cookies["greenshoots-language"].value == "cy"


@pytest.fixture
def operator(cast: Cast, settings) -> User:
    settings.EMAIL_BACKEND = LOCAL
    cast.olive.operator = True
    cast.olive.save()
    return cast.olive


def send(subject: str) -> None:
    message = EmailMessage(subject, "Look: http://testserver/x/", to=["a@example.org"])
    get_connection(LOCAL).send_messages([message])


def test_the_operator_reads_mail_that_was_not_sent(as_: As, operator: User):
    assert "No messages yet" in as_(operator).get("/mail/").content.decode()
    send("Sign-in code")
    page = as_(operator).get("/mail/").content.decode()
    assert "Sign-in code" in page
    assert 'href="http://testserver/x/"' in page


def test_only_the_operator_reads_the_mail(as_: As, cast: Cast, operator: User, visitor: Visitor):
    assert as_(cast.alice).get("/mail/").status_code == 403
    assert visitor.get("/mail/").status_code == 302


def test_there_is_no_page_of_mail_where_a_mail_server_sends_it(as_: As, operator: User, settings):
    settings.EMAIL_HOST = "mail.example.org"
    assert as_(operator).get("/mail/").status_code == 404


def test_the_list_of_mail_has_pages_and_asks_the_database_a_fixed_number_of_times(as_: As, operator: User):
    from django.db import connection

    visitor = as_(operator)
    send("First")
    with CaptureQueriesContext(
        connection,
    ) as few:
        visitor.get("/mail/")
    LocalMail.objects.bulk_create(LocalMail(sender="", recipients="", subject=f"{n}", body="") for n in range(60))
    with CaptureQueriesContext(connection) as many:
        page = visitor.get("/mail/").content.decode()
    assert len(many) == len(few)
    assert "?page=2" in page
    assert "First" in visitor.get("/mail/?page=2").content.decode()


def test_deleting_an_account_takes_the_name_out_of_every_trail(as_: As, cast: Cast):
    member = Membership.objects.get(person=cast.vera)
    as_(cast.olive).post(f"/places/northval/people/{member.code}/", {"role": "analyst"})
    as_(cast.vera).post("/places/northval/people/leave/")
    visitor = as_(cast.vera)
    assert visitor.post("/account/delete/", {"name": "somebody@example.org"}).status_code == 422
    assert visitor.post("/account/delete/", {"name": "Vera@example.org"}).headers["Location"] == "/"
    assert not User.objects.filter(email="vera@example.org").exists()
    assert "_auth_user_id" not in visitor.session
    told = list(Entry.objects.values_list("who_name", "about", "facts"))
    assert len(told) == 2
    assert "vera" not in str(told).lower()


def test_the_only_owner_hands_a_place_over_first(as_: As, cast: Cast):
    page = as_(cast.olive).get("/account/delete/").content.decode()
    assert "/places/northval/people/" in page
    assert "type your e-mail address" not in page
    with pytest.raises(PolicyError, match="another member an owner"):
        account_deletion.delete_account(cast.olive)
    assert as_(cast.olive).post("/account/delete/", {"name": cast.olive.email}).status_code == 409
    Membership.objects.filter(person=cast.alice).update(role=Role.OWNER)
    account_deletion.delete_account(cast.olive)
    assert Place.objects.filter(code="northval").exists()


def test_a_place_of_one_person_ends_with_their_account_and_the_page_says_so(as_: As, cast: Cast):
    page = as_(cast.charlie).get("/account/delete/").content.decode()
    assert "Southmere Police (fictional)" in page
    as_(cast.charlie).post("/account/delete/", {"name": cast.charlie.email})
    assert [place.code for place in Place.objects.all()] == ["northval"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/help/", "/privacy/", "/accessibility/"])
def test_what_we_promise_is_there_for_everyone(visitor: Visitor, address: str):
    assert visitor.get(address).status_code == 200
