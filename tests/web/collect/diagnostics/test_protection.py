"""The preview and the advice on the page of the protection settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.core.disclosure import preview
from greenshoots.core.disclosure.policy import Policy
from greenshoots.web.base.accounts.models import User
from greenshoots.web.collect.diagnostics import expected, mapping, presenters
from greenshoots.web.collect.diagnostics.models import Asked, Choice, Diagnostic, Protection, Round, RoundState

SignIn = Callable[[User], Visitor]
GROUPS = {"Role": ("Frontline", "Manager", "Partner"), "Sector": ("Council", "Health")}


@pytest.fixture
def diagnostic(cast: Cast) -> Diagnostic:
    made = making.diagnostic(cast.northvale, groups=GROUPS)
    Round.objects.update(state=RoundState.DRAFT)
    return made


def offered(diagnostic: Diagnostic, n: int) -> dict[tuple[str, ...], str]:
    round_ = diagnostic.rounds.get()
    round_.asked = n
    return {offer.names: offer.summary for offer in expected.offers(diagnostic, round_, mapping.policy(diagnostic))}


@pytest.mark.parametrize("n", [8, 24, 60, 300, 3000])
def test_the_page_shows_the_preview_of_the_core(diagnostic: Diagnostic, n: int) -> None:
    round_ = diagnostic.rounds.get()
    round_.asked = n
    columns = expected.columns(diagnostic, round_)
    summaries = offered(diagnostic, n)
    for order in preview.orders(columns, Policy()):
        if order.groups in summaries:
            for name, share, shown in zip(order.groups, order.shares, order.choices, strict=True):
                people = f"about {round(share * n)} of {n} people"
                says = f"{name}: results for {shown} of {len(GROUPS[name])} choices ({people})"
                assert (says if shown else f"{name}: too few people") in summaries[order.groups]
    assert summaries[()] == "Overall results only, not by group"


def test_people_are_expected_in_the_proportions_that_were_entered(diagnostic: Diagnostic) -> None:
    round_ = diagnostic.rounds.get()
    for choice, number in zip(diagnostic.groups.get(name="Role").choices.all(), (40, 17, 3), strict=True):
        Asked.objects.create(round=round_, choice=choice, number=number)
    role = expected.columns(diagnostic, round_)[0]
    assert [int((role.codes == code).sum()) for code in range(3)] == [40, 17, 3]


def test_update_preview_counts_for_another_size_and_saves_nothing(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic
) -> None:
    alice, address = as_(cast.alice), f"/diagnostics/{diagnostic.code}/set-up/protection/"
    Round.objects.update(asked=18)
    first = alice.get(address).context["form"].offers
    again = alice.post(address, {"way": "protected", "k": 10, "c": 2, "order": "0", "again": "yes"})
    assert again.status_code == 200
    assert again.context["form"].offers != first
    assert 'value="10"' in again.content.decode()
    assert Diagnostic.objects.get().k == 5


@pytest.mark.parametrize("fields", [{"k": "many", "c": "1"}, {"k": "4", "c": "2"}, {"k": "10000000", "c": "1"}])
def test_sizes_that_protect_no_one_come_back_with_an_error(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic, fields: dict[str, str]
) -> None:
    address = f"/diagnostics/{diagnostic.code}/set-up/protection/"
    for again in ({}, {"again": "yes"}):
        answer = as_(cast.alice).post(address, {"way": "protected", "order": "0"} | fields | again)
        assert answer.status_code == 422
        assert answer.context["form"].errors["k"]


def test_advice_on_a_shared_link_with_small_groups(cast: Cast, as_: SignIn, diagnostic: Diagnostic) -> None:
    round_ = diagnostic.rounds.get()
    assert "can answer more than once" in presenters.advice(diagnostic, round_)[0]
    assert "can answer more than once" in as_(cast.alice).get(f"/diagnostics/{diagnostic.code}/check/").content.decode()
    round_.personal_only = True
    assert not any("more than once" in note for note in presenters.advice(diagnostic, round_))
    round_.personal_only, diagnostic.k = False, 10
    assert not any("more than once" in note for note in presenters.advice(diagnostic, round_))
    diagnostic.protection, diagnostic.k = Protection.OPEN, 5
    assert presenters.advice(diagnostic, round_) == []


def test_the_choices_that_are_already_made_lead_to_no_warning(cast: Cast, as_: SignIn, diagnostic: Diagnostic) -> None:
    Diagnostic.objects.update(step="protection")
    alice, address = as_(cast.alice), f"/diagnostics/{diagnostic.code}/set-up/protection/"
    for asked in (None, 12, 60, 400):
        Round.objects.update(asked=asked)
        Diagnostic.objects.update(step="protection", k=5)
        page = alice.get(address)
        assert 'class="notice warning"' not in page.content.decode()
        assert alice.post(address, page.context["form"].initial).status_code == 302
        checked = alice.get(f"/diagnostics/{diagnostic.code}/check/").content.decode()
        assert 'class="notice warning"' not in checked, "Advice is a quiet note."
        assert ("can answer more than once" in checked) == (asked != 400)


@pytest.mark.parametrize(("asked", "k"), [(None, 5), (12, 5), (99, 5), (100, 10), (3000, 10)])
def test_a_large_round_is_recommended_a_larger_smallest_group(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic, asked: int | None, k: int
) -> None:
    alice, address = as_(cast.alice), f"/diagnostics/{diagnostic.code}/set-up/protection/"
    Round.objects.update(asked=asked)
    Diagnostic.objects.update(step="protection")
    form = alice.get(address).context["form"]
    assert form.initial["k"] == k
    previewed = expected.offers(diagnostic, diagnostic.rounds.get(), replace(mapping.policy(diagnostic), k=k))
    assert tuple(form.offers.values()) == previewed, "The preview belongs to the size that is selected."
    Diagnostic.objects.update(step="")
    assert alice.get(address).context["form"].initial["k"] == 5, "A size that was saved stays."


def test_a_larger_smallest_group_is_not_recommended_where_it_would_hide_every_group(diagnostic: Diagnostic) -> None:
    round_ = diagnostic.rounds.get()
    round_.asked = 120
    diagnostic.groups.exclude(name="Role").delete()
    role = diagnostic.groups.get()
    Choice.objects.bulk_create(Choice(group=role, number=n, label=f"Team {n}") for n in range(3, 24))
    assert expected.recommended_k(diagnostic, round_) == 5


def test_advice_on_groups_with_few_results_to_show(diagnostic: Diagnostic) -> None:
    diagnostic.k, round_ = 10, diagnostic.rounds.get()
    round_.asked = 24
    summary = offered(diagnostic, 24)[("Role", "Sector")]
    assert "Role: too few people" in summary
    advice = presenters.advice(diagnostic, round_)[0]
    assert "many groups would have too few people to show. Group questions affected: Role. " in advice
    round_.asked = 800
    assert presenters.advice(diagnostic, round_) == []


def test_the_page_counts_what_deleting_removes(cast: Cast, as_: SignIn, diagnostic: Diagnostic) -> None:
    assert presenters.lost(diagnostic) == ["1 round"]
    making.people_answer(diagnostic.rounds.get(), 7)
    page = as_(cast.alice).get(f"/diagnostics/{diagnostic.code}/delete/").content.decode()
    assert "7 responses not yet in the results" in page


def test_a_third_question_can_be_written_without_a_script(cast: Cast, as_: SignIn, diagnostic: Diagnostic) -> None:
    alice, address = as_(cast.alice), f"/diagnostics/{diagnostic.code}/set-up/groups/"
    page = alice.get(address).content.decode()
    assert "Add question 3" in page
    third = {"name3": "Time here", "choices3": "Short\nLong"}
    filled = dict(alice.get(address).context["form"].initial)
    assert alice.post(address, filled | third).status_code == 302
    assert [group.name for group in diagnostic.groups.all()] == ["Role", "Sector", "Time here"]


def test_the_order_that_was_chosen_stays_on_offer_when_fewer_people_are_expected(
    cast: Cast, as_: SignIn, diagnostic: Diagnostic
) -> None:
    making.people_answer(diagnostic.rounds.get(), 1)
    Round.objects.update(asked=8)
    address = f"/diagnostics/{diagnostic.code}/set-up/protection/"
    form = as_(cast.alice).get(address).context["form"]
    assert [offer.names for offer in form.offers.values()] == [("Role",), ("Role", "Sector"), ()]
    assert as_(cast.alice).post(address, form.initial).status_code == 302
    assert mapping.shown_groups(Diagnostic.objects.get()) == ("Role", "Sector")
