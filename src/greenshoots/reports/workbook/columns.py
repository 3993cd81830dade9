"""The columns of the workbook: their explanations, and their values from the results."""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core import translation
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Instrument, Scale
from greenshoots.core.language import quantities, sentences
from greenshoots.core.results import Comparison, Difference, EnablerResult, Figures, Flag, SetResult
from greenshoots.reports.outline import Value
from greenshoots.reports.workbook.cells import Field

SET = Field("Group or round", "Whose responses these are: everyone, one choice of a group question, or one round.")

WHO = (
    Field("People", "How many people's responses are counted here. Blank if that cannot be shown."),
    Field("Asked", "How many people were asked, if known."),
    Field(
        "Coverage", "The share of the people in this group or round whose responses are counted here, from 0 to 1.", 2
    ),
)

WHAT = (
    Field("Number", "The enabler's number in the questionnaire."),
    Field("Id", "The enabler's short name in files."),
    Field("Enabler", "The enabler's name in charts.", None, 26),
    Field("Group of enablers", "The group that the enabler belongs to.", None, 36),
)

NAME = 2
"""The place of the enabler's name within `WHAT`."""


AVERAGES = (
    Field(
        "Average",
        "The total of all scores, divided by the number of people who scored. Blank if only a range is known.",
        2,
    ),
    Field("Average at least", "The lowest that the average can be.", 2),
    Field("Average at most", "The highest that the average can be. Both are the same if the average is exact.", 2),
    Field(
        "Middle answer",
        "The interpolated median: the middle of the scores, estimated to a fraction of a scale point.",
        2,
    ),
    Field(
        "Median",
        "The score in the middle when all scores are put in order, or halfway between the two middle scores. Only "
        "for exact counts.",
        1,
    ),
    Field("At the median", "How many people gave the median, or are half a point from it."),
    Field("Within one point", "How many people are at most one point from the median."),
    Field("Share at the median", "Of the people who gave a score, the share at the median, from 0 to 1.", 2),
    Field("Share within one point", "The share within one point of the median, from 0 to 1.", 2),
)

SPREADS = (
    Field("Lower quarter", "The point a quarter of the way up when scores are put in order.", 2),
    Field("Upper quarter", "The point three quarters of the way up when scores are put in order.", 2),
    Field("Spread", "Leik's D: 0 if everyone gives the same score, 1 if half give the lowest and half the highest.", 2),
    Field(
        "Van der Eijk's A",
        "How close scores are: 1 if everyone gives the same score, 0 if they are evenly spread, "
        "-1 if half are at each end.",
        2,
    ),
    Field("Consensus", "Tastle and Wierman's Cns: 1 if everyone gives the same score, 0 if half are at each end.", 2),
    Field(
        "Likely from",
        "The lower end of the likely range of the average for everyone who was asked (90% interval).",
        2,
    ),
    Field("Likely to", "The upper end of that range.", 2),
    Field("Split", "“yes” if most scores are at one end or the other, more so than could be expected by chance."),
    Field("Skewed", "“yes” if the average and the middle answer are more than half a point apart."),
)


def figures(scale: Scale) -> tuple[Field, ...]:
    """Return the columns for the numbers of one question."""
    return (
        Field(
            "Shown",
            "How much of this row can be shown, in words. A blank number does not mean that no one answered.",
            None,
            44,
        ),
        Field("Scored", "How many people gave a score."),
        Field(
            "Coverage of this question",
            "The share of people whose answers to this question are counted here, from 0 to 1.",
            2,
        ),
        Field("Not sure", "How many answers were “not sure”. They are never counted as scores."),
        Field("No answer", "How many gave no answer."),
        *(
            Field(
                "Score {point}",
                "How many gave {point}: {label}. Blank if only ranges can be shown.",
                facts={"point": point, "label": scale.label(point)},
            )
            for point in scale.points
        ),
        *_bands(scale),
        *AVERAGES,
        *SPREADS,
    )


def _bands(scale: Scale) -> tuple[Field, Field]:
    if len(scale.bands) < 2:
        return (
            Field("Low band", "How many gave a low score, if only a range is shown."),
            Field("High band", "How many gave a high score, if only a range is shown."),
        )
    low, high = (scale.points[band] for band in scale.bands)
    return (
        Field(
            "Low band",
            "How many gave {points}, if only a range is shown.",
            facts={"points": quantities.span(low[0], low[-1])},
        ),
        Field(
            "High band",
            "How many gave {points}, if only a range is shown.",
            facts={"points": quantities.span(high[0], high[-1])},
        ),
    )


FLAGS = Field("Reasons to talk", "The reasons to talk about this enabler, in one or two words each.", None, 26)


SPLIT = Field("Average where split", "The average again if people are split, for the hollow dots on the spider.", 2)


def where(chosen: SetResult) -> list[Value]:
    """Return the values of `WHO`."""
    # A coverage of nothing would read as a number; the words beside it say what it means.
    covered = chosen.coverage if chosen.visible else None
    return [chosen.n, chosen.asked, covered]


