"""Every address times every role, in one table: `routes.txt`. An address that is not listed fails, and a change too.

Write the table anew with ``WRITE_ROUTES=1 python -m pytest tests/web/test_routes.py`` and read every line that changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from tests.web import making
from tests.web.cast import Cast

from greenshoots.web.act.actions import actions as action_actions
from greenshoots.web.act.asks import actions as ask_actions
from greenshoots.web.act.library import actions as library
from greenshoots.web.act.library.models import Level
from greenshoots.web.act.plans import publishing
from greenshoots.web.act.priorities import actions as priority_actions
from greenshoots.web.act.priorities.models import Reach
from greenshoots.web.collect.diagnostics.models import Audience, Diagnostic, Round
from greenshoots.web.collect.invitations import actions as invitations
from greenshoots.web.collect.invitations import outbox
from greenshoots.web.collect.releases import actions as releases
from greenshoots.web.meet.workshops import actions as workshops
from greenshoots.web.meet.workshops.models import Workshop

TABLE = Path(__file__).with_name("routes.txt")
WHO = ("nobody", "charlie", "vera", "bob", "alice", "olive")
NAMES = ("out", "other", "viewer", "analyst", "facil.", "owner")
HEAD = f"{'route':<41}{'address':<67}" + "".join(f"{name:>8}" for name in NAMES)
ENABLER = "systems-mindset"
NOT_OURS = ("account_", "mfa_", "socialaccount_", "openid_connect_", "usersessions_")
"""Pages of allauth: their addresses are listed, and their own tests say who may see them."""


class World:
    """A place with a published round, an open one, a workshop and an invitation."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.diagnostic: Diagnostic = making.diagnostic(cast.northvale)
        first: Round = self.diagnostic.rounds.get()
        making.people_answer(first, 12)
        releases.reveal(first, by=cast.alice)
        releases.close(first, by=cast.alice)
        releases.publish(first, to=Audience.EVERYBODY, by=cast.alice)
        self.first = Round.objects.get(pk=first.pk)
        self.second = making.round_(self.diagnostic)
        making.people_answer(self.second, 6, seed=5)
        invitations.add_people(self.second, emails=["ann@example.org"], by=cast.alice)
        facts = {"title": "Together", "agenda": (ENABLER,), "minutes": (8,), "by": cast.alice}
        self.workshop: Workshop = workshops.make(self.diagnostic, **facts)
        told = {"title": "What we tried", "kind": "story", "text": "We tried.", "effort": "weeks", "who": "team"}
        self.entry = library.add(cast.northvale, told | {"enablers": ENABLER}, partners=(), by=cast.alice)
        self.member = cast.northvale.memberships.get(person=cast.bob)
        self.plan = Plan(self)

    def fill(self, route: str, pattern: str) -> str:
        """Put what is there into an address."""
        results = route.startswith(("results:", "plans:")) or route in {
            "releases:unpublish",
            "releases:words",
            "releases:words_about",
        }
        for_people = "results:published" in route
        values = {
            "place": self.cast.northvale.code, "diagnostic": self.diagnostic.code, "step": "subject",
            "number": "1" if results else "2", "enabler": ENABLER, "style": "print", "language": "en",
            "secret": "nothing", "entry": self._entry(route), "token": "1" * 20, "member": self.member.code,
            "reach": "control",
            "note": self.plan.note.code, "ask": self.plan.theirs.code, "kind": "docx",
            "file": "spider.svg" if route.endswith("picture") else "report.txt",
            "code": self._code(route) if not for_people else self.first.results_code,
        }  # fmt: skip
        address = pattern
        for kind in ("str", "int", "slug", "path"):
            for name, value in values.items():
                address = address.replace(f"<{kind}:{name}>", value)
        return "/" + address

    def _entry(self, route: str) -> str:
        own = {"library:edit", "library:history", "library:delete"}
        return self.entry.code if route in own else "start-small"

    def _code(self, route: str) -> str:
        if route.startswith("workshops:"):
            return self.workshop.summary_code if route.endswith(":summary") else self.workshop.code
        if route.startswith("plans:"):
            return self.plan.code(route.removeprefix("plans:"))
        return self.first.results_code if route.startswith("results:") else self.diagnostic.code


