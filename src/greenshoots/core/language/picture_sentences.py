"""The sentences next to the pictures: the highest and the lowest, where people differ most, what cannot be shown.

Every superlative goes through `greenshoots.core.statistics.extremes`: a range takes part with its ends, ties are named,
and a hidden enabler might always be lower.
"""

from __future__ import annotations

from greenshoots.core import translation
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Instrument, Scale
from greenshoots.core.language import quantities, sentences
from greenshoots.core.language.quantities import Band
from greenshoots.core.results import EnablerResult, Flag, Results, SetResult
from greenshoots.core.statistics import extremes
from greenshoots.core.statistics.extremes import Bounds, Extreme

_HOLLOW = translation.mark("People are split on {enablers}, so the dot is hollow.")
_SPLIT = translation.mark("People are split on {enablers}.")
_DIVIDED = translation.mark("Scores are spread out on {enablers}.")
_RANGES = translation.mark("Only a range is shown for {enablers}, to protect what each person answered.")
_UNSEEN = translation.mark("There are too few scores to show {enablers}.")
_SHOWN_IN_ROOM = translation.mark(
    "{enablers}: not shown, because a workshop with nearly the same people has already shown scores. A few people's "
    "scores could be worked out by comparing the two."
)
_NOT_SCORED = translation.mark("No one gave a score for {enablers}.")

_HIGHEST = {
    True: translation.mark("The highest average is {value}, for {enablers}."),
    False: translation.mark("Of the enablers shown in full, the highest average is {value}, for {enablers}."),
}
_LOWEST = {
    True: translation.mark("The lowest average is {value}, for {enablers}."),
    False: translation.mark("Of the enablers shown in full, the lowest average is {value}, for {enablers}."),
}
_SAME = {
    True: translation.mark("Every enabler has an average of {value}."),
    False: translation.mark("Every enabler shown in full has an average of {value}."),
}
_APART = {
    True: translation.mark(
        "Scores are most spread out on {enablers}. Typical distance from the middle answer: {value} points."
    ),
    False: translation.mark(
        "Of the enablers shown in full, scores are most spread out on {enablers}. Typical distance from the middle "
        "answer: {value} points."
    ),
}
_AGREE = {
    (True, True): translation.mark("The largest share of people who agree is {part}, for {enablers}."),
    (True, False): translation.mark(
        "Of the enablers with exact counts, the largest share of people who agree is {part}, for {enablers}."
    ),
    (False, True): translation.mark("The smallest share of people who agree is {part}, for {enablers}."),
    (False, False): translation.mark(
        "Of the enablers with exact counts, the smallest share of people who agree is {part}, for {enablers}."
    ),
}
"""The wording by whether the share is the largest, and whether that is certain for all enablers."""

_GAVE = {
    (True, True): translation.mark("The largest share of people who gave {points} is {part}, for {enablers}."),
    (True, False): translation.mark(
        "Of the enablers with exact counts, the largest share of people who gave {points} is {part}, for {enablers}."
    ),
    (False, True): translation.mark("The smallest share of people who gave {points} is {part}, for {enablers}."),
    (False, False): translation.mark(
        "Of the enablers with exact counts, the smallest share of people who gave {points} is {part}, for {enablers}."
    ),
}
_NOT_SURE = {
    True: translation.mark("People chose “not sure” most often for {enablers}: {part}."),
    False: translation.mark(
        "Of the enablers that are shown, people chose “not sure” most often for {enablers}: {part}."
    ),
}

MOST_NAMES = 3
"""The most tied enablers that are named; more are counted."""


def spider_sentences(results: Results, *, pictured: bool = True) -> tuple[str, ...]:
    """Write what the spider shows: highest, lowest, where people are split, and what cannot be shown.

    Arguments:
        results: The results.
        pictured: False where the sentences are shown without the picture.
    """
    everyone, instrument = results.everyone, results.instrument
    if not everyone.visible:
        return (sentences.hidden_sentence(everyone.state, everyone.kind),)
    texts = [_ends(everyone, instrument)]
    for message, matching in (
        (_HOLLOW if pictured else _SPLIT, _with(everyone, Flag.SPLIT)),
        (_DIVIDED, _with(everyone, Flag.DIVIDED)),
        *_without_a_point(everyone),
    ):
        if matching:
            texts.append(
                translation.say(message, enablers=quantities.listed([_name(result, instrument) for result in matching]))
            )
    if pictured and results.previous is not None and results.previous.visible:
        texts.append(translation.say("The dashed line shows {round}.", round=results.previous.name))
    return tuple(text for text in texts if text)


def _without_a_point(everyone: SetResult) -> tuple[tuple[str, list[EnablerResult]], ...]:
    """Return the enablers without a point in the picture, each list with the sentence that gives the reason."""
    ranges = [r for r in everyone.enablers if r.figures.visible and r.figures.mean is None]
    hidden = [r for r in everyone.enablers if r.figures.state is State.HIDDEN]
    unseen, in_room = ([r for r in hidden if r.figures.shown_in_room is room] for room in (False, True))
    unscored = [r for r in everyone.enablers if r.figures.state is State.EMPTY]
    return ((_RANGES, ranges), (_UNSEEN, unseen), (_SHOWN_IN_ROOM, in_room), (_NOT_SCORED, unscored))


def _scored(everyone: SetResult) -> list[EnablerResult]:
    """Return the enablers with scores: an enabler that no one scored has no average to compare with."""
    return [result for result in everyone.enablers if result.figures.state is not State.EMPTY]


def _average_bounds(result: EnablerResult) -> Bounds | None:
    return quantities.average_bounds(result.figures)


