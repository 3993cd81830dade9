"""Choose priorities: from results or a workshop, with the reasons and the finding of that day."""

from __future__ import annotations

from tests.web import making
from tests.web.act.plans.conftest import ENABLER, As, publish
from tests.web.cast import Cast
from tests.web.pages import on_one_line
from tests.web.show.results.reading import text

from greenshoots.web.act.actions.models import Action
from greenshoots.web.act.priorities import actions as priority_actions
from greenshoots.web.act.priorities import finding_snapshot
from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.act.priorities.queries import title
from greenshoots.web.base.audit.models import Entry
from greenshoots.web.collect.diagnostics.models import Audience, Round
from greenshoots.web.collect.releases import actions as releases
from greenshoots.web.meet.workshops import actions as workshops
from greenshoots.web.meet.workshops import events, queries
from greenshoots.web.meet.workshops.models import Way


def choose(round_: Round) -> str:
    return f"/diagnostics/{round_.diagnostic.code}/rounds/{round_.number}/strengthen/"


def test_results_lead_to_choosing_and_choosing_to_a_priority(round_: Round, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    results = alice.get(f"/diagnostics/{round_.diagnostic.code}/rounds/1/results/")
    assert choose(round_) in results.content.decode()
    page = text(alice.get(choose(round_)))
    assert "Enablers to talk about first are at the top." in page
    second = alice.get(choose(round_), {"why": "", "enabler": [ENABLER]})
    assert "Why make this a priority?" in text(second)
    sent = {f"{ENABLER}-because": ["score", "gap"], f"{ENABLER}-why": "Two signatures for a bus fare."}
    done = alice.post(f"{choose(round_)}?why=&enabler={ENABLER}", sent, follow=True)
    page = text(done)
    assert "is now a priority. What will you do first?" in page
    assert "Scores are low Groups see it differently" in page
    assert "Two signatures for a bus fare." in page
    made = Priority.objects.get()
    assert (made.because, made.enabler, made.round) == (["score", "gap"], ENABLER, round_)
    assert Entry.objects.filter(verb="priority.chosen").count() == 1


def test_the_finding_stays_as_it_stood(priority: Priority, round_: Round, cast: Cast, as_: As) -> None:
    before = priority.finding["sentences"]
    assert before
    assert before == list(finding_snapshot.sentences_of(round_, ENABLER))
    making.people_answer(round_, 30, seed=9, scores=bytes([4] * 11))
    releases.reveal_late(Round.objects.get(pk=round_.pk), by=cast.alice)
    now = finding_snapshot.sentences_of(Round.objects.get(pk=round_.pk), ENABLER)
    assert list(now) != before
    page = text(as_(cast.alice).get(f"/priorities/{priority.code}/"))
    assert before[0] in page
    assert now[0] not in page


def test_a_viewer_reads_the_plan_and_the_finding_only_once_it_is_published(
    priority: Priority, round_: Round, cast: Cast, as_: As
) -> None:
    address, sentence = f"/priorities/{priority.code}/", priority.finding["sentences"][0]
    page = text(as_(cast.vera).get(address))
    assert "Two signatures." in page
    assert sentence not in page
    assert "You can see the finding once these results are published." in page
    publish(round_, Audience.PARTICIPANTS, cast.alice)
    assert sentence in text(as_(cast.vera).get(address))


def test_choosing_nothing_says_so(round_: Round, cast: Cast, as_: As) -> None:
    page = text(as_(cast.alice).get(choose(round_), {"why": ""}))
    assert "Select at least one enabler." in page
    assert as_(cast.alice).post(f"{choose(round_)}?why=", {}).status_code == 422
    assert not Priority.objects.exists()


def test_an_enabler_is_chosen_once_in_a_round(priority: Priority, round_: Round, cast: Cast, as_: As) -> None:
    page = text(as_(cast.alice).get(choose(round_)))
    assert f"Already chosen: {title(priority)}" in page
    assert not priority_actions.choose(round_, {ENABLER: {"because": [], "why": "Again."}}, by=cast.alice)
    assert Priority.objects.get().why == "Two signatures."


def test_an_enabler_that_is_not_asked_cannot_be_chosen(round_: Round, cast: Cast, as_: As) -> None:
    assert as_(cast.alice).post(f"{choose(round_)}?why=&enabler=made-up", {}).status_code == 422
    assert not Priority.objects.exists()


def test_words_that_are_too_long_come_back(round_: Round, cast: Cast, as_: As) -> None:
    answer = as_(cast.alice).post(f"{choose(round_)}?why=&enabler={ENABLER}", {f"{ENABLER}-why": "x" * 2001})
    assert answer.status_code == 422
    assert "x" * 2001 in text(answer)
    assert not Priority.objects.exists()


def test_before_the_reveal_there_is_no_finding_and_nothing_of_the_answers(cast: Cast, as_: As) -> None:
    waiting = making.diagnostic(cast.northvale).rounds.get()
    making.people_answer(waiting, 12)
    address = f"/diagnostics/{waiting.diagnostic.code}/rounds/1/strengthen/"
    page = as_(cast.alice).get(address)
    assert page.status_code == 200
    assert [one.reason for one in finding_snapshot.candidates(waiting)] == [""] * 11
    as_(cast.alice).post(f"{address}?why=&enabler={ENABLER}", {})
    assert Priority.objects.get().finding == {}


def test_a_workshop_carries_its_choice_and_its_promises_into_the_plan(round_: Round, cast: Cast, as_: As) -> None:
    workshop = workshops.make(
        round_.diagnostic, title="Together", agenda=(ENABLER,), minutes=(8,), way=Way.TALK, counts=False, by=cast.alice
    )
    for event in (
        events.Begin(), events.Record(ENABLER, None, "Said."), events.Picture(), events.Dots(2), events.CountDots(),
        events.Choose((ENABLER,)), events.Promise("Shadow the front line", "Leaders"), events.Promise("x" * 250, ""),
        events.End(),
    ):  # fmt: skip
        workshops.press(workshop, event, seen=queries.state(workshop).version, by=cast.alice)
    alice = as_(cast.alice)
    link = f"{choose(round_)}?workshop={workshop.code}"
    assert link in alice.get(f"/workshops/{workshop.code}/record/").content.decode()
    first = alice.get(link).content.decode()
    assert f'value="{ENABLER}" id="e-{ENABLER}" checked' in on_one_line(first)
    address = f"{choose(round_)}?why=&workshop={workshop.code}&enabler={ENABLER}"
    assert "Shadow the front line – Leaders" in text(alice.get(address))
    alice.post(address, {f"{ENABLER}-because": ["opportunity"], "promise-0": "on"})
    made = Priority.objects.get()
    assert made.workshop == workshop
    action = Action.objects.get()
    assert (action.what, action.owner, action.priority) == ("Shadow the front line", "Leaders", made)


def test_only_those_who_run_diagnostics_see_the_way_from_a_workshop(round_: Round, cast: Cast, as_: As) -> None:
    workshop = workshops.make(round_.diagnostic, title="T", agenda=(ENABLER,), minutes=(8,), by=cast.alice)
    page = as_(cast.bob).get(f"/workshops/{workshop.code}/record/").content.decode()
    assert "/strengthen/" not in page
    assert "/delete/" not in page
