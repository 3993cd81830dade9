"""No choice changes unnoticed: neither by saving another step nor by going back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.web.base.accounts.models import User
from greenshoots.web.collect.diagnostics import mapping, steps
from greenshoots.web.collect.diagnostics.models import (
    Asked,
    Choice,
    Diagnostic,
    Protection,
    Round,
    RoundState,
)

SignIn = Callable[[User], Visitor]
GROUPS = {"Role": ("Frontline", "Manager", "Partner"), "Sector": ("Council", "Health")}


@pytest.fixture
def diagnostic(cast: Cast) -> Diagnostic:
    """Return a diagnostic in set-up: all choices are made, and the round is not open."""
    made = making.diagnostic(cast.northvale, groups=GROUPS, step="check")
    Round.objects.update(state=RoundState.DRAFT, asked=60)
    return made


def form_of(client: Visitor, diagnostic: Diagnostic, step: str) -> dict[str, object]:
    """Return the fields of a step as its page fills them in."""
    form = client.get(f"/diagnostics/{diagnostic.code}/set-up/{step}/").context["form"]
    return {name: value for name, value in form.initial.items() if value not in (None, "", False)}


def save(client: Visitor, diagnostic: Diagnostic, step: str, **changed: object) -> str:
    """Change fields of a step, save it and return the next page."""
    fields = form_of(client, diagnostic, step) | changed
    answer = client.post(f"/diagnostics/{diagnostic.code}/set-up/{step}/", fields, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def order(diagnostic: Diagnostic) -> tuple[str, ...]:
    return mapping.shown_groups(Diagnostic.objects.get(pk=diagnostic.pk))


@pytest.mark.parametrize(
    ("key", "chosen"), [("0", ("Role",)), ("1", ("Sector",)), ("none", ()), ("1-0", ("Sector", "Role"))]
)
def test_the_order_that_was_chosen_stays_when_a_choice_of_the_first_question_is_edited(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic, key: str, chosen: tuple[str, ...]
) -> None:
    alice = as_(cast.alice)
    Round.objects.update(asked=300)
    save(alice, diagnostic, "protection", order=key)
    assert order(diagnostic) == chosen
    page = save(alice, diagnostic, "groups", choices1="Frontline staff\nManager\nPartner\nElected member")
    assert order(diagnostic) == chosen
    assert "This also changed" not in page
    assert form_of(alice, diagnostic, "protection")["order"] == key


def test_going_back_in_the_set_up_does_not_choose_again_what_was_chosen(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic
) -> None:
    alice = as_(cast.alice)
    Diagnostic.objects.update(step="protection")
    first = form_of(alice, diagnostic, "protection")["order"]
    other = "1" if first == "0" else "0"
    save(alice, diagnostic, "protection", order=other)
    assert Diagnostic.objects.get().step == "words"
    save(alice, diagnostic, "groups", choices1="Frontline\nManager")
    assert Diagnostic.objects.get().step == "words"
    assert form_of(alice, diagnostic, "protection")["order"] == other
    save(alice, diagnostic, "protection")
    assert order(diagnostic) == (("Sector",) if other == "1" else ("Role",))


def test_until_an_order_is_chosen_the_page_offers_what_shows_most_people(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic
) -> None:
    alice = as_(cast.alice)
    Diagnostic.objects.update(step="groups")
    save(alice, diagnostic, "groups", choices1="Frontline\nManager")
    assert order(diagnostic) == ("Role", "Sector")
    form = alice.get(f"/diagnostics/{diagnostic.code}/set-up/protection/").context["form"]
    assert form.initial["order"] == next(iter(form.offers))


def ask(diagnostic: Diagnostic, **numbers: int) -> None:
    for label, number in numbers.items():
        choice = Choice.objects.get(group__diagnostic=diagnostic, label=label)
        Asked.objects.create(round=diagnostic.rounds.get(), choice=choice, number=number)


def test_how_many_are_asked_stays_with_the_choices_that_stay(cast: Cast, as_: SignIn, diagnostic: Diagnostic) -> None:
    ask(diagnostic, Frontline=40, Manager=17, Partner=3, Council=50)
    page = save(as_(cast.alice), diagnostic, "groups", choices1="Manager\nElected member\nFrontline")
    numbers = {asked.choice.label: asked.number for asked in Asked.objects.select_related("choice")}
    assert numbers == {"Frontline": 40, "Manager": 17, "Council": 50}
    assert [choice.label for choice in Choice.objects.filter(group__name="Role")] == [
        "Manager", "Elected member", "Frontline",
    ]  # fmt: skip
    assert "This also changed “Number of people”" in page
    assert "Partner 3" in page


def test_a_question_that_is_only_renamed_stays_the_same(cast: Cast, as_: SignIn, diagnostic: Diagnostic) -> None:
    ask(diagnostic, Frontline=40)
    save(as_(cast.alice), diagnostic, "protection", order="0")
    page = save(as_(cast.alice), diagnostic, "groups", name1="Job")
    assert order(diagnostic) == ("Job",)
    assert Asked.objects.get().choice.group.name == "Job"
    # People read the name of the question in the protection notice, so the change is reported.
    assert "Before: Results by group: Role. Now: Results by group: Job." in page


def test_a_group_that_is_no_longer_asked_leaves_the_order_and_is_reported(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic
) -> None:
    Round.objects.update(asked=300)
    save(as_(cast.alice), diagnostic, "protection", order="1-0")
    page = save(as_(cast.alice), diagnostic, "groups", name2="", question2="", choices2="")
    assert order(diagnostic) == ("Role",)
    assert "Before: Results by group: Sector, then Role. Now: Results by group: Role." in page


def test_two_questions_that_change_places_keep_what_was_chosen(cast: Cast, as_: SignIn, diagnostic: Diagnostic) -> None:
    alice = as_(cast.alice)
    ask(diagnostic, Frontline=40, Council=50)
    save(alice, diagnostic, "protection", order="1")
    swapped = {"name1": "Sector", "choices1": "Council\nHealth", "name2": "Role", "choices2": "\n".join(GROUPS["Role"])}
    save(alice, diagnostic, "groups", **swapped)
    assert [group.name for group in diagnostic.groups.order_by("position")] == ["Sector", "Role"]
    assert order(diagnostic) == ("Sector",)
    assert Asked.objects.count() == 2


def test_a_question_that_is_added_is_not_shown_until_it_is_chosen_and_is_reported(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic
) -> None:
    alice = as_(cast.alice)
    page = save(alice, diagnostic, "groups", name3="Time here", choices3="Short\nLong")
    assert order(diagnostic) == ("Role", "Sector")
    assert "You will not see results by group for: Time here" in page
    assert "You will not see results by group for" not in save(alice, diagnostic, "groups")


def test_an_open_room_and_back_keeps_the_order(cast: Cast, as_: SignIn, diagnostic: Diagnostic) -> None:
    alice = as_(cast.alice)
    save(alice, diagnostic, "protection", order="1")
    save(alice, diagnostic, "protection", way="open")
    assert order(diagnostic) == ()
    assert mapping.policy(Diagnostic.objects.get()).groups == ()
    assert form_of(alice, diagnostic, "protection")["order"] == "1"
    save(alice, diagnostic, "protection", way="protected")
    assert order(diagnostic) == ("Sector",)


def test_a_larger_smallest_group_says_that_comments_wait_for_more_people_too(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic
) -> None:
    page = save(as_(cast.alice), diagnostic, "protection", k="12")
    assert Diagnostic.objects.get().k_words == 12
    assert "Before: Yes, shown once 10 people have answered. Now: Yes, shown once 12 people have answered." in page


def test_a_questionnaire_without_a_translation_says_that_a_language_is_gone(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic
) -> None:
    alice = as_(cast.alice)
    adapted = alice.get(f"/diagnostics/{diagnostic.code}/adapt/").context["form"]
    fields = {name: adapted[name].value() for name in adapted.fields if adapted[name].value()}
    reworded = {next(name for name in fields if name.startswith("s-")): "We see the whole picture."}
    page = alice.post(f"/diagnostics/{diagnostic.code}/adapt/", fields | reworded, follow=True).content.decode()
    assert "This also changed “Language”. Removed: Also offered: Cymraeg." in page


def test_saving_a_step_again_without_a_change_says_nothing(cast: Cast, as_: SignIn, diagnostic: Diagnostic) -> None:
    ask(diagnostic, Frontline=40)
    for way in (Protection.PROTECTED, Protection.OPEN, Protection.NAMED):
        Diagnostic.objects.update(protection=way)
        for step in steps.NAMES:
            before = order(diagnostic), list(Asked.objects.values_list("pk", "number").order_by("choice"))
            page = save(as_(cast.alice), diagnostic, step)
            assert "This also changed" not in page, (way, step)
            numbers = [number for _key, number in before[1]]
            assert order(diagnostic) == before[0]
            assert list(Asked.objects.values_list("number", flat=True).order_by("choice")) == numbers


def test_opening_again_after_the_closing_day_says_that_the_day_is_gone(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic
) -> None:
    Diagnostic.objects.update(step="")
    yesterday = timezone.now() - dt.timedelta(days=1)
    Round.objects.update(state=RoundState.CLOSED, closes=yesterday, closed_on=yesterday.date())
    page = as_(cast.alice).post(f"/diagnostics/{diagnostic.code}/rounds/1/open/", follow=True).content.decode()
    assert Round.objects.get().closes is None
    assert "The closing date had passed" in page