def _ends(everyone: SetResult, instrument: Instrument) -> str:
    """Write the highest and the lowest average, where no possible value of a range contradicts them."""
    scored = _scored(everyone)
    high, low = extremes.highest(scored, _average_bounds), extremes.lowest(scored, _average_bounds)
    if low is not None and low.everything:
        # “Every average is 2.5” was written where one enabler, known as a range, was 5: “every” needs all of them
        # (decision 17).
        every = low.certain and len(scored) == len(everyone.enablers)
        texts = [translation.say(_SAME[every], value=quantities.between(low.bounds))]
    else:
        texts = [
            translation.say(
                messages[extreme.certain], value=quantities.between(extreme.bounds), enablers=_held(extreme, instrument)
            )
            for extreme, messages in ((high, _HIGHEST), (low, _LOWEST))
            if extreme is not None
        ]
    scale = instrument.scale
    ends = translation.say("Scores go from {minimum} to {maximum}.", minimum=scale.minimum, maximum=scale.maximum)
    return " ".join([*texts, ends]) if texts else ""


def _held(extreme: Extreme[EnablerResult], instrument: Instrument) -> str:
    """Write the enablers that hold an extreme, all of them where they are tied; many are counted."""
    if len(extreme.holders) > MOST_NAMES:
        return translation.say("{number} enablers", number=len(extreme.holders))
    return quantities.listed([_name(result, instrument) for result in extreme.holders])


def _name(result: EnablerResult, instrument: Instrument) -> str:
    return quantities.isolated(f"“{result.enabler.axis}”", instrument)


def _with(chosen: SetResult, flag: Flag) -> list[EnablerResult]:
    return [result for result in chosen.enablers if flag in result.flags]


def strips_sentences(results: Results) -> tuple[str, ...]:
    """Write what the bars show: where most and fewest agree, where scores are most spread out, who is not sure."""
    everyone, instrument = results.everyone, results.instrument
    if not everyone.visible:
        return (sentences.hidden_sentence(everyone.state, everyone.kind),)
    texts = [*_most_and_fewest(everyone, instrument), _furthest(everyone, instrument), _unsure(everyone, instrument)]
    return tuple(text for text in texts if text)


def _furthest(everyone: SetResult, instrument: Instrument) -> str:
    extreme = extremes.highest(_scored(everyone), lambda result: result.figures.distance_bounds)
    # “Most spread out: 0.0 points” would name enablers on which all people agree.
    if extreme is None or extreme.everything or not extreme.bounds[1]:
        return ""
    return translation.say(
        _APART[extreme.certain], enablers=_held(extreme, instrument), value=quantities.between(extreme.bounds)
    )


def _unsure(everyone: SetResult, instrument: Instrument) -> str:
    """Write where people were least sure; empty for counts over statements, because they are not people."""
    # Shares are compared unrounded (decision 17): tenths would tie 26% with 34%.
    extreme = extremes.highest(everyone.enablers, _unsure_share, steps=extremes.EXACT)
    if extreme is None or extreme.everything or not extreme.bounds[0]:
        return ""
    if any(result.statements for result in everyone.enablers):
        return ""
    shares = list(dict.fromkeys(_of_answers(result) for result in extreme.holders))
    # Equal shares of different numbers, such as 2 of 10 and 3 of 15, have no wording in one sentence.
    if len(shares) > 1:
        return ""
    return translation.say(_NOT_SURE[extreme.certain], enablers=_held(extreme, instrument), part=shares[0])


def _unsure_share(result: EnablerResult) -> Bounds | None:
    share = result.figures.not_sure_share
    return None if share is None else (share, share)


def _of_answers(result: EnablerResult) -> str:
    unsure = result.figures.not_sure or 0
    return quantities.part(unsure, (result.figures.n or 0) + unsure)


def _most_and_fewest(everyone: SetResult, instrument: Instrument) -> list[str]:
    """Write where the largest and the smallest share agree, if every enabler has enough people for shares."""
    scale, scored = instrument.scale, _scored(everyone)
    # Below ten people, and over statements, a share of people is not said at all.
    if any(quantities.band(r.figures.n or 0) < Band.SOME or r.statements for r in scored if r.figures.visible):
        return []
    messages = _AGREE if quantities.asks_agreement(scale) else _GAVE
    ends = [
        (largest, end(scored, lambda result: _agreeing(result, scale), steps=extremes.EXACT))
        for largest, end in ((True, extremes.highest), (False, extremes.lowest))
    ]
    return [
        translation.say(
            messages[largest, extreme.certain],
            enablers=_held(extreme, instrument),
            part=shares[0],
            points=quantities.points(scale, quantities.upper(scale)),
        )
        for largest, extreme in ends
        if extreme is not None and not extreme.everything and len(shares := _parts(extreme, scale)) == 1
    ]


def _agreeing(result: EnablerResult, scale: Scale) -> Bounds | None:
    """Return the smallest and the largest share of people who can be on the agree side."""
    possible = result.figures.possible
    if possible is None or not result.figures.visible:
        return None
    least, most = possible.within(quantities.upper(scale), scale)
    n = sum(possible.lowest)
    return (least / n, most / n)


def _parts(extreme: Extreme[EnablerResult], scale: Scale) -> list[str]:
    """Write the shares of tied enablers; they may be the same share of different numbers of people."""
    shares = []
    for result in extreme.holders:
        share = _agreeing(result, scale)
        if share is not None and share[0] == share[1]:
            people = result.figures.n or 0
            shares.append(quantities.part(round(share[0] * people), people))
    return list(dict.fromkeys(shares))
