"""What to talk about first, why, and a question to open with."""

from __future__ import annotations

import math
from collections.abc import Sequence

from greenshoots.core import translation
from greenshoots.core.analysis import flag_rules
from greenshoots.core.analysis.flag_rules import FEWEST
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Scale
from greenshoots.core.language import quantities
from greenshoots.core.results import Comparison, EnablerResult, Figures, Flag, SetResult, TalkFirst
from greenshoots.core.statistics import extremes

UNKNOWN = 0.25
"""The share of *not sure* from which an enabler is listed as unknown."""

MOST = 3
"""The most enablers to talk about first."""

CLOSE = 0.6
"""The longest typical distance from the middle answer, on a scale from 1 to 5, at which scores are close together."""

LOW_AND_CLOSE = translation.mark("Shared concern: what would one point higher look like?")
PROMPTS = {
    Flag.LOW: translation.mark("What would one point higher look like?"),
    Flag.SPLIT: translation.mark(
        "Start with both views: why might people score this high, and why might they score it low?"
    ),
    Flag.DIVIDED: translation.mark(
        "Start with both views: why might people score this high, and why might they score it low?"
    ),
    Flag.GAP: translation.mark("Ask each group for one concrete example."),
    Flag.UNKNOWN: translation.mark("Who would know the answer? What would you need to see to be sure?"),
}
STRENGTH = translation.mark("A strength: what keeps it going?")
STRONGEST = (Flag.SPLIT, Flag.DIVIDED, Flag.GAP, Flag.LOW, Flag.UNKNOWN)
"""The reasons in the order in which they are talked about."""

MIDDLING = translation.mark("What is one thing that would move this up by one point, and who could do it?")

Bounds = tuple[float, float]


def average(results: Sequence[EnablerResult]) -> Bounds | None:
    """Return the lowest and the highest that the average of the enablers' means can be: the yardstick for *low*.

    Enablers that are not shown are not in it. None where none is shown.
    """
    known = [bounds for result in results if (bounds := quantities.average_bounds(result.figures)) is not None]
    if not known:
        return None
    low, high = (math.fsum(ends) / len(known) for ends in zip(*known, strict=True))
    return (low, high)


def flags(
    results: Sequence[EnablerResult],
    scale: Scale,
    *,
    yardstick: Bounds | None = None,
    gaps: Sequence[str] = (),
    looks: int | None = None,
) -> tuple[tuple[Flag, ...], ...]:
    """Return the reasons to talk about each enabler of a set.

    The number of people asked is not used, so one more invitation never changes a flag.

    Arguments:
        results: The enablers and their numbers.
        scale: The scale.
        yardstick: The average they are compared with; the average of these enablers where left out.
        gaps: The ids of enablers on which a group differs from everyone else.
        looks: How many enablers are tested, where that is more than these.
    """
    yardsticks = _yardsticks(results) if yardstick is None else [yardstick[0]] * len(results)
    low = flag_rules.low(results, yardsticks, scale, looks=looks)
    return tuple(_flags(result, is_low, result.enabler.id in gaps) for result, is_low in zip(results, low, strict=True))


def _yardsticks(results: Sequence[EnablerResult]) -> list[float | None]:
    """Return for each enabler the lowest that the average can be when the enabler is at its highest.

    That is where the enabler is least below the average: it cannot be at its highest in its mean and at its lowest in
    the average.
    """
    known, whole = [quantities.average_bounds(result.figures) for result in results], average(results)
    number = sum(own is not None for own in known)
    if whole is None:
        return [None] * len(known)
    return [whole[0] if own is None else whole[0] + (own[1] - own[0]) / number for own in known]


def _flags(result: EnablerResult, is_low: bool, gap: bool) -> tuple[Flag, ...]:
    figures = result.figures
    rules = [
        (Flag.LOW, is_low),
        (Flag.SPLIT, figures.split),
        (Flag.DIVIDED, figures.divided),
        (Flag.GAP, gap),
        (Flag.UNKNOWN, _is_unknown(result)),
    ]
    return tuple(flag for flag, holds in rules if holds)


def _is_unknown(result: EnablerResult) -> bool:
    """Return whether a quarter or more were not sure, of at least five who answered.

    The count claims nothing about chance, so the people who were not sure are among the five: where hardly anyone could
    give a score, that is the finding.
    """
    figures = result.figures
    share, answered = figures.not_sure_share, (figures.n or 0) + (figures.not_sure or 0)
    people = answered if not result.statements else answered / max(len(result.statements), 1)
    return share is not None and share >= UNKNOWN and people >= FEWEST


