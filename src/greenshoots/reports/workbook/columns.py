"""The columns of the workbook: what each holds, in words, and how it is read from the results."""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core import translation
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Instrument, Scale
from greenshoots.core.language import quantities, sentences
from greenshoots.core.results import Comparison, Difference, EnablerResult, Figures, Flag, SetResult
from greenshoots.reports.outline import Value
from greenshoots.reports.workbook.cells import Field

SET = Field("Set", "Whose answers these are: everyone, one choice of a group, or one round.")

WHO = (
    Field("People", "How many people are seen in this set. Blank where that may not be told."),
    Field("Asked", "How many people were asked, if that is known."),
    Field("Covered", "The share of this set's people whose answers are seen here, 0 to 1.", 2),
)

WHAT = (
    Field("Number", "The enabler's number in the questionnaire."),
    Field("Id", "The enabler's short name in files."),
    Field("Enabler", "The enabler's name on pictures.", None, 26),
    Field("Group of enablers", "The family it belongs to.", None, 36),
)

NAME = 2
"""The place of the enabler's name within `WHAT`."""


def figures(scale: Scale) -> tuple[Field, ...]:
    """Give the columns of the numbers of one question."""
    return (
        Field("Shown", "How much may be seen of this row, in words. Hidden is not the same as nobody.", None, 44),
        Field("Scored", "How many people gave a score."),
        Field("Seen", "The share of people whose answers to this are seen here, 0 to 1.", 2),
        Field("Not sure", "How many said they were not sure. Never counted as a score."),
        Field("Left blank", "How many gave no answer."),
        *(
            Field(
                "Score {point}",
                "How many gave {point}: {label}. Blank where only ranges may be shown.",
                facts={"point": point, "label": scale.label(point)},
            )
            for point in scale.points
        ),
        *_bands(scale),
        Field(
            "Average", "All scores added up, divided by how many people scored. Blank where only a range is known.", 2
        ),
        Field("Average at least", "The lowest that the average can be.", 2),
        Field("Average at most", "The highest that the average can be; the same where it is exact.", 2),
        Field("Middle answer", "The median, worked out within a scale point.", 2),
        Field("Median", "The middle answer, half-way where the two middle answers differ. Exact counts only.", 1),
        Field("At the median", "How many people gave it, or are half a point from it."),
        Field("Within one point", "How many people are at most one point from the median."),
        Field("Share at the median", "The same as a share of those who scored, 0 to 1.", 2),
        Field("Share within one point", "The same as a share of those who scored, 0 to 1.", 2),
        Field("Lower quarter", "A quarter of people scored below this.", 2),
        Field("Upper quarter", "A quarter of people scored above this.", 2),
        Field("Spread", "Leik's D: 0 where all give one score, 1 where half stand at each end.", 2),
        Field("Agreement", "Van der Eijk's A: 1 is one score, 0 evenly spread, -1 half at each end.", 2),
        Field("Consensus", "Tastle and Wierman's Cns: 1 is one score, 0 half at each end.", 2),
        Field("Likely from", "Where the average of everybody who was asked probably begins (90% interval).", 2),
        Field("Likely to", "Where it probably ends.", 2),
        Field("Split", "“yes” where most scores are at one end or the other, more than chance brings about."),
        Field("Skewed", "“yes” where average and middle answer lie more than half a point apart."),
    )


def _bands(scale: Scale) -> tuple[Field, Field]:
    if len(scale.bands) < 2:
        return (
            Field("Low band", "How many gave a low score, where ranges are shown."),
            Field("High band", "How many gave a high score, where ranges are shown."),
        )
    low, high = (scale.points[band] for band in scale.bands)
    return (
        Field(
            "Low band",
            "How many gave {points}, where ranges are shown.",
            facts={"points": quantities.span(low[0], low[-1])},
        ),
        Field(
            "High band",
            "How many gave {points}, where ranges are shown.",
            facts={"points": quantities.span(high[0], high[-1])},
        ),
    )


FLAGS = Field("Reasons to talk", "Named reasons to talk about this enabler.", None, 26)


SPLIT = Field(
    "Average where split", "The average once more where people are split, for the hollow dots of the spider.", 2
)


def where(chosen: SetResult) -> list[Value]:
    """Give the values of `WHO`."""
    # A coverage of nothing would read as a number; the words beside it say what it means.
    covered = chosen.coverage if chosen.visible else None
    return [chosen.n, chosen.asked, covered]


