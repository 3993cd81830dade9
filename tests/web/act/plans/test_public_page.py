"""The public page of a round, and the next round that opens with what was decided last time."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.web import making
from tests.web.act.plans.conftest import ENABLER, As, ask_of, publish
from tests.web.cast import Cast
from tests.web.pages import Visitor
from tests.web.show.results.reading import text

from greenshoots.web.act.actions import actions as action_actions
from greenshoots.web.act.actions.models import ActionStatus
from greenshoots.web.act.asks import actions as ask_actions
from greenshoots.web.act.asks.models import AskReply
from greenshoots.web.act.plans import previous_round, publishing
from greenshoots.web.act.plans.models import PlanPage
from greenshoots.web.act.priorities import actions as priority_actions
from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.act.priorities.queries import title
from greenshoots.web.collect.diagnostics import actions as diagnostics
from greenshoots.web.collect.diagnostics.models import Audience, Round, RoundState
from greenshoots.web.collect.invitations import actions as invitations
from greenshoots.web.collect.invitations import outbox
from greenshoots.web.collect.invitations.models import PersonalLink
from greenshoots.web.collect.participants import page_cache, pages
from greenshoots.web.collect.releases import actions as releases


def page_of(round_: Round, by: object, **facts: object) -> PlanPage:
    page = publishing.page_for(round_)
    values = {"shown": True, "intro": "You told us.", "found": "We learned.", "owners": False} | facts
    publishing.change(page, read=page.version, by=by, **values)
    return page


@pytest.fixture
def full(priority: Priority, cast: Cast) -> Priority:
    """Return a priority with an action, another that is left out of the public page, and three asks."""
    action_actions.make(
        cast.northvale, by=cast.alice, priority=priority, what="One signature", owner="Pat Secret",
        state=ActionStatus.DONE,
        outcome="Two days faster.",
    )  # fmt: skip
    action_actions.make(cast.northvale, by=cast.alice, priority=priority, what="Kept back", public=False)
    sent = ask_of(cast.northvale, cast.alice, priority=priority, need="A data officer", of_whom="The region")
    ask_actions.send(sent, on=timezone.localdate(), by=cast.alice)
    ask_actions.answer(sent, reply=AskReply.YES, text="From April.", who="They", on=timezone.localdate(), by=cast.alice)
    ask_of(cast.northvale, cast.alice, priority=priority, need="A draft")
    hidden = ask_of(cast.northvale, cast.alice, priority=priority, need="A quiet word", public=False)
    ask_actions.send(hidden, on=timezone.localdate(), by=cast.alice)
    return priority


def test_the_page_is_off_until_somebody_switches_it_on(full: Priority, cast: Cast, as_: As, visitor: Visitor) -> None:
    edit = f"/diagnostics/{full.round.diagnostic.code}/rounds/1/page/"
    assert "Only your team can see the page." in text(as_(cast.alice).get(edit))
    page = PlanPage.objects.get()
    address = f"/p/{page.code}/"
    assert visitor.get(address).status_code == 404
    assert "One signature" in text(as_(cast.alice).get(f"{edit}preview/"))
    told = {"shown": "on", "intro": "You told us.", "found": "", "version": 1}
    assert address in text(as_(cast.alice).post(edit, told, follow=True))
    assert "You told us." in text(visitor.get(address))
    as_(cast.alice).post(edit, {"intro": "You told us.", "version": 2})
    assert visitor.get(address).status_code == 404


def test_it_says_what_we_try_asked_and_found_and_keeps_back_what_is_kept_back(
    full: Priority, cast: Cast, visitor: Visitor
) -> None:
    page = page_of(full.round, cast.alice)
    answer = visitor.get(f"/p/{page.code}/")
    said = text(answer)
    for told in ("You told us.", "One signature", "Two days faster.", "A data officer", "From April.", "We learned."):
        assert told in said
    for kept_back in ("Kept back", "A draft", "A quiet word", "Pat Secret", "Two signatures.", "Alice"):
        assert kept_back not in said
    assert not answer.cookies
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_a_priority_that_is_kept_back_is_not_on_the_page(full: Priority, cast: Cast, visitor: Visitor) -> None:
    page = page_of(full.round, cast.alice)
    told = {"because": full.because, "why": full.why, "read": full.version, "by": cast.alice}
    priority_actions.change_priority(full, public=False, **told)
    said = text(visitor.get(f"/p/{page.code}/"))
    for kept_back in (title(full), "One signature", "A data officer"):
        assert kept_back not in said
    second = diagnostics.next_round(full.round.diagnostic, by=cast.alice)
    told_next = previous_round.for_participants(second)
    assert told_next is not None
    assert told_next.told == ()


def test_owners_are_named_only_where_the_team_says_so(full: Priority, cast: Cast, visitor: Visitor) -> None:
    page = page_of(full.round, cast.alice, owners=True)
    assert "Pat Secret" in text(visitor.get(f"/p/{page.code}/"))


@pytest.mark.parametrize("audience", list(Audience))
def test_what_people_answered_stands_there_only_once_everybody_may_read_it(
    audience: Audience, full: Priority, cast: Cast, visitor: Visitor
) -> None:
    if audience != Audience.TEAM:
        publish(full.round, audience, cast.alice)
    page = page_of(full.round, cast.alice)
    said = text(visitor.get(f"/p/{page.code}/"))
    assert ("people said" in said or "people answered" in said) == (audience == Audience.EVERYBODY)
    for sentence in full.finding["sentences"]:
        assert sentence not in said


def test_the_page_speaks_the_language_asked_for(full: Priority, cast: Cast, visitor: Visitor) -> None:
    page = page_of(full.round, cast.alice)
    assert b'lang="cy"' in visitor.get(f"/p/{page.code}/?language=cy").content


def test_two_who_write_the_page_do_not_write_over_each_other(full: Priority, cast: Cast, as_: As) -> None:
    edit = f"/diagnostics/{full.round.diagnostic.code}/rounds/1/page/"
    as_(cast.alice).get(edit)
    assert as_(cast.alice).post(edit, {"intro": "Mine.", "version": 1}).status_code == 302
    answer = as_(cast.olive).post(edit, {"intro": "Hers.", "version": 1})
    assert answer.status_code == 409
    assert "Mine." in text(answer)


def test_the_next_round_opens_with_what_was_decided(full: Priority, cast: Cast, as_: As) -> None:
    code = full.round.diagnostic.code
    alice = as_(cast.alice)
    before = text(alice.get(f"/diagnostics/{code}/next-round/"))
    assert "What was decided after round 1, and what happened next" in before
    assert "One signature – Done: Two days faster." in before
    assert "do not see this, because the public page is turned off" in before
    page_of(full.round, cast.alice)
    diagnostics.next_round(full.round.diagnostic, by=cast.alice)
    after = text(alice.get(f"/diagnostics/{code}/rounds/2/"))
    assert "What was decided after round 1" in after
    assert "A data officer – sent, and answered: Yes" in after
    assert "see a short version of this" in after
    assert "What was decided" not in text(alice.get(f"/diagnostics/{code}/rounds/1/"))


def test_people_who_answer_the_next_round_are_told_only_what_the_page_says(full: Priority, cast: Cast) -> None:
    second = diagnostics.next_round(full.round.diagnostic, by=cast.alice)
    assert previous_round.for_participants(second) is None
    page = page_of(full.round, cast.alice)
    told = previous_round.for_participants(second)
    assert told is not None
    said = " ".join(told.told)
    assert "Done: One signature" in said
    assert "A data officer – answered: Yes" in said
    for kept_back in ("Kept back", "A draft", "A quiet word", "Pat Secret"):
        assert kept_back not in said
    Round.objects.filter(pk=second.pk).update(state=RoundState.OPEN)
    page_cache.forget()
    looked = page_cache.look(second.code)
    assert looked is not None
    sheet = pages.answer(looked.about["en"], code="0" * 12)
    assert "What happened after the last round" in sheet
    assert f"/p/{page.code}/" in sheet
    welsh = pages.answer(looked.about["cy"], code="0" * 12)
    assert "What happened after the last round" not in welsh, "The heading is Welsh on a Welsh page."


def test_the_invitation_to_the_next_round_tells_it_too(full: Priority, cast: Cast) -> None:
    second = diagnostics.next_round(full.round.diagnostic, by=cast.alice)
    Round.objects.filter(pk=second.pk).update(state=RoundState.OPEN)
    second.refresh_from_db()
    invitations.add_people(second, emails=["ann@example.org"], by=cast.alice)
    link = PersonalLink.objects.get()
    assert "last round" not in outbox.message(link, "invitation").body
    page = page_of(full.round, cast.alice)
    body = outbox.message(link, "invitation").body
    assert "- Done: One signature" in body
    assert f"/p/{page.code}/" in body
    assert "Kept back" not in body


def test_a_closed_round_leads_those_who_answered_to_its_page(full: Priority, cast: Cast) -> None:
    page_cache.forget()
    looked = page_cache.look(full.round.code)
    assert looked is not None
    assert not looked.about["en"].page_address
    page = page_of(full.round, cast.alice)
    page_cache.forget()
    looked = page_cache.look(full.round.code)
    assert looked is not None
    assert f"/p/{page.code}/" in pages.told(looked.about["en"], 403, "Closed", "It is over.")


def test_the_priority_sets_the_finding_beside_the_round_after(full: Priority, cast: Cast, as_: As) -> None:
    second = making.round_(full.round.diagnostic)
    making.people_answer(second, 24, seed=4)
    address = f"/priorities/{full.code}/"
    assert "In round 2" not in text(as_(cast.alice).get(address))
    releases.reveal(second, by=cast.alice)
    page = text(as_(cast.alice).get(address))
    assert "In round 2" in page
    assert "Round 1:" in page or "round 1" in page.lower()
    assert "In round 2" not in text(as_(cast.vera).get(address)), "Not published yet."


def test_a_round_after_which_nothing_was_decided_says_nothing(round_: Round, cast: Cast, as_: As) -> None:
    assert previous_round.for_team(round_) is None
    assert "What was decided" not in text(as_(cast.alice).get(f"/diagnostics/{round_.diagnostic.code}/next-round/"))


def test_the_enabler_page_leads_straight_to_why(round_: Round, cast: Cast, as_: As) -> None:
    page = as_(cast.alice).get(f"/diagnostics/{round_.diagnostic.code}/rounds/1/results/enablers/{ENABLER}/")
    assert f"/strengthen/?why=&amp;enabler={ENABLER}" in page.content.decode()
    bob = as_(cast.bob).get(f"/diagnostics/{round_.diagnostic.code}/rounds/1/results/enablers/{ENABLER}/")
    assert "/strengthen/" not in bob.content.decode()
