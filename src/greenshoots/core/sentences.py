"""The sentences that say what each picture says, in the words that the number of people allows.

Everything is written for a reader of twelve. A mean is called an average, because that is the word people use.
"""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core import statistics, voice, wording
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

TOO_FEW = voice.mark("Too few to show. Talk first.")
NOT_SHOWN = voice.mark("Not shown: too few people. Their answers do count in the overall picture.")
NOBODY = voice.mark("Nobody answered.")
NOBODY_SCORED = voice.mark("Nobody gave a score.")

_HOLLOW = voice.mark("People are split on {enablers}, so the dot is hollow.")
_SPLIT = voice.mark("People are split on {enablers}.")
_DIVIDED = voice.mark("People are far apart on {enablers}.")
_RANGES = voice.mark("Only a range is shown for {enablers}, where nearly everyone in one part agrees.")
_UNSEEN = voice.mark("There are too few scores to show {enablers}.")
_WIDEST_AND_NARROWEST = (
    voice.mark("Agreement is widest on {enabler}: {part}."),
    voice.mark("Agreement is narrowest on {enabler}: {part}."),
)
_MOST_AND_LEAST = (
    voice.mark("Scores of {points} are most common for {enabler}: {part}."),
    voice.mark("Scores of {points} are least common for {enabler}: {part}."),
)


def hidden_sentence(state: State, kind: str = "group") -> str:
    """Say why there is nothing to see."""
    if state is State.EMPTY:
        return voice.say(NOBODY)
    return voice.say(NOT_SHOWN) if kind in ("group", "others") else voice.say(TOO_FEW)


def coverage_sentence(chosen: SetResult) -> str:
    """Say that some people of a set are counted elsewhere; nothing where all of them are seen."""
    if not chosen.visible or chosen.coverage >= 1:
        return ""
    return voice.say(
        "Covers about {share} of this group; the others are counted in wider groups.",
        share=voice.per_cent(chosen.coverage),
    )


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
        nobody = figures.state is State.EMPTY
        return (voice.say(NOBODY_SCORED) if nobody else hidden_sentence(figures.state, chosen.kind),)
    if figures.counts is None or figures.mean is None:
        found = [_band_sentence(figures, instrument.scale, policy), _bounds_sentence(figures, instrument.scale)]
    else:
        found = [
            _count_sentence(result, instrument.scale, chosen, place),
            _average_sentence(result, instrument.scale, chosen),
            _spread_sentence(result, instrument.scale),
        ]
        if figures.state is State.APPROXIMATE:
            found.append(
                voice.say("Some counts are close, not exact: nearly everyone in one part gave the same score.")
            )
    return tuple(text for text in (*found, unsure_sentence(result)) if text)


def _band_sentence(figures: Figures, scale: Scale, policy: Policy) -> str:
    n, low, high = figures.n or 0, figures.low, figures.high
    # Fewer than 2k people cannot be two blocks, so it is this very group that nearly agrees.
    everyone = n < 2 * policy.k
    if low is None or high is None:
        if everyone:
            return voice.say("Nearly everyone gave the same score, so a range is shown.")
        return voice.say("In one part nearly everyone agrees, so a range is shown.")
    number, place = (high, scale.bands[1]) if high >= low else (low, scale.bands[0])
    facts = {"number": voice.count(number), "of": voice.count(n), "points": wording.points(scale, place)}
    if everyone:
        return voice.say("Nearly everyone gave the same score: {number} of {of} gave {points}.", **facts)
    return voice.say("In one part nearly everyone agrees: {number} of {of} gave {points}.", **facts)


def _bounds_sentence(figures: Figures, scale: Scale) -> str:
    if figures.mean_bounds is None:
        return ""
    average = voice.say(
        "The average is {number}, {scale}", number=wording.between(figures.mean_bounds), scale=_on(scale)
    )
    return f"{average}."


def _on(scale: Scale) -> str:
    return voice.say("on the scale from {minimum} to {maximum}", minimum=scale.minimum, maximum=scale.maximum)


