"""The sentences that say what each picture says, in the words that the number of people allows.

Everything is written for a reader of twelve. A mean is called an average, because that is the word people use.
"""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core import statistics, wording
from greenshoots.core.instrument import Instrument, Scale
from greenshoots.core.policy import Policy
from greenshoots.core.results import (
    EnablerResult,
    Figures,
    Flag,
    Results,
    SetResult,
    State,
)
from greenshoots.core.wording import Band

TOO_FEW = "Too few to show. Talk first."
NOT_SHOWN = "Not shown: too few people. Their answers do count in the overall picture."
NOBODY = "Nobody answered."
NOBODY_SCORED = "Nobody gave a score."


def hidden_sentence(state: State, kind: str = "group") -> str:
    """Say why there is nothing to see."""
    if state is State.EMPTY:
        return NOBODY
    return NOT_SHOWN if kind in ("group", "others") else TOO_FEW


def coverage_sentence(chosen: SetResult) -> str:
    """Say that some people of a set are counted elsewhere; nothing where all of them are seen."""
    if not chosen.visible or chosen.coverage >= 1:
        return ""
    return f"Covers about {chosen.coverage:.0%} of this group; the others are counted in wider groups."


def enabler_sentences(
    result: EnablerResult, instrument: Instrument, chosen: SetResult, policy: Policy, *, place: str = ""
) -> tuple[str, ...]:
    """Say what people answered about one enabler.

    Arguments:
        result: Its numbers in this set.
        instrument: What was asked.
        chosen: The set.
        policy: How people are protected.
        place: The place that asked, named only where the number of people allows it.
    """
    figures = result.figures
    if not figures.visible:
        return (NOBODY_SCORED if figures.state is State.EMPTY else hidden_sentence(figures.state, chosen.kind),)
    if figures.counts is None or figures.mean is None:
        found = [_band_sentence(figures, instrument.scale, policy), _bounds_sentence(figures, instrument.scale)]
    else:
        found = [
            _count_sentence(result, instrument.scale, chosen, place),
            _average_sentence(result, instrument.scale, chosen),
            _spread_sentence(result, instrument.scale),
        ]
        if figures.state is State.APPROXIMATE:
            found.append("Some counts are close, not exact: nearly everyone in one part gave the same score.")
    return tuple(text for text in (*found, unsure_sentence(result)) if text)


def _band_sentence(figures: Figures, scale: Scale, policy: Policy) -> str:
    n, low, high = figures.n or 0, figures.low, figures.high
    # Fewer than 2k people cannot be two blocks, so it is this very group that nearly agrees.
    opening = "Nearly everyone gave the same score" if n < 2 * policy.k else "In one part nearly everyone agrees"
    if low is None or high is None:
        return f"{opening}, so a range is shown."
    number, place = (high, scale.bands[1]) if high >= low else (low, scale.bands[0])
    return f"{opening}: {number:,} of {n:,} gave {wording.points(scale, place)}."


def _bounds_sentence(figures: Figures, scale: Scale) -> str:
    if figures.mean_bounds is None:
        return ""
    return f"The average is {wording.between(figures.mean_bounds)}, {_on(scale)}."


def _on(scale: Scale) -> str:
    return f"on the scale from {scale.minimum} to {scale.maximum}"


def _count_sentence(result: EnablerResult, scale: Scale, chosen: SetResult, place: str) -> str:
    figures, counts = result.figures, result.figures.counts or ()
    n = figures.n or 0
    if result.statements:
        return _statements_sentence(result, scale)
    if wording.band(n) is Band.FEW:
        given = [f"{count} gave {point}" for point, count in zip(scale.points, counts, strict=True) if count]
        return f"Of the {n} of you who answered with a score, {wording.listed(given)}."
    up, down = agree_counts(figures, scale)
    agree, disagree = wording.agreeing(scale)
    about = "about " if figures.state is State.APPROXIMATE else ""
    return (
        f"{_among(chosen, n, place)}, {wording.part(up, n, about=bool(about) and figures.high is None)} {agree} "
        f"and {about}{down:,} {disagree}."
    )


