"""Who answered: how evenly the choices of a respondent group did, and when that deserves a warning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from greenshoots.core.results import SetResult
from greenshoots.core.statistics import distributions, histogram

LOW_RATE = 0.3
"""The share of those asked below which the answers may not reflect those who did not answer."""

LOW_REPRESENTATIVENESS = 0.7
"""R below which the picture leans towards those who answered more."""

ASKED = 20
"""The fewest people asked for a warning about R: below that a few answers decide it."""

LEVEL = 0.05
"""The chance of a warning about any group question although everyone is equally likely to answer."""


def of_group(parts: Sequence[SetResult], asked: Mapping[str, int], minimum: int) -> float | None:
    """Return R, corrected for small groups; None where a choice is hidden or fewer than k were asked of it.

    Arguments:
        parts: The choices of the group question.
        asked: How many people of each were asked.
        minimum: The fewest people that anything is shown for.
    """
    # R and the rates of the other choices could give the rate of a hidden one, and so its size.
    if len(asked) < len(parts) or not all(part.visible and (part.asked or 0) >= minimum for part in parts):
        return None
    return histogram.adjusted_representativeness(*_numbers(parts))


def _numbers(parts: Sequence[SetResult]) -> tuple[list[int], list[int]]:
    return [part.asked or 0 for part in parts], [part.n or 0 for part in parts]


def leans(parts: Sequence[SetResult], evenly: float | None, questions: int) -> bool:
    """Return whether the choices answered so unevenly that a warning is due.

    R below 0.7 alone comes up in one case in five where eight groups of five are equally likely to answer, even when it
    is corrected. So the rates must differ beyond chance as well, by a chi-square test, and 20 people must have been
    asked.

    Arguments:
        parts: The choices of the group question.
        evenly: R, from `of_group`.
        questions: How many group questions are looked at.
    """
    return evenly is not None and warns(*_numbers(parts), questions)


def warns(asked: Sequence[int], answered: Sequence[int], questions: int) -> bool:
    """Return whether these numbers asked and answered in each group deserve a warning; see `leans`."""
    evenly = histogram.adjusted_representativeness(asked, answered)
    # A limit on R alone, not corrected, warned in 25 to 41% of cases where groups of 8 and 10 were equally likely to
    # answer.
    if evenly is None or evenly >= LOW_REPRESENTATIVENESS or sum(asked) < ASKED:
        return False
    # Divided among the questions: with several of them any warning would be as likely as their sum.
    return chance(asked, answered) <= LEVEL / max(questions, 1)


def chance(asked: Sequence[int], answered: Sequence[int]) -> float:
    """Return the chance of rates as uneven as these, if everyone is equally likely to answer.

    Source: Pearson's chi-square test of equal rates.
    """
    rate = sum(answered) / sum(asked)
    # All answered or none did: the rates are equal, and the variance below would be 0.
    if rate in (0, 1):
        return 1.0
    known = [(n, came) for n, came in zip(asked, answered, strict=True) if n]
    distance = sum((came - n * rate) ** 2 / (n * rate * (1 - rate)) for n, came in known)
    return distributions.chi_square_above(distance, len(known) - 1)