class Plan:
    """A plan of Northvale: a priority, an action, an ask, and what Southmere asks of Northvale."""

    def __init__(self, world: World) -> None:
        cast = world.cast
        by = {"by": cast.alice}
        chosen = {ENABLER: {"because": ["score"], "why": "We said so."}}
        (self.priority,) = priority_actions.choose(world.first, chosen, **by)
        self.point = priority_actions.add_point(self.priority, reach=Reach.CONTROL, text="A point")
        self.action = action_actions.make(cast.northvale, what="An action", priority=self.priority, **by)
        self.note = action_actions.note(self.action, "A note", **by)
        facts = {"level": Level.REGION, "context": "Context"}
        self.ask = ask_actions.make(cast.northvale, need="An ask", priority=self.priority, **facts, **by)
        self.body, _link = ask_actions.invite(cast.northvale, name="A region", level=Level.REGION, **by)
        us, _link = ask_actions.invite(cast.southmere, name="Northvale", level=Level.REGION, by=cast.charlie)
        ask_actions.accept(us, cast.northvale, **by)
        self.theirs = ask_actions.make(cast.southmere, need="Their ask", body=us, **facts, by=cast.charlie)
        ask_actions.send(self.theirs, on=timezone.localdate(), by=cast.charlie)
        self.bundle = ask_actions.bundle(cast.northvale, [self.theirs], title="Together", **by)
        self.page = publishing.page_for(world.first)
        publishing.change(self.page, read=1, shown=True, **by)

    def code(self, route: str) -> str:
        """Give the code that an address of the plan is about."""
        if route.startswith("action") or route in {"move", "note", "delete_note"}:
            return self.action.code
        if route == "ask_to_us":
            return self.theirs.code
        if route.startswith("ask"):
            return self.ask.code
        named = {
            "body": self.body,
            "body_end": self.body,
            "delete_point": self.point,
            "change_point": self.point,
            "shown": self.page,
        }
        named |= dict.fromkeys(("bundle", "bundle_document", "take_out", "unbundle"), self.bundle)
        found: str = named.get(route, self.priority).code  # type: ignore[attr-defined] # rows of several tables
        return found


def routes(patterns: list[URLPattern | URLResolver], space: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    """Give every address with its name."""
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from routes(one.url_patterns, inner, before + str(one.pattern))
        else:
            if one.name:
                yield f"{space}{one.name}", before + str(one.pattern)


ROUTES = sorted(set(routes(get_resolver().url_patterns)))


def line(world: World, route: str, pattern: str) -> str:
    """Try an address as everybody; a page that only takes what is sent is sent nothing."""
    address = world.fill(route, pattern)
    told = []
    for who in WHO:
        with transaction.atomic():
            client = Client()
            if who != "nobody":
                client.force_login(
                    getattr(world.cast, who), backend="allauth.account.auth_backends.AuthenticationBackend"
                )
            answer = client.get(address)
            sent = answer.status_code in {303, 405}
            if sent:
                answer = client.post(address)
            told.append(("+" if sent else "") + str(answer.status_code))
            transaction.set_rollback(True)
    return f"{route:<40} /{pattern:<66}" + "".join(f"{one:>8}" for one in told)


@pytest.fixture(autouse=True)
def _no_mail_goes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be sent beside the test: a thread would outlive what it writes about."""
    monkeypatch.setattr(outbox, "start", lambda: None)


def rows() -> dict[tuple[str, str], str]:
    found = TABLE.read_text(encoding="utf-8").splitlines()[4:]
    return {(row.split()[0], row.split()[1].removeprefix("/")): row for row in found if row.strip()}


def test_every_address_is_in_the_table_and_no_other() -> None:
    assert {(route, pattern) for route, pattern in ROUTES} == set(rows())


@pytest.mark.django_db
def test_everybody_may_go_where_the_table_says_and_nowhere_else(cast: Cast) -> None:
    world = World(cast)
    wanted = rows()
    found = {
        (route, pattern): line(world, route, pattern) for route, pattern in ROUTES if not route.startswith(NOT_OURS)
    }
    different = [f"{row}\n  the table says\n{wanted.get(key)}" for key, row in found.items() if wanted.get(key) != row]
    assert not different, "\n".join(different)


def write(cast: Cast) -> None:
    """Write the table."""
    world = World(cast)
    listed = [
        f"{route:<40} /{pattern}" if route.startswith(NOT_OURS) else line(world, route, pattern)
        for route, pattern in ROUTES
    ]
    legend = (
        "# Every address of the team side, and what a visit gives: + where something has to be sent. 302 leads to the",
        "# page to sign in, 403 says that the role does not allow it, 404 that there is nothing for people of another",
        "# place. The participant side, /a/…, is the same for everybody: no account, no cookie.",
    )
    TABLE.write_text("\n".join((*legend, HEAD, *listed)) + "\n", encoding="utf-8")


if os.environ.get("WRITE_ROUTES"):

    def test_the_table_is_written(cast: Cast) -> None:
        write(cast)
