"""The attacks of privacy.md A7, run from outside: keep every view, solve what can be solved, name somebody's score.

The attacker is given more than the world gives: which people are in which block. They know everybody's respondent
groups and who scored. They see what `Release.view` returns and nothing else of the release; what bands tell is gone
through world by world in test_release_promises.py. Each attack is also run against the rule that many products use,
"at least five people, any filter", and has to succeed there.

Rows C, D and E of the table, results that grow while people answer, have no counterpart: the command line publishes a
file once. What remains of them is tested as rounds, and asking again about the same answers. Asking again with one
answer more is left to the holder of the file (docs/explanation/protection.md), and so are invented people (A9).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from greenshoots.core.analysis import findings
from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.errors import PolicyError
from greenshoots.core.instruments.model import ROUND

GROUPS = {"team": 4, "role": 3}
K, POINTS = 5, 5


@dataclass
class Attacker:
    """Keeps equations: how many of these people gave each score.

    Arguments:
        scored: Who gave a score, known to the attacker.
        people: One row an equation: who is counted in it.
        counts: One row an equation: how many of them gave each score.
    """

    scored: np.ndarray
    people: list[np.ndarray]
    counts: list[np.ndarray]

    def solved(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Return each set of people that no equation separates, with its counts where they can be solved for."""
        if not self.people:
            return []
        rows, counts = np.array(self.people, dtype=float), np.array(self.counts, dtype=float)
        columns, member = np.unique(rows[:, self.scored], axis=1, return_inverse=True)
        member = member.ravel()
        sizes = np.bincount(member)
        # x[set, score]: the set's counts. A set is determined where the equations leave it no freedom.
        solution, *_ = np.linalg.lstsq(columns, counts, rcond=None)
        free = np.eye(columns.shape[1]) - np.linalg.pinv(columns) @ columns
        determined = np.abs(free).max(axis=1) < 1e-9
        people = np.flatnonzero(self.scored)
        return [
            (people[member == number], np.rint(solution[number]).astype(int))
            for number in range(len(sizes))
            if determined[number]
        ]

    def named(self, insider: int | None = None, own: int = 0) -> dict[int, int]:
        """Name everybody whose score is certain; an insider takes their own score out first."""
        found = {}
        for people, counts in self.solved():
            if insider in people:
                people, counts = people[people != insider], counts - (np.arange(POINTS) == own)
            if len(people) and np.count_nonzero(counts) == 1:
                found.update(dict.fromkeys(people.tolist(), int(counts.argmax())))
        return found


def chosen(columns, wanted, others) -> np.ndarray:
    inside = np.ones(len(next(iter(columns.values()))), dtype=bool)
    for name, some in wanted.items():
        inside &= np.isin(columns[name], some)
    return inside ^ others


def against_blocks(make, scores, columns, policy, *, most=2, unions=True) -> Attacker:
    """Look through every filter. A view counts the whole blocks, and for one question whole cells, inside it."""
    found = release.publish(make.answers([scores], make.instrument(), **columns), policy)
    block = release.arrange([make.column(*item) for item in columns.items()], len(scores), policy).block
    cell = found.cells[0].of_block[block] if len(found.sizes) else block
    attacker = Attacker(scores >= 0, [], [])
    for wanted, others in make.selections(found, unions=unions):
        if len(wanted) > most:
            continue
        mask = chosen(columns, wanted, others)
        inside = mask & (cell >= 0) & ~np.isin(block, block[~mask])
        inside &= ~np.isin(cell, cell[~inside])
        view = found.view(wanted, others=others).questions[0]
        if view.state is State.SHOWN:
            # An independent account of the view: the very people it counts, and at least 80% of those asked for.
            assert view.counts == tuple(np.bincount(scores[inside & (scores >= 0)], minlength=POINTS))
            assert view.coverage == inside.sum() / mask.sum() >= 0.8
            attacker.people.append(inside)
            attacker.counts.append(np.array(view.counts))
    return attacker


