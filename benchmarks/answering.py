"""Taking answers in, against a plain Django view with a form and one insert for each request, in the same run.

    python benchmarks/answering.py [answers] [at once]

Both are called as ASGI applications in this process, by people who send at the same time, on an SQLite file with the
settings of a real installation: every commit is on the disk before anybody is told so. Both thank with the same page,
which holds a picture of what somebody answered. Then the same without that page, to see what keeping an answer takes.
It prints answers a second, processor time for each, and how large what a phone has to fetch is.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import resources
from typing import Any
from unittest import mock
from urllib.parse import urlencode

Application = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    body: bytes


async def call(application: Application, method: str, path: str, body: bytes = b"") -> Reply:
    """Send one request."""
    headers = [
        (b"host", b"localhost"),
        (b"accept-encoding", b"gzip"),
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"content-length", str(len(body)).encode()),
    ]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "method": method,
        "path": path, "raw_path": path.encode(), "root_path": "", "query_string": b"", "headers": headers,
        "client": None, "server": ("localhost", 80),
    }  # fmt: skip
    sent: list[dict[str, Any]] = []
    arrived = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if arrived:
            return arrived.pop()
        await asyncio.Event().wait()  # the browser stays until it has its page
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await application(scope, receive, send)
    return Reply(sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:]))


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one request took, as a share of all."""

    name: str
    a_second: float
    processor: float


async def measure(name: str, application: Application, requests: list[tuple[str, str, bytes]], at_once: int) -> Timing:
    """Send all requests, so many at a time."""
    left = iter(requests)

    async def person() -> None:
        for method, path, body in left:
            reply = await call(application, method, path, body)
            if reply.status != 200:
                raise SystemExit(f"{name} answered {reply.status}")

    started, used = time.perf_counter(), time.process_time()
    await asyncio.gather(*(person() for _ in range(at_once)))
    took, used = time.perf_counter() - started, time.process_time() - used
    return Timing(name, len(requests) / took, used / len(requests) * 1000)


