"""The set-up of a diagnostic: its steps, continuing later, and settings fixed once people have answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots import instruments as shipped
from greenshoots.core.errors import PolicyError
from greenshoots.core.instruments import parsing
from greenshoots.core.instruments.serialising import to_toml
from greenshoots.web.base.accounts.models import User
from greenshoots.web.collect.diagnostics import actions, mapping, queries, steps
from greenshoots.web.collect.diagnostics.models import Asked, Diagnostic, Protection, Round, RoundState
from greenshoots.web.collect.releases import actions as releases
from greenshoots.web.collect.releases import queries as releases_queries

SignIn = Callable[[User], Visitor]
ASKING = {"subject": "Adult social care", "asking": "The team asks, to talk about it.", "contact": ""}
ROLE = {"name1": "Role", "question1": "What is your role?", "choices1": "Frontline\nManager\nPartner"}


def begin(client: Visitor, cast: Cast) -> str:
    page = client.post(f"/places/{cast.northvale.code}/diagnostics/new/", {"subject": "Adult social care"}, follow=True)
    assert "Step 1 of 10" in page.content.decode()
    return Diagnostic.objects.get().code


def save(client: Visitor, code: str, step: str, fields: dict[str, object]) -> str:
    answer = client.post(f"/diagnostics/{code}/set-up/{step}/", fields, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_pressing_save_and_continue_everywhere_gives_a_good_diagnostic(cast: Cast, as_: SignIn) -> None:
    alice = as_(cast.alice)
    code = begin(alice, cast)
    save(alice, code, "subject", ASKING)
    for step in steps.NAMES[1:]:
        current = Diagnostic.objects.get()
        assert current.step == step
        form = steps.make(steps.named(step), current, queries.latest_round(current))
        fields = {name: value for name, value in form.initial.items() if value not in (None, "", False)}
        page = save(alice, code, step, fields)
    assert "Check and open" in page
    opened = alice.post(f"/diagnostics/{code}/rounds/1/open/")
    assert opened["Location"] == f"/diagnostics/{code}/rounds/1/ways-in/"
    current = Diagnostic.objects.get()
    assert current.step == ""
    assert current.rounds.get().state == RoundState.OPEN
    assert mapping.policy(current).groups == ("Role",)


def test_the_list_leads_back_to_the_step_that_is_next(cast: Cast, as_: SignIn) -> None:
    alice = as_(cast.alice)
    code = begin(alice, cast)
    save(alice, code, "subject", ASKING)
    page = alice.get(f"/places/{cast.northvale.code}/").content.decode()
    assert "Draft: continue setting up" in page
    assert f"/diagnostics/{code}/set-up/viewpoint/" in page


def test_a_page_that_is_not_complete_comes_back_filled_in(cast: Cast, as_: SignIn) -> None:
    alice = as_(cast.alice)
    code = begin(alice, cast)
    answer = alice.post(f"/diagnostics/{code}/set-up/groups/", {"name1": "Role", "choices1": "Only one"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter at least 2 choices" in page
    assert 'value="Role"' in page
    assert "Only one" in page


def test_a_ready_made_question_fills_the_first_free_place(cast: Cast, as_: SignIn) -> None:
    alice = as_(cast.alice)
    code = begin(alice, cast)
    page = alice.post(f"/diagnostics/{code}/set-up/groups/", ROLE | {"ready": "sector"}).content.decode()
    assert "Voluntary and community" in page
    assert "Frontline" in page
    assert not Diagnostic.objects.get().groups.exists()
    assert "Add “Team”" in page
    assert "Add “Role”" not in page, "It is on the page already."
    assert "Add “Sector”" not in page
    full = ROLE | {f"{field}{n}": f"{n}" for field in ("name", "question", "choices") for n in (2, 3, 4)}
    page = alice.post(f"/diagnostics/{code}/set-up/groups/", full).content.decode()
    assert "Add a ready-made question" not in page, "All four questions are filled in."


def test_the_preview_says_what_each_order_would_show(cast: Cast, as_: SignIn) -> None:
    alice = as_(cast.alice)
    code = begin(alice, cast)
    save(alice, code, "groups", ROLE | {"name2": "Sector", "question2": "", "choices2": "Council\nHealth"})
    choices = Diagnostic.objects.get().groups.get(name="Role").choices.all()
    numbers = {f"choice-{choice.pk}": n for choice, n in zip(choices, (40, 17, 3), strict=True)}
    save(alice, code, "asked", {"asked": 60} | numbers)
    page = alice.get(f"/diagnostics/{code}/set-up/protection/").content.decode()
    assert "Role: results for 1 of 3 choices (about 40 of 60 people)" in page
    assert "Role, then Sector" in page
    assert "The preview assumes 60 responses" in page


def test_the_order_that_shows_most_people_is_selected_at_first(cast: Cast, as_: SignIn) -> None:
    alice = as_(cast.alice)
    code = begin(alice, cast)
    save(alice, code, "groups", {**ROLE, "choices1": "\n".join("abcdef"), "name2": "Area", "choices2": "North\nSouth"})
    save(alice, code, "asked", {"asked": 24})
    page = alice.get(f"/diagnostics/{code}/set-up/protection/").content.decode()
    assert "Role: too few people to show any choice" in page
    assert re.search(r'value="1"[^>]*name="order"|name="order" value="1"[^>]*checked', page)


def test_protection_keeps_the_order_that_was_chosen(cast: Cast, as_: SignIn) -> None:
    alice = as_(cast.alice)
    code = begin(alice, cast)
    save(alice, code, "groups", ROLE | {"name2": "Sector", "question2": "", "choices2": "Council\nHealth"})
    save(alice, code, "protection", {"way": "protected", "k": 10, "c": 2, "order": "1-0"})
    policy = mapping.policy(Diagnostic.objects.get())
    assert (policy.k, policy.c, policy.groups) == (10, 2, ("Sector", "Role"))
    answer = alice.post(
        f"/diagnostics/{code}/set-up/protection/", {"way": "protected", "k": 3, "c": 2, "order": "none"}
    )
    assert "Choose at least 5" in answer.content.decode()


def test_a_questionnaire_that_is_not_valid_is_refused_with_its_line(cast: Cast, as_: SignIn) -> None:
    alice = as_(cast.alice)
    code = begin(alice, cast)
    broken = to_toml(shipped.load("enabling-conditions")).replace("maximum = 5", "maximum = 1", 1)
    file = SimpleUploadedFile("ours.toml", broken.encode())
    answer = alice.post(f"/diagnostics/{code}/set-up/instrument/", {"instrument": "file", "file": file})
    assert answer.status_code == 422
    assert "ours.toml, line" in answer.content.decode()


def test_an_uploaded_questionnaire_is_stored_and_chosen(cast: Cast, as_: SignIn) -> None:
    alice = as_(cast.alice)
    code = begin(alice, cast)
    text = to_toml(shipped.load("enabling-conditions")).replace('id = "enabling-conditions"', 'id = "ours"', 1)
    file = SimpleUploadedFile("ours.toml", text.encode())
    save(alice, code, "instrument", {"instrument": "file", "file": file})
    version = Diagnostic.objects.get().instrument
    assert version is not None
    assert version.name == "ours"


def test_a_copy_is_reworded_and_holds_enablers_marked_as_local(cast: Cast, as_: SignIn) -> None:
    alice = as_(cast.alice)
    code = begin(alice, cast)
    page = alice.get(f"/diagnostics/{code}/adapt/")
    fields = dict(page.context["form"].initial)
    changed = {"s-systems-mindset.1": "We know that we cannot do this alone."}
    local = {"title1": "Working with the river", "group1": "mindset", "lines1": "We plan for floods.\nWe talk early."}
    answer = alice.post(f"/diagnostics/{code}/adapt/", fields | changed | local, follow=True)
    assert answer.status_code == 200
    diagnostic = Diagnostic.objects.get()
    assert diagnostic.instrument is not None
    asked = mapping.instrument(diagnostic.instrument)
    assert diagnostic.instrument.local
    assert asked.enabler("systems-mindset").statements[0].text == "We know that we cannot do this alone."
    assert asked.enabler("local-working-with-the-river").local
    assert [enabler.number for enabler in asked.enablers] == list(range(1, 13))
    unchanged = alice.post(
        f"/diagnostics/{code}/adapt/", alice.get(f"/diagnostics/{code}/adapt/").context["form"].initial
    )
    assert "You have not changed any statements" in unchanged.content.decode()


def test_a_round_does_not_open_before_the_page_says_who_is_asking(cast: Cast, as_: SignIn) -> None:
    alice = as_(cast.alice)
    code = begin(alice, cast)
    assert "set-up/subject" in alice.post(f"/diagnostics/{code}/rounds/1/open/")["Location"]


# From the first answer on


@pytest.fixture
def answered(cast: Cast) -> Diagnostic:
    diagnostic = making.diagnostic(cast.northvale)
    making.people_answer(diagnostic.rounds.get(), 6)
    return Diagnostic.objects.get(pk=diagnostic.pk)


@pytest.mark.parametrize("step", ["viewpoint", "instrument", "groups"])
def test_questions_stay_as_they_are(answered: Diagnostic, cast: Cast, as_: SignIn, step: str) -> None:
    alice = as_(cast.alice)
    assert "you cannot change this" in alice.get(f"/diagnostics/{answered.code}/set-up/{step}/").content.decode()
    assert "you cannot change this" in alice.post(f"/diagnostics/{answered.code}/set-up/{step}/", ROLE).content.decode()
    assert Diagnostic.objects.get().groups.get().choices.count() == 4


def test_protection_becomes_stricter_and_never_looser(answered: Diagnostic, cast: Cast) -> None:
    def protect(way: Protection = Protection.PROTECTED, k: int = 5, order: tuple[str, ...] = ("Role",)) -> None:
        actions.set_protection(answered, by=cast.alice, way=way, k=k, c=1, k_words=10, order=order)

    protect(k=8)
    protect(k=8, order=())
    for looser in ({"k": 5}, {"k": 8, "way": Protection.OPEN}, {"k": 8, "way": Protection.NAMED}, {"k": 8}):
        with pytest.raises(PolicyError, match="cannot make protection looser"):
            protect(**looser)


def test_texts_may_still_be_changed_and_make_a_new_edition(answered: Diagnostic, cast: Cast) -> None:
    before = answered.edition
    actions.change(answered, by=cast.alice, asking="We ask again, in other words.")
    assert Diagnostic.objects.get().edition == before + 1
    actions.change(answered, by=cast.alice, asking="We ask again, in other words.")
    assert Diagnostic.objects.get().edition == before + 1


def test_several_viewpoints_are_kept_apart_in_results(cast: Cast) -> None:
    diagnostic = making.diagnostic(cast.northvale, viewpoints=["service", "system"])
    assert mapping.policy(diagnostic).groups == ("viewpoint", "Role")
    round_ = diagnostic.rounds.get()
    making.people_answer(round_, 9, viewpoint=0)
    making.people_answer(round_, 8, viewpoint=1, seed=2)
    releases.reveal(round_, by=cast.alice)
    views = releases_queries.results(round_).groups[0]
    assert [result.n for result in views.sets] == [9, 8]


def test_a_next_round_takes_the_settings_of_the_last(answered: Diagnostic, cast: Cast) -> None:
    first = answered.rounds.get()
    Asked.objects.create(round=first, choice=answered.groups.get().choices.first(), number=20)
    with pytest.raises(PolicyError, match="Show the results of the last round first"):
        actions.next_round(answered, by=cast.alice)
    releases.reveal(first, by=cast.alice)
    Round.objects.update(shared_device=True)
    second = actions.next_round(answered, by=cast.alice)
    assert second.shared_device
    assert (second.number, second.state, second.asked) == (2, RoundState.DRAFT, 60)
    assert second.asked_by_choice.get().number == 20


def test_a_round_opens_again_unless_answers_were_erased(answered: Diagnostic, cast: Cast) -> None:
    round_ = answered.rounds.get()
    releases.close(round_, by=cast.alice)
    actions.open_round(round_, by=cast.alice)
    releases.reveal(round_, by=cast.alice)
    making.people_answer(round_, 2, seed=9)
    releases.close(round_, by=cast.alice, erase=True)
    with pytest.raises(PolicyError, match="were erased"):
        actions.open_round(round_, by=cast.alice)


def test_a_closed_round_offers_to_open_again(answered: Diagnostic, cast: Cast, as_: SignIn) -> None:
    alice = as_(cast.alice)
    releases.close(answered.rounds.get(), by=cast.alice)
    dates = f"/diagnostics/{answered.code}/rounds/1/dates/"
    assert dates in alice.get(f"/diagnostics/{answered.code}/rounds/1/").content.decode()
    assert "Reopen round" in alice.get(dates).content.decode()
    assert (
        "The round is open" in alice.post(f"/diagnostics/{answered.code}/rounds/1/open/", follow=True).content.decode()
    )
    assert queries.is_open(answered.rounds.get(), timezone.now())


def test_extending_keeps_the_round_open(answered: Diagnostic, cast: Cast, as_: SignIn) -> None:
    later = {"opens": "", "closes": "2031-05-04T17:00"}
    saved = as_(cast.alice).post(f"/diagnostics/{answered.code}/rounds/1/dates/", later)
    assert saved.status_code == 302
    assert answered.rounds.get().closes.year == 2031
    wrong = as_(cast.alice).post(f"/diagnostics/{answered.code}/rounds/1/dates/", {"closes": "soon"})
    assert wrong.status_code == 422


def test_the_page_of_the_next_round_says_that_people_answer_again(
    answered: Diagnostic, cast: Cast, as_: SignIn
) -> None:
    alice = as_(cast.alice)
    address = f"/diagnostics/{answered.code}/next-round/"
    assert "Show the results of the last round first" in alice.get(address).content.decode()
    releases.reveal(answered.rounds.get(), by=cast.alice)
    assert "people answer again" in alice.get(address).content.decode()
    assert alice.post(address)["Location"] == f"/diagnostics/{answered.code}/check/"


def test_deleting_lists_what_is_deleted_and_asks_for_the_subject(answered: Diagnostic, cast: Cast, as_: SignIn) -> None:
    alice = as_(cast.alice)
    address = f"/diagnostics/{answered.code}/delete/"
    assert "1 round" in alice.get(address).content.decode()
    assert alice.post(address, {"name": "Something else"}).status_code == 422
    assert alice.post(address, {"name": "adult social care"}).status_code == 302
    assert not Diagnostic.objects.exists()


def test_diagnostics_of_another_place_are_not_found(answered: Diagnostic, cast: Cast, as_: SignIn) -> None:
    charlie = as_(cast.charlie)
    for page in ("", "check/", "set-up/subject/", "delete/", "instrument/", "adapt/"):
        assert charlie.get(f"/diagnostics/{answered.code}/{page}").status_code == 404
    assert as_(cast.vera).get(f"/diagnostics/{answered.code}/check/").status_code == 403


def test_the_list_asks_the_same_few_questions_however_long_it_is(
    cast: Cast, as_: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(5):
        making.diagnostic(cast.northvale)
    alice = as_(cast.alice)
    with django_assert_max_num_queries(9):
        alice.get(f"/places/{cast.northvale.code}/")


@given(st.text(min_size=1).filter(lambda text: text.strip() == text and text.isprintable()))
def test_any_words_in_a_questionnaire_come_back_from_its_file(words: str) -> None:
    own = replace(shipped.load("enabling-conditions"), title=words, short_title=words)
    assert parsing.parse(to_toml(own), file="again.toml") == own