def against_a_minimum(make, scores, columns, *, most=2, unions=True) -> Attacker:
    """Look through every filter of a product that shows the exact counts of any five people."""
    columns_only = release.publish(make.answers([scores], make.instrument(), **columns), Policy(groups=tuple(columns)))
    attacker = Attacker(scores >= 0, [], [])
    for wanted, others in make.selections(columns_only, unions=unions):
        mask = chosen(columns, wanted, others) & (scores >= 0)
        if mask.sum() >= K and len(wanted) <= most:
            attacker.people.append(mask)
            attacker.counts.append(np.bincount(scores[mask], minlength=POINTS))
    return attacker


ROWS = {
    "A one-question filters": ({"unions": False, "most": 1}, 0.0),
    "B any two questions and unions": ({}, 0.0),
    "F any filters, 30% not sure": ({}, 0.3),
    "few scorers, 60% not sure": ({}, 0.6),
}


@pytest.mark.parametrize("row", ROWS)
def test_no_attack_names_anybody_outsider_or_insider(make, row):
    ways, unsure = ROWS[row]
    broken = 0
    for n in (8, 15, 30, 60):
        for seed in range(4):
            rng = np.random.default_rng([n, seed])
            scores, columns = make.people(rng, n, GROUPS, unsure=unsure)
            plain = against_a_minimum(make, scores, columns, **ways)
            certain = plain.named()
            assert all(scores[person] == score for person, score in certain.items())
            broken += bool(certain)
            attacker = against_blocks(make, scores, columns, Policy(k=K, groups=tuple(GROUPS)), **ways)
            assert attacker.named() == {}
            for insider in np.flatnonzero(scores >= 0):
                assert attacker.named(int(insider), int(scores[insider])) == {}
    assert broken >= 3, "the attack is too weak to show anything"


@pytest.mark.parametrize("seed", range(5))
def test_nothing_that_is_solved_for_is_about_fewer_than_k_people(make, seed):
    rng = np.random.default_rng(seed)
    scores, columns = make.people(rng, 45, GROUPS, unsure=0.2)
    attacker = against_blocks(make, scores, columns, Policy(k=K, groups=tuple(GROUPS)))
    assert all(len(people) >= K for people, _ in attacker.solved())
    plain = against_a_minimum(make, scores, columns)
    assert any(len(people) == 1 for people, _ in plain.solved())


def test_two_colluders_learn_nothing_where_c_is_two(make):
    for seed in range(12):
        rng = np.random.default_rng(seed)
        scores, columns = make.people(rng, 20, {"team": 3})
        attacker = against_blocks(make, scores, columns, Policy(k=5, c=2, groups=("team",)))
        for people, counts in attacker.solved():
            for first in people:
                for second in people[people != first]:
                    rest = counts - np.bincount(scores[[first, second]], minlength=POINTS)
                    assert np.count_nonzero(rest) >= 2


# By name


DIRECTORS = {"role": ["Frontline"] * 11 + ["Director"] * 2 + ["Manager"] * 6}


@pytest.fixture(scope="session")
def directors(make):
    """Nineteen people, among them two directors whom somebody is after."""
    scores = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 2, 4, 3, 1, 2, 2, 3, 0, 1]
    answers = make.answers([scores], make.instrument(), **DIRECTORS)
    return release.publish(answers, Policy(groups=("role",)))


def test_taking_a_group_from_a_larger_one_leaves_whole_blocks_or_nothing(directors):
    seen = {}
    for name, wanted in (("A", ["Frontline"]), ("AB", ["Frontline", "Director"]), ("B", ["Director"])):
        view = directors.view({"role": wanted})
        seen[name] = (view.state, view.questions[0].scored, view.questions[0].counts)
    # Eleven of these thirteen are 85%: the directors were counted with the managers.
    assert seen["AB"] == seen["A"]
    assert seen["B"][0] is State.HIDDEN