def what(result: EnablerResult, instrument: Instrument) -> list[Value]:
    """Return the values of `WHAT`."""
    enabler = result.enabler
    return [enabler.number, enabler.id, enabler.axis, instrument.group_of(enabler).title]


def numbers(figures_: Figures, chosen: SetResult, scale: Scale) -> list[Value]:
    """Return the values of `figures`; numbers that cannot be shown stay blank."""
    visible = figures_.visible
    counts: Sequence[Value] = figures_.counts if figures_.counts is not None else (None,) * scale.size
    bounds, likely = figures_.mean_bounds or (None, None), figures_.interval or (None, None)
    return [
        shown(figures_, chosen),
        figures_.n,
        figures_.coverage if visible else None,
        figures_.not_sure,
        figures_.skipped,
        *counts,
        figures_.low,
        figures_.high,
        figures_.mean,
        *bounds,
        figures_.interpolated_median,
        figures_.median,
        figures_.at_median,
        figures_.within_one,
        figures_.share_at_median,
        figures_.share_within_one,
        figures_.q1,
        figures_.q3,
        figures_.spread,
        figures_.agreement,
        figures_.consensus,
        *likely,
        yes(figures_.split) if visible else None,
        yes(figures_.skewed) if visible else None,
    ]


def yes(true: bool) -> str:
    """Return “yes” or “no”."""
    return translation.say("yes") if true else translation.say("no")


FLAGS_BY_NAME = {
    Flag.LOW: translation.mark("low"),
    Flag.SPLIT: translation.mark("split"),
    Flag.DIVIDED: translation.mark("spread out"),
    Flag.GAP: translation.mark("groups differ"),
    Flag.UNKNOWN: translation.mark("not sure"),
}

SIZES = {
    word: word
    for word in (
        translation.mark("negligible"),
        translation.mark("small"),
        translation.mark("medium"),
        translation.mark("large"),
    )
}


def flags(reasons: Sequence[Flag]) -> Value:
    """Return the names of reasons to talk; None if there are none."""
    return ", ".join(translation.say(FLAGS_BY_NAME[flag]) for flag in reasons) or None


def shown(figures_: Figures, chosen: SetResult) -> str:
    """Return how much of a row can be shown; an empty set differs from a set in which no one scored."""
    if chosen.state is State.EMPTY:
        return translation.say(sentences.NOBODY)
    if figures_.state is State.EMPTY:
        return translation.say(sentences.NOBODY_SCORED)
    if not figures_.visible:
        return sentences.hidden_sentence(figures_.state, chosen.kind, shown_in_room=figures_.shown_in_room)
    if figures_.counts is None:
        return translation.say("A range, to protect what each person answered.")
    exact = translation.say("Approximate.") if figures_.state is State.APPROXIMATE else translation.say("Shown.")
    return f"{exact} {sentences.coverage_sentence(chosen)}".strip()


COMPARED = (
    Field("Compared by", "The group question or the rounds that are compared.", None, 18),
    Field("First", "The group or round that is compared.", None, 22),
    Field("Second", "What it is compared with: everyone else, or the round before.", None, 22),
    *WHAT[:3],
    Field("Finding", "The finding in words.", None, 22),
    Field("First average", "Blank if only a range is known.", 2),
    Field("Second average", "Blank if only a range is known.", 2),
    Field("Delta", "Cliff's delta, from -1 to 1. Above 0 if the first is higher.", 2),
    Field("Delta from", "The lower end of its 95% interval.", 2),
    Field("Delta to", "The upper end of that interval.", 2),
    Field("Size", "Negligible, small, medium or large."),
    Field(
        "Higher",
        "The chance that a person picked from the first scored higher than a person picked from the "
        "second, from 0 to 1.",
        2,
    ),
    Field("Same", "The chance that they gave the same score.", 2),
    Field("Lower", "The chance that the first scored lower.", 2),
    Field("p", "How often chance alone would produce a difference this large.", 3),
    Field("p (Holm)", "The same, allowing for the number of enablers and groups compared.", 3),
    Field("p (Brunner-Munzel)", "A cross-check with another test.", 3),
    Field("Why not compared", "The reason, if there is one.", None, 40),
)


def compared(side: Comparison, difference: Difference, says: str) -> list[Value]:
    """Return the values of `COMPARED`."""
    enabler = difference.enabler
    return [
        translation.say("rounds") if side.kind == "round" else side.group,
        side.first.name,
        side.second.name,
        enabler.number,
        enabler.id,
        enabler.axis,
        says,
        difference.first_mean,
        difference.second_mean,
        difference.delta,
        *(difference.delta_interval or (None, None)),
        difference.size and translation.say(SIZES[difference.size]),
        difference.higher,
        difference.same,
        difference.lower,
        difference.p,
        difference.p_holm,
        difference.p_brunner_munzel,
        difference.reason or None,
    ]