def _among(chosen: SetResult, n: int, place: str) -> str:
    if chosen.kind in ("group", "others"):
        return "In this group" if wording.band(n) < Band.LARGE else "Of these people"
    if wording.band(n) is Band.SOME:
        return "In this group"
    if wording.band(n) is Band.MANY and chosen.asked and place:
        return f"In {place}"
    return "Of the people who answered" if wording.band(n) is Band.LARGE else "Of those who answered"


def _statements_sentence(result: EnablerResult, scale: Scale) -> str:
    """Sum over statements: these are scores, not people, so nothing is said of people."""
    counts = result.figures.counts or ()
    agree, _ = wording.agreeing(scale)
    up = sum(counts[wording.upper(scale)])
    verb = f"are “{agree}”" if agree == "agree" else f"are {wording.points(scale, wording.upper(scale))}"
    return f"{up:,} of the {sum(counts):,} scores given to its {len(result.statements)} statements {verb}."


def agree_counts(figures: Figures, scale: Scale) -> tuple[int, int]:
    """Give how many stand above and below the middle of the scale; the bands count exactly where they do."""
    counts = figures.counts or ()
    exact = figures.high is not None and len(scale.bands) == 2 and scale.bands[1] == wording.upper(scale)
    up = figures.high if exact and figures.high is not None else sum(counts[wording.upper(scale)])
    return up, sum(counts[wording.lower(scale)])


def _average_sentence(result: EnablerResult, scale: Scale, chosen: SetResult) -> str:
    figures = result.figures
    about = "about " if figures.state is State.APPROXIMATE else ""
    text = f"The average is {about}{wording.number(figures.mean or 0.0)}, {_on(scale)}"
    if result.statements:
        return f"{text}: the average of its {len(result.statements)} statements."
    if chosen.asked and not chosen.filter and figures.n == chosen.asked:
        return f"{text}. Everyone who was asked answered, so this is what you said."
    found = interval(result)
    if found is None:
        return f"{text}."
    whom = "everybody who was asked" if chosen.asked else "everybody who could have answered"
    return f"{text}. For {whom} it is probably {wording.between(found)}."


def interval(result: EnablerResult) -> tuple[float, float] | None:
    """Give the interval where enough people scored for it to be said."""
    figures = result.figures
    return figures.interval if wording.band(figures.n or 0) >= Band.SOME else None


def _spread_sentence(result: EnablerResult, scale: Scale) -> str:
    figures = result.figures
    if figures.split:
        up, down = agree_counts(figures, scale)
        whom = "scores" if result.statements else "people"
        return f"People are split: {down:,} {whom} at the low end, {up:,} at the high end, and few in between."
    if figures.counts is not None and statistics.is_divided(figures.counts):
        return f"People are far apart: on average {_distance(figures)} points away from the middle answer."
    if figures.skewed:
        return "The average and the middle answer lie apart, so look at the bars."
    if figures.spread == 0:
        return "All gave the same score."
    return f"On average people are {_distance(figures)} points away from the middle answer."


def _distance(figures: Figures) -> str:
    return wording.number(statistics.distance_from_middle(figures.counts or ()) or 0.0)


def unsure_sentence(result: EnablerResult) -> str:
    """Say how many were not sure; nothing where nobody was."""
    figures = result.figures
    if not figures.not_sure:
        return ""
    if result.statements:
        times = "once" if figures.not_sure == 1 else f"{figures.not_sure:,} times"
        return f"“Not sure” was chosen {times} for its {len(result.statements)} statements."
    asked = (figures.n or 0) + figures.not_sure
    text = f"{wording.part(figures.not_sure, asked)} {'was' if figures.not_sure == 1 else 'were'} not sure"
    return f"{text}: that is a finding of its own." if Flag.UNKNOWN in result.flags else f"{text}."