def _count_sentence(result: EnablerResult, scale: Scale, chosen: SetResult, place: str) -> str:
    figures, counts = result.figures, result.figures.counts or ()
    n = figures.n or 0
    if result.statements:
        return _statements_sentence(result, scale)
    if wording.band(n) is Band.FEW:
        given = [
            voice.say("{number} gave {point}", number=count, point=point)
            for point, count in zip(scale.points, counts, strict=True)
            if count
        ]
        return voice.say(
            "Of the {number} of you who answered with a score, {given}.", number=n, given=wording.listed(given)
        )
    up, down = agree_counts(figures, scale)
    about = figures.state is State.APPROXIMATE
    facts = {
        "among": _among(chosen, n, place),
        "part": wording.part(up, n, about=about and figures.high is None),
        "number": voice.say("about {number}", number=voice.count(down)) if about else voice.count(down),
    }
    if wording.asks_agreement(scale):
        return voice.say("{among}, {part} agree and {number} disagree.", **facts)
    high, low = wording.points(scale, wording.upper(scale)), wording.points(scale, wording.lower(scale))
    return voice.say("{among}, {part} gave {high} and {number} gave {low}.", **facts, high=high, low=low)


def _among(chosen: SetResult, n: int, place: str) -> str:
    if chosen.kind in ("group", "others"):
        return voice.say("In this group") if wording.band(n) < Band.LARGE else voice.say("Of these people")
    if wording.band(n) is Band.SOME:
        return voice.say("In this group")
    if wording.band(n) is Band.MANY and chosen.asked and place:
        return voice.say("In {place}", place=place)
    if wording.band(n) is Band.LARGE:
        return voice.say("Of the people who answered")
    return voice.say("Of those who answered")


def _statements_sentence(result: EnablerResult, scale: Scale) -> str:
    """Sum over statements: these are scores, not people, so nothing is said of people."""
    counts = result.figures.counts or ()
    facts = {
        "number": voice.count(sum(counts[wording.upper(scale)])),
        "of": voice.count(sum(counts)),
        "statements": len(result.statements),
    }
    if wording.asks_agreement(scale):
        return voice.say("{number} of the {of} scores given to its {statements} statements are “agree”.", **facts)
    points = wording.points(scale, wording.upper(scale))
    return voice.say(
        "{number} of the {of} scores given to its {statements} statements are {points}.", **facts, points=points
    )


def agree_counts(figures: Figures, scale: Scale) -> tuple[int, int]:
    """Give how many stand above and below the middle of the scale; the bands count exactly where they do."""
    counts = figures.counts or ()
    exact = figures.high is not None and len(scale.bands) == 2 and scale.bands[1] == wording.upper(scale)
    up = figures.high if exact and figures.high is not None else sum(counts[wording.upper(scale)])
    return up, sum(counts[wording.lower(scale)])


def _average_sentence(result: EnablerResult, scale: Scale, chosen: SetResult) -> str:
    figures = result.figures
    facts = {"number": wording.number(figures.mean or 0.0), "scale": _on(scale)}
    if figures.state is State.APPROXIMATE:
        text = voice.say("The average is about {number}, {scale}", **facts)
    else:
        text = voice.say("The average is {number}, {scale}", **facts)
    if result.statements:
        return voice.say(
            "{average}: the average of its {number} statements.", average=text, number=len(result.statements)
        )
    # Where more answered than were asked, the number that was asked says nothing.
    asked = chosen.asked if chosen.asked and (chosen.n or 0) <= chosen.asked else None
    if asked and not chosen.filter and figures.n == asked:
        return f"{text}. {voice.say('Everyone who was asked answered, so this is what you said.')}"
    found = interval(result)
    return f"{text}." if found is None else f"{text}. {_likely(found, asked=bool(asked))}"


def _likely(found: tuple[float, float], *, asked: bool) -> str:
    bounds = wording.between(found)
    if asked:
        return voice.say("For everybody who was asked it is probably {range}.", range=bounds)
    return voice.say("For everybody who could have answered it is probably {range}.", range=bounds)


def interval(result: EnablerResult) -> tuple[float, float] | None:
    """Give the interval where enough people scored for it to be said."""
    figures = result.figures
    return figures.interval if wording.band(figures.n or 0) >= Band.SOME else None


def _spread_sentence(result: EnablerResult, scale: Scale) -> str:
    figures = result.figures
    if figures.split:
        up, down = (voice.count(number) for number in agree_counts(figures, scale))
        if result.statements:
            return voice.say(
                "People are split: {low} scores at the low end, {high} at the high end, and few in between.",
                low=down,
                high=up,
            )
        return voice.say(
            "People are split: {low} people at the low end, {high} at the high end, and few in between.",
            low=down,
            high=up,
        )
    if figures.counts is not None and statistics.is_divided(figures.counts):
        return voice.say(
            "People are far apart: on average {number} points away from the middle answer.", number=_distance(figures)
        )
    if figures.skewed:
        return voice.say("The average and the middle answer lie apart, so look at the bars.")
    if figures.spread == 0:
        return voice.say("All gave the same score.")
    return voice.say("On average people are {number} points away from the middle answer.", number=_distance(figures))


