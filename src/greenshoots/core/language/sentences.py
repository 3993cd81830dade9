"""The sentences that say what each picture shows, as exactly as the number of people allows.

The sentences are written for a reader of twelve. A mean is called an average, because that is the word people use.
"""

from __future__ import annotations

import itertools

from greenshoots.core import translation
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Instrument, Scale
from greenshoots.core.language import quantities
from greenshoots.core.language.quantities import Band
from greenshoots.core.results import EnablerResult, Figures, Flag, SetResult

TOO_FEW = translation.mark("Too few people to show.")
NOT_SHOWN = translation.mark("Too few people to show. Their answers count in the overall results.")
SHOWN_IN_ROOM = translation.mark(
    "Not shown: a workshop with nearly the same people has already shown scores for this. A few people's scores "
    "could be worked out by comparing the two."
)
NOBODY = translation.mark("No one answered.")
NOBODY_SCORED = translation.mark("No one gave a score.")


def hidden_sentence(state: State, kind: str = "group", *, shown_in_room: bool = False) -> str:
    """Write why nothing is shown."""
    if shown_in_room:
        return translation.say(SHOWN_IN_ROOM)
    if state is State.EMPTY:
        return translation.say(NOBODY)
    return translation.say(NOT_SHOWN) if kind in ("group", "others") else translation.say(TOO_FEW)


def coverage_sentence(chosen: SetResult) -> str:
    """Write that some people of a set are counted elsewhere; empty where all of them are counted here."""
    if not chosen.visible or chosen.coverage >= 1:
        return ""
    return translation.say(
        "This covers about {share} of this group. The others are counted in wider groups.",
        share=translation.per_cent(chosen.coverage),
    )


def enabler_sentences(
    result: EnablerResult, instrument: Instrument, chosen: SetResult, *, place: str = "", room: bool = False
) -> tuple[str, ...]:
    """Write what people answered about one enabler.

    Arguments:
        result: The numbers of the enabler in this set.
        instrument: What was asked.
        chosen: The set.
        place: The place that asked, named only where the number of people allows it.
        room: True for a vote of a room: everyone who could answer did, so nothing is written about other people.
    """
    figures = result.figures
    if not figures.visible:
        nobody = figures.state is State.EMPTY
        hidden = hidden_sentence(figures.state, chosen.kind, shown_in_room=figures.shown_in_room)
        return (translation.say(NOBODY_SCORED) if nobody else hidden,)
    if figures.counts is None or figures.mean is None:
        texts = [_band_sentence(result, instrument.scale), _bounds_sentence(figures, instrument.scale)]
    else:
        texts = [
            _count_sentence(result, instrument.scale, chosen, place),
            _average_sentence(result, instrument.scale, chosen, room=room),
            _spread_sentence(result, instrument.scale),
            middle_sentence(figures) if room else "",
        ]
        if figures.state is State.APPROXIMATE:
            texts.append(translation.say("Some counts are approximate, to protect what each person answered."))
    return tuple(text for text in (*texts, unsure_sentence(result)) if text)


def _band_sentence(result: EnablerResult, scale: Scale) -> str:
    """Write how many scores are in each band. The reason names no one: all may have given the same score, or not."""
    figures = result.figures
    low, high = figures.low, figures.high
    if (ranges := pieces(figures, scale)) and not result.statements:
        given = [
            translation.say("{number} gave {points}", number=people, points=quantities.points(scale, places))
            for places, people in ranges
        ]
        return translation.say(
            "Only a range is shown, to protect what each person answered: {given}.", given=quantities.listed(given)
        )
    if low is None or high is None or len(scale.bands) < 2:
        return translation.say("Only a range is shown, to protect what each person answered.")
    values = {
        "low": translation.count(low),
        "high": translation.count(high),
        "of": translation.count(low + high),
        "low_points": quantities.points(scale, scale.bands[0]),
        "high_points": quantities.points(scale, scale.bands[1]),
    }
    if result.statements:
        return translation.say(
            "Only a range is shown, to protect what each person answered: of {of} scores, {low} are {low_points} "
            "and {high} are {high_points}.",
            **values,
        )
    return translation.say(
        "Only a range is shown, to protect what each person answered: of {of} people, {low} gave {low_points} and "
        "{high} gave {high_points}.",
        **values,
    )


def pieces(figures: Figures, scale: Scale) -> list[tuple[slice, int]]:
    """Return the ranges of the scale in which people are counted, lowest first; empty where bands say as much.

    Ranges that overlap, of batches that were published apart, cannot be said in a line.
    """
    possible = figures.possible
    if possible is None:
        return []
    points = [(slice(place, place + 1), count) for place, count in enumerate(possible.known) if count]
    ranges = [(slice(one.start, one.stop), one.people) for one in possible.ranges]
    found = sorted([*points, *ranges], key=lambda piece: piece[0].start)
    # Each batch of late responses has its own ranges, and people of overlapping ranges would seem counted twice.
    overlap = any(one.stop > other.start for (one, _), (other, _) in itertools.pairwise(found))
    as_bands = {places.stop for places, _ in found} <= {band.stop for band in scale.bands} and not points
    return [] if overlap or as_bands or len(found) < 2 else found