def spider_sentences(results: Results) -> tuple[str, ...]:
    """Say what the spider shows: highest, lowest, where people are split, and what cannot be shown."""
    everyone, instrument = results.everyone, results.instrument
    if not everyone.visible:
        return (hidden_sentence(everyone.state, everyone.kind),)
    scored = [result for result in everyone.enablers if result.figures.mean is not None]
    found: list[str] = []
    if len(scored) > 1:
        found.extend(_ends(scored, instrument))
    found.append(_named("People are split on", _with(everyone, Flag.SPLIT), instrument, ", so the dot is hollow."))
    found.append(_named("People are far apart on", _with(everyone, Flag.DIVIDED), instrument, "."))
    ranges = [r for r in everyone.enablers if r.figures.visible and r.figures.mean is None]
    found.append(_named("Only a range is shown for", ranges, instrument, ", where nearly everyone in one part agrees."))
    unseen = [r for r in everyone.enablers if not r.figures.visible]
    found.append(_named("There are too few scores to show", unseen, instrument, "."))
    if results.previous is not None and results.previous.visible:
        found.append(f"The dashed line shows {results.previous.name}.")
    return tuple(text for text in found if text)


def _ends(scored: Sequence[EnablerResult], instrument: Instrument) -> list[str]:
    order = sorted(scored, key=lambda result: result.figures.mean or 0.0)
    low, high = _mean(order[0]), _mean(order[-1])
    if low == high:
        return [f"Every average is {low}, {_on(instrument.scale)}."]
    return [
        (
            f"The highest average is {_name(order[-1], instrument)} at {high}, the lowest "
            f"{_name(order[0], instrument)} at {low}, {_on(instrument.scale)}."
        )
    ]


def _mean(result: EnablerResult) -> str:
    return wording.number(result.figures.mean or 0.0)


def _name(result: EnablerResult, instrument: Instrument) -> str:
    return wording.isolated(f"“{result.enabler.axis}”", instrument)


def _with(chosen: SetResult, flag: Flag) -> list[EnablerResult]:
    return [result for result in chosen.enablers if flag in result.flags]


def _named(opening: str, found: Sequence[EnablerResult], instrument: Instrument, end: str) -> str:
    return f"{opening} {wording.listed([_name(result, instrument) for result in found])}{end}" if found else ""


def strips_sentences(results: Results) -> tuple[str, ...]:
    """Say what the bars show: where most and fewest agree, where people are furthest apart, who is not sure."""
    everyone, instrument = results.everyone, results.instrument
    if not everyone.visible:
        return (hidden_sentence(everyone.state, everyone.kind),)
    counted = [result for result in everyone.enablers if result.figures.counts is not None and result.figures.n]
    found: list[str] = []
    if len(counted) > 1:
        found.extend(_most_and_fewest(counted, instrument))
        widest = max(counted, key=lambda result: result.figures.spread or 0.0)
        if widest.figures.spread:
            found.append(
                f"People are furthest apart on {_name(widest, instrument)}: on average "
                f"{_distance(widest.figures)} points away from the middle answer."
            )
    unsure = max(everyone.enablers, key=lambda result: result.figures.not_sure_share or 0.0)
    if unsure.figures.not_sure and not unsure.statements:
        found.append(f"“Not sure” was said most often about {_name(unsure, instrument)}: {_of_answers(unsure)}.")
    return tuple(found)


def _of_answers(result: EnablerResult) -> str:
    unsure = result.figures.not_sure or 0
    return wording.part(unsure, (result.figures.n or 0) + unsure)


def _most_and_fewest(counted: Sequence[EnablerResult], instrument: Instrument) -> list[str]:
    scale = instrument.scale
    enough = [r for r in counted if wording.band(r.figures.n or 0) >= Band.SOME and not r.statements]
    if len(enough) < 2:
        return []
    order = sorted(enough, key=lambda r: agree_counts(r.figures, scale)[0] / (r.figures.n or 1))
    if wording.agreeing(scale)[0] == "agree":
        openings = ("Agreement is widest on", "Agreement is narrowest on")
    else:
        what = f"Scores of {wording.points(scale, wording.upper(scale))}"
        openings = (f"{what} are most common for", f"{what} are least common for")
    return [
        f"{opening} {_name(result, instrument)}: "
        f"{wording.part(agree_counts(result.figures, scale)[0], result.figures.n or 0)}."
        for opening, result in zip(openings, (order[-1], order[0]), strict=True)
    ]
