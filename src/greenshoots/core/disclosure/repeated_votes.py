"""Whether a vote may be shown when the same people have scored the question before.

A single vote hides its people in one block. Two votes of nearly the same people do not hide those who came or left in
between: subtracting one vote from the other leaves their scores, unless others changed their minds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet


def can_be_shown(
    now: AbstractSet[int], earlier: Sequence[AbstractSet[int]], k: int, *, known: Collection[int] = ()
) -> bool:
    """Return whether a vote may be shown in addition to earlier votes on the same question in the same room.

    People are sorted by the votes in which they scored. Each kind has to be empty or at least k people: then adding and
    subtracting votes always leaves a sum over at least k people. With two votes the kinds are those who came, those who
    left and those who stayed. A person who typed scores in can subtract them, so each kind has to be empty or at least
    k people without these scores too.

    Arguments:
        now: People who scored in the vote and are counted in it.
        earlier: The people counted in each vote that was shown before.
        k: The fewest people for whom anything is shown.
        known: People whose scores were typed in, in any of the votes.
    """
    if not earlier:
        return True
    votes = (*earlier, now)
    # One phone more or less between two votes gave that phone's score by subtraction. With three votes every
    # combination of coming and leaving has to be empty or large, not only neighbours.
    kinds = {person: tuple(person in vote for vote in votes) for person in set().union(*votes)}
    everyone = Counter(kinds.values())
    unknown = Counter(kind for person, kind in kinds.items() if person not in known)
    return min([k, *everyone.values(), *unknown.values()]) >= k


def numbers_are_apart(now: int, before: int, k: int) -> bool:
    """Return whether a room may be shown in addition to a survey of the same people, whose numbers alone are known.

    Nothing links a phone to an answer of the survey. Where the numbers differ by fewer than k, that many people may
    be all that differs. Where they are the same, the same people are taken to have scored.

    Arguments:
        now: How many scored in the room.
        before: How many scored in the survey.
        k: The fewest people that anything is shown for.
    """
    # Nothing links phones to answers, so only numbers can be compared: one person in for another goes unnoticed, as
    # docs/explanation/protection.md says.
    return now == before or abs(now - before) >= k
