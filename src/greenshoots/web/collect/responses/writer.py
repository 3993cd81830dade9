"""The writer of responses: it commits those that arrive in the same moment together."""

from __future__ import annotations

from greenshoots.web.base.asgi.group_commit import Writer
from greenshoots.web.collect.responses import actions
from greenshoots.web.collect.responses.actions import Sent
from greenshoots.web.collect.responses.response import Outcome

# `actions.record` is looked up at each batch, so that a test can put a slow or failing one in its place.
writer: Writer[Sent, Outcome] = Writer(lambda batch: actions.record(batch), "responses-writer")
"""The writer of responses of this process."""
