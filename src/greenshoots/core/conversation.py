"""Where to talk first, why, and a question to open with."""

from __future__ import annotations

import math
from collections.abc import Sequence

from greenshoots.core import statistics, uncertainty, voice, wording
from greenshoots.core.instrument import Scale
from greenshoots.core.results import Comparison, EnablerResult, Figures, Flag, SetResult, TalkFirst

UNKNOWN = 0.25
"""The share of *not sure* from which an enabler is listed as unknown."""

MOST = 3
"""The most enablers to talk about first."""

PROMPTS = {
    Flag.LOW: voice.mark("Shared concern: what would one point higher look like?"),
    Flag.SPLIT: voice.mark("Hear both ends first: what do you see that others do not?"),
    Flag.DIVIDED: voice.mark("Hear both ends first: what do you see that others do not?"),
    Flag.GAP: voice.mark("Ask each group for one concrete example."),
    Flag.UNKNOWN: voice.mark("Who would know? What would you need to see?"),
}
STRENGTH = voice.mark("A strength: what keeps it in place?")
STRONGEST = (Flag.SPLIT, Flag.DIVIDED, Flag.GAP, Flag.LOW, Flag.UNKNOWN)
"""The reasons in the order in which a conversation takes them up."""

MIDDLING = voice.mark("What is one thing that would move this up by one point, and who could do it?")


def average(results: Sequence[EnablerResult]) -> float | None:
    """Give the average of the enablers' means, the yardstick for *low*; a block in bands counts as its middle."""
    middles = [middle for result in results if (middle := _middle(result.figures)) is not None]
    return math.fsum(middles) / len(middles) if middles else None


def _middle(figures: Figures) -> float | None:
    if figures.mean is not None or figures.mean_bounds is None:
        return figures.mean
    return (figures.mean_bounds[0] + figures.mean_bounds[1]) / 2


def flags(
    result: EnablerResult,
    yardstick: float | None,
    scale: Scale,
    *,
    asked: int | None = None,
    gap: bool = False,
) -> tuple[Flag, ...]:
    """Name the reasons to talk about one enabler.

    Arguments:
        result: Its numbers.
        yardstick: The average of all enablers' means.
        scale: The scale.
        asked: People who were asked, if known.
        gap: True where a group sees it differently from everyone else.
    """
    figures = result.figures
    found: list[Flag] = []
    if figures.visible and yardstick is not None and _is_low(result, yardstick, scale, asked):
        found.append(Flag.LOW)
    if figures.split:
        found.append(Flag.SPLIT)
    elif figures.counts is not None and statistics.is_divided(figures.counts):
        found.append(Flag.DIVIDED)
    if gap:
        found.append(Flag.GAP)
    share = figures.not_sure_share
    if share is not None and share >= UNKNOWN:
        found.append(Flag.UNKNOWN)
    return tuple(found)


def _is_low(result: EnablerResult, yardstick: float, scale: Scale, asked: int | None) -> bool:
    figures = result.figures
    if figures.counts is None or figures.mean is None:
        return figures.mean_bounds is not None and figures.mean_bounds[1] < yardstick
    everybody = asked is not None and asked - (figures.not_sure or 0) <= sum(figures.counts)
    if everybody or result.statements:
        return figures.mean <= yardstick - scale.unit / 2 + 1e-9
    could_score = None if asked is None else asked - (figures.not_sure or 0)
    found = uncertainty.mean_interval(figures.counts, could_score, minimum=scale.minimum, level=0.95)
    return found is not None and found.high < yardstick


def prompt(result: EnablerResult, yardstick: float | None) -> str:
    """Give a question to open the conversation about one enabler with."""
    for flag in STRONGEST:
        if flag in result.flags:
            return voice.say(PROMPTS[flag])
    middle = _middle(result.figures)
    if middle is not None and yardstick is not None and middle >= yardstick:
        return voice.say(STRENGTH)
    return voice.say(MIDDLING)


