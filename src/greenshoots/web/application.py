"""The two sides of one program: people who answer, and the team."""

from __future__ import annotations

import asyncio
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenshoots.web.base.site.settings")

from django.core.asgi import get_asgi_application

team = get_asgi_application()

from greenshoots.web.act.actions import reminders  # noqa: E402
from greenshoots.web.base.asgi.channels import hub  # noqa: E402
from greenshoots.web.base.asgi.http import Receive, Scope, Send  # noqa: E402
from greenshoots.web.base.limits.counter import tries  # noqa: E402 - the models are ready only now
from greenshoots.web.base.site import secure_delete  # noqa: E402
from greenshoots.web.collect.participants.handler import application as participant  # noqa: E402
from greenshoots.web.collect.responses.writer import writer  # noqa: E402
from greenshoots.web.meet.workshops import phone_application, phone_writes, stream  # noqa: E402


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Pass a request to its side, by its address."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http" and (scope["path"].startswith("/a/") or scope["path"] == "/a"):
        await participant(scope, receive, send)
    elif scope["type"] == "http" and (workshop := stream.code_of(scope["path"])):
        await stream.serve(workshop, receive, send)
    elif scope["type"] == "http" and phone_application.parts_of(scope["path"]):
        await phone_application.application(scope, receive, send)
    else:
        await team(scope, receive, send)  # type: ignore[arg-type] # the stubs want a narrower mapping


async def _lifespan(receive: Receive, send: Send) -> None:
    """Start and stop background work with the server: the last responses are written before it stops."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            hub.start()
            reminders.start()
            tries.start()
            secure_delete.start()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            # What begins new work stops first; then each writer writes what still waits in it.
            reminders.stop()
            writer.stop()
            phone_writes.writer.stop()
            tries.stop()
            # Last, and off the event loop: the journal is emptied once nothing writes to it any more.
            await asyncio.to_thread(secure_delete.stop)
            await send({"type": "lifespan.shutdown.complete"})
            return
