"""The terms that a report uses and their meaning."""

from __future__ import annotations

from greenshoots.core import translation
from greenshoots.core.analysis import flag_rules
from greenshoots.core.instruments.model import Scale, ScoreEach
from greenshoots.core.language import quantities
from greenshoots.core.results import Results
from greenshoots.reports.outline import Table

Meaning = tuple[str, str]


def table(results: Results) -> Table:
    """Tabulate the terms of this report with their meaning."""
    rows = [
        (translation.say("Average"), _average(results)),
        *_ranges(),
        *_agree(results.instrument.scale),
        *_apart(results.instrument.scale),
        *_flags(results.instrument.scale),
        *_between_groups(results),
        *_between_rounds(results),
    ]
    header = (translation.say("Term"), translation.say("Meaning"))
    return Table(translation.say("Terms in this report"), header, tuple(rows))


def _average(results: Results) -> str:
    if results.instrument.score_each is ScoreEach.STATEMENT:
        return translation.say(
            "The average of an enabler is the average of its statements' averages. The average of a statement is the "
            "total of its scores, divided by the number of people who scored it."
        )
    return translation.say(
        "The total of all scores, divided by the number of people who gave one. Statisticians call it the mean."
    )


def _ranges() -> list[Meaning]:
    return [
        (
            translation.say("Middle half"),
            translation.say("The scores between the lowest quarter and the highest quarter of people."),
        ),
        (
            translation.say("Likely range (right 9 times in 10)"),
            translation.say(
                "The average for everyone who was asked is likely to be in this range. It is right 9 times in 10 if "
                "people who did not answer are like those who did. Only shown if at least 10 people scored."
            ),
        ),
    ]


def _agree(scale: Scale) -> list[Meaning]:
    if not quantities.asks_agreement(scale):
        return []
    up, down = quantities.points(scale, quantities.upper(scale)), quantities.points(scale, quantities.lower(scale))
    meaning = translation.say("Agree means a score of {high}. Disagree means a score of {low}.", high=up, low=down)
    return [(translation.say("Agree, disagree"), meaning)]


def _apart(scale: Scale) -> list[Meaning]:
    return [
        (
            translation.say("Typical distance from the middle answer"),
            translation.say(
                "The middle answer is the median: the score in the middle when all scores are put in order. The "
                "typical distance is how far scores are from it on average: 0 if everyone gives the same score, "
                "{most} if half give the lowest and half the highest.",
                most=quantities.number((scale.maximum - scale.minimum) / 2),
            ),
        ),
        (
            translation.say("Split"),
            translation.say(
                "Most scores are at one end or the other with few in between, more so than could be expected by "
                "chance. The dot on the spider is hollow."
            ),
        ),
        (
            translation.say("Spread out"),
            translation.say(
                "Scores are about as far apart as if each score had been given equally often, or further apart. If "
                "few people answered, scores must be further apart before we call them spread out."
            ),
        ),
    ]


def _flags(scale: Scale) -> list[Meaning]:
    return [
        (translation.say("Low"), _low(scale)),
        (
            translation.say("Not sure"),
            translation.say(
                "A separate answer that is never counted as a score. The report points it out if it is "
                "at least a quarter of the answers."
            ),
        ),
    ]


def _low(scale: Scale) -> str:
    if scale.unit == 1:
        return translation.say(
            "At least half a point below the average of the enablers here, and lower than could be expected by "
            "chance, allowing for the number of enablers. It is not a judgement on anyone's work."
        )
    # Half a point on a scale from 1 to 5 is more on a longer one.
    return translation.say(
        "At least {points} points below the average of the enablers here, and lower than could be expected by "
        "chance, allowing for the number of enablers. It is not a judgement on anyone's work.",
        points=quantities.number(flag_rules.LOW_BY * scale.unit, 2),
    )


def _between_groups(results: Results) -> list[Meaning]:
    if not any(side.kind == "group" for side in results.comparisons):
        return []
    return [
        (
            translation.say("Higher, lower"),
            translation.say(
                "We compare each group with everyone else, not with a total that includes the group. We say that a "
                "group differs only if there are at least 8 people on both sides and the difference is at least "
                "medium in size. It must also be unlikely to be chance: where groups do not differ, at most 1 report "
                "in 12 would find any difference. “Clearly” means at most 1 report in 20."
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
                "The same rule for two rounds. “No clear change” means that the averages are close. “Could be "
                "chance” means that they moved, but no more than could be expected by chance."
            ),
        )
    ]
