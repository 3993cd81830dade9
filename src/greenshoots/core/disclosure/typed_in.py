"""Scores that an account typed in and so knows: what they require of blocks, and of counts before publication.

Each account is treated as a separate attacker who also knows the answers of c other people. Accounts that share what
they typed count as one account: see docs/explanation/protection.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BY_THEMSELVES = -1
"""The code of people who answered without an account."""

Whole = NDArray[np.int64]


def accounts(typists: Whole | None) -> Whole | None:
    """Count accounts from 0; return None where no answer was typed in, or one account typed in every answer.

    In the second case there is no one left whose answers the account could learn, and everyone else sees what they
    would see of people who answered by themselves.

    Arguments:
        typists: For each response, a number of at least 0 for the account, or `BY_THEMSELVES`; shape (n,).
    """
    if typists is None or not (typists >= 0).any():
        return None
    names = np.unique(typists[typists >= 0])
    if len(names) == 1 and (typists >= 0).all():
        return None
    return np.where(typists >= 0, np.searchsorted(names, typists), BY_THEMSELVES).astype(np.int64)


def counted(typists: Whole | None, place: Whole, number: int) -> Whole:
    """Return how many answers each account typed in; shape (number, accounts), with no accounts where None.

    Arguments:
        typists: For each answer, the account as numbered by `accounts`; shape (m,).
        place: Where each answer is counted, from 0; shape (m,).
        number: How many places there are.
    """
    width = 0 if typists is None else int(typists.max(initial=BY_THEMSELVES)) + 1
    if typists is None or not width:
        return np.zeros((number, 0), dtype=np.int64)
    known = typists >= 0
    at = place[known] * width + typists[known]
    return np.bincount(at, minlength=number * width).reshape(number, width).astype(np.int64)


def not_known(everybody: Whole, typed: Whole) -> Whole:
    """Return how many people there are, and for each account how many have answers that the account does not know.

    Arguments:
        everybody: People in each place, shape (number,).
        typed: How many of them each account typed in, shape (number, accounts).

    Returns:
        Shape (number, 1 + accounts). Each number has to reach k for the place to hold k people whatever an account
        knows.
    """
    return np.column_stack([everybody, everybody[:, None] - typed]).astype(np.int64)


def margin(scored: Whole, typed: Whole) -> Whole:
    """Return the most scores in each place that one account typed in, where it did not type in all of them.

    Published counts keep their promise where more than this and c people together differ from the commonest score.

    Arguments:
        scored: Scores in each place, shape (number,).
        typed: How many of them each account typed in, shape (number, accounts).
    """
    # An account that typed in all scores of a place has nothing left to learn there (decision 20).
    most: Whole = np.where(typed < scored[:, None], typed, 0).max(axis=1, initial=0)
    return most


@dataclass(frozen=True, slots=True)
class Parts:
    """The responses that form blocks together.

    Arguments:
        together: Accounts, and `BY_THEMSELVES`, whose responses form blocks together; one set for each part.
        waiting: Accounts with too few responses, which wait.
    """

    together: tuple[frozenset[int], ...]
    waiting: frozenset[int] = frozenset()

    def masks(self, typists: Whole) -> list[NDArray[np.bool_]]:
        """Return a mask of the responses for each part.

        Arguments:
            typists: As in `accounts`; shape (n,).
        """
        return [np.isin(typists, list(part)) for part in self.together]


def parts(counts: Mapping[int, int], k: int) -> Parts:
    """Sort responses into those that form blocks together, and those that have to wait.

    Responses that one account typed in form separate blocks where there are at least k, and so do those of people who
    answered by themselves: in these blocks an account knows all answers or none. The others, fewer than k of each kind,
    form blocks together where at least k remain after any account subtracts its own. Otherwise they join the people who
    answered by themselves; where these are fewer than k too, they wait.

    Arguments:
        counts: How many responses each account typed in, and how many came from people `BY_THEMSELVES`.
        k: The fewest people in a block.
    """
    # Sorted, because the parts, and so the blocks, must not depend on the order in which accounts typed.
    counts = {name: number for name, number in sorted(counts.items()) if number}
    # Forms of an account and of people by themselves are kept apart: a facilitator who imported a file could subtract
    # it from shared blocks, and five people who all agreed were left with their score.
    enough = [frozenset({name}) for name, number in counts.items() if number >= k]
    rest = frozenset(name for name, number in counts.items() if number < k)
    if not rest:
        return Parts(tuple(enough))
    most_known = max((counts[name] for name in rest if name != BY_THEMSELVES), default=0)
    # Four forms typed in and one response sent made a block of five, whose fifth person the typist knew. So k people
    # have to be left after any account subtracts its own.
    if most_known and sum(counts[name] for name in rest) - most_known >= k:
        return Parts((*enough, rest))
    return _joined_to_those_by_themselves(enough, rest)


def _joined_to_those_by_themselves(enough: Sequence[frozenset[int]], rest: frozenset[int]) -> Parts:
    """Add the rest to the people who answered by themselves; where these are too few for a part, the rest waits."""
    alone = frozenset({BY_THEMSELVES})
    if alone not in enough:
        return Parts(tuple(enough), rest)
    return Parts(tuple(part | rest if part == alone else part for part in enough))