def prompt(result: EnablerResult, yardstick: Bounds | None, scale: Scale) -> str:
    """Return a question to open the conversation about one enabler with; empty below five scores.

    Arguments:
        result: Its numbers.
        yardstick: The average that a strength must reach for all possible scores.
        scale: The scale; what most people disagree with is no strength, however low the others are.
    """
    for flag in STRONGEST:
        if flag in result.flags:
            close = flag is Flag.LOW and is_close(result, scale)
            return translation.say(LOW_AND_CLOSE if close else PROMPTS[flag])
    if (result.figures.n or 0) < FEWEST:
        return ""
    bounds = quantities.average_bounds(result.figures)
    # The middle of the scale is a floor: each vote was once compared with itself, and a room at 1.5 read “a strength”.
    enough = max(yardstick[1], middle_of(scale)[1]) if yardstick is not None else math.inf
    return translation.say(STRENGTH if bounds is not None and bounds[0] >= enough else MIDDLING)


def middle_of(scale: Scale) -> Bounds:
    """Return the middle of the scale as a yardstick."""
    middle = (scale.minimum + scale.maximum) / 2
    return (middle, middle)


def is_close(result: EnablerResult, scale: Scale) -> bool:
    """Return whether scores are close together, for all possible scores."""
    distance = result.figures.distance_bounds
    return distance is not None and distance[1] <= CLOSE * scale.unit + 1e-9


def talk_first(everyone: SetResult, comparisons: Sequence[Comparison], scale: Scale) -> tuple[TalkFirst, ...]:
    """Choose at most three enablers to talk about first: most reasons first, split before divided, then the lowest.

    Where no enabler is flagged, the list is the lowest enabler, or all that are tied for the lowest, with no flags; it
    is empty where that is not certain or too many are tied.
    """
    yardstick = average(everyone.enablers)
    with_reasons = [(_reasons(result), result) for result in everyone.enablers]
    flagged = [(reasons, result) for reasons, result in with_reasons if reasons]
    # Reasons are counted. A weighted index would invent weights and hide the reason from the people who have to talk.
    flagged.sort(key=lambda pair: (-len(pair[0]), Flag.SPLIT not in pair[0], _highest_mean(pair[1])))
    if not flagged:
        return _lowest(everyone, scale)
    return tuple(
        TalkFirst(
            result.enabler, reasons, _sentence(result, comparisons, everyone, scale), prompt(result, yardstick, scale)
        )
        for reasons, result in flagged[:MOST]
    )


def _highest_mean(result: EnablerResult) -> float:
    bounds = quantities.average_bounds(result.figures)
    return math.inf if bounds is None else bounds[1]


def _reasons(result: EnablerResult) -> tuple[Flag, ...]:
    """Return the flags that count, strongest first; *unknown* is listed separately."""
    return tuple(flag for flag in STRONGEST if flag in result.flags and flag is not Flag.UNKNOWN)


def _lowest(everyone: SetResult, scale: Scale) -> tuple[TalkFirst, ...]:
    scored = [result for result in everyone.enablers if result.figures.state is not State.EMPTY]
    extreme = extremes.lowest(scored, lambda result: quantities.average_bounds(result.figures))
    if extreme is None or not extreme.certain or extreme.everything or len(extreme.holders) > MOST:
        return ()
    # Nothing is claimed from fewer than five scorers, in every way of protection (decision 17).
    if min(result.figures.n or 0 for result in extreme.holders) < FEWEST:
        return ()
    holders, values = len(extreme.holders), {"number": quantities.between(extreme.bounds), "maximum": scale.maximum}
    if holders == 1:
        reason = translation.say("The lowest average: {number} out of {maximum}.", **values)
    else:
        reason = translation.say(
            "One of {enablers} enablers with the lowest average: {number} out of {maximum}.", enablers=holders, **values
        )
    return tuple(TalkFirst(result.enabler, (), reason, translation.say(MIDDLING)) for result in extreme.holders)


