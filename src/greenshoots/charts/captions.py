"""Titles and descriptions for readers who do not see a picture, where the caller gives none, and words inside it."""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core import translation
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.language import quantities, sentences
from greenshoots.core.results import EnablerResult, Figures, SetResult


def set_name(chosen: SetResult) -> str:
    """Name a set and say how many answered, or why it is not shown."""
    if chosen.kind == "agreed":
        return chosen.name
    if chosen.visible:
        return f"{chosen.name}, {quantities.answered(chosen)}"
    if chosen.state is State.HIDDEN and chosen.kind != "everyone":
        return translation.say("{set}: not shown, too few people", set=chosen.name)
    reason = why_not(chosen)
    return f"{chosen.name}: {reason[:1].lower()}{reason[1:]}"


def why_not(chosen: SetResult) -> str:
    """Say why a set is not shown."""
    return sentences.hidden_sentence(chosen.state, chosen.kind)


def average(figures: Figures) -> str:
    """Say the average as exactly as it is known; empty where nothing may be said."""
    bounds = quantities.average_bounds(figures)
    return "" if bounds is None else quantities.between(bounds)


def ends(instrument: Instrument) -> str:
    """Name both ends of the scale: *from 1 (Strongly disagree) to 5 (Strongly agree)*."""
    scale = instrument.scale
    return translation.say(
        "from {lowest} to {highest}", lowest=end(scale.minimum, instrument), highest=end(scale.maximum, instrument)
    )


def point(score: int, instrument: Instrument) -> str:
    """Name a score with its words, where it has some: *5 Strongly agree*, *4*."""
    label = instrument.scale.label(score)
    return str(score) if label == str(score) else f"{score} {quantities.isolated(label, instrument)}"


def end(point: int, instrument: Instrument) -> str:
    """Name an end of the scale within a sentence: *5 (Strongly agree)*."""
    label = instrument.scale.label(point)
    return str(point) if label == str(point) else f"{point} ({quantities.isolated(label, instrument)})"


def title(kind: str, sets: Sequence[SetResult], instrument: Instrument) -> str:
    """Name a picture: what it is, of what, and whose answers."""
    names = quantities.listed([chosen.name for chosen in sets])
    return f"{kind}. {instrument.short_title}: {names}"


def description(opening: str, sets: Sequence[SetResult]) -> str:
    """Say what a picture shows and read its numbers out."""
    parts = [opening]
    for chosen in sets:
        if not chosen.visible:
            parts.append(f"{set_name(chosen).rstrip('.')}.")
            continue
        read = [text for result in chosen.enablers if (text := _read(result))]
        parts.append(f"{set_name(chosen)}: {'; '.join(read) or translation.say('no averages')}.")
    return " ".join(parts)


def _read(result: EnablerResult) -> str:
    figures = result.figures
    said = average(figures)
    if not said:
        return "" if figures.visible else translation.say("{enabler} not shown", enabler=result.enabler.axis)
    if figures.split:
        return translation.say("{enabler} {number}, people are split", enabler=result.enabler.axis, number=said)
    return f"{result.enabler.axis} {said}"