def _distance(figures: Figures) -> str:
    return wording.number(statistics.distance_from_middle(figures.counts or ()) or 0.0)


def unsure_sentence(result: EnablerResult) -> str:
    """Say how many were not sure; nothing where nobody was."""
    figures = result.figures
    if not figures.not_sure:
        return ""
    if result.statements:
        if figures.not_sure == 1:
            return voice.say(
                "“Not sure” was chosen once for its {statements} statements.", statements=len(result.statements)
            )
        return voice.say(
            "“Not sure” was chosen {times} times for its {statements} statements.",
            times=voice.count(figures.not_sure),
            statements=len(result.statements),
        )
    part = wording.part(figures.not_sure, (figures.n or 0) + figures.not_sure)
    text = voice.say_plural("{part} was not sure", "{part} were not sure", figures.not_sure, part=part)
    if Flag.UNKNOWN in result.flags:
        return voice.say("{finding}: that is a finding of its own.", finding=text)
    return f"{text}."


def spider_sentences(results: Results, *, pictured: bool = True) -> tuple[str, ...]:
    """Say what the spider shows: highest, lowest, where people are split, and what cannot be shown.

    Arguments:
        results: Of one round.
        pictured: False where the sentences stand without the picture.
    """
    everyone, instrument = results.everyone, results.instrument
    if not everyone.visible:
        return (hidden_sentence(everyone.state, everyone.kind),)
    scored = [result for result in everyone.enablers if result.figures.mean is not None]
    found: list[str] = []
    if len(scored) > 1:
        found.extend(_ends(scored, instrument))
    ranges = [r for r in everyone.enablers if r.figures.visible and r.figures.mean is None]
    unseen = [r for r in everyone.enablers if not r.figures.visible]
    for message, some in (
        (_HOLLOW if pictured else _SPLIT, _with(everyone, Flag.SPLIT)),
        (_DIVIDED, _with(everyone, Flag.DIVIDED)),
        (_RANGES, ranges),
        (_UNSEEN, unseen),
    ):
        if some:
            found.append(voice.say(message, enablers=wording.listed([_name(result, instrument) for result in some])))
    if pictured and results.previous is not None and results.previous.visible:
        found.append(voice.say("The dashed line shows {round}.", round=results.previous.name))
    return tuple(found)


def _ends(scored: Sequence[EnablerResult], instrument: Instrument) -> list[str]:
    order = sorted(scored, key=lambda result: result.figures.mean or 0.0)
    low, high = _mean(order[0]), _mean(order[-1])
    if low == high:
        return [voice.say("Every average is {number}, {scale}.", number=low, scale=_on(instrument.scale))]
    return [
        voice.say(
            "The highest average is {first} at {high}, the lowest {last} at {low}, {scale}.",
            first=_name(order[-1], instrument),
            high=high,
            last=_name(order[0], instrument),
            low=low,
            scale=_on(instrument.scale),
        )
    ]


def _mean(result: EnablerResult) -> str:
    return wording.number(result.figures.mean or 0.0)


def _name(result: EnablerResult, instrument: Instrument) -> str:
    return wording.isolated(f"“{result.enabler.axis}”", instrument)


def _with(chosen: SetResult, flag: Flag) -> list[EnablerResult]:
    return [result for result in chosen.enablers if flag in result.flags]


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
                voice.say(
                    "People are furthest apart on {enabler}: on average {number} points away from the middle answer.",
                    enabler=_name(widest, instrument),
                    number=_distance(widest.figures),
                )
            )
    unsure = max(everyone.enablers, key=lambda result: result.figures.not_sure_share or 0.0)
    if unsure.figures.not_sure and not unsure.statements:
        found.append(
            voice.say(
                "“Not sure” was said most often about {enabler}: {part}.",
                enabler=_name(unsure, instrument),
                part=_of_answers(unsure),
            )
        )
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
    messages = _WIDEST_AND_NARROWEST if wording.asks_agreement(scale) else _MOST_AND_LEAST
    return [
        voice.say(
            message,
            enabler=_name(result, instrument),
            part=wording.part(agree_counts(result.figures, scale)[0], result.figures.n or 0),
            points=wording.points(scale, wording.upper(scale)),
        )
        for message, result in zip(messages, (order[-1], order[0]), strict=True)
    ]