def what(result: EnablerResult, instrument: Instrument) -> list[Value]:
    """Give the values of `WHAT`."""
    enabler = result.enabler
    return [enabler.number, enabler.id, enabler.axis, instrument.group_of(enabler).title]


def numbers(found: Figures, chosen: SetResult, scale: Scale) -> list[Value]:
    """Give the values of `figures`; nothing that may not be told is a number."""
    seen = found.visible
    counts: Sequence[Value] = found.counts if found.counts is not None else (None,) * scale.size
    bounds, likely = found.mean_bounds or (None, None), found.interval or (None, None)
    return [
        shown(found, chosen),
        found.n,
        found.coverage if seen else None,
        found.not_sure,
        found.skipped,
        *counts,
        found.low,
        found.high,
        found.mean,
        *bounds,
        found.interpolated_median,
        found.median,
        found.at_median,
        found.within_one,
        found.share_at_median,
        found.share_within_one,
        found.q1,
        found.q3,
        found.spread,
        found.agreement,
        found.consensus,
        *likely,
        yes(found.split) if seen else None,
        yes(found.skewed) if seen else None,
    ]


def yes(true: bool) -> str:
    """Say yes or no."""
    return translation.say("yes") if true else translation.say("no")


FLAGS_BY_NAME = {
    Flag.LOW: translation.mark("low"),
    Flag.SPLIT: translation.mark("split"),
    Flag.DIVIDED: translation.mark("divided"),
    Flag.GAP: translation.mark("gap"),
    Flag.UNKNOWN: translation.mark("unknown"),
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


def flags(found: Sequence[Flag]) -> Value:
    """Name reasons to talk; nothing where there are none."""
    return ", ".join(translation.say(FLAGS_BY_NAME[flag]) for flag in found) or None


def shown(found: Figures, chosen: SetResult) -> str:
    """Say how much may be seen of a row; nobody in a set is told apart from nobody scored."""
    if chosen.state is State.EMPTY:
        return translation.say(sentences.NOBODY)
    if found.state is State.EMPTY:
        return translation.say(sentences.NOBODY_SCORED)
    if not found.visible:
        return sentences.hidden_sentence(found.state, chosen.kind, shown_in_room=found.shown_in_room)
    if found.counts is None:
        return translation.say("A range, to protect people's own scores.")
    exact = translation.say("Close, not exact.") if found.state is State.APPROXIMATE else translation.say("Shown.")
    return f"{exact} {sentences.coverage_sentence(chosen)}".strip()


COMPARED = (
    Field("Compared by", "The group or the rounds that are compared.", None, 18),
    Field("First", "The set that is compared.", None, 22),
    Field("Second", "What it is compared with: everyone else, or the round before.", None, 22),
    *WHAT[:3],
    Field("What it says", "The finding in words.", None, 22),
    Field("First average", "Blank where only a range is known.", 2),
    Field("Second average", "Blank where only a range is known.", 2),
    Field("Delta", "Cliff's delta, -1 to 1; above 0 where the first is higher.", 2),
    Field("Delta from", "Where its 95% interval begins.", 2),
    Field("Delta to", "Where it ends.", 2),
    Field("Size", "Negligible, small, medium or large."),
    Field(
        "Higher", "The chance that one person picked from the first scored higher than one from the second, 0 to 1.", 2
    ),
    Field("Same", "The chance that they gave the same score.", 2),
    Field("Lower", "The chance that the first scored lower.", 2),
    Field("p", "How often chance alone would bring about so large a difference.", 3),
    Field("p (Holm)", "The same, allowing for having compared every enabler of every group.", 3),
    Field("p (Brunner-Munzel)", "A cross-check by another test.", 3),
    Field("Why not compared", "The reason, where there is one.", None, 40),
)


def compared(side: Comparison, found: Difference, says: str) -> list[Value]:
    """Give the values of `COMPARED`."""
    enabler = found.enabler
    return [
        translation.say("rounds") if side.kind == "round" else side.group,
        side.first.name,
        side.second.name,
        enabler.number,
        enabler.id,
        enabler.axis,
        says,
        found.first_mean,
        found.second_mean,
        found.delta,
        *(found.delta_interval or (None, None)),
        found.size and translation.say(SIZES[found.size]),
        found.higher,
        found.same,
        found.lower,
        found.p,
        found.p_holm,
        found.p_brunner_munzel,
        found.reason or None,
    ]
