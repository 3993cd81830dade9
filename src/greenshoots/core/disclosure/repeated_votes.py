"""When people have scored the same question before: whether scoring it again may be shown.

Each vote by itself hides its people in one block. Two votes of nearly the same people do not hide those who came or
left in between: taking one from the other leaves their scores, as far as nobody else changed their mind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet


def can_be_shown(
    now: AbstractSet[int], earlier: Sequence[AbstractSet[int]], k: int, *, known: Collection[int] = ()
) -> bool:
    """Tell whether a vote may be shown beside earlier votes on the same question by people of the same room.

    Sort everybody by the votes in which they scored. Each kind has to be nobody, or at least k people: then whatever
    is added to and taken from what, all that is left is a sum over at least k. With two votes that is who came, who
    left, and who stayed. Scores that were typed in are taken away by whoever knows them, so each kind has to be nobody
    or at least k people without them too.

    Arguments:
        now: Who scored in the vote, and is counted in it.
        earlier: The same of each vote that was shown before.
        k: The fewest people that anything is shown for.
        known: Those whose scores were typed in, in any of the votes.
    """
    if not earlier:
        return True
    votes = (*earlier, now)
    kinds = {person: tuple(person in vote for vote in votes) for person in set().union(*votes)}
    everybody = Counter(kinds.values())
    unknown = Counter(kind for person, kind in kinds.items() if person not in known)
    return min([k, *everybody.values(), *unknown.values()]) >= k


def numbers_are_apart(now: int, before: int, k: int) -> bool:
    """Tell whether a room may be shown beside a survey of the same people, of whom only the numbers are known.

    Nothing joins a phone to an answer of the survey. Where the numbers differ by fewer than k, that many people may
    be all that differs. Where they are the same, the same people are taken to have scored.

    Arguments:
        now: How many scored in the room.
        before: How many scored in the survey.
        k: The fewest people that anything is shown for.
    """
    return now == before or abs(now - before) >= k
