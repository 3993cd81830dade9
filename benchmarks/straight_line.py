"""How often somebody who is known to give every enabler the same score is found out.

    python benchmarks/straight_line.py [rounds]

Nothing is promised across questions: whoever knows that a person gave every enabler the same score looks which scores
are possible for them in every enabler's cell, and takes what is left. This counts the rounds in which that is one.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.answers import Answers, Column
from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.instruments.model import (
    Enabler,
    Group,
    Instrument,
    Question,
    Scale,
    ScoreEach,
    Statement,
)

ENABLERS, POINTS = 11, 5
SHARES = {
    "two teams": (0.6, 0.4),
    "team": (0.3, 0.22, 0.18, 0.14, 0.10, 0.06),
    "service": tuple(1 / (place + 3) for place in range(10)),
    "role": (0.55, 0.22, 0.13, 0.10),
}
"""How people spread over the choices of each respondent group: uneven, as they do."""

ROUNDS = ((16, ("two teams",)), (60, ("team",)), (300, ("service",)), (300, ("service", "role")))
"""How many people, and the respondent groups by which their blocks are formed."""


def instrument() -> Instrument:
    """Return made-up questions: eleven enablers, scored from 1 to 5."""
    asked = tuple(
        Enabler(f"e{n}", n, "g", f"Enabler {n}", f"E{n}", (Statement("A statement.", False),))
        for n in range(1, ENABLERS + 1)
    )
    scale = Scale(1, POINTS, {}, "Not sure")
    return Instrument(
        "made", "1", "Made up", "Made up", "", ScoreEach.ENABLER, "en", scale, (Group("g", "All"),), asked
    )


def people(size: int, groups: Sequence[str], rng: np.random.Generator) -> tuple[Answers, int]:
    """Return a round, and who in it gave every enabler the same score.

    People lean to one side throughout, enablers are easier or harder, and one answer in twenty is *not sure*.
    """
    lean, easy = rng.normal(0, 0.7, size), rng.normal(3.1, 0.5, ENABLERS)
    scores = np.clip(np.rint(easy[:, None] + lean + rng.normal(0, 0.8, (ENABLERS, size))), 1, POINTS) - 1
    scores[rng.random(scores.shape) < 0.05] = -1
    someone = int(rng.integers(size))
    scores[:, someone] = rng.integers(POINTS)
    columns = {}
    for name in groups:
        spread = np.array(SHARES[name]) / sum(SHARES[name])
        codes = rng.choice(len(spread), size, p=spread).astype(np.int32)
        columns[name] = Column(name, tuple(f"{name} {n}" for n in range(len(spread))), codes)
    asked = instrument()
    questions = tuple(Question(enabler) for enabler in asked.enablers)
    return Answers.collect(asked, questions, scores.astype(np.int8), columns=columns), someone


def possible(answers: Answers, policy: Policy) -> NDArray[np.bool_]:
    """Tell which scores are possible for each person in every enabler at once; shape (n, points)."""
    columns = [answers.columns[name] for name in policy.groups]
    block = release.arrange(columns, len(answers), policy).block
    released = release.publish(answers, policy)
    found = np.ones((len(answers), POINTS), dtype=bool)
    bands = answers.instrument.scale.bands
    for cells, scores in zip(released.cells, answers.scores, strict=True):
        seen = cells.counts > 0
        for number in np.flatnonzero(~cells.exact):
            seen[number] = False
            for band, people_in_it in zip(bands, cells.bands[number], strict=True):
                seen[number, band] = people_in_it > 0
        cell = cells.of_block[block]
        # Who said "not sure" is not protected, so these enablers tell nothing about the person.
        inside = (cell >= 0) & (scores >= 0)
        found[inside] &= seen[cell[inside]]
    return found


def is_found_out(size: int, groups: tuple[str, ...], seed: int) -> bool:
    """Make a round up, and tell whether one score is left for whoever gave all enablers the same."""
    answers, someone = people(size, groups, np.random.default_rng([size, seed]))
    return bool(possible(answers, Policy(groups=groups))[someone].sum() == 1)


def share(size: int, groups: tuple[str, ...], rounds: int) -> float:
    """Return the share of seeded rounds in which that person is found out."""
    return float(np.mean([is_found_out(size, groups, seed) for seed in range(rounds)]))


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    print(f"Somebody known to give all {ENABLERS} enablers the same score; {rounds:,} seeded rounds each\n")
    for size, groups in ROUNDS:
        print(f"{size:>4} people by {' and '.join(groups)}: determined in {share(size, groups, rounds):.0%} of rounds")


if __name__ == "__main__":
    main()
