"""What is deleted goes from the database's files too, not from its tables only."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.web import making
from tests.web.cast import Cast

from greenshoots.web.diagnostics import actions as diagnostics
from greenshoots.web.places import actions as places
from greenshoots.web.releases import actions as releases
from greenshoots.web.responses import team_actions
from greenshoots.web.responses.values import Response
from greenshoots.web.site import erasing
from greenshoots.web.workshops import actions as workshops
from greenshoots.web.workshops.models import Workshop

Catch = Callable[..., object]


@pytest.mark.parametrize("what", ["reveal", "file", "workshop", "diagnostic", "place"])
def test_the_files_are_cleaned_once_something_is_erased(
    cast: Cast, what: str, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Catch
) -> None:
    made = making.diagnostic(cast.northvale)
    round_ = made.rounds.get()
    making.people_answer(round_, 6)
    room: Workshop = workshops.make(made, title="Room", agenda=["systems-mindset"], minutes=[8], by=cast.alice)
    given = Response(scores=bytes(11), choices=bytes(1))
    team_actions.bring_in(round_, [given], nonce="once", by=cast.alice)
    deeds: dict[str, Callable[[], object]] = {
        "reveal": lambda: releases.reveal(round_, by=cast.alice),
        "file": lambda: team_actions.take_out(round_, nonce="once", number=1, by=cast.alice),
        "workshop": lambda: workshops.delete(room, by=cast.alice),
        "diagnostic": lambda: diagnostics.delete(made, by=cast.alice),
        "place": lambda: places.delete(cast.northvale),
    }
    cleaned: list[tuple[str, ...]] = []
    monkeypatch.setattr(erasing, "clean", cleaned.append)
    with django_capture_on_commit_callbacks(execute=True):
        deeds[what]()
    assert cleaned
