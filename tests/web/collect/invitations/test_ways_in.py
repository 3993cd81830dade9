"""The page “Invite people”, the poster, the QR code and the forms to print."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.audit.models import Entry
from greenshoots.web.collect.diagnostics.models import Diagnostic, Round, RoundState
from greenshoots.web.collect.invitations.models import PersonalLink

As = Callable[[User], Visitor]


@pytest.fixture
def round_(cast: Cast) -> Round:
    """Return an open round."""
    return making.diagnostic(cast.northvale).rounds.get()


def at(round_: Round, page: str) -> str:
    return f"/diagnostics/{round_.diagnostic.code}/rounds/{round_.number}/{page}"


def text(client: Visitor, address: str) -> str:
    return client.get(address).content.decode()


def test_the_page_holds_the_link_to_copy_and_the_code_to_scan(cast: Cast, round_: Round, as_: As) -> None:
    page = text(as_(cast.alice), at(round_, "ways-in/"))
    assert f'href="http://testserver/a/{round_.code}"' in page
    assert 'data-copy="#address"' in page
    assert '<svg role="img"' in page
    assert "testserver/a</b>" in page


def test_the_shared_link_can_be_turned_off_and_on(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    off = alice.post(at(round_, "ways-in/open-link/"), {"on": "0"}, follow=True).content.decode()
    assert "The shared link is off." in off
    assert f"/a/{round_.code}" not in off
    on = alice.post(at(round_, "ways-in/open-link/"), {"on": "1"}, follow=True).content.decode()
    assert "The shared link is on." in on


def test_shared_devices_can_be_turned_on_and_off(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    assert "Turn on shared device mode" in text(alice, at(round_, "ways-in/"))
    on = alice.post(at(round_, "ways-in/shared-device/"), {"on": "1"}, follow=True).content.decode()
    assert "each person presses “Finish and clear this page”" in on
    assert Round.objects.get().shared_device
    # Setting the same value again leaves no entry in the trail.
    alice.post(at(round_, "ways-in/shared-device/"), {"on": "1"})
    off = alice.post(at(round_, "ways-in/shared-device/"), {"on": "0"}, follow=True).content.decode()
    assert "Turn on shared device mode" in off
    trail = [entry.verb for entry in Entry.objects.order_by("pk") if entry.verb.startswith("round.shared")]
    assert trail == ["round.shared_on", "round.shared_off"]


def test_people_who_sign_never_get_a_shared_link(cast: Cast, round_: Round, as_: As) -> None:
    Diagnostic.objects.filter(pk=round_.diagnostic.pk).update(protection="named")
    alice = as_(cast.alice)
    assert "each person needs a personal link" in text(alice, at(round_, "ways-in/"))
    assert alice.post(at(round_, "ways-in/open-link/"), {"on": "1"}).status_code >= 400


@pytest.mark.parametrize(("k", "warned"), [(5, True), (9, True), (10, False)])
def test_small_groups_with_a_shared_link_get_a_note(
    cast: Cast, round_: Round, as_: As, k: int, *, warned: bool
) -> None:
    Diagnostic.objects.filter(pk=round_.diagnostic.pk).update(k=k)
    alice = as_(cast.alice)
    assert ("can answer more than once" in text(alice, at(round_, "ways-in/"))) is warned
    Round.objects.filter(pk=round_.pk).update(personal_only=True)
    assert "can answer more than once" not in text(alice, at(round_, "ways-in/"))


def test_the_poster_says_what_is_asked_and_how_people_are_protected(cast: Cast, round_: Round, as_: As) -> None:
    page = text(as_(cast.alice), at(round_, "ways-in/poster/"))
    for sentence in ("Adult social care", "The test asks.", f'<b class="code">{round_.code}</b>', "at least 5 people"):
        assert sentence in page
    welsh = text(as_(cast.alice), at(round_, "ways-in/poster/?lang=cy"))
    assert '<article class="poster" lang="cy">' in welsh


def test_the_qr_code_comes_as_a_file(cast: Cast, round_: Round, as_: As) -> None:
    response = as_(cast.alice).get(at(round_, "ways-in/qr.svg"))
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<svg")


needs_liblouis = pytest.mark.skipif(shutil.which("lou_translate") is None, reason="liblouis is not installed")


@pytest.mark.parametrize(
    ("style", "begins"),
    [
        ("normal", b"%PDF"),
        ("large-print", b"%PDF"),
        ("text", b""),
        pytest.param("braille", b"", marks=needs_liblouis),
    ],
)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_forms_to_print_come_in_each_style_and_language(
    cast: Cast, round_: Round, as_: As, style: str, begins: bytes, language: str
) -> None:
    response = as_(cast.alice).get(at(round_, f"ways-in/form/{style}/{language}/"))
    assert response.status_code == 200
    assert response.content.startswith(begins)
    assert "attachment" in response["Content-Disposition"]


def test_without_liblouis_the_page_says_what_braille_needs(
    cast: Cast, round_: Round, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _program: None)
    response = as_(cast.alice).get(at(round_, "ways-in/form/braille/en/"))
    assert response.status_code == 501
    assert "Braille needs liblouis" in response.content.decode()


@pytest.mark.parametrize("form", ["normal/fr", "gothic/en"])
def test_an_unknown_form_is_not_found(cast: Cast, round_: Round, as_: As, form: str) -> None:
    assert as_(cast.alice).get(at(round_, f"ways-in/form/{form}/")).status_code == 404


def test_people_are_added_to_the_list_and_removed(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    added = alice.post(at(round_, "people/"), {"emails": "ben@example.org\nann@example.org"}, follow=True)
    page = added.content.decode()
    assert "2 people were added to the list." in page
    assert page.index("ann@example.org") < page.index("ben@example.org")
    assert "Send invitations" in page
    removed = alice.post(at(round_, "people/remove/"), {"email": "ann@example.org"}, follow=True).content.decode()
    assert "ann@example.org has been removed from the list" in removed
    assert list(PersonalLink.objects.values_list("email", flat=True)) == ["ben@example.org"]


def test_an_invalid_address_is_named_and_the_list_comes_back(cast: Cast, round_: Round, as_: As) -> None:
    response = as_(cast.alice).post(at(round_, "people/"), {"emails": "ann@example.org\nben at example"})
    assert response.status_code == 422
    assert "“ben at example” is not an e-mail address" in response.content.decode()
    assert "ann@example.org" in response.content.decode()
    assert not PersonalLink.objects.exists()


def test_no_one_is_invited_to_a_closed_round(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    alice.post(at(round_, "people/"), {"emails": "ann@example.org"})
    Round.objects.filter(pk=round_.pk).update(state=RoundState.CLOSED)
    assert alice.post(at(round_, "people/invite/")).status_code >= 400
    refusal = alice.post(at(round_, "people/remind/"), follow=True).content.decode()
    assert "You can send messages only while the round is open." in refusal
    assert "you cannot send messages" in text(alice, at(round_, "people/"))
