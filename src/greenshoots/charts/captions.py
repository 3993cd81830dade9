"""Default titles and descriptions of pictures for screen readers, and labels inside them."""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core import translation
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.language import quantities, sentences
from greenshoots.core.results import EnablerResult, Figures, SetResult


def set_name(chosen: SetResult) -> str:
    """Return a set's name with how many answered, or why it is not shown."""
    # An agreed score is not the answer of a person, so it has no number of people.
    if chosen.kind == "agreed":
        return chosen.name
    if chosen.visible:
        return f"{chosen.name}, {quantities.answered(chosen)}"
    if chosen.state is State.HIDDEN and chosen.kind != "everyone":
        return translation.say("{set}: too few people to show", set=chosen.name)
    reason = why_not(chosen)
    return f"{chosen.name}: {reason[:1].lower()}{reason[1:]}"


def why_not(chosen: SetResult) -> str:
    """Return why a set is not shown."""
    return sentences.hidden_sentence(chosen.state, chosen.kind)


def average(figures: Figures) -> str:
    """Return the average as exactly as it is known; empty if it cannot be shown."""
    bounds = quantities.average_bounds(figures)
    return "" if bounds is None else quantities.between(bounds)


def ends(instrument: Instrument) -> str:
    """Return both ends of the scale: *from 1 (Strongly disagree) to 5 (Strongly agree)*."""
    scale = instrument.scale
    return translation.say(
        "from {lowest} to {highest}", lowest=end(scale.minimum, instrument), highest=end(scale.maximum, instrument)
    )


def point(score: int, instrument: Instrument) -> str:
    """Return a score with its label, if it has one: *5 Strongly agree*, *4*."""
    label = instrument.scale.label(score)
    return str(score) if label == str(score) else f"{score} {quantities.isolated(label, instrument)}"


def end(point: int, instrument: Instrument) -> str:
    """Return an end of the scale for a sentence: *5 (Strongly agree)*."""
    label = instrument.scale.label(point)
    return str(point) if label == str(point) else f"{point} ({quantities.isolated(label, instrument)})"


def title(kind: str, sets: Sequence[SetResult], instrument: Instrument) -> str:
    """Return the title of a picture: its kind and whose responses it shows."""
    names = quantities.listed([chosen.name for chosen in sets])
    return f"{kind}. {instrument.short_title}: {names}"


def description(opening: str, sets: Sequence[SetResult]) -> str:
    """Return the description of a picture with its numbers."""
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
    average_ = average(figures)
    if not average_:
        return "" if figures.visible else translation.say("{enabler} not shown", enabler=result.enabler.axis)
    if figures.split:
        return translation.say("{enabler} {number}, people are split", enabler=result.enabler.axis, number=average_)
    return f"{result.enabler.axis} {average_}"