def _bounds_sentence(figures: Figures, scale: Scale) -> str:
    if figures.mean_bounds is None:
        return ""
    average = translation.say(
        "The average is {number} {scale}", number=quantities.between(figures.mean_bounds), scale=_on(scale)
    )
    if figures.estimate is None:
        return f"{average}."
    estimate = translation.say("Estimated average: {number}.", number=quantities.number(figures.estimate))
    return f"{average}. {estimate}"


def _on(scale: Scale) -> str:
    return translation.say("on a scale from {minimum} to {maximum}", minimum=scale.minimum, maximum=scale.maximum)


def _count_sentence(result: EnablerResult, scale: Scale, chosen: SetResult, place: str) -> str:
    figures, counts = result.figures, result.figures.counts or ()
    n = figures.n or 0
    if result.statements:
        return _statements_sentence(result, scale)
    if quantities.band(n) is Band.FEW:
        given = [
            translation.say("{number} gave {point}", number=count, point=point)
            for point, count in zip(scale.points, counts, strict=True)
            if count
        ]
        return translation.say(
            "Of the {people} who gave a score, {given}.", people=quantities.people(n), given=quantities.listed(given)
        )
    up, down = agree_counts(figures, scale)
    about = figures.state is State.APPROXIMATE
    values = {
        "among": _among(chosen, n, place),
        "part": quantities.part(up, n, about=about and not _is_exact(result, scale)),
        "number": translation.say("about {number}", number=translation.count(down))
        if about
        else translation.count(down),
    }
    if quantities.asks_agreement(scale):
        return translation.say("{among}, {part} agree and {number} disagree.", **values)
    high, low = quantities.points(scale, quantities.upper(scale)), quantities.points(scale, quantities.lower(scale))
    return translation.say("{among}, {part} gave {high} and {number} gave {low}.", **values, high=high, low=low)


def _is_exact(result: EnablerResult, scale: Scale) -> bool:
    """Return whether the number of people on the agree side is known exactly."""
    possible = result.figures.possible
    least, most = possible.within(quantities.upper(scale), scale) if possible is not None else (0, 1)
    return least == most


def _among(chosen: SetResult, n: int, place: str) -> str:
    if chosen.kind in ("group", "others"):
        return (
            translation.say("In this group") if quantities.band(n) < Band.LARGE else translation.say("Of these people")
        )
    if quantities.band(n) is Band.SOME:
        return translation.say("In this group")
    if quantities.band(n) is Band.MANY and chosen.asked and place:
        return translation.say("In {place}", place=place)
    if quantities.band(n) is Band.LARGE:
        return translation.say("Of the people who answered")
    return translation.say("Of those who answered")


def _statements_sentence(result: EnablerResult, scale: Scale) -> str:
    """Write the sum over statements as scores, because the scores are not people."""
    counts = result.figures.counts or ()
    values = {
        "number": translation.count(sum(counts[quantities.upper(scale)])),
        "of": translation.count(sum(counts)),
        "statements": len(result.statements),
    }
    if quantities.asks_agreement(scale):
        return translation.say(
            "{number} of the {of} scores for its {statements} statements are on the agree side.", **values
        )
    points = quantities.points(scale, quantities.upper(scale))
    return translation.say(
        "{number} of the {of} scores for its {statements} statements are {points}.", **values, points=points
    )


def agree_counts(figures: Figures, scale: Scale) -> tuple[int, int]:
    """Return how many people scored above and below the middle; exact where the bands divide the scale there."""
    counts = figures.counts or ()
    # Counts of people in bands are spread and so approximate, but the band above the middle is known to the person.
    exact = figures.high is not None and len(scale.bands) == 2 and scale.bands[1] == quantities.upper(scale)
    up = figures.high if exact and figures.high is not None else sum(counts[quantities.upper(scale)])
    return up, sum(counts[quantities.lower(scale)])