def test_everyone_except_a_group_is_no_way_round(directors):
    whole, rest = directors.view(), directors.view({"role": ["Director"]}, others=True)
    others = directors.view({"role": ["Frontline"]}, others=True)
    assert (whole.people, others.people) == (19, 8)
    # Everybody but the directors: the block of directors and managers is not wholly inside, and 11 of 17 is too few.
    assert rest.state is State.HIDDEN


def test_a_refusal_depends_on_how_many_there_are_and_never_on_what_they_said(make):
    asked = make.instrument()
    refusals = set()
    for seed in range(40):
        scores = np.random.default_rng(seed).integers(0, 5, 19)
        scores[: seed % 19] = seed % 5
        found = release.publish(make.answers([scores], asked, **DIRECTORS), Policy(groups=("role",)))
        refusals.add(tuple((view.state is State.HIDDEN, view.people, view.coverage) for view in make.views(found)))
    assert len(refusals) == 1


def test_asking_again_about_the_same_answers_in_any_order_shows_the_same(make):
    rng = np.random.default_rng(5)
    scores, columns = make.people(rng, 40, GROUPS, unsure=0.3)
    answers = make.answers([scores], make.instrument(), **columns)
    first = make.views(release.publish(answers, Policy(groups=tuple(GROUPS))))
    order = rng.permutation(40)
    mixed = make.answers([scores[order]], make.instrument(), **{g: [v[i] for i in order] for g, v in columns.items()})
    assert make.views(release.publish(mixed, Policy(groups=tuple(GROUPS)))) == first


def two_rounds(make, seed=0):
    rng = np.random.default_rng(seed)
    scores, columns = make.people(rng, 41, GROUPS)
    return make.answers([scores], make.instrument(), **columns, round=["1"] * 20 + ["2"] * 21)


def test_a_later_round_changes_nothing_of_an_earlier_one(make):
    """Rows C to E, as far as they exist here: a round is published apart, and never added to."""
    answers = two_rounds(make)
    policy = Policy(groups=tuple(GROUPS))
    both = findings.analyse(answers, policy)
    alone = findings.analyse(answers.take(answers.columns[ROUND].codes == 0), policy, rounds=["1"])
    strip = [replace(result, flags=()) for result in both.rounds[0].enablers]
    assert strip == [replace(result, flags=()) for result in alone.everyone.enablers]
    assert both.everyone.n == 21


def test_nobody_can_ask_for_those_who_answered_both_rounds(make):
    """Row G: a release knows one round, and answers are never linked."""
    found = release.publish(two_rounds(make), Policy(groups=tuple(GROUPS)))
    with pytest.raises(PolicyError, match="not one of the group questions"):
        found.view({ROUND: ["1", "2"]})


def test_a_group_in_which_all_said_the_same_gives_bands(make):
    scores = [0, 1, 2, 3, 4] * 2 + [3] * 6
    answers = make.answers([scores], make.instrument(), team=["A"] * 10 + ["B"] * 6)
    found = release.publish(answers, Policy(groups=("team",)))
    view = found.view({"team": ["B"]}).questions[0]
    assert (view.counts, view.bands, view.bounds) == (None, (0, 6), (3.0, 4.0))
    # Nor does taking A from everyone say more: the whole is in bands too.
    assert found.view().questions[0].counts is None


def test_a_question_that_few_of_a_group_scored_cannot_be_singled_out(make):
    scores = np.array([[0, 1, 2, 3, 4] * 4, [0, 1, -1, -1, -1] * 2 + [0, 1, 2, 3, 4] * 2])
    answers = make.answers(scores, make.instrument(2), team=["A"] * 5 + ["B"] * 5 + ["C"] * 10)
    found = release.publish(answers, Policy(groups=("team",)))
    for view in make.views(found):
        assert view.questions[1].scored in (0, 10, 14)
    whole, c = found.view().questions[1], found.view({"team": ["C"]}).questions[1]
    # A and B have two scorers each, four in all, so they joined C: nothing of C alone is left to subtract.
    assert (whole.scored, c.state) == (14, State.HIDDEN)
