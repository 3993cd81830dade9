"""The first promise of docs/explanation/protection.md, from answers to what leaves the program.

Whatever is shown would be the same if people inside a block had swapped their scores.
"""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from greenshoots import instruments
from greenshoots.core.analysis import findings
from greenshoots.core.answers import Answers, Column, Scores
from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.instruments.model import ROUND, Instrument, ScoreEach
from greenshoots.core.results import Study
from greenshoots.reports import exchange

GROUPS = {"role": 4, "site": 3, "seniority": 3}


def world(rng: np.random.Generator) -> tuple[Instrument, Scores, dict[str, Column], Policy]:
    """Make up people, uneven groups, two rounds, and what they are promised."""
    each = ScoreEach.STATEMENT if rng.random() < 0.2 else ScoreEach.ENABLER
    asked = replace(instruments.load("enabling-conditions"), score_each=each)
    n = int(rng.integers(3, 70))
    often = rng.dirichlet([0.7] * 7)
    scores = rng.choice(np.arange(-2, 5), p=often, size=(len(asked.questions), n)).astype(np.int8)
    columns = {ROUND: Column(ROUND, ("1", "2"), rng.integers(0, 2, n).astype(np.int32))}
    for name, number in GROUPS.items():
        shares = np.append(0.05, rng.dirichlet([0.8] * number) * 0.95)
        codes = rng.choice(np.arange(-1, number), p=shares, size=n).astype(np.int32)
        columns[name] = Column(name, tuple("ABCD"[:number]), codes)
    chosen = tuple(GROUPS)[: int(rng.integers(0, 4))]
    return asked, scores, columns, Policy(groups=chosen, k=int(rng.choice([3, 5, 7])))


def shown(asked: Instrument, scores: Scores, columns: dict[str, Column], policy: Policy) -> str:
    """Give everything that any picture or document reads, and what the command prints as data."""
    answers = Answers.collect(asked, asked.questions, scores.copy(), columns=columns)
    results = findings.analyse(answers, policy, Study(asked=scores.shape[1] + 5))
    return json.dumps(exchange.data(results)) + repr(results)


def swapped(scores: Scores, columns: dict[str, Column], policy: Policy, rng: np.random.Generator) -> Scores:
    """Let the people of each block who scored a question swap their scores."""
    after = scores.copy()
    for which in range(2):
        people = np.flatnonzero(columns[ROUND].codes == which)
        mine = [replace(columns[name], codes=columns[name].codes[people]) for name in policy.groups]
        block = release.arrange(mine, len(people), policy).block
        for number in np.unique(block):
            members = people[block == number]
            for question, row in enumerate(scores):
                scorers = members[row[members] >= 0]
                after[question, scorers] = row[rng.permutation(scorers)]
    return after


@pytest.mark.parametrize("seed", range(15))
def test_nothing_shown_changes_when_people_of_a_block_swap_their_scores(seed: int) -> None:
    rng = np.random.default_rng(seed)
    asked, scores, columns, policy = world(rng)
    after = swapped(scores, columns, policy, rng)
    assert shown(asked, after, columns, policy) == shown(asked, scores, columns, policy)


def test_without_protection_the_same_swaps_are_seen() -> None:
    rng = np.random.default_rng(0)
    asked, scores, columns, policy = world(rng)
    after = swapped(scores, columns, policy, rng)
    bare = Policy(protection=Protection.NONE, groups=tuple(GROUPS))
    assert shown(asked, after, columns, bare) != shown(asked, scores, columns, bare)
