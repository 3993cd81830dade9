"""What leaves a place, and what never does."""

from __future__ import annotations

import json

from tests.web import making
from tests.web.cast import Cast

from greenshoots.web.archives import queries
from greenshoots.web.collect.releases import actions as releases


def test_waiting_answers_and_words_of_few_never_leave(cast: Cast) -> None:
    made = making.diagnostic(cast.northvale)
    round_ = made.rounds.get()
    making.people_answer(round_, 12, words=json.dumps({"systems-mindset": "We meet on Fridays."}))
    releases.reveal(round_, by=cast.alice)
    making.people_answer(round_, 6, seed=2, words=json.dumps({"systems-mindset": "Only six of us."}))
    releases.reveal_late(round_, by=cast.alice)
    making.people_answer(round_, 3, seed=3, words=json.dumps({"systems-mindset": "Still waiting."}))
    told = json.dumps(queries.rows(cast.northvale))
    assert told.count("We meet on Fridays.") == 12
    assert "Only six of us." not in told
    assert "Still waiting." not in told


def test_another_place_leaves_nothing(cast: Cast) -> None:
    making.people_answer(making.diagnostic(cast.southmere).rounds.get(), 12)
    found = queries.rows(cast.northvale)
    assert {name for name, rows in found.items() if rows} == {"place", "members"}
