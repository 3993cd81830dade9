"""Rounds whose results the tests look at."""

from __future__ import annotations

import pytest
from tests.web import making
from tests.web.cast import Cast

from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import actions


@pytest.fixture
def round_(cast: Cast) -> Round:
    """Give a revealed round in which 42 people answered and some wrote."""
    found = making.diagnostic(cast.northvale).rounds.get()
    making.people_answer(found, 42, words='{"staff-permission": "We wait for a signature."}')
    actions.reveal(found, by=cast.alice)
    found.refresh_from_db()
    return found
