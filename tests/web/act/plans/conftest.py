"""A revealed round in Northvale, a region that is asked, and short ways to create the rows of a plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.web.act.asks import actions as ask_actions
from greenshoots.web.act.asks.models import Ask, Body
from greenshoots.web.act.library.models import Level
from greenshoots.web.act.priorities import actions as priority_actions
from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.places.models import Membership, Place, Role
from greenshoots.web.collect.diagnostics.models import Audience, Round
from greenshoots.web.collect.releases import actions as releases

As = Callable[[User], Visitor]
ENABLER = "staff-permission"


@pytest.fixture
def round_(cast: Cast) -> Round:
    """Return a round of 24 people that is revealed and not published."""
    made = making.diagnostic(cast.northvale)
    first = made.rounds.get()
    making.people_answer(first, 24)
    releases.reveal(first, by=cast.alice)
    releases.close(first, by=cast.alice)
    return Round.objects.select_related("diagnostic__instrument", "place", "diagnostic__place").get(pk=first.pk)


@pytest.fixture
def priority(round_: Round, cast: Cast) -> Priority:
    """Return a priority that was chosen after the round."""
    (made,) = priority_actions.choose(
        round_, {ENABLER: {"because": ["score"], "why": "Two signatures."}}, by=cast.alice
    )
    return made


@pytest.fixture
def region(cast: Cast) -> Place:
    """Return the place of a regional body, which Rita owns and Ravi may view."""
    region = Place.objects.create(name="Greater Vale (fictional)", code="grtrvale")
    for name, role in (("Rita", Role.OWNER), ("Ravi", Role.VIEWER)):
        person = User.objects.create_user(f"{name.lower()}@example.org", None, name=name)
        Membership.objects.create(place=region, person=person, role=role)
    return region


@pytest.fixture
def rita(region: Place) -> User:
    """Return the owner of the regional body."""
    return User.objects.get(email="rita@example.org")


@pytest.fixture
def ravi(region: Place) -> User:
    """Return the viewer of the regional body."""
    return User.objects.get(email="ravi@example.org")


@pytest.fixture
def body(cast: Cast, region: Place, rita: User) -> Body:
    """Return the regional body that Northvale invited and that has accepted."""
    return invited(cast.northvale, cast.alice, region, rita)


def invited(place: Place, by: User, reader: Place, accepts: User) -> Body:
    made, _link = ask_actions.invite(place, name="Combined authority", level=Level.REGION, by=by)
    ask_actions.accept(made, reader, by=accepts)
    return Body.objects.select_related("reader", "place").get(pk=made.pk)


def ask_of(place: Place, by: User, **facts: object) -> Ask:
    values = {"need": "Fund a shared data officer", "level": Level.REGION, "context": "We each pay twice."} | facts
    return ask_actions.make(place, by=by, **values)


def publish(round_: Round, to: Audience, by: User) -> None:
    releases.publish(round_, to=to, by=by)