def _average_sentence(result: EnablerResult, scale: Scale, chosen: SetResult, *, room: bool) -> str:
    figures = result.figures
    values = {"number": quantities.number(figures.mean or 0.0), "scale": _on(scale)}
    if figures.state is State.APPROXIMATE:
        text = translation.say("The average is about {number} {scale}", **values)
    else:
        text = translation.say("The average is {number} {scale}", **values)
    if result.statements:
        return translation.say(
            "{average}. This is the average of its {number} statements.", average=text, number=len(result.statements)
        )
    if room:
        return f"{text}."
    # Where more answered than were asked, the number that was asked says nothing.
    asked = chosen.asked if chosen.asked and not chosen.over else None
    if asked and not chosen.filter and figures.n == asked:
        return f"{text}. {translation.say('Everyone who was asked gave a score, so no likely range is needed.')}"
    bounds = interval(result)
    return f"{text}." if bounds is None else f"{text}. {_likely(bounds, asked=bool(asked))}"


def _likely(bounds: tuple[float, float], *, asked: bool) -> str:
    values = {"low": quantities.number(bounds[0]), "high": quantities.number(bounds[1])}
    if asked:
        return translation.say(
            "Likely range for everyone who was asked: {low} to {high} (right 9 times in 10).", **values
        )
    return translation.say(
        "Likely range for everyone who could have answered: {low} to {high} (right 9 times in 10).", **values
    )


def interval(result: EnablerResult) -> tuple[float, float] | None:
    """Return the 90% interval, or None where too few people scored or both ends are the same when rounded."""
    figures = result.figures
    if figures.interval is None or quantities.band(figures.n or 0) < Band.SOME:
        return None
    # “Likely range 4.8 to 4.8” told readers nothing.
    low, high = (quantities.number(end) for end in figures.interval)
    return None if low == high else figures.interval


def _spread_sentence(result: EnablerResult, scale: Scale) -> str:
    figures = result.figures
    # Split people are far apart as well, so the sentence that says more goes first; skewed matters only without either.
    if figures.split:
        return _split_sentence(result, scale)
    if figures.divided:
        return translation.say(
            "Scores are spread out. Typical distance from the middle answer: {number} points.",
            number=distance(figures),
        )
    if figures.skewed:
        return translation.say("The average is some way from the median, so look at the bars.")
    if figures.distance_bounds == (0.0, 0.0):
        same = translation.say("On each statement, everyone who scored it gave the same score.")
        return same if result.statements else translation.say("All scores are the same.")
    return translation.say("Typical distance from the middle answer: {number} points.", number=distance(figures))


def _split_sentence(result: EnablerResult, scale: Scale) -> str:
    up, down = (translation.count(number) for number in agree_counts(result.figures, scale))
    values = {"low": down, "high": up}
    about = result.figures.state is State.APPROXIMATE
    # Sums over statements are scores: a person who scored three statements is not three people.
    if result.statements and about:
        return translation.say(
            "People are split: most scores are at one end or the other. About {low} are low and about {high} are high.",
            **values,
        )
    if result.statements:
        return translation.say(
            "People are split: most scores are at one end or the other. {low} are low and {high} are high.", **values
        )
    if about:
        return translation.say(
            "People are split: most scores are at one end or the other. About {low} people scored low and about "
            "{high} scored high.",
            **values,
        )
    return translation.say(
        "People are split: most scores are at one end or the other. {low} people scored low and {high} scored high.",
        **values,
    )


def distance(figures: Figures) -> str:
    """Write the typical distance from the middle answer as exactly as it is known."""
    return quantities.between(figures.distance_bounds or (0.0, 0.0))


def middle_sentence(figures: Figures) -> str:
    """Write the median and how many are near it, for a panel's rule of consensus; empty unless counts are exact."""
    if figures.median is None or figures.at_median is None or figures.within_one is None or not figures.n:
        return ""
    whole = figures.median == int(figures.median)
    values = {
        "median": quantities.number(figures.median, 0 if whole else 1),
        "at": quantities.part(figures.at_median, figures.n),
        "near": quantities.part(figures.within_one, figures.n),
    }
    if whole:
        return translation.say("The median is {median}: {at} gave it, and {near} are within one point of it.", **values)
    return translation.say(
        "The median is {median}: {at} are within half a point of it, and {near} are within one point.", **values
    )


def unsure_sentence(result: EnablerResult) -> str:
    """Write how many people were not sure; empty where no one was."""
    figures = result.figures
    if not figures.not_sure:
        return ""
    if result.statements:
        if figures.not_sure == 1:
            return translation.say(
                "“Not sure” was chosen once for its {statements} statements.", statements=len(result.statements)
            )
        return translation.say(
            "“Not sure” was chosen {times} times for its {statements} statements.",
            times=translation.count(figures.not_sure),
            statements=len(result.statements),
        )
    part = quantities.part(figures.not_sure, (figures.n or 0) + figures.not_sure)
    text = translation.say_plural("{part} was not sure", "{part} were not sure", figures.not_sure, part=part)
    if Flag.UNKNOWN in result.flags:
        return translation.say("{finding}. This is worth talking about.", finding=text)
    return f"{text}."
