"""The words that a report uses and what they mean."""

from __future__ import annotations

from greenshoots.core import translation
from greenshoots.core.analysis import flag_rules
from greenshoots.core.instruments.model import Scale, ScoreEach
from greenshoots.core.language import quantities
from greenshoots.core.results import Results
from greenshoots.reports.outline import Table

Meaning = tuple[str, str]


def table(results: Results) -> Table:
    """Explain every word that stands in this report."""
    rows = [
        (translation.say("Average"), _average(results)),
        *_ranges(),
        *_agree(results.instrument.scale),
        *_apart(results.instrument.scale),
        *_flags(results.instrument.scale),
        *_between_groups(results),
        *_between_rounds(results),
    ]
    header = (translation.say("Word"), translation.say("What it means"))
    return Table(translation.say("Words and what they mean"), header, tuple(rows))


def _average(results: Results) -> str:
    if results.instrument.score_each is ScoreEach.STATEMENT:
        return translation.say(
            "An enabler's average is the average of its statements' averages. A statement's is its scores added up, "
            "divided by how many people scored it."
        )
    return translation.say("All scores added up, divided by how many people gave one. Statisticians call it the mean.")


def _ranges() -> list[Meaning]:
    return [
        (
            translation.say("Middle half"),
            translation.say("The scores between the lowest quarter and the highest quarter of people."),
        ),
        (
            translation.say("Likely range, 9 times in 10"),
            translation.say(
                "Where the average of everybody who was asked probably lies, nine times in ten, if those who did "
                "not answer are like those who did. It needs ten people who scored."
            ),
        ),
    ]


def _agree(scale: Scale) -> list[Meaning]:
    if not quantities.asks_agreement(scale):
        return []
    up, down = quantities.points(scale, quantities.upper(scale)), quantities.points(scale, quantities.lower(scale))
    meaning = translation.say("Agree means a score of {high}, disagree a score of {low}.", high=up, low=down)
    return [(translation.say("Agree, disagree"), meaning)]


def _apart(scale: Scale) -> list[Meaning]:
    return [
        (
            translation.say("Typical distance from the middle answer"),
            translation.say(
                "How far apart people are: 0 when all give the same score, {most} when half stand at each end.",
                most=quantities.number((scale.maximum - scale.minimum) / 2),
            ),
        ),
        (
            translation.say("Split"),
            translation.say(
                "Most scores are at one end or the other and few in between, more than chance brings about. The dot on "
                "the spider is hollow."
            ),
        ),
        (
            translation.say("Far apart"),
            translation.say(
                "Nearly as far from each other as if every score had been given equally often, or further. The fewer "
                "people, the further apart they must be."
            ),
        ),
    ]


def _flags(scale: Scale) -> list[Meaning]:
    return [
        (translation.say("Low"), _low(scale)),
        (
            translation.say("Not sure"),
            translation.say("An answer of its own. It is never counted as a score. A quarter or more is a finding."),
        ),
    ]


def _low(scale: Scale) -> str:
    if scale.unit == 1:
        return translation.say(
            "At least half a point below the average of the enablers here, and lower than chance brings about, "
            "allowing for having looked at every enabler. It is not a mark out of anything."
        )
    # Half a point on a scale from 1 to 5 is more on a longer one.
    return translation.say(
        "At least {points} points below the average of the enablers here, and lower than chance brings about, allowing "
        "for having looked at every enabler. It is not a mark out of anything.",
        points=quantities.number(flag_rules.LOW_BY * scale.unit, 2),
    )


def _between_groups(results: Results) -> list[Meaning]:
    if not any(side.kind == "group" for side in results.comparisons):
        return []
    return [
        (
            translation.say("Higher, lower"),
            translation.say(
                "A group is compared with everyone else, never with a whole that holds it. We say it differs only when "
                "both sides have 8 people, the difference is at least medium, and chance would bring any about in at "
                "most 1 report in 12, allowing for every enabler of every group. “Clearly” means 1 in 20."
            ),
        )
    ]


def _between_rounds(results: Results) -> list[Meaning]:
    if not any(side.kind == "round" for side in results.comparisons):
        return []
    return [
        (
            translation.say("Up, down"),
            translation.say(
                "The same rule between two rounds. “No clear change” means that the averages are close; “within "
                "chance” that they moved, but no further than chance alone could have moved them."
            ),
        )
    ]
