"""How often a list of where to talk first names an enabler though nothing differs.

The rates are what `benchmarks/flags.py --table` prints: eleven enablers that are answered alike, people of every
group alike, five shapes of answers, independent or correlated within a person. Each rate is the worst of these, with
its simulation error added, so that a page never promises more than holds. Run the benchmark again after any change
of `greenshoots.core.analysis.flag_rules` or `greenshoots.core.analysis.comparison`; a test holds this table to a
shorter run of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core import translation
from greenshoots.core.analysis.flag_rules import FEWEST
from greenshoots.core.language import quantities
from greenshoots.core.results import Comparison, SetResult

FALSE_ALARMS: dict[int, tuple[float, float, float, float]] = {
    5: (0.165, 0.165, 0.165, 0.165),
    6: (0.175, 0.175, 0.175, 0.175),
    7: (0.18, 0.18, 0.18, 0.18),
    8: (0.205, 0.205, 0.205, 0.205),
    9: (0.165, 0.165, 0.165, 0.165),
    10: (0.18, 0.18, 0.18, 0.18),
    11: (0.18, 0.18, 0.18, 0.18),
    12: (0.17, 0.17, 0.17, 0.17),
    13: (0.165, 0.165, 0.165, 0.165),
    14: (0.185, 0.185, 0.185, 0.185),
    15: (0.17, 0.17, 0.17, 0.17),
    16: (0.195, 0.2, 0.205, 0.21),
    17: (0.155, 0.17, 0.18, 0.18),
    18: (0.17, 0.195, 0.2, 0.2),
    19: (0.19, 0.215, 0.22, 0.215),
    20: (0.18, 0.215, 0.215, 0.21),
    21: (0.155, 0.195, 0.19, 0.18),
    22: (0.17, 0.215, 0.21, 0.205),
    23: (0.17, 0.215, 0.21, 0.2),
    24: (0.165, 0.21, 0.205, 0.2),
    25: (0.175, 0.225, 0.215, 0.205),
    26: (0.19, 0.24, 0.23, 0.225),
    27: (0.15, 0.205, 0.195, 0.19),
    28: (0.145, 0.2, 0.185, 0.18),
    29: (0.145, 0.205, 0.19, 0.19),
    30: (0.15, 0.205, 0.195, 0.195),
    40: (0.085, 0.15, 0.14, 0.13),
    60: (0.07, 0.14, 0.135, 0.135),
    100: (0.065, 0.13, 0.13, 0.135),
    300: (0.045, 0.045, 0.045, 0.045),
}
"""The share of lists that name an enabler by chance, by people who scored, for 0 to 3 group questions compared."""


def rate(people: int, group_questions: int) -> float:
    """Return the share of lists that name an enabler by chance, 0 to 1: the worse of the two nearest sizes.

    Arguments:
        people: People who scored, at least five.
        group_questions: Group questions whose choices are compared; three includes more than three.
    """
    sizes = sorted(FALSE_ALARMS)
    below = max((size for size in sizes if size <= people), default=sizes[0])
    above = min((size for size in sizes if size >= people), default=sizes[-1])
    column = min(group_questions, len(FALSE_ALARMS[below]) - 1)
    # Rates do not fall evenly with size, so the worse neighbour is taken: the page must not promise more than holds.
    return max(FALSE_ALARMS[below][column], FALSE_ALARMS[above][column])


def one_in(people: int, group_questions: int) -> int:
    """Return N where one list in N names an enabler by chance, rounded so that it is never rarer than said."""
    return max(1, int(1 / rate(people, group_questions)))


def sentence(everyone: SetResult, comparisons: Sequence[Comparison]) -> str:
    """Write how often this list names an enabler by chance; empty where nothing may be flagged."""
    number = one_in_of(everyone, comparisons)
    if number is None:
        return ""
    return translation.say(
        "With {people}, up to 1 in {number} lists like this one includes an enabler only by chance. Ask people "
        "before you act on it.",
        people=quantities.people(_people(everyone)),
        number=translation.count(number),
    )


def one_in_of(everyone: SetResult, comparisons: Sequence[Comparison]) -> int | None:
    """Return N where one list in N names an enabler by chance; None where nothing may be flagged.

    Arguments:
        everyone: The set that the list is about.
        comparisons: Comparisons of its groups with everyone else.
    """
    people = _people(everyone)
    questions = len({side.group for side in comparisons if side.kind == "group"})
    return None if people < FEWEST else one_in(people, questions)


def _people(everyone: SetResult) -> int:
    return max((result.figures.n or 0 for result in everyone.enablers if result.figures.visible), default=0)
