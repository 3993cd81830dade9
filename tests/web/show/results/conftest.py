"""Rounds with results for the tests."""

from __future__ import annotations

import pytest
from tests.web import making
from tests.web.cast import Cast

from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import actions


@pytest.fixture
def round_(cast: Cast) -> Round:
    """Return a revealed round in which 42 people answered and commented."""
    round_ = making.diagnostic(cast.northvale).rounds.get()
    making.people_answer(round_, 42, words='{"staff-permission": "We wait for a signature."}')
    actions.reveal(round_, by=cast.alice)
    round_.refresh_from_db()
    return round_