def nothing_stands_out(everyone: SetResult, suggestions: Sequence[TalkFirst]) -> str:
    """Write that no enabler stands out and what to do then; empty where an enabler is flagged.

    Arguments:
        everyone: The set.
        suggestions: What to talk about first in the set.
    """
    if any(entry.flags for entry in suggestions):
        return ""
    if max((result.figures.n or 0 for result in everyone.enablers), default=0) < FEWEST:
        opening = translation.say(
            "An enabler is suggested here only if at least {number} people scored it.", number=FEWEST
        )
    else:
        opening = translation.say(
            "No enabler stands out: with this number of people, the differences are small or could be chance. There "
            "may still be differences that we cannot see."
        )
    if suggestions:
        then = translation.say("Choose together what matters most to you now, or start with the lowest average.")
    else:
        then = translation.say("Choose together what matters most to you now.")
    return f"{opening} {then}"


def _sentence(result: EnablerResult, comparisons: Sequence[Comparison], everyone: SetResult, scale: Scale) -> str:
    parts = []
    if Flag.SPLIT in result.flags:
        parts.append(translation.say("People are split: most scores are at one end or the other."))
    elif Flag.DIVIDED in result.flags:
        parts.append(translation.say("Scores are spread out."))
    if Flag.GAP in result.flags:
        parts.append(_gap_sentence(result, comparisons))
    if Flag.LOW in result.flags:
        parts.append(_low_sentence(result, everyone, scale))
    return " ".join(parts)


def _low_sentence(result: EnablerResult, everyone: SetResult, scale: Scale) -> str:
    bounds, yardstick = quantities.average_bounds(result.figures), average(everyone.enablers)
    if bounds is None or yardstick is None:
        return ""
    all_shown = all(other.figures.visible for other in everyone.enablers)
    values = {"value": quantities.between(bounds), "average": quantities.between(yardstick)}
    if is_close(result, scale):
        low = translation.say("Low, and scores are close together: {value}.", **values)
    else:
        low = translation.say("Low: {value}.", **values)
    if all_shown:
        return f"{low} {translation.say('The average of all enablers is {average}.', **values)}"
    return f"{low} {translation.say('The average of the enablers that are shown is {average}.', **values)}"


def _gap_sentence(result: EnablerResult, comparisons: Sequence[Comparison]) -> str:
    gaps = [
        (abs(difference.delta or 0.0), side, difference)
        for side in comparisons
        if side.kind == "group" and (difference := side.difference(result.enabler.id)).says_something
    ]
    _, side, difference = max(gaps, key=lambda entry: entry[0])
    means = (side.first, difference.first_mean), (side.second, difference.second_mean)
    first, second = (_known(part.enabler(result.enabler.id).figures, mean) for part, mean in means)
    return translation.say(
        "Groups differ. {group}: {first}. {others}: {second}.",
        group=side.first.name,
        others=side.second.name,
        first=first,
        second=second,
    )


def _known(figures: Figures, mean: float | None) -> str:
    """Write an average as exactly as it is known."""
    bounds = quantities.average_bounds(figures)
    if figures.state is State.SHOWN or bounds is None:
        return quantities.number(mean or 0.0)
    return quantities.between(bounds)


def unknown(everyone: SetResult) -> tuple[TalkFirst, ...]:
    """Return the enablers that at least a quarter of people were not sure about, most unsure first."""
    unsure = [result for result in everyone.enablers if Flag.UNKNOWN in result.flags]
    unsure.sort(key=lambda result: -(result.figures.not_sure_share or 0.0))
    return tuple(
        TalkFirst(result.enabler, (Flag.UNKNOWN,), _unsure_sentence(result), translation.say(PROMPTS[Flag.UNKNOWN]))
        for result in unsure
    )


def _unsure_sentence(result: EnablerResult) -> str:
    figures = result.figures
    unsure, answered = figures.not_sure or 0, (figures.n or 0) + (figures.not_sure or 0)
    if result.statements:
        return translation.say(
            "“Not sure” was chosen {times} times for its {statements} statements.",
            times=translation.count(unsure),
            statements=len(result.statements),
        )
    return translation.say_plural(
        "{n} of {people} was not sure.", "{n} of {people} were not sure.", unsure, people=quantities.people(answered)
    )


def has_gap(enabler: str, comparisons: Sequence[Comparison]) -> bool:
    """Return whether the scores of any group differ from everyone else's on this enabler."""
    return any(side.kind == "group" and side.difference(enabler).says_something for side in comparisons)
