"""Keeping a release: every way there and back is exact, and nothing else can be read back."""

from __future__ import annotations

import copy
import dataclasses
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.disclosure import release, release_document
from greenshoots.core.disclosure.joining import join
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.errors import ReleaseError


@pytest.fixture(scope="session")
def published(make):
    def publish(seed=1, n=40, points=5, protection=Protection.PROTECTED, statements=(), groups=("team", "site")):
        rng = np.random.default_rng([seed, n, points])
        _, columns = make.people(rng, n, {"team": 4, "site": 2})
        asked = make.instrument(2, points=points, statements=statements)
        scores = [make.people(rng, n, {}, points=points, unsure=share)[0] for share in (0.1, 0.5) * 2]
        answers = make.answers(scores[: len(asked.questions)], asked, **columns)
        return release.publish(answers, Policy(protection, k=6, c=2, groups=groups, k_words=12))

    return publish


def there_and_back(released):
    return release_document.from_document(
        json.loads(json.dumps(release_document.to_document(released))), released.instrument
    )


def same(one, other):
    """Return whether two releases hold the same, down to the kind of number."""
    arrays = [(one.sizes, other.sizes)]
    for first, second in ((one.members, other.members), *zip(one.cells, other.cells, strict=True)):
        arrays += [(getattr(first, f.name), getattr(second, f.name)) for f in dataclasses.fields(first)]
    values = [(r.instrument, r.questions, r.policy, r.groups) for r in (one, other)]
    return values[0] == values[1] and all(
        a.dtype == b.dtype and a.shape == b.shape and (a == b).all() for a, b in arrays
    )


@given(
    seed=st.integers(0, 10**6),
    n=st.integers(0, 80),
    points=st.integers(3, 11),
    protection=st.sampled_from([Protection.PROTECTED, Protection.NAMED, Protection.NONE]),
    statements=st.sampled_from([(), (False, True)]),
    groups=st.sampled_from([(), ("site",), ("team", "site")]),
)
@settings(max_examples=80)
def test_there_and_back_through_json_is_exact(published, seed, n, points, protection, statements, groups):
    released = published(seed, n, points, protection, statements, groups)
    assert same(there_and_back(released), released)


def test_an_open_room_and_a_join_come_back_too(published):
    room = published(protection=Protection.OPEN, groups=())
    joined = join([published(1), published(2, 30), published(3, 4)])
    assert same(there_and_back(room), room)
    assert same(there_and_back(joined), joined)


def test_a_document_is_plain_and_holds_counts_and_no_words(published):
    document = release_document.to_document(published())
    assert list(document) == [
        *("format", "instrument", "scale", "questions", "policy", "groups", "sizes", "members", "cells")
    ]
    assert document["format"] == "greenshoots-release/1"
    assert document["instrument"] == {"id": "made", "version": "1", "language": "en"}
    assert document["questions"] == ["e1", "e2"]
    assert json.loads(json.dumps(document)) == document
    assert "Statement 1." not in json.dumps(document)


def test_a_hundred_thousand_people_are_kept_in_few_letters(make):
    rng = np.random.default_rng(1)
    _, columns = make.people(rng, 100_000, {"team": 4, "site": 3})
    scores = [make.people(rng, 100_000, {})[0] for _ in range(11)]
    released = release.publish(make.answers(scores, make.instrument(11), **columns), Policy(groups=("team", "site")))
    assert len(json.dumps(release_document.to_document(released))) < 60_000


def test_results_can_be_read_with_a_translation(published):
    released = published()
    welsh = dataclasses.replace(released.instrument, language="cy", title="Wedi ei lunio")
    back = release_document.from_document(release_document.to_document(released), welsh)
    assert back.instrument.title == "Wedi ei lunio"
    assert back.view() == released.view()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"format": "greenshoots-release/3"}, "stored as “greenshoots-release/3”.* reads “greenshoots-release/2”"),
        ({"format": None}, "stored as"),
        ({"instrument": {"id": "other", "version": "1"}}, "responses to “other”, version 1"),
        ({"instrument": {"id": "made", "version": "2"}}, "version 2, and cannot be read with “made”, version 1"),
        ({"instrument": None}, "responses to"),
        ({"questions": ["e1", "e9"]}, "answers to “e9”"),
        ({"scale": [0, 4]}, "a different scale"),
        ({"questions": ["e1"]}, r"damaged \(questions and counts"),
        ({"sizes": [2, 2, 2]}, "damaged"),
        ({"members": {}}, "damaged"),
        ({"policy": {}}, "damaged"),
        ({"cells": [{}, {}]}, "damaged"),
        ({"groups": [{"name": "team", "choices": ["A"]}, {"name": "site", "choices": ["A", "B"]}]}, "not there"),
    ],
)
def test_a_document_that_does_not_fit_is_refused_and_says_why(published, change, why):
    released = published()
    document = release_document.to_document(released) | change
    with pytest.raises(ReleaseError, match=why):
        release_document.from_document(document, released.instrument)


def test_a_document_that_would_show_fewer_people_than_promised_is_refused(published):
    released = published()
    document = release_document.to_document(released)
    document["policy"]["k"] = 30
    with pytest.raises(ReleaseError, match="too few people"):
        release_document.from_document(document, released.instrument)


def numbers(value, path=()):
    """Return the path of every whole number in a document."""
    if isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from numbers(part, (*path, key))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield path


def test_counts_that_were_changed_by_hand_are_noticed(published):
    """Every count of the second question, one more or one less: people, answers, scores and bands must agree."""
    released = published()
    document = release_document.to_document(released)
    changed = 0
    for path in numbers(document["cells"][1]):
        for step in (1, -1):
            other = copy.deepcopy(document)
            place = other["cells"][1]
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] += step
            with pytest.raises(ReleaseError, match="damaged"):
                release_document.from_document(other, released.instrument)
            changed += 1
    assert changed > 50


def test_nobody_answered_can_be_kept_too(published):
    empty = published(n=0)
    assert there_and_back(empty).view().state is State.EMPTY