def talk_first(everyone: SetResult, comparisons: Sequence[Comparison], scale: Scale) -> tuple[TalkFirst, ...]:
    """Choose at most three enablers to begin with: most reasons first, split before divided, then the lowest.

    Where nothing stands out it is the lowest alone, with no flags.
    """
    yardstick = average(everyone.enablers)
    counted = [(_reasons(result), result) for result in everyone.enablers]
    telling = [(reasons, result) for reasons, result in counted if reasons]
    telling.sort(key=lambda pair: (-len(pair[0]), Flag.SPLIT not in pair[0], _middle(pair[1].figures) or 0.0))
    if not telling:
        return _lowest(everyone, scale)
    return tuple(
        TalkFirst(result.enabler, reasons, _sentence(result, comparisons, yardstick), prompt(result, yardstick))
        for reasons, result in telling[:MOST]
    )


def _reasons(result: EnablerResult) -> tuple[Flag, ...]:
    """Give the flags that count, strongest first; *unknown* is listed apart."""
    return tuple(flag for flag in STRONGEST if flag in result.flags and flag is not Flag.UNKNOWN)


def _lowest(everyone: SetResult, scale: Scale) -> tuple[TalkFirst, ...]:
    seen = [result for result in everyone.enablers if result.figures.mean is not None]
    if not seen:
        return ()
    lowest = min(seen, key=lambda result: (result.figures.mean or 0.0, result.enabler.number))
    reason = voice.say(
        "Nothing stands out. Start with the lowest, at {number} of {maximum}, or let the group choose.",
        number=wording.number(lowest.figures.mean or 0.0),
        maximum=scale.maximum,
    )
    return (TalkFirst(lowest.enabler, (), reason, voice.say(MIDDLING)),)


def _sentence(result: EnablerResult, comparisons: Sequence[Comparison], yardstick: float | None) -> str:
    parts = []
    if Flag.SPLIT in result.flags:
        parts.append(voice.say("People are split into two camps."))
    elif Flag.DIVIDED in result.flags:
        parts.append(voice.say("People are far apart."))
    if Flag.GAP in result.flags:
        parts.append(_gap_sentence(result, comparisons))
    if Flag.LOW in result.flags and yardstick is not None:
        parts.append(_low_sentence(result, yardstick))
    return " ".join(parts)


def _low_sentence(result: EnablerResult, yardstick: float) -> str:
    figures = result.figures
    value = wording.between(figures.mean_bounds or (0.0, 0.0)) if figures.mean is None else wording.number(figures.mean)
    facts = {"value": value, "average": wording.number(yardstick)}
    if len(_reasons(result)) == 1:
        return voice.say("Low, and most agree: {value}, where the average over all enablers is {average}.", **facts)
    return voice.say("Low: {value}, where the average over all enablers is {average}.", **facts)


def _gap_sentence(result: EnablerResult, comparisons: Sequence[Comparison]) -> str:
    found = [
        (abs(difference.delta or 0.0), side, difference)
        for side in comparisons
        if side.kind == "group" and (difference := side.difference(result.enabler.id)).says_something
    ]
    _, side, difference = max(found, key=lambda entry: entry[0])
    if (difference.delta or 0.0) > 0:
        return voice.say("{group} scored it higher than everyone else.", group=side.first.name)
    return voice.say("{group} scored it lower than everyone else.", group=side.first.name)


def unknown(everyone: SetResult) -> tuple[TalkFirst, ...]:
    """List the enablers that at least a quarter of people were not sure about, most unsure first."""
    found = [result for result in everyone.enablers if Flag.UNKNOWN in result.flags]
    found.sort(key=lambda result: -(result.figures.not_sure_share or 0.0))
    return tuple(
        TalkFirst(result.enabler, (Flag.UNKNOWN,), _unsure_sentence(result), voice.say(PROMPTS[Flag.UNKNOWN]))
        for result in found
    )


def _unsure_sentence(result: EnablerResult) -> str:
    figures = result.figures
    unsure, answered = figures.not_sure or 0, (figures.n or 0) + (figures.not_sure or 0)
    if result.statements:
        return voice.say(
            "“Not sure” was chosen {times} times for its {statements} statements.",
            times=voice.count(unsure),
            statements=len(result.statements),
        )
    return voice.say_plural(
        "{n} of {people} was not sure.", "{n} of {people} were not sure.", unsure, people=wording.people(answered)
    )


def has_gap(enabler: str, comparisons: Sequence[Comparison]) -> bool:
    """Tell whether any group sees this enabler differently from everyone else."""
    return any(side.kind == "group" and side.difference(enabler).says_something for side in comparisons)