def set_up() -> None:
    """Make an empty installation in a temporary folder."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "greenshoots.web.base.site.settings",
        "GREENSHOOTS_DATA": tempfile.mkdtemp(prefix="greenshoots-answering-"),
        "SITE_URL": "http://localhost",
        "SECRET_KEY": "x" * 50,
        "LOCAL": "on",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def open_round() -> Any:
    """Make a diagnostic with the built-in instrument, and open its first round."""
    from greenshoots.web.base.places.models import Place
    from greenshoots.web.collect.diagnostics.models import (
        Choice,
        Diagnostic,
        InstrumentVersion,
        RespondentGroup,
        Round,
    )

    place = Place.objects.create(name="Northvale Council (fictional)")
    folder = resources.files("greenshoots.instruments")
    version = InstrumentVersion.objects.create(
        place=place,
        name="enabling-conditions",
        version="1.1",
        title="Eleven enabling conditions",
        language="en",
        text=(folder / "enabling-conditions.toml").read_text(encoding="utf-8"),
    )
    made = Diagnostic.objects.create(
        place=place, subject="Adult social care", asking="We ask.", instrument=version, viewpoints=["organisation"]
    )
    group = RespondentGroup.objects.create(diagnostic=made, position=0, name="Role", place_in_order=1)
    for number, label in enumerate(("Frontline", "Manager", "Partner")):
        Choice.objects.create(group=group, number=number, label=label)
    return Round.objects.create(place=place, diagnostic=made, number=1, state="open")


def forms(round_: Any, how_many: int) -> list[bytes]:
    """Fill in forms, each with a private code of its own."""
    from greenshoots.web.collect.diagnostics import mapping
    from greenshoots.web.collect.responses import private_code

    instrument = mapping.instrument(round_.diagnostic.instrument)
    scores = {f"s-{question.id}": str(1 + place % 5) for place, question in enumerate(instrument.questions)}
    group = round_.diagnostic.groups.first()
    fields = scores | {f"g-{group.code}": "1", f"w-{instrument.enablers[0].id}": "We ask first.", "do": "send"}
    fields["edition"] = str(round_.diagnostic.edition)
    return [urlencode(fields | {"code": private_code.new()}).encode() for _ in range(how_many)]


def plain_form(asked: Any) -> Any:
    """Give the form that a plain view reads answers with."""
    from django import forms as django_forms

    points = [(str(point), str(point)) for point in (*asked.scale.points, "not-sure")]
    fields: dict[str, Any] = {
        f"s-{question.id}": django_forms.ChoiceField(
            label=question.enabler.title, choices=points, widget=django_forms.RadioSelect, required=False
        )
        for question in asked.questions
    }
    fields |= {f"w-{enabler.id}": django_forms.CharField(required=False) for enabler in asked.enablers}
    return type("Form", (django_forms.Form,), fields)


def plain_view(round_: Any) -> Application:
    """Give Django as most would write it: a form, an insert for each request, a page from a template."""
    from django.conf import settings
    from django.contrib.auth.decorators import login_not_required
    from django.core.asgi import get_asgi_application
    from django.http import HttpRequest, HttpResponse
    from django.template import engines
    from django.urls import path
    from django.views.decorators.csrf import csrf_exempt

    from greenshoots.web.collect.diagnostics.models import Round
    from greenshoots.web.collect.participants import page_cache, pages
    from greenshoots.web.collect.responses import private_code
    from greenshoots.web.collect.responses.models import PendingResponse
    from greenshoots.web.collect.responses.response import Outcome, Response

    looked = page_cache.look(round_.code)
    assert looked is not None
    about = looked.about["en"]
    form_of = plain_form(about.instrument)
    template = engines["django"].from_string("<!doctype html><title>Answer</title><form method=post>{{ form }}</form>")

    @csrf_exempt
    @login_not_required
    def view(request: HttpRequest, code: str) -> HttpResponse:
        found = Round.objects.select_related("diagnostic").get(code=code)
        form = form_of(request.POST or None)
        if not form.is_valid():
            return HttpResponse(template.render({"form": form}, request))
        scores = bytes(int(form.cleaned_data[f"s-{one.id}"] or 1) - 1 for one in about.instrument.questions)
        key, choices = secrets.randbits(62), b"\1"
        PendingResponse.objects.create(pk=key, place_id=found.place_id, round=found, scores=scores, choices=choices)
        return HttpResponse(pages.thanks(about, private_code.new(), Response(scores, choices, 0), Outcome.KEPT))

    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": [path("plain/<str:code>", view)]})
    return get_asgi_application()


def report(title: str, ours: Timing, theirs: Timing) -> None:
    """Print a pair of rows and their ratio."""
    print(f"\n{title:<34}{'a second':>10}{'processor ms':>14}")
    for timing in (ours, theirs):
        print(f"{timing.name:<34}{timing.a_second:>10.0f}{timing.processor:>14.2f}")
    ratio, less = ours.a_second / theirs.a_second, theirs.processor / ours.processor
    print(f"{'ratio':<34}{ratio:>9.1f}x{less:>13.1f}x")


async def run(how_many: int, at_once: int) -> None:
    """Measure sending, then fetching the page."""
    from greenshoots.web.collect.participants import assets, handler, pages
    from greenshoots.web.collect.responses import queries
    from greenshoots.web.collect.responses.writer import writer

    round_ = await asyncio.to_thread(open_round)
    bodies = await asyncio.to_thread(forms, round_, how_many)
    before = await asyncio.to_thread(queries.waiting, round_)
    address = f"/a/{round_.code}"
    page = await call(handler.application, "GET", address)
    sends = [("POST", address, body) for body in bodies]
    ours = await measure("greenshoots", handler.application, sends, at_once)
    after = await asyncio.to_thread(queries.waiting, round_)
    if after - before != how_many:
        raise SystemExit(f"{how_many} answers were sent and {after - before} kept")
    gets = [("GET", address, b"")] * how_many
    our_page = await measure("greenshoots", handler.application, gets, at_once)

    reference = await asyncio.to_thread(plain_view, round_)
    plain = f"/plain/{round_.code}"
    plain_sends = [("POST", plain, body) for body in bodies]
    theirs = await measure("Django view, form, insert", reference, plain_sends, at_once)
    their_page = await measure("Django view, form", reference, [("GET", plain, b"")] * how_many, at_once)

    # The same answers again would change nothing, so these carry codes of their own.
    others = [("POST", address, body) for body in await asyncio.to_thread(forms, round_, how_many)]
    with mock.patch.object(pages, "thanks", return_value="Thank you."):
        our_bare = await measure("greenshoots", handler.application, others, at_once)
        their_bare = await measure("Django view, form, insert", reference, plain_sends, at_once)
    writer.stop()

    print(f"{how_many} requests, {at_once} at once")
    report("An answer kept and thanked for", ours, theirs)
    report("An answer kept", our_bare, their_bare)
    report("The page to answer on", our_page, their_page)
    style = gzip.compress(assets.every()["answer.css"].content, 9)
    fetched = len(page.body) + len(style)
    print(f"\nPage {len(page.body):,} bytes and style {len(style):,}: {fetched:,} of 30,720, in gzip")
    script = gzip.compress(assets.every()["answer.js"].content, 9)
    print(f"Script {len(script):,} bytes in gzip; the page works without it")


if __name__ == "__main__":
    set_up()
    numbers = [int(argument) for argument in sys.argv[1:]]
    asyncio.run(run(*(numbers + [2_000, 50][len(numbers) :])))
